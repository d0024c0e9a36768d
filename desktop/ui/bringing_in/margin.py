"""What became of each part of a text, said at its margin."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.ui.theme import SPACE, small_font, theme

if TYPE_CHECKING:
    from desktop.ui.bringing_in.original import Original

MARGIN: Final = 142
"""Width of the margin in pixels."""
_BAR: Final = 3
Look = Literal["placed", "left out", "unknown"]


class Mark(NamedTuple):
    """A stretch of the text, and what is said of it at the margin."""

    start: int
    end: int
    words: str
    look: Look


class Margin(QWidget):
    """Says beside each part of the text what became of it: a line, a sign and words."""

    def __init__(self, text: Original) -> None:
        super().__init__(text)
        self._text = text
        self.setFont(small_font())

    def follow(self, rect: QRect, scrolled: int) -> None:
        """Paint again what was painted anew in the text."""
        if scrolled:
            self.scroll(0, scrolled)
            self.update()
        else:
            self.update(0, rect.y(), self.width(), rect.height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme()
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(colours.surface))
        seen = [(self._text.mark_at(block), block, box) for block, box in self._text.lines()]
        runs = groupby(seen, key=lambda line: line[0] and (line[0].words, line[0].look))
        said = None
        for same, run in runs:
            lines = list(run)
            mark = lines[0][0]
            if mark is None:
                continue
            tinted = [self._text.is_highlighted(block) for _, block, _ in lines]
            for (_, _, box), is_tinted in zip(lines, tinted, strict=True):
                self._paint_bar(painter, mark, box, tinted=is_tinted)
            if any(tinted):
                self._paint_sign(painter, lines[tinted.index(True)][2])
            if same != said:
                self._paint_words(painter, mark, lines[0][2].top(), lines[-1][2].bottom())
            said = same
        painter.end()

    def _paint_bar(self, painter: QPainter, mark: Mark, box: QRect, *, tinted: bool) -> None:
        colours = theme()
        bar = QRect(self._right() - _BAR, box.top(), _BAR, box.height())
        if tinted:
            painter.fillRect(bar, QColor(colours.accent))
        elif mark.look == "unknown":
            painter.fillRect(bar, QColor(colours.warning))
        elif mark.look == "placed":
            painter.fillRect(bar, QColor(colours.rule))

    def _paint_sign(self, painter: QPainter, box: QRect) -> None:
        """Point to what is tinted."""
        painter.setPen(QColor(theme().accent))
        place = QRect(self._right() - _BAR - 14, max(0, box.top()), 12, _line(self))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, "▸")

    def _paint_words(self, painter: QPainter, mark: Mark, top: int, bottom: int) -> None:
        colours = theme()
        sign = {"unknown": "? ", "left out": "– "}.get(mark.look, "")
        painter.setPen(QColor(colours.warning if mark.look == "unknown" else colours.muted))
        top = max(0, top) + 1
        lines = 2 if bottom - top > 2 * self.fontMetrics().height() else 1
        room = QRect(SPACE.small, top, self._right() - SPACE.small - 20, lines * _line(self))
        words, low = sign + mark.words, Qt.AlignmentFlag.AlignTop
        if lines == 1:
            mode = Qt.TextElideMode.ElideRight
            words = self.fontMetrics().elidedText(words, mode, room.width())
        painter.drawText(room, low | Qt.TextFlag.TextWordWrap, words)

    def _right(self) -> int:
        return self.width() - SPACE.tiny


def _line(widget: QWidget) -> int:
    return widget.fontMetrics().height() + SPACE.tiny
