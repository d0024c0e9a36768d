"""Messages in the window: they move nothing, and keep no keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.message_strip import MessageStrip
from desktop.ui.theme import Role
from tests.ui.widgets import focus

Key = Qt.Key


class Desk(QWidget):
    """A bar with something of its own at the right, a line to type in, and messages."""

    def __init__(self) -> None:
        super().__init__()
        self.bar, self.beside, self.line = QWidget(), QLabel("Saved"), QLineEdit()
        self.before = QLineEdit()
        self.bar.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        across = QHBoxLayout(self.bar)
        across.addWidget(self.before)
        across.addStretch(1)
        across.addWidget(self.beside)
        down = QVBoxLayout(self)
        down.addWidget(self.bar)
        self.messages = MessageStrip()
        self.messages.lie_over(self.bar, self.before, self.beside)
        down.addWidget(self.line)
        down.addStretch(1)
        self.resize(900, 300)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    desk = Desk()
    qtbot.addWidget(desk)
    desk.show()
    desk.activateWindow()
    qtbot.waitUntil(desk.isActiveWindow)
    desk.line.setFocus()
    return desk


def place(desk: Desk, part: QWidget) -> QRect:
    return QRect(part.mapTo(desk, QPoint()), part.size())


def button(desk: Desk, words: str) -> QPushButton:
    every = desk.messages.findChildren(QPushButton)
    return next(each for each in every if each.isVisible() and each.text() == words)


def test_a_message_moves_nothing_and_covers_no_words(desk: Desk) -> None:
    before = place(desk, desk.line)
    desk.messages.say("Your words gave way.", "ok", {"Put them back": lambda: None})
    assert place(desk, desk.line) == before
    message = place(desk, desk.messages)
    assert not message.intersects(place(desk, desk.line))
    assert not message.intersects(place(desk, desk.beside))
    assert not message.intersects(place(desk, desk.before))
    desk.resize(1200, 300)
    assert place(desk, desk.messages).right() + 1 == place(desk, desk.beside).left()


def test_a_long_message_is_whole(desk: Desk) -> None:
    desk.messages.say("It could not be done, as the disk is full. " * 8, "error")
    label = next(each for each in desk.messages.findChildren(QLabel) if each.wordWrap())
    assert label.height() >= label.heightForWidth(label.width())


@pytest.mark.parametrize("key", ["mouse", "space"])
def test_the_keys_stay_where_they_were(desk: Desk, key: str) -> None:
    done: list[bool] = []
    desk.messages.say("Learnt.", "ok", {"Take it back": lambda: done.append(True)})
    back = button(desk, "Take it back")
    if key == "mouse":
        QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    else:
        back.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(back, Key.Key_Space)
    assert done == [True]
    assert focus() is desk.line
    assert not desk.messages.isVisible()


def test_a_message_in_place_of_another_keeps_no_keys(desk: Desk) -> None:
    desk.messages.say("One.", "ok", {"Do it": lambda: None})
    button(desk, "Do it").setFocus(Qt.FocusReason.TabFocusReason)
    desk.messages.say("Two.", "ok")
    assert focus() is desk.line


def test_a_message_that_is_hidden_by_others_keeps_no_keys(desk: Desk) -> None:
    desk.messages.say("One.", "ok", {"Do it": lambda: None})
    button(desk, "Do it").setFocus(Qt.FocusReason.TabFocusReason)
    desk.messages.hide()
    assert focus() is desk.line


def test_what_leaves_nothing_to_do_goes_by_itself(qtbot: QtBot, desk: Desk) -> None:
    desk.messages.say("Saved.", "ok")
    (passing,) = desk.messages.findChildren(QTimer)
    assert passing.isActive()
    assert passing.interval() >= 5000, "time to read it"
    passing.setInterval(10)
    qtbot.waitUntil(lambda: not desk.messages.text)
    desk.messages.say("Saved.", "ok")
    button(desk, "Close").setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(passing.timeout):
        pass
    assert desk.messages.text == "Saved.", "the keys are in it"
    desk.line.setFocus()
    qtbot.waitUntil(lambda: not desk.messages.text)


@pytest.mark.parametrize("role", ["ok", "warning", "error"])
def test_what_can_or_must_be_done_stays_to_be_read(desk: Desk, role: Role) -> None:
    (passing,) = desk.messages.findChildren(QTimer)
    desk.messages.say("Saved.", "ok")
    desk.messages.say("Stay.", role, {"Take it back": lambda: None} if role == "ok" else None)
    assert not passing.isActive()


def test_what_was_said_of_a_report_goes_with_it(desk: Desk) -> None:
    desk.messages.say("Cleveland: your words gave way.", "ok", report="2012/cleveland")
    desk.messages.keep_to("2012/cleveland")
    assert desk.messages.text == "Cleveland: your words gave way."
    desk.messages.keep_to("2012/kent")
    assert desk.messages.text == ""
    desk.messages.say("The disk is full.", "error")
    desk.messages.keep_to("2012/cleveland")
    assert desk.messages.text == "The disk is full."


LONG = (
    "Not saved yet: while you wrote in “Leaks investigated” of Kent Police, another program saved"
    " something else there. Choose what stands; the history keeps both. "
)


@pytest.mark.parametrize("width", [900, 700, 480])
@pytest.mark.parametrize("times", [1, 4])
@pytest.mark.parametrize(
    "labels", [("Keep what I wrote", "Take the other"), ("One", "Two", "Three")]
)
def test_a_long_message_and_its_buttons_are_whole_and_cover_no_way(
    desk: Desk, width: int, times: int, labels: tuple[str, ...]
) -> None:
    desk.before.setFixedWidth(320)
    desk.resize(width, 500)
    desk.messages.say(LONG * times, "warning", dict.fromkeys(labels, lambda: None))
    label = next(each for each in desk.messages.findChildren(QLabel) if each.wordWrap())
    assert label.width() >= 300, "lines that can be read"
    assert label.height() >= label.heightForWidth(label.width())
    buttons = [button(desk, words) for words in (*labels, "Close")]
    parts = [place(desk, each) for each in (label, *buttons)]
    message = place(desk, desk.messages)
    assert desk.rect().contains(message)
    for number, part in enumerate(parts):
        assert message.contains(part)
        assert not any(part.intersects(other) for other in parts[:number])
    for each in buttons:
        assert each.width() >= each.sizeHint().width()
    assert not message.intersects(place(desk, desk.before))
    assert not message.intersects(place(desk, desk.beside))


def test_the_keys_go_through_its_buttons_in_their_order(desk: Desk) -> None:
    desk.messages.say(LONG, "warning", {"First": lambda: None, "Second": lambda: None})
    button(desk, "First").setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button(desk, "First"), Key.Key_Tab)
    assert focus() is button(desk, "Second")
    QTest.keyClick(button(desk, "Second"), Key.Key_Tab)
    assert focus() is button(desk, "Close")


def test_the_way_to_dismiss_it_may_say_what_that_means(desk: Desk) -> None:
    desk.messages.say("Not closed.", "warning", {"Quit": lambda: None}, dismiss="Stay")
    stay = button(desk, "Stay")
    assert stay.accessibleName() == "Stay"
    QTest.mouseClick(stay, Qt.MouseButton.LeftButton)
    assert desk.messages.text == ""
    desk.messages.say("Saved.", "ok")
    assert button(desk, "Close").isVisible()
