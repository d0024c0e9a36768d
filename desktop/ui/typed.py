"""What was typed, report by report, and is not in the database yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.background import Background
from desktop.ui.unfinished import Unfinished

if TYPE_CHECKING:
    from desktop.core.fields import Answer
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.store.aside import TypedOver
    from desktop.ui.being_written import BeingWritten, Contest


class Typed(QObject):
    """Keeps what is typed, and shows each report with it, until it is recorded."""

    typed = Signal()
    """Something stands here that is not in the database."""
    taken_back = Signal()
    """What was typed in an earlier session is to be recorded."""
    recorded = Signal(object)
    """A `Recorded`: what the database now holds."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        """Begin with nothing; what is unfinished is kept through the given background."""
        super().__init__(parent)
        self._recorder = ""
        self._desks: dict[str, BeingWritten] = {}
        self.unfinished = Unfinished(background, self)
        """What is typed and can be recorded nowhere yet."""
        self.unfinished.typed.connect(self.typed)

    def sign_as(self, by: str) -> None:
        """Record under another name from now on."""
        self._recorder = by
        self.unfinished.sign_as(by)

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

    def take_up(self, programme: Programme, force: Force, report: Report) -> bool:
        """Know a report as another window recorded it, and tell; one known already is not told.

        False, and nothing is done, while anything of it is on its way from here: that finds out.
        """
        from desktop.store.writing import Recorded
        from desktop.ui.being_written import BeingWritten

        desk = self._desks.get(report.name)
        if desk is not None and desk.unsaved:
            return False
        if desk is None or desk.recorded.version < report.version:
            self._desks[report.name] = BeingWritten(programme, force, report)
            self.recorded.emit(Recorded(report, ()))
        return True

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
        self.typed.emit()

    def type_passage(self, name: str, item: str, text: str) -> None:
        """Take a passage as it now reads."""
        self._desks[name].type_passage(item, text)
        self.typed.emit()

    def unsaved_edits(self) -> tuple[TypedOver, ...]:
        """Give what is typed and not in the database yet, report by report."""
        from desktop.store.aside import TypedOver

        return tuple(
            TypedOver(
                desk.programme.id,
                desk.force.key,
                desk.typed_over,
                desk.by or self._recorder,
                dict(desk.answers),
                dict(desk.passages),
                dict(desk.over),
            )
            for desk in self._desks.values()
            if desk.typed
        )

    def take_back(self, programme: Programme, force: Force, base: Report, typed: TypedOver) -> bool:
        """Record what was typed in an earlier session over an earlier state of a report.

        Where the same words were changed since, there is a contest as usual. False, and nothing is
        done, while something else of that report is not recorded yet.
        """
        from desktop.ui.being_written import BeingWritten

        before = self._desks.get(base.name)
        if before is not None and before.unsaved:
            return False
        self._desks[base.name] = BeingWritten(
            programme,
            force,
            base,
            dict(typed.answers),
            dict(typed.passages),
            dict(typed.over),
            by=typed.by,
        )
        self.taken_back.emit()
        return True

    @property
    def by(self) -> str:
        """The name that changes are recorded under."""
        return self._recorder

    @property
    def unsaved(self) -> bool:
        """Whether anything typed is not in the database yet."""
        return self.unfinished.unsaved or any(desk.unsaved for desk in self._desks.values())

    @property
    def intends(self) -> bool:
        """Whether anything other than typing is not recorded yet."""
        return any(desk.waiting for desk in self._desks.values())

    def contest_in(self, name: str) -> Contest | None:
        """Give what has to be settled in a report before more of it can be recorded."""
        return self._desks[name].contest if name in self._desks else None

    @property
    def contest(self) -> Contest | None:
        """What has to be settled before it can be recorded; None if nothing."""
        return next((desk.contest for desk in self._desks.values() if desk.contest), None)
