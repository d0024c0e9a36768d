"""The line at the foot of the window: how many remarks, the one at hand, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QWidget
from typing_extensions import override

from desktop.core.programme import Programme
from desktop.core.remarks import Fix, Remark, Replacement, tally, where
from desktop.ui.one_line import OneLine
from desktop.ui.remarks.labels import (
    COUNT,
    LEAVE,
    for_control,
    is_about_spelling,
    label_of,
    sign_of,
)
from desktop.ui.remarks.model import message_of
from desktop.ui.theme import SPACE, Role, set_role

_HEIGHT = 36


class Strip(QWidget):
    """One line, with the buttons of the remark at hand on its right."""

    toggled = Signal()
    go = Signal()
    fix_chosen = Signal(object)
    leave = Signal()
    count_again = Signal()
    learn = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin with nothing to say."""
        super().__init__(parent)
        self.setMinimumHeight(_HEIGHT)
        self._open = False
        self._read_only = False
        self._remarks: Sequence[Remark] = ()
        self._programme: Programme | None = None
        self._at_hand: Remark | None = None
        self._told = ""
        self._failure = ""
        self._unchecked = ""
        self._counts = _Button("", self)
        self._counts.clicked.connect(self.toggled)
        self._sign = QLabel(self)
        self._sign.setContentsMargins(SPACE.small, 0, SPACE.tiny, 0)
        self._text = OneLine(self)
        self._text.clicked.connect(self.go)
        self._go = _Button("Go", self)
        self._go.clicked.connect(self.go)
        self._fix = _Button("", self)
        self._fix.clicked.connect(self._choose_fix)
        self._others = _Button("Other words", self)
        self._others.setMenu(QMenu(self._others))
        self._learn = _Button("Add to my words", self)
        self._learn.clicked.connect(self.learn)
        self._leave = _Button(LEAVE, self)
        self._leave.clicked.connect(self.leave)
        self._count = _Button(COUNT, self)
        self._count.clicked.connect(self.count_again)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE.small, 0, SPACE.small, 0)
        line.setSpacing(SPACE.tiny)
        line.addWidget(self._counts)
        line.addWidget(self._sign)
        line.addWidget(self._text, 1)
        for button in self._deeds():
            line.addWidget(button)
        self._tell()

    def _deeds(self) -> tuple[QPushButton, ...]:
        return (self._go, self._fix, self._others, self._learn, self._leave, self._count)

    def show_remarks(self, remarks: Sequence[Remark], programme: Programme) -> None:
        """Say how many remarks there are; the one at hand is to be shown next."""
        self._remarks, self._programme = remarks, programme
        self._at_hand = None
        self._failure = ""
        remain = [each for each in remarks if each.remains]
        left = len(remarks) - len(remain)
        words = [tally(remain).replace(", ", " · ")] if remain else []
        words += [f"{left} left alone"] if left else []
        self._told = " · ".join(words)

    def show_remark(self, remark: Remark | None) -> None:
        """Show the remark at hand, and offer what can be done about it."""
        self._at_hand = remark
        self._tell()

    def show_open(self, is_open: bool) -> None:
        """Leave the remark at hand to the list while that is open."""
        self._open = is_open
        self._tell()

    def say_failed(self, why: str) -> None:
        """Say why the remarks are not up to date."""
        self._failure = why
        self._tell()

    def say_unchecked(self, what: str) -> None:
        """Say what could not be looked at, beside the remarks that there are."""
        self._unchecked = what
        self._tell()

    def clear(self) -> None:
        """Say nothing."""
        self._remarks, self._programme, self._at_hand = (), None, None
        self._failure = self._unchecked = self._told = ""
        self._tell()

    def set_read_only(self, read_only: bool) -> None:
        """Offer nothing that would change the report."""
        self._read_only = read_only
        self._offer()

    def choose_fix(self) -> None:
        """Put right what is certain, or else show the words that could stand there."""
        if self._fix.isVisibleTo(self):
            self._choose_fix()
        elif self._others.isVisibleTo(self):
            self._others.showMenu()

    def take_focus(self) -> None:
        """Put the keyboard on what unfolds the list."""
        self._counts.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tell(self) -> None:
        told = " · ".join(filter(None, (self._told, self._unchecked and "not all checked")))
        self._counts.setText(f"{'▾' if self._open else '▸'}  {told}".rstrip())
        self._counts.setAccessibleName(f"Remarks: {told or 'none'}")
        self._counts.setAccessibleDescription("Hides the list" if self._open else "Shows the list")
        self._counts.setVisible(self._open or bool(told))
        remark, programme = self._at_hand, self._programme
        if self._failure:
            self._say("!", "warning", f"The remarks are not up to date: {self._failure}")
        elif programme is None:
            self._say("", "plain", "")
        elif self._unchecked and (self._open or remark is None):
            self._say("!", "warning", self._unchecked)
        elif not any(each.remains for each in self._remarks):
            self._say("✓", "ok", "Nothing to remark")
        elif remark is not None and not self._open:
            sign, role = sign_of(remark)
            self._say(sign, role, f"{where(remark.place, programme)}: {message_of(remark)}")
        else:
            self._say("", "plain", "")
        self._offer()

    def _say(self, sign: str, role: Role, words: str) -> None:
        self._sign.setText(sign)
        self._sign.setVisible(bool(sign))
        set_role(self._sign, role)
        self._text.say(words)
        set_role(self._text, "muted" if role in ("ok", "muted") else "plain")

    def _offer(self) -> None:
        """Show the buttons that fit the remark at hand; folded, only what is most often wanted."""
        remark, programme = self._at_hand, self._programme
        write = remark is not None and not self._read_only
        remains = remark is not None and remark.remains
        fix = remark.fix if remark and remains else None
        self._go.setVisible(remark is not None and (remains or self._open))
        self._fix.setVisible(write and fix is not None)
        if fix is not None and programme is not None:
            self._fix.setText(for_control(label_of(fix, programme)))
        others = [Replacement(words) for words in remark.suggestions] if remark and remains else []
        others = [other for other in others if other != fix]
        self._others.setVisible(write and bool(others))
        self._others.menu().clear()
        for other in others:
            action = self._others.menu().addAction(for_control(other.text))
            action.triggered.connect(lambda _=False, other=other: self._choose(other))
        spelling = remark is not None and remains and is_about_spelling(remark)
        self._learn.setVisible(write and spelling and self._open)
        binding = remark is not None and remark.binding
        self._leave.setVisible(write and remains and not binding)
        self._count.setVisible(write and not remains and self._open)

    def _choose_fix(self) -> None:
        if self._at_hand is not None and self._at_hand.fix is not None:
            self._choose(self._at_hand.fix)

    def _choose(self, fix: Fix) -> None:
        self.fix_chosen.emit(fix)


class _Button(QPushButton):
    """A quiet button, no taller than the line."""

    def __init__(self, words: str, parent: QWidget) -> None:
        super().__init__(words, parent)
        self.setAutoDefault(False)
        set_role(self, "quiet")

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        arrow = SPACE.large if self.menu() is not None else 0
        wide = metrics.horizontalAdvance(self.text()) + 2 * SPACE.small + arrow
        return QSize(wide, metrics.height() + SPACE.small)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # By its second press the button may have come to mean something else.
        event.accept()
