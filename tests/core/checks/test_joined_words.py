"""What is lost in pasting: the full stop and the space between two words."""

from __future__ import annotations

import pytest

from desktop.core.checks import all_checks
from desktop.core.examining import examine
from desktop.core.folders import DICTIONARY
from desktop.core.spelling import spelling
from tests.core.checks.correcting import corrected
from tests.core.checks.examining import (
    OVERVIEW,
    Around,
    examined,
    remarks_of,
    report_of,
    the_forces,
    the_programme,
)

SPELLER = spelling(DICTIONARY, the_forces(), the_programme().house_style.words)
Finds = list[tuple[str, tuple[str, ...]]]


def finds(check: str, text: str) -> Finds:
    found = remarks_of(check, report_of("cleveland", {OVERVIEW: text}), Around(speller=SPELLER))
    assert all(remark.fix is None for remark in found)
    return [(remark.quote, remark.suggestions) for remark in found]


@pytest.mark.parametrize(
    ("text", "quote", "apart"),
    [
        ("There is an annual checkThe force keeps it.", "checkThe", "check. The"),
        ("It was lateIt was closed in May.", "lateIt", "late. It"),
        ("It is kept by the ForceThe policy is new.", "ForceThe", "Force. The"),
        ("It is kept by PSDThe policy is new.", "PSDThe", "PSD. The"),
        ("It was changed in 2012The policy is new.", "2012The", "2012. The"),
        ("It is kept (by hand)There is no other.", "hand)There", "hand). There"),
        ("It is up-to-dateStaff know it.", "up-to-dateStaff", "up-to-date. Staff"),
        ("It was found in the reviewIn May 2012 it was new.", "reviewIn", "review. In"),
        ("There is a registerA new one is planned.", "registerA", "register. A"),
    ],
)
def test_a_sentence_that_begins_within_a_word(text: str, quote: str, apart: str) -> None:
    assert finds("full_stop", text) == [(quote, (apart,))]
    assert finds("stray_space", text) == []


@pytest.mark.parametrize(
    ("text", "quote", "apart"),
    [
        ("The annual checkList is kept.", "checkList", ("check list", "check List")),
        ("It is kept by theProfessional head.", "theProfessional",
         ("the professional", "the Professional")),
        ("It is kept inThe force's office.", "inThe", ("in the", "in The")),
    ],
)  # fmt: skip
def test_a_space_that_is_missing_within_a_sentence(
    text: str, quote: str, apart: tuple[str, ...]
) -> None:
    assert finds("stray_space", text) == [(quote, apart)]
    assert finds("full_stop", text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Mr McDonald, Ms MacDonald and PC FitzGerald have an iPhone, and a PhD in eBay.",
        "It uses YouTube, LinkedIn, WhatsApp, SharePoint and PowerPoint, and iBase or eLearning.",
        "It is by deVere, in HOLMES2 and PoliceWorks, and has a PostIt note on CrimeWatch.",
        "See www.hmic.gov.uk/checkThe or write to checkThe@hmic.gov.uk about #checkThe.",
        "They read *checkThe* and “checkThe”.",
        "The PCCs and PCSOs of the MPs have MoUs and a GPs' list.",
    ],
)
def test_names_and_addresses_are_left_alone(text: str) -> None:
    assert finds("full_stop", text) == finds("stray_space", text) == []


def test_no_suggestion_stands_in_the_place_of_a_fact() -> None:
    text = "Of [25](fact:gifts.second_jobs.applications)The force approved all."
    assert finds("full_stop", text) == [("25The", ())]


def test_one_slip_is_remarked_once() -> None:
    report = report_of("cleveland", {OVERVIEW: "There is an annual checkThe force keeps it."})
    remarks = examine(examined(report, Around(speller=SPELLER)), all_checks())
    assert [each.check for each in remarks if each.quote == "checkThe"] == ["full_stop"]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("It came late .It was closed.", "It came late. It was closed."),
        ("It is kept (by hand) .There is no other.", "It is kept (by hand). There is no other."),
        (
            "There is a register .A new one is planned.",
            "There is a register. A new one is planned.",
        ),
        ("There is a register.A new one is planned.", "There is a register. A new one is planned."),
        ("It was changed in 2012.The policy is new.", "It was changed in 2012. The policy is new."),
        ("It was new .ACPO wrote it.", "It was new. ACPO wrote it."),
    ],
)
def test_a_space_on_the_wrong_side_of_a_full_stop(written: str, right: str) -> None:
    assert corrected("stray_space", written, speller=SPELLER) == right


@pytest.mark.parametrize("text", ["It is a .pdf or .docx file for .NET and 2 .5 per cent."])
def test_stops_that_end_nothing(text: str) -> None:
    assert finds("stray_space", text) == []
