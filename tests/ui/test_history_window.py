"""Going back in the real window, by the keyboard alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.history.rows import HistoryList
from tests.ui.driving import Open, begin, in_focus, press, saved, type_into, write_instead

ITEM = "gifts.second_jobs"
APPLICATIONS = f"{ITEM}.applications"


def test_an_item_is_taken_back_and_that_is_undone(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    desk = window.desk
    assert desk is not None
    type_into(qtbot, window, APPLICATIONS, "12")
    saved(qtbot, window)
    write_instead(qtbot, window, ITEM, "Nobody asked.")
    saved(qtbot, window)

    QTest.keyClick(in_focus(), Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: isinstance(in_focus(), HistoryList), timeout=10_000)
    shown = in_focus()
    assert isinstance(shown, HistoryList)
    assert shown.currentIndex().data() == "Rewrote the passage"
    QTest.keyClick(shown, Qt.Key.Key_Down)
    assert shown.currentIndex().data() == "Answered Applications: 12"

    back = next(
        each for each in window.findChildren(QPushButton) if each.text() == "Go back to this point"
    )
    qtbot.waitUntil(back.isEnabled, timeout=10_000)
    QTest.keyClick(shown, Qt.Key.Key_B)
    fact = f"[12](fact:{APPLICATIONS}) applications"
    qtbot.waitUntil(lambda: fact in desk.form.passage_text(ITEM), timeout=10_000)
    saved(qtbot, window)
    press(qtbot, window.messages, "Undo")
    qtbot.waitUntil(lambda: desk.form.passage_text(ITEM) == "Nobody asked.", timeout=10_000)
    saved(qtbot, window)
    rows = shown.model()

    def went_back_and_undid_it() -> bool:
        newest = [str(rows.index(row, 0).data()) for row in (1, 2)]
        return newest[0].startswith("Undid: Went back") and newest[1].startswith("Went back")

    qtbot.waitUntil(went_back_and_undid_it, timeout=10_000)
    # Who goes back stays at the point that they went to.
    assert shown.currentIndex().data() == "Answered Applications: 12"
