from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from desktop.core import commonmark
from desktop.core.facts import FactWords
from desktop.core.folders import TEMPLATES
from desktop.core.programme_reader import read_programme
from desktop.core.richtext import Block, Run, canonical
from desktop.ui.passage.document import PassageDocument
from desktop.ui.passage.finding import matches

NO_ANSWERS = FactWords(read_programme(TEMPLATES / "revisiting-police-relationships-2012"), {})
LINKS = ("", "https://example.org/a_(b)?c=1&d", "mailto:a@example.org", "fact:leaks.investigated")

runs = st.builds(
    Run,
    text=st.one_of(
        st.text(st.characters(codec="utf-8"), max_size=12),
        st.sampled_from(["the force", " ", "**", "a_b", "- ", "1. ", "\xa0x", "😀", "مرحبا", "é"]),
    ),
    bold=st.booleans(),
    italic=st.booleans(),
    link=st.sampled_from(LINKS),
)
texts = st.lists(
    st.builds(Block, runs=st.lists(runs, max_size=5).map(tuple), bullet=st.booleans()), max_size=6
).map(lambda blocks: NO_ANSWERS.settled(canonical(blocks)))


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts)
def test_a_document_gives_back_the_text_it_was_filled_with(
    qapp: QApplication, text: tuple[Block, ...]
) -> None:
    document = PassageDocument()
    document.fill(text)
    assert canonical(document.read()) == text
    assert commonmark.write(document.read()) == commonmark.write(text)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts, data=st.data())
def test_two_parts_of_a_document_hold_all_its_letters(
    qapp: QApplication, text: tuple[Block, ...], data: st.DataObject
) -> None:
    document = PassageDocument()
    document.fill(text)
    letters = "".join(block.text for block in text)
    whole = "".join(block.text for block in document.read())
    assert whole == letters
    units = document.characterCount() - 1
    place = data.draw(st.integers(0, units))
    while 0xDC00 <= ord(str(document.characterAt(place))[:1] or "x") < 0xE000:
        place += 1
    parts = (*document.read(0, place), *document.read(place))
    assert "".join(block.text for block in parts) == letters


def test_filling_anew_leaves_nothing_of_the_text_before(qapp: QApplication) -> None:
    document = PassageDocument()
    document.fill(commonmark.parse("- **one**\n- [two](https://example.org)"))
    document.fill(commonmark.parse("plain"))
    assert document.read() == [Block((Run("plain"),))]
    assert not document.isUndoAvailable()
    document.fill(())
    assert document.read() == [Block(())]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("force", ["force", "Force"]),
        ("the force's", ["the force’s"]),
        ("FORCE", ["force", "Force"]),
        ("a b", ["a\xa0b"]),
        ("", []),
        ("nowhere", []),
    ],
)
def test_words_are_found_however_they_are_written(
    qapp: QApplication, words: str, found: list[str]
) -> None:
    text = "😀 the force’s a\xa0b İ\n\nForce"
    document = PassageDocument()
    document.fill(commonmark.parse(text))
    places = [document.read(*place) for place in matches(document, words)]
    assert ["".join(block.text for block in place) for place in places] == found
