"""Asks in place why a point is refused."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.accuracy.lines import Lines
from desktop.ui.theme import SPACE, set_role, small_font

_WHY: Final = "Why is it refused? The letter tells the force this reason."
_NONE: Final = "Write a reason: the force is told why a point is refused."


class Reason(QWidget):
    """A box for the reason, and what records it or gives it up."""

    typed = Signal(str)
    given = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._why = QLabel(_WHY, self, wordWrap=True)
        self._why.setFont(small_font())
        self.box = Lines("Reason to refuse this point", 3, self)
        self.box.setAccessibleDescription(_WHY)
        self._why.setBuddy(self.box)
        self._refuse = QPushButton("Refuse it", self)
        self._refuse.setToolTip("Record the refusal with this reason  (Ctrl+Enter)")
        set_role(self._refuse, "primary")
        self._close = QPushButton("Close", self)
        self._close.setToolTip("Leave this point undecided; what is typed here is kept  (Esc)")
        set_role(self._close, "quiet")
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        for button in (self._refuse, self._close):
            button.setAutoDefault(False)
            button.setFont(small_font())
            line.addWidget(button)
        line.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.tiny)
        rows.addWidget(self._why)
        rows.addWidget(self.box)
        rows.addSpacing(SPACE.tiny)
        rows.addLayout(line)
        self.setFocusProxy(self.box)
        self.box.textChanged.connect(self._tell)
        self.box.entered.connect(self._take)
        self._refuse.clicked.connect(self._take)
        self._close.clicked.connect(self.closed)
        self._complain(False)

    def show_reason(self, words: str, *, recording: bool) -> None:
        """Show what was typed so far; while it is being recorded nothing more can be."""
        self.box.blockSignals(True)
        self.box.show_words(words)
        self.box.blockSignals(False)
        self.box.setReadOnly(recording)
        self._refuse.setEnabled(not recording)
        self._complain(False)

    def _tell(self) -> None:
        self._complain(False)
        self.typed.emit(self.box.words)

    def _take(self) -> None:
        if self.box.words.strip():
            self.given.emit(self.box.words)
        else:
            self._complain(True)
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def _complain(self, wrong: bool) -> None:
        self._why.setText(_NONE if wrong else _WHY)
        set_role(self._why, "error" if wrong else "muted")
        self.box.setAccessibleDescription(_NONE if wrong else _WHY)
