"""Marks and slips of the hand: quotation marks, spaces, words twice, sentences too long."""

from __future__ import annotations

import pytest

from desktop.core.house_style import HouseStyle
from tests.core.checks.correcting import corrected, warnings
from tests.core.checks.examining import OVERVIEW, quotes, remarks_of, report_of, the_programme

CURLY = HouseStyle(quotation_marks="curly", quoted_terms="double")


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("An integrity “healthcheck” was made.", "An integrity 'healthcheck' was made."),
        ('An integrity "healthcheck" was made.', "An integrity 'healthcheck' was made."),
        ("The ‘Quality Matters’ programme.", "The 'Quality Matters' programme."),
        ("HMIC’s report and officers’ conduct.", "HMIC's report and officers' conduct."),
        ("HMIC`s report, and O’Connor’s.", "HMIC's report, and O'Connor's."),
        ("The “force’s own” plan.", "The 'force's own' plan."),
        ("An “healthcheck\" was made.", "An 'healthcheck' was made."),
        ("He said: “We did it well.”", 'He said: "We did it well."'),
        ("It says “anything over five pounds must be declared”.",
         'It says "anything over five pounds must be declared".'),
        ("In the ’90s.", "In the '90s."),
    ],
)  # fmt: skip
def test_marks_become_those_of_the_house(written: str, right: str) -> None:
    assert corrected("quotation_marks", written) == right


@pytest.mark.parametrize(
    "text",
    [
        "An integrity 'healthcheck', HMIC's report and officers' conduct.",
        "Information (called 'lessons learnt') and 'inappropriate use' referrals.",
        'It was to look at "instances of undue influence and other abuses of power".',
        'He said: "Yes."',
        "He's 5'10\" tall.",
        "The force's 'don't ask' rule.",
    ],
)
def test_marks_of_the_house_are_left_alone(text: str) -> None:
    assert quotes("quotation_marks", text) == []


def test_a_mark_without_its_other_one_is_found() -> None:
    (remark,) = warnings("quotation_marks", 'It has the "Quality Matters programme.')
    assert remark.quote == '"'
    assert remark.fix is None
    said = 'He said: "We did it all in the year of 2012.\n\n"And we shall do it again in the next."'
    assert quotes("quotation_marks", said) == []
    goes_on = '"We did it all in the year of 2012.\n\n"And we shall do it again in the next."'
    assert quotes("quotation_marks", goes_on) == []


def test_a_programme_may_have_curly_double_marks() -> None:
    curly = the_programme().model_copy(update={"house_style": CURLY})
    written = "Its 'healthcheck' is the force's own: \"it is good\", and “fine” too."
    right = "Its “healthcheck” is the force’s own: “it is good”, and “fine” too."
    assert corrected("quotation_marks", written, programme=curly) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("Two  spaces and   three.", "Two spaces and three."),
        ("One\u00a0 of each.", "One of each."),
        ("A comma , a stop . A colon : (so ).", "A comma, a stop. A colon: (so)."),
        ("In ( brackets).", "In (brackets)."),
        ("It ended.Then it began,and went on.", "It ended. Then it began, and went on."),
        ("It ended .Then it began ,and went on.", "It ended. Then it began, and went on."),
    ],
)  # fmt: skip
def test_stray_spaces_are_taken_out(written: str, right: str) -> None:
    assert corrected("stray_space", written) == right


@pytest.mark.parametrize(
    "text",
    [
        "About 1,200 of them, e.g. at 9.30am, i.e. in the U.K. and in v4.2 ...",
        "See www.hmic.gov.uk,or write to a.b@hmic.gov.uk and open plan.docx.",
        "- one;\n- two, and\n- three.",
        "A ratio of 3 : 1, and a date – or so.",
    ],
)
def test_spaces_that_are_right_are_left_alone(text: str) -> None:
    assert quotes("stray_space", text) == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("The policy of the the force.", "The policy of the force."),
        ("The the force.", "The force."),
        ("It was was in the in the register.", "It was in the register."),
        ("In 2011 2011 it did.", "In 2011 it did."),
        ("It ended.. And so,, on.", "It ended. And so, on."),
    ],
)
def test_words_and_marks_stand_once(written: str, right: str) -> None:
    assert corrected("doubled_word", written) == right


@pytest.mark.parametrize(
    "text",
    [
        "It had had no policy, and said that that was so.",
        "Boutros Boutros was very very glad, more and more, day to day.",
        "It is well-well; the, the; and so on ...",
        "The end is the\n\nthe beginning.",
    ],
)
def test_words_that_may_stand_twice_are_left_alone(text: str) -> None:
    assert quotes("doubled_word", text) == []


def test_a_word_before_a_fact_that_begins_with_it_is_found() -> None:
    text = "It is sent to the [the press office](fact:press.media_policy.contact_via)."
    (remark,) = warnings("doubled_word", text)
    assert remark.quote == "the the"
    assert remark.fix is None


def test_a_sentence_may_have_45_words() -> None:
    assert quotes("long_sentence", "Word " + "word " * 43 + "end.") == []
    text = "Short one. " + "Word " + "word " * 44 + "end. Short one."
    (remark,) = warnings("long_sentence", text)
    assert remark.quote.startswith("Word word")
    assert remark.quote.endswith("end.")
    assert "46 words" in remark.message


def test_the_programme_says_how_long_a_sentence_may_be() -> None:
    short = the_programme().model_copy(update={"house_style": HouseStyle(longest_sentence=4)})
    text = "These are four words. These are now five words."
    (remark,) = warnings("long_sentence", text, programme=short)
    assert remark.quote == "These are now five words."


def test_sentences_of_the_standard_wording_are_not_the_inspectors() -> None:
    style = HouseStyle(longest_sentence=12)
    short = the_programme().model_copy(update={"house_style": style})
    text = (
        "HMIC will continue to inspect on integrity issues as part of our existing programme of"
        " force inspections.\n\nAnd this sentence, which the inspector has put behind it, has more"
        " than twelve words too."
    )
    report = report_of("cleveland", {"next_steps.inspections": text})
    (remark,) = remarks_of("long_sentence", report, programme=short)
    assert remark.quote.startswith("And this sentence")


def test_remarks_are_at_their_place_behind_points_and_bold_words() -> None:
    text = "A **bold** word.\n\n- one;\n- two the the.\n\nAn “end”."
    report = report_of("cleveland", {OVERVIEW: text})
    (doubled,) = remarks_of("doubled_word", report)
    plain = "A bold word.\none;\ntwo the the.\nAn “end”."
    assert plain[doubled.place.start : doubled.place.end] == "the the"
    (marks,) = remarks_of("quotation_marks", report)
    assert plain[marks.place.start : marks.place.end] == "“end”"
