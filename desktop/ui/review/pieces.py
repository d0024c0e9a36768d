"""Parts of a comment as it is shown: who wrote it, the words it is about, its own words."""

from __future__ import annotations

import html
import re
from typing import Final

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget
from typing_extensions import override

from desktop.ui.one_line import OneLine
from desktop.ui.prose import Prose
from desktop.ui.review.telling import moment_of
from desktop.ui.theme import SPACE, Role, passage_font, set_role, small_font, theme

_UNBROKEN: Final = re.compile(r"(\S{24})(?=\S)")


class Signed(QWidget):
    """Who wrote something, and when: the name gives way where there is little room."""

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._by = OneLine(self)
        self._at = QLabel(self)
        for part in (self._by, self._at):
            part.setFont(small_font())
            set_role(part, "muted")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(SPACE.small)
        line.addWidget(self._by, 1)
        line.addWidget(self._at)

    def show_signature(self, by: str, at: str) -> None:
        """Show who, and a time as the history has it."""
        self._by.say(by)
        self._at.setText(moment_of(at))


class Quote(Prose):
    """Words of the passage, beside a bar."""

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        font = passage_font()
        font.setPointSizeF(small_font().pointSizeF())
        self.setFont(font)
        self.setContentsMargins(SPACE.medium, 0, 0, 0)
        set_role(self, "muted")

    def show_words(self, words: str) -> None:
        """Show words as they are."""
        self.setText(as_html(words))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.fillRect(0, 0, 3, self.height(), QColor(theme().edge))
        painter.end()


def coloured_words(parent: QWidget, role: Role) -> QLabel:
    """Make a label of small words in the colour of a role."""
    label = Prose(parent)
    label.setFont(small_font())
    set_role(label, role)
    return label


def cut_short(text: str, longest: int) -> str:
    """Give no more than the first words of a text, in about so many characters."""
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0] or text[:longest]}…"


def as_html(text: str) -> str:
    """Write plain words so that they keep their lines, and that the longest can be broken."""
    broken = _UNBROKEN.sub("\\1\u200b", text)
    return html.escape(broken).replace("\n", "<br>")
