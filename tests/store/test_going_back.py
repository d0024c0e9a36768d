"""Going back: a report becomes again what it was, whole or in part, and that can be undone."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core import commonmark
from desktop.core.drafting import draft
from desktop.core.facts import FactWords
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.changes import differences
from desktop.store.database import Database, StaleError
from desktop.store.going_back import go_back, what_would_change
from desktop.store.listing import list_reports
from desktop.store.reading import history, read_report, report_at, time_of
from desktop.store.recording import Recorded
from desktop.store.searching import search
from desktop.store.writing import record_import, take_over
from tests.store.desk import Desk
from tests.store.test_history import ANSWERS, PASSAGES, TEXTS

ITEMS = ("about.imprint", "press.leaks", "press.policies")
FIELDS = ("isbn", "press.leaks.investigated", "press.leaks.plan", "press.policies.reviewed")
GONE = ("press.leaks.gone", "gone", "", "a|b|c", "gone.for.good.and.all")
DRAFTED = st.sampled_from(["press.leaks", "about.imprint"])
KEYS = st.lists(st.sampled_from(ITEMS + FIELDS + GONE), max_size=4)
STEPS = st.integers(-1, 14)
DONE = st.one_of(
    st.tuples(st.just("edit"), ANSWERS, PASSAGES),
    st.tuples(st.just("follow"), DRAFTED),
    st.tuples(st.just("keep"), DRAFTED),
    st.tuples(st.just("take"), st.sampled_from(ITEMS), TEXTS),
    st.tuples(
        st.just("leave"), st.sampled_from(["a|b|c", "a||“"]), st.sampled_from(["", "So.", "No “"])
    ),
    st.tuples(st.just("import"), ANSWERS, PASSAGES, st.booleans()),
    st.tuples(st.just("back"), STEPS, KEYS),
)


class Back(Desk):
    """An inspector who also takes over, imports and goes back."""

    def do(self, name: str, *what: Any) -> Recorded:
        """Do one thing to the report as it stands."""
        match name:
            case "take":
                return take_over(
                    self.database,
                    programme=self.programme,
                    force=self.force,
                    item=what[0],
                    text=what[1],
                    origin="small-inspection/essex press.leaks",
                    by="B. Inspector",
                )
            case "import":
                answers, texts, published = what
                return self.import_over(
                    Report(
                        self.programme.id,
                        self.force.key,
                        "published" if published else "drafting",
                        0,
                        {key: answer for key, answer in answers.items() if answer is not None},
                        {item: Passage(text, "edited") for item, text in texts.items()},
                    )
                )
            case "back":
                return self.back(*what)
        done: Recorded = getattr(self, name)(*what)
        return done

    def import_over(self, report: Report) -> Recorded:
        present = read_report(self.database, self.programme.id, self.force.key)
        return record_import(
            self.database,
            report=report,
            programme=self.programme,
            force=self.force,
            by="Importer",
            origin="kent.pdf",
            over=present.version if present else None,
        )

    def back(self, step: int, keys: Sequence[str] = (), version: int | None = None) -> Recorded:
        return go_back(
            self.database,
            programme=self.programme,
            force=self.force,
            step=step,
            keys=keys,
            by="C. Inspector",
            expected_version=version,
        )


@pytest.fixture
def back(database: Database, inspection: Programme, kent: Force) -> Back:
    return Back(database, inspection, kent)


def as_of(report: Report) -> tuple[object, ...]:
    """Give what a report says, in which yes is not one nor no nothing."""
    answers = {key: (type(answer), answer) for key, answer in report.answers.items()}
    return answers, report.passages, report.left


@settings(max_examples=30, deadline=None)
@given(st.lists(DONE, min_size=1, max_size=9), st.data())
def test_going_back_gives_exactly_the_report_of_that_moment(
    inspection: Programme, kent: Force, done: list[tuple[Any, ...]], data: st.DataObject
) -> None:
    empty = Report(inspection.id, kent.key)
    recorded = [empty]
    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder, "b")) as database:
        desk = Back(database, inspection, kent)
        for name, *what in done:
            outcome = desk.do(name, *what)
            if outcome.changes:
                recorded.append(outcome.report)
        for version, report in enumerate(recorded):
            assert report_at(database, inspection.id, kent.key, version) == report
        if len(recorded) == 1:
            assert desk.back(0).changes == ()
            return
        now = recorded[-1]
        step = data.draw(st.integers(0, now.version))
        then = recorded[step]

        gone = desk.back(step, version=now.version)
        assert as_of(gone.report) == as_of(then)
        assert gone.report.state == now.state
        # What is given back is what is kept, in every table, and found by search.
        assert read_report(database, inspection.id, kent.key) == gone.report
        assert list_reports(database) == [gone.report]
        assert gone.report.version == now.version + bool(gone.changes)
        assert bool(gone.changes) == (as_of(now) != as_of(then))

        undone = desk.back(now.version)
        assert as_of(undone.report) == as_of(now)
        again = desk.back(gone.report.version)
        assert as_of(again.report) == as_of(then)


def test_a_step_that_no_report_will_have_is_none(desk: Desk) -> None:
    desk.begin()
    recorded = desk.answer("press.leaks.investigated", 3)
    this = (desk.database, desk.programme.id, desk.force.key)
    for step, expected in ((10**30, recorded.report.answers), (-(10**30), {})):
        assert report_at(*this, step).answers == expected
        assert bool(time_of(*this, step)) == (step > 0)
        assert bool(history(*this, before=step)) == (step > 0)
    back = go_back(desk.database, programme=desk.programme, force=desk.force, step=10**30, by="I")
    assert (back.report, back.changes) == (recorded.report, ())


@settings(max_examples=20, deadline=None)
@given(st.lists(DONE, min_size=2, max_size=7), KEYS.filter(bool), st.data())
def test_going_back_by_keys_changes_these_and_what_follows_them(
    inspection: Programme,
    kent: Force,
    done: list[tuple[Any, ...]],
    keys: list[str],
    data: st.DataObject,
) -> None:
    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder, "b")) as database:
        desk = Back(database, inspection, kent)
        for name, *what in done:
            desk.do(name, *what)
        now = read_report(database, inspection.id, kent.key)
        if now is None:
            assert desk.back(0, keys).changes == ()
            return
        step = data.draw(st.integers(0, now.version))
        then = report_at(database, inspection.id, kent.key, step)
        told = what_would_change(
            database, programme=inspection, force=kent, present=now, step=step, keys=keys
        )
        after = desk.back(step, keys).report
        assert told == list(differences(now, after))
        assert (after.state, after.left) == (now.state, now.left)
        for key in {*now.answers, *then.answers, *after.answers}:
            source = then if key in keys else now
            assert repr(after.answers.get(key)) == repr(source.answers.get(key)), key
        facts = FactWords(inspection, after.answers)
        changed = [key for key in keys if repr(now.answers.get(key)) != repr(then.answers.get(key))]
        for item in ITEMS:
            passage, stood = after.passage(item), (then if item in keys else now).passage(item)
            assert (passage.mode, passage.instead_of) == (stood.mode, stood.instead_of)
            if passage.mode == "edited":
                settled = commonmark.write(facts.settled(commonmark.parse(stood.text)))
                assert passage.text in ([settled] if item in keys else [settled, stood.text])
            elif item in keys or any(key.startswith((item, "isbn")) for key in changed):
                assert passage.text == draft(inspection, item, kent, after.answers)
            if item not in keys and not changed:
                assert passage == stood


def test_a_draft_put_back_says_what_the_answers_say_now(back: Back) -> None:
    back.answer("press.leaks.investigated", 3)
    back.write("press.leaks", "Nobody leaked.")
    back.answer("press.leaks.investigated", 5)
    gone = back.back(1, ["press.leaks"])
    drafted = Passage("There were [five](fact:press.leaks.investigated) leaks in Kent.")
    assert gone.report.passage("press.leaks") == drafted
    assert gone.report.answers == {"press.leaks.investigated": 5}


def test_a_fact_in_words_put_back_says_what_its_answer_says_now(back: Back) -> None:
    back.answer("press.leaks.investigated", 3)
    back.write("press.policies", "In all, [three](fact:press.leaks.investigated) leaks.")
    back.write("press.policies", "Nobody leaked.")
    back.answer("press.leaks.investigated", 12)
    gone = back.back(2, ["press.policies"])
    assert gone.report.passage("press.policies").text == (
        "In all, [12](fact:press.leaks.investigated) leaks."
    )


def test_an_answer_put_back_takes_the_drafts_with_it(back: Back) -> None:
    back.answer("press.leaks.investigated", 3)
    back.answer("press.leaks.investigated", None)
    back.write("press.policies", "Nobody leaked.")
    gone = back.back(1, ["press.leaks.investigated"])
    assert {change.key for change in gone.changes} == {"press.leaks", "press.leaks.investigated"}
    assert "[three]" in gone.report.passage("press.leaks").text
    assert gone.report.passage("press.policies").text == "Nobody leaked."


def test_a_passage_that_was_not_there_yet_goes(back: Back) -> None:
    back.begin()
    back.write("press.policies", "Nobody leaked.")
    gone = back.back(1, ["press.policies"])
    assert "press.policies" not in gone.report.passages
    assert search(back.database, "leaked") == []
    assert back.back(2).report.passage("press.policies").text == "Nobody leaked."
    assert len(search(back.database, "leaked")) == 1


def test_yes_is_not_one_in_history(back: Back) -> None:
    back.import_over(Report(back.programme.id, "kent", answers={"press.leaks.plan": 1}))
    back.answer("press.leaks.plan", True)
    assert back.back(1).report.answers["press.leaks.plan"] is not True
    assert back.back(2).report.answers["press.leaks.plan"] is True


def test_a_step_says_where_it_went_back_to(back: Back) -> None:
    back.answer("press.leaks.investigated", 3)
    back.answer("press.leaks.investigated", 4)
    changes = back.back(1).changes
    at = time_of(back.database, back.programme.id, "kent", 1)
    assert at == history(back.database, back.programme.id, "kent")[-1].at
    assert {(each.intention, each.by, each.origin) for each in changes} == {
        ("go_back", "C. Inspector", f"step 1 of {at}")
    }


def test_a_report_changed_elsewhere_is_not_gone_back_in(back: Back) -> None:
    back.answer("press.leaks.investigated", 3)
    back.answer("press.leaks.investigated", 4)
    with pytest.raises(StaleError):
        back.back(1, version=1)
    assert back.read().answers == {"press.leaks.investigated": 4}


@pytest.mark.parametrize("keys", [(), ("press.leaks",), ("unheard.of",)])
def test_nothing_comes_of_going_back_where_nothing_was_begun(
    back: Back, keys: tuple[str, ...]
) -> None:
    assert back.back(3, keys).changes == ()
    assert list_reports(back.database) == []


def test_going_back_to_what_stands_is_no_step(back: Back) -> None:
    back.answer("press.leaks.investigated", 3)
    assert back.back(1).changes == back.back(99).changes == ()
    assert back.back(1, ["press.leaks.unheard_of", "press.leaks"]).changes == ()
    assert back.read().version == 1
