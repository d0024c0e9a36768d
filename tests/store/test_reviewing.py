"""Review: a report's way to publication, comments, and the force's points, each one step."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
import sqlalchemy as sa
from sqlalchemy.schema import CreateTable

from desktop.core.entry import changed_since_sign_off, content_hash
from desktop.core.folders import FORCES_FILE
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.core.review import LONGEST_NOTE, STATES, Comment, Decision, PointKind, State
from desktop.store import points, reviewing
from desktop.store.changes import Change, replay
from desktop.store.database import Database
from desktop.store.errors import DatabaseError, StaleError
from desktop.store.going_back import go_back
from desktop.store.history_words import HistoryWords
from desktop.store.listing import list_reports
from desktop.store.reading import history, read_report, report_at
from desktop.store.recording import Recorded
from desktop.store.steps import folded, steps_of
from desktop.store.tables import NOTED, REPORT
from desktop.store.writing import record_import
from tests.store.desk import Desk

LEAKS, POLICIES = "press.leaks", "press.policies"
JANE, BOB = "Jane Smith", "Bob Ó Brien"


class Room:
    """What is done in review of one report."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.database, self.programme, self.force = desk.database, desk.programme, desk.force

    def move(self, state: State, by: str = JANE, version: int | None = None) -> Recorded:
        return reviewing.move_to(
            self.database,
            programme=self.programme,
            force=self.force,
            state=state,
            by=by,
            expected_version=version,
        )

    def bring_to(self, state: State) -> Report:
        for each in STATES[1 : STATES.index(state) + 1]:
            self.move(each)
        return self.desk.read()

    def comment(
        self, text: str, item: str = LEAKS, quote: str = "", start: int = 0, by: str = JANE
    ) -> str:
        """Comment, and give the comment's key."""
        recorded = reviewing.write_comment(
            self.database,
            programme=self.programme,
            force=self.force,
            item=item,
            text=text,
            by=by,
            quote=quote,
            start=start,
        )
        (change,) = (each for each in recorded.changes if each.kind == "comment")
        assert recorded.report == self.desk.read()
        return change.key

    def answer(self, comment: str, text: str, by: str = BOB) -> Recorded:
        return reviewing.answer_comment(
            self.database,
            programme=self.programme,
            force=self.force,
            comment=comment,
            text=text,
            by=by,
        )

    def resolve(self, comment: str, resolved: bool = True, by: str = BOB) -> Recorded:
        return reviewing.resolve_comment(
            self.database,
            programme=self.programme,
            force=self.force,
            comment=comment,
            resolved=resolved,
            by=by,
        )

    def point(
        self, text: str, kind: PointKind = "omission", item: str = LEAKS, evidence: str = ""
    ) -> str:
        recorded = points.raise_point(
            self.database,
            programme=self.programme,
            force=self.force,
            kind=kind,
            item=item,
            text=text,
            evidence=evidence,
            by=JANE,
        )
        return next(each.key for each in recorded.changes if each.kind == "point")

    def decide(self, point: str, decision: Decision, reason: str = "") -> Recorded:
        return points.decide_point(
            self.database,
            programme=self.programme,
            force=self.force,
            point=point,
            decision=decision,
            reason=reason,
            by=BOB,
        )

    def take_out(self, point: str) -> Recorded:
        return points.take_out_point(
            self.database, programme=self.programme, force=self.force, point=point, by=BOB
        )

    def override(self, reason: str) -> Recorded:
        return reviewing.record_override(
            self.database, programme=self.programme, force=self.force, reason=reason, by=JANE
        )

    def import_over(self, report: Report) -> Recorded:
        return record_import(
            self.database,
            report=report,
            programme=self.programme,
            force=self.force,
            by="Importer",
            over=self.desk.read().version,
        )

    def stands(self) -> tuple[Report, list[Change]]:
        return self.desk.read(), self.desk.changes()


@pytest.fixture
def room(desk: Desk) -> Room:
    desk.answer("press.leaks.investigated", 3)
    desk.write(POLICIES, "The force has policies.")
    return Room(desk)


# The way of a report


def test_a_report_goes_its_way_a_step_at_a_time_and_back(room: Room) -> None:
    for state in (*STATES[1:], *STATES[-2::-1]):
        recorded = room.move(state)
        assert recorded.report == room.desk.read()
        assert room.desk.read().state == state


