"""What is seen in a passage but is no part of it: the colours of links and facts, and bullets."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from typing_extensions import override

from desktop.ui.passage.document import FACT, INDENT, fragments, is_point
from desktop.ui.theme import Colours, theme

_BULLET: Final = "•"


class Marks(QSyntaxHighlighter):
    """Lays colours over links and facts. Neither the text nor what can be undone changes."""

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._colours: Colours | None = None
        self._link = QTextCharFormat()
        self._fact = QTextCharFormat()
        self.dress()

    def dress(self) -> None:
        """Take the colours now in force, and paint anew if they are others than before."""
        colours = theme()
        if colours == self._colours:
            return
        repaint = self._colours is not None
        self._colours = colours
        self._link.setForeground(QColor(colours.accent))
        self._link.setFontUnderline(True)
        self._fact.setForeground(QColor(colours.fact))
        self._fact.setBackground(QColor(colours.fact_tint))
        if repaint:
            self.rehighlight()

    @override
    def highlightBlock(self, text: str) -> None:
        block = self.currentBlock()
        for fragment in fragments(block):
            link = fragment.charFormat().anchorHref()
            if link:
                mark = self._fact if link.startswith(FACT) else self._link
                self.setFormat(fragment.position() - block.position(), fragment.length(), mark)


def paint_bullets(painter: QPainter, document: QTextDocument, part: QRect) -> None:
    """Paint the bullets of the points within a part of a document, on the side they begin at."""
    layout = document.documentLayout()
    block = document.begin()
    while block.isValid():
        around = layout.blockBoundingRect(block)
        if around.top() > part.bottom():
            break
        if is_point(block) and around.bottom() >= part.top() and block.layout().lineCount():
            line = block.layout().lineAt(0)
            base = block.layout().position().y() + line.y() + line.ascent()
            wide = painter.fontMetrics().horizontalAdvance(_BULLET)
            left = 0.4 * INDENT - wide / 2
            if block.textDirection() == Qt.LayoutDirection.RightToLeft:
                left = document.textWidth() - left - wide
            painter.drawText(QPointF(left, base), _BULLET)
        block = block.next()
