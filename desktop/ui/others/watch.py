"""Watches who else has the database open, and says what is written in this window."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.background import Background

if TYPE_CHECKING:
    from desktop.core.report import Report
    from desktop.store.database import Database
    from desktop.store.presence import Company, Other, Presence

Answer = TypeVar("Answer")

LOOK_MS: Final = 3_000
CLOSING_MS: Final = 1_500


class Others(QObject):
    """Looks at the list of windows every few seconds, off the UI thread, and keeps its own entry.

    What cannot be read or written is tried again at the next look; nobody is bothered with it.
    """

    changed = Signal()
    """Others came, went or write something else, or this window may now write, or no longer."""
    recorded = Signal(object)
    """A list of `Report`: as they are now, those in which something was recorded since."""

    def __init__(
        self, database: Database, by: Callable[[], str], parent: QObject | None = None
    ) -> None:
        """Watch a database; `by` gives the inspector's name. `open` begins."""
        super().__init__(parent)
        self._by = by
        self._looks = _Looks(database)
        self._background = Background("others", self)
        self._report = ""
        self._insisted: set[str] = set()
        self._company: Company | None = None
        self._writes = True
        self._under_way = self._again = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)

    # What is said of this window

    def open(self, report: str) -> None:
        """Say that a report, by its name, is open here to be written, or none with ""."""
        if report == self._report and self._timer.isActive():
            return
        self._report = report
        # What was seen last is known before anybody is asked again.
        self._writes = not self.writers(report)
        self._timer.start()
        self.changed.emit()
        self.look()

    def write_as_well(self) -> None:
        """Write the open report although another window does."""
        self._insisted.add(self._report)
        self._writes = True
        self.changed.emit()
        self.look()

    def look(self) -> None:
        """Look at once; while a look is under way, once more after it."""
        if self._background.closed:
            return
        if self._under_way:
            self._again = True
            return
        self._under_way, self._again = True, False
        report, looks, who = self._report, self._looks, self._by()
        insist = report in self._insisted
        self._background.run(
            lambda: looks.look(who, report, insist=insist),
            lambda seen: self._seen(report, *seen),
            self._missed,
        )

    def _seen(self, report: str, company: Company, recorded: list[Report]) -> None:
        self._under_way = False
        before = (self._company.others if self._company else (), self._writes)
        self._company = company
        if report == self._report:
            self._writes = company.writes or report in self._insisted
        if recorded:
            # First, so that what may be written again is shown as it was left.
            self.recorded.emit(recorded)
        if before != (company.others, self._writes):
            self.changed.emit()
        if self._again:
            self.look()

    def _missed(self, _: Exception) -> None:
        self._under_way = False
        if self._again:
            self.look()

    def ask(self, work: Callable[[], Answer], done: Callable[[Answer], object]) -> None:
        """Look something up between two looks; where it cannot be read, nobody is told."""
        if not self._background.closed:
            self._background.run(work, done, lambda _: None)

    @property
    def busy(self) -> bool:
        """Whether something is still to be seen or looked up."""
        return self._background.busy()

    # What is known of the others

    @property
    def others(self) -> tuple[Other, ...]:
        """The other windows that have the database open."""
        return self._company.others if self._company is not None else ()

    def writers(self, report: str) -> tuple[Other, ...]:
        """Give the other windows that keep a report from being written here."""
        if self._company is None or report in self._insisted:
            return ()
        return self._company.writers(report)

    @property
    def reads_only(self) -> bool:
        """Whether another window writes the report that is open here, which did so first."""
        return not self._writes

    def may_write(self, report: str) -> bool:
        """Say whether a report, the open one or another, may be written in this window."""
        return self._writes if report == self._report else not self.writers(report)

    def close(self) -> None:
        """Leave the list; nothing is told after this. Call it before the database is closed."""
        if self._background.closed:
            return
        self._timer.stop()
        self._again = False
        self.blockSignals(True)
        self._background.run(self._looks.leave, lambda _: None, lambda _: None)
        self._background.finish(CLOSING_MS)
        self._background.close(CLOSING_MS)


class _Looks:
    """What is done off the UI thread, by one thread at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._presence: Presence | None = None

    def look(self, who: str, report: str, *, insist: bool) -> tuple[Company, list[Report]]:
        from desktop.store.presence import Presence
        from desktop.store.reading import read_report

        if self._presence is None:
            self._presence = Presence(self._database)
        company = self._presence.look(who, report, insist=insist)
        found = (read_report(self._database, *each) for each in company.changed)
        return company, [each for each in found if each is not None]

    def leave(self) -> None:
        if self._presence is not None:
            self._presence.leave()
