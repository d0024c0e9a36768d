"""How an entry is painted: its document, how high that is, and the mark of the one at hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QAbstractTextDocumentLayout, QColor, QPainter, QTextDocument
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from desktop.ui.elsewhere.looking import Entry
from desktop.ui.elsewhere.model import ENTRY_ROLE, Index, Name
from desktop.ui.elsewhere.writing import entry_document
from desktop.ui.theme import SPACE, theme

_BAR: Final = 3
_ABOVE: Final = SPACE.medium
_MOST_KEPT: Final = 80
"""Documents that are kept; those of some twenty screens."""


class LaidOut:
    """Keeps the documents of the last entries that were seen, and the heights of all, in pixels."""

    def __init__(self, view: QAbstractScrollArea) -> None:
        """Lay out as wide as there is room in a view."""
        self._view = view
        self._documents: dict[Name, tuple[int, QTextDocument]] = {}
        self._heights: dict[Name, tuple[int, int]] = {}

    def forget(self, names: Iterable[Name]) -> None:
        """Keep nothing of the entries of these reports."""
        for name in names:
            self._documents.pop(name, None)
            self._heights.pop(name, None)

    def clear(self) -> None:
        """Keep nothing."""
        self._documents.clear()
        self._heights.clear()

    def knows(self, entry: Entry) -> bool:
        """Say whether the height of an entry is known, as wide as it is now."""
        return self._heights.get(entry.name, (0, 0))[0] == self._view.viewport().width()

    def measure(self, entry: Entry) -> int:
        """Find the height of an entry."""
        if not self.knows(entry):
            height = round(self.document(entry).size().height()) + 2 * _ABOVE + 1
            self._heights[entry.name] = self._view.viewport().width(), height
        return self._heights[entry.name][1]

    def height_of(self, entry: Entry) -> int:
        """Give the height of an entry, or about that before it is measured."""
        width = max(self._view.viewport().width(), 1)
        known = self._heights.get(entry.name)
        if known is not None:
            return known[1] if known[0] == width else round(known[1] * known[0] / width)
        metrics = self._view.fontMetrics()
        letters = max(width // max(metrics.averageCharWidth(), 1), 1)
        lines = sum(len(block.text) // letters + 1 for block in entry.blocks) + 2
        return round(lines * metrics.height() * 1.3) + 2 * _ABOVE

    def document(self, entry: Entry) -> QTextDocument:
        """Give an entry as it is painted."""
        width = self._view.viewport().width()
        kept = self._documents.pop(entry.name, None)
        document = kept[1] if kept else entry_document(entry)
        if kept is None or kept[0] != width:
            document.setTextWidth(width - 2 * SPACE.large)
        self._documents[entry.name] = width, document
        while len(self._documents) > _MOST_KEPT:
            self._documents.pop(next(iter(self._documents)))
        return document


class EntryPainter(QStyledItemDelegate):
    """Paints an entry's document; the one at hand has a bar before it and another ground."""

    def __init__(self, view: QAbstractScrollArea, laid: LaidOut) -> None:
        """Paint what is laid out for a view."""
        super().__init__(view)
        self._view = view
        self._laid = laid

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = index.data(ENTRY_ROLE)
        return QSize(0, self._laid.height_of(entry) if isinstance(entry, Entry) else 0)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        colours = theme()
        rect = option.rect
        painter.save()
        painter.setClipRect(rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.canvas))
            ink = colours.accent if self._view.hasFocus() else colours.edge
            painter.fillRect(QRect(rect.topLeft(), QSize(_BAR, rect.height())), QColor(ink))
        line = QRect(rect.left() + SPACE.large, rect.bottom(), rect.width() - 2 * SPACE.large, 1)
        painter.fillRect(line, QColor(colours.rule))
        painter.translate(rect.left() + SPACE.large, rect.top() + _ABOVE)
        document = self._laid.document(entry)
        context = QAbstractTextDocumentLayout.PaintContext()
        document.documentLayout().draw(painter, context)
        painter.restore()
