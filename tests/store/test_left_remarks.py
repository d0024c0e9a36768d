"""Remarks that inspectors leave as they are, and why."""

from __future__ import annotations

import pytest

from desktop.core.editions import LONGEST_REASON
from desktop.core.forces import Force
from desktop.core.report import Report
from desktop.store.changes import replay
from desktop.store.errors import DatabaseError, StaleError
from desktop.store.listing import list_reports
from desktop.store.reading import read_report
from tests.store.desk import Desk

MISSPELLED = "spelling|press.leaks|Airwave"
TWICE = "doubled_word|press.policies|had had"


def test_a_reason_is_recorded_with_who_gave_it(desk: Desk) -> None:
    desk.begin()
    recorded = desk.leave(MISSPELLED, "It is the name of a system.")
    assert recorded.report == desk.read()
    assert desk.read().left == {MISSPELLED: "It is the name of a system."}
    (change,) = recorded.changes
    assert (change.kind, change.key) == ("remark", MISSPELLED)
    assert (change.before, change.after) == (None, "It is the name of a system.")
    assert (change.intention, change.by, change.step) == ("leave_remark", "A. Inspector", 2)


def test_leaving_a_remark_begins_the_report(desk: Desk) -> None:
    """What an inspector typed as a reason is not lost because nothing else was typed so far."""
    recorded = desk.leave(MISSPELLED, "So be it.")
    assert recorded.report == desk.read()
    assert desk.read().left == {MISSPELLED: "So be it."}
    assert desk.read().passages == desk.begin().report.passages != {}
    assert {change.step for change in recorded.changes} == {1}
    assert {change.kind for change in recorded.changes} == {"report", "passage", "remark"}


def test_letting_a_remark_count_begins_no_report(desk: Desk) -> None:
    recorded = desk.leave(MISSPELLED, "")
    assert (recorded.changes, recorded.report.version) == ((), 0)
    assert read_report(desk.database, desk.programme.id, "kent") is None


def test_another_reason_takes_the_place_of_the_first(desk: Desk) -> None:
    desk.leave(MISSPELLED, "First.")
    desk.leave(TWICE, "It is right.")
    (change,) = desk.leave(MISSPELLED, "Second.").changes
    assert (change.before, change.after) == ("First.", "Second.")
    assert desk.read().left == {MISSPELLED: "Second.", TWICE: "It is right."}
    assert desk.leave(MISSPELLED, "Second.").changes == ()


@pytest.mark.parametrize("nothing", ["", "  \n\t", "\ufeff"])
def test_an_empty_reason_lets_the_remark_count_again(desk: Desk, nothing: str) -> None:
    desk.leave(MISSPELLED, "First.")
    desk.leave(TWICE, "It is right.")
    (change,) = desk.leave(MISSPELLED, nothing).changes
    assert (change.kind, change.before, change.after) == ("remark", "First.", None)
    assert desk.read().left == {TWICE: "It is right."}
    assert desk.leave(MISSPELLED, nothing).changes == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            "Éa “why” – \U0001f600 ’; DROP TABLE report",
            "Éa “why” – \U0001f600 ’; DROP TABLE report",
        ),
        ("  two \n lines\t", "two lines"),
        ("a\x00b\ud800c\ufffc", "abc"),
        ("null", "null"),
        ("0", "0"),
    ],
)
def test_odd_characters_in_a_reason(desk: Desk, typed: str, kept: str) -> None:
    recorded = desk.leave(MISSPELLED, typed)
    assert desk.read() == recorded.report
    assert desk.read().left == {MISSPELLED: kept}


@pytest.mark.parametrize(
    "name", ["spelling|press.leaks|“Ó'B” | %s \\ \U0001f600", "a||", "x" * 2000]
)
def test_odd_names_of_remarks(desk: Desk, name: str) -> None:
    recorded = desk.leave(name, "So.")
    assert desk.read() == recorded.report
    assert desk.read().left == {name: "So."}
    desk.leave(name, "")
    assert desk.read().left == {}


def test_a_reason_may_be_long_but_not_endless(desk: Desk) -> None:
    desk.leave(MISSPELLED, "x" * LONGEST_REASON)
    before, entries = desk.read(), desk.history()
    with pytest.raises(DatabaseError, match="more than 1,000 characters") as refused:
        desk.leave(MISSPELLED, "y" * 2_000_000)
    assert "\n" not in str(refused.value)
    assert (desk.read(), desk.history()) == (before, entries)


def test_a_reason_given_on_an_old_version_is_refused(desk: Desk) -> None:
    desk.begin()
    desk.answer("press.leaks.found", True)
    before, entries = desk.read(), desk.history()
    with pytest.raises(StaleError):
        desk.leave(MISSPELLED, "So.", version=1)
    assert (desk.read(), desk.history()) == (before, entries)


def test_reasons_stay_through_other_changes_and_are_each_reports_own(
    desk: Desk, essex: Force
) -> None:
    other = Desk(desk.database, desk.programme, essex)
    other.leave(TWICE, "There.")
    desk.leave(MISSPELLED, "Here.")
    desk.answer("press.leaks.investigated", 3)
    desk.write("press.policies", "New.")
    desk.follow("press.leaks")
    assert desk.read().left == {MISSPELLED: "Here."}
    assert [report.left for report in list_reports(desk.database)] == [
        {TWICE: "There."},
        {MISSPELLED: "Here."},
    ]


def test_the_history_gives_back_every_reason(desk: Desk) -> None:
    versions = [
        desk.leave(MISSPELLED, "First.").report,
        desk.leave(TWICE, "It is right.").report,
        desk.leave(MISSPELLED, "").report,
        desk.leave(MISSPELLED, "Second.").report,
    ]
    empty = Report(desk.programme.id, "kent")
    for report in versions:
        changes = [change for change in desk.changes() if change.step <= report.version]
        assert replay(changes, empty) == report
