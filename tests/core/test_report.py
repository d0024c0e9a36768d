"""A report as data: its name, its published form, and how complete it is."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from desktop.core.fields import Answer
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import (
    Completeness,
    Passage,
    Report,
    completeness,
    needed_fields,
    report_as_json,
)
from desktop.core.sample import read_sample


@pytest.fixture
def whole(programme: Programme, forces: Forces) -> Report:
    return read_sample(programme, forces)


def without(report: Report, *keys: str) -> Report:
    answers = {key: answer for key, answer in report.answers.items() if key not in keys}
    return replace(report, answers=answers)


def test_what_was_never_begun_is_an_empty_draft() -> None:
    report = Report("programme", "kent", answers={"isbn": "978-1-78246-060-2", "cases": 3})
    assert report.name == "programme/kent"
    assert report.passage("press.leaks") == Passage("", "drafted")
    assert report.answer_text("isbn") == "978-1-78246-060-2"
    assert report.answer_text("cases") is None
    assert report.answer_text("embargo") is None


def test_json_holds_every_key_and_tells_none_from_no_zero_and_empty(
    programme: Programme, cleveland: Report
) -> None:
    answers: dict[str, Answer] = {
        "press.leaks.investigated": 0,
        "press.social_media.sites_monitored": False,
        "integrity.training.channels": (),
        "findings.overview.policies_reviewed": ("media", "second_jobs"),
    }
    shown = json.loads(json.dumps(report_as_json(replace(cleveland, answers=answers), programme)))
    assert shown["report"] == "revisiting-police-relationships-2012/cleveland"
    assert shown["programme"] == "revisiting-police-relationships-2012"
    assert shown["force"] == "cleveland"
    assert shown["state"] == "drafting"
    assert shown["isbn"] is None
    assert shown["embargo"] is None
    assert list(shown["answers"]) == list(programme.fields)
    given = {key: value for key, value in shown["answers"].items() if value is not None}
    assert given == {
        "press.leaks.investigated": 0,
        "press.social_media.sites_monitored": False,
        "integrity.training.channels": [],
        "findings.overview.policies_reviewed": ["media", "second_jobs"],
    }
    assert list(shown["passages"]) == list(programme.items)
    assert shown["passages"]["press.media_policy"]["mode"] == "edited"
    assert shown["passages"]["integrity.training"] == {"mode": "drafted", "text": ""}


def test_nothing_done_is_0_and_everything_100_per_cent(programme: Programme, whole: Report) -> None:
    nothing = completeness(Report(programme.id, "kent"), programme)
    # The 18 fields that no published report leaves open; ten passages; the ISBN.
    assert nothing == Completeness(0, 29)
    assert nothing.percent == 0
    assert completeness(whole, programme) == Completeness(29, 29)


def test_optional_answers_are_not_needed(programme: Programme, whole: Report) -> None:
    less = without(
        whole, "findings.overview.plan", "findings.overview.reported_to", "embargo", "published"
    )
    assert completeness(less, programme).percent == 100


@pytest.mark.parametrize("key", ["isbn", "press.leaks.continuing", "press.social_media.cases"])
def test_one_missing_answer_is_not_100_per_cent(
    programme: Programme, whole: Report, key: str
) -> None:
    assert completeness(without(whole, key), programme) == Completeness(28, 29)
    assert completeness(without(whole, key), programme).percent == 96


def test_a_missing_passage_is_missing(programme: Programme, whole: Report) -> None:
    passages = {**whole.passages, "press.leaks": Passage("", "edited")}
    assert completeness(replace(whole, passages=passages), programme) == Completeness(28, 29)


def test_standard_wording_need_not_be_written(programme: Programme, whole: Report) -> None:
    passages = {key: each for key, each in whole.passages.items() if key != "about.review"}
    assert completeness(replace(whole, passages=passages), programme).percent == 100


def test_a_part_of_nothing_is_not_needed(programme: Programme, whole: Report) -> None:
    none = without(whole, "press.leaks.continuing")
    none = replace(none, answers={**none.answers, "press.leaks.investigated": 0})
    assert completeness(none, programme) == Completeness(28, 28)


def test_no_zero_and_empty_are_answers(programme: Programme, whole: Report) -> None:
    answers: dict[str, Answer] = {
        **whole.answers,
        "findings.overview.healthcheck": False,
        "press.social_media.cases": 0,
        "integrity.training.channels": (),
    }
    assert completeness(replace(whole, answers=answers), programme).percent == 100


def test_each_section_counts_its_own(programme: Programme, whole: Report) -> None:
    less = without(whole, "press.social_media.cases")
    # One, two and three fields, and three passages.
    assert completeness(less, programme, "press") == Completeness(8, 9)
    assert completeness(less, programme, "integrity").percent == 100
    assert completeness(less, programme, "about") == Completeness(0, 0)
    assert completeness(less, programme, "about").percent == 100


def test_what_a_report_needs_is_told_in_the_order_of_the_form(programme: Programme) -> None:
    report = Report(programme.id, "kent", answers={"press.leaks.investigated": 0})
    needed = [key for key, _ in needed_fields(report, programme)]
    assert needed[-1] == "isbn"
    assert needed[:-1] == [key for key in programme.fields if key in needed]
    assert "press.leaks.investigated" in needed
    assert "press.leaks.continuing" not in needed
    assert "embargo" not in needed
    assert [key for key, _ in needed_fields(report, programme, "press")] == [
        key for key in needed if key.startswith("press.")
    ]
