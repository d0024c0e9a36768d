"""The table of reports, as it is seen and walked through."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
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

from desktop.core.review import STATE_WORDS
from desktop.ui.column_header import ColumnHeader
from desktop.ui.library.model import (
    CHANGED,
    COLUMNS,
    COMPLETE,
    FORCE,
    LEAF,
    PROGRAMME,
    STATE,
    YEAR,
    Index,
    ReportsModel,
)
from desktop.ui.theme import SPACE, theme

_WIDTHS: Final = {FORCE: 186, YEAR: 52, COMPLETE: 80, CHANGED: 160}
_NARROWEST: Final = 140
_DOTS: Final = dict.fromkeys(STATE_WORDS.values(), "◐") | {STATE_WORDS["published"]: "●"}


class ReportsTable(QTableView):
    """Shows the reports as rows; several can be chosen, one of them is read."""

    entered_row = Signal(int)
    """Enter or a double click on a row."""
    sort_wanted = Signal(int)
    """The header of this column was clicked."""
    chosen = Signal()
    """Other rows are chosen, or another is current."""

    def __init__(self, model: ReportsModel, parent: QWidget) -> None:
        """Show the reports of a model."""
        super().__init__(parent)
        self.setAccessibleName("Reports")
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Cell(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + SPACE.medium)
        header = ColumnHeader("Columns", _inside, self)
        self.setHorizontalHeader(header)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setMinimumSectionSize(48)
        header.setFixedHeight(self.fontMetrics().height() + SPACE.medium)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(STATE, _wide_enough(self.fontMetrics()))
        header.setSectionResizeMode(PROGRAMME, QHeaderView.ResizeMode.Stretch)
        header.sectionClicked.connect(self.sort_wanted)
        self.doubleClicked.connect(lambda index: self.entered_row.emit(index.row()))
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())

    def show_order(self, column: int, descending: bool) -> None:
        """Mark the column that the rows are sorted by."""
        ways = Qt.SortOrder
        way = ways.DescendingOrder if descending else ways.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, way)

    def leaves_in_sight(self) -> list[int]:
        """Give the numbers of the leaves of which something is seen."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        last = last if last >= 0 else max(0, self.model().rowCount() - 1)
        return list(range(first // LEAF, last // LEAF + 1))

    def chosen_rows(self, most: int) -> list[int] | None:
        """Give the chosen rows from top to bottom; None if they are more than so many."""
        spans = [(each.top(), each.bottom()) for each in self._ranges()]
        if sum(bottom - top + 1 for top, bottom in spans) > most:
            return None
        return sorted({row for top, bottom in spans for row in range(top, bottom + 1)})

    def _ranges(self) -> list[QItemSelectionRange]:
        return self.selectionModel().selection().toList()

    def choose(self, rows: list[int], current: int) -> None:
        """Choose these rows, and make one of them current, which is then in sight."""
        last = len(COLUMNS) - 1
        selection = QItemSelection()
        for row in rows:
            selection.select(self.model().index(row, 0), self.model().index(row, last))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect)
        self.selectionModel().setCurrentIndex(self.model().index(current, 0), flags.NoUpdate)
        self.scrollTo(self.model().index(current, 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentIndex().isValid():
                self.entered_row.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


def _wide_enough(metrics: QFontMetrics) -> int:
    """Give the width in pixels of a column in which every state can be read whole."""
    words = max(metrics.horizontalAdvance(each) for each in STATE_WORDS.values())
    edges = SPACE.small + SPACE.tiny
    return edges + metrics.horizontalAdvance("●") + SPACE.tiny + words + 1


def _inside(rect: QRect, column: int) -> QRect:
    return rect.adjusted(SPACE.large if column == 0 else SPACE.small, 0, -SPACE.tiny, 0)


class _Cell(QStyledItemDelegate):
    """Draws a cell; the state with a sign that reads without colour."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_NARROWEST, option.fontMetrics.height() + SPACE.medium)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme()
        words, column, rect = str(index.data()), index.column(), option.rect
        states = QStyle.StateFlag
        selected = bool(option.state & states.State_Selected)
        table = self.parent()
        current = isinstance(table, QTableView) and table.currentIndex().row() == index.row()
        painter.save()
        if selected:
            painter.fillRect(rect, QColor(colours.fact_tint))
        elif option.state & states.State_MouseOver:
            painter.fillRect(rect, QColor(colours.hover))
        if column == 0 and current:
            bar = QRect(rect.left(), rect.top(), 3, rect.height())
            painter.fillRect(bar, QColor(colours.accent))
        inner = _inside(rect, column)
        middle = Qt.AlignmentFlag.AlignVCenter
        if column == STATE and words in _DOTS:
            painter.setPen(
                QColor(colours.ok if words == STATE_WORDS["published"] else colours.muted)
            )
            painter.drawText(inner, middle, _DOTS[words])
            inner.setLeft(inner.left() + option.fontMetrics.horizontalAdvance("●") + SPACE.tiny)
        quiet = column in (COMPLETE, CHANGED, YEAR)
        ink = colours.fact if selected else colours.muted if quiet else colours.ink
        painter.setPen(QColor(ink))
        shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, middle, shown)
        painter.restore()
