"""Undo and redo from the history: recorded after what was typed, told, and shown where it was."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import partial
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.ui.background import Background
from desktop.ui.message_strip import MessageStrip
from desktop.ui.saving import Saving
from desktop.ui.theme import Role

if TYPE_CHECKING:
    from desktop.store.database import Database
    from desktop.store.opening import Opened
    from desktop.store.recording import Recorded
    from desktop.store.undoing_all import UndoneAll

_Offer = dict[str, Callable[[], object]]


class Undoing(QObject):
    """Undoes and redoes what the inspector did, and says what that came to."""

    shown = Signal(str, str)
    """A report by its name, and the key of the field or item where it can be seen; or empty."""
    recorded = Signal(object)
    """A `Recorded`: a report, open or not, in which something was undone from another room."""
    shown_in_room = Signal(str, str)
    """The force in whose report something was undone from another room, and the field or item."""

    def __init__(
        self, opened: Opened, background: Background, saving: Saving, messages: MessageStrip
    ) -> None:
        """Record into what was opened, through `saving`."""
        super().__init__()
        self._opened = opened
        self._background = background
        self._saving = saving
        self._messages = messages

    def undo(
        self,
        programme: Programme,
        force: Force,
        step: int | None = None,
        *,
        down_to: bool = False,
    ) -> None:
        """Undo what was done last in an open report, or in a step of it, or all down to that."""
        forces = self._opened.forces

        def work(database: Database, by: str) -> Recorded:
            from desktop.store.undoing import undo

            return undo(
                database,
                programme=programme,
                force=force,
                forces=forces,
                by=by,
                step=step,
                down_to=down_to,
            )

        self._carry_out(programme, force, work, {"Redo": lambda: self.redo(programme, force)})

    def redo(self, programme: Programme, force: Force) -> None:
        """Do again in an open report what was undone last."""
        forces = self._opened.forces

        def work(database: Database, by: str) -> Recorded:
            from desktop.store.undoing import redo

            return redo(database, programme=programme, force=force, forces=forces, by=by)

        self._carry_out(programme, force, work, {"Undo": lambda: self.undo(programme, force)})

    def _carry_out(
        self,
        programme: Programme,
        force: Force,
        work: Callable[[Database, str], Recorded],
        offer: _Offer,
    ) -> None:
        name = f"{programme.id}/{force.key}"

        def done(recorded: Recorded) -> None:
            from desktop.store.history_words import HistoryWords
            from desktop.store.undone_words import place_of, undone

            words = HistoryWords(programme, self._opened.forces)
            place = place_of(recorded.changes)
            self.shown.emit(name, place)
            self._messages.say(undone(recorded.changes, words), "ok", offer, report=name)

        self._saving.carry_out(name, work, done, failed=partial(self._say_why, name))

    def over_all(
        self, programme: Programme, intentions: Collection[str], what: Literal["undo", "redo"]
    ) -> None:
        """Undo, or redo, what was done last with one of these intentions in any report."""
        database, by, forces = self._opened.database, self._saving.by, self._opened.forces

        def work() -> UndoneAll:
            from desktop.store.undoing_all import redo_last, undo_last

            last = undo_last if what == "undo" else redo_last
            return last(database, programme=programme, forces=forces, by=by, intentions=intentions)

        back: Literal["undo", "redo"] = "redo" if what == "undo" else "undo"
        offer: _Offer = {back.capitalize(): lambda: self.over_all(programme, intentions, back)}
        # What was typed last is to be undone first.
        self._saving.save_now()
        self._background.run(
            work, partial(self._say_all, programme, offer), partial(self._say_why, "")
        )

    def _say_all(self, programme: Programme, offer: _Offer, done: UndoneAll) -> None:
        from desktop.store.history_words import HistoryWords
        from desktop.store.undone_words import place_of, undone, undone_in_several

        words = HistoryWords(programme, self._opened.forces)
        for each in done.recorded:
            self.recorded.emit(each)
        said = list(done.refused)
        areas = [self._opened.forces[each.report.force].area for each in done.recorded]
        name = done.recorded[0].report.name if done.recorded else ""
        if len(done.recorded) == 1:
            changes = done.recorded[0].changes
            said.insert(0, undone(changes, words, areas[0]))
            self.shown_in_room.emit(done.recorded[0].report.force, place_of(changes))
        elif done.recorded:
            said.insert(0, undone_in_several(done.recorded[0].changes, areas))
        role: Role = "warning" if done.refused else "ok"
        self._messages.say(" ".join(said), role, offer if name else {}, report=name)

    def say_nothing(self, what: Literal["undo", "redo"], why: str = "") -> None:
        """Say that nothing can be undone, or redone, where the inspector is."""
        self._messages.say(why or f"There is nothing of yours to {what} here.", "ok")

    def _say_why(self, name: str, error: Exception) -> None:
        from desktop.store.undoing import NothingToUndo

        role: Role = "ok" if isinstance(error, NothingToUndo) else "warning"
        self._messages.say(str(error), role, report=name)
