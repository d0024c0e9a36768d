"""What was typed and is not saved yet, and its way into the database."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTime, QTimer, Signal

from desktop.ui.background import Background

if TYPE_CHECKING:
    from desktop.core.fields import Answer
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.store.database import Database
    from desktop.store.writing import Recorded
    from desktop.ui.being_written import BeingWritten, Contest, Intention

PAUSE_MS = 350
"""How long after a key what was typed goes to the database."""
LONGEST_MS = 700
"""How long typing without a pause may put that off."""
RETRY_MS = 4000


class Saving(QObject):
    """Keeps what is typed, shows the report with it, and records it after each pause."""

    recorded = Signal(object)
    """A `Recorded`: what the database now holds."""
    state_changed = Signal()
    refused = Signal(str)
    """Recording failed: a plain line. What was typed is kept, and recorded as soon as it can be."""
    not_drafted = Signal(str)
    """Everything typed was recorded, but a template has a mistake: a plain line that names it."""
    contested = Signal(object)
    """A `Contest`: nothing more of that report is recorded before `settle`."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        """Record through the given background, in which the database's work stands in order."""
        super().__init__(parent)
        self._background = background
        self._database: Database | None = None
        self._recorder = ""
        self._desks: dict[str, BeingWritten] = {}
        self._trouble = ""
        self._saved_at: QTime | None = None
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._longest = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        for timer in (self._pause, self._longest, self._retry):
            timer.timeout.connect(self.save_now)

    def use(self, database: Database, by: str) -> None:
        """Record into this database, under this name."""
        self._database = database
        self._recorder = by

    def sign_as(self, by: str) -> None:
        """Record under another name from now on."""
        self._recorder = by

    def open(self, programme: Programme, force: Force, report: Report) -> Report:
        """Take up work on a report; gives it with what was typed and could not be saved so far.

        What is given has to be shown: what is typed is taken to be typed over it.
        """
        # Not needed before the window's first paint.
        from desktop.ui.being_written import BeingWritten

        desk = self._desks.get(report.name)
        if desk is None or not (desk.unsaved or desk.recorded.version > report.version):
            self._desks[report.name] = BeingWritten(programme, force, report)
        else:
            desk.read_whole(report)
        return self.present(report.name)

    def answer_over(
        self, programme: Programme, force: Force, shown: Report, key: str, answer: Answer | None
    ) -> None:
        """Take an answer as it was given over one that is shown without the report's passages."""
        from desktop.ui.being_written import BeingWritten

        desk = self._desks.get(shown.name)
        if desk is None:
            self._desks[shown.name] = BeingWritten(programme, force, shown, answers_only=True)
        else:
            desk.see(key, shown)
        self.type_answer(shown.name, key, answer)

    def typed_answers(self, name: str) -> dict[str, Answer | None]:
        """Give the answers to a report that are typed and not recorded yet."""
        return dict(self._desks[name].answers) if name in self._desks else {}

    def present(self, name: str) -> Report:
        """Give a report as it stands on the screen, typed but unsaved words included."""
        return self._desks[name].present()

    def is_typed(self, name: str) -> bool:
        """Say whether something typed into a report is not recorded yet."""
        return self._desks[name].typed

    def type_answer(self, name: str, key: str, answer: Answer | None) -> None:
        """Take an answer as it was given on the form."""
        self._desks[name].answers[key] = answer
        self._typed()

    def type_passage(self, name: str, item: str, text: str) -> None:
        """Take a passage as it now reads."""
        self._desks[name].type_passage(item, text)
        self._typed()

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
        for desk in self._desks.values():
            if desk.typed or desk.waiting:
                desk.hurry = True
                self._go_on(desk)

    def _go_on(self, desk: BeingWritten) -> None:
        """Begin what is next: only one thing at a time, as each builds on the one before."""
        if desk.on_the_way:
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
        version = desk.recorded.version
        desk.on_the_way = True
        desk.hurry = False

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

        if isinstance(error, StaleError):
            self._look_again(desk)
            return
        desk.on_the_way = False
        self._trouble = str(error)
        self._retry.start()
        self.state_changed.emit()
        self.refused.emit(self._trouble)

    def _take(
        self,
        desk: BeingWritten,
        recorded: Recorded,
        done: Callable[[Recorded], object] = lambda _: None,
    ) -> None:
        desk.on_the_way = False
        desk.take(recorded.report)
        self._trouble = ""
        self._saved_at = QTime.currentTime()
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
        desk.go_on_from(present or Report(desk.programme.id, desk.force.key))
        if desk.contest is not None:
            self._trouble = "Another program changed the same words."
        desk.hurry = True
        self.recorded.emit(Recorded(desk.recorded, ()))
        self.state_changed.emit()
        self._go_on(desk)

    def settle(self, contest: Contest, *, mine: bool) -> None:
        """Let stand what was typed here, or else what was recorded elsewhere.

        What does not stand is recorded first, so that the history keeps both.
        """
        desk = self._desks[contest.report.name]
        if desk.contest is not contest:
            return
        desk.contest = None
        if not mine:
            answers = {key: contest.report.answers.get(key) for key in contest.answers}
            passages = {item: contest.report.passage(item) for item in contest.passages}

            def work(database: Database, by: str) -> Recorded:
                from desktop.store.writing import put_back

                return put_back(
                    database,
                    programme=desk.programme,
                    force=desk.force,
                    answers=answers,
                    passages=passages,
                    by=by,
                )

            self.carry_out(contest.report.name, work, failed=self._tell)
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
        """Record an intention other than typing, after what was typed before it."""
        from desktop.ui.being_written import Intention

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
        desk.on_the_way = False
        self.state_changed.emit()
        intention.failed(error)
        self._go_on(desk)

    @property
    def by(self) -> str:
        """The name that changes are recorded under."""
        return self._recorder

    @property
    def unsaved(self) -> bool:
        """Whether anything typed is not in the database yet."""
        return any(desk.unsaved for desk in self._desks.values())

    @property
    def contest(self) -> Contest | None:
        """What has to be settled before it can be recorded; None if nothing."""
        return next((desk.contest for desk in self._desks.values() if desk.contest), None)

    @property
    def trouble(self) -> str:
        """What stood in the way of the last recording; empty if nothing."""
        return self._trouble

    @property
    def saved_at(self) -> QTime | None:
        """When something was last recorded in this session."""
        return self._saved_at
