"""What inspectors do is recorded as they meant it, whole or not at all, with its history."""

from __future__ import annotations

import datetime
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.fields import Answer
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.database import Database
from desktop.store.errors import AlreadyThere, DatabaseError, StaleError
from desktop.store.reading import history, read_report
from desktop.store.writing import Recorded, begin_report, record_edits
from tests.store.desk import Desk

INVESTIGATED = "press.leaks.investigated"
FOUND = "press.leaks.found"
REVIEWED = "press.policies.reviewed"


def leaks(number: str) -> Passage:
    """The draft of leaks in Kent, in which the number is a fact."""
    return Passage(f"There were [{number}](fact:{INVESTIGATED}) leaks in Kent.")


def own(text: str, instead_of: Passage | None = None) -> Passage:
    """An inspector's words, in the place of a draft."""
    return Passage(text, "edited", instead_of.text if instead_of else "")


@pytest.fixture
def published(inspection: Programme) -> Report:
    return Report(
        inspection.id,
        "kent",
        "published",
        answers={"isbn": "978-1-78246-041-1", INVESTIGATED: 2, REVIEWED: ("media",)},
        passages={
            "about.imprint": Passage("© HMIC 2012", "edited"),
            "press.policies": Passage("Policies are **new**.", "edited"),
        },
    )


def test_a_report_is_begun_with_its_drafts(desk: Desk) -> None:
    recorded = desk.begin()
    assert recorded.report == desk.read()
    assert recorded.report.version == 1
    assert recorded.report.state == "drafting"
    assert recorded.report.passages == {"about.imprint": Passage("© HMIC. ISBN to come")}


def test_beginning_again_leaves_everything_as_it_is(desk: Desk) -> None:
    desk.begin()
    desk.answer(INVESTIGATED, 4)
    before = desk.read()
    assert desk.begin() == Recorded(before, ())
    assert desk.read() == before


def test_an_answer_is_kept_with_who_changed_it_when(desk: Desk) -> None:
    before = datetime.datetime.now(datetime.UTC)
    desk.answer(FOUND, True)
    (change,) = desk.answer(FOUND, False).changes
    after = datetime.datetime.now(datetime.UTC)
    assert desk.read().answers == {FOUND: False}
    assert (change.kind, change.key, change.before, change.after) == ("answer", FOUND, True, False)
    assert (change.intention, change.by, change.step) == ("record_answer", "A. Inspector", 2)
    assert (change.programme, change.force) == ("small-inspection", "kent")
    at = datetime.datetime.fromisoformat(change.at)
    assert at.utcoffset() == datetime.timedelta(0)
    second = datetime.timedelta(seconds=1)
    assert before - second < at < after + second


@pytest.mark.parametrize(
    ("key", "answer"),
    [
        (INVESTIGATED, 0),
        (INVESTIGATED, 999_999_999),
        (FOUND, False),
        (FOUND, True),
        ("press.leaks.plan", "0012"),
        ("press.leaks.plan", "null"),
        ("press.leaks.plan", "Éa “plan” – \U0001f600 ’; DROP TABLE report"),
        ("press.policies.state", "old"),
        (REVIEWED, ()),
        (REVIEWED, ("media", "gifts")),
        ("embargo", "2012-12-20T00:01"),
    ],
)
def test_every_kind_of_answer_comes_back_as_it_was_given(
    desk: Desk, path: Path, key: str, answer: Answer
) -> None:
    recorded = desk.answer(key, answer)
    with Database.open(path) as reopened:
        report = read_report(reopened, desk.programme.id, "kent")
    assert report == recorded.report
    read = report.answers[key]
    assert (read, type(read)) == (answer, type(answer))


def test_taking_an_answer_back_makes_it_not_answered(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 0)
    recorded = desk.answer(INVESTIGATED, None)
    assert recorded.report == desk.read()
    assert recorded.report.answers == {}
    assert recorded.report.version == 2


def test_the_same_again_is_not_recorded(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 5)
    desk.write("press.policies", "New.")
    before, entries = desk.read(), desk.history()
    assert desk.answer(INVESTIGATED, 5) == Recorded(before, ())
    assert desk.answer(FOUND, None) == Recorded(before, ())
    assert desk.write("press.policies", "New.\n") == Recorded(before, ())
    assert (desk.read(), desk.history()) == (before, entries)


def test_taking_back_what_was_never_answered_begins_no_report(desk: Desk) -> None:
    recorded = desk.answer(INVESTIGATED, None)
    assert (recorded.changes, recorded.report.version) == ((), 0)
    assert read_report(desk.database, desk.programme.id, "kent") is None


