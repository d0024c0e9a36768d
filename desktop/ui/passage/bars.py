"""The slim line that opens under a passage when asked for: a link's address."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop.ui.asking_line import AskingLine
from desktop.ui.theme import SPACE, set_role, small_font

_NO_ADDRESS: Final = "This is no address. Begin with https://, http:// or mailto:."
_ADDRESS = re.compile(r"https?://[^\s<>\\]+|mailto:[^\s<>\\@]+@[^\s<>\\@]+", re.IGNORECASE)
_MAIL = re.compile(r"[^\s<>\\@:/]+@[^\s<>\\@:/]+")
_SITE = re.compile(r"(?:www\.[^\s<>\\]+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?#][^\s<>\\]*)?)", re.I)


def address_of(typed: str) -> str | None:
    """Give the address that was meant, or None where a link may not lead there."""
    typed = typed.strip()
    if not typed or _ADDRESS.fullmatch(typed):
        return typed
    if _MAIL.fullmatch(typed):
        return f"mailto:{typed}"
    return f"https://{typed}" if _SITE.fullmatch(typed) else None


class LinkLine(AskingLine):
    """Asks for a link's address in place: Enter takes it, Escape leaves it, empty removes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = QLabel("Address")
        label.setFont(small_font())
        set_role(label, "muted")
        self._field = QLineEdit()
        self._field.setPlaceholderText("https://… or an e-mail address; empty removes the link")
        self._field.setAccessibleName("Address of the link")
        self._wrong = QLabel()
        self._wrong.setFont(small_font())
        self._wrong.setWordWrap(True)
        set_role(self._wrong, "error")
        self._wrong.hide()
        line = QHBoxLayout()
        line.addWidget(label)
        line.addWidget(self._field, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.tiny)
        rows.addLayout(line)
        rows.addWidget(self._wrong)
        self._field.returnPressed.connect(self._take)
        self._field.textEdited.connect(self._wrong.hide)
        self.setFocusProxy(self._field)

    def open(self, address: str) -> None:
        """Begin with an address to change."""
        self._field.setText(address)
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take(self) -> None:
        address = address_of(self._field.text())
        if address is None:
            self._wrong.setText(_NO_ADDRESS)
            self._field.setAccessibleDescription(_NO_ADDRESS)
            self._wrong.show()
            return
        self._field.setAccessibleDescription("")
        self.given.emit(address)
