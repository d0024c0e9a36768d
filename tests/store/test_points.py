"""A point of the force that was entered wrongly: put right, taken out, and put back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from desktop.core.entry import led_to_change
from desktop.core.forces import Forces
from desktop.core.report import Report
from desktop.core.review import LONGEST_NOTE
from desktop.store.changes import replay
from desktop.store.errors import DatabaseError, StaleError
from desktop.store.history_words import HistoryWords
from desktop.store.points import (
    change_point,
    decide_point,
    put_back_point,
    raise_point,
    take_out_point,
)
from desktop.store.steps import folded, steps_of
from tests.store.desk import Desk

LEAKS, POLICIES = "press.leaks", "press.policies"


class Check:
    """The factual accuracy check of one report."""

    def __init__(self, desk: Desk) -> None:
        at: dict[str, Any] = {"programme": desk.programme, "force": desk.force, "by": "B. Jones"}
        self.desk = desk
        self.enter = partial(raise_point, desk.database, **at)
        self.change = partial(change_point, desk.database, **at)
        self.decide = partial(decide_point, desk.database, **at)
        self.take_out = partial(take_out_point, desk.database, **at)
        self.put_back = partial(put_back_point, desk.database, **at)

    def raised(self, text: str, item: str = LEAKS, quote: str = "three") -> str:
        recorded = self.enter(
            kind="inaccurate_fact", item=item, text=text, quote=quote, start=7, evidence="A log."
        )
        return next(each.key for each in recorded.changes if each.kind == "point")

    def led_to_change(self) -> dict[str, bool]:
        report = self.desk.read()
        return {key: led_to_change(report, point) for key, point in report.points.items()}


@pytest.fixture
def check(desk: Desk) -> Check:
    desk.begin()
    return Check(desk)


def test_where_the_words_of_a_point_stood_is_kept(check: Check) -> None:
    key = check.raised("There were four.")
    point = check.desk.read().points[key]
    assert (point.quote, point.start) == ("three", 7)


def test_a_point_is_put_right_and_what_was_decided_stays(check: Check) -> None:
    key = check.raised("There were fuor.")
    check.decide(point=key, decision="refused", reason="The log says three.")
    before = check.desk.read().points[key]
    check.change(point=key, kind="omission", item=POLICIES, text=" There were four.\n")
    assert check.desk.read().points[key] == replace(
        before,
        kind="omission",
        item=POLICIES,
        text="There were four.",
        quote="",
        start=0,
        evidence="",
    )


def test_a_change_that_cannot_be_kept_changes_nothing(check: Check) -> None:
    key = check.raised("There were four.")
    before = check.desk.read()
    change = partial(check.change, point=key, kind="omission")
    for text in (" \n", "x" * (LONGEST_NOTE + 1)):
        with pytest.raises(DatabaseError):
            change(item=LEAKS, text=text)
    with pytest.raises(KeyError):
        change(item="press.nothing", text="There were four.")
    with pytest.raises(DatabaseError, match="no longer there"):
        check.change(point="gone", kind="omission", item=LEAKS, text="There were four.")
    assert check.desk.read() == before


def test_a_point_that_was_taken_out_is_put_back_as_it_was(check: Check) -> None:
    first, second = check.raised("First."), check.raised("Second.")
    check.decide(point=first, decision="accepted")
    before = check.desk.read()
    check.take_out(point=first)
    assert [*check.desk.read().points] == [second]
    check.put_back(point=first, was=before.points[first])
    assert check.desk.read().points == before.points


def test_what_is_there_again_is_not_put_back_over(check: Check) -> None:
    key = check.raised("There were four.")
    was = check.desk.read().points[key]
    check.decide(point=key, decision="accepted")
    before = check.desk.read()
    assert check.put_back(point=key, was=was).changes == ()
    assert check.desk.read() == before


def test_the_history_tells_of_it(check: Check, forces: Forces) -> None:
    key = check.raised("There were fuor.")
    check.change(point=key, kind="inaccurate_fact", item=LEAKS, text="There were four.")
    was = check.desk.read().points[key]
    check.take_out(point=key)
    check.put_back(point=key, was=was)
    words = HistoryWords(check.desk.programme, forces)
    steps = steps_of(check.desk.changes()[::-1])
    told = [words.headline(entry) for step in steps[:3] for entry in folded([step])]
    assert told == [
        "Put back the force's point on leaks: There were four.",
        "Took out the force's point on leaks: There were four.",
        "Changed the force's point on leaks: There were four.",
    ]
    present = check.desk.read()
    assert replay(check.desk.changes(), Report(present.programme, present.force)) == present


def test_an_accepted_point_has_led_to_change_once_its_item_says_something_else(
    check: Check,
) -> None:
    check.desk.write(LEAKS, "There were three.")
    leaks, whole = check.raised("There were four."), check.raised("All of it is short.", item="")
    for key in (leaks, whole):
        check.decide(point=key, decision="accepted")
    assert check.led_to_change() == {leaks: False, whole: False}
    check.desk.write(POLICIES, "It has policies.")
    assert check.led_to_change() == {leaks: False, whole: True}
    check.desk.write(LEAKS, "There were four.")
    assert check.led_to_change() == {leaks: True, whole: True}


def test_what_was_put_right_before_it_was_accepted_has_changed(check: Check) -> None:
    check.desk.write(LEAKS, "There were three leaks.")
    quoted, other = check.raised("There were four."), check.raised("Say more.", quote="leaks")
    check.desk.write(LEAKS, "There were four leaks.")
    for key in (quoted, other):
        check.decide(point=key, decision="accepted")
    assert check.led_to_change() == {quoted: True, other: False}


def test_a_point_that_moves_to_another_item_is_measured_by_that(check: Check) -> None:
    check.desk.write(LEAKS, "There were three.")
    key = check.raised("There were four.")
    check.decide(point=key, decision="accepted")
    check.change(point=key, kind="omission", item=POLICIES, text="There were four.")
    assert check.led_to_change() == {key: False}


def test_a_point_is_not_changed_over_what_was_not_seen(check: Check) -> None:
    point = check.raised("There were four.")
    seen = check.desk.read().points[point]
    check.decide(point=point, decision="refused", reason="The log says three.")
    now = check.desk.read().points[point]
    with pytest.raises(StaleError, match="changed in another window"):
        check.decide(point=point, decision="accepted", over=seen)
    with pytest.raises(StaleError):
        check.take_out(point=point, over=seen)
    with pytest.raises(StaleError):
        check.change(
            point=point, kind="inaccurate_fact", item=LEAKS, text="There were five.", over=seen
        )
    assert check.desk.read().points == {point: now}
    check.decide(point=point, decision="", over=now)
    assert check.desk.read().points[point].decision == ""
