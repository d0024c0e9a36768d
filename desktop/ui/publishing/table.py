"""The table of reports to be published, with a box at each."""

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
    QStyleOptionButton,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from desktop.ui.column_header import ColumnHeader
from desktop.ui.publishing.model import (
    COMMENTS,
    COMPLETE,
    EMBARGO,
    ERRORS,
    FORCE,
    ISBN,
    STATE,
    Index,
    ReportsModel,
)
from desktop.ui.theme import SPACE, theme

_WIDTHS: Final = {STATE: 180, COMPLETE: 76, ERRORS: 60, COMMENTS: 88, EMBARGO: 150, ISBN: 152}
_BOX: Final = 16


class ReportsTable(QTableView):
    """Shows the reports as rows; Space or a click chooses one or several to be written."""

    open_wanted = Signal(int)
    """Enter or a double click on a row."""

    def __init__(self, model: ReportsModel, parent: QWidget) -> None:
        """Show the reports of a model."""
        super().__init__(parent)
        self._reports = model
        self.setAccessibleName("Reports to publish")
        self.setAccessibleDescription("Space chooses a report to be written; Enter opens it.")
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
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
        header.setSectionResizeMode(FORCE, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(self._double_clicked)

    def _clicked(self, index: Index) -> None:
        if index.column() == FORCE:
            self._reports.toggle([index.row()])

    def _double_clicked(self, index: Index) -> None:
        if index.column() != FORCE:
            self.open_wanted.emit(index.row())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and here.isValid():
            rows = {each.row() for each in self.selectionModel().selectedRows()}
            self._reports.toggle(sorted(rows or {here.row()}))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if here.isValid():
                self.open_wanted.emit(here.row())
        else:
            super().keyPressEvent(event)


def _inside(rect: QRect, column: int) -> QRect:
    left = SPACE.large + _BOX + SPACE.small if column == FORCE else SPACE.small
    return rect.adjusted(left, 0, -SPACE.tiny, 0)


class _Cell(QStyledItemDelegate):
    """Draws a cell: the force with its box, errors and comments so that they are seen."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + SPACE.medium)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme()
        words, column, rect = str(index.data()), index.column(), option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if selected:
            painter.fillRect(rect, QColor(colours.fact_tint))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, QColor(colours.hover))
        if column == FORCE:
            self._paint_box(painter, option, index)
        inner = _inside(rect, column)
        wrong = column in (ERRORS, COMMENTS) and words.isdigit()
        quiet = column in (COMPLETE, EMBARGO, ISBN) or not words.isalnum()
        ink = colours.muted if quiet and column not in (FORCE, STATE) else colours.ink
        painter.setPen(QColor(colours.error if wrong else colours.fact if selected else ink))
        if wrong and column == ERRORS:
            words = f"✕ {words}"
        shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def _paint_box(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        table = self.parent()
        assert isinstance(table, QTableView)
        rect = option.rect
        if table.currentIndex().row() == index.row() and table.hasFocus():
            painter.fillRect(
                QRect(rect.left(), rect.top(), 3, rect.height()), QColor(theme().accent)
            )
        box = QStyleOptionButton()
        top = rect.top() + (rect.height() - _BOX) // 2
        box.rect = QRect(rect.left() + SPACE.large, top, _BOX, _BOX)
        states = QStyle.StateFlag
        chosen = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        box.state = states.State_Enabled | (states.State_On if chosen else states.State_Off)
        table.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_IndicatorCheckBox, box, painter, table
        )
