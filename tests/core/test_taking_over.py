"""Passages of one force's report made into another's: nothing of the one is left in them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from itertools import chain
from pathlib import Path

import pytest

from desktop.core import commonmark
from desktop.core.commonmark import parse
from desktop.core.drafting import draft_or_none
from desktop.core.examining import examine
from desktop.core.fields import Answer
from desktop.core.forces import Force, Forces
from desktop.core.programme import Linked, Programme
from desktop.core.report import Report
from desktop.core.richtext import Block, Run, plain_text
from desktop.core.taking_over import TakenOver, There, keys_between, take_over
from tests.core.checks.examining import PUBLISHED, examined, published, remarks_of, report_of

JOBS = "gifts.second_jobs"
APPLICATIONS, APPROVED = f"{JOBS}.applications", f"{JOBS}.approved"
OVERVIEW = "findings.overview"
ANSWERS: Mapping[str, Answer] = {APPLICATIONS: 12, APPROVED: 3}

Taken = Callable[[str, str, str], str]


def plain(taken: TakenOver) -> str:
    return plain_text(parse(taken.text))


@pytest.fixture
def taken(programme: Programme, forces: Forces) -> Taken:
    def take(source: str, target: str, text: str) -> str:
        return take_over(
            text,
            programme=programme,
            source=forces[source],
            target=forces[target],
            forces=forces,
            answers=ANSWERS,
        ).text

    return take


CASES = tomllib.loads(Path(__file__).with_name("taken_over.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("source", "target", "text", "expected"), [*chain.from_iterable(CASES.values())]
)
def test_what_names_one_force_names_the_other(
    taken: Taken, source: str, target: str, text: str, expected: str
) -> None:
    assert taken(source, target, text) == expected


def test_a_name_is_found_wherever_marks_part_it(programme: Programme, forces: Forces) -> None:
    text = "We told the Metropolitan Police Service's staff that the service, an MPS unit, does."
    expected = "We told Kent Police's staff that the force, a Kent Police unit, does."
    for start in range(len(text)):
        end = min(start + 14, len(text))
        parts = (Run(text[:start]), Run(text[start:end], bold=True), Run(text[end:], italic=True))
        taken = take_over(
            commonmark.write((Block(parts),)),
            programme=programme,
            source=forces["metropolitan"],
            target=forces["kent"],
            forces=forces,
            answers={},
        )
        assert plain(taken) == expected, start


# Facts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"There were [40](fact:{APPLICATIONS}).", f"There were [12](fact:{APPLICATIONS})."),
        (
            "There were [40](fact:second_jobs.applications).",
            f"There were [12](fact:{APPLICATIONS}).",
        ),
        (f"[Forty](fact:{APPLICATIONS}) came.", f"[Twelve](fact:{APPLICATIONS}) came."),
        (f"It was **[40](fact:{APPROVED};figures)**.", f"It was [**3**](fact:{APPROVED};figures)."),
        ("It found [7](fact:press.leaks.investigated).", "It found \\[investigated\\]."),
        (
            "It found [7](fact:press.leaks.gone_from_the_form).",
            "It found \\[gone from the form\\].",
        ),
        (f"An [80](fact:{APPLICATIONS}) of them.", f"A [12](fact:{APPLICATIONS}) of them."),
    ],
)
def test_facts_say_this_reports_answers_and_never_the_others(
    taken: Taken, text: str, expected: str
) -> None:
    assert taken("cheshire", "kent", text) == expected


def test_a_gap_is_found_by_the_check_also_within_quotation_marks(taken: Taken) -> None:
    text = taken(
        "cheshire",
        "kent",
        "It had [7](fact:press.leaks.investigated), “in all [7](fact:press.leaks.investigated)”.",
    )
    assert len(remarks_of("left_to_fill_in", report_of("kent", {OVERVIEW: text}))) == 2


def test_what_is_different_is_told_with_its_place(programme: Programme, forces: Forces) -> None:
    taken = take_over(
        f"**Cheshire Constabulary** had [40](fact:{APPLICATIONS}), of which"
        " [7](fact:a.b.approved).\n\nThe constabulary.",
        programme=programme,
        source=forces["cheshire"],
        target=forces["kent"],
        forces=forces,
        answers=ANSWERS,
    )
    shown = [(mark.kind, plain(taken)[mark.start : mark.end]) for mark in taken.marks]
    assert [mark.words for mark in taken.marks] == [words for _, words in shown]
    assert shown == [
        ("words", "Kent Police"),
        ("fact", "12"),
        ("gap", "[approved]"),
        ("words", "force"),
    ]
    assert taken.gaps == ("[approved]",)
    assert taken.replaced == (("Cheshire Constabulary", "Kent Police"), ("constabulary", "force"))


def test_keys_of_another_programme_are_those_here(programme: Programme, forces: Forces) -> None:
    link = Linked(
        programme="another-2010",
        items={JOBS: "press.leaks"},
        fields={APPLICATIONS: "press.leaks.investigated"},
    )
    here = programme.model_copy(update={"earlier": (link,)})
    there = programme.model_copy(update={"id": "another-2010"})
    taken = take_over(
        "It had [7](fact:press.leaks.investigated) and"
        " [5](fact:integrity.capacity.investigations).",
        programme=here,
        source=forces["kent"],
        target=forces["kent"],
        forces=forces,
        answers={**ANSWERS, "press.leaks.investigated": 99},
        keys=keys_between(here, there),
        there=There(there, "press.leaks", {}),
    )
    assert taken.text == f"It had [12](fact:{APPLICATIONS}) and \\[investigations\\]."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Since September 2011 there have been 41 applications for second jobs, 38 of which were"
            " approved.",
            "Since September 2011 there have been 12 applications for second jobs, [approved] of"
            " which were approved.",
        ),
        ("There were 41 in all, over 41 months.", "There were 12 in all, over 41 months."),
        (
            "In 2011 one policy was changed in 10 days.",
            "In 2011 one policy was changed in 10 days.",
        ),
    ],
)
def test_numbers_that_were_typed_are_answers_where_that_is_certain(
    programme: Programme, forces: Forces, text: str, expected: str
) -> None:
    taken = take_over(
        text,
        programme=programme,
        source=forces["cheshire"],
        target=forces["kent"],
        forces=forces,
        answers={APPLICATIONS: 12},
        there=There(programme, JOBS, {APPLICATIONS: 41, APPROVED: 38}),
    )
    assert plain(taken) == expected


@pytest.mark.parametrize(
    "text",
    [
        "It met on 12 May 2012, and 12 June.",
        "It is section 12 of the Act, and Section 12 applications.",
        "It is at 12 High Street.",
        "A 12-year-old officer (12 applications) said so.",
        "See paragraph 12(b) and No. 12.",
        "It began at 12:30, on page 12, on 12/5/2012.",
        "It had 12 officers, 12 per cent of them new, and 112 applications.",
    ],
)
def test_a_number_that_only_equals_an_answer_stays(
    programme: Programme, forces: Forces, text: str
) -> None:
    taken = take_over(
        text,
        programme=programme,
        source=forces["cheshire"],
        target=forces["kent"],
        forces=forces,
        answers={APPLICATIONS: 40},
        there=There(programme, JOBS, {APPLICATIONS: 12}),
    )
    assert plain(taken) == text


# What the answers here do not say

LEAKS = "press.leaks"
NONE_INVESTIGATED = (
    "The constabulary had not investigated any instances of inappropriate disclosure to the media."
)


@pytest.mark.parametrize(
    ("item", "text", "answers", "expected"),
    [
        (LEAKS, NONE_INVESTIGATED, {}, ["[check: investigated]"]),
        (LEAKS, NONE_INVESTIGATED, {f"{LEAKS}.investigated": 2}, ["[check: investigated]"]),
        (LEAKS, NONE_INVESTIGATED, {f"{LEAKS}.investigated": 0}, []),
        (
            JOBS,
            "All second jobs are subject to an annual review. It works.",
            {f"{JOBS}.annual_review": "planned"},
            ["[check: reviewed every year]"],
        ),
        (
            JOBS,
            "All second jobs are subject to an annual review. It works.",
            {f"{JOBS}.annual_review": "yes"},
            [],
        ),
        (
            JOBS,
            f"There were [40](fact:{APPLICATIONS}) applications for second jobs, all of which were"
            " approved.",
            ANSWERS,
            ["[check: approved]"],
        ),
        (
            JOBS,
            f"There were [40](fact:{APPLICATIONS}) applications for second jobs,"
            f" [38](fact:{APPROVED}) of which were approved.",
            ANSWERS,
            [],
        ),
        (
            JOBS,
            "PSD manages all requests for second jobs.",
            {f"{JOBS}.approved_by": "the Professional Standards Department"},
            [],
        ),
        (
            JOBS,
            "PSD manages all requests for second jobs.",
            {f"{JOBS}.approved_by": "line managers"},
            ["[check: approved by]"],
        ),
        (
            OVERVIEW,
            "Since 2011 the constabulary has carried out an integrity “healthcheck”, using the"
            " Self-Assessment Checklist provided in HMIC’s 2011 report.",
            {},
            ["[check: integrity healthcheck, HMIC's checklist used]"],
        ),
    ],
)
def test_what_is_not_answered_alike_here_is_to_be_checked(
    programme: Programme,
    forces: Forces,
    item: str,
    text: str,
    answers: Mapping[str, Answer],
    expected: list[str],
) -> None:
    taken = take_over(
        text,
        programme=programme,
        source=forces["cambridgeshire"],
        target=forces["kent"],
        forces=forces,
        answers=answers,
        there=There(programme, item, {}),
    )
    written = report_of("kent", {item: taken.text}, answers)
    assert [each.quote for each in remarks_of("left_to_fill_in", written)] == expected
    assert [plain(taken)[each.start : each.end] for each in taken.marks if each.kind == "gap"] == (
        expected
    )
    assert "constabulary" not in plain(taken)


def test_what_is_to_be_checked_stands_at_the_end_of_its_sentence(
    programme: Programme, forces: Forces
) -> None:
    taken = take_over(
        "- **All second jobs are reviewed every year;** and\n- PSD manages all requests for *second"
        " jobs*.",
        programme=programme,
        source=forces["kent"],
        target=forces["essex"],
        forces=forces,
        answers={},
        there=There(programme, JOBS, {}),
    )
    assert plain(taken) == (
        "All second jobs are reviewed every year [check: reviewed every year]; and\n"
        "PSD manages all requests for second jobs [check: approved by]."
    )


@pytest.mark.parametrize("name", PUBLISHED)
def test_nothing_is_to_be_checked_where_all_answers_are_the_same(
    programme: Programme, forces: Forces, name: str
) -> None:
    report = published(name)
    for item, passage in report.passages.items():
        if programme.items[item].wording:
            continue
        drafted = draft_or_none(programme, item, forces[name], report.answers)
        for text in (passage.text, drafted or ""):
            taken = take_over(
                text,
                programme=programme,
                source=forces[name],
                target=forces["kent"],
                forces=forces,
                answers=report.answers,
                there=There(programme, item, report.answers),
            )
            assert taken.gaps == (), item


# All pairs

CHECKS = [
    getattr(import_module(f"desktop.core.checks.{name}"), name)
    for name in ("other_force", "other_noun", "wrong_article", "generic_force", "capital_noun")
]


def remarks(report: Report) -> list[str]:
    return [f"{each.check}: {each.quote}" for each in examine(examined(report), CHECKS)]


def ways_to_name(force: Force) -> list[str]:
    """Give the ways that reports name a force, its area and who holds it to account."""
    parts = re.split(r" and |-", force.area)
    names = [force.name, force.area, *force.also, force.policing_body, *parts]
    names += [name.replace(" and ", " & ") for name in (force.name, force.area)]
    names += [name.replace("-", " ") for name in (force.name, force.area)]
    return list(dict.fromkeys([*names, force.name.upper()]))


def passage_about(force: Force) -> str:
    sentences = []
    for name in ways_to_name(force):
        needs_the = force.area_in_sentence in (f"the {name}", f"the {force.name}")
        the = "the " if needs_the or name in (force.policing_body, *force.also) else ""
        first = f"{the}{name}"
        sentences.append(
            f"{first[0].upper()}{first[1:]} has reviewed it, and **{first}**’s staff in"
            f" {the}*{name}*."
        )
    article = "An" if force.area[0] in "AEIOU" else "A"
    noun = force.noun
    return (
        " ".join(sentences)
        + f" A {force.name} officer told us. The {noun} has a {noun} policy and a {noun}-wide"
        f" register; in a full {noun} audit this {noun} met another organisation’s service. The"
        f" {noun} rules are new."
        + f"\n\n{article} {force.area} officer told us.\n\n- The {noun} has one; the {noun}'s staff"
        f" know that this {noun} had **{noun}-wide** training at {noun} headquarters, in the whole"
        f" {noun}."
        f"\n- {noun.capitalize()} policy says so."
    )


def left_of(source: Force, target: Force, text: str) -> Iterator[str]:
    """Find what names one force in a text on another, but for what is part of the other's name."""
    own = (target.name, target.policing_body, target.area)
    for name in sorted(own, key=len, reverse=True):
        text = re.sub(re.escape(name), "…", text, flags=re.IGNORECASE)
    for name in ways_to_name(source):
        flag = re.IGNORECASE if len(name) > 4 else re.NOFLAG
        pattern = re.escape(name).replace("'", "['’]")
        yield from re.findall(rf"(?<!\w){pattern}(?!\w)", text, flag)
    text = text.replace("another organisation’s service", "")
    if source.noun != target.noun:
        yield from re.findall(rf"\b{source.noun}\b", text, re.IGNORECASE)


