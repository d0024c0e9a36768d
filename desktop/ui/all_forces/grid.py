"""The grid itself: how its cells are drawn, and what its keys do."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from desktop.core.fields import Answer, ChoiceField, Field
from desktop.publish.charts import MARKS
from desktop.publish.tables import no_formula
from desktop.ui.all_forces.headers import FieldsHeader, ForcesHeader, colour, fitting
from desktop.ui.all_forces.model import NUMBERS, Cell, GridModel, Index
from desktop.ui.theme import SPACE, Colours, small_font, theme

_Key = Qt.Key
_CONTROL: Final = Qt.KeyboardModifier.ControlModifier
_COMMANDS: Final = _CONTROL | Qt.KeyboardModifier.AltModifier
_YES_NO: Final[dict[int, bool]] = {_Key.Key_Y: True, _Key.Key_N: False}
_WIDTHS: Final = {"yes_no": 76, "count": 84, "percent": 84, "choices": 190, "text": 190}
_OTHER_WIDTH: Final = 108
_GROWING: Final = ("text", "choices")
_LEFT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_MOST_MORE: Final = 240
"""How much wider, in pixels, a column becomes where there is room."""


class Grid(QTableView):
    """Shows the model, and tells what the inspector does with the cell at hand."""

    edit_wanted = Signal(QModelIndex, str)
    """The cell is to be edited; the text is what was typed to begin with."""
    answered = Signal(list, object)
    """A key answered these cells; None is not answered."""
    open_wanted = Signal(QModelIndex)
    """The report is to be opened at this field."""
    closed = Signal()
    place_changed = Signal(QModelIndex)

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        """Show this model."""
        super().__init__(parent)
        self._grid = model
        self._needed: dict[str, int] = {}
        self._corner = _Corner(self)
        self._corner.clicked.connect(lambda: self._grid.sort_by(None))
        self.setAccessibleName("All forces: one row a force, one column a field")
        self.setModel(model)
        self.setItemDelegate(_Cells(model, self))
        self.setHorizontalHeader(FieldsHeader(model, self))
        self.setVerticalHeader(ForcesHeader(model, self))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerWidget(QWidget())
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        height = self.fontMetrics().height() + SPACE.small
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setMinimumSectionSize(64)
        self.horizontalHeader().sectionClicked.connect(self.sort_by_column)
        model.modelReset.connect(self._needed.clear)
        self.doubleClicked.connect(lambda index: self.edit_wanted.emit(index, ""))

    def fit_columns(self) -> None:
        """Make each column as wide as its words need, and wider where there is room to spare."""
        shown = [at for at in range(self._grid.columnCount()) if not self.isColumnHidden(at)]
        for column in self._grid.columns:
            if column.key not in self._needed:
                self._needed[column.key] = self._width_for(column.asked)
        widths = {at: self._needed[self._grid.columns[at].key] for at in shown}
        growing = [at for at in shown if self._grid.columns[at].asked.type in _GROWING]
        spare = self.viewport().width() - sum(widths.values())
        for at, width in widths.items():
            more = min(spare // len(growing), _MOST_MORE) if at in growing and spare > 0 else 0
            self.setColumnWidth(at, width + more)

    def _width_for(self, asked: Field) -> int:
        header, metrics = QFontMetrics(small_font()), self.fontMetrics()
        width = _WIDTHS.get(asked.type, _OTHER_WIDTH)
        if asked.type == "choice":
            longest = max(metrics.horizontalAdvance(option.label) for option in asked.options)
            width = max(_OTHER_WIDTH, min(longest + SPACE.wide, _WIDTHS["text"]))
        while width < _WIDTHS["text"] and "…" in fitting(asked.label, header, width - SPACE.large):
            width += SPACE.tiny
        return width

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        here = self.currentIndex()
        in_sight = QRect(QPoint(), event.oldSize()).contains(self.visualRect(here))
        self.fit_columns()
        if here.isValid() and in_sight:
            self.scrollTo(here)

    def sort_by_column(self, section: int) -> None:
        """Sort by a column: its smallest first, then its largest, then the list's own order."""
        key = self._grid.columns[section].key
        largest_first = {(key, False): (key, True), (key, True): None}
        self._grid.sort_by(largest_first.get(self._grid.sorted_by or ("", False), (key, False)))
        self.horizontalHeader().viewport().update()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        # What a force without a report says stands across its whole row.
        self.viewport().update()
        self.horizontalHeader().viewport().update()
        self.verticalHeader().viewport().update()
        self.place_changed.emit(self.currentIndex())

    @override
    def keyboardSearch(self, search: str) -> None:
        """Let letters be typed into cells instead."""

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        wide, high = self.verticalHeader().width(), self.horizontalHeader().height()
        self._corner.setGeometry(0, 0, wide, high)
        self._corner.raise_()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        control = event.modifiers() & _CONTROL
        if key == _Key.Key_Escape:
            self.closed.emit()
        elif control and key == _Key.Key_C:
            self.copy()
        elif not index.isValid():
            super().keyPressEvent(event)
        elif key == _Key.Key_F3:
            self.sort_by_column(index.column())
            self.scrollTo(self.currentIndex())
        elif key in (_Key.Key_Return, _Key.Key_Enter, _Key.Key_F2):
            if control or self._grid.cell(index).standing == "no_report":
                self.open_wanted.emit(index)
            else:
                self.edit_wanted.emit(index, "")
        elif event.modifiers() & _COMMANDS or not self._answer(index, event):
            super().keyPressEvent(event)

    def _answer(self, index: QModelIndex, event: QKeyEvent) -> bool:
        """Take a key as an answer, or as the beginning of one; False if it is neither."""
        asked, key = self._grid.columns[index.column()].asked, event.key()
        typed = event.text() if event.text().isprintable() else ""
        if self._grid.cell(index).standing == "no_report":
            return bool(typed)
        if key == _Key.Key_Delete or (key == _Key.Key_Backspace and _chosen(asked)):
            self.answered.emit(self._chosen_cells(index), None)
        elif asked.type == "yes_no" and key in _YES_NO:
            self.answered.emit([index], _YES_NO[key])
        elif typed.strip() and (option := _option(asked, typed, self._grid.answer_at(index))):
            self.answered.emit([index], option)
        elif typed and not _chosen(asked):
            self.edit_wanted.emit(index, typed)
        elif key == _Key.Key_Space:
            self.edit_wanted.emit(index, "")
        else:
            return bool(typed)
        return True

    def _chosen_cells(self, here: QModelIndex) -> list[QModelIndex]:
        """Give the cells that are selected and shown, or else the one at hand."""
        chosen = self.selectionModel().selectedIndexes()
        shown = [each for each in chosen if not self.isColumnHidden(each.column())]
        return shown if here in shown else [here]

    def copy(self) -> None:
        """Copy the selection as text with tabs between cells; what is not answered is empty."""
        chosen = self.selectionModel().selectedIndexes()
        if not chosen:
            return
        rows = sorted({index.row() for index in chosen})
        columns = sorted(
            {index.column() for index in chosen if not self.isColumnHidden(index.column())}
        )
        there = {(index.row(), index.column()): self._copied(index) for index in chosen}
        text = "\n".join(
            "\t".join(there.get((row, column), "") for column in columns) for row in rows
        )
        QGuiApplication.clipboard().setText(text)

    def _copied(self, index: QModelIndex) -> str:
        """Give the text of a cell as a spreadsheet takes it for what it is, and never a formula."""
        text = self._grid.cell(index).text
        is_number = self._grid.columns[index.column()].asked.type in NUMBERS
        return text if is_number else no_formula(text)

    def step_to_unanswered(self, step: int) -> bool:
        """Go down the column, then to the next ones, to what is not answered; round the end."""
        columns = [at for at in range(len(self._grid.columns)) if not self.isColumnHidden(at)]
        places = [(row, at) for at in columns for row in range(self._grid.rowCount())]
        here = self.currentIndex()
        now = (here.row(), here.column())
        start = places.index(now) if now in places else -1 if step > 0 else 0
        for further in range(1, len(places) + 1):
            row, at = places[(start + step * further) % len(places)]
            index = self._grid.index(row, at)
            if self._grid.cell(index).standing == "unanswered":
                self.setCurrentIndex(index)
                return True
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(colour(theme().muted))
        here = self.currentIndex().row()
        for row in range(max(0, self.rowAt(0)), self._grid.rowCount()):
            top = self.rowViewportPosition(row)
            if top > self.viewport().height():
                break
            if self._grid.row_of(self._grid.force_at(row).key) is None:
                place = QRect(SPACE.small, top, self.viewport().width(), self.rowHeight(row))
                said = "No report yet"
                said += ": open it to begin one (Enter)" if row == here else ""
                painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, said)
        painter.end()