@pytest.mark.parametrize("here", STATES)
def test_only_a_step_is_taken_at_once(room: Room, here: State) -> None:
    room.bring_to(here)
    before = room.stands()
    for there in STATES:
        if abs(STATES.index(here) - STATES.index(there)) == 1:
            continue
        if here == there == "signed_off":
            # It says what it said when it was signed off, so there is nothing to sign.
            assert room.move(there).changes == ()
        else:
            with pytest.raises(DatabaseError, match="Nothing was changed"):
                room.move(there)
        assert room.stands() == before


def test_who_signed_off_what_and_when_is_recorded(room: Room) -> None:
    room.bring_to("fact_check")
    content = content_hash(room.desk.read())
    recorded = room.move("signed_off", by=BOB)
    signed = room.desk.read().signed_off
    assert signed is not None
    assert (signed.content, signed.by) == (content, BOB)
    assert all(change.at >= signed.at for change in recorded.changes)
    assert {change.kind for change in recorded.changes} == {"state", "sign_off"}


def test_each_change_of_state_is_recorded_with_what_the_report_then_said(room: Room) -> None:
    said: list[str] = []
    for state in STATES[1:4]:
        room.desk.write(POLICIES, f"Before it was {state}.")
        said.append(content_hash(room.desk.read()))
        room.move(state)
    moves = [change for change in room.desk.changes() if change.kind == "state"]
    assert [change.content for change in moves] == said
    assert len(set(said)) == 3
    assert all(change.content == "" for change in room.desk.changes() if change.kind != "state")


def test_the_history_says_what_was_done_and_what_was_signed(room: Room, forces: Forces) -> None:
    room.bring_to("signed_off")
    room.desk.write(POLICIES, "Other words.")
    room.move("signed_off", by=BOB)
    room.move("published")
    room.move("signed_off")
    words = HistoryWords(room.programme, forces)
    changes = room.desk.changes()[::-1]
    entries = [entry for step in steps_of(changes) for entry in folded([step])]
    moved = [words.headline(each) for each in entries if each.newest.intention == "move_to"]
    assert moved == [
        "Moved to “signed off”",
        "Moved to “published”",
        "Signed off again",
        "Signed off",
        "Moved to “factual accuracy check”",
        "Moved to “in review”",
    ]
    content = content_hash(room.desk.read())
    signed = next(each for each in changes if each.kind == "sign_off")
    assert words.value(signed, signed.after) == f"by {BOB}, content {content[:12]}"


def test_the_history_tells_what_was_said_and_what_came_of_it(room: Room, forces: Forces) -> None:
    key = room.comment("Why?")
    room.answer(key, "Because.")
    room.resolve(key)
    point = room.point("Two were missed.", evidence="Our return.")
    room.decide(point, "refused", "It says one.")
    words = HistoryWords(room.programme, forces)
    told = [
        words.value(each, each.after) for each in room.desk.changes() if each.key in (key, point)
    ]
    assert told == [
        "Why?",
        f"Why? – {BOB}: Because.",
        f"Why? – {BOB}: Because. – resolved",
        "Two were missed. – Our return.",
        "Two were missed. – Our return. – refused – It says one.",
    ]


def test_what_was_said_of_an_item_stands_in_its_history(room: Room, kent: Force) -> None:
    comment, point = room.comment("Why?"), room.point("Two were missed.")
    elsewhere = room.comment("There.", item=POLICIES)
    room.point("About all of it.", item="")
    room.answer(comment, "Because.")
    points.change_point(
        room.database,
        programme=room.programme,
        force=kent,
        point=point,
        kind="omission",
        item=POLICIES,
        text="It was these policies.",
        by=BOB,
    )
    room.take_out(point)

    def told(*keys: str, steps: int | None = None) -> list[tuple[str, str]]:
        found = history(room.database, room.programme.id, "kent", keys, steps=steps)
        noted = [each for each in found if each.kind in ("comment", "point")]
        return [(each.key, each.intention) for each in noted]

    of_the_point = [(point, f"{done}_point") for done in ("take_out", "change", "raise")]
    here = [(comment, "answer_comment"), of_the_point[2], (comment, "write_comment")]
    assert told(LEAKS) == [*of_the_point[:2], *here]
    assert told(POLICIES) == [*of_the_point[:2], (elsewhere, "write_comment"), of_the_point[2]]
    assert told(LEAKS, steps=2) == of_the_point[:2]
    assert told("press.leaks.investigated") == []