def test_nothing_of_any_force_is_left_in_the_report_on_any_other(
    programme: Programme, forces: Forces
) -> None:
    for number, source in enumerate(forces.values()):
        text = passage_about(source)
        for place, target in enumerate(forces.values()):
            if source is target:
                continue
            taken = take_over(
                text,
                programme=programme,
                source=source,
                target=target,
                forces=forces,
                answers={},
            )
            there = f"{source.key} to {target.key}"
            assert [*left_of(source, target, plain(taken))] == [], there
            assert not taken.gaps, there
            # What is left is looked for in all; checks take longer, and meet each force ten times.
            if (number + place) % 4 == 0:
                assert remarks(report_of(target.key, {OVERVIEW: taken.text})) == [], there


@pytest.mark.parametrize("name", PUBLISHED)
def test_real_passages_read_as_if_written_about_another_force(
    programme: Programme, forces: Forces, name: str
) -> None:
    report = published(name)
    source = forces[name]
    passages = {
        item: passage.text
        for item, passage in report.passages.items()
        if not programme.items[item].wording
    }
    others = [force for force in forces.values() if force is not source]
    # Each target takes a part of the report over, so that all pairs and all passages are met.
    for number, target in enumerate(others):
        mine = {
            item: take_over(
                text,
                programme=programme,
                source=source,
                target=target,
                forces=forces,
                answers={},
                there=There(programme, item, report.answers),
            )
            for place, (item, text) in enumerate(passages.items())
            if place % 5 == number % 5
        }
        for item, taken in mine.items():
            assert [*left_of(source, target, plain(taken))] == [], f"{item} to {target.key}"
            assert "](fact:" not in taken.text
            assert commonmark.tidy(taken.text) == taken.text
        written = report_of(target.key, {item: taken.text for item, taken in mine.items()})
        assert remarks(written) == [], target.key