class _Corner(QAbstractButton):
    """Heads the forces; pressing it brings back the order of their list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setText("Force")
        self.setToolTip("Back to the order of the list of forces")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(colours.canvas))
        painter.fillRect(0, self.height() - 1, self.width(), 1, colour(colours.edge))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), colour(colours.edge))
        painter.setFont(small_font())
        painter.setPen(colour(colours.ink))
        place = self.rect().adjusted(SPACE.medium, 0, 0, -SPACE.tiny)
        painter.drawText(place, Qt.AlignmentFlag.AlignBottom, self.text())
        painter.end()


class _Cells(QStyledItemDelegate):
    """Draws cells: figures to the right, what stands out with its mark, what is missing faintly."""

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + SPACE.small)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # Some two hundred of these stand in sight at once, so nothing is asked for twice.
        colours, cell, rect = theme(), self._grid.cell(index), option.rect
        left, top, wide, high = rect.x(), rect.y(), rect.width(), rect.height()
        at, state = index.column(), option.state
        missing = cell.standing == "no_report"
        if state & QStyle.StateFlag.State_Selected:
            ground = colours.fact_tint
        else:
            ground = colours.canvas if missing else colours.surface
        painter.fillRect(rect, colour(ground))
        painter.fillRect(left, top + high - 1, wide, 1, colour(colours.rule))
        column = self._grid.columns[at]
        if not missing:
            if at == 0 or self._grid.columns[at - 1].group != column.group:
                painter.fillRect(left, top, 1, high, colour(colours.rule))
            inner = QRect(left + SPACE.small, top, wide - 2 * SPACE.small, high)
            _draw_words(painter, inner, cell, column.asked, colours)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour(colours.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _draw_words(painter: QPainter, rect: QRect, cell: Cell, asked: Field, colours: Colours) -> None:
    right = asked.type in NUMBERS
    side, other = (_RIGHT, _LEFT) if right else (_LEFT, _RIGHT)
    if cell.standing != "answered":
        painter.setPen(colour(colours.muted))
        painter.drawText(rect, side, "–" if cell.standing == "unanswered" else "n/a")
        return
    metrics = painter.fontMetrics()
    if cell.kind is not None:
        mark = MARKS[cell.kind]
        painter.setPen(colour(colours.warning))
        painter.drawText(rect, other, mark)
        wide = metrics.horizontalAdvance(mark) + SPACE.tiny
        rect = rect.adjusted(wide, 0, 0, 0) if right else rect.adjusted(0, 0, -wide, 0)
    painter.setPen(colour(colours.ink))
    shown = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, side, shown)


def _chosen(asked: Field) -> bool:
    """Say whether a field is answered by choosing, not by typing."""
    return asked.type in ("yes_no", "choice", "choices")


def _option(asked: Field, letter: str, answer: Answer | None) -> str | None:
    """Give the next option that begins with a letter, round the end; None if there is none."""
    if not isinstance(asked, ChoiceField):
        return None
    keys = [each.key for each in asked.options]
    after = keys.index(answer) + 1 if answer in keys else 0
    options = [*asked.options[after:], *asked.options[:after]]
    begun = (each.key for each in options if each.label.casefold().startswith(letter.casefold()))
    return next(begun, None)
