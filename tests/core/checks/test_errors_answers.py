"""Errors in what is answered: what is open, impossible, or out of date."""

from __future__ import annotations

import datetime

import pytest

from desktop.core.fields import Answer
from desktop.core.remarks import NewAnswer, Place
from tests.core.checks.examining import Around, remarks_of, report_of

ISBN = "978-1-78246-040-4"


def at(moment: str) -> Around:
    return Around(now=datetime.datetime.fromisoformat(moment))


def test_a_report_without_isbn_is_told_so_once() -> None:
    remarks = remarks_of("unanswered_field", report_of("kent"))

    (isbn,) = (remark for remark in remarks if remark.place.field == "isbn")
    assert isbn.message == "The report has no ISBN. Ask the publisher for one."
    assert isbn.place == Place("", "isbn")


def test_a_question_is_open_until_it_is_answered_no_matter_how() -> None:
    def open_fields(**answers: Answer) -> set[str]:
        given = {f"press.leaks.{key}": answer for key, answer in answers.items()}
        remarks = remarks_of("unanswered_field", report_of("kent", answers=given))
        return {remark.place.field for remark in remarks if remark.place.item == "press.leaks"}

    assert open_fields() == {"press.leaks.investigated", "press.leaks.continuing"}
    assert open_fields(investigated=3) == {"press.leaks.continuing"}
    assert open_fields(investigated=3, continuing=0) == set()
    # Of nothing there is no part.
    assert open_fields(investigated=0) == set()


@pytest.mark.parametrize(
    ("investigated", "continuing", "found"),
    [(2, 3, True), (0, 1, True), (2, 2, False), (3, 0, False), (None, 3, False), (2, None, False)],
)
def test_a_part_is_never_more_than_the_whole(
    investigated: int | None, continuing: int | None, found: bool
) -> None:
    counts = {"press.leaks.investigated": investigated, "press.leaks.continuing": continuing}
    report = report_of("kent", answers={key: n for key, n in counts.items() if n is not None})

    places = [remark.place for remark in remarks_of("part_over_whole", report)]

    assert places == ([Place("press.leaks", "press.leaks.continuing")] if found else [])


def test_which_two_counts_contradict_each_other_is_said() -> None:
    answers = {"gifts.second_jobs.applications": 1200, "gifts.second_jobs.approved": 1250}

    (remark,) = remarks_of("part_over_whole", report_of("kent", answers=answers))

    assert remark.message == (
        "“Approved” (1,250) is more than “Applications” (1,200), of which it is a part."
        " Correct one of the two."
    )


@pytest.mark.parametrize(
    ("isbn", "right"),
    [
        (ISBN, None),
        ("9781782460404", None),
        ("978-1-78246-061-9", None),
        ("978-1-78246-040-5", "4"),
        ("978-1-78246-004-4", "6"),
    ],
)
def test_the_last_digit_of_an_isbn_fits_the_others(isbn: str, right: str | None) -> None:
    remarks = remarks_of("wrong_isbn", report_of("kent", answers={"isbn": isbn}))

    assert [remark.place for remark in remarks] == ([Place("", "isbn")] if right else [])
    assert all(f"would have to be {right}" in remark.message for remark in remarks)


@pytest.mark.parametrize(
    ("isbns", "whose"),
    [
        ({"9781782460404": "revisiting-police-relationships-2012/essex"}, "Essex Police"),
        ({"9781782460404": "some-other-programme/essex"}, "some-other-programme/essex"),
        ({"9781782460411": "revisiting-police-relationships-2012/essex"}, None),
        ({"9781782460404": "revisiting-police-relationships-2012/kent"}, None),
        ({}, None),
    ],
)
def test_no_two_reports_have_the_same_isbn(isbns: dict[str, str], whose: str | None) -> None:
    report = report_of("kent", answers={"isbn": ISBN})

    remarks = remarks_of("repeated_isbn", report, Around(isbns=isbns))

    assert [remark.place.field for remark in remarks] == (["isbn"] if whose else [])
    assert all(f"report on {whose} " in remark.message for remark in remarks)


@pytest.mark.parametrize(
    ("now", "passed"),
    [
        ("2012-12-18T23:59", False),
        ("2012-12-19T00:00", False),
        ("2012-12-19T00:01", True),
        ("2013-01-07T09:00", True),
    ],
)
def test_an_embargo_that_is_over_is_taken_out(now: str, passed: bool) -> None:
    report = report_of("kent", answers={"embargo": "2012-12-19T00:01"})

    remarks = remarks_of("embargo_passed", report, at(now))

    assert [(remark.place, remark.fix) for remark in remarks] == (
        [(Place("", "embargo"), NewAnswer("embargo", None))] if passed else []
    )


def test_no_embargo_is_never_over() -> None:
    assert remarks_of("embargo_passed", report_of("kent"), at("2030-01-01T00:00")) == []
    assert remarks_of("embargo_before_publication", report_of("kent")) == []


@pytest.mark.parametrize(
    ("embargo", "published", "early"),
    [
        # The programme was published in December 2012.
        ("2012-11-30T23:59", None, True),
        ("2012-12-01T00:00", None, False),
        ("2013-01-10T00:01", None, False),
        ("2012-12-19T00:01", "2013-02", True),
        ("2013-02-01T00:01", "2013-02", False),
        ("2012-11-19T00:01", "2012-11", False),
        ("2011-12-19T00:01", None, True),
    ],
)
def test_an_embargo_does_not_end_before_the_month_of_publication(
    embargo: str, published: str | None, early: bool
) -> None:
    answers: dict[str, Answer] = {"embargo": embargo}
    if published:
        answers["published"] = published

    remarks = remarks_of("embargo_before_publication", report_of("kent", answers=answers))

    assert [remark.place for remark in remarks] == ([Place("", "embargo")] if early else [])
