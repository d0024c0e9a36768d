"""Review and publishing through the window: comments, points and public editions, by keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.editions import Edition
from desktop.core.programme import Programme
from desktop.ui.beside import Beside
from desktop.ui.publishing import Publish
from desktop.ui.window import Window
from tests.ui.driving import Open, begin, in_focus, recorded, saved, type_into

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEAKS = "press.leaks"


def writing(qtbot: QtBot, open_window: Open) -> Window:
    """A window in which a passage was just written, and its last word is selected."""
    window = open_window()
    begin(qtbot, window, "essex")
    type_into(qtbot, window, LEAKS, "Nobody was asked")
    QTest.keyClick(in_focus(), Qt.Key.Key_Left, CONTROL | SHIFT)
    return window


def press_key(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
    QTest.keyClick(window, key, modifiers)


def test_selected_words_are_commented_on_and_the_comment_is_an_error_of_the_checks(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme
) -> None:
    window = writing(qtbot, open_window)
    press_key(window, Qt.Key.Key_M, CONTROL | SHIFT)
    QTest.keyClicks(in_focus(), "By whom?")
    QTest.keyClick(in_focus(), Qt.Key.Key_Return, CONTROL)
    assert window.desk is not None
    desk = window.desk
    qtbot.waitUntil(lambda: desk.present is not None and len(desk.present.comments) == 1)
    saved(qtbot, window)
    report = recorded(database, programme, "essex")
    assert report is not None
    (comment,) = report.comments.values()
    assert (comment.item, comment.quote, comment.text) == (LEAKS, "asked", "By whom?")
    assert comment.start == len("Nobody was ")


def test_a_point_of_the_force_begins_with_the_words_selected(
    qtbot: QtBot, open_window: Open
) -> None:
    window = writing(qtbot, open_window)
    press_key(window, Qt.Key.Key_R, CONTROL | SHIFT)
    beside = window.findChild(Beside)
    assert beside is not None
    assert beside.at == "accuracy"
    boxes = [each.toPlainText() for each in beside.findChildren(QPlainTextEdit)]
    assert "asked" in boxes


def test_a_window_with_a_comment_that_is_not_recorded_does_not_close(
    qtbot: QtBot, open_window: Open
) -> None:
    window = writing(qtbot, open_window)
    press_key(window, Qt.Key.Key_M, CONTROL | SHIFT)
    QTest.keyClicks(in_focus(), "By wh")
    assert not window.close()
    assert window.messages.text.startswith("Not closed: ")
    assert "comment" in window.messages.text


def test_saving_a_public_edition_leads_to_where_what_speaks_against_it_is_seen(
    qtbot: QtBot, open_window: Open
) -> None:
    window = writing(qtbot, open_window)
    assert window.desk is not None
    window.desk.pages.choose_edition(Edition("public"))
    press_key(window, Qt.Key.Key_P)
    room = window.rooms.currentWidget()
    assert isinstance(room, Publish)
    qtbot.waitUntil(lambda: "not ready for publication" in words_of(room), timeout=20_000)
    assert "1 of 1 chosen" in words_of(room)
    QTest.keyClick(QApplication.focusWidget() or room, Qt.Key.Key_Escape)
    assert window.rooms.at == "form"


def words_of(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())
