"""A line that says what happened, what it means, and what can be done."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.kept_focus import KeptFocus
from desktop.ui.theme import SPACE, Role, set_role, theme

_TOP = Qt.AlignmentFlag.AlignTop
_SIGNS = {"ok": "✓", "warning": "!", "error": "✕"}
PASSES_MS = 8_000
"""After how long a message goes that asks for nothing."""
UNDONE_MS = 30_000
"""After how long one goes that tells what was done to a report, and can undo it."""
_DISMISS = "Close"
_NARROWEST = 440
_READABLE = 340
"""How wide in pixels a text of several lines has to be: else the buttons go below it."""


class MessageStrip(QFrame):
    """Shows one message at a time, with buttons for what can be done about it.

    What was done as it should, and leaves nothing to do, is not told for long.
    The keys go back to where they were from as soon as one of the buttons is pressed.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self.setAccessibleName("Message")
        set_role(self, "surface")
        self._sign = QLabel()
        self._text = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._actions: list[QPushButton] = []
        self._report = ""
        self._over: QWidget | None = None
        self._after: QWidget | None = None
        self._beside: QWidget | None = None
        self._before = KeptFocus(self)
        self._close = QPushButton(_DISMISS)
        # The mouse takes no keys away from where they are.
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setAccessibleName("Close this message")
        set_role(self._close, "quiet")
        self._close.clicked.connect(self.hide)
        for words in (self._sign, self._text):
            # The first line stands at the height of the buttons, however many follow.
            over = self._close.sizeHint().height() - words.fontMetrics().lineSpacing()
            words.setContentsMargins(0, max(0, over // 2), 0, 0)
            words.setAlignment(_TOP)
        self._row = QHBoxLayout()
        self._row.setSpacing(SPACE.small)
        for part in (self._sign, self._close):
            self._row.addWidget(part, 0, _TOP)
        self._row.insertWidget(1, self._text, 1)
        self._below = QHBoxLayout()
        self._below.setSpacing(SPACE.small)
        self._below.addStretch(1)
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(SPACE.large, SPACE.small, SPACE.small, SPACE.small)
        self._rows.setSpacing(0)
        self._rows.addLayout(self._row)
        self._rows.addLayout(self._below)
        self._passing = QTimer(self, singleShot=True, interval=PASSES_MS)
        self._passing.timeout.connect(self._pass)
        self.hide()

    def lie_over(self, bar: QWidget, after: QWidget, beside: QWidget) -> None:
        """Stand on a bar between two parts of it, so that nothing moves when a message comes.

        What does not fit there hangs over what is below; where there is little room, the part
        before gives way.
        """
        self._over, self._after, self._beside = bar, after, beside
        self.setParent(bar.parentWidget())
        self.setAutoFillBackground(True)
        for each in (bar, after, beside):
            each.installEventFilter(self)

    def say(
        self,
        text: str,
        role: Role,
        actions: dict[str, Callable[[], object]] | None = None,
        *,
        report: str = "",
        dismiss: str = _DISMISS,
    ) -> None:
        """Show a message instead of the one before; each action is a button that also closes it.

        With the name of a report it is shown until `keep_to` tells of another one. `dismiss` is
        what stands on the button that only closes it.
        """
        self._before.give_back()
        self._report = report
        self._close.setText(dismiss)
        self._close.setAccessibleName("Close this message" if dismiss == _DISMISS else dismiss)
        for button in self._actions:
            button.hide()
            button.deleteLater()
        self._actions = []
        for label, action in (actions or {}).items():
            button = QPushButton(label)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self.hide)
            button.clicked.connect(lambda _=False, action=action: action())
            self._actions.append(button)
        self._sign.setText(_SIGNS.get(role, "i"))
        set_role(self._sign, role)
        self._text.setText(text)
        self.setAccessibleDescription(text)
        self._fit()
        self.show()
        # What was done to a report can be undone for a while, and later by its history.
        asks_nothing = role == "ok" and (not actions or bool(report))
        if actions:
            self._passing.setInterval(UNDONE_MS)
        elif self._passing.interval() == UNDONE_MS:
            self._passing.setInterval(PASSES_MS)
        if asks_nothing:
            self._passing.start()
        else:
            self._passing.stop()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def text(self) -> str:
        """The message that is shown; empty if none is."""
        return "" if self.isHidden() else self._text.text()

    def keep_to(self, report: str) -> None:
        """Hide a message about another report than this, as its buttons would be puzzling."""
        if self._report not in ("", report):
            self.hide()

    def _pass(self) -> None:
        looked_at = self.underMouse() or self.isAncestorOf(QApplication.focusWidget() or self)
        if looked_at:
            self._passing.start()
        else:
            self.hide()

    @override
    def setVisible(self, visible: bool) -> None:
        # First, because hiding would push the keys into whatever comes next.
        if not visible:
            self._before.give_back()
        super().setVisible(visible)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw an edge around what hangs over something else."""
        super().paintEvent(event)
        if self._over is not None and self.geometry().bottom() > self._over.geometry().bottom():
            painter = QPainter(self)
            painter.setPen(QColor(theme().edge))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            painter.end()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and not self.isHidden():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        """Take a size and place that suit what is said, and put the buttons beside or below it."""
        if self._over is None or self._after is None or self._beside is None:
            self._arrange(self.width())
            return
        end = self._beside.mapTo(self._over, self._beside.rect().topLeft()).x()
        begin = self._after.mapTo(self._over, self._after.rect().topRight()).x() + SPACE.small
        needed = max(_NARROWEST, self._wide(self._actions) + self._around)
        down = 0
        if end - begin < needed:
            # Too little room beside the ways to the rooms: it hangs below the bar instead.
            end, down = self._over.width(), self._over.height()
            begin = max(0, end - max(needed, _READABLE * 2))
        self._arrange(end - begin)
        high = max(self._over.height(), self._rows.heightForWidth(end - begin))
        at = self._over.pos() + QPoint(begin, down)
        self.setGeometry(QRect(at, QSize(end - begin, high)))
        self.raise_()

    def _arrange(self, width: int) -> None:
        """Put the buttons beside the text, or below it where they would leave it too little."""
        beside = [self._sign, *self._actions, self._close]
        left = width - self._around - self._wide(beside) - SPACE.small
        text = self._text.fontMetrics().horizontalAdvance(self._text.text())
        row = self._row if left >= min(text + SPACE.small, _READABLE) else self._below
        for place, button in enumerate(self._actions):
            for other in (self._row, self._below):
                other.removeWidget(button)
            row.insertWidget(row.count() - int(row is self._row), button, 0, _TOP)
            # The keys go from one button to the next in the order in which they are seen.
            before = self._actions[place - 1] if place else self._text
            QWidget.setTabOrder(before, button)
            button.show()
        self._rows.setSpacing(SPACE.small if row is self._below and self._actions else 0)
        self._rows.invalidate()
        self._rows.activate()

    @property
    def _around(self) -> int:
        margins = self._rows.contentsMargins()
        return margins.left() + margins.right()

    def _wide(self, parts: Sequence[QWidget]) -> int:
        """Give the width in pixels of parts in a row, with the spaces between them."""
        return sum(part.sizeHint().width() + SPACE.small for part in parts)
