"""How far long work has come, with the button that cancels it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from desktop.ui.theme import SPACE, set_role, small_font


class UnderWay(QWidget):
    """Says how far something has come, and lets it be cancelled; hidden while nothing is done."""

    cancelled = Signal()
    ending = Signal()
    """It is about to be hidden while it has the keyboard."""

    def __init__(self, doing: str, cancelling: str, parent: QWidget) -> None:
        """Begin hidden, to say what is being done, and of its button what that does."""
        super().__init__(parent)
        self._doing = doing
        self._words = QLabel(self)
        self._words.setFont(small_font())
        set_role(self._words, "muted")
        self._cancel = QPushButton("Cancel", self)
        self._cancel.setAutoDefault(False)
        self._cancel.setAccessibleName(f"Cancel {doing.lower()}")
        self._cancel.setAccessibleDescription(cancelling)
        self._cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        row.addWidget(self._words, 1)
        row.addWidget(self._cancel)
        self.hide()

    def show_progress(self, at: int, total: int) -> None:
        """Say how far it has come; of no files nothing is said."""
        if self._cancel.hasFocus() and not total:
            # First, because hiding it would push the focus somewhere.
            self.ending.emit()
        self._words.setText(f"{self._doing} {at} of {total}" if total else "")
        self.setVisible(bool(total))