def test_a_change_after_sign_off_is_known_at_once_and_gone_with_it(room: Room) -> None:
    room.desk.write(POLICIES, "One.")
    room.bring_to("signed_off")
    assert not changed_since_sign_off(room.desk.read())
    changes: tuple[Callable[[], object], ...] = (
        lambda: room.desk.write(POLICIES, "Two."),
        lambda: room.desk.answer("press.leaks.found", True),
        lambda: room.desk.answer("isbn", "978-1-84246-001-7"),
    )
    for change in changes:
        step = room.desk.read().version
        change()
        assert changed_since_sign_off(room.desk.read())
        go_back(
            room.database, programme=room.programme, force=room.force, step=step, by="A. Inspector"
        )
        assert room.desk.read().state == "signed_off"
        assert not changed_since_sign_off(room.desk.read())


def test_what_is_said_in_review_changes_nothing_of_what_was_signed_off(room: Room) -> None:
    room.bring_to("signed_off")
    key = room.comment("Why?")
    room.answer(key, "Because.")
    room.resolve(key)
    room.decide(room.point("A point."), "accepted")
    room.desk.leave("spelling|press.leaks|Airwave", "A name.")
    assert not changed_since_sign_off(room.desk.read())


def test_what_was_changed_is_signed_off_again(room: Room) -> None:
    first = room.bring_to("signed_off").signed_off
    room.desk.write(POLICIES, "Other words.")
    (change,) = room.move("signed_off", by=BOB).changes
    assert (change.kind, change.before) == ("sign_off", first)
    again = room.desk.read().signed_off
    assert again is not None
    assert (again.by, again.content) == (BOB, content_hash(room.desk.read()))


def test_what_was_changed_is_not_published_before_it_is_signed_off_again(room: Room) -> None:
    room.bring_to("signed_off")
    room.desk.write(POLICIES, "Other words.")
    before = room.stands()
    with pytest.raises(DatabaseError, match="changed since Jane Smith signed it off"):
        room.move("published")
    assert room.stands() == before
    room.move("signed_off")
    assert room.move("published").report.state == "published"


def test_a_sign_off_is_kept_through_publication_and_back_but_not_further(room: Room) -> None:
    signed = room.bring_to("signed_off").signed_off
    assert room.move("published").report.signed_off == signed
    room.desk.write(POLICIES, "Changed when it was published.")
    assert changed_since_sign_off(room.desk.read())
    assert room.move("signed_off").report.signed_off == signed
    assert changed_since_sign_off(room.desk.read())
    assert room.move("fact_check").report.signed_off is None
    assert room.desk.read().signed_off is None


def test_what_was_brought_in_as_published_is_signed_off_once_it_was_taken_back(desk: Desk) -> None:
    room = Room(desk)
    desk.imported(Report(desk.programme.id, "kent", "published"))
    assert room.move("signed_off").report.signed_off is None
    with pytest.raises(DatabaseError, match="Nobody has signed off"):
        room.move("published")
    room.move("signed_off")
    assert room.move("published").report.signed_off is not None


@pytest.mark.parametrize("state", ["signed_off", "published"])
def test_an_import_over_what_was_signed_off_is_a_change_since(room: Room, state: State) -> None:
    key = room.comment("Why?")
    signed = room.bring_to(state).signed_off
    now = room.desk.read()
    passages = {POLICIES: Passage("Read from a file.", "edited")}
    told = replace(now, state="published", answers={}, passages=passages, comments={})
    room.import_over(told if state == "published" else replace(told, state="drafting"))
    report = room.desk.read()
    assert (report.state, report.signed_off) == (state, signed)
    assert changed_since_sign_off(report)
    assert list(report.comments) == [key]


@pytest.mark.parametrize("state", ["fact_check", "signed_off", "published"])
def test_a_proof_made_before_that_is_brought_in_again_leaves_state_and_sign_off(
    room: Room, state: State
) -> None:
    room.bring_to(state)
    before = room.stands()
    proof = replace(room.desk.read(), state="drafting", signed_off=None, version=0)
    room.import_over(proof)
    record_import(
        room.database, report=proof, programme=room.programme, force=room.force, by="Importer"
    )
    assert room.stands() == before


