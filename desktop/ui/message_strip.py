"""A line that says what happened, what it means, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from desktop.ui.kept_focus import KeptFocus
from desktop.ui.theme import SPACE, Role, set_role

_SIGNS = {"ok": "✓", "warning": "!", "error": "✕"}
PASSES_MS = 8_000
"""After how long a message goes that asks for nothing."""
UNDONE_MS = 30_000
"""After how long one goes that tells what was done to a report, and can undo it."""
_NARROWEST = 440


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
        self._close = QPushButton("Close")
        # The mouse takes no keys away from where they are.
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close.setAccessibleName("Close this message")
        set_role(self._close, "quiet")
        self._close.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE.large, SPACE.small, SPACE.small, SPACE.small)
        self._row.setSpacing(SPACE.small)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._close)
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
    ) -> None:
        """Show a message instead of the one before; each action is a button that also closes it.

        With the name of a report it is shown until `keep_to` tells of another one.
        """
        self._before.give_back()
        self._report = report
        for button in self._actions:
            self._row.removeWidget(button)
            button.deleteLater()
        self._actions = []
        for label, action in (actions or {}).items():
            button = QPushButton(label)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(self.hide)
            button.clicked.connect(lambda _=False, action=action: action())
            self._row.insertWidget(self._row.count() - 1, button)
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

    def undo(self) -> bool:
        """Undo what is told to have been done to a report; False where nothing of it is told."""
        if self.isHidden() or not (self._report and self._actions and self._passing.isActive()):
            return False
        self._actions[0].click()
        return True

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
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and not self.isHidden():
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        if self._over is None or self._after is None or self._beside is None:
            return
        end = self._beside.mapTo(self._over, self._beside.rect().topLeft()).x()
        begin = self._after.mapTo(self._over, self._after.rect().topRight()).x() + SPACE.small
        begin = max(0, min(begin, end - _NARROWEST))
        self._row.activate()
        high = max(self._over.height(), self._row.heightForWidth(end - begin))
        at = self._over.pos() + QPoint(begin, 0)
        self.setGeometry(QRect(at, QSize(end - begin, high)))
        self.raise_()
