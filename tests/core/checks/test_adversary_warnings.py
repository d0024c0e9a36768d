"""Slips planted by someone who had not read the checks, and what only looks like them."""

from __future__ import annotations

import pytest

from desktop.core.folders import DICTIONARY
from desktop.core.spelling import spelling
from tests.core.checks.correcting import corrected
from tests.core.checks.examining import (
    OVERVIEW,
    Around,
    quotes,
    remarks_of,
    report_of,
    the_forces,
    the_programme,
)

SPELLER = spelling(DICTIONARY, the_forces(), the_programme().house_style.words)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("The The force has a policy.", "The force has a policy."),
        ("It is told. Since Since May it knows.", "It is told. Since May it knows."),
        ("It ensures that that staff know.", "It ensures that staff know."),
        ("It found that that the policy is new.", "It found that the policy is new."),
        ("It began 12 12 investigations.", "It began 12 investigations."),
        ("They have had had had time.", "They have had time."),
    ],
)
def test_doubled_words(written: str, right: str) -> None:
    assert corrected("doubled_word", written) == right


@pytest.mark.parametrize(
    "text",
    [
        "It found that that was so, and that that policy had had an effect.",
        "It was very, very good. Wagga Wagga and New New York are places.",
    ],
)
def test_words_that_may_be_doubled(text: str) -> None:
    assert quotes("doubled_word", text) == []


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("The 'Quality Matters programme is new.", ["'"]),
        ("The Quality Matters' programme is new.", []),
        ("It held a healthcheck', and a review.", ["'"]),
        ("The `Quality Matters programme is new.", ["`"]),
        ("The ''Quality'' programme is new.", ["''", "''"]),
    ],
)
def test_single_marks_that_stand_alone(text: str, marks: list[str]) -> None:
    assert quotes("quotation_marks", text) == marks


@pytest.mark.parametrize(
    "text",
    [
        "The forces' policies, staff's views and the 'Quality Matters' programme.",
        "It has a 'staffs' wish list' for officers' use, set up in the '90s.",
        "It is rock 'n' roll to some; it's not to others.",
    ],
)
def test_apostrophes_that_are_no_marks(text: str) -> None:
    assert quotes("quotation_marks", text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Leicestshire Police has a policy.", "Leicestshire"),
        ("It is kept at Leicestershrie headquarters.", "Leicestershrie"),
        ("Staff in Leicestershre's units know.", "Leicestershre's"),
    ],
)
def test_the_force_s_own_name_misspelled(text: str, words: str) -> None:
    report = report_of("leicestershire", {OVERVIEW: text})

    (remark,) = remarks_of("misspelling", report, Around(speller=SPELLER))

    assert remark.quote == words
    assert "“Leicestershire” is meant" in remark.message


def test_names_that_are_only_like_the_force_s_own() -> None:
    text = "It is held in Leicester and in Lanchester, and by Ms Leister of Loughborough."
    report = report_of("leicestershire", {OVERVIEW: text})

    found = remarks_of("misspelling", report, Around(speller=SPELLER))

    assert "Leicestershire" not in " ".join(remark.message for remark in found)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Staff don't know it.", "Staff do not know it."),
        ("It can't be checked, and won't be.", "It cannot be checked, and will not be."),
        ("They've read it. There're two.", "They have read it. There are two."),
        ("It hasn’t been told.", "It has not been told."),
    ],
)
def test_contractions(written: str, right: str) -> None:
    assert corrected("contraction", written) == right


def test_its_with_an_apostrophe() -> None:
    text = "The force has updated it's policy, and its' register. It’s new, and its own."
    assert quotes("contraction", text) == ["it's", "its'", "It’s"]


def test_what_someone_said_is_not_made_longer() -> None:
    text = "One told us: \"We don't know it.\" The force's rules, and officers' views, are new."
    assert quotes("contraction", text) == []


@pytest.mark.parametrize(
    ("force", "written", "right"),
    [
        ("cleveland", "The Force has a policy.", "The force has a policy."),
        ("cleveland", "It is the Force's policy.", "It is the force's policy."),
        ("cheshire", "It is told by the Constabulary.", "It is told by the constabulary."),
    ],
)
def test_a_noun_with_a_capital(force: str, written: str, right: str) -> None:
    assert corrected("capital_noun", written, force=force) == right


def test_a_capital_that_belongs_to_a_name() -> None:
    text = (
        "The Force Intelligence Bureau, Her Majesty's Inspectorate of Constabulary, the Police"
        " Service, the Service Improvement Unit and the force's policy. Force policy is new."
    )
    assert quotes("capital_noun", text) == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("It has a training program.", "It has a training programme."),
        ("It used the Self Assessment Checklist.", "It used the Self-Assessment Checklist."),
        ("It was a force wide review.", "It was a force-wide review."),
        ("It has computer based training on the intra-net.",
         "It has computer-based training on the intranet."),
    ],
)  # fmt: skip
def test_more_terms_of_the_programme(written: str, right: str) -> None:
    assert corrected("house_term", written, programme=the_programme()) == right


@pytest.mark.parametrize(
    ("text", "brackets"),
    [
        ("It uses sites (such as Twitter and Facebook.", ["("]),
        ("It uses sites such as Twitter and Facebook).", [")"]),
        ("It has one (of two.\n\nIt has another) of three.", ["(", ")"]),
        ("It (the force (in 2011) has one.", ["("]),
    ],
)
def test_a_bracket_without_its_other_one(text: str, brackets: list[str]) -> None:
    assert quotes("lone_bracket", text) == brackets


@pytest.mark.parametrize(
    "text",
    [
        "It uses sites (such as Twitter (and Facebook)) and two of ours (see below).",
        "It has to a) keep a register; b) publish it; and 3) check it (e.g. in May).",
        "- a) It has one.\n- (b) It has two.",
    ],
)
def test_brackets_that_are_whole(text: str) -> None:
    assert quotes("lone_bracket", text) == []
