"""The table of answers as it is seen and walked through."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
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
from desktop.ui.compare.rows import FIRST, LABEL, SIGN, AnswerRows
from desktop.ui.theme import SPACE, item_font, theme

_SIGNS: Final = 28
_LABELS: Final = 210
_NARROWEST: Final = 130
_MARGIN: Final = 8
_INK: Final = int(Qt.ItemDataRole.ForegroundRole)
_TALLEST: Final = 10_000


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
        header = ColumnHeader("Reports", _inside, self)
        self.setHorizontalHeader(header)
        header.setMinimumSectionSize(_SIGNS)
        header.setSectionsClickable(False)
        header.setHighlightSections(False)
        header.setFixedHeight(self.fontMetrics().height() + SPACE.medium)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.doubleClicked.connect(self._want)
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
        width = max(_NARROWEST, room // (columns - FIRST))
        self.setColumnWidth(SIGN, _SIGNS)
        self.setColumnWidth(LABEL, _LABELS)
        for column in range(FIRST, columns):
            self.setColumnWidth(column, width)
        for row in range(self._rows.rowCount()):
            self.setRowHeight(row, self._height_of(row, width))

    def _height_of(self, row: int, width: int) -> int:
        """Give the height in pixels of a row whose answers have this width."""
        field = self._rows.field_of(row)
        if field is None:
            return QFontMetrics(item_font()).height() + SPACE.large
        cells = [(LABEL, field.label, _LABELS)]
        cells += [(FIRST + place, words, width) for place, words in enumerate(field.shown)]
        tall = max(
            _height(self._metrics(row, column), words, wide - 2 * _MARGIN)
            for column, words, wide in cells
        )
        return tall + SPACE.small

    def _metrics(self, row: int, column: int) -> QFontMetrics:
        font = self._rows.index(row, column).data(Qt.ItemDataRole.FontRole)
        return QFontMetrics(font if isinstance(font, QFont) else self.font())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._want(self.currentIndex())
        elif (
            event.key() == Qt.Key.Key_Escape or event.modifiers() & Qt.KeyboardModifier.AltModifier
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)


def _height(metrics: QFontMetrics, words: str, width: int) -> int:
    if metrics.horizontalAdvance(words) <= width:
        return metrics.height()
    around = QRect(0, 0, width, _TALLEST)
    return metrics.boundingRect(around, Qt.TextFlag.TextWordWrap.value, words).height()


def _inside(rect: QRect, _column: int) -> QRect:
    return rect.adjusted(_MARGIN, 0, -_MARGIN, 0)


class _Cell(QStyledItemDelegate):
    """Draws an answer from its first line on, and the title of an item over a rule."""

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colours = theme()
        rect, words = option.rect, str(index.data() or "")
        font, ink = index.data(Qt.ItemDataRole.FontRole), index.data(_INK)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if current:
            painter.fillRect(rect, QColor(colours.fact_tint))
        painter.setFont(font if isinstance(font, QFont) else option.font)
        painter.setPen(QColor(colours.fact) if current else ink)
        inner = rect.adjusted(_MARGIN, SPACE.tiny, -_MARGIN, 0)
        flags = Qt.AlignmentFlag.AlignTop.value | Qt.TextFlag.TextWordWrap.value
        if index.flags() == Qt.ItemFlag.NoItemFlags:
            inner = rect.adjusted(SPACE.small, 0, 0, -SPACE.tiny)
            flags = Qt.AlignmentFlag.AlignBottom.value
            rule = QRect(rect.left(), rect.bottom(), rect.width(), 1)
            painter.fillRect(rule, QColor(colours.rule))
        painter.drawText(inner, flags, words)
        if current and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()
