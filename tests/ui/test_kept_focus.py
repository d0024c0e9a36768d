"""The keyboard goes back to where it was, or as near to it as there is something left."""

from __future__ import annotations

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QListWidget, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.all_forces import AllForces
from desktop.ui.all_forces.cell_editor import CellEditor
from desktop.ui.kept_focus import KeptFocus
from tests.ui.all_forces_hall import INVESTIGATED
from tests.ui.driving import Open, begin, in_focus
from tests.ui.widgets import focus

CONTROL = Qt.KeyboardModifier.ControlModifier


class Place(QWidget):
    """Something with a line of its own that takes the keys."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.line = QLineEdit(self)

    def take_focus(self) -> None:
        self.line.setFocus()


class House(QWidget):
    """A place, a list in it, and a line that takes the keys for a while."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Place(self)
        self.list = QListWidget(self.place)
        self.borrower = QLineEdit(self)
        self.kept = KeptFocus(self.borrower)
        for widget, parts in ((self, (self.place, self.borrower)), (self.place, (self.list,))):
            rows = QVBoxLayout(widget)
            for part in parts:
                rows.addWidget(part)


@pytest.fixture
def house(qtbot: QtBot) -> House:
    house = House()
    qtbot.addWidget(house)
    house.show()
    house.activateWindow()
    qtbot.waitUntil(house.isActiveWindow)
    return house


def delete(widget: QWidget) -> None:
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()


def lend(house: House, widget: QWidget) -> None:
    widget.show()
    widget.setFocus()
    house.borrower.setFocus()


def test_it_goes_back_to_where_it_was_once(house: House) -> None:
    lend(house, house.list)
    house.kept.give_back()
    assert focus() is house.list
    house.place.line.setFocus()
    house.kept.give_back()
    assert focus() is house.place.line, "it was given back already, and is elsewhere"


def test_of_an_editor_that_is_gone_the_list_takes_it(house: House) -> None:
    editor = QLineEdit(house.list.viewport())
    lend(house, editor)
    delete(editor)
    house.kept.give_back()
    assert focus() is house.list


@pytest.mark.parametrize("how", ["deleted", "hidden", "disabled"])
def test_of_a_list_that_cannot_take_it_the_place_around_does(house: House, how: str) -> None:
    lend(house, house.list)
    if how == "deleted":
        delete(house.list)
    elif how == "hidden":
        house.list.hide()
    else:
        house.list.setEnabled(False)
    house.kept.give_back()
    assert focus() is house.place.line


def test_of_a_part_that_qt_made_itself_what_is_left_takes_it(house: House) -> None:
    numbers = QSpinBox(house.place)
    numbers.show()
    part = numbers.findChild(QLineEdit)
    assert part is not None
    lend(house, part)
    del part
    delete(numbers)
    house.kept.give_back()
    assert focus() is house.place.line


def test_where_nothing_is_left_another_way_is_gone(house: House) -> None:
    lend(house, house.list)
    house.place.hide()
    gone: list[bool] = []
    house.kept.give_back(lambda: gone.append(True))
    assert gone == [True]


def test_what_was_left_by_a_click_elsewhere_is_forgotten(house: House) -> None:
    lend(house, house.list)
    house.place.line.setFocus()
    lend(house, house.place.line)
    house.kept.give_back()
    assert focus() is house.place.line


def test_over_an_editor_in_all_forces_lines_open_and_close(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    QTest.keyClick(in_focus(), Qt.Key.Key_3, CONTROL)
    room = window.findChild(AllForces)
    assert room is not None
    qtbot.waitUntil(lambda: room.model.is_filled, timeout=10_000)
    for key in (Qt.Key.Key_K, Qt.Key.Key_Slash):
        room.grid.setCurrentIndex(room.model.place_of("kent", INVESTIGATED))
        room.grid.setFocus()
        QTest.keyClick(in_focus(), Qt.Key.Key_Return)
        (editor,) = (each for each in room.findChildren(CellEditor) if each.isVisible())
        assert editor.isAncestorOf(in_focus())
        QTest.keyClick(in_focus(), key, CONTROL)
        assert not room.isAncestorOf(in_focus())
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QTest.keyClick(in_focus(), Qt.Key.Key_Escape)
        assert room.isAncestorOf(in_focus())


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_a_name_that_is_given_or_put_off_leads_back_to_the_field(
    qtbot: QtBot, open_window: Open, key: Qt.Key
) -> None:
    window = open_window()
    line = window.findChild(QLineEdit, "yourName")
    assert line is not None
    begin(qtbot, window, "kent")
    assert window.desk is not None
    window.desk.form.go_to("press.leaks")
    field = in_focus()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert line.hasFocus()
    QTest.keyClicks(line, "Jane Smith")
    QTest.keyClick(line, key)
    qtbot.waitUntil(lambda: not line.isVisible())
    assert in_focus() is field
