"""Facts as they are seen in a passage: tinted words on the line, one piece each."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)
from typing_extensions import override

from desktop.ui.passage import looks
from desktop.ui.passage.document import PassageDocument
from desktop.ui.theme import theme

_PADDING: Final = 2
_CORNER: Final = 3


class FactPainter(QPyTextObject):
    """Gives every fact of a document its place on the line, and paints it there."""

    def __init__(self, document: PassageDocument) -> None:
        super().__init__(document)
        self._document = document
        document.documentLayout().registerHandler(looks.FACT, self)

    @override
    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        font = self._font(format)
        metrics = QFontMetricsF(font)
        words = self._words(posInDocument)
        wide = metrics.horizontalAdvance(words) + 2 * _PADDING if words else 0.0
        # Qt lets what stands on the baseline hang below it by this, so that lines stay as tall.
        hanging = QFontMetrics(format.toCharFormat().font()).descent()
        return QSizeF(min(wide, self._line(posInDocument)), metrics.ascent() + hanging)

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
        font = self._font(format)
        metrics = QFontMetricsF(font)
        colours = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.fact_tint))
        painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), _CORNER, _CORNER)
        painter.setFont(font)
        painter.setPen(QColor(colours.fact))
        room = rect.width() - 2 * _PADDING + 0.5
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(rect.left() + _PADDING, rect.top() + metrics.ascent()), words)
        painter.restore()

    def _words(self, position: int) -> str:
        fact = self._document.fact_at(position)
        return fact.run.text if fact else ""

    def _font(self, look: QTextFormat) -> QFont:
        characters = look.toCharFormat()
        font = QFont(self._document.defaultFont())
        bold, italic = looks.shape_of(characters)
        font.setBold(bold)
        font.setItalic(italic)
        return font

    def _line(self, position: int) -> float:
        """Give the width of a whole line of the block at a position, in pixels."""
        inset = looks.INDENT if looks.is_point(self._document.findBlock(position)) else 0
        wide = self._document.textWidth() - inset
        return wide if wide > 0 else float("inf")
