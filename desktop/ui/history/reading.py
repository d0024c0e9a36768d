"""Reading the history off the UI thread: a page of steps at a time, and what an entry changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.background import Background
from desktop.ui.history.telling import Opened as OpenedEntry
from desktop.ui.history.telling import tell, would_change
from desktop.ui.newest import Newest

if TYPE_CHECKING:
    from desktop.store.history_words import HistoryWords
    from desktop.store.opening import Opened
    from desktop.store.steps import Entry, Step
    from desktop.store.undoing import Offered

PAGE: Final = 30
"""Steps that are read at a time."""


class Place(NamedTuple):
    """What the history is told of: a report as it stands, and the keys of it that are wanted.

    Without keys it is the whole report, which `name` then says in words.
    """

    programme: Programme
    force: Force
    report: Report
    keys: tuple[str, ...]
    name: str


class Reading(QObject):
    """Reads what is asked for last; of what was asked for before, nothing arrives any more."""

    begun = Signal()
    """All that was told is of another place, or is to be read again."""
    arrived = Signal(bool)
    """More `steps` are there; whether there are older ones."""
    failed = Signal(str)
    opened = Signal(object)
    """An `OpenedEntry`."""
    not_opened = Signal(str)
    offered = Signal(object)
    """An `Offered`: what undo and redo would do next in the report."""

    def __init__(self, opened: Opened, background: Background, parent: QObject) -> None:
        """Read what was opened, through `background`."""
        super().__init__(parent)
        self._database = opened.database
        self._forces = opened.forces
        self._pages = Newest(background, self._say_failed, self)
        self._offers = Newest(background, lambda _: None, self)
        self._entries = Newest(background, lambda error: self.not_opened.emit(str(error)), self)
        self._read: tuple[str, tuple[str, ...], int] | None = None
        self.place: Place | None = None
        self.steps: list[Step] = []

    def bring_up(self, place: Place) -> None:
        """Read what is not there yet of a place: its newest steps, or those that came since."""
        wanted = (place.report.name, place.keys, place.report.version)
        before, self._read, self.place = self._read, wanted, place
        if before is None or before[::2] != wanted[::2]:
            self._ask_what_can_be_undone(place)
        if before is None or before[:2] != wanted[:2]:
            self._ask(None, self._begin)
        elif before != wanted:
            self._ask(None, self._join_newest)

    def _ask_what_can_be_undone(self, place: Place) -> None:
        database, forces = self._database, self._forces

        def work() -> Offered:
            from desktop.store.inspector import inspector_name
            from desktop.store.undoing import offered

            return offered(
                database,
                programme=place.programme,
                force=place.force,
                forces=forces,
                by=inspector_name(),
            )

        self._offers.ask(work, self.offered.emit)

    def more(self) -> None:
        """Read the next older steps."""
        if self.steps:
            self._ask(self.steps[-1].number, self._join_older)

    def forget(self) -> None:
        """Have no place; nothing arrives of what was asked."""
        self._pages.forget()
        self._entries.forget()
        self._offers.forget()
        self._read = self.place = None
        self.steps = []

    def open(self, entry: Entry, words: HistoryWords) -> None:
        """Find out what an entry changed, and what going back to it would change."""
        if self.place is None:
            return
        database, (programme, force, report, keys, name) = self._database, self.place

        def work() -> OpenedEntry:
            from desktop.store.going_back import what_would_change

            found = what_would_change(
                database,
                programme=programme,
                force=force,
                present=report,
                step=entry.newest.number,
                keys=keys,
            )
            would = would_change(found, words, name)
            return OpenedEntry(tell(entry, words), would, bool(found))

        self._entries.ask(work, self.opened.emit)

    def _ask(self, before: int | None, done: Callable[[list[Step]], object]) -> None:
        assert self.place is not None
        database, (programme, force, _, keys, _) = self._database, self.place

        def work() -> list[Step]:
            from desktop.store.reading import history
            from desktop.store.steps import steps_of

            found = history(database, programme.id, force.key, keys, before=before, steps=PAGE)
            return steps_of(found)

        self._pages.ask(work, done)

    def _begin(self, steps: Sequence[Step]) -> None:
        self.begun.emit()
        self._take(steps, more=len(steps) >= PAGE)

    def _join_older(self, steps: Sequence[Step]) -> None:
        self._take([*self.steps, *steps], more=len(steps) >= PAGE)

    def _join_newest(self, steps: Sequence[Step]) -> None:
        newest = self.steps[0].number if self.steps else 0
        come = [step for step in steps if step.number > newest]
        if len(come) == PAGE or not self.steps:
            self._begin(steps)
        else:
            # Where older steps were asked for meanwhile, that was given up for these.
            self._take([*come, *self.steps], more=self.steps[-1].number > 1)

    def _say_failed(self, error: Exception) -> None:
        # What could not be read is tried again when it is next asked for.
        self._read = None
        self.failed.emit(str(error))

    def _take(self, steps: Sequence[Step], *, more: bool) -> None:
        self.steps = list(steps)
        self.arrived.emit(more)
