"""Undo and redo: from the history, one's own only, exactly, and through restarts."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.drafting import begin
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store import steps
from desktop.store.changes import Change, replay
from desktop.store.database import Database
from desktop.store.errors import StaleError
from desktop.store.origins import brought_in_together
from desktop.store.undoing import NothingToUndo, NotUndone
from desktop.store.undoing_all import BROUGHT_IN, TYPED, redo_last, undo_last
from desktop.store.writing import record_import
from tests.store.doing import DONE, MINE, THEIRS, Inspector, said

EXAMPLES = int(os.environ.get("UNDO_EXAMPLES", "5"))
LEAKS = "press.leaks.investigated"
TURNS = st.one_of(DONE, DONE, DONE, st.just(("undo",)), st.just(("redo",)))


@pytest.fixture
def me(database: Database, inspection: Programme, kent: Force, forces: Forces) -> Inspector:
    return Inspector(database, inspection, kent, forces)


@pytest.fixture
def them(me: Inspector) -> Inspector:
    return Inspector(me.database, me.programme, me.force, me.forces, THEIRS)


def all_of_it(once: Callable[[], object]) -> int:
    """Undo, or redo, until there is nothing more; gives how often."""
    for times in range(200):
        try:
            once()
        except NothingToUndo:
            return times
    raise AssertionError("it never ends")


def replayed(inspector: Inspector) -> Report:
    return replay(inspector.history()[::-1], Report(inspector.programme.id, inspector.force.key))


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(TURNS, min_size=1, max_size=10), st.booleans(), st.data())
def test_undoing_everything_gives_the_beginning_and_redoing_the_end(
    inspection: Programme,
    kent: Force,
    forces: Forces,
    turns: list[tuple[Any, ...]],
    at_one_go: bool,
    data: st.DataObject,
) -> None:
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(steps, "_PAUSE", timedelta(minutes=5 if at_one_go else -1))
        database = Database.open(Path(folder, "book"))

        def me() -> Inspector:
            nonlocal database
            if data.draw(st.booleans(), "restart"):
                database.close()
                database = Database.open(Path(folder, "book"))
            return Inspector(database, inspection, kent, forces)

        for name, *what in turns:
            if name in ("undo", "redo"):
                try:
                    getattr(me(), name)()
                except NothingToUndo:
                    continue
            else:
                me().do(name, *what)
        all_of_it(lambda: me().redo())
        last = me().read()

        times = all_of_it(lambda: me().undo())
        if last.version:
            assert said(me().read()) == said(begin(inspection, kent))
            assert replayed(me()) == me().read()
        assert all_of_it(lambda: me().redo()) == times
        assert said(me().read()) == said(last)
        assert not last.version or replayed(me()) == me().read()
        database.close()


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.tuples(st.booleans(), TURNS), min_size=2, max_size=14))
def test_nothing_of_anothers_is_ever_changed(
    inspection: Programme, kent: Force, forces: Forces, turns: list[tuple[bool, tuple[Any, ...]]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, Database.open(Path(folder, "b")) as database:
        both = [Inspector(database, inspection, kent, forces, by) for by in (MINE, THEIRS)]
        written: dict[tuple[str, str], str] = {}
        for which, (name, *what) in turns:
            one = both[which]
            before = one.read()
            try:
                done = getattr(one, name)() if name in ("undo", "redo") else one.do(name, *what)
            except (NothingToUndo, NotUndone):
                assert one.read() == before
                continue
            if done is None or not done.changes:
                continue
            assert replayed(one) == one.read()
            for each in done.changes:
                if follows(each, done.changes):
                    continue
                if name in ("undo", "redo"):
                    # What is undone, or done again, was this person's own last word on it.
                    assert written[each.kind, each.key] == one.by
                written[each.kind, each.key] = one.by


def follows(change: Change, changes: tuple[Change, ...]) -> bool:
    """Say whether a passage may only have followed an answer."""
    return change.kind == "passage" and any(each.kind == "answer" for each in changes)


def test_an_answer_goes_back_with_the_draft_that_followed_it(me: Inspector) -> None:
    me.do("answer", LEAKS, 3)
    first = me.read()
    me.do("comment", "press.leaks")
    me.do("answer", LEAKS, 24)
    assert "[24]" in me.read().passage("press.leaks").text

    undone = me.undo()

    assert undone.report.answers[LEAKS] == 3
    assert undone.report.passages == first.passages
    assert {each.intention for each in undone.changes} == {"undo"}
    assert undone.changes[0].origin == "step 3: Answered Investigated (leaks): 3 → 24"
    assert me.redo().report.answers[LEAKS] == 24


def test_what_was_typed_at_one_go_is_undone_at_one_go(me: Inspector) -> None:
    me.do("begin")
    for text in ("The", "The force", "The force has"):
        me.do("write", "press.policies", text)
    assert me.offered().undo == "Wrote Policies"
    assert me.undo().report.passage("press.policies") == Passage()
    assert me.redo().report.passage("press.policies").text == "The force has"


def test_undo_within_an_editor_counts_as_undo(
    me: Inspector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "_PAUSE", timedelta(minutes=-1))
    for answer in (1, 2, 1):
        me.do("answer", LEAKS, answer)
    # The last of them was typed by taking the second back.
    assert me.offered().undo == "Answered Investigated (leaks): 1"
    assert me.redo().report.answers[LEAKS] == 2
    assert me.undo().report.answers[LEAKS] == 1
    assert LEAKS not in me.undo().report.answers


def test_only_ones_own_steps_are_undone(me: Inspector, them: Inspector) -> None:
    me.do("answer", LEAKS, 3)
    them.do("write", "press.policies", "Theirs.")
    assert LEAKS not in me.undo().report.answers
    assert me.read().passage("press.policies").text == "Theirs."
    with pytest.raises(NothingToUndo, match="nothing of yours to undo in the report of Kent"):
        me.undo()


def test_what_another_changed_since_is_not_undone_and_it_is_said_who(
    me: Inspector, them: Inspector
) -> None:
    me.do("answer", LEAKS, 3)
    them.do("answer", LEAKS, 4)
    before = me.read()
    with pytest.raises(NotUndone) as told:
        me.undo()
    assert str(told.value) == (
        "“Answered Investigated (leaks): 3” was not undone: Investigated (leaks) was changed by"
        " B. Inspector since. The history leads back to any point."
    )
    assert me.read() == before
    them.undo()
    assert LEAKS not in me.undo().report.answers


def test_a_draft_follows_the_answers_that_another_gave_since(
    me: Inspector, them: Inspector
) -> None:
    me.do("answer", LEAKS, 3)
    mine = "[3](fact:press.leaks.investigated;figures) leaks, said the force."
    me.do("write", "press.leaks", mine)
    them.do("answer", LEAKS, 4)
    undone = me.undo().report
    # The draft stands again, and says what the other answered since.
    assert undone.passage("press.leaks").mode == "drafted"
    assert "[four]" in undone.passage("press.leaks").text
    assert undone.answers[LEAKS] == 4
    again = me.redo().report.passage("press.leaks")
    assert again.mode == "edited"
    assert again.text.startswith("[Four](fact:")


def test_an_import_that_began_a_report_leaves_it_as_just_begun(
    me: Inspector, inspection: Programme, kent: Force
) -> None:
    me.do("import", {LEAKS: 9}, {"press.policies": "As printed."}, True)
    imported = me.read()
    assert said(me.undo().report) == said(begin(inspection, kent))
    assert said(me.redo().report) == said(imported)


def test_an_import_over_a_report_is_undone_whole(me: Inspector) -> None:
    me.do("answer", LEAKS, 3)
    me.do("write", "press.policies", "Mine.")
    before = me.read()
    me.do("import", {LEAKS: 9}, {"press.policies": "As printed."}, True)
    assert me.read().state == "published"
    assert said(me.undo().report) == said(before)


def test_what_was_signed_off_is_not_undone_before_that_is_taken_back(
    me: Inspector, them: Inspector
) -> None:
    me.do("answer", LEAKS, 3)
    for state in ("in_review", "fact_check", "signed_off"):
        them.do("move", state)
    before = me.read()
    with pytest.raises(NotUndone, match=r"B\. Inspector signed the report off since.*in Review"):
        me.undo()
    assert me.read() == before
    them.do("move", "fact_check")
    assert LEAKS not in me.undo().report.answers
    assert me.read().state == "fact_check"


def test_states_of_the_review_are_passed_over(me: Inspector) -> None:
    me.do("answer", LEAKS, 3)
    me.do("move", "in_review")
    assert LEAKS not in me.undo().report.answers
    assert me.read().state == "in_review"


def test_a_comment_that_was_answered_stays(me: Inspector, them: Inspector) -> None:
    me.do("comment", "press.leaks")
    them.do("reply", 0)
    with pytest.raises(NotUndone, match=r"Comment was changed by B\. Inspector since"):
        me.undo()
    assert len(me.read().comments) == 1


def test_one_step_can_be_undone_where_it_still_stands(me: Inspector) -> None:
    me.do("answer", LEAKS, 3)
    step = me.read().version
    me.do("write", "press.policies", "Mine.")
    undone = me.undo(step).report
    assert LEAKS not in undone.answers
    assert undone.passage("press.policies").text == "Mine."
    with pytest.raises(NothingToUndo):
        me.undo(step)


def test_all_down_to_a_step_is_undone_and_redone_as_one(
    me: Inspector, inspection: Programme, kent: Force
) -> None:
    me.do("begin")
    me.do("answer", LEAKS, 3)
    step = me.read().version
    me.do("write", "press.policies", "Mine.")
    me.do("comment", "press.leaks")
    last = me.read()
    assert [sorted(each) for each in me.offered().mine] == [[4], [3], [2]]
    assert said(me.undo(step, down_to=True).report) == said(begin(inspection, kent))
    assert me.read().version == last.version + 1
    assert said(me.redo().report) == said(last)


def test_what_is_done_after_undoing_ends_what_can_be_redone(me: Inspector) -> None:
    me.do("answer", LEAKS, 3)
    me.undo()
    me.do("comment", "press.leaks")
    with pytest.raises(NothingToUndo, match="nothing of yours to redo"):
        me.redo()


def test_a_long_history_is_read_as_far_as_it_takes(me: Inspector, them: Inspector) -> None:
    me.do("begin")
    me.do("comment", "press.leaks")
    for count in range(150):
        them.do("write", "press.policies", f"Theirs {count}.")
    assert me.undo().report.comments == {}
    assert len(me.redo().report.comments) == 1
    assert me.undo().report.comments == {}


def test_a_version_that_was_expected_and_is_gone_is_told(me: Inspector) -> None:
    me.do("answer", LEAKS, 3)
    before = me.read()
    from desktop.store.undoing import undo

    with pytest.raises(StaleError):
        undo(
            me.database,
            programme=me.programme,
            force=me.force,
            forces=me.forces,
            by=me.by,
            expected_version=before.version - 1,
        )
    assert me.read() == before


def test_a_report_that_was_never_begun_has_nothing_to_undo(me: Inspector) -> None:
    assert me.offered().undo == me.offered().redo == ""
    with pytest.raises(NothingToUndo):
        me.undo()
    with pytest.raises(NothingToUndo):
        me.redo()
    assert me.history() == []


def test_the_last_answer_over_all_reports_is_undone(me: Inspector, essex: Force) -> None:
    there = Inspector(me.database, me.programme, essex, me.forces)
    me.do("answer", LEAKS, 3)
    there.do("answer", LEAKS, 4)
    me.do("comment", "press.leaks")
    here: dict[str, Any] = {
        "programme": me.programme,
        "forces": me.forces,
        "by": MINE,
        "intentions": TYPED,
    }

    def answers() -> list[object]:
        return [each.read().answers.get(LEAKS) for each in (me, there)]

    undo_last(me.database, **here)
    assert answers() == [3, None]
    undo_last(me.database, **here)
    assert answers() == [None, None]
    assert len(me.read().comments) == 1
    with pytest.raises(NothingToUndo):
        undo_last(me.database, **here)
    redo_last(me.database, **here)
    redo_last(me.database, **here)
    assert answers() == [3, 4]
    with pytest.raises(NothingToUndo):
        redo_last(me.database, **here)


def test_what_was_brought_in_together_is_undone_together(
    me: Inspector, essex: Force, inspection: Programme
) -> None:
    reports = {
        force.key: Inspector(me.database, inspection, force, me.forces)
        for force in (me.force, essex, me.forces["surrey"])
    }
    together = brought_in_together()
    for name, inspector in reports.items():
        record_import(
            me.database,
            report=Report(inspection.id, name, "published", 0, {LEAKS: 5}),
            programme=inspection,
            force=inspector.force,
            by=MINE,
            origin=f"{name}.pdf" + (together if name != "surrey" else ""),
        )
    assert reports["kent"].offered().undo == "Read from kent.pdf"
    here: dict[str, Any] = {
        "programme": inspection,
        "forces": me.forces,
        "by": MINE,
        "intentions": BROUGHT_IN,
    }

    def answered() -> list[str]:
        return [name for name, each in reports.items() if LEAKS in each.read().answers]

    undo_last(me.database, **here)
    assert answered() == ["kent", "essex"]
    assert len(undo_last(me.database, **here).recorded) == 2
    assert answered() == []
    assert len(redo_last(me.database, **here).recorded) == 2
    assert answered() == ["kent", "essex"]
    redo_last(me.database, **here)
    assert answered() == ["kent", "essex", "surrey"]


def test_of_what_was_brought_in_together_what_was_changed_since_stays(
    me: Inspector, essex: Force, inspection: Programme
) -> None:
    together = brought_in_together()
    for force in (me.force, essex):
        record_import(
            me.database,
            report=Report(inspection.id, force.key, "published", 0, {LEAKS: 5}),
            programme=inspection,
            force=force,
            by=MINE,
            origin=f"{force.key}.pdf{together}",
        )
    me.do("answer", LEAKS, 6)
    undone = undo_last(
        me.database, programme=inspection, forces=me.forces, by=MINE, intentions=BROUGHT_IN
    )
    assert [each.report.force for each in undone.recorded] == ["essex"]
    assert undone.refused == (
        "“Read from kent.pdf” was not undone: Investigated (leaks) was changed by you since."
        " Undo that first.",
    )
    assert me.read().answers[LEAKS] == 6
