"""What is done about remarks, in a window of form and panel: seen where it happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QPushButton, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.programme import Programme
from desktop.core.remarks import BackToDraft, NewAnswer, Place, Remark, Replacement
from desktop.core.report import Passage, Report
from desktop.store.opening import Opened, open_all
from desktop.ui.background import Background
from desktop.ui.form import FormView
from desktop.ui.intentions import Intentions
from desktop.ui.message_strip import MessageStrip
from desktop.ui.reviewing import Reviewing
from desktop.ui.saving import Saving
from tests.ui.widgets import focus

Key = Qt.Key
LEAKS = "press.leaks"
TEXT = "The force had an e-mail. It read the e-mail."
EMAIL = TEXT.index("e-mail")
TERM = Remark(
    "two_ways",
    "warning",
    Place(LEAKS, "", EMAIL, EMAIL + len("e-mail")),
    "Elsewhere it is “email”.",
    "e-mail",
    Replacement("email"),
)
AGAIN = replace(TERM, place=Place(LEAKS, "", TEXT.rindex("e-mail"), TEXT.rindex("e-mail") + 6))
EMBARGO = Remark("embargo", "error", Place("", "embargo"), "It is past.", "", NewAnswer("isbn", ""))
WORDING = Remark("wording", "error", Place(LEAKS), "This differs.", fix=BackToDraft(LEAKS))
FAR = "gifts.second_jobs.applications"


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    found = open_all(str(tmp_path / "book.sqlite3"))
    yield found
    found.database.close()


@pytest.fixture
def reviewing(
    qtbot: QtBot, opened: Opened, form: FormView, cleveland: Report
) -> Iterator[Reviewing]:
    """Form and panel in one window, with the keys far away from what is remarked."""
    background = Background("store")
    saving, messages = Saving(background), MessageStrip()
    intentions = Intentions(opened, background, saving, messages, lambda _opened, _by: ())
    reviewing = Reviewing(opened, form, intentions)
    passages = {**cleveland.passages, LEAKS: Passage(TEXT, "edited", "None.")}
    form.follow(replace(cleveland, passages=passages))
    window = QWidget()
    window.resize(1100, 600)
    rows = QVBoxLayout(window)
    rows.addWidget(form, 1)
    rows.addWidget(reviewing.panel)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    form.go_to(FAR)
    yield reviewing
    reviewing.close()
    background.finish(1000)
    background.close()


Show = Callable[..., None]


@pytest.fixture
def show(reviewing: Reviewing, form: FormView, programme: Programme) -> Show:
    """Show remarks in form and panel, as if they were just found."""

    def show_(*remarks: Remark) -> None:
        form.show_remarks(remarks)
        reviewing.panel.show_remarks(remarks, programme)

    return show_


def button(inside: QWidget, words: str) -> QPushButton:
    every = inside.findChildren(QPushButton)
    return next(each for each in every if each.isVisible() and each.text() == words)


def rows(reviewing: Reviewing) -> QListView:
    found = reviewing.panel.findChild(QListView)
    assert found is not None
    return found


def in_sight(editor: QWidget) -> bool:
    assert isinstance(editor, QTextEdit)
    return not editor.viewport().visibleRegion().isEmpty()


def caret() -> int:
    editor = focus()
    assert isinstance(editor, QTextEdit)
    assert editor.hasFocus()
    return editor.textCursor().position()


def test_a_fix_brings_the_form_and_the_keys_to_what_it_changes(
    reviewing: Reviewing, form: FormView, show: Show
) -> None:
    show(TERM, WORDING)
    fix = button(reviewing.panel, "Change to “email”")
    fix.setFocus()
    QTest.keyClick(fix, Key.Key_Space)
    assert form.passage_text(LEAKS) == "The force had an email. It read the e-mail."
    assert focus().accessibleName() == "Leaks: passage"
    assert caret() == EMAIL + len("email")
    assert in_sight(focus())


def test_keys_in_the_list_stay_there_while_the_form_moves_along(
    reviewing: Reviewing, form: FormView, show: Show
) -> None:
    show(TERM)
    reviewing.panel.toggle()
    QTest.keyClick(focus(), Key.Key_F)
    assert form.passage_text(LEAKS) == "The force had an email. It read the e-mail."
    assert focus() is rows(reviewing)
    changed = next(
        each for each in form.findChildren(QTextEdit) if "an email" in each.toPlainText()
    )
    assert in_sight(changed)


def test_the_button_in_an_open_list_brings_the_keys_to_the_form(
    reviewing: Reviewing, form: FormView, show: Show
) -> None:
    show(TERM)
    reviewing.panel.toggle()
    QTest.mouseClick(button(reviewing.panel, "Change to “email”"), Qt.MouseButton.LeftButton)
    assert focus().accessibleName() == "Leaks: passage"


def test_pressing_twice_before_the_next_check_fixes_once(
    reviewing: Reviewing, form: FormView, show: Show
) -> None:
    show(TERM)
    fix = button(reviewing.panel, "Change to “email”")
    QTest.mouseClick(fix, Qt.MouseButton.LeftButton)
    QTest.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert form.passage_text(LEAKS) == "The force had an email. It read the e-mail."


def test_space_pressed_again_never_takes_the_next_fix(
    qtbot: QtBot, reviewing: Reviewing, show: Show
) -> None:
    taken: list[str] = []
    reviewing.draft_wanted.connect(taken.append)
    show(TERM, WORDING)
    fix = button(reviewing.panel, "Change to “email”")
    fix.setFocus()
    QTest.keyClick(fix, Key.Key_Space)
    show(WORDING)
    QTest.keyClick(focus(), Key.Key_Space)
    assert taken == []


def test_a_fix_of_an_answer_shows_the_field_that_it_changes(
    reviewing: Reviewing, show: Show
) -> None:
    told: list[tuple[str, object]] = []
    reviewing.answer_wanted.connect(lambda key, answer: told.append((key, answer)))
    show(EMBARGO)
    fix = next(
        each
        for each in reviewing.panel.findChildren(QPushButton)
        if each.isVisible() and each.text().startswith("Change “ISBN”")
    )
    QTest.mouseClick(fix, Qt.MouseButton.LeftButton)
    assert told == [("isbn", "")]
    assert focus().accessibleName() == "ISBN"


def test_going_back_to_the_draft_shows_the_passage_first(reviewing: Reviewing, show: Show) -> None:
    taken: list[tuple[str, str]] = []
    reviewing.draft_wanted.connect(lambda item: taken.append((item, focus().accessibleName())))
    show(WORDING)
    QTest.mouseClick(button(reviewing.panel, "Back to the draft"), Qt.MouseButton.LeftButton)
    assert taken == [(LEAKS, "Leaks: passage")]
