"""Answering in the cells of the grid: by keys, and in the editor over a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.all_forces.cell_editor import CellEditor
from desktop.ui.all_forces.model import Row

if TYPE_CHECKING:
    from desktop.core.fields import Answer
    from desktop.core.programme import Programme
    from desktop.ui.all_forces.entries import Entries
    from desktop.ui.all_forces.grid import Grid
    from desktop.ui.all_forces.model import GridModel


class Answering(QObject):
    """Opens the editor over a cell, has answers recorded, and shows them at once."""

    answered = Signal()
    """Something stands in the grid that did not before."""

    def __init__(self, grid: Grid, model: GridModel, entries: Entries, room: QWidget) -> None:
        """Answer in a grid; its editors lie over the room."""
        super().__init__(room)
        self._grid = grid
        self._model = model
        self._entries = entries
        self._room = room
        self._programme: Programme | None = None
        self._editor: CellEditor | None = None
        self._edited: tuple[str, str] = ("", "")

    def begin(self, programme: Programme) -> None:
        """Answer in the reports of another programme from now on."""
        self.close()
        self._programme = programme

    def edit(self, index: QModelIndex, typed: str) -> None:
        """Open the editor over a cell, with what was typed there; not before another is done."""
        if self._editor is not None and not self._editor.try_to_finish():
            self._editor.take_focus()
            return
        self.close()
        if self._programme is None or self._model.cell(index).standing == "no_report":
            return
        force, column = self._model.force_at(index.row()), self._model.columns[index.column()]
        self._entries.take_up(self._programme, force)
        self._grid.scrollTo(index)
        self._edited = force.key, column.key
        answer = self._model.answer_at(index)
        self._editor = CellEditor(column.asked, force.area, answer, self._room)
        self._editor.changed.connect(lambda answer: self._record(*self._edited, answer))
        self._editor.done.connect(self._done)
        place = self._grid.visualRect(index)
        corner = self._grid.viewport().mapTo(self._room, QPoint(place.left(), place.top()))
        self._editor.open_over(QRect(corner, place.size()), typed)

    def answer(self, index: QModelIndex, answer: Answer | None) -> None:
        """Take an answer that a key gave at once."""
        if self._model.answer_at(index) != answer:
            force, column = self._model.force_at(index.row()), self._model.columns[index.column()]
            self._record(force.key, column.key, answer)
            self._entries.save_now()

    def close(self) -> None:
        """Close the editor; what was answered in it is recorded already."""
        if self._editor is None:
            return
        editor, self._editor = self._editor, None
        focus = QApplication.focusWidget()
        if focus is not None and editor.isAncestorOf(focus):
            self._grid.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.hide()
        editor.deleteLater()

    def _done(self, rows: int, columns: int) -> None:
        index = self._model.place_of(*self._edited)
        self.close()
        self._entries.save_now()
        if rows or columns:
            row = min(index.row() + rows, self._model.rowCount() - 1)
            column = self._beside(index.column(), columns)
            self._grid.setCurrentIndex(self._model.index(row, column))

    def _beside(self, column: int, step: int) -> int:
        """Give the next column that is shown, or the same where there is none."""
        at = column + step
        while step and 0 <= at < len(self._model.columns) and self._grid.isColumnHidden(at):
            at += step
        return at if 0 <= at < len(self._model.columns) else column

    def _record(self, force: str, key: str, answer: Answer | None) -> None:
        row = self._model.row_of(force)
        if self._programme is None or row is None:
            return
        self._entries.answer(self._programme, self._model.forces[force], key, answer)
        answers = {**row.answers}
        answers.pop(key, None)
        if answer is not None:
            answers[key] = answer
        self._model.update_row(Row(force, row.state, row.version, answers))
        self.answered.emit()
