"""Numbers: in words or in figures, with their nouns and verbs, and "a" or "an" before them."""

from __future__ import annotations

import pytest

from desktop.core.fields import Answer
from desktop.core.house_style import HouseStyle
from desktop.core.remarks import NewAnswer
from desktop.core.report import Passage
from tests.core.checks.correcting import corrected, warnings
from tests.core.checks.examining import OVERVIEW, quotes, remarks_of, report_of, the_programme


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("The force investigated 3 instances.", "The force investigated three instances."),
        ("In 3 cases the force acted.", "In three cases the force acted."),
        ("Of 12 cases, 9 still go on.", "Of 12 cases, nine still go on."),
        ("There were twelve investigations.", "There were 12 investigations."),
        ("Of the twenty-five applications, all but one were approved.",
         "Of the 25 applications, all but one were approved."),
        ("It spoke to one hundred and twenty officers.", "It spoke to 120 officers."),
        ("The force has ten units.", "The force has 10 units."),
        ("12 investigations were begun.", "Twelve investigations were begun."),
        ("It was new. 3 officers knew of it.", "It was new. Three officers knew of it."),
        ("25 per cent of staff knew.", "Twenty-five per cent of staff knew."),
        ("The force employs 1200 officers.", "The force employs 1,200 officers."),
        ("It employs 25000 officers and staff.", "It employs 25,000 officers and staff."),
        ("There were 0 applications in 2012.", "There were no applications in 2012."),
        ("Only 5% or 12.5 percent knew.", "Only 5 per cent or 12.5 per cent knew."),
        ("A 5-year plan was made.", "A five-year plan was made."),
        ("It covers the twelve-month period.", "It covers the 12-month period."),
        ("In May 2012, 5 cases were open.", "In May 2012, five cases were open."),
        ("- 3 cases that were closed", "three cases that were closed"),
        ("It employs 2 500 officers.", "It employs 2,500 officers."),
    ],
)  # fmt: skip
def test_numbers_are_put_into_the_house_style(written: str, right: str) -> None:
    assert corrected("number_style", written) == right


@pytest.mark.parametrize(
    "text",
    [
        "Between September 2011 and May 2012, the force investigated three instances.",
        "Since September 2011 there have been 25 applications for second jobs.",
        "In 2011, the force had no register. 2012 saw a change.",
        "It was set up in 1856, under the County Police Act 1856.",
        "It met on 5 May 2012 and on 19 December 2012.",
        "The report is embargoed until 00:01, and the office opens at 9.30am or 9 am.",
        "It costs £5, and 5p more.",
        "About 5 per cent, or 2.5 per cent, of 3 million people knew.",
        "It met between 5 and 12 times, and asked 3 to 15 officers.",
        "One in ten, 1 in 10 or nine out of ten knew; the ratio is 3:1.",
        "All but one of which have been approved; one was not, and no one knew.",
        "It was done under section 1 and Part 2 of the Act; see page 3, question 2.",
        "It uses Windows 7, and took part in Quality 1st.",
        "The line is open 24/7: call 101 or 999.",
        "ISBN: 978-1-78246-040-4, or ISBN 9781782460404, or ISBN 978 1 78246 040 4.",
        "PC 1234 Smith said so at 1400 hours.",
        "Officers aged 9 have not been seen, nor any who are 8 years old.",
        "See www.hmic.gov.uk/reports/5/ and write to a.5@hmic.gov.uk.",
        "1. The force did this.\n\n2. It did that.",
        "- 12 investigations;\n- 25 applications.",
        "Ten officers were there. Twelve more came. Two hundred and forty-three did not.",
        "Hundreds of officers, a hundred in all, and two million pounds.",
        "It is fit for the twenty-first century, and version 4.2 is 0.5 better.",
        'He said: "We had 3 of them, and we lost every one."',
        "There is [3](fact:press.leaks.investigated) of it.",
        "It had a score of 0 in 2011.",
    ],
)
def test_numbers_that_are_right_are_left_alone(text: str) -> None:
    assert quotes("number_style", text) == []


def test_facts_that_were_told_to_be_written_otherwise() -> None:
    answers = {"press.leaks.investigated": 7, "gifts.second_jobs.applications": 25}
    text = (
        "There were [7](fact:press.leaks.investigated;figures) instances and"
        " [twenty-five](fact:gifts.second_jobs.applications;words) applications. It met between"
        " [7](fact:press.leaks.investigated;figures) and 12 times."
        " [Twenty-five](fact:gifts.second_jobs.applications) were there."
    )

    few, many = remarks_of("number_style", report_of("cleveland", {OVERVIEW: text}, answers))

    assert (few.quote, few.place.field) == ("7", "press.leaks.investigated")
    assert (many.quote, many.place.field) == ("twenty-five", "gifts.second_jobs.applications")
    assert "Put it in again from the list of facts." in few.message
    assert few.fix is None


