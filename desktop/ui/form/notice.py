"""What stands where a form would be: what will be here, and how to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.theme import SPACE, item_font, set_role


class Notice(QWidget):
    """A few words in the upper middle, and where it helps a button."""

    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._read_only = False
        self._title = QLabel(self)
        self._title.setFont(item_font())
        self._title.setWordWrap(True)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        set_role(self._words, "muted")
        self.button = _Button(self)
        self.button.clicked.connect(self.chosen)
        set_role(self.button, "primary")
        column = self._column = QVBoxLayout(self)
        self.set_margins(SPACE.large, SPACE.large)
        column.setSpacing(SPACE.medium)
        column.addWidget(self._title)
        column.addWidget(self._words)
        column.addSpacing(SPACE.tiny)
        column.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def set_margins(self, left: int, right: int) -> None:
        """Stand in the form's own column, this far from the sides in pixels."""
        self._column.setContentsMargins(left, SPACE.huge, right, SPACE.huge)

    def say(self, title: str, words: str = "", button: str = "") -> None:
        """Say what will be here; without its words there is no button."""
        self._title.setText(title)
        self._words.setText(words)
        self._words.setVisible(bool(words))
        self.button.setText(button)
        self.button.setVisible(bool(button) and not self._read_only)

    def set_read_only(self, read_only: bool) -> None:
        """Offer what the button says, or not."""
        self._read_only = read_only
        self.button.setVisible(bool(self.button.text()) and not read_only)


class _Button(QPushButton):
    """A button that Enter presses as Space does."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
