"""What undo and redo mean in the room that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from desktop.ui.rooms import FORM, Rooms

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.ui.desk import Desk
    from desktop.ui.undoing.undoing import Undoing


class ByRoom:
    """Undoes in the form what was done last in the open report; elsewhere what was done there."""

    def __init__(self, desk: Desk, rooms: Rooms, undoing: Undoing) -> None:
        """Ask the desk which report is open, and the rooms which of them is shown."""
        self._desk = desk
        self._rooms = rooms
        self._undoing = undoing

    def undo(self) -> None:
        """Undo what the inspector did last in the room that is shown."""
        self._do("undo")

    def redo(self) -> None:
        """Do again what was undone last in the room that is shown."""
        self._do("redo")

    def _do(self, what: Literal["undo", "redo"]) -> None:
        at, begun = self._desk.at, self._desk.present is not None
        if at is None:
            return
        meant = _meant_in(self._rooms.at)
        if meant:
            self._undoing.over_all(at[0], meant, what)
        elif self._rooms.at != FORM or not begun:
            self._undoing.say_nothing(what)
        elif self._desk.form.read_only:
            self._undoing.say_nothing(what, self._desk.form.read_only)
        elif what == "undo":
            self._undoing.undo(*at)
        else:
            self._undoing.redo(*at)


def _meant_in(room: str) -> Collection[str]:
    """Give the intentions that are carried out in a room over all reports."""
    from desktop.store.undoing_all import BROUGHT_IN, TYPED

    return {"all_forces": TYPED, "bringing_in": BROUGHT_IN}.get(room, frozenset())
