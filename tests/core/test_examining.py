"""What checks are given to look at, and how what they find becomes remarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core import commonmark
from desktop.core.checks import all_checks
from desktop.core.examining import Examined, examine, prose_of
from desktop.core.programme import Programme
from desktop.core.remarks import Check, Found, Place, Remark, check, tally, where
from desktop.core.report import Passage, Report
from desktop.core.richtext import plain_text
from tests.core.checks.examining import examined, report_of

LEAKS = "press.leaks"
INVESTIGATED = "press.leaks.investigated"
CONTINUING = "press.leaks.continuing"
JOBS = "gifts.second_jobs"
APPLICATIONS = "gifts.second_jobs.applications"


# Prose


def test_prose_is_a_line_for_each_paragraph_or_point() -> None:
    prose = prose_of(
        "We **found**:\n\n- one *thing*; and\n- another.\n\nThat is [all](http://a.b)."
    )
    assert prose.text == "We found:\none thing; and\nanother.\nThat is all."
    assert [block.bullet for block in prose.blocks] == [False, True, True, False]
    assert [sentence.text for sentence in prose.sentences] == prose.text.split("\n")


def test_facts_are_placed_in_the_plain_text() -> None:
    prose = prose_of(
        f"“😀” **[Three](fact:{INVESTIGATED})** leaks.\n\n"
        f"- [1](fact:{CONTINUING};figures) *of* [t**w**o](fact:gone.for_good)"
    )
    assert prose.text == "“😀” Three leaks.\n1 of two"
    placed = [(fact.key, fact.text, prose.text[fact.start : fact.end]) for fact in prose.facts]
    assert placed == [
        (INVESTIGATED, "Three", "Three"),
        (CONTINUING, "1", "1"),
        ("gone.for_good", "t", "t"),
        ("gone.for_good", "w", "w"),
        ("gone.for_good", "o", "o"),
    ]
    assert prose.facts[0].start == 4
    assert [fact.link for fact in prose.facts[:2]] == [
        f"fact:{INVESTIGATED}",
        f"fact:{CONTINUING};figures",
    ]


@given(
    st.text('aA1 .?!*_[]()"\n-😀é', max_size=80),
    st.lists(st.sampled_from(["[3](fact:a.b.c)", "[x](fact:d)", " [y](http://a.b)"]), max_size=3),
)
def test_everything_in_prose_stands_where_it_says(text: str, facts: list[str]) -> None:
    prose = prose_of(text.join(["", *facts, ""]))
    assert prose.text == plain_text(prose.blocks)
    for fact in prose.facts:
        assert prose.text[fact.start : fact.end] == fact.text
    for sentence in prose.sentences:
        assert prose.text[sentence.start : sentence.end] == sentence.text
    for start, block in prose.lines():
        assert prose.text[start : start + len(block.text)] == block.text
    assert sum(1 for _ in prose.lines()) == len(prose.blocks)


# What is under examination


@pytest.fixture
def whole() -> Examined:
    return examined(
        report_of(
            "kent",
            {
                JOBS: f"There were [25](fact:{APPLICATIONS}) applications.",
                LEAKS: " \n",
                "press.unheard_of": "Parked words.",
                "about.review": Passage("Standard wording."),
                "next_steps.inspections": "Own wording.",
            },
            {APPLICATIONS: 25},
        )
    )


def test_passages_that_say_something_are_examined_in_the_order_of_print(whole: Examined) -> None:
    assert list(whole.prose) == ["about.review", JOBS, "next_steps.inspections"]


def test_standard_wording_as_it_stands_is_not_the_inspectors(whole: Examined) -> None:
    assert list(whole.written) == [JOBS, "next_steps.inspections"]


def test_words_within_a_fact_belong_to_its_field(whole: Examined) -> None:
    assert whole.prose[JOBS].text[11:13] == "25"
    assert whole.place(JOBS, 11, 13) == Place(JOBS, APPLICATIONS, 11, 13)
    assert whole.place(JOBS, 12, 13) == Place(JOBS, APPLICATIONS, 12, 13)
    assert whole.place(JOBS, 0, 13) == Place(JOBS, "", 0, 13)
    assert whole.place(JOBS, 13, 14) == Place(JOBS, "", 13, 14)


def test_drafts_are_those_of_the_present_answers(whole: Examined) -> None:
    assert f"[25](fact:{APPLICATIONS})" in whole.drafts[JOBS]
    assert "about.review" in whole.drafts
    assert all(whole.drafts.values())


# Remarks


def finding(*places: Place, severity: str = "error", name: str = "found") -> Check:
    """A check that finds something at each place."""

    def find(_: Examined) -> Iterator[Found]:
        return (Found(place, f"At {place}.") for place in places)

    find.__name__ = name
    return check(severity="error" if severity == "error" else "warning", protects="Well.")(find)


def remarks(whole: Examined, *checks: Check) -> list[Remark]:
    return examine(whole, checks)


def test_a_remark_quotes_the_words_it_is_about(whole: Examined) -> None:
    [of_words] = remarks(whole, finding(Place(JOBS, start=6, end=10)))
    assert of_words.quote == "were"
    assert of_words.name.startswith(f"found|{JOBS}|were|")
    [of_passage, of_field] = remarks(whole, finding(Place(JOBS), Place(JOBS, APPLICATIONS)))
    assert of_passage.quote == of_field.quote == ""
    assert of_passage.name.startswith(f"found|{JOBS}||")
    assert of_field.name.startswith(f"found|{APPLICATIONS}||")
    [of_report] = remarks(whole, finding(Place(field="isbn")))
    assert of_report.name.startswith("found|isbn||")


def test_errors_come_first_and_all_in_the_order_of_print(whole: Examined) -> None:
    last, words, fact, field, passage, isbn = (
        Place("next_steps.inspections", start=0, end=3),
        Place(JOBS, start=14, end=26),
        Place(JOBS, APPLICATIONS, 11, 13),
        Place(JOBS, APPLICATIONS),
        Place(JOBS),
        Place(field="isbn"),
    )
    found = remarks(
        whole,
        finding(last, words, severity="warning", name="warns"),
        finding(last, words, fact, field, passage, isbn),
        finding(isbn, name="another"),
    )
    assert [(remark.severity, remark.place) for remark in found] == [
        ("error", isbn),
        ("error", isbn),
        ("error", passage),
        ("error", field),
        ("error", fact),
        ("error", words),
        ("error", last),
        ("warning", words),
        ("warning", last),
    ]


def test_one_thing_found_can_weigh_less_than_its_check(whole: Examined) -> None:
    @check(severity="error", protects="Well.")
    def mostly(_: Examined) -> Iterator[Found]:
        yield Found(Place(JOBS), "Less.", severity="warning")
        yield Found(Place(LEAKS), "More.")

    assert [(each.message, each.severity) for each in remarks(whole, mostly)] == [
        ("More.", "error"),
        ("Less.", "warning"),
    ]


def test_what_was_left_says_why_and_comes_last(whole: Examined) -> None:
    both = finding(Place(JOBS, start=0, end=5), Place(JOBS, start=6, end=10))
    first = next(each for each in remarks(whole, both) if each.quote == "There")
    left = replace(whole.report, left={first.name: "So.", "found|elsewhere|x": "No."})
    found = remarks(replace(whole, report=left), both, finding(Place(LEAKS), severity="warning"))
    assert [(each.quote, each.left, each.remains) for each in found] == [
        ("were", "", True),
        ("", "", True),
        ("There", "So.", False),
    ]


def name_in(text: str, words: str, message: str = "Well.", key: str = "", nth: int = 0) -> str:
    """Name the remark about words of a passage, the nth of their like."""
    whole = examined(report_of("kent", {JOBS: text}, {APPLICATIONS: 3}))
    start = [match.start() for match in re.finditer(re.escape(words), whole.prose[JOBS].text)][nth]

    @check(severity="error", protects="Well.")
    def found(_: Examined) -> Iterator[Found]:
        yield Found(Place(JOBS, key, start, start + len(words)), message)

    [remark] = remarks(whole, found)
    assert remark.quote == words
    return remark.name


def test_a_name_stays_while_the_sentence_moves_and_its_numbers_change() -> None:
    before = name_in(f"[Three](fact:{APPLICATIONS}) aplications came.", "aplications")
    moved = f"A new sentence.\n\n- [40](fact:{APPLICATIONS}) **aplications** came. And another."
    assert name_in(moved, "aplications") == before
    assert name_in(moved, "aplications", message="Other suggestions.") == before


def test_the_same_words_are_another_remark_in_another_sentence_or_place() -> None:
    text = "The number 14 is right. The number 14 is wrong, and so is 14."
    names = [name_in(text, "14", nth=nth) for nth in range(3)]
    assert len(set(names)) == 3
    spaces = [name_in("One.  Two.  Three.", "  ", nth=nth) for nth in range(2)]
    assert len(set(spaces)) == 2


def test_another_message_about_an_answer_is_another_remark(whole: Examined) -> None:
    def named(message: str) -> str:
        @check(severity="error", protects="Well.")
        def found(_: Examined) -> Iterator[Found]:
            yield Found(Place(JOBS, APPLICATIONS), message)

        return remarks(whole, found)[0].name

    assert named("14 is more than 12.") == named("14 is more than 12.")
    assert named("14 is more than 12.") != named("900 is more than 12.")
    contradicted = [
        name_in("There were 14 applications.", "14", f"{answer} is answered.", key=APPLICATIONS)
        for answer in (12, 13)
    ]
    assert contradicted[0] != contradicted[1]


def test_names_of_remarks_about_long_texts_stay_short_and_differ() -> None:
    def named(words: str) -> str:
        whole = examined(report_of("kent", {JOBS: words}))
        [remark] = remarks(whole, finding(Place(JOBS, start=0, end=len(words))))
        assert remark.quote == words
        return remark.name

    long = "very " * 1000
    names = [named(f"{long}{ending}") for ending in ("long.", "Long.", "long.")]
    assert names[0] == names[2] != names[1]
    assert max(map(len, names)) < 300
    assert named("short.").startswith(f"found|{JOBS}|short.|")


def test_a_place_is_told_as_a_person_would(programme: Programme) -> None:
    assert where(Place(JOBS, start=3, end=5), programme) == "Second jobs"
    assert where(Place(JOBS, APPLICATIONS), programme) == "Second jobs · Applications"
    assert where(Place(field="isbn"), programme) == "ISBN"
    assert where(Place("gone.for_good"), programme) == "The report"
    assert where(Place(), programme) == "The report"


def test_what_remains_is_counted(whole: Examined) -> None:
    error, other = Place(JOBS), Place(LEAKS)
    found = remarks(whole, finding(error, other), finding(error, severity="warning"))
    assert tally(found) == "2 errors, 1 warning"
    assert tally(found[1:]) == "1 error, 1 warning"
    assert tally(replace(each, left="So.") for each in found[:2]) == "nothing to remark"
    assert tally([]) == "nothing to remark"


def test_a_check_that_breaks_takes_no_other_with_it(whole: Examined) -> None:
    @check(severity="warning", protects="Nothing.")
    def breaks(_: Examined) -> Iterator[Found]:
        yield Found(Place(JOBS), "This was found before.")
        raise KeyError("term")

    told: list[str] = []
    found = examine(whole, [finding(Place(LEAKS)), breaks, finding(Place())], told.append)
    assert {remark.message for remark in found} >= {f"At {Place(LEAKS)}.", f"At {Place()}."}
    assert "This was found before." in [remark.message for remark in found]
    (line,) = told
    assert "One check could not be carried out (breaks): KeyError" in line
    with pytest.raises(KeyError):
        examine(whole, [breaks])


# The checks there are


def test_every_check_is_found_in_its_own_module_and_says_what_it_protects_against() -> None:
    ids = [each.id for each in all_checks()]
    assert "unanswered_field" in ids
    assert ids == sorted(set(ids))
    for each in all_checks():
        assert each.find.__module__ == f"desktop.core.checks.{each.id}"
        assert each.protects.endswith(".")
        assert not each.protects[0].islower()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "x",
        "[](fact:)",
        "[x](fact:)",
        "- \n- **a**",
        "\ufeff\u2028:",
        "😀" * 300,
        "(" * 300,
        "'" * 300,
        "a:\n\n- b\n\nc:" * 30,
    ],
)
def test_no_passage_is_too_odd_for_the_checks(text: str, programme: Programme) -> None:
    passages = {key: Passage(commonmark.tidy(text), "edited") for key in programme.items}
    whole = examined(Report(programme.id, "city-of-london", passages=passages))
    for remark in examine(whole, all_checks()):
        prose = whole.prose.get(remark.place.item)
        assert 0 <= remark.place.start <= remark.place.end <= len(prose.text if prose else "")
        assert remark.message.endswith(".")
        assert "\n" not in remark.message


def test_a_report_without_anything_is_examined() -> None:
    found = examine(examined(Report("revisiting-police-relationships-2012", "kent")), all_checks())
    assert INVESTIGATED in {remark.place.field for remark in found}
