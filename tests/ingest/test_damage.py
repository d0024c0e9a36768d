"""Damaged text still gives every word and every answer that it holds."""

from __future__ import annotations

import random
import re
import textwrap
import unicodedata
from collections.abc import Callable
from functools import partial, reduce
from pathlib import Path

import pytest

from desktop.core import commonmark
from desktop.core.fields import Answer
from desktop.core.folders import SEEDS
from desktop.core.reading.plain import plain
from desktop.core.richtext import plain_text
from desktop.ingest import Reading, read_file
from tests.ingest.conftest import Read
from tests.ingest.test_published import REPORTS

Damage = Callable[[str], str]
HERE = Path(__file__).parent
TEXTS = sorted(
    [*SEEDS.glob("*.txt"), *(HERE / "unseen").glob("*.txt"), *(HERE / "mended").glob("*.txt")]
)
QUESTIONS = r"How are press.*\?|Is there more.*\?|How does.*\?"
HEADINGS = rf"(?m)^\W*(About this review|Findings for .*|{QUESTIONS}|Next steps)$"


def wrapped(text: str) -> str:
    return "\n".join(
        "\n".join(textwrap.wrap(line, 68, break_on_hyphens=False)) for line in text.split("\n")
    )


def in_pages(foot: str) -> Damage:
    """Break pages anywhere, as converting does, with what stands at the foot of each."""

    def damage(text: str) -> str:
        lines = wrapped(text).split("\n")
        pages = ["\n".join(lines[start : start + 28]) for start in range(0, len(lines), 28)]
        return "".join(
            f"{page}\n\n{foot.format(number)}\n\f" for number, page in enumerate(pages, start=1)
        )

    return damage


def page_numbers_inside_sentences(text: str) -> str:
    numbers = iter(range(1, 1000))
    return re.sub(
        r"\b(?:the force|the constabulary) (?=\w)",
        lambda found: f"{found[0]}\n\n{next(numbers)}\n\n",
        text,
    )


def hyphenated(text: str) -> str:
    """Break long words at the ends of lines, never where they have a hyphen of their own."""
    lines = []
    for line in wrapped(text).split("\n"):
        broken = re.search(r" ([a-z]{4})([a-z]{4,}[.,;]?)$", line)
        lines.append(f"{line[: broken.end(1)]}-\n{broken[2]}" if broken else line)
    return "\n".join(lines)


def ligatures(text: str) -> str:
    for letters, ligature in (("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ")):
        text = text.replace(letters, ligature)
    return text


def without_heading(number: int) -> Damage:
    def damage(text: str) -> str:
        found = list(re.finditer(HEADINGS, text))[number]
        return text[: found.start()] + text[found.end() :]

    return damage


DAMAGE: dict[str, Damage] = {
    "pages": in_pages("{}"),
    "pages with running titles": in_pages("Revisiting police relationships: progress report | {}"),
    "pages with a publisher": in_pages("HMIC (2012)\nPage {} of 6"),
    "pages with anything": in_pages("Restricted until publication\n{}"),
    "page numbers inside sentences": page_numbers_inside_sentences,
    "hyphenated line ends": hyphenated,
    "soft hyphens": lambda text: hyphenated(text).replace("-\n", "\u00ad\n"),
    "ligatures": ligatures,
    "two spaces": lambda text: re.sub(r"(?<=\w) (?=\w)", "  ", text),
    "spaces that do not break": lambda text: text.replace(" of ", "\u00a0of\u00a0"),
    "Windows line ends": lambda text: text.replace("\n", "\r\n"),
    "headings in capitals": lambda text: re.sub(HEADINGS, lambda found: found[1].upper(), text),
    "headings broken in two": lambda text: re.sub(
        rf"(?m)^\W*({QUESTIONS})$", lambda found: found[1].replace(" and ", "\nand ", 1), text
    ),
    "numbered headings": lambda text: re.sub(HEADINGS, r"3.1 \1", text),
    "lost marks": lambda text: re.sub(r"(?m)[*#■]|^- ", "", text),
    "everything at once": lambda text: ligatures(
        in_pages("Revisiting police relationships | {}")(hyphenated(text))
    ),
    **{f"without heading {number + 1}": without_heading(number) for number in range(6)},
    "without any heading": lambda text: re.sub(HEADINGS, "", text),
}


