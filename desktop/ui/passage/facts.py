"""Facts as they are seen in a passage: tinted words on the line, one piece each."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextLayout,
)
from typing_extensions import override

from desktop.ui.passage import looks
from desktop.ui.passage.document import PassageDocument
from desktop.ui.theme import theme

_PADDING: Final = 2
_CORNER: Final = 3
_CLOSING = re.compile(r"[^\w\s\ufffc(\[‘“]")
_MOST_CLOSING: Final = 4


class _Face(NamedTuple):
    """A face that facts are written in, and how high a fact is, so that lines stay as tall."""

    font: QFont
    metrics: QFontMetricsF
    height: float


class FactPainter(QPyTextObject):
    """Gives every fact of a document its place on the line, and paints it there.

    The document's font is not to change after this was made.
    """

    def __init__(self, document: PassageDocument) -> None:
        super().__init__(document)
        self._document = document
        self._faces: dict[tuple[bool, bool], _Face] = {}
        document.documentLayout().registerHandler(looks.FACT, self)

    @override
    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        face = self._face(format.toCharFormat())
        words = self._words(posInDocument)
        wide = face.metrics.horizontalAdvance(words) + 2 * _PADDING if words else 0.0
        return QSizeF(min(wide, self._line(posInDocument, face.metrics)), face.height)

    @override
    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
    ) -> None:
        words = self._words(posInDocument)
        if not words:
            return
        look = format.toCharFormat()
        face = self._face(look)
        room = rect.width() - 2 * _PADDING + 0.5
        words = face.metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        ink, ground = QColor(theme().fact), QColor(theme().fact_tint)
        if look.hasProperty(QTextFormat.Property.BackgroundBrush.value):
            # Selected or found: Qt lays half of that colour over it, and these stay legible.
            ink, ground = QColor(Qt.GlobalColor.black), QColor(Qt.GlobalColor.white)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), _CORNER, _CORNER)
        start = QPointF(rect.left() + _PADDING, rect.top())
        _draw_words(painter, start, words, face.font, look, ink)
        painter.restore()

    def _words(self, position: int) -> str:
        fact = self._document.fact_at(position)
        return fact.run.text if fact else ""

    def _face(self, look: QTextCharFormat) -> _Face:
        bold, italic = looks.shape_of(look)
        if (bold, italic) not in self._faces:
            font = QFont(self._document.defaultFont())
            font.setBold(bold)
            font.setItalic(italic)
            metrics = QFontMetricsF(font)
            # Qt lets what stands on the baseline hang by the descent, in whole pixels.
            height = metrics.ascent() + QFontMetrics(font).descent()
            self._faces[bold, italic] = _Face(font, metrics, height)
        return self._faces[bold, italic]

    def _line(self, position: int, metrics: QFontMetricsF) -> float:
        """Give the width of a whole line at a position, but for what closes up to the fact."""
        block = self._document.findBlock(position)
        behind = map(self._document.characterAt, range(position + 1, position + 1 + _MOST_CLOSING))
        closing = "".join(takewhile(_CLOSING.fullmatch, behind))
        inset = looks.INDENT if looks.is_point(block) else 0
        wide = self._document.textWidth() - inset - metrics.horizontalAdvance(closing)
        return wide if wide > 0 else float("inf")


def _draw_words(
    painter: QPainter, start: QPointF, words: str, font: QFont, look: QTextCharFormat, ink: QColor
) -> None:
    """Write words, their top at a point, with the wave that lies under them, if any."""
    span = QTextLayout.FormatRange()
    span.start, span.length = 0, len(words)
    span.format = QTextCharFormat()
    span.format.setForeground(ink)
    span.format.setUnderlineStyle(look.underlineStyle())
    span.format.setUnderlineColor(look.underlineColor())
    layout = QTextLayout(words, font)
    layout.setFormats([span])
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    layout.draw(painter, start)
