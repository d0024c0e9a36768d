"""A window driven as a person does: by the filter, by keys, by the buttons one sees."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.database import Database
from desktop.store.reading import read_report
from desktop.ui.others.contest_pane import ContestPane
from desktop.ui.saving import Saving
from desktop.ui.window import Window

Open = Callable[[], Window]


def recorded(database: Path, programme: Programme, force: str) -> Report | None:
    with Database.open(database) as opened:
        return read_report(opened, programme.id, force)


def press(qtbot: QtBot, inside: QWidget, label: str) -> None:
    """Press the visible button that reads so, with the mouse."""

    def visible() -> list[QAbstractButton]:
        buttons = inside.findChildren(QAbstractButton)
        return [each for each in buttons if each.text() == label and each.isVisible()]

    qtbot.waitUntil(lambda: bool(visible()), timeout=5000)
    buttons = visible()
    assert len(buttons) == 1, label
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)


def choose(qtbot: QtBot, window: Window, words: str) -> None:
    """Choose a force as a person does: type into the filter, press Enter."""
    box = window.findChild(QLineEdit, "forcesFilter")
    assert box is not None
    box.setFocus()
    box.clear()
    QTest.keyClicks(box, words)
    QTest.keyClick(box, Qt.Key.Key_Return)
    box.clear()


def begin(qtbot: QtBot, window: Window, words: str) -> None:
    choose(qtbot, window, words)
    assert window.desk is not None
    desk = window.desk
    press(qtbot, desk.form, "Start the report")
    qtbot.waitUntil(lambda: desk.present is not None, timeout=10_000)


def saved(qtbot: QtBot, window: Window) -> None:
    saving = window.findChild(Saving)
    assert saving is not None
    qtbot.waitUntil(lambda: not saving.unsaved, timeout=10_000)


def type_into(qtbot: QtBot, window: Window, key: str, words: str) -> None:
    assert window.desk is not None
    window.desk.form.go_to(key)
    QTest.keyClicks(in_focus(), words)


def write_instead(qtbot: QtBot, window: Window, item: str, words: str) -> None:
    """Write in the place of what an item's passage says."""
    assert window.desk is not None
    window.desk.form.go_to(item)
    QTest.keyClick(in_focus(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(in_focus(), words)


def in_focus() -> QWidget:
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus


def take_theirs(qtbot: QtBot, window: Window) -> None:
    """Decide, where both wrote the same words, that those saved elsewhere stand."""
    pane = window.findChild(ContestPane)
    assert pane is not None
    qtbot.waitUntil(pane.isVisible, timeout=10_000)
    [theirs] = [
        each for each in pane.findChildren(QRadioButton) if each.text().startswith("Take theirs")
    ]
    theirs.click()
    press(qtbot, pane, "Save this choice")
