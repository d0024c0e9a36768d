"""What cannot be saved, kept in a file aside until it can be; and taken up again at the start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.background import Background
from desktop.ui.saving import Saving

if TYPE_CHECKING:
    from desktop.core.report import Report
    from desktop.store.aside import Aside, Left, SideFile, TypedOver
    from desktop.store.database import Database
    from desktop.store.opening import Opened


class KeepingAside(QObject):
    """Has a file that holds what is overdue in the database, for as long as anything is."""

    told = Signal(str, bool)
    """A plain line of what was found at the start, and whether all is well with it."""
    failed = Signal(str)
    """Nothing can be kept aside either: a plain line that says why."""

    def __init__(self, saving: Saving, parent: QObject | None = None) -> None:
        """Follow the saving; nothing is kept before `use`."""
        super().__init__(parent)
        self._saving = saving
        # Its own, as the one that saves is held up whenever this is needed.
        self._background = Background("aside", self)
        self._side: SideFile | None = None
        self._database: Database | None = None
        self._opened: Opened | None = None
        self._held: Aside | None = None
        self._writing = False
        self._left: list[Left] = []
        self._taking: Left | None = None
        self._waiting: list[tuple[TypedOver, Report]] = []
        self._whole = True
        saving.keep_elsewhere = self.hold
        saving.overdue.connect(self.keep)
        saving.recorded.connect(self._recorded)
        saving.state_changed.connect(self._follow)

    def use(self, database: Database) -> None:
        """Keep what cannot be saved in this database."""
        from desktop.store.aside import SideFile

        self._database = database
        side = self._side = SideFile(database)
        # Where that cannot be done it is told when there is something to keep.
        self._background.run(side.prepare, lambda _: None, lambda _: None)

    # Keeping

    @property
    def holds_all(self) -> bool:
        """Whether all that is not in the database stands in the file."""
        if not self._saving.unsaved:
            return True
        now = self._unsaved()
        return self._held is not None and now == self._held and not self._saving.intends

    def keep(self) -> None:
        """Write what is not in the database yet to the file."""
        now, side = self._unsaved(), self._side
        if (
            side is None
            or self._writing
            or self._background.closed
            or self._is_shut
            or now == self._held
            or not _holds_anything(now)
        ):
            return
        self._writing = True

        def kept(_: None) -> None:
            self._writing = False
            self._held = now
            # Saved, or more typed, meanwhile.
            self._follow()
            self.keep()

        def failed(error: Exception) -> None:
            self._writing = False
            if not self._is_shut:
                self.failed.emit(str(error))

        self._background.run(lambda: side.write(now), kept, failed)

    @property
    def _is_shut(self) -> bool:
        """Whether the database is locked, with what is kept aside."""
        return self._database is not None and self._database.is_shut

    def hold(self, timeout_ms: int) -> bool:
        """Have all that is not in the database in the file, if that can be, and say whether it is.

        The window goes on painting meanwhile, but takes no input.
        """
        self.keep()
        self._background.finish(timeout_ms)
        return self.holds_all

    def close(self, timeout_ms: int) -> None:
        """Finish what is being written; the file stays where anything is not saved."""
        self._background.finish(timeout_ms)
        self._background.close(timeout_ms)

    def _unsaved(self) -> Aside:
        from desktop.store.aside import Aside

        return Aside(self._saving.unsaved_edits(), self._saving.unfinished.unsaved_texts)

    def _recorded(self) -> None:
        if self._held is not None and self._saving.unsaved:
            self.keep()

    def _follow(self) -> None:
        """Remove the file once all of it is saved, and take up what was left before."""
        if self._saving.unsaved or self._background.closed:
            return
        side = self._side
        if side is not None and self._held is not None and not self._writing:
            self._held = None
            self._background.run(side.remove, lambda _: None, lambda error: self._stays(error))
        if self._taking is not None:
            self._go_on_taking()

    def _stays(self, error: Exception) -> None:
        self.told.emit(
            f"All is saved now, but the file that held it meanwhile could not be removed ({error}):"
            " it does no harm, and is looked at again when Fieldbook is next opened.",
            True,
        )

    # Taking up

    def take_up(self, left: Sequence[Left], opened: Opened) -> None:
        """Record what windows could not save that have ended since; before a report is shown."""
        self._left = list(left)
        self._opened = opened
        self._take_next()

    def _take_next(self) -> None:
        while self._left:
            left = self._left.pop(0)
            if left.found.aside is None:
                self.told.emit(
                    f"{left.found.file} holds words that could not be saved, and cannot be read"
                    " here, so it stays where it is: it may be damaged, or need the passphrase that"
                    " the database had then.",
                    False,
                )
                continue
            self._taking = left
            self._waiting = list(zip(left.found.aside.reports, left.bases, strict=True))
            self._whole = True
            for place, text in left.found.aside.unfinished.items():
                self._saving.unfinished.keep(place, text)
            self._saving.unfinished.save_now()
            self._go_on_taking()
            return

    def _go_on_taking(self) -> None:
        while self._waiting:
            typed, base = self._waiting[0]
            if not self._take(typed, base):
                return
            self._waiting.pop(0)
        if not self._saving.unsaved:
            self._taken()

    def _take(self, typed: TypedOver, base: Report) -> bool:
        """Have one report recorded; False if it has to wait for something else of it."""
        from desktop.store.aside import known_of

        assert self._opened is not None
        programme = self._opened.programmes.by_id.get(typed.programme)
        if programme is None or typed.force not in self._opened.forces:
            self._whole = False
            return True
        known = known_of(typed, programme)
        self._whole = self._whole and known == typed
        return self._saving.take_back(programme, self._opened.forces[typed.force], base, known)

    def _taken(self) -> None:
        """Tell what was saved after all, and remove the file that held it."""
        left, opened = self._taking, self._opened
        self._taking = None
        if left is None or left.found.aside is None or opened is None:
            return
        said = _said(left.found.aside, opened)
        if not self._whole:
            self.told.emit(
                f"{said} Some of it is for a report, or a field, that is not known here: it stays"
                f" in {left.found.file}.",
                False,
            )
            self._take_next()
            return

        def work() -> None:
            from desktop.store.aside import remove_aside

            remove_aside(left.found, opened.database)

        self._background.run(work, lambda _: None, self._stays)
        if _holds_anything(left.found.aside):
            self.told.emit(said, True)
        self._take_next()


def _holds_anything(aside: Aside) -> bool:
    return bool(aside.reports or aside.unfinished)


def _said(aside: Aside, opened: Opened) -> str:
    from desktop.core.house_style import list_in_words
    from desktop.store.history_words import day_in_words
    from desktop.store.steps import moment

    at = moment(aside.at)
    when = f" at {at:%H:%M}, {day_in_words(at.date())}," if at is not None else ""
    forces = [each.force for each in aside.reports]
    areas = [opened.forces[each].area for each in dict.fromkeys(forces) if each in opened.forces]
    where = f" in {list_in_words(areas)}" if areas else ""
    return (
        f"What could not be saved{where}{when} before Fieldbook ended was kept aside, and is saved"
        " now."
    )
