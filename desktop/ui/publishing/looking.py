"""Reading the reports of a programme, and checking one after the other, off the UI thread."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report, completeness
from desktop.ui.background import Background
from desktop.ui.newest import Newest

if TYPE_CHECKING:
    from desktop.store.opening import Opened
    from desktop.store.publishing import Verdict


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a report stands; `verdict` is None until it has been checked."""

    force: Force
    report: Report
    percent: int
    verdict: Verdict | None = None

    @property
    def against(self) -> tuple[str, ...] | None:
        """What speaks against its public edition; None until it has been checked."""
        return None if self.verdict is None else self.verdict.against

    @property
    def errors(self) -> int | None:
        """How many errors are in the way of its public edition; None until it has been checked."""
        return None if self.verdict is None else self.verdict.errors

    @property
    def comments(self) -> int:
        """How many comments are not resolved."""
        return sum(not each.resolved_by for each in self.report.comments.values())


class Looking(QObject):
    """Tells where the reports of a programme stand: at once, and again as each is checked."""

    found = Signal(object)
    """The `Standing`s of all reports of the programme, in the order of the forces."""
    checked = Signal(object)
    """A `Standing` with its verdict."""
    failed = Signal(str)

    def __init__(self, opened: Opened, background: Background, parent: QObject) -> None:
        """Read through `background`; nothing is read before `look`."""
        super().__init__(parent)
        self._opened = opened
        self._reports = Newest(background, self._say_failed, self)
        self._background = background
        self._programme: Programme | None = None
        self._waiting: dict[str, Standing] = {}
        self._under_way = False
        self.first: Collection[str] = ()
        """The forces whose reports are checked before the others."""

    def look(self, programme: Programme) -> None:
        """Read the reports of a programme, then check them."""
        database, forces = self._opened.database, self._opened.forces
        self._programme = programme
        self._waiting = {}

        def work() -> list[Standing]:
            from desktop.store.listing import list_reports

            reports = {each.force: each for each in list_reports(database, programme.id)}
            return [
                Standing(force, reports[key], completeness(reports[key], programme).percent)
                for key, force in forces.items()
                if key in reports
            ]

        self._reports.ask(work, self._found)

    def look_again(self, report: Report) -> None:
        """Take up that a report now stands like this, and check it anew."""
        programme, force = self._programme, self._opened.forces.get(report.force)
        if programme is not None and force is not None and report.programme == programme.id:
            standing = Standing(force, report, completeness(report, programme).percent)
            self._waiting[force.key] = standing
            self._go_on()

    def end(self) -> None:
        """Read nothing more: the background is about to close."""
        self._reports.end()
        self._waiting = {}
        self._programme = None

    def _found(self, standings: list[Standing]) -> None:
        self._waiting = {each.force.key: each for each in standings}
        self.found.emit(standings)
        self._go_on()

    def _go_on(self) -> None:
        """Check the next report; what other views ask for comes between two of them."""
        programme = self._programme
        if self._under_way or programme is None or not self._waiting or self._background.closed:
            return
        forces = list(self._waiting)
        force = next((each for each in forces if each in self.first), forces[0])
        standing = self._waiting.pop(force)
        self._under_way = True
        self._background.run(
            partial(_checked, self._opened, programme, standing),
            partial(self._checked, programme),
            self._not_checked,
        )

    def _checked(self, programme: Programme, standing: Standing) -> None:
        self._under_way = False
        if programme is self._programme and standing.force.key not in self._waiting:
            self.checked.emit(standing)
        self._go_on()

    def _not_checked(self, error: Exception) -> None:
        self._under_way = False
        self._waiting = {}
        self._say_failed(error)

    def _say_failed(self, error: Exception) -> None:
        if self._programme is not None:
            self.failed.emit(str(error))


def _checked(opened: Opened, programme: Programme, standing: Standing) -> Standing:
    from desktop.store.publishing import judge

    verdict = judge(opened, programme, standing.force, standing.report)
    return replace(standing, verdict=verdict)
