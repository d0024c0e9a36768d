"""The reports of one programme, as the database last gave them, and where each stands."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report, completeness
from desktop.ui.background import Background
from desktop.ui.changed_since import changed_since
from desktop.ui.forces_panel import ForcesPanel, Standing

if TYPE_CHECKING:
    from desktop.store.opening import Opened


class AtHand:
    """Holds the reports of the programme that is open, and no others; the list shows them."""

    def __init__(
        self,
        opened: Opened,
        background: Background,
        panel: ForcesPanel,
        refused: Callable[[Exception], object],
    ) -> None:
        """Read what was opened; `refused` is told what cannot be read."""
        self._opened = opened
        self._background = background
        self._panel = panel
        self._refused = refused
        self._wanted = ""
        self._reports: dict[str, Report] = {}
        self.programme: Programme | None = None

    def hold(self, programme: Programme, reports: Iterable[Report]) -> None:
        """Take up the reports of a programme in the place of those of another."""
        self.programme = programme
        self._wanted = programme.id
        self._reports = {each.force: each for each in reports if each.programme == programme.id}
        forces = list(self._opened.forces.values())
        standings = {each.key: standing(self.report_of(each), programme) for each in forces}
        self._panel.show_forces(forces, standings)

    def fetch(self, programme: Programme, then: Callable[[], object]) -> None:
        """Read the reports of a programme, and go on once they are held.

        Of several programmes asked for at once only the last is taken up.
        """
        database = self._opened.database
        self._wanted = programme.id

        def work() -> list[Report]:
            from desktop.store.listing import list_reports

            return list_reports(database, programme.id)

        def arrived(reports: list[Report]) -> None:
            if self._wanted == programme.id:
                self.hold(programme, reports)
                then()

        self._background.run(work, arrived, self._refused)

    def stay(self) -> None:
        """Hold on to the programme that is at hand, whichever was asked for before."""
        if self.programme is not None:
            self._wanted = self.programme.id

    def keep(self, report: Report) -> bool:
        """Take up how a report now stands; says whether it belongs to the programme at hand."""
        if self.programme is None or report.programme != self.programme.id:
            return False
        self._reports[report.force] = report
        self._panel.update_standing(report.force, standing(report, self.programme))
        return True

    def report_of(self, force: Force) -> Report | None:
        """Give the report of a force; None where none was begun."""
        return self._reports.get(force.key)

    def first_begun(self) -> str:
        """Give the first force of the list that has a report, or else the first of all."""
        forces = list(self._opened.forces)
        return next((key for key in forces if key in self._reports), forces[0])


def standing(report: Report | None, programme: Programme) -> Standing:
    """Say where a report stands; None is one that was not begun."""
    if report is None:
        return Standing()
    percent = completeness(report, programme).percent
    return Standing(begun=True, state=report.state, percent=percent, changed=changed_since(report))
