"""From the form to every other view of the window and back, by keys, on the five examples."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core import folders
from desktop.core.folders import SEEDS
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.examples import load_examples
from desktop.store.database import Database
from desktop.store.inspector import kept_name
from desktop.store.opening import open_all
from desktop.store.reading import history
from desktop.store.writing import begin_report, record_answer
from desktop.ui.all_forces import AllForces
from desktop.ui.beside import Beside
from desktop.ui.rooms import Rooms
from desktop.ui.window import Window
from tests.programme_stub import write_programme
from tests.ui.driving import Open, choose, in_focus, press, recorded, saved, type_into

CONTROL = Qt.KeyboardModifier.ControlModifier
SECTIONS = """
[[sections]]
key = "press"
title = "Press"
items = [{ key = "leaks", title = "Leaks", fields = [
    { key = "investigated", type = "count", label = "Investigated" } ] }]
"""


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the five examples, to be copied."""
    file = tmp_path_factory.mktemp("examples") / "book.sqlite3"
    opened = open_all(str(file))
    load_examples(opened, by="a reader")
    opened.database.close()
    return file


@pytest.fixture
def window(qtbot: QtBot, examples: Path, database: Path, open_window: Open) -> Window:
    """The window on the five examples, Cleveland's second jobs at hand."""
    shutil.copy(examples, database)
    window = open_window()
    window.activateWindow()
    choose(qtbot, window, "cleveland")
    type_into(qtbot, window, "gifts.second_jobs", "")
    return window


def rooms(window: Window) -> Rooms:
    found = window.findChild(Rooms)
    assert found is not None
    return found


def shown(window: Window) -> QWidget:
    widget = rooms(window).currentWidget()
    assert widget is not None
    return widget


def beside(window: Window) -> Beside:
    found = window.findChild(Beside)
    assert found is not None
    return found


