"""A line for a passphrase, which is not shown as it is typed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.ui.theme import SPACE


class PassphraseField(QLineEdit):
    """Takes a passphrase as it is typed, with spaces at its ends too."""

    capitals = Signal(bool)
    """Whether letters come as capitals without Shift: Caps Lock seems to be on."""

    def __init__(self, name: str, parent: QWidget) -> None:
        """Begin empty, under an accessible name."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setTextMargins(SPACE.tiny, 1, SPACE.tiny, 1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter = event.text()
        if letter.isalpha() and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(letter.isupper() != shifted)
        super().keyPressEvent(event)
