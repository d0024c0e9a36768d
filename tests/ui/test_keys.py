"""The list of keys, over the window in which it was asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.keys import KeysPanel
from tests.ui.driving import Open, begin, in_focus

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def shown_over(window: QWidget) -> bool:
    panels = window.findChildren(KeysPanel, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return any(panel.isVisible() for panel in panels)


def test_the_keys_are_listed_and_give_the_keyboard_back(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    assert window.desk is not None
    window.desk.form.go_to("press.leaks")
    at = in_focus()
    QTest.keyClick(at, Qt.Key.Key_Slash, CONTROL)
    assert shown_over(window)
    QTest.keyClick(in_focus(), Qt.Key.Key_Escape)
    assert not shown_over(window)
    assert in_focus() is at
    QTest.keyClick(at, Qt.Key.Key_Slash, CONTROL)
    window.resize(window.width() - 50, window.height())
    qtbot.waitUntil(lambda: not shown_over(window))


def test_the_keys_are_listed_over_the_pages_own_window(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    desk = window.desk
    assert desk is not None
    QTest.keyClick(in_focus(), Qt.Key.Key_P, CONTROL | SHIFT)
    apart = desk.pages.window()
    apart.activateWindow()
    qtbot.waitUntil(apart.isActiveWindow)
    for shown in (True, False, True):
        QTest.keyClick(apart, Qt.Key.Key_Slash, CONTROL)
        assert shown_over(apart) == shown
        assert not shown_over(window)
    apart.close()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(window, Qt.Key.Key_Slash, CONTROL)
    assert shown_over(window)