def key(code: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
    QTest.keyClick(in_focus(), code, modifiers)


def present(window: Window, item: str) -> str:
    assert window.desk is not None
    assert window.desk.present is not None
    return window.desk.present.passage(item).text


def test_rooms_are_entered_and_left_by_keys(qtbot: QtBot, window: Window) -> None:
    desk = window.desk
    assert desk is not None
    for code, name in (
        (Qt.Key.Key_2, "library"),
        (Qt.Key.Key_3, "all_forces"),
        (Qt.Key.Key_4, "compare"),
        (Qt.Key.Key_5, "bringing_in"),
    ):
        key(code)
        assert rooms(window).at == name
        qtbot.waitUntil(lambda: shown(window).isAncestorOf(in_focus()))
        key(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)

        assert rooms(window).at == "form", name
        assert desk.form.isAncestorOf(in_focus())
        assert desk.place[1:] == ("cleveland", "gifts.second_jobs")


def test_in_a_room_the_keys_of_the_form_do_nothing(qtbot: QtBot, window: Window) -> None:
    key(Qt.Key.Key_2)
    QTest.keyClick(window, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)

    assert window.desk is not None
    assert window.desk.place[2] == "gifts.second_jobs"


def test_panels_come_beside_the_form_and_go_again(qtbot: QtBot, window: Window) -> None:
    desk = window.desk
    assert desk is not None
    for code, name in (
        (Qt.Key.Key_E, "elsewhere"),
        (Qt.Key.Key_T, "then_and_now"),
        (Qt.Key.Key_H, "history"),
    ):
        key(code)
        assert beside(window).at == name
        qtbot.waitUntil(lambda: beside(window).isAncestorOf(in_focus()))
        key(code)

        assert beside(window).at == "pages"
        assert desk.form.isAncestorOf(in_focus())


def test_words_of_another_force_are_taken_over_and_put_back(
    qtbot: QtBot, window: Window, database: Path, programme: Programme
) -> None:
    before = present(window, "gifts.second_jobs")
    key(Qt.Key.Key_E)
    press(qtbot, beside(window), "Take over")
    qtbot.waitUntil(lambda: present(window, "gifts.second_jobs") != before, timeout=10_000)

    taken = present(window, "gifts.second_jobs")
    assert "Cleveland Police's policy for seeking approval" in taken
    assert "Cambridgeshire" not in taken
    with Database.open(database) as opened:
        newest = history(opened, programme.id, "cleveland")[0]
    assert newest.origin == f"{programme.id}/cambridgeshire gifts.second_jobs"
    assert window.desk is not None
    assert window.desk.form.passage_text("gifts.second_jobs") == taken

    key(Qt.Key.Key_Z)
    qtbot.waitUntil(lambda: present(window, "gifts.second_jobs") == before, timeout=10_000)
    assert window.desk.form.passage_text("gifts.second_jobs") == before


def test_an_answer_goes_back_to_what_it_was(
    qtbot: QtBot, window: Window, database: Path, programme: Programme
) -> None:
    type_into(qtbot, window, "gifts.second_jobs.applications", "7")
    saved(qtbot, window)
    changed = recorded(database, programme, "cleveland")
    assert changed is not None
    assert changed.answers["gifts.second_jobs.applications"] != 25
    key(Qt.Key.Key_H)
    assert window.desk is not None
    window.desk.go_back(1, ("gifts.second_jobs.applications",))
    saved(qtbot, window)

    report = recorded(database, programme, "cleveland")
    assert report is not None
    assert report.answers["gifts.second_jobs.applications"] == 25


def test_a_phrase_leads_to_its_report_from_another_room(qtbot: QtBot, window: Window) -> None:
    key(Qt.Key.Key_3)
    key(Qt.Key.Key_K)
    QTest.keyClicks(in_focus(), '"brought together to work collaboratively"')
    desk = window.desk
    assert desk is not None
    qtbot.waitUntil(lambda: "Cambridgeshire" in found(window), timeout=10_000)
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)

    qtbot.waitUntil(lambda: desk.place[1:] == ("cambridgeshire", "integrity.capacity"))
    assert rooms(window).at == "form"


def found(window: Window) -> str:
    """Give what the line of Ctrl+K has chosen, as a screen reader hears it."""
    views = (each for each in window.findChildren(QListView) if each.isVisible())
    lists = [each for each in views if each.accessibleName() == "What can be gone to"]
    return str(lists[0].currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)) if lists else ""


def test_a_report_dropped_on_the_window_is_read_and_looked_through(
    qtbot: QtBot, window: Window
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SEEDS / "kent.txt"))])
    at = QPointF(600, 300)
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering = QDragEnterEvent(at.toPoint(), copy, data, left, none)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(at, copy, data, left, none))

    assert rooms(window).at == "bringing_in"
    qtbot.waitUntil(
        lambda: any("is not there" in each.text() for each in shown(window).findChildren(QLabel)),
        timeout=20_000,
    )


def test_a_file_dropped_on_a_field_is_read_as_one_dropped_anywhere(
    qtbot: QtBot, window: Window
) -> None:
    assert window.desk is not None
    window.desk.form.go_to("gifts.second_jobs.approved_by")
    field = in_focus()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SEEDS / "kent.txt"))])
    data.setText(str(SEEDS / "kent.txt"))

    assert isinstance(field, QLineEdit)
    assert not field.acceptDrops()
    assert not any(each.canInsertFromMimeData(data) for each in passages(window))


def passages(window: Window) -> list[QTextEdit]:
    return [each for each in window.findChildren(QTextEdit) if not each.isReadOnly()]


