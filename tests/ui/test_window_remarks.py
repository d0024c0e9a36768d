"""Remarks and messages in the real window: the keys are where one expects them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QPushButton
from pytestqt.qtbot import QtBot

from desktop.ui.desk import Desk
from desktop.ui.window import Window
from tests.ui.driving import Open, begin, choose, in_focus, saved, write_instead

NEXT = "next_steps.inspections"
WORDS = "We shall come back."


@pytest.fixture
def window(qtbot: QtBot, open_window: Open) -> Window:
    """Kent's report, with other words in the place of the standard wording."""
    opened = open_window()
    begin(qtbot, opened, "kent")
    write_instead(qtbot, opened, NEXT, WORDS)
    saved(qtbot, opened)
    return opened


def desk_of(window: Window) -> Desk:
    assert window.desk is not None
    return window.desk


def remarked(qtbot: QtBot, window: Window) -> None:
    """Wait until the line at the foot speaks of the words that were written."""
    panel = desk_of(window).reviewing.panel

    def is_there() -> bool:
        current = panel.current
        return current is not None and current.place.item == NEXT

    qtbot.waitUntil(is_there, timeout=20_000)


def message_button(window: Window, words: str) -> QPushButton:
    every = window.messages.findChildren(QPushButton)
    return next(each for each in every if each.isVisible() and each.text() == words)


def test_keys_in_the_list_stay_there_when_a_draft_is_taken(qtbot: QtBot, window: Window) -> None:
    desk = desk_of(window)
    remarked(qtbot, window)
    QTest.keyClick(in_focus(), Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
    shown = in_focus()
    assert isinstance(shown, QListView)
    QTest.keyClick(shown, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: WORDS not in desk.form.passage_text(NEXT), timeout=10_000)
    saved(qtbot, window)
    qtbot.waitUntil(lambda: window.messages.text.startswith("Kent: your words"), timeout=10_000)
    assert in_focus() is shown


def test_words_put_back_by_key_leave_the_keys_in_the_passage(qtbot: QtBot, window: Window) -> None:
    desk = desk_of(window)
    desk.form.draft_wanted.emit(NEXT)
    qtbot.waitUntil(lambda: "gave way" in window.messages.text, timeout=10_000)
    back = message_button(window, "Put them back")
    back.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(back, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: WORDS in desk.form.passage_text(NEXT), timeout=10_000)
    saved(qtbot, window)
    assert in_focus().accessibleName().endswith(": passage")


def test_a_message_about_a_report_goes_when_another_is_opened(qtbot: QtBot, window: Window) -> None:
    desk_of(window).form.draft_wanted.emit(NEXT)
    qtbot.waitUntil(lambda: "gave way" in window.messages.text, timeout=10_000)
    choose(qtbot, window, "essex")
    assert window.messages.text == ""
