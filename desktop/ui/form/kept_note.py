"""A line above the form that stays while it is true, with what can be done about it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop.ui.kept_focus import KeptFocus
from desktop.ui.theme import SPACE, Role, set_role, small_font


class KeptNote(QWidget):
    """Says a few words, with a button where something can be done; hidden without words."""

    chosen = Signal()

    def __init__(self, name: str, parent: QWidget) -> None:
        """Go by this accessible name, and begin hidden."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self.button = QPushButton(self)
        self.button.setFont(small_font())
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self.chosen)
        self._before = KeptFocus(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.medium)
        row.addWidget(self._words, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(self, words: str, button: str = "", role: Role = "muted") -> None:
        """Say other words, and offer what the button says; no words take it all away."""
        if (words, button) == (self.words, self.button.text()):
            return
        told = words and words != self._words.text()
        self._words.setText(words)
        self._words.setAccessibleDescription(words)
        set_role(self._words, role)
        if not (words and button):
            # First, because hiding the button would push the keys into whatever comes next.
            self._before.give_back()
        self.button.setText(button)
        self.button.setAccessibleDescription(words)
        self.button.setVisible(bool(button))
        self.setVisible(bool(words))
        if told:
            QAccessible.updateAccessibility(QAccessibleEvent(self._words, QAccessible.Event.Alert))

    @property
    def words(self) -> str:
        """What is said; empty if nothing is."""
        return self._words.text()
