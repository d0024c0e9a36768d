"""Writing reports in the background: step by step, to be cancelled at any time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.background import Background
from desktop.ui.publishing.run import Job, Run, Told

if TYPE_CHECKING:
    from desktop.store.opening import Opened
    from desktop.ui.saving import Saving

_CLOSING_MS = 5_000


@dataclass(slots=True)
class Outcome:
    """What came of a job so far."""

    job: Job
    written: list[Told] = field(default_factory=list)
    failed: list[Told] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)
    cancelled: bool = False
    overridden: bool = False
    """Whether the reason was recorded for any report."""
    trouble: str = ""
    """What stood in the way of all of it, or of the manifest."""

    @property
    def done(self) -> int:
        """How many reports it is known of how they went."""
        return len(self.written) + len(self.failed) + len(self.refused)

    def take(self, told: Told) -> None:
        """Take up how a report went."""
        into = self.refused if told.refused else self.failed if told.problem else self.written
        into.append(told)


class Writing(QObject):
    """Carries out one job at a time, after what is typed has been recorded."""

    progressed = Signal(int, int)
    """So many reports of so many are done."""
    ended = Signal(object)
    """The `Outcome` of the job."""
    recorded = Signal(object)
    """A `Recorded`: that a report is published in spite of what speaks against it."""
    held_up = Signal(str)
    """The force where another program changed what is typed here, so that nothing is written yet;
    empty once that is settled."""

    def __init__(self, opened: Opened, saving: Saving, parent: QObject) -> None:
        """Write reports of what was opened; what is typed in them is recorded through `saving`."""
        super().__init__(parent)
        self._opened = opened
        self._saving = saving
        self._background = Background("publishing", self)
        self._waiting: Job | None = None
        self._run: Run | None = None
        self._outcome: Outcome | None = None
        self._held_up = ""
        self._told_of: dict[str, int] = {}
        saving.state_changed.connect(self._go_on)
        saving.refused.connect(self._not_saved)

    @property
    def outcome(self) -> Outcome | None:
        """The job that is under way; None while there is none."""
        return self._outcome

    def write(self, job: Job) -> None:
        """Write reports with what is typed in them; nothing while a job is under way."""
        if self._outcome is not None:
            return
        self._outcome = Outcome(job)
        self._waiting = job
        self.progressed.emit(0, len(job.forces))
        self._saving.save_now()
        self._go_on()

    def cancel(self) -> None:
        """Write nothing more; what was written stays."""
        if self._outcome is None:
            return
        self._outcome.cancelled = True
        if self._run is not None:
            self._run.stop()
        else:
            self._end()

    def end(self) -> None:
        """End what is under way for good; nothing is told after this."""
        self._saving.state_changed.disconnect(self._go_on)
        self._saving.refused.disconnect(self._not_saved)
        self._waiting = self._outcome = None
        if self._run is not None:
            self._run.stop()
        self._background.close(_CLOSING_MS)

    def _go_on(self) -> None:
        contest = self._saving.contest if self._waiting is not None else None
        self._say_held_up(self._opened.forces[contest.report.force].name if contest else "")
        if self._waiting is None or self._saving.unsaved:
            return
        job, self._waiting = self._waiting, None
        self._run = Run(self._opened, job, self._saving.by)
        self._step(self._run)

    def _not_saved(self, why: str) -> None:
        if self._waiting is not None and self._outcome is not None:
            self._outcome.trouble = f"Nothing was written, as what was typed is not saved: {why}"
            self._end()

    def _step(self, run: Run) -> None:
        self._background.run(
            run.step, lambda told: self._stepped(run, told), lambda error: self._broke(run, error)
        )

    def _stepped(self, run: Run, told: list[Told] | None) -> None:
        outcome = self._outcome
        if outcome is None:
            return
        for each in told or ():
            outcome.take(each)
        self._tell_recorded(run, outcome)
        if told is None:
            self._end()
            return
        self.progressed.emit(outcome.done, len(outcome.job.forces))
        self._step(run)

    def _tell_recorded(self, run: Run, outcome: Outcome) -> None:
        for each in run.recorded():
            outcome.overridden = True
            if self._told_of.get(each.report.name) != each.report.version:
                self._told_of[each.report.name] = each.report.version
                self.recorded.emit(each)

    def _say_held_up(self, force: str) -> None:
        if force != self._held_up:
            self._held_up = force
            self.held_up.emit(force)

    def _broke(self, run: Run, error: Exception) -> None:
        if self._outcome is not None:
            self._tell_recorded(run, self._outcome)
            self._outcome.trouble = str(error)
            self._end()

    def _end(self) -> None:
        outcome, self._outcome = self._outcome, None
        self._waiting = self._run = None
        self._say_held_up("")
        self.progressed.emit(0, 0)
        if outcome is not None:
            self.ended.emit(outcome)