def words(reading: Reading) -> list[str]:
    return [
        word
        for passage in reading.report.passages.values()
        for word in plain_text(commonmark.parse(passage.text)).split()
    ]


@pytest.fixture(scope="module")
def whole() -> Callable[[Read, Path], Reading]:
    """Read a file as it is, once."""
    known: dict[Path, Reading] = {}

    def reading(read: Read, file: Path) -> Reading:
        if file not in known:
            known[file] = read(read_file(file))
        return known[file]

    return reading


Whole = Callable[[Read, Path], Reading]


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
@pytest.mark.parametrize("name", REPORTS)
def test_damaged_text_reads_as_if_it_were_whole(
    read: Read, whole: Whole, name: str, damage: Damage
) -> None:
    file = SEEDS / f"{name}.txt"

    undamaged, damaged = whole(read, file), read(damage(read_file(file)))

    assert damaged.force == undamaged.force
    assert damaged.report.answers == undamaged.report.answers
    assert words(damaged) == words(undamaged)


FOOT = "HMIC (2012) Revisiting police relationships: {force} {page}"


def somewhere(share: float, put: Callable[[int], str]) -> Damage:
    """Put something between words of sentences, the same in every run."""

    def damage(text: str) -> str:
        chance, pages = random.Random(len(text)), iter(range(2, 1000))
        return re.sub(
            r"(?<=[a-z,]) (?=[a-z])",
            lambda found: put(next(pages)) if chance.random() < share else found[0],
            text,
        )

    return damage


def run_together(text: str) -> str:
    return re.sub(r"(?<=[.])\n\n(?=[A-Z](?:\S+ ){12})", " ", text)


def without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFD", text)
    return "".join(each for each in letters if not unicodedata.combining(each))


def curly(text: str) -> str:
    text = re.sub(r"(?<![^\s(])\"", "“", text).replace('"', "”")
    return re.sub(r"(?<![^\s(])'", "‘", text).replace("'", "’")


def as_scanned(text: str) -> str:
    """Take figures for letters that look like them, as programs do that read scans."""
    like = {"1": "l", "0": "O"}
    return re.sub(
        r"(?<![\w/.:-])(?!20[01][0-9]\b)([0-9]+)([10])([0-9]*)(?![\w/:-])",
        lambda found: found[1] + like[found[2]] + found[3],
        text,
    )


PARAGRAPHS: dict[str, Damage] = {
    "nothing": str,
    "page numbers in sentences": somewhere(0.006, "\n{}\n".format),
    "feet in sentences": somewhere(0.004, lambda page: f"\n{FOOT}\n".replace("{page}", str(page))),
    "feet in lines": somewhere(0.004, lambda page: f" {FOOT} ".replace("{page}", str(page))),
    "form feeds": somewhere(0.01, lambda _: "\n\f"),
}
LINES: dict[str, Damage] = {
    "nothing": str,
    "no blank lines": lambda text: re.sub(r"\n\n+", "\n", text),
    "hyphens as PDFs have them": lambda text: hyphenated(text).replace("-\n", "\x02\n"),
    "hyphens of their own kind": lambda text: hyphenated(text).replace("-\n", "\u2010\n"),
    "indents": lambda text: re.sub(r"(?m)^(?=\S)", "    ", text),
    "Macintosh line ends": lambda text: text.replace("\n", "\r"),
}
LETTERS: dict[str, Damage] = {
    "nothing": str,
    "curly quotes": curly,
    "straight quotes": lambda text: text.translate(str.maketrans("‘’“”", "''\"\"")),
    "hyphens for dashes": lambda text: text.replace("–", "-").replace("—", "-"),
    "lost accents": without_accents,
    "accents apart": partial(unicodedata.normalize, "NFD"),
    "soft hyphens in words": lambda text: re.sub(r"(?<=[a-z]{4})(?=[a-z]{4})", "\u00ad", text),
    "two spaces": lambda text: text.replace(" ", "  "),
    "figures taken for letters": as_scanned,
}
# Lines that are broken as well leave nothing to tell by where such a paragraph ended.
NEVER_MIXED: dict[str, Damage] = {"nothing": str, "paragraphs run together": run_together}
ALONE = [
    each for kind in (PARAGRAPHS, LINES, LETTERS, NEVER_MIXED) for each in list(kind.items())[1:]
]


