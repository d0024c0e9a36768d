"""Undo and redo by their keys: in an editor, in the form, over all forces, and in the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core.drafting import begin as just_begun
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.programmes import Programmes
from desktop.core.report import Report
from desktop.store.database import Database
from desktop.store.inspector import keep_inspector_name
from desktop.store.opening import Opened
from desktop.store.reading import read_report
from desktop.store.undoing import undo
from desktop.store.writing import record_answer, write_passage
from desktop.ui.background import Background
from desktop.ui.form import FormView
from desktop.ui.history import History
from desktop.ui.history.model import NOTE_ROLE
from desktop.ui.history.rows import HistoryList
from desktop.ui.passage.text import PassageText
from desktop.ui.window import Window
from tests.ui.driving import Open, begin, choose, in_focus, recorded, saved, type_into

ITEM = "gifts.second_jobs"
APPLICATIONS, APPROVED = f"{ITEM}.applications", f"{ITEM}.approved"
LEAKS = "press.leaks"
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def said(report: Report | None) -> tuple[object, object]:
    assert report is not None
    return dict(report.answers), dict(report.passages)


def present(window: Window) -> Report:
    assert window.desk is not None
    assert window.desk.present is not None
    return window.desk.present


def press_undo(qtbot: QtBot, window: Window, says: str, *, redo: bool = False) -> None:
    """Press the keys for undo, or redo, wherever the keyboard is, and wait for what is said."""
    window.messages.hide()
    QTest.keyClick(in_focus(), Qt.Key.Key_Z, CTRL | SHIFT if redo else CTRL)
    qtbot.waitUntil(lambda: says in window.messages.text, timeout=10_000)
    saved(qtbot, window)


def test_only_what_was_typed_in_last_undoes_key_by_key(form: FormView) -> None:
    form.go_to(APPLICATIONS)
    line = in_focus()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "31")
    assert line.isUndoAvailable()
    form.go_to(LEAKS)
    text = in_focus()
    assert isinstance(text, PassageText)
    before = text.toPlainText()
    QTest.keyClicks(text, "Then. ")
    # What was done before something else is the history's to undo.
    assert not line.isUndoAvailable()
    assert line.text() == "31"
    QTest.keyClick(text, Qt.Key.Key_Z, CTRL)
    assert text.toPlainText() == before
    QTest.keyClick(text, Qt.Key.Key_Y, CTRL)
    assert text.toPlainText() == f"Then. {before}"


def test_another_report_begins_with_nothing_to_undo(
    form: FormView, programme: Programme, forces: Forces, cleveland: Report
) -> None:
    form.go_to(APPLICATIONS)
    line = in_focus()
    assert isinstance(line, QLineEdit)
    QTest.keyClicks(line, "31")
    answers = {**cleveland.answers, APPLICATIONS: 31}
    other = Report(programme.id, "kent", answers=answers)
    form.show_report(programme, forces["kent"], other)
    assert line.text() == "31"
    assert not line.isUndoAvailable()


def test_all_is_undone_and_redone_through_a_restart(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme, forces: Forces
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    type_into(qtbot, window, APPLICATIONS, "12")
    saved(qtbot, window)
    type_into(qtbot, window, LEAKS, "Nobody leaked.")
    saved(qtbot, window)
    type_into(qtbot, window, ITEM, "Mine. ")
    saved(qtbot, window)
    assert window.desk is not None
    window.desk.form.draft_wanted.emit(ITEM)
    qtbot.waitUntil(lambda: "gave way" in window.messages.text, timeout=10_000)
    saved(qtbot, window)
    end = said(present(window))
    begin(qtbot, window, "essex")
    type_into(qtbot, window, APPLICATIONS, "7")
    saved(qtbot, window)
    assert window.close()

    window = open_window()
    choose(qtbot, window, "kent")
    assert window.desk is not None
    window.desk.form.go_to(APPROVED)
    for says, place in (
        ("Undone: “Second jobs” reads as it did.", "Second jobs: passage"),
        ("Undone: “Second jobs” reads as it did.", "Second jobs: passage"),
        ("Undone: “Leaks” reads as it did.", "Leaks: passage"),
        ("Undone: “Applications (second jobs)” has no answer again.", "Applications"),
        ("nothing of yours to undo", "Applications"),
    ):
        press_undo(qtbot, window, says)
        assert in_focus().accessibleName() == place
    assert said(present(window)) == said(just_begun(programme, forces["kent"]))
    for says in (
        "Redone: “Applications (second jobs)” is 12 again.",
        "Redone: “Leaks” reads as it did.",
        "Redone: “Second jobs” reads as it did.",
        "Redone: “Second jobs” reads as it did.",
        "nothing of yours to redo",
    ):
        press_undo(qtbot, window, says, redo=True)
    assert said(present(window)) == end
    assert said(recorded(database, programme, "kent")) == end
    essex = recorded(database, programme, "essex")
    assert essex is not None
    assert essex.answers == {APPLICATIONS: 7}


def test_what_is_typed_and_not_saved_yet_is_undone_first(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    type_into(qtbot, window, APPROVED, "10")
    saved(qtbot, window)
    type_into(qtbot, window, APPLICATIONS, "12")
    QTest.keyClick(in_focus(), Qt.Key.Key_Return)
    press_undo(qtbot, window, "“Applications (second jobs)” has no answer again")
    kent = recorded(database, programme, "kent")
    assert kent is not None
    assert kent.answers == {APPROVED: 10}


def test_a_cell_of_all_forces_is_undone_where_it_stands(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    assert window.desk is not None
    window.desk.form.go_to(APPLICATIONS)
    QTest.keyClick(in_focus(), Qt.Key.Key_3, CTRL)
    qtbot.waitUntil(lambda: "All forces" in in_focus().accessibleName(), timeout=10_000)
    assert window.views is not None
    qtbot.waitUntil(lambda: window.views is not None and not window.views.reading)
    QTest.keyClicks(in_focus(), "5")
    QTest.keyClick(in_focus(), Qt.Key.Key_Return)
    saved(qtbot, window)
    kent = recorded(database, programme, "kent")
    assert kent is not None
    ((key, answer),) = kent.answers.items()
    press_undo(qtbot, window, "Undone in Kent: ")
    kent = recorded(database, programme, "kent")
    assert kent is not None
    assert kent.answers == {}
    press_undo(qtbot, window, "Redone in Kent: ", redo=True)
    kent = recorded(database, programme, "kent")
    assert kent is not None
    assert kent.answers == {key: answer}


@pytest.fixture
def opened(tmp_path: Path, programme: Programme, forces: Forces) -> Iterator[Opened]:
    keep_inspector_name("C. Patel")
    with Database.open(tmp_path / "told.sqlite3") as database:
        yield Opened(database, Programmes({programme.id: programme}, {}), forces)


def test_the_history_names_what_can_be_undone_and_marks_what_was(
    qtbot: QtBot, opened: Opened, programme: Programme, forces: Forces
) -> None:
    kent, at = forces["kent"], opened.database
    mine: dict[str, Any] = {"programme": programme, "force": kent, "by": "C. Patel"}
    record_answer(at, key=APPLICATIONS, answer=12, **mine)
    write_passage(at, item=ITEM, text="Mine.", **mine)
    record_answer(at, key=APPROVED, answer=10, **mine)
    undo(at, forces=forces, **mine)
    report = read_report(at, programme.id, kent.key)
    assert report is not None
    background = Background("reading")
    panel = History(opened, background)
    background.setParent(panel)
    qtbot.addWidget(panel)
    panel.show()
    wished: list[object] = []
    panel.undo_wanted.connect(lambda: wished.append("undo"))
    panel.redo_wanted.connect(lambda: wished.append("redo"))
    panel.undo_down_to_wanted.connect(wished.append)
    panel.show_item(programme, kent, report, ITEM)
    qtbot.waitUntil(lambda: not background.busy(), timeout=5000)

    def button(name: str) -> QPushButton:
        every = panel.findChildren(QPushButton)
        return next(each for each in every if each.accessibleName() == name)

    button("Undo: Rewrote Second jobs").click()
    button("Redo: Answered Approved (second jobs): 10").click()
    view = panel.findChild(HistoryList)
    assert isinstance(view, HistoryList)
    model = view.model()
    told = {
        str(model.index(row, 0).data()): str(model.index(row, 0).data(NOTE_ROLE))
        for row in range(model.rowCount())
    }
    assert told["Answered Approved: 10"].endswith(" · undone")
    assert not told["Answered Applications: 12"].endswith("undone")
    rows = list(told)
    view.setCurrentIndex(model.index(rows.index("Answered Applications: 12"), 0))
    qtbot.waitUntil(lambda: not background.busy(), timeout=5000)
    button("Undo my last 2 changes, down to this one: Answered Applications: 12").click()
    assert wished == ["undo", "redo", 1]
    background.close()