def test_moving_a_report_that_was_not_begun_begins_it(desk: Desk) -> None:
    report = Room(desk).move("in_review").report
    assert report == desk.read()
    assert report.passages == desk.begin().report.passages != {}


def test_a_move_on_an_old_version_is_refused(room: Room) -> None:
    version = room.desk.read().version
    room.desk.write(POLICIES, "Meanwhile.")
    before = room.stands()
    with pytest.raises(StaleError):
        room.move("in_review", version=version)
    assert room.stands() == before
    room.move("in_review", version=version + 1)


# Comments


def test_a_comment_is_answered_resolved_and_opened_again(room: Room) -> None:
    key = room.comment("Is this so?", POLICIES, "policies", 14)
    comment = room.desk.read().comments[key]
    assert (comment.item, comment.text, comment.by) == (POLICIES, "Is this so?", JANE)
    assert (comment.quote, comment.start, comment.resolved_by) == ("policies", 14, "")
    room.answer(key, "It is.")
    room.answer(key, "It is indeed.", by=JANE)
    room.resolve(key)
    now = room.desk.read().comments[key]
    assert [(each.text, each.by) for each in now.replies] == [
        ("It is.", BOB),
        ("It is indeed.", JANE),
    ]
    assert now.resolved_by == BOB
    assert now.resolved_at >= now.replies[-1].at >= now.at
    assert room.resolve(key).changes == ()
    room.resolve(key, resolved=False)
    again = room.desk.read().comments[key]
    assert (again.resolved_by, again.resolved_at) == ("", "")
    assert again.replies == now.replies


def test_a_comment_that_is_gone_is_neither_answered_nor_resolved(room: Room) -> None:
    before = room.stands()
    works: tuple[Callable[[], object], ...] = (
        lambda: room.answer("none", "Yes."),
        lambda: room.resolve("none"),
    )
    for work in works:
        with pytest.raises(DatabaseError, match="no longer there"):
            work()
    assert room.stands() == before


def test_a_comment_on_what_is_no_item_is_refused(room: Room) -> None:
    before = room.stands()
    with pytest.raises(KeyError):
        room.comment("Where?", "press.none")
    assert room.stands() == before


def test_a_comment_begins_the_report(desk: Desk) -> None:
    room = Room(desk)
    key = room.comment("Begin with this.")
    assert list(desk.read().comments) == [key]
    assert desk.read().passages == desk.begin().report.passages != {}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Éa “why” – \U0001f600 ’; DROP TABLE", "Éa “why” – \U0001f600 ’; DROP TABLE"),
        ("  two \r\n lines\t\n\n below  ", "two\n lines\n\n below"),
        ("a\x00b\ud800c\ufffc\x1b", "abc"),
        ("null", "null"),
        ("e\u0301 ‏עברית‏", "e\u0301 ‏עברית‏"),
        ("<b>&amp;</b> %s {} \\u0000", "<b>&amp;</b> %s {} \\u0000"),
    ],
)
def test_odd_characters(room: Room, typed: str, kept: str) -> None:
    key = room.comment(typed, quote=typed, by="A\ud800B")
    room.answer(key, typed)
    point = room.point(typed, evidence=typed)
    room.decide(point, "refused", typed)
    report = room.desk.read()
    assert report.comments[key].text == report.comments[key].replies[0].text == kept
    assert report.points[point].text == report.points[point].evidence == kept
    assert report.points[point].reason == kept
    assert list_reports(room.database) == [report]
    assert replay(room.desk.changes(), Report(report.programme, "kent")) == report


@pytest.mark.parametrize("nothing", ["", " \n\t ", "\x00\ufeff", "\ud800"])
def test_nothing_is_no_comment(room: Room, nothing: str) -> None:
    key, point = room.comment("Something."), room.point("Something.")
    before = room.stands()
    for work in _writers(room, key, point, nothing):
        with pytest.raises(DatabaseError):
            work()
    assert room.stands() == before


def test_notes_may_be_long_but_not_endless(room: Room) -> None:
    key, point = room.comment("x" * LONGEST_NOTE), room.point("Something.")
    assert len(room.desk.read().comments[key].text) == LONGEST_NOTE
    before = room.stands()
    for work in _writers(room, key, point, "y" * 1_000_000):
        with pytest.raises(DatabaseError, match=f"{LONGEST_NOTE:,}") as refused:
            work()
        assert "\n" not in str(refused.value)
    assert room.stands() == before


