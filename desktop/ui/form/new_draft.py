"""What the draft would now say where the inspector's own words stand, and the choice."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.theme import SPACE, set_role, small_font, theme
from desktop.ui.word_diff import WordDiff

_BAR: Final = 3


class NewDraft(QWidget):
    """Shows a draft as what it would add to and remove from a passage."""

    taken = Signal()
    kept = Signal()

    def __init__(self, title: str, standard: bool, width: int, parent: QWidget) -> None:
        """Stand under the passage of the item with this title, at most so many pixels wide."""
        super().__init__(parent)
        self._standard = standard
        self._heading = QLabel(self)
        self._heading.setFont(small_font())
        self._heading.setWordWrap(True)
        set_role(self._heading, "muted")
        self._words = WordDiff(f"{title}: what would change", self)
        take = QPushButton("Use the standard wording" if standard else "Take it", self)
        take.setAccessibleDescription(f"{title}: drops the edited words.")
        take.clicked.connect(self.taken)
        keep = QPushButton("Keep mine", self)
        keep.setAccessibleDescription(f"{title}: keeps the edited words.")
        keep.clicked.connect(self.kept)
        set_role(keep, "quiet")
        self.buttons = (take, keep)
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        for button in self.buttons:
            button.setFont(small_font())
            button.setAutoDefault(False)
            line.addWidget(button)
        line.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.medium, SPACE.tiny, SPACE.medium, SPACE.tiny)
        rows.setSpacing(SPACE.small)
        rows.addWidget(self._heading)
        rows.addWidget(self._words)
        rows.addLayout(line)
        self.setMaximumWidth(width)

    def show_difference(self, passage: str, draft: str) -> None:
        """Show how a draft differs from the passage as it stands; both are CommonMark."""
        self._words.show_difference(passage, draft)
        if self._standard:
            heading = "The standard wording would now read:"
        else:
            heading = "From the answers, the draft would now read:"
        if all(each.kind == "same" for each in self._words.found):
            heading += " the same words, but in other type."
        self._heading.setText(heading)

    def set_read_only(self, read_only: bool) -> None:
        """Let the choice be made, or not."""
        for button in self.buttons:
            button.setEnabled(not read_only)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, _BAR, self.height()), QColor(theme().accent))
        painter.end()
