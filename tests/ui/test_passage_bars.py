from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.ui.passage import PassageEditor
from desktop.ui.passage.bars import address_of
from tests.ui.widgets import select, text_of

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def field(passage: PassageEditor, name: str) -> QLineEdit:
    fields = passage.findChildren(QLineEdit)
    return next(f for f in fields if f.isVisible() and f.accessibleName() == name)


def shown(passage: PassageEditor) -> list[str]:
    return [label.text() for label in passage.findChildren(QLabel) if label.isVisible()]


def ask_for_link(passage: PassageEditor) -> QLineEdit:
    QTest.keyClick(text_of(passage), Key.Key_L, CTRL)
    line = field(passage, "Address of the link")
    assert line.hasFocus()
    return line


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
        (" http://example.org ", "http://example.org"),
        ("mailto:a.b@example.org", "mailto:a.b@example.org"),
        ("a.b@example.org", "mailto:a.b@example.org"),
        ("www.example.org", "https://www.example.org"),
        ("example.org.uk/page", "https://example.org.uk/page"),
        ("hmic.gov.uk/x?year=2012#top", "https://hmic.gov.uk/x?year=2012#top"),
        ("hmic.gov.uk?year=2012", "https://hmic.gov.uk?year=2012"),
        ("", ""),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("fact:leaks.investigated", None),
        ("ftp://example.org", None),
        ("https://", None),
        ("https://two words", None),
        ("words", None),
    ],
)
def test_only_addresses_of_pages_and_people_become_links(typed: str, address: str | None) -> None:
    assert address_of(typed) == address


def test_selected_words_become_a_link_that_can_be_changed_and_removed(
    passage: PassageEditor,
) -> None:
    passage.load("See the *media policy* now.")
    select(passage, "media policy")
    line = ask_for_link(passage)
    QTest.keyClicks(line, "https://example.org")
    QTest.keyClick(line, Key.Key_Return)
    assert passage.text() == "See the [*media policy*](https://example.org) now."
    assert text_of(passage).hasFocus()
    assert not line.isVisible()
    select(passage, "polic")
    QTest.keyClick(text_of(passage), Key.Key_Left)
    QTest.keyClick(text_of(passage), Key.Key_Right)
    line = ask_for_link(passage)
    assert line.text() == "https://example.org"
    line.clear()
    QTest.keyClick(line, Key.Key_Return)
    assert passage.text() == "See the *media policy* now."


def test_typing_after_a_new_link_is_not_linked(passage: PassageEditor) -> None:
    passage.load("See")
    passage.put_cursor(at_end=True)
    QTest.keyClicks(text_of(passage), " ")
    line = ask_for_link(passage)
    QTest.keyClicks(line, "www.example.org")
    QTest.keyClick(line, Key.Key_Return)
    QTest.keyClicks(text_of(passage), " now")
    assert passage.text() == "See [https://www.example.org](https://www.example.org) now"


def test_typing_after_linked_words_replaces_and_links_nothing(passage: PassageEditor) -> None:
    passage.load("See the policy")
    select(passage, "policy")
    line = ask_for_link(passage)
    QTest.keyClicks(line, "hmic.gov.uk/x")
    QTest.keyClick(line, Key.Key_Return)
    QTest.keyClicks(text_of(passage), " now")
    assert passage.text() == "See the [policy](https://hmic.gov.uk/x) now"


def test_the_link_goes_where_it_was_asked_for(passage: PassageEditor) -> None:
    passage.load("one two three")
    select(passage, "two")
    line = ask_for_link(passage)
    passage.put_cursor()
    passage.find_words("three")
    QTest.keyClicks(line, "example.org")
    QTest.keyClick(line, Key.Key_Return)
    assert passage.text() == "one [two](https://example.org) three"


def test_a_wrong_address_is_told_in_place_and_escape_changes_nothing(
    passage: PassageEditor,
) -> None:
    passage.load("policy")
    text_of(passage).selectAll()
    line = ask_for_link(passage)
    QTest.keyClicks(line, "javascript:x")
    QTest.keyClick(line, Key.Key_Return)
    assert any("This is no address" in words for words in shown(passage))
    QTest.keyClick(line, Key.Key_Escape)
    assert passage.text() == "policy"
    assert text_of(passage).hasFocus()


def test_a_link_over_a_fact_leaves_the_fact(passage: PassageEditor) -> None:
    passage.load("about [11](fact:leaks.investigated) leaks")
    text_of(passage).selectAll()
    line = ask_for_link(passage)
    assert line.text() == ""
    QTest.keyClicks(line, "https://example.org")
    QTest.keyClick(line, Key.Key_Return)
    assert passage.text() == (
        "[about](https://example.org) [11](fact:leaks.investigated) [leaks](https://example.org)"
    )


def test_a_search_over_many_passages_does_not_go_round_in_one(passage: PassageEditor) -> None:
    passage.load("one two one")
    passage.put_cursor()
    assert passage.find_words("one")
    assert passage.find_words("one")
    assert not passage.find_words("one")
    assert passage.find_words("one", backwards=True)
    assert not passage.find_words("one", backwards=True)
    assert passage.highlight_matches("one") == 2
    assert passage.highlight_matches("") == 0
