"""Ctrl+K as an inspector uses it: type, look, Enter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme_reader import read_programme
from desktop.store.opening import Opened
from desktop.ui.background import Background
from desktop.ui.go_to.button import GoToButton
from desktop.ui.go_to.matching import Names, words_of
from desktop.ui.go_to.palette import GoTo
from tests.programme_stub import write_programme
from tests.ui.driving import in_focus
from tests.ui.shelves import CUSTODY, SECTIONS, fill

SMALL = "small-inspection"
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Going:
    """An inspector at a window in which Ctrl+K goes anywhere, writing about Kent."""

    qtbot: QtBot
    window: QMainWindow
    text: QTextEdit
    palette: GoTo
    went: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def found(self) -> QListView:
        view = self.palette.findChild(QListView)
        assert isinstance(view, QListView)
        return view

    @property
    def line(self) -> QLineEdit:
        found = self.palette.findChild(QLineEdit)
        assert isinstance(found, QLineEdit)
        return found

    def open(self) -> None:
        QTest.keyClick(in_focus(), Qt.Key.Key_K, CTRL)
        assert self.palette.isVisible()
        assert in_focus() is self.line

    def type(self, words: str) -> None:
        if not self.palette.isVisible():
            self.open()
        self.line.clear()
        QTest.keyClicks(in_focus(), words)

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            QTest.keyClick(in_focus(), key)

    def rows(self) -> list[str]:
        """Give what the rows say, as a screen reader hears it."""
        model = self.found.model()
        told = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row, 0).data(told)) for row in range(model.rowCount())]

    def wait_for(self, *rows: str) -> None:
        """Wait until these rows stand there, in this order, among others."""
        self.qtbot.waitUntil(lambda: self._stand_there(rows), timeout=10_000)

    def _stand_there(self, rows: tuple[str, ...]) -> bool:
        there = iter(self.rows())
        return all(row in there for row in rows)

    def wait_until_said(self, words: str) -> None:
        """Wait for a line of plain words in the place of rows."""
        lines = self.palette.findChildren(QLabel)
        self.qtbot.waitUntil(
            lambda: any(words in each.text() and each.isVisible() for each in lines),
            timeout=10_000,
        )

    def chosen(self) -> str:
        return str(self.found.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole))

    def wait_until_gone(self, *place: str) -> None:
        self.qtbot.waitUntil(lambda: bool(self.went), timeout=10_000)
        assert self.went == [place]
        assert not self.palette.isVisible()


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory, forces: Forces) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("going")
    small = read_programme(write_programme(folder, SECTIONS, {}))
    found = fill(folder / "book.sqlite3", small, forces)
    yield found
    found.database.close()


@pytest.fixture
def going(qtbot: QtBot, opened: Opened) -> Iterator[Going]:
    window, text = QMainWindow(), QTextEdit()
    window.setCentralWidget(text)
    background = Background("reading")
    went: list[tuple[str, ...]] = []
    palette = GoTo(
        window, opened, background, [("Save PDF", "Ctrl+P", lambda: went.append(("saved",)))]
    )
    palette.open_wanted.connect(lambda *place: went.append(place))
    palette.item_wanted.connect(lambda item: went.append(("item", item)))
    palette.library_wanted.connect(lambda words: went.append(("library", words)))
    programme, force = opened.programmes.by_id[SMALL], opened.forces["kent"]
    action = QAction("Go to", window)
    action.setShortcut(QKeySequence("Ctrl+K"))
    action.triggered.connect(lambda: palette.toggle(programme, force))
    window.addAction(action)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    yield Going(qtbot, window, text, palette, went)
    palette.end()
    background.close()
    window.close()


def test_a_force_is_gone_to_by_the_beginning_of_its_name(going: Going) -> None:
    going.type("clev")
    assert going.rows()[:2] == ["Forces", "Cleveland Police, Small"]
    going.press(Qt.Key.Key_Return)
    going.wait_until_gone(SMALL, "cleveland", "")


def test_an_item_is_gone_to_in_the_report_that_is_open(going: Going) -> None:
    going.type("leaks")
    assert going.rows()[:2] == ["Items", "Leaks, Press relations · Kent"]
    going.press(Qt.Key.Key_Return)
    going.wait_until_gone("item", "press.leaks")


def test_a_report_is_gone_to_by_force_and_programme(going: Going) -> None:
    going.type("custody kent")
    going.wait_for("Reports", "Kent Police, Custody in focus · 2010 · published")
    going.press(Qt.Key.Key_Return)
    going.wait_until_gone(CUSTODY, "kent", "")


def test_a_report_of_the_programme_at_hand_can_be_gone_to_before_it_is_begun(going: Going) -> None:
    going.type("kent 2013")
    going.wait_for("Reports", "Kent Police, Small · 2013 · drafting")
    going.type("dorset 2013")
    going.wait_for("Reports", "Dorset Police, Small · 2013 · not begun")
    going.type("dorset 2010")
    going.wait_until_said("no report says it")


def test_a_command_is_carried_out(going: Going) -> None:
    going.type("pdf")
    assert going.rows()[:2] == ["Commands", "Save PDF, Ctrl+P"]
    going.press(Qt.Key.Key_Return)
    going.wait_until_gone("saved")


def test_a_phrase_is_shown_in_its_sentence_and_leads_to_its_item(going: Going) -> None:
    going.type("inappropriate disclos")
    going.wait_for(
        "In the reports",
        "The force investigated one inappropriate disclosure to the media.,"
        " Cleveland Police · Leaks · Small",
    )
    going.press(Qt.Key.Key_Return)
    going.wait_until_gone(SMALL, "cleveland", "press.leaks")


def test_more_of_the_same_words_is_in_the_library(going: Going) -> None:
    going.type("nothing found")
    going.wait_for("In the reports", "More in the library, “nothing found”")
    going.press(Qt.Key.Key_Up, Qt.Key.Key_Return)
    going.wait_until_gone("library", "nothing found")


def test_enter_waits_for_what_the_database_answers(going: Going) -> None:
    going.type("yard inspection")
    going.press(Qt.Key.Key_Return)
    going.wait_until_gone(CUSTODY, "kent", "gifts.hospitality")


def test_keys_walk_through_what_was_found_past_the_names_of_groups(going: Going) -> None:
    going.type("media")
    going.wait_for("Items", "Media policy, Press relations · Kent", "In the reports")
    assert going.chosen() == "Media policy, Press relations · Kent"
    going.press(Qt.Key.Key_Down)
    assert going.chosen().startswith("The force ")
    going.press(Qt.Key.Key_Tab)
    second = going.chosen()
    assert second.startswith("The force ")
    going.press(Qt.Key.Key_Backtab, Qt.Key.Key_Up)
    assert going.chosen() == "Media policy, Press relations · Kent"
    assert in_focus() is going.line


@pytest.mark.parametrize("way", ["escape", "keys"])
def test_the_keyboard_goes_back_to_where_it_was(going: Going, way: str) -> None:
    going.type("leaks")
    if way == "escape":
        going.press(Qt.Key.Key_Escape)
    else:
        QTest.keyClick(in_focus(), Qt.Key.Key_K, CTRL)
    assert not going.palette.isVisible()
    assert in_focus() is going.text
    assert going.line.text() == "leaks"
    going.open()
    assert going.line.text() == ""


def test_a_click_elsewhere_closes_it(going: Going) -> None:
    going.open()
    QTest.mouseClick(going.text.viewport(), Qt.MouseButton.LeftButton)
    assert not going.palette.isVisible()


def test_a_click_on_a_row_goes_there(going: Going) -> None:
    going.type("clev")
    place = going.found.visualRect(going.found.model().index(1, 0)).center()
    QTest.mouseClick(
        going.found.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    going.wait_until_gone(SMALL, "cleveland", "")


def test_empty_it_tells_where_the_inspector_was_and_what_can_be_typed(going: Going) -> None:
    going.palette.note_place(SMALL, "cleveland", "press.media_policy")
    going.palette.note_place(SMALL, "cleveland", "press.leaks")
    going.palette.note_place(CUSTODY, "essex", "")
    going.palette.note_place("gone-2009", "essex", "")
    going.palette.note_place(SMALL, "kent", "press.leaks")
    going.open()
    assert going.rows() == [
        "Where you were",
        "Essex Police, Custody in focus",
        "Cleveland Police, Leaks · Small",
    ]
    hints = [each for each in going.palette.findChildren(QLabel) if each.isVisible()]
    assert any("“kent 2012”" in each.text() for each in hints)
    going.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    going.wait_until_gone(SMALL, "cleveland", "press.leaks")


def test_what_is_not_there_is_said(going: Going) -> None:
    going.type("zebra")
    going.wait_until_said("no report says it")
    going.press(Qt.Key.Key_Return)
    assert going.palette.isVisible()


def test_no_query_is_a_mistake(going: Going) -> None:
    for typed in ('"', "AND (", "NEAR/2 *", "a:b -c", "'; --", "  "):
        going.type(typed)
    going.type("clev")
    going.wait_for("Forces", "Cleveland Police, Small", "In the reports")


def test_only_the_last_words_are_answered(going: Going) -> None:
    going.type("yard")
    going.type("leak found")
    going.wait_for("In the reports", "Nothing was found., Essex Police · Leaks · Custody in focus")
    assert not any("yard" in row for row in going.rows())


def test_it_stays_inside_a_small_window(going: Going) -> None:
    going.window.resize(700, 420)
    going.type("e")
    going.wait_for("Forces", "In the reports")
    assert going.window.rect().contains(going.palette.geometry())
    going.press(Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown)
    shown = going.found.visualRect(going.found.currentIndex())
    assert going.found.viewport().rect().contains(shown)


def test_the_button_opens_by_mouse_and_by_keys(qtbot: QtBot) -> None:
    around, button = QWidget(), GoToButton()
    QVBoxLayout(around).addWidget(button)
    qtbot.addWidget(around)
    around.show()
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    button.setFocus()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert len(pressed) == 3


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kent", ["Kent Police"]),
        ("valley thames", ["Thames Valley Police"]),
        ("gmp", ["Greater Manchester Police"]),
        ("KENT pol", ["Kent Police"]),
        ("york", ["North Yorkshire Police", "South Yorkshire Police", "West Yorkshire Police"]),
        ("leics", ["Leicestershire Police"]),
        ("dyfed powys", ["Dyfed-Powys Police"]),
        ("Gwént", ["Gwent Police"]),
        ("metroplitan", ["Metropolitan Police Service"]),
        ("northumbira", ["Northumbria Police"]),
        ("cambrigde", ["Cambridgeshire Constabulary"]),
        ("avon somerset", ["Avon and Somerset Constabulary"]),
        ("quay", []),
        ("", []),
    ],
)
def test_names_are_found_forgivingly(forces: Forces, typed: str, found: list[str]) -> None:
    of = list(forces.values())
    names = Names((each.area, each.name, each.key, *each.also) for each in of)
    assert [of[place].name for place in names.best(words_of(typed), 8)] == found


def test_of_forces_that_fit_the_one_called_so_comes_first(forces: Forces) -> None:
    of = list(forces.values())
    names = Names((each.area, each.name, each.key, *each.also) for each in of)
    best = [of[place].name for place in names.best(words_of("west m"), 8)]
    assert best[:2] == ["West Mercia Police", "West Midlands Police"]
    assert of[names.best(words_of("durham"), 8)[0]].name == "Durham Constabulary"
