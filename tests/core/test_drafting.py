"""How answers and typing make a report: drafts follow, own words stay, new drafts are offered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.drafting import (
    begin,
    edit,
    follow_answers,
    has_draft,
    in_own_words,
    item_that_says,
    new_draft,
)
from desktop.core.fields import Answer
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Passage, Report
from tests.programme_stub import write_programme

SECTIONS = """\
[[sections]]
key = "jobs"
title = "Jobs"

[[sections.items]]
key = "second"
title = "Second jobs"
draft = "second.j2"
fields = [
    { key = "applications", type = "count", label = "Applications" },
    { key = "approved", type = "count", label = "Approved", part_of = "applications" },
    { key = "annual", type = "yes_no", label = "Reviewed annually" },
]

[[sections.items]]
key = "overview"
title = "Overview"
fields = [{ key = "plan", type = "text", label = "Plan" }]

[[sections.items]]
key = "imprint"
title = "Imprint"
wording = "imprint.md"
"""
SECOND = """
{% if applications is not none %}
There were {{ applications }} applications.
{% if approved is not none and approved != applications %}
Of these, {{ approved }} were approved.
{% endif %}
{% endif %}
{% if annual %}
They are reviewed annually.
{% endif %}
"""
IMPRINT = "ISBN {% if report.isbn %}{{ report.isbn }}{% else %}to come{% endif %}"
SECOND_JOBS = "jobs.second"
OVERVIEW = "jobs.overview"
APPLICATIONS = "jobs.second.applications"
APPROVED = "jobs.second.approved"
ANNUAL = "jobs.second.annual"
ISBN = "978-1-78246-041-1"


@pytest.fixture
def jobs(tmp_path: Path) -> Programme:
    templates = {"drafts/second.j2": SECOND, "wording/imprint.md": IMPRINT}
    return read_programme(write_programme(tmp_path, SECTIONS, templates))


class Work:
    """A report under work, as typing makes it."""

    def __init__(self, programme: Programme, force: Force) -> None:
        self.programme, self.force = programme, force
        self.report = begin(programme, force)

    def answer(self, key: str, answer: Answer | None) -> Report:
        return self.edit({key: answer}, {})

    def write(self, item: str, text: str) -> Report:
        return self.edit({}, {item: text})

    def edit(self, answers: dict[str, Answer | None], passages: dict[str, str]) -> Report:
        edited = edit(self.programme, self.force, self.report, answers, passages)
        assert edited.mistakes == ()
        self.report = edited.report
        return self.report

    def text(self, item: str = SECOND_JOBS) -> str:
        return self.report.passage(item).text

    def offered(self, item: str = SECOND_JOBS) -> str | None:
        return new_draft(self.programme, item, self.force, self.report)

    def break_draft(self) -> None:
        (self.programme.folder / "drafts" / "second.j2").write_text("\n{{ unheard_of }}")


@pytest.fixture
def work(jobs: Programme, forces: Forces) -> Work:
    return Work(jobs, forces["kent"])


def there_were(number: str) -> str:
    return f"There were [{number}](fact:{APPLICATIONS}) applications."


# Begun, and following


def test_a_new_report_has_its_standard_wording(programme: Programme, forces: Forces) -> None:
    report = begin(programme, forces["kent"])
    assert report.name == f"{programme.id}/kent"
    assert (report.version, report.state, report.answers) == (0, "drafting", {})
    standard = {key for key, item in programme.items.items() if item.wording}
    assert standard <= set(report.passages)
    assert {passage.mode for passage in report.passages.values()} == {"drafted"}
    assert follow_answers(programme, forces["kent"], report).passages == {}


def test_a_draft_is_drafted_anew_at_every_answer(work: Work) -> None:
    assert work.text() == ""
    work.answer(APPLICATIONS, 3)
    assert work.text() == there_were("three")
    work.answer(APPROVED, 2)
    assert work.text() == f"{there_were('three')} Of these, [two](fact:{APPROVED}) were approved."
    work.answer(APPROVED, 3)
    assert work.text() == there_were("three")
    work.answer(APPLICATIONS, None)
    assert work.text() == ""
    assert work.report.passage(SECOND_JOBS).mode == "drafted"


def test_standard_wording_follows_the_reports_own_answers(work: Work) -> None:
    work.answer("isbn", ISBN)
    assert ISBN in work.text("jobs.imprint")
    assert work.report.passage("jobs.imprint").mode == "drafted"


def test_own_words_stay_but_for_their_facts(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.write(SECOND_JOBS, f"The 3 applications, all [3](fact:{APPLICATIONS}), came late.")
    work.answer(APPLICATIONS, 14)
    assert work.text() == f"The 3 applications, all [14](fact:{APPLICATIONS}), came late."


def test_a_fact_in_another_items_passage_follows(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.write(OVERVIEW, f"[3](fact:{APPLICATIONS}) came.")
    assert work.text(OVERVIEW) == f"[Three](fact:{APPLICATIONS}) came."
    work.answer(APPLICATIONS, 12)
    assert work.text(OVERVIEW) == f"[Twelve](fact:{APPLICATIONS}) came."
    work.answer(APPLICATIONS, None)
    assert work.text(OVERVIEW) == f"[Twelve](fact:{APPLICATIONS}) came."


@pytest.mark.parametrize(("before", "after"), [(0, False), (1, True)])
def test_no_is_not_zero_and_yes_is_not_one(work: Work, before: int, after: bool) -> None:
    """Should a programme turn a count into a question, the drafts follow the new answer."""
    work.report = replace(work.report, answers={APPLICATIONS: 4, ANNUAL: before})
    work.answer(ANNUAL, after)
    assert there_were("four") in work.text()
    assert work.report.answers[ANNUAL] is after


def test_only_what_draws_on_the_changed_answers_is_looked_at(work: Work) -> None:
    report = replace(work.report, answers={APPLICATIONS: 3, "isbn": ISBN})

    def followed(*changed: str) -> list[str]:
        return list(follow_answers(work.programme, work.force, report, changed).passages)

    assert followed(APPLICATIONS) == [SECOND_JOBS]
    assert followed("jobs.overview.plan") == []
    assert followed("isbn") == [SECOND_JOBS, "jobs.imprint"]
    assert list(follow_answers(work.programme, work.force, report).passages) == followed("isbn")


def test_words_without_a_template_are_never_drafted_away(work: Work) -> None:
    words = {OVERVIEW: Passage("Found words.")}
    report = replace(work.report, passages=words)
    assert OVERVIEW not in follow_answers(work.programme, work.force, report).passages
    assert not has_draft(work.programme.items[OVERVIEW])


def test_a_mistake_in_one_template_is_told_and_keeps_no_other_from_following(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.write(OVERVIEW, f"All [3](fact:{APPLICATIONS}).")
    work.break_draft()
    edited = edit(work.programme, work.force, work.report, {APPLICATIONS: 4, "isbn": ISBN}, {})
    [mistake] = edited.mistakes
    assert "second.j2, line 2: " in mistake
    assert edited.report.answers == {APPLICATIONS: 4, "isbn": ISBN}
    # The sentence stays, but the fact in it is never behind its answer.
    assert edited.report.passage(SECOND_JOBS).text == there_were("four")
    assert edited.report.passage(OVERVIEW).text == f"All [four](fact:{APPLICATIONS})."
    assert ISBN in edited.report.passage("jobs.imprint").text


def test_a_report_is_begun_in_spite_of_a_mistake(work: Work) -> None:
    work.break_draft()
    assert set(begin(work.programme, work.force).passages) == {"jobs.imprint"}


# Own words, and the draft they stand in the place of


def test_the_first_own_words_stand_in_the_place_of_the_draft(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.write(SECOND_JOBS, "A few applications.")
    assert work.report.passage(SECOND_JOBS) == Passage(
        "A few applications.", "edited", there_were("three")
    )


def test_later_words_keep_the_draft_that_was_seen(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.write(SECOND_JOBS, "A few applications.")
    work.edit({APPROVED: 2}, {SECOND_JOBS: "Some applications."})
    assert work.report.passage(SECOND_JOBS) == Passage(
        "Some applications.", "edited", there_were("three")
    )


def test_words_that_are_there_already_make_no_own_words(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    before = work.report
    assert work.write(SECOND_JOBS, f"There were [4](fact:{APPLICATIONS}) applications.\n") == before
    assert work.write(OVERVIEW, " \n") == before
    work.write(SECOND_JOBS, "Mine.")
    mine = work.report
    assert work.write(SECOND_JOBS, "Mine.\n") == mine


def test_taking_every_word_out_is_an_own_wording_too(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.write(SECOND_JOBS, "")
    work.answer(APPLICATIONS, 4)
    assert work.report.passage(SECOND_JOBS) == Passage("", "edited", there_were("three"))


def test_own_words_can_be_typed_over_a_broken_draft(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.break_draft()
    work.write(SECOND_JOBS, "Mine.")
    assert work.text() == "Mine."


def test_an_item_that_the_programme_has_not_is_refused(work: Work) -> None:
    with pytest.raises(KeyError):
        in_own_words(work.programme, "jobs.third", work.force, work.report, "Words.")


# New drafts


def test_a_new_draft_is_offered_where_it_says_something_else_than_when_seen(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.write(SECOND_JOBS, "Some applications.")
    assert work.offered() is None
    work.answer(APPROVED, 2)
    assert (
        work.offered() == f"{there_were('three')} Of these, [two](fact:{APPROVED}) were approved."
    )
    work.answer(APPROVED, 3)
    assert work.offered() is None


def test_no_draft_is_offered_for_other_numbers_alone(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.write(SECOND_JOBS, "Some applications.")
    work.answer(APPLICATIONS, 40)
    assert work.offered() is None


def test_no_draft_is_offered_that_says_what_the_own_words_say(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.write(SECOND_JOBS, "Some applications.")
    work.answer(APPROVED, 2)
    offered = work.offered()
    assert offered is not None
    work.write(SECOND_JOBS, offered)
    assert work.report.passage(SECOND_JOBS).mode == "edited"
    assert work.offered() is None


def test_no_draft_is_offered_that_says_nothing(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.write(SECOND_JOBS, "Some applications.")
    work.answer(APPLICATIONS, None)
    assert work.offered() is None


def test_a_draft_that_came_after_the_own_words_is_offered(work: Work) -> None:
    work.write(SECOND_JOBS, "Some applications.")
    assert work.offered() is None
    work.answer(ANNUAL, True)
    assert work.offered() == "They are reviewed annually."


def test_no_draft_is_offered_where_the_passage_follows_it_or_there_is_none(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    assert work.offered() is None
    work.write(OVERVIEW, "Mine.")
    assert work.offered(OVERVIEW) is None


def test_no_draft_is_offered_from_a_broken_template(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.write(SECOND_JOBS, "Some applications.")
    work.break_draft()
    assert work.offered() is None


def test_changed_standard_wording_is_offered_where_it_was_edited(work: Work) -> None:
    work.write("jobs.imprint", "Mine.")
    assert work.offered("jobs.imprint") is None
    (work.programme.folder / "wording" / "imprint.md").write_text("Another imprint.")
    assert work.offered("jobs.imprint") == "Another imprint."


def test_a_report_once_followed_has_nothing_more_to_follow(work: Work) -> None:
    work.answer(APPLICATIONS, 3)
    work.write(OVERVIEW, f"All [x](fact:{APPLICATIONS}) and [some](fact:gone.for_good).")
    work.answer(APPROVED, 1)
    assert follow_answers(work.programme, work.force, work.report).passages == {}


def test_the_item_that_says_a_field_of_the_report_itself_is_found(programme: Programme) -> None:
    assert item_that_says(programme, "isbn") == "imprint.imprint"
    # These stand on the first page, outside of all items.
    assert item_that_says(programme, "embargo") == ""
    assert item_that_says(programme, "published") == ""
