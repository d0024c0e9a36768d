"""The heads of a table's columns, in line with what stands below."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from desktop.ui.theme import small_font, theme


class ColumnHeader(QHeaderView):
    """Names the columns, and marks the one that is sorted by where the table is sorted."""

    def __init__(self, name: str, inside: Callable[[QRect, int], QRect], parent: QWidget) -> None:
        """Go by a name; `inside` gives the part of a cell of a column that words stand in."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._inside = inside
        self.setAccessibleName(name)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours = theme()
        painter.save()
        painter.fillRect(rect, QColor(colours.canvas))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.rule))
        sorted_by = self.isSortIndicatorShown() and self.sortIndicatorSection() == logicalIndex
        title = str(self.model().headerData(logicalIndex, Qt.Orientation.Horizontal) or "")
        if sorted_by:
            down = self.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder
            title += " ↓" if down else " ↑"
        inner = self._inside(rect, logicalIndex)
        painter.setFont(small_font())
        painter.setPen(QColor(colours.ink if sorted_by else colours.muted))
        elide = Qt.TextElideMode.ElideRight
        shown = painter.fontMetrics().elidedText(title, elide, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()
