"""The rooms of the window: the form with what is around it, and views that fill the window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

if TYPE_CHECKING:
    from desktop.core.programme import Programme
    from desktop.core.report import Report

FORM = "form"


class Room(Protocol):
    """A widget that fills the window below its top bar."""

    def show_programme(self, programme: Programme) -> None:
        """Show what there is now; called whenever the room is entered."""

    def report_changed(self, report: Report) -> None:
        """Take up that a report now stands like this."""

    def take_focus(self) -> None:
        """Take the keyboard."""

    def pending(self) -> list[str]:
        """Name what was typed here, is not recorded, and would be lost by closing."""
        ...

    def end(self) -> None:
        """End what is under way; nothing is shown after this."""


class Rooms(QStackedWidget):
    """Holds the form and the other rooms, each of which is made when it is first entered."""

    entered = Signal(str)
    """The name of the room that is shown now."""

    def __init__(self, form: QWidget) -> None:
        """Begin in the form's room."""
        super().__init__()
        self.addWidget(form)
        self._makers: dict[str, Callable[[], Room]] = {}
        self._made: dict[str, Room] = {}
        self.at = FORM

    def add(self, name: str, make: Callable[[], Room]) -> None:
        """Offer a room, which is a widget."""
        self._makers[name] = make

    def room(self, name: str) -> Room:
        """Give a room, made if it was not yet."""
        if name not in self._made:
            made = self._made[name] = self._makers[name]()
            self.addWidget(cast("QWidget", made))
        return self._made[name]

    def enter(self, name: str, programme: Programme) -> None:
        """Show a room, and put the keyboard into it."""
        room = self.room(name)
        self.at = name
        self.setCurrentWidget(cast("QWidget", room))
        room.show_programme(programme)
        room.take_focus()
        self.entered.emit(name)

    def leave(self) -> None:
        """Show the form again."""
        if self.at != FORM:
            self.at = FORM
            self.setCurrentIndex(0)
            self.entered.emit(FORM)

    def report_changed(self, report: Report) -> None:
        """Tell all rooms that a report now stands like this."""
        for room in self._made.values():
            room.report_changed(report)

    def pending(self) -> list[str]:
        """Name what was typed in the rooms and would be lost by closing."""
        return [name for room in self._made.values() for name in room.pending()]

    def end(self) -> None:
        """End what is under way in the rooms."""
        for room in self._made.values():
            room.end()
