"""What is answered in the grid, on its way to the report that each answer belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.core.report import Report
from desktop.ui.all_forces.model import Row

if TYPE_CHECKING:
    from desktop.core.fields import Answer
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.ui.saving import Saving


class Entries:
    """Has answers recorded over what the grid shows, and knows what stands there by now."""

    def __init__(self, saving: Saving) -> None:
        """Record through saving."""
        self._saving = saving
        self._newest: dict[str, Report] = {}

    def answer(
        self, programme: Programme, force: Force, shown: Row, key: str, answer: Answer | None
    ) -> None:
        """Record an answer, or that there is none, after the pause that typing has.

        What another program recorded since `shown` was read is not written over unasked.
        """
        report = Report(programme.id, force.key, shown.state, shown.version, shown.answers)
        self._saving.answer_over(programme, force, report, key, answer)

    def why_held(self, programme: Programme, force: str) -> str:
        """Say why nothing may be answered in a report; empty where it may."""
        return self._saving.why_held(f"{programme.id}/{force}")

    def save_now(self) -> None:
        """Record what was answered without waiting for the pause."""
        self._saving.save_now()

    def note(self, report: Report) -> None:
        """Take what was recorded."""
        before = self._newest.get(report.name)
        if before is None or before.version <= report.version:
            self._newest[report.name] = report

    def present(self, programme: Programme, read: Row) -> Row:
        """Give what stands in a row that was read, with what was recorded and typed since."""
        name = f"{programme.id}/{read.force}"
        newest = self._newest.get(name)
        if newest is not None and newest.version > read.version:
            read = Row(newest.force, newest.state, newest.version, newest.answers)
        typed = self._saving.typed_answers(name)
        if not typed:
            return read
        answers = {**read.answers, **typed}
        given = {key: answer for key, answer in answers.items() if answer is not None}
        return Row(read.force, read.state, read.version, given)

    def begun_since(self, programme: Programme, read: set[str]) -> list[Row]:
        """Give the rows of reports that were begun since the others were read."""
        return [
            self.present(programme, Row(report.force, report.state, report.version, report.answers))
            for report in self._newest.values()
            if report.programme == programme.id and report.force not in read
        ]
