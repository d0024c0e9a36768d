"""What the draft would now say where the inspector's own words stand, and the choice."""

from __future__ import annotations

import html
from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.core.comparing import Difference, differences_in_words
from desktop.ui.theme import SPACE, passage_font, set_role, small_font, theme

_BAR: Final = 3
_APART: Final = "\u2009"
"""A thin space between what was removed and what was added in its place."""


class NewDraft(QWidget):
    """Shows a draft as what it would add to and remove from a passage."""

    taken = Signal()
    kept = Signal()

    def __init__(self, title: str, standard: bool, width: int, parent: QWidget) -> None:
        """Stand under the passage of the item with this title, at most so many pixels wide."""
        super().__init__(parent)
        self._standard = standard
        self._shown: tuple[str, str] | None = None
        self._found: list[Difference] = []
        self._heading = QLabel(self)
        self._heading.setFont(small_font())
        self._heading.setWordWrap(True)
        set_role(self._heading, "muted")
        self._words = QLabel(self)
        self._words.setFont(passage_font())
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        self._words.setAccessibleName(f"{title}: what would change")
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
        if (passage, draft) == self._shown:
            return
        self._shown = passage, draft
        self._found = differences_in_words(passage, draft)
        changed = [each for each in self._found if each.kind != "same"]
        if self._standard:
            heading = "The standard wording would now read:"
        else:
            heading = "From the answers, the draft would now read:"
        if not changed:
            heading += " the same words, but in other type."
        self._heading.setText(heading)
        self._words.setAccessibleDescription(
            "; ".join(
                f"{each.kind}: {' '.join(each.text.split()) or 'a break'}" for each in changed
            )
        )
        self._write()

    def set_read_only(self, read_only: bool) -> None:
        """Let the choice be made, or not."""
        for button in self.buttons:
            button.setEnabled(not read_only)

    def _write(self) -> None:
        self._words.setText(_as_html(self._found))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown is not None:
            self._write()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRect(0, 0, _BAR, self.height()), QColor(theme().accent))
        painter.end()


def _as_html(found: Iterable[Difference]) -> str:
    """Strike through what was removed and underline what was added, a paragraph for each line."""
    colours = theme()
    marks = {
        "same": ("", ""),
        "removed": (f'<s style="color:{colours.error}">', "</s>"),
        "added": (f'<u style="color:{colours.ok}">', "</u>"),
    }
    paragraphs = [""]
    for kind, text in found:
        opening, closing = marks[kind]
        if kind == "added" and paragraphs[-1].endswith("</s>"):
            paragraphs[-1] += _APART
        for number, part in enumerate(text.split("\n")):
            if number:
                # A break that comes or goes is seen by its sign.
                paragraphs[-1] += f"{opening}¶{closing}" if kind != "same" else ""
                paragraphs.append("")
            if part:
                paragraphs[-1] += f"{opening}{html.escape(part)}{closing}"
    gap = SPACE.tiny
    return "".join(f'<p style="margin:0 0 {gap}px 0">{each}</p>' for each in paragraphs if each)
