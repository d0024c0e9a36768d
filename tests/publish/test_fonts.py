"""Only the fonts that are shipped stand on the pages, whatever is written and wherever."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from desktop.core.editions import Edition, Look
from desktop.core.folders import FONTS, TEMPLATES
from desktop.core.forces import Force
from desktop.core.printable import COVERED, STANDS_IN, printable, unprintable
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Passage, Report
from desktop.publish import render
from tests.publish.conftest import LOOKS, TextOf

OUR_FONTS = re.compile(r"Report-(Serif|Sans)(-[A-Za-z-]+)?")
FOREIGN = (
    "א",
    "ع",
    "漢",
    "ก",
    "😀",
    "\U0001f1ec",
    "\ue000",
    "\U000f0000",
    "\u0378",
    "\u05b0",
    "\u20e3",
    "\U00012000",
    "①",
    "\ufffd",
)
"""Letters, pictures, marks and numbers of private use or none, that our fonts do not hold."""


def test_what_counts_as_covered_is_what_the_fonts_hold() -> None:
    """Where fonts were changed, put what this says into `COVERED` in core/printable.py."""
    held: set[int] = set()
    for family in ("SourceSans3", "SourceSerif4"):
        faces = [set(TTFont(file)["cmap"].getBestCmap()) for file in FONTS.glob(f"{family}-*.ttf")]
        assert len(faces) == 5
        # A character is set in the other family where one lacks it, but never in another face.
        held |= set.intersection(*faces)
    ranges: list[list[int]] = []
    for code in sorted(held):
        if ranges and ranges[-1][-1] == code - 1:
            ranges[-1][1:] = [code]
        else:
            ranges.append([code])
    assert COVERED.split() == ["-".join(f"{end:X}" for end in each) for each in ranges]


@pytest.mark.parametrize("character", FOREIGN)
def test_a_character_that_no_font_holds_is_seen_as_a_square(character: str) -> None:
    assert printable(f"a{character}b") == f"a{STANDS_IN}b"
    assert unprintable(f"a{character}b") == [(1, 2)]


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("Ｋｅｎｔ ２５", "Kent 25"),
        ("𝐛𝐨𝐥𝐝", "bold"),
        ("25\u300030", "25 30"),
        ("one\u2028two", "one two"),
        ("\u202eright to left\u202c", "right to left"),
        ("no\u2060break\ufeff", "nobreak\ufeff"),
        ("25\x00\x07\x1b\x7f %", "25 %"),
        ("❶ ✓\ufe0f", f"{STANDS_IN} ✓"),
        ("“Ŵyŷ” – ½ • ■ → … £5 é\u0301 2\u2011a", "“Ŵyŷ” – ½ • ■ → … £5 é\u0301 2\u2011a"),
    ],
)
def test_what_only_looks_otherwise_is_printed_as_what_it_means(written: str, printed: str) -> None:
    assert printable(written) == printed
    assert len(unprintable(written)) == printed.count(STANDS_IN)


def test_characters_side_by_side_are_told_of_together() -> None:
    assert unprintable("a 漢字, 👩\u200d👧 b") == [(2, 4), (6, 9)]


def test_whatever_is_left_of_any_character_is_covered() -> None:
    covered = set(characters())
    for code in range(0, 0x20000, 7):
        assert set(printable(chr(code))) <= covered | set("\t\n\r"), f"U+{code:04X}"


@pytest.mark.parametrize("look", LOOKS)
def test_every_covered_character_is_set_in_our_fonts_in_every_face(
    look: Look,
    programme: Programme,
    kent: Force,
    fresh: Report,
    fonts_of: Callable[[bytes], set[str]],
) -> None:
    words = "".join(f"\\{each}" if each in r"\*_[]`&<" else each for each in characters())
    # Each mark of those that combine stands upon a letter that only one of the families holds.
    words += " ".join(f"ɓ{chr(code)}₿{chr(code)}" for code in range(0x300, 0x370))
    text = "\n\n".join(f"{mark}x{words}x{mark}" for mark in ("", "*", "**", "***"))
    report = replace(fresh, passages={**fresh.passages, "press.leaks": Passage(text, "edited")})
    pdf = render(programme, kent, report, Edition(look=look)).file
    assert strangers(fonts_of(pdf)) == []
    assert set(missing_glyphs(pdf)) == {False}


@pytest.mark.parametrize(
    "edition",
    [Edition("draft"), Edition("embargoed", look="accessible")],
    ids=lambda each: each.kind,
)
def test_no_place_of_the_page_lets_a_font_of_the_machine_in(
    edition: Edition,
    tmp_path: Path,
    kent: Force,
    text_of: TextOf,
    fonts_of: Callable[[bytes], set[str]],
) -> None:
    strange = "".join(FOREIGN)
    folder = copied(tmp_path)
    described = (folder / "programme.toml").read_text(encoding="utf-8")
    for before in ("Revisiting police relationships: progress report", "Inspecting policing"):
        described = described.replace(f'"{before}', f'"Of {strange} {before}', 1)
    (folder / "programme.toml").write_text(described, encoding="utf-8")
    programme = read_programme(folder)
    text = f"One {strange} *two {strange}* **three {strange}** ***four {strange}***"
    report = Report(
        programme.id,
        kent.key,
        answers={"isbn": strange},
        passages={key: Passage(f"{text}\n\n- {text}", "edited") for key in programme.items},
    )
    force = replace(kent, name=f"Kent {strange}", area=f"Kent {strange}")
    pdf = render(programme, force, report, edition).file
    squares = STANDS_IN * len(FOREIGN)
    words = " ".join(text_of(pdf).split())
    for place in ("Of", "Kent", "Findings for Kent", "One", "two", "three", "four"):
        assert f"{place} {squares}" in words
    assert strangers(fonts_of(pdf)) == []
    assert set(missing_glyphs(pdf)) == {False}


def test_a_style_sheet_that_asks_for_the_machines_fonts_gets_ours(
    tmp_path: Path, kent: Force, fresh: Report, fonts_of: Callable[[bytes], set[str]]
) -> None:
    folder = copied(tmp_path)
    (folder / "report.css").write_text(
        "body { font-family: 'DejaVu Sans', sans-serif } h1, h2 { font-family: monospace }"
        " @page { @top-right { content: 'Check'; font-family: serif } }",
        encoding="utf-8",
    )
    (folder / "logo.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 20">'
        '<text x="0" y="15" font-family="DejaVu Sans">HMIC</text></svg>',
        encoding="utf-8",
    )
    assert strangers(fonts_of(render(read_programme(folder), kent, fresh).file)) == []


def characters() -> Iterator[str]:
    for each in COVERED.split():
        first, _, last = each.partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))


def strangers(fonts: set[str]) -> list[str]:
    assert len(fonts) > 2
    return sorted(font for font in fonts if not OUR_FONTS.fullmatch(font))


def missing_glyphs(pdf: bytes) -> Iterator[bool]:
    """Say of each glyph on the pages whether it is the empty one, 0.

    Where there is no glyph, what sets the pages takes another and logs a warning: a failure too.
    """
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            for instruction in pikepdf.parse_content_stream(page, "TJ"):
                for piece in instruction.operands[0]:
                    if isinstance(piece, pikepdf.String):
                        glyphs = bytes(piece)
                        yield from (
                            glyphs[place : place + 2] == b"\0\0"
                            for place in range(0, len(glyphs), 2)
                        )


def copied(tmp_path: Path) -> Path:
    """Copy the programme to a folder of the user's own."""
    name = "revisiting-police-relationships-2012"
    return Path(shutil.copytree(TEMPLATES / name, tmp_path / name))
