"""What undo and redo mean in the room that is shown."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.programme import Programme
from desktop.ui.rooms import FORM
from desktop.ui.undoing.undoing import Undoing

if TYPE_CHECKING:
    from desktop.core.forces import Force
    from desktop.store.opening import Opened
    from desktop.store.undoing_all import UndoneAll
    from desktop.ui.background import Background
    from desktop.ui.message_strip import MessageStrip
    from desktop.ui.saving import Saving
    from desktop.ui.theme import Role

_NOT_HERE = "There is nothing to undo in this room. Ctrl+1 leads to the form."


class ByRoom(QObject):
    """Undoes in the form what was done last in the open report; elsewhere what was done there."""

    recorded = Signal(object)
    """A `Recorded`: a report, open or not, in which something was undone or redone."""
    shown = Signal(str, str)
    """The force, in whose report something was undone in another room, and the field or item."""

    def __init__(
        self,
        opened: Opened,
        background: Background,
        saving: Saving,
        messages: MessageStrip,
        undoing: Undoing,
        room: Callable[[], str],
        at: Callable[[], tuple[Programme, Force] | None],
    ) -> None:
        """Ask `room` which room is shown, and `at` which report is open in the form."""
        super().__init__()
        self._opened = opened
        self._background = background
        self._saving = saving
        self._messages = messages
        self._undoing = undoing
        self._room = room
        self._at = at

    def undo(self) -> None:
        """Undo what the inspector did last in the room that is shown."""
        at = self._at()
        if at is not None and self._room() == FORM:
            self._undoing.undo(*at)
        elif at is not None:
            self._elsewhere(at[0], redo=False)

    def redo(self) -> None:
        """Do again what was undone last in the room that is shown."""
        at = self._at()
        if at is not None and self._room() == FORM:
            self._undoing.redo(*at)
        elif at is not None:
            self._elsewhere(at[0], redo=True)

    def _elsewhere(self, programme: Programme, *, redo: bool) -> None:
        from desktop.store.undoing_all import BROUGHT_IN, TYPED

        meant = {"all_forces": TYPED, "bringing_in": BROUGHT_IN}.get(self._room())
        if meant is None:
            self._messages.say(_NOT_HERE, "ok")
        else:
            self._carry_out(programme, meant, redo=redo)

    def _carry_out(self, programme: Programme, intentions: Collection[str], *, redo: bool) -> None:
        database, by, forces = self._opened.database, self._saving.by, self._opened.forces

        def work() -> UndoneAll:
            from desktop.store.undoing_all import redo_last, undo_last

            return (redo_last if redo else undo_last)(
                database, programme=programme, forces=forces, by=by, intentions=intentions
            )

        other = partial(self._carry_out, programme, intentions, redo=not redo)
        # What was typed last is to be undone first.
        self._saving.save_now()
        self._background.run(
            work,
            partial(self._done, programme, {"Undo" if redo else "Redo": other}),
            self._say_why,
        )

    def _done(
        self, programme: Programme, offer: dict[str, Callable[[], object]], done: UndoneAll
    ) -> None:
        from desktop.store.history_words import HistoryWords
        from desktop.store.undone_words import place_of, undone, undone_in_several

        words = HistoryWords(programme, self._opened.forces)
        for each in done.recorded:
            self.recorded.emit(each)
        areas = [self._opened.forces[each.report.force].area for each in done.recorded]
        said = list(done.refused)
        if len(done.recorded) == 1:
            changes = done.recorded[0].changes
            said.insert(0, undone(changes, words, areas[0]))
            self.shown.emit(done.recorded[0].report.force, place_of(changes))
        elif done.recorded:
            said.insert(0, undone_in_several(done.recorded[0].changes, areas))
        role: Role = "warning" if done.refused else "ok"
        name = done.recorded[0].report.name if done.recorded else ""
        self._messages.say(" ".join(said), role, offer if name else {}, report=name)

    def _say_why(self, error: Exception) -> None:
        from desktop.store.undoing import NothingToUndo

        role: Role = "ok" if isinstance(error, NothingToUndo) else "warning"
        self._messages.say(str(error), role)
