"""The table of backups."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from desktop.ui.column_header import ColumnHeader
from desktop.ui.row_painting import draw_cut_short, paint_ground
from desktop.ui.safe_keeping.model import CHANGED, HOLDS, MADE, PLACE, UNUSABLE, BackupsModel, Index
from desktop.ui.theme import SPACE, theme

_WIDTHS: Final = {MADE: 244, HOLDS: 140, PLACE: 120}


class BackupsTable(QTableView):
    """Shows the backups as rows, of which one is chosen; Enter asks to restore it."""

    restore_wanted = Signal()

    def __init__(self, model: BackupsModel, parent: QWidget) -> None:
        """Show the backups of a model."""
        super().__init__(parent)
        self.setAccessibleName("Backups")
        self.setAccessibleDescription("Choose one to see what restoring it would change.")
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Cell(self))
        high = self.fontMetrics().height() + SPACE.medium
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(high)
        header = ColumnHeader("Columns", _inside, self)
        self.setHorizontalHeader(header)
        header.setMinimumSectionSize(48)
        header.setFixedHeight(high)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(CHANGED, QHeaderView.ResizeMode.Stretch)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.restore_wanted.emit()
        else:
            super().keyPressEvent(event)


def _inside(rect: QRect, column: int) -> QRect:
    return rect.adjusted(SPACE.large if column == MADE else SPACE.small, 0, -SPACE.tiny, 0)


class _Cell(QStyledItemDelegate):
    """Draws a cell; what cannot be used has a sign that reads without colour."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + SPACE.medium)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme()
        words, column = str(index.data()), index.column()
        painter.save()
        if column == MADE:
            selected = paint_ground(painter, option)
        else:
            # The mark before the row belongs to its first cell alone.
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            if selected:
                painter.fillRect(option.rect, QColor(colours.fact_tint))
            elif option.state & QStyle.StateFlag.State_MouseOver:
                painter.fillRect(option.rect, QColor(colours.canvas))
        quiet = column in (CHANGED, PLACE)
        ink = colours.fact if selected else colours.muted if quiet else colours.ink
        painter.setPen(QColor(colours.error if words == UNUSABLE else ink))
        middle = Qt.AlignmentFlag.AlignVCenter
        draw_cut_short(painter, _inside(option.rect, column), middle, words)
        painter.restore()
