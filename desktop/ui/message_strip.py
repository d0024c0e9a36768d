"""A line below the top bar that says what happened, what it means, and what can be done."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.ui.theme import SPACE, Role, set_role

_SIGNS = {"ok": "✓", "warning": "!", "error": "✕"}


class MessageStrip(QFrame):
    """Shows one message at a time, with buttons for what can be done about it."""

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
        self._close = QPushButton("Close")
        self._close.setAccessibleName("Close this message")
        set_role(self._close, "quiet")
        self._close.clicked.connect(self.hide)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(SPACE.large, SPACE.small, SPACE.small, SPACE.small)
        self._row.setSpacing(SPACE.small)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._close)
        self.hide()

    def say(
        self, text: str, role: Role, actions: dict[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a message instead of the one before; each action is a button that also closes it."""
        for button in self._actions:
            self._row.removeWidget(button)
            button.deleteLater()
        self._actions = []
        for label, action in (actions or {}).items():
            button = QPushButton(label)
            button.clicked.connect(self.hide)
            button.clicked.connect(lambda _=False, action=action: action())
            self._row.insertWidget(self._row.count() - 1, button)
            self._actions.append(button)
        self._sign.setText(_SIGNS.get(role, "i"))
        set_role(self._sign, role)
        self._text.setText(text)
        self.setAccessibleDescription(text)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @property
    def text(self) -> str:
        """The message that is shown; empty if none is."""
        return "" if self.isHidden() else self._text.text()
