"""Errors planted by someone who had not read the checks, and what only looks like them."""

from __future__ import annotations

import re

import pytest

from desktop.core.remarks import Remark
from desktop.core.report import Report
from tests.core.checks.examining import (
    corrected,
    quotes,
    remarks_of,
    report_of,
    with_answer,
    with_passage,
)

APPROVED = "gifts.second_jobs.approved"
CONTINUING = "press.leaks.continuing"


def retyped(name: str, item: str, old: str, new: str) -> Report:
    """Put other words into a corrected report, in a passage whose numbers are no facts."""
    report = corrected(name)
    text = re.sub(r"\[([^\]]*)\]\(fact:[^)]*\)", r"\1", report.passage(item).text)
    assert old in text
    return with_passage(report, item, text.replace(old, new, 1))


def contradictions(report: Report) -> list[Remark]:
    return remarks_of("contradicted_number", report)


@pytest.mark.parametrize(
    ("name", "key", "old", "new", "words"),
    [
        ("cambridgeshire", APPROVED, "29 of which have been approved", "five of which were refused",
         "five of which were refused"),
        ("cheshire", APPROVED, ", all of which were approved", "; three were refused",
         "three were refused"),
        ("cheshire", APPROVED, ", all of which were approved", ". Two of these were declined",
         "Two of these were declined"),
        ("leicestershire", APPROVED, ", all but one of which have been approved",
         ". Four were turned down", "Four were turned down"),
        ("cleveland", APPROVED, "all of which have", "half of which have",
         "half of which have been approved"),
        ("cleveland", APPROVED, "all of which have", "most of which have",
         "most of which have been approved"),
        ("cheshire", APPROVED, "all of which were", "some of which were",
         "some of which were approved"),
        ("city-of-london", CONTINUING, "Five of these", "All but two of these", "All but two"),
        ("cleveland", CONTINUING, "This was continuing", "This was not continuing",
         "This was not continuing"),
        ("cleveland", CONTINUING, "This was continuing", "This was no longer ongoing",
         "This was no longer ongoing"),
        ("city-of-london", CONTINUING, "Five of these were still ongoing",
         "Two of these had been concluded", "Two of these had been concluded"),
    ],
)  # fmt: skip
def test_what_is_said_of_those_left_over(
    name: str, key: str, old: str, new: str, words: str
) -> None:
    (remark,) = contradictions(retyped(name, key.rpartition(".")[0], old, new))

    assert (remark.place.field, remark.quote, remark.severity) == (key, words, "error")


def test_what_is_left_over_is_said_to_be_left() -> None:
    report = retyped("cheshire", "gifts.second_jobs", ", all of which", ". Two were refused; these")

    (remark,) = contradictions(report)

    assert "“Two were refused” leaves 38, but “Approved” is answered 40." in remark.message


@pytest.mark.parametrize(
    ("applications", "approved", "text"),
    [
        (32, 29, "32 applications for second jobs, three of which were refused."),
        (32, 29, "32 applications for second jobs. Two were refused, and one was withdrawn."),
        (32, 29, "32 applications for second jobs. Of these, 29 have been approved, two have been"
         " refused and one is still being considered."),
        (32, 29, "32 applications for second jobs. Five were refused at first, and approved on"
         " appeal."),
        (32, 29, "32 applications for second jobs, most of which have been approved."),
        (32, 2, "32 applications for second jobs, some of which have been approved."),
        (25, 12, "25 applications for second jobs, half of which have been approved."),
        (25, 13, "25 applications for second jobs, half of which have been approved."),
    ],
)  # fmt: skip
def test_what_is_left_over_and_agrees(applications: int, approved: int, text: str) -> None:
    answers = {"gifts.second_jobs.applications": applications, APPROVED: approved}
    passages = {"gifts.second_jobs": f"Since September 2011 there have been {text}"}

    assert contradictions(report_of("cleveland", passages, answers)) == []


@pytest.mark.parametrize(
    ("name", "key", "old", "new", "words"),
    [
        ("cambridgeshire", APPROVED, "29 of which", "39 of which", "39"),
        ("leicestershire", APPROVED, "all but one of which", "85 of which", "85"),
        ("city-of-london", CONTINUING, "Five of these", "Seven of these", "Seven"),
        ("cleveland", CONTINUING, "This was", "Two of these were", "Two"),
    ],
)
def test_more_of_a_part_than_of_the_whole_and_no_answer(
    name: str, key: str, old: str, new: str, words: str
) -> None:
    """A part that cannot be is not read as an answer when a report is imported."""
    report = with_answer(retyped(name, key.rpartition(".")[0], old, new), key, None)

    (remark,) = contradictions(report)

    assert (remark.place.field, remark.quote) == (key, words)


@pytest.mark.parametrize(
    "text",
    [
        "The force did this. To be completed.",
        "The force did this. To do: ask why.",
        "The force did this. Text to follow.",
        "The force did this. Further details to be added.",
        "The force did this. Awaiting figures from the force.",
        "The force instigated 00 investigations.",
        "It was chaired by DCC NAME.",
        "Drafting note: see the figures.",
    ],
)
def test_more_that_was_left_to_fill_in(text: str) -> None:
    assert len(quotes("left_to_fill_in", text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Staff were told what to do: the policy says so.",
        "The review is to be completed in March. The rest is to follow.",
        "The force is awaiting information from the Home Office.",
        "It meets at 00:01, at 9.00, on day 100 and at a cost of £1.00, or 7,000 in all.",
        "The names, numbers and dates are recorded.",
        "NAME AND NUMBER",
    ],
)
def test_what_is_filled_in(text: str) -> None:
    assert quotes("left_to_fill_in", text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The force investigated one instance, This was continuing.", "instance, This"),
        ("It has a policy (from 2011), However, it is not used.", ""),
        ("Staff knew the rules, They had read them.", "rules, They"),
        ("It is told by email. but there is no check.", "but"),
        ("It looked at the register (of gifts). it found nothing.", "it"),
    ],
)
def test_a_stop_or_a_capital_that_is_wrong(text: str, words: str) -> None:
    found = quotes("full_stop", text)

    assert found == ([words] if words else found)


@pytest.mark.parametrize(
    "text",
    [
        "It buys through South West One, a joint venture, The Guardian and The Times said.",
        "It has pens, diaries, etc. in stock, at approx. ten sites, e.g. the office.",
        "In *Without Fear or Favour*, The Review says so.",
        'He said, "It was so. but who knew?"',
        "See www.hmic.gov.uk. or so. It was in In, The Mirror.",
    ],
)
def test_stops_that_are_right(text: str) -> None:
    assert quotes("full_stop", text) == []