def said(reading: Reading) -> dict[str, Answer]:
    """Give the answers but for how quotes, dashes and accents are printed; scans garble ISBNs."""
    return {
        key: without_accents(plain(answer)) if isinstance(answer, str) else answer
        for key, answer in reading.report.answers.items()
        if key != "isbn"
    }


@pytest.mark.parametrize(
    ("number", "damage"), list(enumerate(ALONE)), ids=[name for name, _ in ALONE]
)
def test_damaged_text_still_gives_every_answer(
    read: Read, whole: Whole, number: int, damage: tuple[str, Damage]
) -> None:
    for file in (TEXTS * 2)[3 * number % len(TEXTS) :][:3]:
        undamaged = whole(read, file)
        text = damage[1](read_file(file)).replace("{force}", undamaged.force.name)

        assert said(read(text)) == said(undamaged)


@pytest.mark.parametrize(
    ("scanned", "meant"),
    [
        ("the O2 arena", "the o2 arena"),
        ("l0 cases, and 1O", "10 cases, and 10"),
        (
            "1,O00 on O1 May 2012, 12/O1/2012, at O0:01",
            "1,000 on 01 may 2012, 12/01/2012, at 00:01",
        ),
    ],
)
def test_a_name_with_a_figure_is_no_number(scanned: str, meant: str) -> None:
    assert plain(scanned) == meant


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_text_damaged_in_several_ways_still_gives_every_answer(
    read: Read, whole: Whole, file: Path
) -> None:
    undamaged = whole(read, file)
    chance = random.Random(file.stem)
    mix = [chance.choice(list(kind.values())) for kind in (PARAGRAPHS, LINES, LETTERS)]
    text = reduce(lambda text, damage: damage(text), mix, read_file(file))

    damaged = read(text.replace("{force}", undamaged.force.name))

    assert damaged.force == undamaged.force
    assert said(damaged) == said(undamaged)


@pytest.mark.parametrize("name", REPORTS)
def test_lost_blank_lines_lose_no_answer_that_can_be_told(read: Read, name: str) -> None:
    text = read_file(SEEDS / f"{name}.txt")
    # A missing point at the end of a paragraph leaves nothing to tell its end by.
    text = text.replace("concerns have been identified\n", "concerns have been identified.\n")

    whole, damaged = read(text), read(re.sub(r"\n\n+", "\n", wrapped(text)))

    assert damaged.report.answers == whole.report.answers
    assert sorted(words(damaged)) == sorted(words(whole))


def test_an_unknown_heading_and_its_text_are_kept(read: Read) -> None:
    text = read_file(SEEDS / "cheshire.txt")
    text = text.replace(
        "## Next steps", "### Vetting of staff\n\nNobody is vetted.\n\n## Next steps"
    )

    passages = read(text).report.passages

    assert any(
        "**Vetting of staff**\n\nNobody is vetted." in passage.text for passage in passages.values()
    )


def test_stray_marks_are_kept_as_text(read: Read) -> None:
    text = read_file(SEEDS / "cheshire.txt")
    odd = "Ratings run from * to ****, 5 * 3 is 15, [see page 2], <b>bold</b> & a_b_c; 100% £5."
    text = text.replace("\n\n## Next steps", f"\n\n{odd}\n\n## Next steps")

    passages = read(text).report.passages

    assert any(odd in plain_text(commonmark.parse(each.text)) for each in passages.values())
