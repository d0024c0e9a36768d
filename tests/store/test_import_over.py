"""Importing over a report that is there: what is kept stays, what is taken is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.database import AlreadyThere, Database, StaleError
from desktop.store.reading import read_report
from desktop.store.writing import leave_remark, record_answer, record_import

INVESTIGATED = "press.leaks.investigated"
CONTINUING = "press.leaks.continuing"
LEAKS = "press.leaks"
MEDIA = "press.media_policy"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database.open(tmp_path / "book.sqlite3") as opened:
        yield opened


def bring(
    database: Database,
    programme: Programme,
    forces: Forces,
    report: Report,
    over: int | None = None,
    keep: tuple[str, ...] = (),
) -> Report:
    return record_import(
        database,
        report=report,
        programme=programme,
        force=forces[report.force],
        by="I",
        origin="cleveland.pdf",
        over=over,
        keep=keep,
    ).report


def read(answers: dict[str, int], passages: dict[str, str]) -> Report:
    return Report(
        "revisiting-police-relationships-2012",
        "cleveland",
        state="published",
        answers=dict(answers),
        passages={key: Passage(text, "edited") for key, text in passages.items()},
    )


def test_what_is_kept_stays_and_what_is_taken_is_recorded(
    database: Database, programme: Programme, forces: Forces
) -> None:
    there = bring(
        database,
        programme,
        forces,
        read({INVESTIGATED: 11, CONTINUING: 3}, {LEAKS: "Eleven leaks.", MEDIA: "Old rules."}),
    )
    other = read({INVESTIGATED: 12}, {LEAKS: "Twelve leaks.", MEDIA: "New rules."})
    with pytest.raises(AlreadyThere):
        bring(database, programme, forces, other)
    after = bring(
        database, programme, forces, other, over=there.version, keep=(INVESTIGATED, LEAKS)
    )
    assert after.answers == {INVESTIGATED: 11}
    assert after.passage(LEAKS).text == "Eleven leaks."
    assert after.passage(MEDIA).text == "New rules."
    assert read_report(database, programme.id, "cleveland") == after


def test_facts_of_a_passage_that_is_kept_follow_the_answer_that_is_taken(
    database: Database, programme: Programme, forces: Forces
) -> None:
    fact = f"There were [11](fact:{INVESTIGATED}) leaks."
    there = bring(database, programme, forces, read({INVESTIGATED: 11}, {LEAKS: fact}))
    other = read({INVESTIGATED: 12}, {LEAKS: "Twelve."})
    after = bring(database, programme, forces, other, over=there.version, keep=(LEAKS,))
    assert after.passage(LEAKS).text == f"There were [12](fact:{INVESTIGATED}) leaks."


def test_the_state_can_be_kept(database: Database, programme: Programme, forces: Forces) -> None:
    there = bring(
        database, programme, forces, replace(read({INVESTIGATED: 1}, {}), state="drafting")
    )
    after = bring(
        database,
        programme,
        forces,
        read({INVESTIGATED: 2}, {}),
        over=there.version,
        keep=("",),
    )
    assert (after.state, after.answers) == ("drafting", {INVESTIGATED: 2})


def test_nothing_is_put_over_what_was_changed_meanwhile(
    database: Database, programme: Programme, forces: Forces
) -> None:
    there = bring(database, programme, forces, read({INVESTIGATED: 1}, {}))
    record_answer(
        database,
        programme=programme,
        force=forces["cleveland"],
        key=INVESTIGATED,
        answer=5,
        by="someone",
    )
    with pytest.raises(StaleError):
        bring(database, programme, forces, read({INVESTIGATED: 2}, {}), over=there.version)


def test_the_same_import_again_changes_nothing_though_a_remark_was_left(
    database: Database, programme: Programme, forces: Forces
) -> None:
    report = read({INVESTIGATED: 1}, {LEAKS: "One leak."})
    bring(database, programme, forces, report)
    left = leave_remark(
        database,
        programme=programme,
        force=forces["cleveland"],
        remark="a remark",
        reason="It is right",
        by="I",
    ).report

    assert bring(database, programme, forces, report) == left
    assert bring(database, programme, forces, report, over=left.version) == left


def test_a_refusal_counts_what_would_be_lost_apart_from_what_is_new(
    database: Database, programme: Programme, forces: Forces
) -> None:
    bring(database, programme, forces, read({INVESTIGATED: 1}, {LEAKS: "One leak."}))
    more = read({INVESTIGATED: 1, CONTINUING: 1}, {LEAKS: "One leak.", MEDIA: "New rules."})
    with pytest.raises(AlreadyThere, match=": 1 answer and 1 passage would be added, so nothing"):
        bring(database, programme, forces, more)

    other = read({INVESTIGATED: 2, CONTINUING: 1}, {LEAKS: "Two leaks."})
    with pytest.raises(AlreadyThere, match="1 answer and 1 passage would be overwritten, 1 answer"):
        bring(database, programme, forces, other)
