"""Looking through all reports: filtered, sorted and a leaf at a time."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from desktop.core.fields import Answer
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.core.review import State
from desktop.store import recording
from desktop.store.database import Database
from desktop.store.library import (
    Order,
    Wanted,
    leaf_at,
    listed,
    look_through,
    programmes_there,
    read_several,
    years_there,
)
from desktop.store.writing import begin_report, record_edits, record_import
from tests.invented import invent

LEAKS, POLICIES = "press.leaks", "press.policies"
YEARS = {"small-inspection": 2013, "later-inspection": 2015}
BEGUN: tuple[tuple[str, str, State, str | None, str], ...] = (
    ("small-inspection", "kent", "published", None, "Leaks were found."),
    ("later-inspection", "kent", "drafting", None, "The policy is old."),
    ("small-inspection", "essex", "drafting", "2014-03", "No policy; a leak."),
    ("later-inspection", "dorset", "published", "2013-11", ""),
    ("gone-inspection", "essex", "published", None, "Leaks, leaks."),
    ("gone-inspection", "surrey", "published", "2009-01", "Old policies."),
)


@pytest.fixture
def library(
    database: Database, inspection: Programme, forces: Forces, monkeypatch: pytest.MonkeyPatch
) -> Database:
    """Six reports, each recorded a minute after the one before, two of a programme now gone."""
    minutes = itertools.count(1)
    monkeypatch.setattr(
        recording, "signed", lambda by: (by, f"2016-01-01T09:{next(minutes):02}:00.000+00:00")
    )
    for number, (programme, force, state, month, text) in enumerate(BEGUN):
        answers: Mapping[str, Answer] = {"published": month} if month else {}
        passages = {LEAKS: Passage(text, "edited")}
        record_import(
            database,
            report=Report(programme, force, state, answers=answers, passages=passages),
            programme=inspection.model_copy(update={"id": programme}),
            force=forces[force],
            by=f"Inspector {number}",
        )
    return database


def names(database: Database, wanted: Wanted, offset: int = 0, limit: int = 50) -> list[str]:
    return [
        f"{each.programme.partition('-')[0]} {each.force}"
        for each in look_through(database, wanted, YEARS, offset=offset, limit=limit).reports
    ]


ALL = [f"{programme.partition('-')[0]} {force}" for programme, force, *_ in BEGUN]


@pytest.mark.parametrize(
    ("order", "sorted_names"),
    [
        (
            "programme",
            [
                "gone essex",
                "gone surrey",
                "later dorset",
                "later kent",
                "small essex",
                "small kent",
            ],
        ),
        (
            "force",
            [
                "later dorset",
                "gone essex",
                "small essex",
                "later kent",
                "small kent",
                "gone surrey",
            ],
        ),
        (
            "state",
            [
                "later kent",
                "small essex",
                "gone essex",
                "gone surrey",
                "later dorset",
                "small kent",
            ],
        ),
        (
            "year",
            [
                "gone essex",
                "gone surrey",
                "later dorset",
                "small kent",
                "small essex",
                "later kent",
            ],
        ),
        ("changed", ALL),
    ],
)
def test_reports_are_sorted_both_ways(
    library: Database, order: Order, sorted_names: list[str]
) -> None:
    wanted = Wanted(order=order)
    assert names(library, wanted) == sorted_names
    backwards = replace(wanted, descending=True)
    assert names(library, backwards) == sorted_names[::-1]
    for each in (wanted, backwards):
        leaves = [names(library, each, offset=first, limit=2) for first in (0, 2, 4, 6)]
        assert [*itertools.chain(*leaves)] == names(library, each)
        asked = [(programme, force) for programme, force, *_ in BEGUN]
        begun_or_not = [*asked, ("small-inspection", "wiltshire")]
        whole = look_through(library, each, YEARS, names=begun_or_not)
        assert whole.rows == {(it.programme, it.force): row for row, it in enumerate(whole.reports)}
        for row, it in enumerate(whole.reports):
            name = it.programme, it.force
            leaf = look_through(library, each, YEARS, offset=None, limit=4, names=[name])
            assert leaf.offset == row // 4 * 4
            assert it in leaf.reports
            assert leaf.reports == leaf_at(library, each, YEARS, leaf.offset, 4)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(programme="later-inspection"), ["later dorset", "later kent"]),
        (Wanted(programme="gone-inspection"), ["gone essex", "gone surrey"]),
        (Wanted(force="essex"), ["gone essex", "small essex"]),
        (Wanted(state="drafting"), ["later kent", "small essex"]),
        (Wanted(year=2013), ["later dorset", "small kent"]),
        (Wanted(year=2014), ["small essex"]),
        (Wanted(year=2009), ["gone surrey"]),
        (Wanted(year=2012), []),
        (Wanted(words="leaks found "), ["small kent"]),
        (Wanted(words="policies "), ["gone surrey", "later kent", "small essex"]),
        (Wanted(words='"leaks were'), ["small kent"]),
        (Wanted(words="policies old "), ["gone surrey", "later kent"]),
        (Wanted(words="policies old ", force="kent"), ["later kent"]),
        (Wanted(words=" \t"), sorted(ALL)),
        (Wanted(words="“ & "), []),
        (Wanted(programme="later-inspection", state="published", year=2013), ["later dorset"]),
        (Wanted(force="kent", year=2009), []),
        (Wanted(programme="%"), []),
    ],
)
def test_reports_are_filtered(library: Database, wanted: Wanted, found: list[str]) -> None:
    assert names(library, wanted) == found
    begun = [(programme, force) for programme, force, *_ in BEGUN]
    leaf = look_through(library, wanted, YEARS, limit=1, names=begun)
    states = dict(zip(ALL, (state for _, _, state, *_ in BEGUN), strict=True))
    assert (leaf.total, len(leaf.reports)) == (len(found), min(1, len(found)))
    assert leaf.published == sum(states[name] == "published" for name in found)
    rows = {
        f"{programme.partition('-')[0]} {force}": row
        for (programme, force), row in leaf.rows.items()
    }
    assert rows == {name: row for row, name in enumerate(found)}


def test_a_leaf_tells_what_a_report_is(library: Database) -> None:
    [kent, essex] = look_through(library, Wanted(programme="small-inspection"), YEARS).reports[::-1]
    assert (kent.state, kent.version, kent.published) == ("published", 1, None)
    assert (essex.state, essex.published) == ("drafting", "2014-03")
    assert (essex.changed_at, essex.changed_by) == ("2016-01-01T09:03:00.000+00:00", "Inspector 2")
    pairs = [("small-inspection", "essex"), ("small-inspection", "kent")]
    assert listed(library, pairs[::-1]) == [essex, kent]
    assert listed(library, [*pairs, ("small-inspection", "surrey")]) == [essex, kent]
    assert listed(library, []) == []


def test_what_was_changed_last_comes_first_at_once(
    library: Database, inspection: Programme, forces: Forces
) -> None:
    begin_report(library, programme=inspection, force=forces["kent"], by="Nobody")
    record_edits(
        library,
        programme=inspection,
        force=forces["kent"],
        answers={"published": "2010-06"},
        passages={},
        by="Another",
    )
    [first, *_] = look_through(library, Wanted(order="changed", descending=True), YEARS).reports
    assert (first.force, first.changed_by, first.version) == ("kent", "Another", 2)
    assert names(library, Wanted(year=2010)) == ["small kent"]


def test_programmes_and_years_there_are(library: Database) -> None:
    assert programmes_there(library) == ["gone-inspection", "later-inspection", "small-inspection"]
    assert years_there(library, YEARS) == [2015, 2014, 2013, 2009]


def test_what_is_no_month_is_of_no_year(library: Database) -> None:
    assert library.file is not None
    with contextlib.closing(sqlite3.connect(library.file)) as other, other:
        other.execute("UPDATE answer SET value = '\"soon\"' WHERE key = 'published'")
    assert set(years_there(library, YEARS)) <= set(YEARS.values())


def test_several_reports_are_read_at_once(library: Database) -> None:
    pairs = [("gone-inspection", "surrey"), ("small-inspection", "kent"), ("small-inspection", "x")]
    found = read_several(library, pairs)
    assert set(found) == set(pairs[:2])
    assert found[pairs[0]].answers == {"published": "2009-01"}
    assert found[pairs[1]].passage(LEAKS).text == "Leaks were found."


def test_an_empty_library(database: Database) -> None:
    leaf = look_through(database, Wanted(), {}, offset=None, names=[("a", "b")])
    assert (leaf.reports, leaf.total, leaf.published) == ((), 0, 0)
    assert programmes_there(database) == []
    assert years_there(database, YEARS) == []
    assert (leaf.offset, leaf.rows) == (0, {})


@pytest.fixture(scope="module")
def invented(
    tmp_path_factory: pytest.TempPathFactory, programme: Programme, forces: Forces
) -> Iterator[Database]:
    few = Forces([forces["kent"], forces["city-of-london"]])
    with Database.open(tmp_path_factory.mktemp("invented") / "book.sqlite3") as database:
        assert len(invent(database, programme, few, reports=5)) == 3
        yield database


def test_invented_reports_are_as_if_they_had_been_brought_in(
    invented: Database, programme: Programme, forces: Forces
) -> None:
    whole = look_through(invented, Wanted(order="changed"), {})
    assert whole.total == 5
    pairs = [(each.programme, each.force) for each in whole.reports]
    for (its, force), report in read_several(invented, pairs).items():
        copy = programme.model_copy(update={"id": its})
        for key, answer in report.answers.items():
            field = programme.field(key)
            assert field is not None
            assert field.clean(answer) == answer, key
        assert set(report.passages) == set(programme.items)
        again = record_import(
            invented, report=report, programme=copy, force=forces[force], by="Again"
        )
        assert again.changes == ()