def _writers(room: Room, key: str, point: str, text: str) -> list[Callable[[], object]]:
    return [
        lambda: room.comment(text),
        lambda: room.answer(key, text),
        lambda: room.point(text),
        lambda: room.decide(point, "refused", text),
        lambda: room.override(text),
    ]


# The force's points, and a public edition all the same


def test_a_point_is_decided_opened_again_and_taken_out(room: Room) -> None:
    key = room.point("Two were missed.", "inaccurate_fact", evidence="Our return of March.")
    other = room.point("It says “teh”.", "typing_mistake", item="")
    room.decide(key, "accepted")
    now = room.desk.read().points[key]
    assert (now.decision, now.reason, now.decided_by) == ("accepted", "", BOB)
    room.decide(key, "refused", "The return says one.")
    assert room.desk.read().points[key].reason == "The return says one."
    room.decide(key, "")
    assert room.desk.read().points[key].decided_by == ""
    room.take_out(key)
    assert list(room.desk.read().points) == [other]
    with pytest.raises(DatabaseError, match="no longer there"):
        room.decide(key, "accepted")


def test_why_a_public_edition_was_made_all_the_same_stands_in_the_history_alone(
    room: Room,
) -> None:
    before = room.desk.read()
    (change,) = room.override("The minister waits.").changes
    assert (change.kind, change.after, change.by) == ("override", "The minister waits.", JANE)
    after = room.desk.read()
    assert (after.version, after.comments, after.state) == (before.version + 1, {}, before.state)
    assert content_hash(after) == content_hash(before)
    assert replay(room.desk.changes(), Report(after.programme, "kent")) == after


# What is read


def test_every_point_of_the_history_can_be_read_again(room: Room) -> None:
    versions = [room.desk.read()]

    def note(_: object) -> None:
        versions.append(room.desk.read())

    key = room.comment("First.")
    note(key)
    note(room.move("in_review"))
    note(room.answer(key, "Yes."))
    point = room.point("A point.")
    note(point)
    note(room.move("fact_check"))
    note(room.resolve(key))
    note(room.decide(point, "accepted"))
    note(room.move("signed_off"))
    note(room.take_out(point))
    note(room.move("fact_check"))
    for report in versions:
        assert report_at(room.database, room.programme.id, "kent", report.version) == report
        changes = [change for change in room.desk.changes() if change.step <= report.version]
        assert replay(changes, Report(room.programme.id, "kent")) == report


def test_going_back_takes_back_what_the_report_says_and_nothing_of_its_review(room: Room) -> None:
    early = room.desk.read()
    key = room.comment("Why?")
    room.point("A point.")
    room.bring_to("signed_off")
    room.desk.write(POLICIES, "Other words.")
    present = room.desk.read()
    recorded = go_back(
        room.database,
        programme=room.programme,
        force=room.force,
        step=early.version,
        by="A. Inspector",
    )
    now = room.desk.read()
    assert recorded.report == now
    assert now.passages == early.passages
    assert (now.state, now.signed_off) == ("signed_off", present.signed_off)
    assert (now.comments, now.points) == (present.comments, present.points)
    assert list(now.comments) == [key]


def test_all_reports_are_listed_with_their_own_review(room: Room, essex: Force) -> None:
    other = Room(Desk(room.database, room.programme, essex))
    theirs = other.comment("There.")
    mine = [room.comment(f"Here {number}.") for number in range(12)]
    room.bring_to("signed_off")
    listed = {report.force: report for report in list_reports(room.database)}
    assert listed["kent"] == room.desk.read()
    assert listed["essex"] == other.desk.read()
    assert list(listed["kent"].comments) == list(room.desk.read().comments) == mine
    assert list(listed["essex"].comments) == [theirs]


def test_what_is_given_away_can_be_changed_without_changing_what_is_remembered(
    room: Room,
) -> None:
    key = room.comment("Mine.")
    given = room.move("in_review").report
    assert isinstance(given.comments, dict)
    given.comments.clear()
    room.answer(key, "Yes.")
    assert list(room.desk.read().comments) == [key]


def test_the_types_are_those_that_a_server_has_too() -> None:
    server = sa.make_url("postgresql://").get_dialect()()
    noted = str(CreateTable(NOTED).compile(dialect=server))
    assert "value JSON NOT NULL" in noted
    assert "signed_off JSON" in str(CreateTable(REPORT).compile(dialect=server))


