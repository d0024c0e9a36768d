from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QTextEdit

from desktop.ui.form import FormView
from desktop.ui.form.find_bar import FindBar
from tests.ui.widgets import focus

Key = Qt.Key


@pytest.fixture(autouse=True)
def _finding(form: FormView) -> None:
    form.open_find()


def bar(form: FormView) -> FindBar:
    found = form.findChild(FindBar)
    assert found is not None
    return found


def field(form: FormView) -> QLineEdit:
    found = bar(form).findChild(QLineEdit)
    assert found is not None
    return found


def said(form: FormView) -> str:
    label = bar(form).findChild(QLabel)
    assert label is not None
    return label.text()


def selected(form: FormView) -> list[tuple[str, str]]:
    """Give item and words of every selection in a passage."""
    return [
        (each.accessibleName().partition(":")[0], each.textCursor().selectedText())
        for each in form.findChildren(QTextEdit)
        if each.textCursor().hasSelection()
    ]


def test_matches_are_counted_over_all_passages(form: FormView) -> None:
    # "media" stands once in "Media policy" and once in "Leaks".
    QTest.keyClicks(field(form), "media")
    assert said(form) == "1 of 2"
    assert selected(form)[-1:] == [("Media policy", "media")]


def test_enter_goes_on_into_the_next_passage_and_round_the_end(form: FormView) -> None:
    QTest.keyClicks(field(form), "media")

    QTest.keyClick(field(form), Key.Key_Return)
    assert said(form) == "2 of 2"
    assert ("Leaks", "media") in selected(form)
    QTest.keyClick(field(form), Key.Key_Return)
    assert said(form) == "1 of 2"


def test_shift_enter_goes_back(form: FormView) -> None:
    QTest.keyClicks(field(form), "the")
    total = said(form).split()[-1]

    QTest.keyClick(field(form), Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)

    assert said(form) == f"{total} of {total}"


def test_words_that_are_nowhere_are_said_to_be_nowhere(form: FormView) -> None:
    QTest.keyClicks(field(form), "unicorn")
    assert said(form) == "Not found"
    QTest.keyClick(field(form), Key.Key_Return)
    assert selected(form) == []


def test_escape_closes_and_leaves_the_inspector_at_the_match(form: FormView) -> None:
    QTest.keyClicks(field(form), "inappropriate")

    QTest.keyClick(field(form), Key.Key_Escape)

    assert bar(form).isHidden()
    assert isinstance(focus(), QTextEdit)
    assert focus().accessibleName().startswith("Leaks")
    assert selected(form) == [("Leaks", "inappropriate")]


def test_finding_closes_the_line_that_asks_for_an_address(form: FormView) -> None:
    QTest.keyClick(field(form), Key.Key_Escape)
    form.go_to("press.leaks")
    QTest.keyClick(focus(), Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    line = focus()
    assert line.accessibleName() == "Address of the link"
    area = form.findChild(QScrollArea)
    assert area is not None
    place = line.mapTo(area.viewport(), line.rect().bottomLeft())
    assert 0 < place.y() < area.viewport().height()

    form.open_find()

    assert not line.isVisible()
    assert field(form).hasFocus()


def test_finding_from_within_a_passage_looks_through_all_of_them(form: FormView) -> None:
    QTest.keyClick(field(form), Key.Key_Escape)
    form.go_to("press.leaks")

    QTest.keyClick(focus(), Key.Key_F, Qt.KeyboardModifier.ControlModifier)

    assert not bar(form).isHidden()
    assert field(form).hasFocus()
