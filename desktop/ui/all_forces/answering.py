"""Answering in the cells of the grid: by keys, and in the editor over a cell."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.all_forces.cell_editor import CellEditor
from desktop.ui.all_forces.model import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.core.fields import Answer
    from desktop.core.programme import Programme
    from desktop.ui.all_forces.entries import Entries
    from desktop.ui.all_forces.grid import Grid
    from desktop.ui.all_forces.model import GridModel


class Left(NamedTuple):
    """What was typed into a cell and is no answer, when the grid went on without it."""

    text: str
    name: str
    programme: str
    """The short title of the programme."""


class Answering(QObject):
    """Opens the editor over a cell, has answers recorded, and shows them at once."""

    answered = Signal()
    """Something stands in the grid that did not before."""
    unfinished_changed = Signal()
    """At each key: something else is typed that is no answer."""
    held = Signal(str)
    """Nothing may be answered in a report: a plain line that says why."""

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
        self._left: dict[tuple[str, str, str], Left] = {}

    def begin(self, programme: Programme) -> Left | None:
        """Answer in the reports of another programme from now on.

        Gives what was being typed and is no answer: it is kept, and `resume` shows it again.
        """
        left = None
        if self._editor is not None and not self._editor.try_to_finish():
            left = self._unanswered(self._editor)
            assert self._programme is not None
            self._left[(self._programme.id, *self._edited)] = left
        self.close()
        self._programme = programme
        return left

    @property
    def is_open(self) -> bool:
        """Whether a cell is being edited."""
        return self._editor is not None

    def resume(self) -> None:
        """Open the editor again where something was typed that is no answer."""
        for programme, force, key in self._left:
            index = self._model.place_of(force, key)
            if self._programme is not None and programme == self._programme.id and index.isValid():
                self._grid.setCurrentIndex(index)
                self.edit(index, "")
                return

    def _unanswered(self, editor: CellEditor) -> Left:
        """Name what stands in the editor and is no answer."""
        force, key = self._edited
        assert self._programme is not None
        asked = self._programme.field(key)
        label = asked.label if asked is not None else key
        name = f"“{label}” ({self._model.forces[force].area})"
        return Left(editor.editor.unsaved_text(), name, self._programme.short_title)

    def pending(self) -> list[str]:
        """Name the fields in which something was typed that is no answer."""
        names = [left.name for left in self._left.values()]
        if self._editor is not None and self._editor.editor.unsaved_text():
            names.append(self._unanswered(self._editor).name)
        return names

    def unfinished(self) -> dict[str, str]:
        """Give what is typed and is no answer as text that can be kept, by its places."""
        left = dict(self._left)
        if self._programme is not None and self._editor is not None:
            now = self._unanswered(self._editor)
            if now.text:
                left[(self._programme.id, *self._edited)] = now
        return {"|".join(place): json.dumps(each) for place, each in left.items()}

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Have again what `unfinished` gave before; `resume` shows it."""
        for place, text in texts.items():
            programme, force, key = place.split("|")
            words, name, title = json.loads(text)
            self._left[programme, force, key] = Left(str(words), str(name), str(title))

    def edit(self, index: QModelIndex, typed: str) -> None:
        """Open the editor over a cell, with what was typed there; not before another is done."""
        if self._editor is not None and not self._editor.try_to_finish():
            self._editor.take_focus()
            return
        self.close()
        if self._programme is None or self._model.cell(index).standing == "no_report":
            return
        force, column = self._model.force_at(index.row()), self._model.columns[index.column()]
        if why := self._entries.why_held(self._programme, force.key):
            self.held.emit(why)
            return
        self._grid.scrollTo(index)
        self._edited = force.key, column.key
        answer = self._model.answer_at(index)
        self._editor = CellEditor(column.asked, force.area, answer, self._room)
        self._editor.changed.connect(lambda answer: self._record(*self._edited, answer))
        self._editor.done.connect(self._done)
        place = self._grid.visualRect(index)
        corner = self._grid.viewport().mapTo(self._room, QPoint(place.left(), place.top()))
        self._editor.open_over(QRect(corner, place.size()), typed)
        left = self._left.pop((self._programme.id, *self._edited), None)
        if left is not None and not typed:
            self._editor.editor.show_unsaved(left.text)
        for change in (self._editor.editor.unanswered, self._editor.editor.solved):
            change.connect(self.unfinished_changed)
        self.unfinished_changed.emit()

    def answer(self, indexes: Sequence[QModelIndex], answer: Answer | None) -> None:
        """Take an answer that a key gave at once, to one cell or to several."""
        # By names: an answer can move its row.
        cells = [
            (self._model.force_at(each.row()).key, self._model.columns[each.column()].key)
            for each in indexes
            if self._model.answer_at(each) != answer
        ]
        for force, key in cells:
            if self._programme is not None and (
                why := self._entries.why_held(self._programme, force)
            ):
                self.held.emit(why)
            else:
                self._record(force, key, answer)
        if cells:
            self._entries.save_now()

    @property
    def has_focus(self) -> bool:
        """Whether the keys are in the editor over a cell."""
        focus = QApplication.focusWidget()
        return self._editor is not None and focus is not None and self._editor.isAncestorOf(focus)

    def take_focus(self) -> bool:
        """Put the keys into the editor that is open; False if none is."""
        if self._editor is None:
            return False
        self._editor.take_focus()
        return True

    def finish(self) -> None:
        """Close the editor, unless what stands there is no answer."""
        if self._editor is not None and self._editor.try_to_finish():
            self._done(0, 0)

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
        self.unfinished_changed.emit()

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
        self._entries.answer(self._programme, self._model.forces[force], row, key, answer)
        answers = {**row.answers}
        answers.pop(key, None)
        if answer is not None:
            answers[key] = answer
        self._model.update_row(Row(force, row.state, row.version, answers))
        self.answered.emit()