def test_a_number_of_which_only_the_end_is_a_fact() -> None:
    text = "It had 2 [500](fact:gifts.second_jobs.applications) applications."
    answers = {"gifts.second_jobs.applications": 500}

    (remark,) = remarks_of("number_style", report_of("cleveland", {OVERVIEW: text}, answers))

    assert (remark.quote, remark.fix) == ("2 500", None)


@pytest.mark.parametrize("number", ["32,00", "1,2000", "1,000,00"])
def test_a_comma_where_no_thousands_end(number: str) -> None:
    assert quotes("number_style", f"There were {number} applications.") == [number]


@pytest.mark.parametrize("isbn", ["9781782460602", "978-1782460602", "978-1-78246-0602"])
def test_an_isbn_is_written_with_all_its_hyphens(isbn: str) -> None:
    (remark,) = remarks_of("isbn_hyphens", report_of("kent", answers={"isbn": isbn}))
    assert (remark.severity, remark.place.key, remark.fix) == ("warning", "isbn", None)
    assert remark.message == "Write the ISBN with its hyphens, as on the publisher's list."


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"isbn": "978-1-78246-060-2"},
        {"isbn": "978-0-11-341322-5"},
        # A wrong one is told so, and has to be compared with the list anyway.
        {"isbn": "9781782460603"},
    ],
)
def test_an_isbn_with_its_hyphens_is_left_alone(answers: dict[str, Answer]) -> None:
    assert remarks_of("isbn_hyphens", report_of("kent", answers=answers)) == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("It met on 19th December 2012.", "It met on 19 December 2012."),
        ("It met on December 3, 2012.", "It met on 3 December 2012."),
        ("It met on the 1st of May, 2012.", "It met on 1 May 2012."),
        ("It met on 03/05/2012 and 4 Sept 2012.", "It met on 3 May 2012 and 4 September 2012."),
    ],
)
def test_dates_are_put_into_the_house_style(written: str, right: str) -> None:
    assert corrected("date_style", written) == right


@pytest.mark.parametrize(
    "text",
    [
        "It met on 19 December 2012, between September 2011 and May 2012, and on 5 May.",
        "On 31/02/2012 nothing was done; 24/7/365; in 2011/12; may 5 2012 pages be read?",
        "See www.hmic.gov.uk/19/12/2012/ for all.",
    ],
)
def test_dates_that_are_right_are_left_alone(text: str) -> None:
    assert quotes("date_style", text) == []


def test_the_programme_says_where_figures_begin() -> None:
    style = HouseStyle(figures_from=4, thousands=" ")
    other = the_programme().model_copy(update={"house_style": style})
    written = "It had three units, four posts, 2 rules and 1,200 officers."
    right = "It had three units, 4 posts, two rules and 1 200 officers."
    assert corrected("number_style", written, programme=other) == right


def test_the_message_says_what_is_written_instead_and_why() -> None:
    (remark,) = warnings("number_style", "The force investigated 3 instances.")
    assert "“3”" in remark.message
    assert "“three”" in remark.message
    assert "below 10" in remark.message


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("It investigated one instances of this.", "It investigated one instance of this."),
        ("There were 12 investigation into it.", "There were 12 investigations into it."),
        ("It had two case of this.", "It had two cases of this."),
        ("It has one further investigations to do.", "It has one further investigation to do."),
        ("It had three potential case.", "It had three potential cases."),
        ("It changed three policy in 2012.", "It changed three policies in 2012."),
        ("It asked one people.", "It asked one person."),
        ("It had more than one cases.", "It had more than one case."),
        ("Six cases, two of which was continuing.", "Six cases, two of which were continuing."),
        ("Two cases, one of which were continuing.", "Two cases, one of which was continuing."),
        ("Two cases, no of which was continuing.", "Two cases, none of which was continuing."),
        ("There has been 84 applications.", "There have been 84 applications."),
        ("There was two cases of this.", "There were two cases of this."),
        ("There were one case of this.", "There was one case of this."),
        ("One of these were ongoing.", "One of these was ongoing."),
        ("In 2011, one instance were found.", "In 2011, one instance was found."),
        ("We found that three cases was open.", "We found that three cases were open."),
        ("One of the officers were dismissed.", "One of the officers was dismissed."),
        ("Two of the cases has been closed.", "Two of the cases have been closed."),
        ("It began. One were still open.", "It began. One was still open."),
        ("At the end, two was continuing.", "At the end, two were continuing."),
        ("Of these, at least two has been closed.", "Of these, at least two have been closed."),
        ("No cases was found.", "No cases were found."),
        ("No case of two, of which one are new.", "No case of two, of which one is new."),
        ("Six cases, no of which have been closed.", "Six cases, none of which have been closed."),
        ("No of the cases were closed.", "None of the cases were closed."),
        ("Six cases, of which no were closed.", "Six cases, of which none were closed."),
    ],
)
def test_numbers_agree(written: str, right: str) -> None:
    assert corrected("number_and_noun", written) == right


