"""The table of answers as it is seen and walked through."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from desktop.ui.compare.rows import FIRST, LABEL, SIGN, AnswerRows
from desktop.ui.theme import SPACE, theme

_SIGNS: Final = 28
_LABELS: Final = 210
_NARROWEST: Final = 130


class AnswersTable(QTableView):
    """One row a field; Enter on an answer wants to see it in its report."""

    wanted = Signal(int, int)
    """The row of a field, and the place of a report among those compared."""
    item_reached = Signal(str)
    """The current row belongs to this item."""

    def __init__(self, rows: AnswerRows, parent: QWidget) -> None:
        """Show the rows of a model."""
        super().__init__(parent)
        self._rows = rows
        self.setModel(rows)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Cell(self))
        self.setAccessibleName("Answers")
        self.setAccessibleDescription("Enter opens the report of the column at this answer.")
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        header = self.horizontalHeader()
        header.setMinimumSectionSize(_SIGNS)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.activated.connect(self._want)
        self.selectionModel().currentChanged.connect(self._reached)
        rows.modelReset.connect(self._fit)

    def go_to(self, item: str) -> None:
        """Bring an item into sight, with its first field current."""
        row = self._rows.row_of(item)
        if row < 0:
            return
        current = self._rows.item_of(self.currentIndex().row())
        if current is None or current.item != item:
            column = max(self.currentIndex().column(), FIRST)
            self.setCurrentIndex(self._rows.index(row, column))
        self.scrollTo(self._rows.index(row - 1, 0), self.ScrollHint.PositionAtTop)

    def _want(self, index: QModelIndex) -> None:
        if self._rows.field_of(index.row()) is not None:
            self.wanted.emit(index.row(), max(0, index.column() - FIRST))

    def _reached(self, current: QModelIndex) -> None:
        item = self._rows.item_of(current.row())
        if item is not None:
            self.item_reached.emit(item.item)

    def _fit(self) -> None:
        """Share the width among the reports, and let every answer be read whole."""
        self.clearSpans()
        columns = self._rows.columnCount()
        for row in self._rows.titles():
            self.setSpan(row, SIGN, 1, columns)
        if columns <= FIRST:
            return
        room = self.viewport().width() - _SIGNS - _LABELS
        self.setColumnWidth(SIGN, _SIGNS)
        self.setColumnWidth(LABEL, _LABELS)
        for column in range(FIRST, columns):
            self.setColumnWidth(column, max(_NARROWEST, room // (columns - FIRST)))
        self.resizeRowsToContents()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _Cell(QStyledItemDelegate):
    """Leaves room round the words, and marks the current cell as lists do elsewhere."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.palette.setColor(QPalette.ColorRole.Highlight, QColor(theme().fact_tint))
        option.palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme().fact))

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        hint = super().sizeHint(option, index)
        return QSize(hint.width(), hint.height() + SPACE.tiny)