def test_the_name_is_asked_once_and_stands_in_the_history(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme
) -> None:
    window = open_window()
    line = window.findChild(QLineEdit, "yourName")
    assert line is not None
    assert line.isVisible()
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "Jane Smith")
    QTest.keyClick(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not line.isVisible())
    assert kept_name() == "Jane Smith"
    choose(qtbot, window, "kent")
    assert window.desk is not None
    press(qtbot, window.desk.form, "Start the report")
    desk = window.desk
    qtbot.waitUntil(lambda: desk.present is not None, timeout=10_000)
    window.close()

    with Database.open(database) as opened:
        assert {each.by for each in history(opened, programme.id, "kent")} == {"Jane Smith"}
    again = open_window().findChild(QLineEdit, "yourName")
    assert again is not None
    assert not again.isVisible()


def test_another_programme_is_opened_with_its_own_reports(
    qtbot: QtBot, open_window: Open, database: Path, forces: Forces, programme: Programme
) -> None:
    small = write_programme(folders.user_folder() / "programmes", SECTIONS, {})
    with Database.open(database) as opened:
        for each, force in ((read_programme(small), "kent"), (programme, "surrey")):
            begin_report(opened, programme=each, force=forces[force], by="x")
    window = open_window()
    desk = window.desk
    assert desk is not None
    desk.open_programme("small-inspection")
    qtbot.waitUntil(lambda: desk.place[:2] == ("small-inspection", "kent"), timeout=10_000)
    desk.open_programme(programme.id, "surrey", "press.leaks.investigated")
    qtbot.waitUntil(lambda: desk.place == (programme.id, "surrey", "press.leaks"), timeout=10_000)
    assert in_focus().accessibleName() == "Investigated"


def test_the_programme_asked_for_last_is_the_one_that_is_shown(
    qtbot: QtBot, open_window: Open, database: Path, forces: Forces, programme: Programme
) -> None:
    small = write_programme(folders.user_folder() / "programmes", SECTIONS, {})
    with Database.open(database) as opened:
        for each, force in ((read_programme(small), "kent"), (programme, "surrey")):
            begin_report(opened, programme=each, force=forces[force], by="x")
    window = open_window()
    desk = window.desk
    assert desk is not None
    first = desk.place[0]
    other = "small-inspection" if first == programme.id else programme.id
    desk.open_programme(other)
    desk.open_programme(first, "cumbria")
    window._background.finish(10_000)
    assert desk.place[:2] == (first, "cumbria")

    window._act("all_forces")
    desk.open_programme(other)
    qtbot.waitUntil(lambda: desk.place[0] == other, timeout=10_000)
    assert rooms(window).at == "all_forces"
    qtbot.waitUntil(lambda: bool(shown(window).findChildren(QAbstractItemView)), timeout=10_000)


def test_what_another_program_wrote_is_seen_on_coming_back_to_the_form(
    qtbot: QtBot, window: Window, database: Path, forces: Forces, programme: Programme
) -> None:
    key(Qt.Key.Key_2)
    with Database.open(database) as opened:
        record_answer(
            opened,
            programme=programme,
            force=forces["cleveland"],
            key="press.leaks.investigated",
            answer=77,
            by="other",
        )
    key(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    desk = window.desk
    assert desk is not None
    qtbot.waitUntil(
        lambda: desk.present is not None and desk.present.answers["press.leaks.investigated"] == 77,
        timeout=10_000,
    )


def test_all_forces_is_entered_where_one_is(qtbot: QtBot, window: Window) -> None:
    key(Qt.Key.Key_3)
    room = shown(window)
    assert isinstance(room, AllForces)
    qtbot.waitUntil(lambda: room.grid.currentIndex().isValid(), timeout=10_000)

    where = room.model.words(room.grid.currentIndex())
    assert "Cleveland" in where
    assert "Approved by" in where

    QTest.keyClick(in_focus(), Qt.Key.Key_Backtab)
    box = room.findChild(QLineEdit)
    assert box is not None
    box.setFocus()
    QTest.keyClicks(box, "leaks")
    key(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert rooms(window).at == "all_forces"
    assert box.text() == ""
    key(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    assert rooms(window).at == "form"
