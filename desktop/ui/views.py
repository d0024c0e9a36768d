"""The rooms and panels of the window: made when they are first wanted, and connected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject

from desktop.core.report import Report
from desktop.ui.background import Background
from desktop.ui.beside import Beside
from desktop.ui.desk import Desk
from desktop.ui.guarding import Guarding
from desktop.ui.memory import Memory
from desktop.ui.message_strip import MessageStrip
from desktop.ui.panels import Panels
from desktop.ui.rooms import FORM, Rooms
from desktop.ui.saving import Saving
from desktop.ui.undoing import ByRoom

if TYPE_CHECKING:
    from desktop.core.editions import Edition
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.store.opening import Opened
    from desktop.ui.all_forces import AllForces
    from desktop.ui.bringing_in import BringingIn
    from desktop.ui.compare import Compare
    from desktop.ui.go_to.palette import GoTo
    from desktop.ui.library import Library
    from desktop.ui.publishing import Publish
    from desktop.ui.rooms import Room

CLOSING_MS = 2_000
MOST_PLACES = 10
"""Places that are remembered before they are first asked for."""


class Views(QObject):
    """Leads from view to view, and keeps each in step with what is written at the desk."""

    def __init__(
        self,
        opened: Opened,
        desk: Desk,
        guarding: Guarding,
        rooms: Rooms,
        beside: Beside,
        saving: Saving,
        messages: MessageStrip,
        memory: Memory,
        actions: Sequence[tuple[str, str, Callable[[], object]]],
    ) -> None:
        """Offer the views; none is made yet.

        The actions are what the window can be told: in words, by which key, and what it does.
        """
        super().__init__()
        self._actions = actions
        self._opened = opened
        self._desk = desk
        self._guarding = guarding
        self._rooms = rooms
        self._saving = saving
        self._memory = memory
        self._background = Background("reading", self)
        self.panels = Panels(opened, desk, beside, saving, messages, self._background)
        self.panels.open_wanted.connect(self.open_place)
        self.undoing = ByRoom(desk, rooms, desk.undoing)
        desk.undoing.shown_in_room.connect(self._show_in_room)
        self._palette: GoTo | None = None
        self._places: list[tuple[str, str, str]] = []
        desk.recorded.connect(self._recorded)
        desk.place_changed.connect(self._note_place)
        desk.programme_changed.connect(self._show_programme)
        desk.publishing_wanted.connect(self.publish)
        rooms.entered.connect(self._entered)
        for name, room in self._all_rooms():
            rooms.add(name, room)

    def _all_rooms(self) -> Sequence[tuple[str, Callable[[], Room]]]:
        return (
            ("library", self._make_library),
            ("all_forces", self._make_all_forces),
            ("compare", self._make_compare),
            ("bringing_in", self._make_bringing_in),
            ("publishing", self._make_publishing),
            ("safe_keeping", self._make_safe_keeping),
        )

    @property
    def reading(self) -> bool:
        """Whether a view still waits for something from the database."""
        return self._background.busy()

    @property
    def filling(self) -> bool:
        """Whether the library still shows a report piece by piece."""
        return self._rooms.at == "library" and self._library().is_filling

    def show_panel(self, name: str) -> None:
        """Show a panel beside the form, or the pages again where its own key is pressed in it."""
        self._rooms.leave()
        self._come_forward()
        self.panels.show_panel(name)

    def comment(self) -> None:
        """Comment on the words that are selected in a passage, or on the item at hand."""
        self._rooms.leave()
        self._come_forward()
        self.panels.comment()

    # Rooms

    def _make_library(self) -> Room:
        from desktop.ui.library import Library

        room = Library(self._opened, self._background)
        room.open_wanted.connect(self.open_place)
        room.compare_wanted.connect(self.compare)
        room.closed.connect(self._rooms.leave)
        return room

    def _make_all_forces(self) -> Room:
        from desktop.ui.all_forces import AllForces

        room = AllForces(self._opened, self._background, self._saving)
        room.open_wanted.connect(self.open_place)
        room.closed.connect(self._rooms.leave)
        return room

    def _make_compare(self) -> Room:
        from desktop.ui.compare import Compare

        room = Compare(self._opened, self._background)
        room.open_wanted.connect(self.open_place)
        room.closed.connect(self._rooms.leave)
        return room

    def _make_bringing_in(self) -> Room:
        from desktop.ui.bringing_in import BringingIn

        room = BringingIn(self._opened, self._background, self._saving)
        room.open_wanted.connect(self.open_place)
        room.imported.connect(self._desk.take_up)
        room.closed.connect(self._rooms.leave)
        return room

    def _make_publishing(self) -> Room:
        from desktop.ui.publishing import Publish

        room = Publish(self._opened, self._background, self._saving, self._memory)
        room.recorded.connect(self._desk.take_up)
        room.open_wanted.connect(self.open_place)
        room.closed.connect(self._rooms.leave)
        return room

    def _make_safe_keeping(self) -> Room:
        room = self._guarding.make_room(self._background)
        room.closed.connect(self._rooms.leave)
        return room

    def publish(self, force: str, edition: Edition) -> None:
        """Offer the report of a force to be published as this edition."""
        self.enter("publishing")
        cast("Publish", self._rooms.room("publishing")).show_reports([force], edition)

    def enter(self, name: str) -> None:
        """Show a room: the form, or one that fills the window."""
        at = self._desk.at
        self._come_forward()
        if name == FORM or at is None:
            self._rooms.leave()
        else:
            self._saving.save_now()
            if name == "all_forces":
                self._all_forces_at_hand(at[0], at[1])
            self._rooms.enter(name, at[0])
            if name == "compare":
                self._compare_room().begin_with(at[0].id, at[1].key)

    def _all_forces_at_hand(self, programme: Programme, force: Force) -> None:
        """Let all forces be entered at the force and the item that are open."""
        room = cast("AllForces", self._rooms.room("all_forces"))
        item = self._desk.place[2]
        keys = [key for key, _ in programme.fields_of(item)] if item in programme.items else []
        room.begin_at(force.key, next(iter(keys or programme.fields), ""))

    def _show_in_room(self, force: str, key: str) -> None:
        """Show in the grid of all forces where something was undone."""
        at = self._desk.at
        if self._rooms.at == "all_forces" and at is not None:
            room = cast("AllForces", self._rooms.room("all_forces"))
            room.begin_at(force, key)
            room.show_programme(at[0])

    def _come_forward(self) -> None:
        # The pages may stand in a window of their own, which has the keyboard when it is asked.
        self._rooms.window().activateWindow()

    def _entered(self, name: str) -> None:
        if name == FORM:
            self._desk.form.take_focus()
            self._desk.look_again()

    def _show_programme(self) -> None:
        """Let the room that is shown follow the programme of the desk."""
        at = self._desk.at
        if self._rooms.at != FORM and at is not None:
            self._rooms.room(self._rooms.at).show_programme(at[0])

    def open_place(self, programme: str, force: str, key: str) -> None:
        """Show a report in the form, at an item or field where one is named."""
        if programme in self._opened.programmes.by_id and force in self._opened.forces:
            self._rooms.leave()
            self._desk.open_programme(programme, force, key)

    def compare(self, reports: Sequence[tuple[str, str]]) -> None:
        """Show reports, given by programme and force, side by side."""
        self._compare_room().show_reports(reports)
        self.enter("compare")

    def _compare_room(self) -> Compare:
        return cast("Compare", self._rooms.room("compare"))

    def bring_in(self, files: Sequence[Path]) -> None:
        """Read published reports, to be looked through before they are recorded."""
        self.enter("bringing_in")
        cast("BringingIn", self._rooms.room("bringing_in")).bring(files)

    def search_library(self, words: str) -> None:
        """Show the reports that hold these words."""
        self.enter("library")
        self._library().look_for(words)

    def _library(self) -> Library:
        return cast("Library", self._rooms.room("library"))

    # Both

    def _recorded(self, report: Report) -> None:
        self._rooms.report_changed(report)
        present = self._desk.present
        if present is None or present.name != report.name:
            self.panels.others_changed()

    def go_to(self) -> None:
        """Open the line that leads to any force, item, report or phrase, or close it."""
        from desktop.ui.go_to.palette import GoTo

        if self._palette is None:
            window = self._rooms.window()
            self._palette = GoTo(window, self._opened, self._background, self._actions)
            for place in self._places:
                self._palette.note_place(*place)
            self._palette.open_wanted.connect(self.open_place)
            self._palette.item_wanted.connect(self._go_to_item)
            self._palette.library_wanted.connect(self.search_library)
        at = self._desk.at
        self._come_forward()
        if at is not None:
            begun = self._desk.present is not None
            self._palette.toggle(at[0], at[1] if begun else None)

    def _note_place(self) -> None:
        if self._palette is None:
            self._places = [each for each in self._places if each[:2] != self._desk.place[:2]]
            self._places = [*self._places, self._desk.place][-MOST_PLACES:]
        else:
            self._palette.note_place(*self._desk.place)
        self.panels.tell()

    def _go_to_item(self, item: str) -> None:
        """Go to the first field of an item, or to its passage where it has none."""
        self._rooms.leave()
        at = self._desk.at
        fields = at[0].fields_of(item) if at is not None else iter(())
        self._desk.form.go_to(next((key for key, _ in fields), item))

    def finish(self, timeout_ms: int) -> None:
        """Wait until what was asked for has come, and what was answered with it is on its way."""
        self._background.finish(timeout_ms)

    def pending(self) -> list[str]:
        """Name what was typed in the views and would be lost by closing."""
        return [*self._rooms.pending(), *self.panels.pending()]

    def close(self) -> None:
        """End what is under way in the views; nothing is shown after this."""
        self.panels.end()
        self._rooms.end()
        if self._palette is not None:
            self._palette.end()
        self._background.close(CLOSING_MS)
