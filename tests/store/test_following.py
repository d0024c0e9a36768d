"""Passages follow the answers: drafts as a whole, the inspector's words in their facts alone."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.drafting import but_for_facts, new_draft
from desktop.core.fields import Answer
from desktop.core.folders import SEEDS
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Passage, Report
from desktop.ingest import read_file, read_published
from desktop.store.database import Database
from desktop.store.errors import StaleError
from desktop.store.reading import read_report
from tests.store.desk import Desk

INVESTIGATED = "press.leaks.investigated"
FACT = f"fact:{INVESTIGATED}"
LEAKS = "press.leaks"
POLICIES = "press.policies"
IMPRINT = "about.imprint"


def drafted(number: str) -> Passage:
    return Passage(f"There were [{number}]({FACT}) leaks in Kent.")


# Facts


def test_a_fact_follows_its_answer_in_every_edited_passage_in_the_same_step(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.write(LEAKS, f"Of [three]({FACT}) leaks, [**three**]({FACT}) were small.")
    desk.write(POLICIES, f"The force knows of [3]({FACT};figures) leaks.\n\n- [Three]({FACT})")
    recorded = desk.answer(INVESTIGATED, 12)
    assert recorded.report == desk.read()
    assert desk.read().passage(LEAKS).text == f"Of [12]({FACT}) leaks, [**12**]({FACT}) were small."
    assert (
        desk.read().passage(POLICIES).text
        == f"The force knows of [12]({FACT};figures) leaks.\n\n- [12]({FACT})"
    )
    assert [(change.kind, change.key) for change in recorded.changes] == [
        ("answer", INVESTIGATED),
        ("passage", LEAKS),
        ("passage", POLICIES),
    ]
    assert len({(change.step, change.at) for change in recorded.changes}) == 1
    assert {change.intention for change in recorded.changes} == {"record_answer"}


def test_a_fact_of_the_report_itself_follows_too(desk: Desk) -> None:
    desk.write(POLICIES, "See [the ISBN](fact:isbn).")
    desk.answer("isbn", "978-1-78246-041-1")
    assert desk.read().passage(POLICIES).text == "See [978-1-78246-041-1](fact:isbn)."


def test_what_is_typed_as_a_fact_says_what_its_answer_is(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.write(POLICIES, f"Of [99]({FACT}) leaks and [these](fact:leaks.investigated;figures).")
    assert (
        desk.read().passage(POLICIES).text == f"Of [three]({FACT}) leaks and [3]({FACT};figures)."
    )


def test_a_passage_without_the_fact_is_not_touched(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.write(LEAKS, "Three leaks.")
    assert [change.key for change in desk.answer(INVESTIGATED, 4).changes] == [INVESTIGATED]


def test_the_words_stay_where_an_answer_is_taken_out_and_follow_again(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.write(POLICIES, f"Of [three]({FACT}) leaks.")
    assert [change.kind for change in desk.answer(INVESTIGATED, None).changes] == [
        "answer",
        "passage",
    ]
    assert desk.read().passage(POLICIES).text == f"Of [three]({FACT}) leaks."
    assert desk.read().passage(LEAKS).text == ""
    desk.answer(INVESTIGATED, 5)
    assert desk.read().passage(POLICIES).text == f"Of [five]({FACT}) leaks."


def test_the_words_stay_where_the_programme_has_no_such_field(desk: Desk) -> None:
    text = "Of [seven](fact:press.leaks.lost) and [eight](fact:gone)."
    desk.write(POLICIES, text)
    desk.answer(INVESTIGATED, 3)
    desk.answer(INVESTIGATED, 4)
    assert desk.read().passage(POLICIES).text == text


def test_answer_and_words_typed_together_agree(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    recorded = desk.edit({INVESTIGATED: 4}, {POLICIES: f"Of [three]({FACT}) leaks."})
    assert recorded.report.passage(POLICIES).text == f"Of [four]({FACT}) leaks."
    assert {change.key for change in recorded.changes} == {INVESTIGATED, POLICIES, LEAKS}


def test_a_draft_that_was_only_looked_at_while_the_answer_changed_goes_on_following(
    desk: Desk,
) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.edit({INVESTIGATED: 4}, {LEAKS: drafted("four").text})
    assert desk.read().passage(LEAKS) == drafted("four")


# The draft that edited words stand in the place of


def test_the_first_words_remember_the_draft_they_replaced_and_later_ones_keep_it(
    desk: Desk,
) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.write(LEAKS, "Some leaks.")
    assert desk.read().passage(LEAKS).instead_of == drafted("three").text
    desk.answer(INVESTIGATED, 4)
    desk.write(LEAKS, "Several leaks.")
    assert desk.read().passage(LEAKS) == Passage("Several leaks.", "edited", drafted("three").text)


def test_going_back_to_the_words_that_were_there_is_no_change(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.write(LEAKS, "Some leaks.")
    entries = desk.history()
    assert desk.write(LEAKS, "Some  leaks.").changes[0].after is not None
    desk.write(LEAKS, "Some leaks.")
    assert desk.write(LEAKS, "Some leaks.\n").changes == ()
    assert desk.history() == entries + 2


def test_following_the_draft_forgets_what_stood_before(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.write(LEAKS, "Some leaks.")
    desk.follow(LEAKS)
    assert desk.read().passage(LEAKS) == drafted("three")


def test_keeping_ones_own_words_is_recorded_with_the_draft_that_was_seen(desk: Desk) -> None:
    desk.write(LEAKS, "Some leaks.")
    desk.answer(INVESTIGATED, 3)
    assert offered(desk) == drafted("three").text
    (change,) = desk.keep(LEAKS).changes
    assert (change.kind, change.key, change.intention) == ("passage", LEAKS, "keep_own_words")
    assert change.before == Passage("Some leaks.", "edited")
    assert change.after == Passage("Some leaks.", "edited", drafted("three").text)
    assert offered(desk) is None
    desk.answer(INVESTIGATED, 4)
    assert offered(desk) is None
    desk.answer(INVESTIGATED, None)
    assert offered(desk) is None


def offered(desk: Desk) -> str | None:
    return new_draft(desk.programme, LEAKS, desk.force, desk.read())


def test_keeping_words_twice_or_words_that_are_none_changes_nothing(desk: Desk) -> None:
    assert desk.keep(LEAKS).changes == ()
    assert read_report(desk.database, desk.programme.id, "kent") is None
    desk.answer(INVESTIGATED, 3)
    assert desk.keep(LEAKS).changes == ()
    desk.write(LEAKS, "Some leaks.")
    desk.answer(INVESTIGATED, None)
    assert len(desk.keep(LEAKS).changes) == 1
    assert desk.keep(LEAKS).changes == ()


def test_words_cannot_be_kept_against_a_draft_that_is_none(desk: Desk) -> None:
    desk.write(POLICIES, "New.")
    for item in (POLICIES, "press.unheard_of"):
        with pytest.raises(KeyError):
            desk.keep(item)


def test_keeping_words_on_an_old_version_is_refused(desk: Desk) -> None:
    desk.write(LEAKS, "Some leaks.")
    desk.answer(INVESTIGATED, 3)
    before, entries = desk.read(), desk.history()
    with pytest.raises(StaleError):
        desk.keep(LEAKS, version=1)
    assert (desk.read(), desk.history()) == (before, entries)


def test_an_import_has_seen_the_drafts_of_its_answers(desk: Desk) -> None:
    answers: dict[str, Answer] = {INVESTIGATED: 3}
    passages = {
        POLICIES: Passage("As printed.", "edited"),
        IMPRINT: Passage("© HMIC 2012", "edited", "something else"),
    }
    desk.imported(Report(desk.programme.id, "kent", "published", 0, answers, passages))
    assert desk.read().passages == {
        POLICIES: Passage("As printed.", "edited"),
        IMPRINT: Passage("© HMIC 2012", "edited", "© HMIC. ISBN to come"),
        LEAKS: Passage("", "edited", drafted("three").text),
    }
    assert offered(desk) is None


def test_an_import_may_follow_its_draft(desk: Desk) -> None:
    passages = {IMPRINT: Passage("© HMIC. ISBN to come")}
    report = Report(desk.programme.id, "kent", "published", passages=passages)
    desk.imported(report)
    assert desk.read().passage(IMPRINT) == Passage("© HMIC. ISBN to come")
    assert desk.imported(report).changes == ()


@pytest.mark.parametrize("name", sorted(file.stem for file in SEEDS.glob("*.txt")))
def test_an_answer_changes_no_published_word_but_those_that_give_it(
    database: Database, programme: Programme, forces: Forces, name: str
) -> None:
    read = read_published(
        read_file(SEEDS / f"{name}.txt"), programmes=[programme], forces=forces
    ).report
    desk = Desk(database, programme, forces[read.force])
    printed = desk.imported(read).report
    for key in ("gifts.second_jobs.applications", "press.leaks.investigated"):
        for change in desk.answer(key, 4711).changes:
            if change.kind == "passage":
                assert f"[4,711](fact:{key})" in getattr(change.after, "text", "")
    for item, passage in printed.passages.items():
        now = desk.read().passage(item)
        assert but_for_facts(now.text) == but_for_facts(passage.text)
        assert ("4,711" in now.text) == (now.text != passage.text)


# Templates with a mistake


@pytest.fixture
def broken(database: Database, inspection: Programme, kent: Force, tmp_path: Path) -> Desk:
    """Work in a copy of the inspection, whose draft of leaks can be broken."""
    folder = shutil.copytree(inspection.folder, tmp_path / inspection.id)
    return Desk(database, read_programme(folder), kent)


def break_leaks(desk: Desk) -> None:
    (desk.programme.folder / "drafts" / "leaks.j2").write_text("One\n{{ unheard_of }}")


def test_a_broken_template_is_told_and_keeps_nothing_else_from_following(broken: Desk) -> None:
    broken.answer(INVESTIGATED, 3)
    broken.write(POLICIES, f"Of [three]({FACT}).")
    break_leaks(broken)
    recorded = broken.edit({INVESTIGATED: 4, "isbn": "978-1-78246-041-1"}, {})
    [mistake] = recorded.mistakes
    assert "leaks.j2, line 2" in mistake
    assert recorded.report == broken.read()
    assert broken.read().answers[INVESTIGATED] == 4
    assert broken.read().passages == {
        LEAKS: drafted("four"),
        POLICIES: Passage(f"Of [four]({FACT}).", "edited"),
        IMPRINT: Passage("© HMIC. ISBN 978-1-78246-041-1"),
    }


def test_a_report_is_begun_with_a_broken_template_and_the_mistake_is_told(broken: Desk) -> None:
    break_leaks(broken)
    recorded = broken.begin()
    assert "leaks.j2, line 2" in recorded.mistakes[0]
    assert broken.read().passages == {IMPRINT: Passage("© HMIC. ISBN to come")}
    assert recorded.report == broken.read()


def test_words_over_a_broken_draft_are_recorded(broken: Desk) -> None:
    broken.answer(INVESTIGATED, 3)
    break_leaks(broken)
    broken.write(LEAKS, "My words.")
    assert broken.read().passage(LEAKS).text == "My words."
    with pytest.raises(Exception, match=r"leaks\.j2, line 2"):
        broken.follow(LEAKS)
    assert broken.read().passage(LEAKS).text == "My words."


def test_an_import_is_recorded_though_a_template_is_broken(broken: Desk) -> None:
    break_leaks(broken)
    passages = {LEAKS: Passage("As printed.", "edited")}
    broken.imported(Report(broken.programme.id, "kent", "published", passages=passages))
    assert broken.read().passage(LEAKS) == Passage("As printed.", "edited")
    assert replace(broken.read(), version=0).state == "published"


def test_what_is_put_back_is_whole_and_follows_the_answers(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.write(LEAKS, "Some leaks.")
    mine = desk.read().passage(LEAKS)
    desk.follow(LEAKS)
    desk.put_back({}, {LEAKS: mine})
    assert desk.read().passage(LEAKS) == mine
    recorded = desk.put_back({INVESTIGATED: 4}, {LEAKS: drafted("three")})
    assert desk.read().passage(LEAKS) == drafted("four")
    assert {change.intention for change in recorded.changes} == {"put_back"}
    assert desk.put_back({INVESTIGATED: 4}, {LEAKS: drafted("four")}).changes == ()


def test_words_put_back_say_what_the_answers_say_by_now(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    desk.write(LEAKS, f"In all [three](fact:{INVESTIGATED}) leaks.")
    mine = desk.read().passage(LEAKS)
    desk.follow(LEAKS)
    desk.answer(INVESTIGATED, 4)
    desk.put_back({}, {LEAKS: mine})
    assert desk.read().passage(LEAKS).text == f"In all [four](fact:{INVESTIGATED}) leaks."
    desk.put_back({}, {LEAKS: drafted("three")})
    assert desk.read().passage(LEAKS) == drafted("four")


def test_nothing_is_put_back_that_the_programme_has_not(desk: Desk) -> None:
    with pytest.raises(KeyError):
        desk.put_back({}, {"press.unheard_of": Passage("Words.", "edited")})
    with pytest.raises(KeyError):
        desk.put_back({"press.leaks.unheard_of": 1}, {})


def test_words_are_held_against_the_draft_that_they_were_typed_over(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    four = drafted("four").text
    desk.edit({INVESTIGATED: 4}, {LEAKS: "Some leaks."}, over={LEAKS: four})
    assert desk.read().passage(LEAKS) == Passage("Some leaks.", "edited", four)
    assert offered(desk) is None


def test_words_that_come_out_as_the_draft_follow_the_answers(desk: Desk) -> None:
    desk.answer(INVESTIGATED, 3)
    four = drafted("four").text
    desk.edit({INVESTIGATED: 4}, {LEAKS: four}, over={LEAKS: four})
    assert desk.read().passage(LEAKS) == drafted("four")
    desk.write(LEAKS, f"{four} x")
    assert desk.read().passage(LEAKS).mode == "edited"
    desk.write(LEAKS, four)
    assert desk.read().passage(LEAKS) == drafted("four")
