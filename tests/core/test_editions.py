"""Editions: their file names, and what speaks against making one public."""

from __future__ import annotations

import datetime
from itertools import product
from typing import get_args

import pytest

from desktop.core.editions import PROOF, Edition, Format, Kind, Look, objections, overriding
from desktop.core.remarks import Place, Remark
from desktop.core.report import Report
from desktop.core.review import Comment

NOON = datetime.datetime.fromisoformat("2012-12-19T12:00")
PUBLIC = Edition("public")


def report(embargo: str | None = None, **comments: Comment) -> Report:
    answers = {"embargo": embargo} if embargo else {}
    return Report("integrity-2012", "kent", answers=dict(answers), comments=comments)


def remark(severity: str = "error", check: str = "full_stop", left: str = "") -> Remark:
    assert severity in ("error", "warning")
    return Remark(
        check, "error" if severity == "error" else "warning", Place(), "Wrong.", left=left
    )


def test_a_standard_proof_is_named_after_its_force_alone() -> None:
    assert PROOF.file_name("kent") == "kent.pdf"
    assert Edition(format="html").file_name("kent") == "kent.html"
    assert Edition("public").file_name("kent") == "kent-public.pdf"
    assert Edition("draft", "docx", "accessible").file_name("kent") == "kent-draft-accessible.docx"


def test_no_two_editions_share_a_file() -> None:
    editions = [
        Edition(*each) for each in product(get_args(Kind), get_args(Format), get_args(Look))
    ]
    assert len({each.file_name("kent") for each in editions}) == len(editions) == 24


@pytest.mark.parametrize("kind", ["proof", "draft", "embargoed"])
def test_only_a_public_edition_is_objected_to(kind: Kind) -> None:
    open_comment = Comment("press.leaks", "Really?", "Ann", "2012-12-01T09:00:00+00:00")
    against = report("2031-01-01T00:01", one=open_comment)
    assert objections(Edition(kind), against, [remark()], NOON) == []


def test_errors_that_remain_speak_against_it_and_warnings_do_not() -> None:
    assert objections(PUBLIC, report(), [remark("warning")], NOON) == []
    assert objections(PUBLIC, report(), [remark(left="It is so.")], NOON) == []
    assert objections(PUBLIC, report(), [remark(), remark("warning")], NOON) == [
        "The checks found 1 error."
    ]


@pytest.mark.parametrize(
    ("embargo", "ahead"),
    [
        ("2012-12-19T12:01", True),
        ("2012-12-19T12:00", False),
        ("2012-12-19T11:59", False),
        ("2031-01-01T00:01", True),
        (None, False),
    ],
)
def test_an_embargo_speaks_against_it_until_its_minute(embargo: str | None, ahead: bool) -> None:
    over = [remark(check="embargo_passed")] if embargo and not ahead else []
    found = objections(PUBLIC, report(embargo), over, NOON)
    assert bool(found) == ahead
    if ahead:
        assert "embargo lies ahead" in found[0]


def test_an_open_comment_speaks_against_it_also_where_its_remark_was_left() -> None:
    asked = Comment("press.leaks", "Really?", "Ann", "2012-12-01T09:00:00+00:00")
    done = Comment(
        "press.leaks",
        "Really?",
        "Ann",
        "2012-12-01T09:00:00+00:00",
        resolved_by="Bob",
        resolved_at="2012-12-02T09:00:00+00:00",
    )
    assert objections(PUBLIC, report(one=done), [], NOON) == []
    assert objections(PUBLIC, report(one=asked, two=done), [], NOON) == [
        "1 comment is not resolved."
    ]
    left = remark(check="unresolved_comment", left="Asked too late.")
    assert objections(PUBLIC, report(one=asked, two=asked), [left], NOON) == [
        "2 comments are not resolved."
    ]
    told = remark(check="unresolved_comment")
    assert objections(PUBLIC, report(one=asked), [told], NOON) == ["The checks found 1 error."]


def test_a_reason_is_recorded_with_what_it_overrode() -> None:
    why = overriding(" The minister has asked for it. ", ["The checks found 1 error."])
    assert why.startswith("The minister has asked for it.")
    assert why.endswith("The checks found 1 error.")
