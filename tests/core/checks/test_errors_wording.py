"""Standard wording that is not the programme's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.drafting import draft
from desktop.core.remarks import BackToDraft, Place, Remark
from desktop.core.report import Passage, Report
from tests.core.checks.examining import (
    remarks_of,
    report_of,
    the_forces,
    the_programme,
    with_passage,
)

ABOUT = "about.review"
IMPRINT = "imprint.imprint"


@pytest.fixture
def standard() -> Report:
    """A report of Kent with its standard wording as it is drafted."""
    report = report_of("kent", answers={"isbn": "978-1-78246-068-8"})
    programme, force = the_programme(), the_forces()["kent"]
    passages = {
        key: Passage(draft(programme, key, force, report.answers))
        for key, item in programme.items.items()
        if item.wording
    }
    return replace(report, passages=passages)


def changed(report: Report, old: str, new: str, item: str = ABOUT) -> list[Remark]:
    text = report.passage(item).text
    assert old in text
    return remarks_of("standard_wording", with_passage(report, item, text.replace(old, new, 1)))


def test_standard_wording_as_it_is_drafted(standard: Report) -> None:
    assert remarks_of("standard_wording", standard) == []


def test_standard_wording_that_was_edited_and_reads_the_same(standard: Report) -> None:
    assert changed(standard, "committed to revisiting", "committed to revisiting") == []
    assert changed(standard, "www.hmic.gov.uk", "[www.hmic.gov.uk](http://www.hmic.gov.uk)") == []


@pytest.mark.parametrize(
    ("old", "new", "quote", "message"),
    [
        ("did not issue", "did issue", "did issue", "goes on here with “not”"),
        ("no evidence", "some evidence", "some", "“some” is not in the standard wording"),
        ("no evidence", "no clear evidence", "clear", "“clear” is not in the standard wording"),
        ("Few forces provided", "Many forces provided", "Many", "which has “Few” here"),
        ("more needs to be done.", "more needs to be done", "done", "which has “done.” here"),
        ("found in Kent.", "found in Essex.", "Essex.", "which has “Kent.” here"),
    ],
)
def test_the_first_words_that_differ(
    standard: Report, old: str, new: str, quote: str, message: str
) -> None:
    (remark,) = changed(standard, old, new)

    assert (remark.severity, remark.quote) == ("error", quote)
    assert message in remark.message
    assert remark.fix == BackToDraft(ABOUT)


def test_a_paragraph_more_and_one_less(standard: Report) -> None:
    (more,) = changed(standard, "We made several", "This time, we found:\n\nWe made several")
    text = standard.passage(ABOUT).text
    shorter = text[: text.index("\n\nA note on the scope")]
    (less,) = remarks_of("standard_wording", with_passage(standard, ABOUT, shorter))

    assert more.quote == "This time, we found:"
    assert less.quote == "2011."
    assert "goes on here with “A note on the scope of our review:" in less.message


def test_looks_that_differ_are_only_a_warning(standard: Report) -> None:
    (plain,) = changed(standard, "*Without Fear or Favour*", "Without Fear or Favour")
    (curly,) = changed(standard, "Majesty's", "Majesty’s")
    (one_paragraph,) = changed(standard, "\n\nWe made several", " We made several")

    for remark in (plain, curly):
        assert (remark.severity, remark.place) == ("warning", Place(ABOUT))
        assert remark.fix == BackToDraft(ABOUT)
    assert one_paragraph.severity == "warning"


@pytest.mark.parametrize("text", ["", " ", "-", "- ", "**", "&nbsp;"])
@pytest.mark.parametrize("item", [ABOUT, IMPRINT, "next_steps.inspections"])
def test_standard_wording_that_was_taken_out(standard: Report, item: str, text: str) -> None:
    (remark,) = remarks_of("standard_wording", with_passage(standard, item, text))

    assert (remark.severity, remark.place, remark.fix) == ("error", Place(item), BackToDraft(item))
    assert "is missing" in remark.message


def test_other_passages_have_no_standard(standard: Report) -> None:
    report = with_passage(standard, "press.leaks", "In the inspectors' own words.")

    assert remarks_of("standard_wording", report) == []
