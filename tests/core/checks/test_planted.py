"""Mistakes planted one at a time into the five reports, corrected, and found where they are."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from desktop.core import commonmark
from desktop.core.checks import all_checks
from desktop.core.drafting import edit
from desktop.core.examining import examine
from desktop.core.fields import Answer
from desktop.core.programme import item_of
from desktop.core.remarks import Remark
from desktop.core.report import Report
from desktop.core.richtext import plain_text
from tests.core.checks.examining import (
    NOW,
    PUBLISHED,
    Around,
    corrected,
    examined,
    the_forces,
    the_programme,
    with_passage,
    with_words,
)


@dataclass(frozen=True)
class Planted:
    """A report with one mistake, where that is, and the words that are wrong."""

    report: Report
    place: str
    words: str = ""
    around: Around | None = None


def errors_in(report: Report, around: Around | None = None) -> list[Remark]:
    remarks = examine(examined(report, around), all_checks())
    return [remark for remark in remarks if remark.severity == "error"]


def assert_found(planted: Planted) -> None:
    errors = errors_in(planted.report, planted.around)
    found = [(error.place.item, error.place.field, error.quote) for error in errors]
    assert any(
        planted.place in (item, field) and planted.words in (quote, "")
        for item, field, quote in found
    ), f"“{planted.words}” at {planted.place} is not among {found}"
    assert all(planted.place in place for place in found), f"{found} blames other places too"


def findings(report: Report) -> list[str]:
    """Give the items in the inspector's own words."""
    return [key for key, passage in report.passages.items() if passage.mode == "edited"]


def answered(report: Report, key: str, answer: Answer | None) -> Report:
    """Answer a field as the form does, or take its answer out: passages follow."""
    programme, force = the_programme(), the_forces()[report.force]
    return edit(programme, force, report, {key: answer}, {}).report


@pytest.fixture(params=PUBLISHED)
def report(request: pytest.FixtureRequest) -> Report:
    return corrected(str(request.param))


def test_a_corrected_report_has_no_error(report: Report) -> None:
    assert errors_in(report) == []
    assert errors_in(report, Around(now=datetime.datetime.fromisoformat("2026-11-22T10:00"))) == []


# ── In the answers ───────────────────────────────────────────────────────────────────────────────


def test_a_required_answer_taken_out(report: Report) -> None:
    for key, field in the_programme().fields.items():
        if key in report.answers and not field.optional:
            errors = errors_in(answered(report, key, None))
            assert ("unanswered_field", key) in [(each.check, each.place.field) for each in errors]
            assert {item_of(each.place.field) for each in errors} == {item_of(key)}


@pytest.mark.parametrize(
    ("isbn", "others"),
    [
        (None, {}),
        ("978-1-78246-040-5", {}),
        ("978-1-78246-004-4", {}),
        ("978-1-78246-099-2", {"9781782460992": "revisiting-police-relationships-2012/kent"}),
    ],
)
def test_an_isbn_missing_mistyped_or_used_twice(
    report: Report, isbn: str | None, others: dict[str, str]
) -> None:
    assert_found(Planted(answered(report, "isbn", isbn), "isbn", around=Around(isbns=others)))


@pytest.mark.parametrize(
    ("embargo", "now"),
    [
        ("2012-12-10T09:30", "2012-12-10T09:30"),
        ("2012-12-19T00:01", "2012-12-20T08:00"),
        ("2012-11-30T00:01", "2012-11-01T08:00"),
        ("2011-12-19T00:01", "2011-12-01T08:00"),
    ],
)
def test_an_embargo_that_has_passed_or_lies_too_early(
    report: Report, embargo: str, now: str
) -> None:
    around = Around(now=datetime.datetime.fromisoformat(now))

    assert_found(Planted(answered(report, "embargo", embargo), "embargo", around=around))


def test_an_embargo_yet_to_come_is_no_mistake(report: Report) -> None:
    assert errors_in(answered(report, "embargo", "2012-12-19T00:01"), Around(now=NOW)) == []


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("gifts.second_jobs.approved", "gifts.second_jobs.applications"),
        ("press.leaks.continuing", "press.leaks.investigated"),
    ],
)
def test_a_part_that_is_more_than_the_whole(report: Report, part: str, whole: str) -> None:
    count = report.answers[whole]
    assert isinstance(count, int)

    errors = errors_in(answered(report, part, count + 1))

    assert ("part_over_whole", part) in [(error.check, error.place.field) for error in errors]


# ── In every passage ─────────────────────────────────────────────────────────────────────────────


def test_a_passage_emptied(report: Report) -> None:
    for item in report.passages:
        assert_found(Planted(with_passage(report, item, ""), item))


def test_a_paragraph_without_its_full_stop(report: Report) -> None:
    for item in findings(report):
        text = report.passage(item).text
        for stop in re.finditer(r"\.(?=\n\n|\Z)", text):
            planted = text[: stop.start()] + text[stop.end() :]
            last = plain_text(commonmark.parse(text[: stop.start()])).split()[-1]
            assert_found(Planted(with_passage(report, item, planted), item, last))


