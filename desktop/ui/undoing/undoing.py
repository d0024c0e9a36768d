"""Undo and redo from the history: recorded after what was typed, told, and shown where it was."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

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


class Undoing(QObject):
    """Undoes and redoes what the inspector did, and says what that came to."""

    shown = Signal(str, str)
    """A report by its name, and the key of the field or item where it can be seen; or empty."""

    def __init__(
        self, opened: Opened, background: Background, saving: Saving, messages: MessageStrip
    ) -> None:
        """Record into what was opened, through `saving`."""
        super().__init__()
        self._opened = opened
        self._background = background
        self._saving = saving
        self._messages = messages
        self._read_only = ""

    def set_read_only(self, message: str) -> None:
        """Undo nothing, and say why; an empty message ends that."""
        self._read_only = message

    def undo(
        self,
        programme: Programme,
        force: Force,
        step: int | None = None,
        *,
        down_to: bool = False,
        area: str = "",
    ) -> None:
        """Undo what was done last in an open report, or in a step of it, or all down to that.

        With the area of its force, the report is told to be another one than is looked at.
        """
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

        again = partial(self.redo, programme, force, area=area)
        self._carry_out(programme, force, work, area, {"Redo": again})

    def redo(self, programme: Programme, force: Force, *, area: str = "") -> None:
        """Do again in an open report what was undone last."""
        forces = self._opened.forces

        def work(database: Database, by: str) -> Recorded:
            from desktop.store.undoing import redo

            return redo(database, programme=programme, force=force, forces=forces, by=by)

        back = partial(self.undo, programme, force, area=area)
        self._carry_out(programme, force, work, area, {"Undo": back})

    def _carry_out(
        self,
        programme: Programme,
        force: Force,
        work: Callable[[Database, str], Recorded],
        area: str,
        offer: dict[str, Callable[[], object]],
    ) -> None:
        if self._read_only:
            self._messages.say(self._read_only, "warning")
            return
        name = f"{programme.id}/{force.key}"

        def done(recorded: Recorded) -> None:
            from desktop.store.history_words import HistoryWords
            from desktop.store.undone_words import place_of, undone

            words = HistoryWords(programme, self._opened.forces)
            place = place_of(recorded.changes)
            self.shown.emit(name, place)
            self._messages.say(undone(recorded.changes, words, area), "ok", offer, report=name)

        self._saving.carry_out(name, work, done, failed=partial(self._say_why, name))

    def _say_why(self, name: str, error: Exception) -> None:
        from desktop.store.undoing import NothingToUndo

        role: Role = "ok" if isinstance(error, NothingToUndo) else "warning"
        self._messages.say(str(error), role, report=name)
