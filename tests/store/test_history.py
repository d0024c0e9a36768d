"""The history tells all: read from its beginning, it gives the report as it is."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core import commonmark
from desktop.core.facts import FactWords
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store import connecting
from desktop.store.changes import replay
from desktop.store.database import Database
from desktop.store.listing import changed_since_publication, list_reports
from desktop.store.passphrase import Passphrase
from desktop.store.reading import history, read_report
from desktop.store.writing import (
    begin_report,
    record_answer,
    record_edits,
    record_import,
    write_passage,
)
from tests.store.desk import Desk

COUNTS = st.none() | st.integers(0, 12)
TEXTS = st.lists(
    st.sampled_from(
        [
            "Nobody leaked.",
            "There were [two](fact:press.leaks.investigated) leaks in Kent.",
            "- **a**\n- b",
            "[12](fact:leaks.investigated;figures) of [some](fact:press.leaks.plan;words)",
            "[lost](fact:press.leaks.lost) and [**no** one](fact:isbn)",
            "(see [the plan](fact:press.leaks.plan))",
        ]
    ),
    max_size=2,
).map("\n\n".join)
ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "press.leaks.investigated": COUNTS,
        "press.leaks.found": st.none() | st.booleans(),
        "press.leaks.plan": st.none() | st.text("ab0“*[\U0001f600", min_size=1),
        "press.policies.reviewed": st.none() | st.sampled_from([(), ("media",), ("gifts",)]),
        "isbn": st.none() | st.sampled_from(["978-1", "978-2"]),
    },
)
PASSAGES = st.fixed_dictionaries(
    {}, optional={"press.leaks": TEXTS, "press.policies": TEXTS, "about.imprint": TEXTS}
)
DRAFTED = st.sampled_from(["press.leaks", "about.imprint"])
DONE = st.one_of(
    st.tuples(st.just("edit"), ANSWERS, PASSAGES),
    st.tuples(st.just("follow"), DRAFTED),
    st.tuples(st.just("keep"), DRAFTED),
    st.tuples(
        st.just("leave"), st.sampled_from(["a|b|c", "a||“"]), st.sampled_from(["", "So.", "No “"])
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(DONE, max_size=12), st.booleans())
def test_replaying_the_history_gives_each_report_that_was_recorded(
    inspection: Programme, kent: Force, steps: list[tuple[Any, ...]], published: bool
) -> None:
    empty = Report(inspection.id, kent.key)
    recorded = [empty]
    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder, "b")) as database:
        desk = Desk(database, inspection, kent)
        if published:
            printed = {"press.policies": Passage("[978-1](fact:isbn)", "edited")}
            report = Report(inspection.id, kent.key, "published", 0, {"isbn": "978-1"}, printed)
            recorded.append(desk.imported(report).report)
        for name, *what in steps:
            done = getattr(desk, name)(*what)
            if done.changes:
                recorded.append(done.report)
            else:
                assert done.report.version == recorded[-1].version
        assert (read_report(database, inspection.id, kent.key) or empty) == recorded[-1]
        assert list_reports(database) == recorded[-1:] or recorded == [empty]
        changes = history(database, inspection.id, kent.key)[::-1]
    for version, report in enumerate(recorded):
        assert report.version == version
        assert replay((each for each in changes if each.step <= version), empty) == report
        words = FactWords(inspection, report.answers)
        for passage in report.passages.values():
            said = commonmark.parse(passage.text)
            assert words.settled(said) == said


def test_history_is_told_newest_first_of_a_report_an_item_or_a_field(
    database: Database, inspection: Programme, kent: Force, essex: Force
) -> None:
    for force, number in ((kent, 1), (essex, 5), (kent, 2)):
        record_answer(
            database,
            programme=inspection,
            force=force,
            key="press.leaks.investigated",
            answer=number,
            by="I",
        )
    whole = history(database, inspection.id, "kent")
    assert [change.step for change in whole] == [2, 2, 1, 1, 1, 1]
    of_field = history(database, inspection.id, "kent", ("press.leaks.investigated",))
    assert [(change.before, change.after) for change in of_field] == [(1, 2), (None, 1)]
    of_item = history(database, inspection.id, "kent", ("press.leaks",))
    assert [change.after for change in of_item] == [
        Passage("There were [two](fact:press.leaks.investigated) leaks in Kent."),
        Passage("There were [one](fact:press.leaks.investigated) leaks in Kent."),
    ]
    assert history(database, inspection.id, "surrey") == []


def test_a_published_report_tells_whether_it_was_changed_since(
    database: Database, inspection: Programme, kent: Force, essex: Force
) -> None:
    begin_report(database, programme=inspection, force=essex, by="I")
    report = Report(
        inspection.id,
        kent.key,
        "published",
        passages={"press.policies": Passage("As printed.", "edited")},
    )
    record_import(database, report=report, programme=inspection, force=kent, by="I")

    def write(text: str) -> None:
        write_passage(
            database, programme=inspection, force=kent, item="press.policies", text=text, by="I"
        )

    assert changed_since_publication(database) == frozenset()
    write("As printed")
    write("As changed.")
    assert changed_since_publication(database) == {"small-inspection/kent"}
    assert changed_since_publication(database, inspection.id) == {"small-inspection/kent"}
    assert changed_since_publication(database, "another") == frozenset()
    write("As printed.")
    assert changed_since_publication(database) == frozenset()


def test_what_is_not_printed_changes_no_published_report(desk: Desk) -> None:
    passages = {"press.leaks": Passage("As printed.", "edited")}
    desk.imported(Report(desk.programme.id, "kent", "published", passages=passages))
    desk.leave("spelling|press.leaks|As", "It was printed so.")
    assert changed_since_publication(desk.database) == frozenset()
    desk.answer("press.leaks.investigated", 3)
    desk.answer("press.leaks.investigated", None)
    assert desk.keep("press.leaks").changes == ()
    assert changed_since_publication(desk.database) == frozenset()
    desk.answer("press.leaks.investigated", 3)
    assert desk.keep("press.leaks").changes != ()
    desk.answer("press.leaks.investigated", None)
    assert changed_since_publication(desk.database) == frozenset()
    desk.answer("press.leaks.found", False)
    assert changed_since_publication(desk.database) == {"small-inspection/kent"}


def test_all_reports_are_read_at_once_however_many_there_are(
    database: Database,
    inspection: Programme,
    kent: Force,
    essex: Force,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connect = connecting.connect
    statements: list[str] = []

    def connect_and_count(path: Path, passphrase: Passphrase | None) -> sqlite3.Connection:
        connection = connect(path, passphrase)
        connection.set_trace_callback(statements.append)
        return connection

    needed = []
    expected: list[Report] = []
    for force in (kent, essex):
        done = record_edits(
            database,
            programme=inspection,
            force=force,
            answers={"press.leaks.investigated": 2, "press.policies.reviewed": ("media",)},
            passages={"press.policies": f"Of {force.area}."},
            by="I",
        )
        expected.insert(0, done.report)
        with monkeypatch.context() as counted:
            counted.setattr(connecting, "connect", connect_and_count)
            assert list_reports(database) == expected
        needed.append(len(statements))
        statements.clear()
    assert needed[0] == needed[1] > 0
    assert list_reports(database, inspection.id) == expected
    assert list_reports(database, "another") == []


def test_a_report_that_was_never_begun_is_none(database: Database, inspection: Programme) -> None:
    assert read_report(database, inspection.id, "kent") is None


@pytest.mark.parametrize("text", ["© £ – “quoted”", "a\\*b & <i>"])
def test_passages_come_back_letter_by_letter(
    database: Database, inspection: Programme, kent: Force, text: str
) -> None:
    done = write_passage(
        database, programme=inspection, force=kent, item="press.policies", text=text, by="I"
    )
    assert read_report(database, inspection.id, "kent") == done.report
