"""The answers of all reports of one programme."""

from __future__ import annotations

from desktop.core.fields import Answer
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.all_forces import Answers, all_forces
from desktop.store.database import Database
from desktop.store.writing import begin_report, record_answer, record_edits, record_import


def test_answers_of_one_programme_by_force(
    database: Database, inspection: Programme, forces: Forces
) -> None:
    other = inspection.model_copy(update={"id": "later-inspection"})
    answers: dict[str, Answer] = {
        "isbn": "978-1-78246-041-1",
        "press.leaks.investigated": 0,
        "press.leaks.found": False,
        "press.leaks.plan": "Café “Heron”",
        "press.policies.state": "old",
        "press.policies.reviewed": ("media", "gifts"),
    }
    record_edits(
        database,
        programme=inspection,
        force=forces["kent"],
        answers=answers,
        passages={"press.leaks": "Not read."},
        by="I",
    )
    begin_report(database, programme=inspection, force=forces["essex"], by="I")
    published = Report(inspection.id, "surrey", "published", answers={"press.leaks.found": True})
    record_import(database, report=published, programme=inspection, force=forces["surrey"], by="I")
    record_answer(
        database,
        programme=other,
        force=forces["kent"],
        key="press.leaks.investigated",
        answer=5,
        by="I",
    )
    assert all_forces(database, inspection.id) == [
        Answers("essex", "drafting", 1, {}),
        Answers("kent", "drafting", 1, answers),
        Answers("surrey", "published", 1, {"press.leaks.found": True}),
    ]
    assert all_forces(database, other.id) == [
        Answers("kent", "drafting", 1, {"press.leaks.investigated": 5})
    ]
    assert all_forces(database, "unheard-of") == []
