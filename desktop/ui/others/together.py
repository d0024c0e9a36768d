"""Keeps the desk in step with other windows on the same database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.ui.others import telling
from desktop.ui.others.contest_pane import ContestPane
from desktop.ui.others.watch import Others

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.core.report import Report
    from desktop.store.opening import Opened
    from desktop.ui.being_written import Contest
    from desktop.ui.desk import Desk
    from desktop.ui.saving import Saving


class Together(QObject):
    """Lets a report that is written elsewhere be read here, and what both wrote be decided."""

    def __init__(
        self, opened: Opened, desk: Desk, saving: Saving, parent: QObject | None = None
    ) -> None:
        """Begin to watch; end with `close`, before the database is closed."""
        super().__init__(parent)
        self._opened = opened
        self._desk = desk
        self._saving = saving
        self.others = Others(opened.database, lambda: saving.by, self)
        self.pane = ContestPane(desk.form)
        desk.form.put_above(self.pane)
        self.others.changed.connect(self._show_standing)
        self.others.recorded.connect(self._take_up)
        self.pane.settled.connect(self._settle)
        desk.form.write_wanted.connect(self._write_as_well)
        desk.place_changed.connect(self._follow)
        desk.present_changed.connect(self._follow)
        saving.contested.connect(lambda _: self._ask())
        saving.state_changed.connect(self._ask)
        saving.decision_wanted.connect(self._go_and_decide)
        saving.why_held = self.why_held
        self._follow()

    # Whose report it is

    def _follow(self) -> None:
        """Say which report is written here; one that was not begun is nobody's yet."""
        present = self._desk.present
        self.others.open(present.name if present is not None else "")
        self._ask()

    def _show_standing(self) -> None:
        form, me, others = self._desk.form, self._saving.by, self.others
        present = self._desk.present
        if present is None:
            form.set_read_only("")
            form.say_beside(self._who_is_here())
            return
        if others.reads_only:
            words = telling.being_written(others.writers(present.name), me)
            form.set_read_only(words, "Write in it as well")
        else:
            form.set_read_only("")
            company = [each for each in others.others if each.report == present.name]
            form.say_beside(telling.also_writing(company, me) if company else self._who_is_here())
        self._desk.reviewing.panel.set_read_only(others.reads_only)

    def _who_is_here(self) -> str:
        return telling.also_here(self.others.others, self._saving.by, self._area_of)

    def _area_of(self, report: str) -> str:
        force = self._opened.forces.get(report.partition("/")[2])
        return force.area if force is not None else report

    def _write_as_well(self) -> None:
        self.others.write_as_well()
        self._desk.look_again()
        self._desk.form.take_focus()

    def why_held(self, report: str) -> str:
        """Say why nothing may be changed here in a report, by its name; empty where it may."""
        if self.others.may_write(report):
            return ""
        writers = self.others.writers(report)
        return telling.refusal(writers, self._saving.by, self._area_of(report))

    # What others recorded

    def _take_up(self, reports: Iterable[Report]) -> None:
        for report in reports:
            self._take_up_one(report)

    def _take_up_one(self, report: Report) -> None:
        at = self._desk.at
        force = self._opened.forces.get(report.force)
        if at is None or force is None:
            return
        if (at[0].id, at[1].key) == (report.programme, report.force):
            # It is read once more, after all that is on its way from here.
            self._desk.look_again()
            return
        known = self._desk.at_hand.report_of(force) if at[0].id == report.programme else None
        if known is None or known.version < report.version:
            self._desk.at_hand.keep(report)
            self._desk.recorded.emit(report)

    # What both wrote

    def _ask(self) -> None:
        """Ask about the open report what has to be decided in it, or ask nothing."""
        present = self._desk.present
        contest = self._saving.contest_in(present.name) if present is not None else None
        if present is None or contest is None:
            if self.pane.contest is not None:
                self.pane.forget()
            return
        new = contest is not self.pane.contest
        at = self._desk.at
        assert at is not None
        self.pane.ask(at[0], contest, present)
        if new:
            self._look_up_whose(contest)

    def _look_up_whose(self, contest: Contest) -> None:
        database, report, me = self._opened.database, contest.report, self._saving.by

        def work() -> dict[str, str]:
            from desktop.store.seen import who_changed
            from desktop.store.steps import moment

            whose: dict[str, str] = {}
            for key in contest.keys:
                found = who_changed(database, report.programme, report.force, key)
                at = moment(found[1]) if found else None
                if found and at:
                    who = "your other window" if found[0] == me else found[0]
                    whose[key] = f"{who}, {at:%H:%M}"
            return whose

        def known(whose: dict[str, str]) -> None:
            if self.pane.contest is contest:
                self.pane.say_whose(whose)

        self.others.ask(work, known)

    def _settle(self, contest: Contest, theirs: tuple[str, ...]) -> None:
        self._saving.settle(contest, theirs=theirs)

    def _go_and_decide(self, contest: Contest) -> None:
        """Show the report that is to be decided about, with the keys at the decision."""
        report = contest.report
        self._desk.open_programme(report.programme, report.force)
        self._ask()
        if self.pane.contest is not None:
            self.pane.take_focus()

    def close(self) -> None:
        """Say that this window is gone."""
        self._saving.why_held = lambda _: ""
        self.others.close()