def test_an_answer_begins_the_report_and_draws_its_drafts_in_one_step(desk: Desk) -> None:
    recorded = desk.answer(INVESTIGATED, 3)
    assert recorded.report == desk.read()
    assert recorded.report.passages == {
        "about.imprint": Passage("© HMIC. ISBN to come"),
        "press.leaks": leaks("three"),
    }
    assert {change.step for change in recorded.changes} == {1}
    assert [(change.kind, change.key, change.after) for change in recorded.changes] == [
        ("report", "", 1),
        ("answer", INVESTIGATED, 3),
        ("passage", "about.imprint", Passage("© HMIC. ISBN to come")),
        ("passage", "press.leaks", leaks("three")),
    ]


def test_a_drafted_passage_follows_the_answer_in_the_same_step(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    answer, passage = desk.answer(INVESTIGATED, 4).changes
    assert (answer.step, passage.step) == (2, 2)
    assert passage.before == leaks("three")
    assert passage.after == leaks("four")
    desk.answer(INVESTIGATED, None)
    assert desk.read().passage("press.leaks") == Passage("")


def test_the_reports_own_answers_draw_every_draft(desk: Desk) -> None:
    desk.begin()
    desk.answer("isbn", "978-1-78246-041-1")
    assert desk.read().passage("about.imprint").text == "© HMIC. ISBN 978-1-78246-041-1"


def test_the_inspectors_words_stay_whatever_is_answered(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.write("press.leaks", "Nobody leaked.")
    desk.answer(INVESTIGATED, 4)
    assert desk.read().passage("press.leaks") == own("Nobody leaked.", leaks("three"))


def test_a_passage_is_kept_in_one_form(desk: Desk) -> None:
    desk.write("press.policies", "* one __bold__\n* two\n\n\n")
    assert desk.read().passage("press.policies").text == "- one **bold**\n- two"


def test_a_draft_that_was_only_looked_at_still_follows_the_answers(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    assert desk.write("press.leaks", leaks("three").text).changes == ()
    desk.answer(INVESTIGATED, 4)
    assert desk.read().passage("press.leaks") == leaks("four")


def test_an_emptied_passage_stays_the_inspectors(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.write("press.leaks", "")
    assert desk.read().passage("press.leaks") == own("", leaks("three"))


def test_the_draft_can_be_had_back(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.write("press.leaks", "Nobody leaked.")
    desk.answer(INVESTIGATED, 4)
    (change,) = desk.follow("press.leaks").changes
    assert change.before == own("Nobody leaked.", leaks("three"))
    desk.answer(INVESTIGATED, 5)
    assert desk.read().passage("press.leaks") == leaks("five")
    assert desk.follow("press.leaks").changes == ()


def test_an_item_without_a_draft_cannot_follow_one(desk: Desk) -> None:
    desk.write("press.policies", "New.")
    with pytest.raises(KeyError):
        desk.follow("press.policies")
    assert desk.read().passage("press.policies").text == "New."


def test_what_was_typed_together_is_one_step(desk: Desk) -> None:
    desk.begin()
    recorded = record_edits(
        desk.database,
        programme=desk.programme,
        force=desk.force,
        answers={INVESTIGATED: 7, FOUND: True},
        passages={"press.policies": "New."},
        by="A. Inspector",
        expected_version=1,
    )
    assert recorded.report == desk.read()
    assert recorded.report.version == 2
    assert recorded.report.answers == {INVESTIGATED: 7, FOUND: True}
    assert [change.key for change in recorded.changes] == [
        INVESTIGATED,
        FOUND,
        "press.policies",
        "press.leaks",
    ]
    assert {(change.step, change.intention) for change in recorded.changes} == {(2, "record_edits")}


def test_an_answer_on_an_old_version_is_refused(desk: Desk) -> None:
    desk.begin()
    desk.answer(INVESTIGATED, 3, version=1)
    before, entries = desk.read(), desk.history()
    with pytest.raises(StaleError, match=r"small-inspection/kent was changed elsewhere"):
        desk.answer(INVESTIGATED, 4, version=1)
    with pytest.raises(StaleError):
        desk.write("press.policies", "New.", version=3)
    assert (desk.read(), desk.history()) == (before, entries)
    assert desk.answer(INVESTIGATED, 4, version=2).report.version == 3


def test_what_another_program_recorded_is_not_overlooked(desk: Desk, path: Path) -> None:
    desk.answer(INVESTIGATED, 3)
    with Database.open(path) as elsewhere:
        Desk(elsewhere, desk.programme, desk.force).answer(FOUND, True)
    assert desk.answer("press.leaks.plan", "Plan").report.answers == {
        INVESTIGATED: 3,
        FOUND: True,
        "press.leaks.plan": "Plan",
    }


def test_what_is_done_to_a_report_given_back_does_not_come_into_the_database(desk: Desk) -> None:
    for _ in range(2):
        answers = desk.answer(INVESTIGATED, 3).report.answers
        assert isinstance(answers, dict)
        answers[FOUND] = True
    desk.answer("press.leaks.plan", "Plan")
    assert desk.read().answers == {INVESTIGATED: 3, "press.leaks.plan": "Plan"}


def test_keys_that_the_programme_has_not_are_refused(desk: Desk) -> None:
    with pytest.raises(KeyError):
        desk.answer("press.leaks.unheard_of", 1)
    with pytest.raises(KeyError):
        desk.write("press.unheard_of", "text")
    assert read_report(desk.database, desk.programme.id, "kent") is None


def test_a_failure_half_way_leaves_nothing(desk: Desk, path: Path) -> None:
    desk.answer(INVESTIGATED, 3)
    before, entries = desk.read(), desk.history()
    with sqlite3.connect(path) as other:
        other.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON change WHEN NEW.key = 'press.leaks'"
            " BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    other.close()
    with pytest.raises(Exception, match="refused"):
        desk.answer(INVESTIGATED, 4)
    assert (desk.read(), desk.history()) == (before, entries)
    assert desk.answer(FOUND, True).report.version == 2


def test_an_imported_report_is_there_as_it_was_read(desk: Desk, published: Report) -> None:
    recorded = desk.imported(published)
    assert recorded.report == desk.read()
    assert recorded.report.state == "published"
    assert recorded.report.answers == published.answers
    assert {change.intention for change in recorded.changes} == {"record_import"}
    assert {change.by for change in recorded.changes} == {"Importer"}


def test_nothing_is_drafted_into_a_published_report(desk: Desk, published: Report) -> None:
    desk.imported(published)
    desk.answer(INVESTIGATED, 3)
    assert desk.read().passage("press.leaks").text == ""
    desk.follow("press.leaks")
    assert desk.read().passage("press.leaks") == leaks("three")


def test_the_same_import_again_changes_nothing(desk: Desk, published: Report) -> None:
    desk.imported(published)
    before, entries = desk.read(), desk.history()
    assert desk.imported(published) == Recorded(before, ())
    assert (desk.read(), desk.history()) == (before, entries)


def test_an_import_never_overwrites(desk: Desk, published: Report) -> None:
    desk.begin()
    desk.answer(INVESTIGATED, 9)
    before = desk.read()
    with pytest.raises(AlreadyThere, match="1 answer and 2 passages would be over") as caught:
        desk.imported(published)
    assert (caught.value.new_answers, caught.value.new_passages) == (2, 1)
    assert not caught.value.same_import
    assert desk.read() == before


def test_an_import_that_was_changed_since_is_known_as_such(desk: Desk, published: Report) -> None:
    desk.imported(published)
    desk.answer(INVESTIGATED, 3)
    with pytest.raises(AlreadyThere, match="same text and was changed since: 1 answer would") as e:
        desk.imported(published)
    assert (e.value.answers, e.value.passages, e.value.same_import) == (1, 0, True)
    with pytest.raises(AlreadyThere, match="1 answer would be overwritten, 1 answer") as e:
        desk.imported(replace(published, answers={**published.answers, FOUND: True}))
    assert not e.value.same_import


def test_an_account_name_that_is_no_text_is_no_obstacle(
    database: Database, inspection: Programme, kent: Force
) -> None:
    recorded = begin_report(database, programme=inspection, force=kent, by="j\udcffones")
    assert {change.by for change in recorded.changes} == {"j?ones"}
    assert history(database, inspection.id, "kent")[0].by == "j?ones"


@pytest.mark.parametrize("statement", ["UPDATE change SET by = 'another'", "DELETE FROM change"])
def test_nobody_rewrites_the_history(desk: Desk, path: Path, statement: str) -> None:
    desk.begin()
    other = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="can only be added to"), other:
        other.execute(statement)
    other.close()
    assert desk.history() == 2


def test_a_report_and_its_parts_belong_together(desk: Desk) -> None:
    desk.begin()
    with pytest.raises(Exception, match="FOREIGN KEY"), desk.database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO answer (report, key, value) VALUES (99, 'a', '1')")


def test_every_refusal_can_be_caught_as_one() -> None:
    assert issubclass(StaleError, DatabaseError)
    assert issubclass(AlreadyThere, DatabaseError)
