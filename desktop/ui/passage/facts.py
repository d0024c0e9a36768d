"""Facts as they are seen in a passage: tinted words on the line, one piece each."""

from __future__ import annotations

import re
from typing import Final

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
_CLOSING = re.compile(r"[^\w\s\ufffc(\[‘“]{0,4}")


class FactPainter(QPyTextObject):
    """Gives every fact of a document its place on the line, and paints it there."""

    def __init__(self, document: PassageDocument) -> None:
        super().__init__(document)
        self._document = document
        document.documentLayout().registerHandler(looks.FACT, self)

    @override
    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        font = self._font(format.toCharFormat())
        metrics = QFontMetricsF(font)
        words = self._words(posInDocument)
        wide = metrics.horizontalAdvance(words) + 2 * _PADDING if words else 0.0
        # Qt lets what stands on the baseline hang below it by this, so that lines stay as tall.
        hanging = QFontMetrics(format.toCharFormat().font()).descent()
        return QSizeF(min(wide, self._line(posInDocument, metrics)), metrics.ascent() + hanging)

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
        font = self._font(look)
        metrics = QFontMetricsF(font)
        room = rect.width() - 2 * _PADDING + 0.5
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
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
        _draw_words(painter, start, words, font, look, ink)
        painter.restore()

    def _words(self, position: int) -> str:
        fact = self._document.fact_at(position)
        return fact.run.text if fact else ""

    def _font(self, look: QTextCharFormat) -> QFont:
        font = QFont(self._document.defaultFont())
        bold, italic = looks.shape_of(look)
        font.setBold(bold)
        font.setItalic(italic)
        return font

    def _line(self, position: int, metrics: QFontMetricsF) -> float:
        """Give the width of a whole line at a position, but for what closes up to the fact."""
        block = self._document.findBlock(position)
        closing = _CLOSING.match(block.text(), position - block.position() + 1)
        assert closing is not None
        inset = looks.INDENT if looks.is_point(block) else 0
        wide = self._document.textWidth() - inset - metrics.horizontalAdvance(closing[0])
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
