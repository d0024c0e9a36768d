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
        self._newest: dict[str, Report] = {}
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
        saving.state_changed.connect(self._saving_changed)
        saving.decision_wanted.connect(self._go_and_decide)
        saving.why_held = self.why_held
        self._follow()

    # Whose report it is

    def _follow(self) -> None:
        """Say which report is written here; one that was not begun is nobody's yet."""
        self.others.open(self._open_report)
        self._ask()

    def _saving_changed(self) -> None:
        if self._newest:
            self._take_up_rest()
        self._ask()

    @property
    def _open_report(self) -> str:
        """The name of the open report; empty where none is open, or was begun."""
        at = self._desk.at
        begun = at is not None and self._desk.at_hand.report_of(at[1]) is not None
        return f"{at[0].id}/{at[1].key}" if at is not None and begun else ""

    def _show_standing(self) -> None:
        form, others, report = self._desk.form, self.others, self._open_report
        reads_only = others.reads_only and bool(report)
        if reads_only:
            words = telling.being_written(others.writers(report), self._saving.by)
            form.set_read_only(words, "Write in it as well")
        else:
            form.set_read_only("")
            form.say_beside(self._who_is_here(report))
        self._desk.reviewing.panel.set_read_only(reads_only)

    def _who_is_here(self, report: str) -> str:
        me, others = self._saving.by, self.others.others
        also = [each for each in others if report and each.report == report]
        return (
            telling.also_writing(also, me) if also else telling.also_here(others, me, self._area_of)
        )

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
        self._newest |= {each.name: each for each in reports}
        self._take_up_rest()

    def _take_up_rest(self) -> None:
        """Show what others recorded, but for reports of which something is on its way from here."""
        newest, self._newest = self._newest, {}
        for name, report in newest.items():
            programme = self._opened.programmes.by_id.get(report.programme)
            force = self._opened.forces.get(report.force)
            if programme is None or force is None:
                continue
            if not self._saving.take_up(programme, force, report):
                self._newest.setdefault(name, report)

    # What both wrote

    def _ask(self) -> None:
        """Ask about the open report what has to be decided in it, or ask nothing."""
        report, at = self._open_report, self._desk.at
        contest = self._saving.contest_in(report)
        if contest is None or at is None:
            if self.pane.contest is not None:
                self.pane.forget()
            return
        new = contest is not self.pane.contest
        self.pane.ask(at[0], contest, lambda: self._saving.present(report))
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