@pytest.mark.parametrize(
    "text",
    [
        "It investigated one instance, two cases and 12 applications.",
        "All but one of which have been approved.",
        "More than one of these are known.",
        "One of the cases is old, and one or more cases are new.",
        "One concerns staff, and one reports to the chief.",
        "It is a 12 month period with two case studies and a five day course.",
        "The 2011 inspection of the force, and the 2012 investigation into it.",
        "There was a total of 12, and there was 40 per cent of it.",
        "Phase one applications and section 1 cases are done.",
        "There are no cases and one more is likely.",
        "Twenty-one cases were found.",
        "There is one, and there were 1 in 10.",
        "Staff in one unit were told, and those in two units and one department are not.",
        "All but one case were closed. One officer and one constable were dismissed.",
        "If one were to ask, two weeks was a long time, and three is too many.",
        "The number of the three cases was small. The handling of no cases was good.",
        "The force noted the no of the case. The answer was no.",
        "More than one officer was told; one of the two cases has been closed.",
        "In May 2012, 40 is the limit. The 2012 cases were closed.",
        "None of these was open, and no case was found. No officers were told.",
    ],
)
def test_numbers_that_agree_are_left_alone(text: str) -> None:
    assert quotes("number_and_noun", text) == []


def test_a_fact_that_disagrees_with_its_noun_stays_and_the_noun_is_put_right() -> None:
    text = "The force had [one](fact:press.leaks.investigated) instances of this."
    (remark,) = warnings("number_and_noun", text)
    assert remark.quote == "instances"
    assert corrected("number_and_noun", text) == "The force had one instance of this."


@pytest.mark.parametrize("ending", ["of these were still ongoing.", "were still ongoing."])
def test_a_fact_that_comes_to_say_no_cannot_stand_where_none_belongs(ending: str) -> None:
    text = f"Six cases. [No](fact:press.leaks.continuing) {ending}"
    (remark,) = warnings("number_and_noun", text)
    assert (remark.quote, remark.fix) == ("No", None)
    assert remark.message.endswith("Type “None” in the place of the fact.")


def test_where_there_is_a_new_draft_it_is_named_as_the_way_out() -> None:
    text = "[No](fact:press.leaks.continuing) of these were still ongoing."
    answers = {"press.leaks.investigated": 6, "press.leaks.continuing": 0}
    report = report_of("kent", {"press.leaks": text}, answers)
    (remark,) = remarks_of("number_and_noun", report)
    assert remark.message.endswith("in the place of the fact, or take the new draft.")


@pytest.mark.parametrize("of", ["of these ", "of which ", ""])
def test_a_verb_follows_a_fact_that_comes_to_say_one(of: str) -> None:
    text = f"Six cases. [One](fact:press.leaks.continuing) {of}were still ongoing."
    assert corrected("number_and_noun", text) == f"Six cases. One {of}was still ongoing."


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("It is a investigation.", "It is an investigation."),
        ("A officer said so.", "An officer said so."),
        ("It is an force of an policy.", "It is a force of a policy."),
        ("It took a hour.", "It took an hour."),
        ("It is a IT system.", "It is an IT system."),
        ("It is an PCC.", "It is a PCC."),
        ("It has a 8 per cent share and an 12 month plan.",
         "It has an 8 per cent share and a 12 month plan."),
        ("It is an unique and a unusual case.", "It is a unique and an unusual case."),
        ("It is a **investigation**.", "It is an investigation."),
    ],
)  # fmt: skip
def test_articles_fit_what_follows(written: str, right: str) -> None:
    assert corrected("wrong_article", written) == right


@pytest.mark.parametrize(
    "text",
    [
        "A force, an officer, a unit, an update, a one-off, a European and an hour.",
        "An historic case and a historic case; an HMIC report, an MP and a NATO rule.",
        "An 8, an 11, an 18-month and a 12-month plan.",
        "Option a is better than option b, and a and b are better than c.",
        "A used car, a useful list, a unanimous vote and an unidentified man.",
    ],
)
def test_articles_that_fit_are_left_alone(text: str) -> None:
    assert quotes("wrong_article", text) == []


def test_nothing_replaces_a_fact() -> None:
    text = (
        "It had a [18](fact:press.leaks.investigated) and two [two](fact:press.leaks.continuing)."
    )
    for check in ("number_style", "number_and_noun", "wrong_article", "doubled_word"):
        for remark in warnings(check, text):
            inside = remark.quote in ("18", "two", "two two")
            assert not (inside and remark.fix), check
            assert not isinstance(remark.fix, NewAnswer)


def test_a_drafted_passage_is_examined_as_well() -> None:
    report = report_of("cleveland", {OVERVIEW: Passage("There were 3 of them.")})
    assert [remark.quote for remark in remarks_of("number_style", report)] == ["3"]
