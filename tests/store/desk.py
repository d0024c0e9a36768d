"""An inspector at work on one report, as the tests of the store see it."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.core.drafting import draft_or_none
from desktop.core.fields import Answer
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.changes import Change
from desktop.store.database import Database
from desktop.store.reading import history, read_report
from desktop.store.writing import (
    Recorded,
    begin_report,
    follow_the_draft,
    keep_own_words,
    leave_remark,
    put_back,
    record_answer,
    record_edits,
    record_import,
    write_passage,
)


class Desk:
    """One inspector's work on one report."""

    def __init__(self, database: Database, programme: Programme, force: Force) -> None:
        self.database = database
        self.programme = programme
        self.force = force

    def begin(self) -> Recorded:
        return begin_report(
            self.database, programme=self.programme, force=self.force, by="A. Inspector"
        )

    def answer(self, key: str, answer: Answer | None, version: int | None = None) -> Recorded:
        return record_answer(
            self.database,
            programme=self.programme,
            force=self.force,
            key=key,
            answer=answer,
            by="A. Inspector",
            expected_version=version,
        )

    def write(self, item: str, text: str, version: int | None = None) -> Recorded:
        return write_passage(
            self.database,
            programme=self.programme,
            force=self.force,
            item=item,
            text=text,
            by="A. Inspector",
            expected_version=version,
        )

    def edit(
        self,
        answers: Mapping[str, Answer | None],
        passages: Mapping[str, str],
        over: Mapping[str, str] | None = None,
    ) -> Recorded:
        return record_edits(
            self.database,
            programme=self.programme,
            force=self.force,
            answers=answers,
            passages=passages,
            over=over,
            by="A. Inspector",
        )

    def put_back(
        self, answers: Mapping[str, Answer | None], passages: Mapping[str, Passage]
    ) -> Recorded:
        return put_back(
            self.database,
            programme=self.programme,
            force=self.force,
            answers=answers,
            passages=passages,
            by="A. Inspector",
        )

    def follow(self, item: str) -> Recorded:
        return follow_the_draft(
            self.database, programme=self.programme, force=self.force, item=item, by="A. Inspector"
        )

    def keep(self, item: str, version: int | None = None) -> Recorded:
        return keep_own_words(
            self.database,
            programme=self.programme,
            force=self.force,
            item=item,
            seen=self.drafted(item),
            by="A. Inspector",
            expected_version=version,
        )

    def drafted(self, item: str) -> str:
        """Give what an item would be drafted as now; nothing where it cannot be."""
        if item not in self.programme.items:
            return ""
        report = read_report(self.database, self.programme.id, self.force.key)
        answers = report.answers if report else {}
        return draft_or_none(self.programme, item, self.force, answers) or ""

    def leave(self, remark: str, reason: str, version: int | None = None) -> Recorded:
        return leave_remark(
            self.database,
            programme=self.programme,
            force=self.force,
            remark=remark,
            reason=reason,
            by="A. Inspector",
            expected_version=version,
        )

    def imported(self, report: Report) -> Recorded:
        return record_import(
            self.database, report=report, programme=self.programme, force=self.force, by="Importer"
        )

    def read(self) -> Report:
        report = read_report(self.database, self.programme.id, self.force.key)
        assert report is not None
        return report

    def changes(self) -> list[Change]:
        """Give the history, oldest first."""
        return history(self.database, self.programme.id, self.force.key)[::-1]

    def history(self) -> int:
        """Count the entries of the history."""
        return len(self.changes())
