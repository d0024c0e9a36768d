"""Data that a PDF carries are taken if its pages say the same, and only then."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any, Final, get_args

import pytest

from desktop.core import commonmark
from desktop.core.editions import Edition, Kind, Look
from desktop.core.entry import entry_as_json
from desktop.core.fields import Answer
from desktop.core.forces import Force, Forces
from desktop.core.printable import COVERED
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.core.richtext import Block, Run
from desktop.ingest import Reading, read_report
from desktop.ingest.report_file import attached
from desktop.publish import render
from tests.ingest.hostile_attachments.entries import COUNT, Spoil, put, said
from tests.ingest.hostile_attachments.files import carrying, sound

Entry = dict[str, Any]
Made = Callable[[Kind, str], tuple[bytes, Entry]]
ReadFile = Callable[[bytes], Reading]
EDITIONS: Final = [
    Edition(kind, "pdf", look) for look, kind in product(get_args(Look), get_args(Kind))
]
ISBN: Final = "978-1-78246-061-9"
OTHER_ISBN: Final = "978-1-78246-041-1"
EMBARGO: Final = "2012-12-19T00:01"
UNIT: Final = "press.media_policy.contact_via"
LEAKS: Final = (
    "Kent Police has investigated [one](fact:press.leaks.investigated) leak, and *nobody* knew."
)
POLICY: Final = (
    f"The new media policy is in place. Staff ask the [press **office**](fact:{UNIT}) about it."
)


@pytest.fixture(scope="module")
def kent(forces: Forces) -> Force:
    return forces["kent"]


def short(programme: Programme, embargo: str = "") -> Report:
    """A report that is quickly set and read."""
    answers: dict[str, Answer] = {
        COUNT: 1,
        UNIT: "press office",
        "isbn": ISBN,
        "published": "2013-01",
    }
    return Report(
        programme.id,
        "kent",
        answers={**answers, "embargo": embargo} if embargo else answers,
        passages={
            "press.leaks": Passage(LEAKS, "edited"),
            "press.media_policy": Passage(commonmark.tidy(POLICY), "edited"),
            "imprint.imprint": Passage(f"© HMIC 2012\n\nISBN: {ISBN}", "drafted"),
        },
    )


@pytest.fixture(scope="module")
def made(programme: Programme, kent: Force) -> Made:
    """Give an edition of the short report as PDF, once, and the entry in it."""

    @cache
    def made(kind: Kind, embargo: str) -> tuple[bytes, Entry]:
        report = short(programme, embargo)
        entry: Entry = json.loads(entry_as_json(report, programme, Edition(kind)))
        return render(programme, kent, report, Edition(kind)).file, entry

    return made


@pytest.fixture
def read(programme: Programme, forces: Forces, tmp_path: Path) -> ReadFile:
    def read(pdf: bytes) -> Reading:
        file = tmp_path / "report.pdf"
        file.write_bytes(pdf)
        return read_report(file, programmes=[programme], forces=forces, carried=attached(file))

    return read


def without_answer(key: str) -> Spoil:
    def spoil(entry: Entry) -> bytes:
        answers = {name: value for name, value in entry["answers"].items() if name != key}
        return put("answers", value=answers)(entry)

    return spoil


def both(first: Spoil, second: Spoil) -> Spoil:
    return lambda entry: second(json.loads(first(entry)))


def moved(entry: Entry) -> bytes:
    """Put the words of one item into another."""
    return put("passages", value={"press.social_media": entry["passages"]["press.leaks"]})(entry)


def swapped(entry: Entry) -> bytes:
    leaks, policy = (entry["passages"][key] for key in ("press.leaks", "press.media_policy"))
    return put("passages", value={"press.leaks": policy, "press.media_policy": leaks})(entry)


OTHERWISE: Final[dict[str, tuple[Spoil, str]]] = {
    "another number in a passage": (said("[one](fact", "[two](fact"), "(Leaks)"),
    "another mark in a passage": (said("in place.", "in place?"), "(Media policy)"),
    "a passage cut short": (said(", and *nobody* knew.", ""), "(Leaks)"),
    "a passage without its beginning": (said("Kent Police has ", ""), "(Leaks)"),
    "another number as the answer": (put("answers", COUNT, value=2), "(Leaks)"),
    "another text as the answer": (put("answers", UNIT, value="media unit"), "(Media policy)"),
    "a passage moved, and one missing": (moved, "The new media policy"),
    "passages in each other's place": (swapped, "(Leaks)"),
    "no passages": (put("passages", value={}), "do not say all that its pages say"),
    "a passage more": (
        put("passages", "gifts.procurement", value={"mode": "edited", "text": "All is well."}),
        "(Procurement)",
    ),
    "another force": (put("force", value="essex"), "(Force)"),
    "another month": (put("answers", "published", value="2013-02"), "(Published)"),
    "no month": (without_answer("published"), "(Published)"),
    "an embargo": (put("answers", "embargo", value=EMBARGO), "(Embargoed until)"),
    "another ISBN": (put("answers", "isbn", value=OTHER_ISBN), "(ISBN)"),
    "no ISBN": (without_answer("isbn"), "(ISBN)"),
}


@pytest.mark.parametrize(("spoil", "why"), OTHERWISE.values(), ids=OTHERWISE)
def test_data_that_say_something_else_than_the_pages_are_left(
    spoil: Spoil, why: str, read: ReadFile, made: Made
) -> None:
    pages, entry = made("proof", "")

    reading = read(carrying(pages, lambda pdf: sound(pdf, spoil(entry))))

    assert not reading.from_data
    assert why in reading.warnings[0]


FORGED: Final[dict[str, tuple[Kind, str, Spoil]]] = {
    "no embargo": ("embargoed", EMBARGO, without_answer("embargo")),
    "no embargo, in a proof": ("proof", EMBARGO, without_answer("embargo")),
    "another embargo of a public edition": (
        "embargoed",
        EMBARGO,
        both(put("edition", value="public"), put("answers", "embargo", value="2031-01-01T00:01")),
    ),
    "public, with its embargo": ("proof", EMBARGO, put("edition", value="public")),
    "public, and was never dated": ("embargoed", "", put("edition", value="public")),
    "a draft, not marked": ("proof", "", put("edition", value="draft")),
    "a proof, marked as a draft": ("draft", "", put("edition", value="proof")),
    "embargoed, not marked": ("public", EMBARGO, put("edition", value="embargoed")),
}


@pytest.mark.parametrize(("kind", "embargo", "spoil"), FORGED.values(), ids=FORGED)
def test_data_that_claim_another_edition_or_embargo_than_the_pages_are_left(
    kind: Kind,
    embargo: str,
    spoil: Spoil,
    read: ReadFile,
    made: Made,
) -> None:
    pages, entry = made(kind, embargo)

    reading = read(carrying(pages, lambda pdf: sound(pdf, spoil(entry))))

    assert not reading.from_data
    assert "do not say what its pages say" in reading.warnings[0]
    printed = embargo if kind != "public" else ""
    assert reading.report.answers.get("embargo", "") == printed


def test_a_public_edition_keeps_the_embargo_that_it_does_not_print(
    read: ReadFile, programme: Programme, made: Made
) -> None:
    reading = read(made("public", EMBARGO)[0])

    assert reading.from_data
    assert reading.report == short(programme, EMBARGO)


def _own_characters() -> Iterator[str]:
    for each in COVERED.split():
        first, _, last = each.partition("-")
        yield from map(chr, range(int(first, 16), int(last or first, 16) + 1))


OWN: Final = list(_own_characters())
ODD: Final = (
    "\u00ad\u200b\u2060\u00a0\u2009\t‐‑–—−\u200e\u200f\u202e\ufeff\u200d\u0301\u0323ﬁﬂ½²™…•□"
)
WORDS: Final = (
    "the",
    "force",
    "told",
    "us",
    "that",
    "anti-corruption",
    "co-operation",
    "and/or",
    "policy",
    "2012",
    "(PSD)",
)
FOREIGN: Final = "שלוםעולםمرحبا中文日本हिन्दीภาษาไทย👍🚔"


def odd_word(dice: random.Random) -> str:
    match dice.randrange(10):
        case 0:
            return "".join(dice.choices(OWN, k=6))
        case 1:
            return "".join(dice.choices(FOREIGN, k=4))
        case 2:
            return f"https://www.example.org/{''.join(dice.choices('ab-/_.~%', k=280))}x"
        case 3:
            return "Z" + "".join(chr(dice.randrange(0x300, 0x36F)) for _ in range(20))
        case 4 | 5 | 6:
            word, place = dice.choice(WORDS), dice.randrange(3)
            return word[:place] + dice.choice(ODD) + word[place:]
    return dice.choice(WORDS)


@pytest.mark.parametrize("seed", range(1, 8, 2))
def test_any_text_that_was_printed_comes_back_exactly(
    seed: int, read: ReadFile, programme: Programme, kent: Force
) -> None:
    dice = random.Random(seed)
    passages = {
        key: Passage(
            commonmark.tidy(
                commonmark.write(
                    Block((Run(" ".join(odd_word(dice) for _ in range(8))),), dice.random() < 0.3)
                    for _ in range(2)
                )
            ),
            "edited",
        )
        for key in dice.sample(list(programme.items), 2)
    }
    report = Report(programme.id, kent.key, answers={"embargo": EMBARGO}, passages=passages)

    back = read(render(programme, kent, report, EDITIONS[seed]).file)

    assert back.warnings == ()
    assert back.from_data
    assert back.report == report