def test_two_sentences_without_a_full_stop_between(report: Report) -> None:
    """Only where a word follows that begins sentences: a name may stand in the middle of one."""
    begins = r"\. (?=(?:The|This|It|There|However|In|Since|We|These|All) [a-zS2])"
    for item in findings(report):
        text = report.passage(item).text
        for stop in re.finditer(rf"(?<=[a-z]){begins}", text):
            planted = f"{text[: stop.start()]} {text[stop.end() :]}"
            last, first = text[: stop.start()].split()[-1], text[stop.end() :].split()[0]
            words = f"{last} {first.rstrip(',')}"
            assert_found(Planted(with_passage(report, item, planted), item, words))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("TODO.", "TODO"),
        ("The policy of XX is new.", "XX"),
        ("The figure is tbc.", "tbc"),
        ("It has a register of [ ].", "[ ]"),
        ("[insert example] is one.", "[insert example]"),
        ("It was reviewed in xx 2012.", "xx"),
        ("Lorem ipsum dolor sit amet.", "Lorem ipsum dolor"),
        ("The policy in <area> is new.", "<area>"),
        ("It was reviewed by ???.", "???"),
        ("Staff in Kent know it.", "Kent"),
        ("Staff of West Yorkshire Police know it.", "West Yorkshire Police"),
        ("Officers in Devon & Cornwall know it.", "Devon & Cornwall"),
        ("The Police and Crime Commissioner for Essex will see to it.", None),
        ("Embargoed until 00:01 19 December 2012.", "Embargoed until 00:01 19 December 2012"),
        ("This time, we found:", "This time, we found:"),
        ("We also found that:", "We also found that:"),
        ("There is more to say", "say"),
        ("There is more to say and", "and"),
    ],
)
def test_a_sentence_added(report: Report, sentence: str, words: str | None) -> None:
    words = words or sentence.removeprefix("The ").removesuffix(" will see to it.")
    for item in findings(report)[len(sentence) % 4 :: 4]:
        text = f"{report.passage(item).text} {commonmark.escape(sentence)}"
        assert_found(Planted(with_passage(report, item, text), item, words))


def test_another_forces_name_in_the_place_of_its_own(report: Report) -> None:
    own = the_forces()[report.force]
    for item in findings(report):
        text = report.passage(item).text
        for name, other in (
            (own.name, "Humberside Police"),
            (rf"(?<=in ){own.area}(?! Police| Constabulary)", "Humberside"),
        ):
            planted, count = re.subn(name, other, text, count=1)
            if count:
                assert_found(Planted(with_passage(report, item, planted), item, other))


def test_another_forces_noun(report: Report) -> None:
    noun = the_forces()[report.force].noun
    planted = 0
    for item in findings(report):
        for old, new, words in (
            ("the force", "the constabulary", "constabulary"),
            ("The force", "The Constabulary", "Constabulary"),
            ("force-wide", "constabulary-wide", "constabulary"),
            (f"The {noun} has", "The service has", "service"),
        ):
            # A force in a constabulary's report is a matter of style.
            if old.lower().startswith((f"the {noun}", noun)) and old in report.passage(item).text:
                assert_found(Planted(with_words(report, item, old, new), item, words))
                planted += 1
    assert planted


# ── In standard wording ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("item", "old", "new", "words"),
    [
        ("about.review", "did not issue", "did issue", "did issue"),
        ("about.review", "found no evidence", "found some evidence", "some"),
        ("about.review", "Few forces and", "Some forces and", "Some"),
        ("about.review", "We made several", "This time, we found:\n\nWe made several", None),
        ("about.review", "relate only to", "relate to", "relate to"),
        ("next_steps.inspections", "will continue", "will not continue", "not"),
        ("imprint.imprint", "HMIC 2012", "HMIC 2011", "2011"),
    ],
)
def test_standard_wording_changed(
    report: Report, item: str, old: str, new: str, words: str | None
) -> None:
    planted = with_words(report, item, old, new)

    assert_found(Planted(planted, item, words or "This time, we found:"))


def test_another_area_in_the_standard_wording(report: Report) -> None:
    area = the_forces()[report.force].area_in_sentence
    planted = with_words(report, "about.review", f"found in {area}.", "found in Northumbria.")

    assert_found(Planted(planted, "about.review", "Northumbria"))


def test_another_isbn_in_the_imprint(report: Report) -> None:
    isbn = report.answer_text("isbn")
    assert isbn
    planted = with_words(report, "imprint.imprint", isbn, "978-1-78246-099-2")

    assert_found(Planted(planted, "imprint.imprint", "978-1-78246-099-2"))


# ── In facts ─────────────────────────────────────────────────────────────────────────────────────


def test_a_fact_that_says_something_else(report: Report) -> None:
    for item, key, words in facts_of(report):
        text = report.passage(item).text
        planted = text.replace(f"[{words}](fact:{key}", f"[987](fact:{key}", 1)
        assert_found(Planted(with_passage(report, item, planted), item, "987"))


def facts_of(report: Report) -> Iterator[tuple[str, str, str]]:
    for item, passage in report.passages.items():
        for fact in re.finditer(r"\[([^\]]*)\]\(fact:([a-z_.]+)", passage.text):
            yield item, fact[2], fact[1]
