"""What is seen in a passage but is no part of it: colours of links, waves of remarks, bullets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QObject, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QSyntaxHighlighter, QTextCharFormat, QTextDocument
from typing_extensions import override

from desktop.core.remarks import Severity
from desktop.ui.passage.document import PassageDocument
from desktop.ui.passage.looks import INDENT, fragments, is_point
from desktop.ui.passage.underlines import Underline, Underlines
from desktop.ui.theme import Colours, theme

_BULLET: Final = "•"


class Marks(QSyntaxHighlighter):
    """Lays colours and waves over the text. Neither it nor what can be undone changes."""

    def __init__(self, document: PassageDocument, parent: QObject) -> None:
        super().__init__(parent)
        self.underlines = Underlines(document)
        self._colours: Colours | None = None
        self._link = QTextCharFormat()
        self._waves: dict[Severity, QTextCharFormat] = {}
        # Before the document is taken on, so that remarks have moved when their block is painted.
        document.contentsChange.connect(self.underlines.follow)
        self.setDocument(document)
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
        self._waves = {"error": _wave(colours.error), "warning": _wave(colours.warning)}
        if repaint:
            self.rehighlight()

    def show_remarks(self, remarks: Iterable[Underline]) -> None:
        """Lay waves under the words that these remarks are about, and under no others."""
        for block in self.underlines.show(remarks):
            self.rehighlightBlock(block)

    @override
    def highlightBlock(self, text: str) -> None:
        block = self.currentBlock()
        first = block.position()
        for fragment in fragments(block):
            if fragment.charFormat().anchorHref():
                self.setFormat(fragment.position() - first, fragment.length(), self._link)
        for laid in self.underlines.within(block):
            for place in range(laid.start - first, laid.end - first):
                look = self.format(place)
                look.merge(self._waves[laid.severity])
                self.setFormat(place, 1, look)


def _wave(colour: str) -> QTextCharFormat:
    wave = QTextCharFormat()
    wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    wave.setUnderlineColor(QColor(colour))
    return wave


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
