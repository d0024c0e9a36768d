"""The way of what was typed into the database."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTime, QTimer, Signal

from desktop.ui.background import Background
from desktop.ui.lateness import Lateness
from desktop.ui.typed import Typed

if TYPE_CHECKING:
    from desktop.core.report import Report
    from desktop.store.database import Database
    from desktop.store.writing import Recorded
    from desktop.ui.being_written import BeingWritten, Contest, Intention

PAUSE_MS = 250
"""How long after a key what was typed goes to the database."""
LONGEST_MS = 400
"""How long typing without a pause may put that off."""
RETRY_MS = 4000
_SLOW = "Saving takes longer than it should: the disk, or another program, keeps it waiting."
_CONTEST = "Another program changed the same words."


class Saving(Typed):
    """Records what is typed after each pause, and intentions other than typing after it."""

    state_changed = Signal()
    refused = Signal(str)
    """Recording failed: a plain line. What was typed is kept, and recorded as soon as it can be."""
    not_drafted = Signal(str)
    """Everything typed was recorded, but a template has a mistake: a plain line that names it."""
    contested = Signal(object)
    """A `Contest`: nothing more of that report is recorded before `settle`."""
    decision_wanted = Signal(object)
    """A `Contest` that the inspector wants to decide now."""
    overdue = Signal()
    """What should be in the database by now is not: it has to be kept somewhere else."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        """Record through the given background, which should have nothing else to do."""
        super().__init__(background, parent)
        self._background = background
        self._database: Database | None = None
        self._trouble = ""
        self._saved_at: QTime | None = None
        self.why_held: Callable[[str], str] = lambda _: ""
        """Says why nothing may be changed in a report, by its name; empty where it may."""
        self.keep_elsewhere: Callable[[int], object] = lambda _: None
        """Keeps what is not saved outside of the database too, within so many milliseconds."""
        self.typed.connect(self._typed)
        self.taken_back.connect(self.save_now)
        self.unfinished.kept.connect(self._unfinished_kept)
        self.unfinished.failed.connect(self._not_recorded)
        self._lateness = Lateness(self)
        self._lateness.late.connect(self.overdue)
        self._lateness.slow.connect(lambda: self._say_trouble(_SLOW))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        for timer in (self._pause, self._longest, self._retry):
            timer.timeout.connect(self.save_now)
        for timer in (self._pause, self._longest):
            # Else each may take a twentieth longer, of a second that is promised.
            timer.setTimerType(Qt.TimerType.PreciseTimer)

    def use(self, database: Database, by: str) -> None:
        """Record into this database, under this name."""
        self._database = database
        self._recorder = by
        self.unfinished.use(database, by)

    def _typed(self) -> None:
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()
        self.state_changed.emit()

    def save_now(self) -> None:
        """Send what was typed to the database without waiting for a pause."""
        self._pause.stop()
        self._longest.stop()
        self._retry.stop()
        if self._is_shut:
            return
        for desk in self._desks.values():
            if desk.typed or desk.waiting:
                desk.hurry = True
                self._go_on(desk)
        self.unfinished.save_now()
        if self._lateness.is_late or self._trouble:
            self.overdue.emit()
        elif self.unsaved:
            self._lateness.wait()

    def put_away(self, timeout_ms: int) -> None:
        """Have what was typed saved, or else kept elsewhere; each may take so long.

        The window goes on painting meanwhile, but takes no input.
        """
        self.save_now()
        self._background.finish(timeout_ms)
        if self.unsaved:
            self.keep_elsewhere(timeout_ms)

    @property
    def _is_shut(self) -> bool:
        """Whether the window is closed, or the database locked: then all is saved when unlocked."""
        locked = self._database is not None and self._database.is_shut
        return locked or self._background.closed

    def _go_on(self, desk: BeingWritten) -> None:
        """Begin what is next: only one thing at a time, as each builds on the one before."""
        if desk.on_the_way or self._is_shut:
            return
        if desk.contest is not None:
            self.contested.emit(desk.contest)
        elif desk.typed and (desk.hurry or desk.waiting):
            self._send(desk)
        elif desk.typed:
            if not self._pause.isActive():
                self._pause.start()
        elif desk.waiting:
            self._carry_out(desk, desk.waiting.pop(0))

    def _send(self, desk: BeingWritten) -> None:
        database, by = self._database, self._recorder
        if database is None:
            return
        answers, passages, over = dict(desk.answers), dict(desk.passages), dict(desk.over)
        version, by = desk.recorded.version, desk.by or by
        desk.on_the_way = True
        desk.hurry = False
        self._lateness.wait()

        def work() -> Recorded:
            from desktop.store.writing import record_edits

            return record_edits(
                database,
                programme=desk.programme,
                force=desk.force,
                answers=answers,
                passages=passages,
                over=over,
                by=by,
                expected_version=version,
            )

        def arrived(recorded: Recorded) -> None:
            desk.arrived(answers, passages)
            self._take(desk, recorded)
            for mistake in recorded.mistakes:
                self.not_drafted.emit(mistake)

        self._background.run(work, arrived, lambda error: self._failed(desk, error))

    def _failed(self, desk: BeingWritten, error: Exception) -> None:
        from desktop.store.errors import StaleError

        if isinstance(error, StaleError) and not self._is_shut:
            self._look_again(desk)
            return
        desk.on_the_way = False
        self._not_recorded(error)

    def _not_recorded(self, error: Exception) -> None:
        self._lateness.refused()
        if self._is_shut:
            return
        self._retry.start()
        self.overdue.emit()
        self._say_trouble(str(error))

    def _say_trouble(self, why: str) -> None:
        self._trouble = why
        self.state_changed.emit()
        self.refused.emit(why)

    def _unfinished_kept(self) -> None:
        self._has_recorded()
        if self.unfinished.unsaved and not self._pause.isActive():
            # Typed while the rest was on its way; no other key may come.
            self._pause.start()
        self.state_changed.emit()

    def _has_recorded(self) -> None:
        """Know that the database does as it should."""
        self._trouble = _CONTEST if self.contest else ""
        self._saved_at = QTime.currentTime()
        self._has_answered()

    def _has_answered(self) -> None:
        self._lateness.answered()
        if any(desk.on_the_way for desk in self._desks.values()):
            self._lateness.wait()

    def _take(
        self,
        desk: BeingWritten,
        recorded: Recorded,
        done: Callable[[Recorded], object] = lambda _: None,
    ) -> None:
        desk.on_the_way = False
        desk.take(recorded.report)
        self._has_recorded()
        self.recorded.emit(recorded)
        done(recorded)
        self.state_changed.emit()
        self._go_on(desk)

    # What another program recorded in the same report

    def _look_again(self, desk: BeingWritten) -> None:
        database = self._database
        assert database is not None

        def work() -> Report | None:
            from desktop.store.reading import read_report

            return read_report(database, desk.programme.id, desk.force.key)

        self._background.run(
            work,
            lambda present: self._compare(desk, present),
            lambda error: self._failed(desk, error),
        )

    def _compare(self, desk: BeingWritten, present: Report | None) -> None:
        """Go on from what is there now, unless the same fields or passages were changed."""
        from desktop.core.report import Report
        from desktop.store.writing import Recorded

        desk.on_the_way = False
        self._has_answered()
        desk.go_on_from(present or Report(desk.programme.id, desk.force.key))
        if desk.contest is not None:
            self._trouble = _CONTEST
            self.overdue.emit()
        desk.hurry = True
        self.recorded.emit(Recorded(desk.recorded, ()))
        self.state_changed.emit()
        self._go_on(desk)

    def settle(self, contest: Contest, *, theirs: Collection[str] = ()) -> None:
        """Let stand what was typed here, but for the fields and passages that `theirs` names.

        Of those, what was recorded elsewhere stands. What was typed is recorded in either case, so
        that the history keeps both.
        """
        desk = self._desks[contest.report.name]
        if desk.contest is not contest:
            return
        desk.contest = None
        if theirs:
            mine, keys = desk.present(), frozenset(theirs)

            def work(database: Database, by: str) -> Recorded:
                from desktop.store.seen import give_way

                return give_way(
                    database,
                    programme=desk.programme,
                    force=desk.force,
                    mine=mine,
                    theirs=contest.report,
                    keys=keys,
                    by=by,
                )

            desk.give_way(work, self._tell)
        self.save_now()

    def _tell(self, error: Exception) -> None:
        self.refused.emit(str(error))

    # Intentions other than typing

    def carry_out(
        self,
        name: str,
        work: Callable[[Database, str], Recorded],
        done: Callable[[Recorded], object] = lambda _: None,
        *,
        failed: Callable[[Exception], object],
    ) -> None:
        """Record an intention other than typing, after what was typed before it.

        Not in a report that is for reading only here.
        """
        from desktop.ui.being_written import Intention

        if why := self.why_held(name):
            failed(PermissionError(why))
            return
        self._desks[name].waiting.append(Intention(work, done, failed))
        self.state_changed.emit()
        self.save_now()

    def _carry_out(self, desk: BeingWritten, intention: Intention) -> None:
        database, by = self._database, self._recorder
        if database is None:
            return
        desk.on_the_way = True
        self._background.run(
            lambda: intention.work(database, by),
            lambda recorded: self._take(desk, recorded, intention.done),
            lambda error: self._not_carried_out(desk, intention, error),
        )

    def _not_carried_out(self, desk: BeingWritten, intention: Intention, error: Exception) -> None:
        from desktop.store.errors import LockedError

        desk.on_the_way = False
        self._has_answered()
        if self._is_shut and isinstance(error, LockedError):
            desk.waiting.insert(0, intention)
            return
        self.state_changed.emit()
        intention.failed(error)
        self._go_on(desk)

    @property
    def trouble(self) -> str:
        """What stood in the way of the last recording; empty if nothing."""
        return self._trouble

    @property
    def saved_at(self) -> QTime | None:
        """When something was last recorded in this session."""
        return self._saved_at