def test_the_states_are_those_of_the_type() -> None:
    assert get_args(State) == STATES


# Two programs at once

WRITER = """
import sys
from pathlib import Path
from desktop.core.forces import read_forces
from desktop.core.programme_reader import read_programme
from desktop.store import points, reviewing
from desktop.store.database import Database

where, folder, forces, name, last = sys.argv[1:]
programme, force = read_programme(Path(folder)), read_forces(Path(forces))["kent"]
at = {"programme": programme, "force": force, "by": name}
database = Database.open(where)
for number in range(int(last)):
    made = reviewing.write_comment(database, item="press.leaks", text=f"{name} {number}", **at)
    mine = [key for key, each in made.report.comments.items() if each.text == f"{name} {number}"]
    reviewing.answer_comment(database, comment=mine[0], text="Yes.", **at)
    reviewing.resolve_comment(database, comment=mine[0], resolved=True, **at)
"""


def test_two_programs_comment_at_once_and_nothing_is_lost(
    path: Path, filled: Path, inspection: Programme
) -> None:
    writers = [
        subprocess.Popen(
            [
                *(sys.executable, "-c", WRITER, str(filled), str(inspection.folder)),
                *(str(FORCES_FILE), name, "10"),
            ],
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("Ann", "Bob")
    ]
    for each in writers:
        _, errors = each.communicate(timeout=60)
        assert (each.returncode, errors) == (0, "")
    with Database.open(path) as database:
        report = read_report(database, inspection.id, "kent")
        changes = history(database, inspection.id, "kent")[::-1]
    assert report is not None
    assert {each.text for each in report.comments.values()} == {
        f"{name} {number}" for name in ("Ann", "Bob") for number in range(10)
    }
    for comment in report.comments.values():
        assert isinstance(comment, Comment)
        assert [each.text for each in comment.replies] == ["Yes."]
        assert comment.resolved_by == comment.by == comment.text.split()[0]
    assert report.version == 1 + 2 * 10 * 3
    assert replay(changes, Report(inspection.id, "kent")) == report


MOVER = """
import sys
from pathlib import Path
from desktop.core.forces import read_forces
from desktop.core.programme_reader import read_programme
from desktop.store import reviewing
from desktop.store.database import Database
from desktop.store.errors import StaleError
from desktop.store.reading import read_report

where, folder, forces, name = sys.argv[1:]
programme, force = read_programme(Path(folder)), read_forces(Path(forces))["kent"]
database = Database.open(where)
for state in ("in_review", "fact_check", "signed_off"):
    seen = read_report(database, programme.id, force.key)
    print("seen", flush=True)
    sys.stdin.readline()
    try:
        reviewing.move_to(
            database, programme=programme, force=force, state=state, by=name,
            expected_version=seen.version,
        )
    except StaleError:
        print("refused", flush=True)
    else:
        print("moved", flush=True)
    sys.stdin.readline()
"""


def test_two_programs_that_move_and_sign_off_at_once_take_each_step_once(
    path: Path, filled: Path, inspection: Programme
) -> None:
    movers = [
        subprocess.Popen(
            [
                *(sys.executable, "-c", MOVER, str(filled), str(inspection.folder)),
                *(str(FORCES_FILE), name),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("Ann", "Bob")
    ]

    def told() -> list[str]:
        """Let both go on once both have said something."""
        said = [each.stdout.readline().strip() if each.stdout else "" for each in movers]
        for each in movers:
            assert each.stdin is not None
            each.stdin.write("\n")
            each.stdin.flush()
        return said

    for _ in range(3):
        assert told() == ["seen", "seen"]
        assert sorted(told()) == ["moved", "refused"]
    for each in movers:
        _, errors = each.communicate(timeout=60)
        assert (each.returncode, errors) == (0, "")
    with Database.open(path) as database:
        report = read_report(database, inspection.id, "kent")
        changes = history(database, inspection.id, "kent")[::-1]
    assert report is not None
    assert report.signed_off is not None
    moves = [each.after for each in changes if each.kind == "state"]
    assert moves == ["in_review", "fact_check", "signed_off"]
    (signed,) = [each for each in changes if each.kind == "sign_off"]
    assert (signed.by, signed.after) == (report.signed_off.by, report.signed_off)
    assert report.signed_off.content == content_hash(report)
    assert replay(changes, Report(inspection.id, "kent")) == report
