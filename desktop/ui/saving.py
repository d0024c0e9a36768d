"""What was typed and is not saved yet, and its way into the database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
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

PAUSE_MS = 350
"""How long after a key what was typed goes to the database."""
LONGEST_MS = 700
"""How long typing without a pause may put that off."""
RETRY_MS = 4000


@dataclass
class _Desk:
    """One report that is being written: as last recorded, and what was typed since."""

    programme: Programme
    force: Force
    recorded: Report
    answers: dict[str, Answer | None] = field(default_factory=dict)
    passages: dict[str, str] = field(default_factory=dict)
    on_the_way: int = 0
    hurry: bool = False
    """What was typed is to be sent as soon as what is on the way has arrived."""

    @property
    def unsaved(self) -> bool:
        return bool(self.answers or self.passages or self.on_the_way)


class Saving(QObject):
    """Keeps what is typed, shows the report with it, and records it after each pause."""

    recorded = Signal(object)
    """A `Recorded`: what the database now holds."""
    state_changed = Signal()
    refused = Signal(str)
    """Recording failed: a plain line. What was typed is kept, and recorded as soon as it can be."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        """Record through the given background, in which the database's work stands in order."""
        super().__init__(parent)
        self._background = background
        self._database: Database | None = None
        self._recorder = ""
        self._desks: dict[str, _Desk] = {}
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

    def open(self, programme: Programme, force: Force, report: Report) -> Report:
        """Take up work on a report; gives it with what was typed and could not be saved so far."""
        desk = self._desks.get(report.name)
        if desk is None or not desk.unsaved:
            self._desks[report.name] = _Desk(programme, force, report)
        return self.present(report.name)

    def present(self, name: str) -> Report:
        """Give a report as it stands on the screen, typed but unsaved words included."""
        from desktop.core.drafting import redraft
        from desktop.core.programme_reader import ProgrammeError
        from desktop.core.report import Passage

        desk = self._desks[name]
        report = desk.recorded
        if not (desk.answers or desk.passages):
            return report
        answers = {**report.answers, **desk.answers}
        passages = {**report.passages}
        passages.update({item: Passage(text, "edited") for item, text in desk.passages.items()})
        present = replace(
            report,
            answers={key: answer for key, answer in answers.items() if answer is not None},
            passages=passages,
        )
        if not desk.answers:
            return present
        try:
            drafts = redraft(desk.programme, desk.force, present)
        except ProgrammeError:
            # A mistake in the programme's wording is told where the answer is recorded.
            return present
        return replace(present, passages={**passages, **drafts})

    def type_answer(self, name: str, key: str, answer: Answer | None) -> None:
        """Take an answer as it was given on the form."""
        self._desks[name].answers[key] = answer
        self._typed()

    def type_passage(self, name: str, item: str, text: str) -> None:
        """Take a passage as it now reads."""
        self._desks[name].passages[item] = text
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
            if not (desk.answers or desk.passages):
                continue
            if desk.on_the_way:
                desk.hurry = True
            else:
                self._send(desk)

    def _send(self, desk: _Desk) -> None:
        database, by = self._database, self._recorder
        if database is None:
            return
        answers, passages = dict(desk.answers), dict(desk.passages)
        version = desk.recorded.version
        desk.on_the_way += 1
        desk.hurry = False

        def work() -> Recorded:
            from desktop.store.writing import record_edits

            return record_edits(
                database,
                programme=desk.programme,
                force=desk.force,
                answers=answers,
                passages=passages,
                by=by,
                expected_version=version,
            )

        self._background.run(
            work,
            lambda recorded: self._arrived(desk, answers, passages, recorded),
            lambda error: self._failed(desk, error),
        )

    def _arrived(
        self,
        desk: _Desk,
        answers: dict[str, Answer | None],
        passages: dict[str, str],
        recorded: Recorded,
    ) -> None:
        for key, answer in answers.items():
            if key in desk.answers and desk.answers[key] == answer:
                del desk.answers[key]
        for item, text in passages.items():
            if desk.passages.get(item) == text:
                del desk.passages[item]
        self._take(desk, recorded)

    def _failed(self, desk: _Desk, error: BaseException) -> None:
        desk.on_the_way -= 1
        self._trouble = str(error)
        self._retry.start()
        self.state_changed.emit()
        self.refused.emit(self._trouble)

    def _take(self, desk: _Desk, recorded: Recorded) -> None:
        desk.on_the_way -= 1
        desk.recorded = recorded.report
        self._trouble = ""
        self._saved_at = QTime.currentTime()
        self.recorded.emit(recorded)
        self.state_changed.emit()
        if not (desk.answers or desk.passages):
            return
        if desk.hurry:
            self._send(desk)
        elif not self._pause.isActive():
            self._pause.start()

    def carry_out(self, name: str, work: Callable[[Database, str], Recorded]) -> None:
        """Record an intention other than typing, after what was typed before it."""
        desk, database, by = self._desks[name], self._database, self._recorder
        if database is None:
            return
        self.save_now()
        # Until it is recorded nothing else is sent: that would be based on an older version.
        desk.on_the_way += 1
        self._background.run(
            lambda: work(database, by),
            lambda recorded: self._take(desk, recorded),
            lambda error: self._failed(desk, error),
        )

    def drop(self, name: str, item: str) -> None:
        """Forget what was typed in one passage since it was last recorded."""
        self._desks[name].passages.pop(item, None)

    @property
    def by(self) -> str:
        """The name that changes are recorded under."""
        return self._recorder

    @property
    def unsaved(self) -> bool:
        """Whether anything typed is not in the database yet."""
        return any(desk.unsaved for desk in self._desks.values())

    @property
    def trouble(self) -> str:
        """What stood in the way of the last recording; empty if nothing."""
        return self._trouble

    @property
    def saved_at(self) -> QTime | None:
        """When something was last recorded in this session."""
        return self._saved_at
