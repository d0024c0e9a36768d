"""Reports beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from desktop.core.comparing import differences_in_words
from desktop.core.comparing_names import differences_but_for_names
from desktop.core.comparing_reports import (
    Compared,
    ComparedField,
    ComparedItem,
    compare_reports,
    differences_from_first,
    is_same,
)
from desktop.core.comparison_text import comparison_as_text, names_of
from desktop.core.fields import Answer
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from tests.earlier_stub import then_and_now

Pair = tuple[Programme, Programme]
LEAKS = "press.leaks"


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return then_and_now(tmp_path_factory.mktemp("programmes"))


@pytest.fixture
def then(pair: Pair, forces: Forces) -> Compared:
    return compared(
        pair[0],
        forces,
        "kent",
        {
            "press.disclosures.looked_into": 4,
            "press.disclosures.continuing": 0,
            "press.disclosures.plan": True,
            "press.disclosures.reported": False,
            "conduct.outside_work.applications": 12,
        },
        {"press.disclosures": "The force looked into four leaks."},
    )


@pytest.fixture
def now(pair: Pair, forces: Forces) -> Compared:
    return compared(
        pair[1],
        forces,
        "kent",
        {
            "press.leaks.investigated": 4,
            "press.leaks.plan": "A plan",
            "conduct.second_jobs.applications": 14,
        },
        {LEAKS: "The force looked into [four](fact:press.leaks.investigated) leaks."},
    )


def compared(
    programme: Programme,
    forces: Forces,
    force: str,
    answers: dict[str, Answer],
    passages: dict[str, str],
) -> Compared:
    texts = {item: Passage(text, "edited") for item, text in passages.items()}
    report = Report(programme.id, force, answers=answers, passages=texts)
    return Compared(programme, forces[force], report)


def field(items: Sequence[ComparedItem], key: str) -> ComparedField:
    (found,) = [each for item in items for each in item.fields if each.key == key]
    return found


def test_items_and_fields_stand_once_in_the_order_of_the_first(
    now: Compared, then: Compared
) -> None:
    items = compare_reports([now, then])
    assert [(item.item, item.keys) for item in items] == [
        (LEAKS, (LEAKS, "press.disclosures")),
        ("press.social_media", ("press.social_media", None)),
        ("conduct.second_jobs", ("conduct.second_jobs", "conduct.outside_work")),
        ("conduct.training", ("conduct.training", "conduct.training")),
    ]
    assert [each.keys for each in items[0].fields] == [
        ("press.leaks.investigated", "press.disclosures.looked_into"),
        ("press.leaks.continuing", "press.disclosures.continuing"),
        ("press.leaks.plan", None),
        (None, "press.disclosures.plan"),
        (None, "press.disclosures.reported"),
    ]
    turned = compare_reports([then, now])
    assert [item.item for item in turned] == [
        "press.disclosures",
        "press.social_media",
        "conduct.outside_work",
        "conduct.training",
    ]
    assert turned[0].title == "Disclosures"


def test_answers_no_zero_unanswered_and_unasked_are_told_apart(
    now: Compared, then: Compared
) -> None:
    items = compare_reports([now, then])
    investigated = field(items, "press.leaks.investigated")
    assert (investigated.label, investigated.shown, investigated.same) == (
        "Investigated",
        ("4", "4"),
        True,
    )
    assert field(items, "press.leaks.continuing").shown == ("Not answered", "0")
    assert not field(items, "press.leaks.continuing").same
    assert field(items, "press.leaks.plan").shown == ("A plan", "Not asked")
    assert field(items, "press.disclosures.plan").shown == ("Not asked", "Yes")
    assert field(items, "press.disclosures.reported").values == (None, False)
    assert not field(items, "press.disclosures.reported").same
    assert field(items, "conduct.training.channels").same
    assert items[0].differing == 4


def test_passages_that_read_the_same_are_the_same_whatever_their_facts(
    now: Compared, then: Compared
) -> None:
    leaks, social, jobs, _ = compare_reports([now, then])
    assert leaks.same
    assert leaks.texts[1] == "The force looked into four leaks."
    assert is_same(differences_from_first(leaks, [now, then]))
    assert social.texts == ("", None)
    assert social.same
    assert jobs.texts == ("", "")


def test_only_one_item_can_be_looked_at(now: Compared, then: Compared) -> None:
    every = compare_reports([now, then])
    assert [
        compare_reports([now, then], only=item)
        for item in ("press.leaks", "press.social_media", "conduct.training")
    ] == [[every[0]], [every[1]], [every[3]]]


def test_three_reports_of_two_programmes_and_one_report_twice(
    now: Compared, then: Compared, forces: Forces
) -> None:
    other = compared(now.programme, forces, "cleveland", {"press.leaks.investigated": 5}, {})
    items = compare_reports([now, then, other, now])
    found = field(items, "press.leaks.investigated")
    assert found.values == (4, 4, 5, 4)
    assert found.keys[0] == found.keys[2] == "press.leaks.investigated"
    assert all(each.same for item in compare_reports([now, now]) for each in item.fields)
    assert all(item.same for item in compare_reports([now, now]))
    assert names_of([now, other]) == ["Kent", "Cleveland"]
    assert names_of([now, then, other]) == ["Kent, 2012", "Kent, 2010", "Cleveland, 2012"]
    assert names_of([now, now]) == ["Kent [1]", "Kent [2]"]


def test_differences_make_up_both_passages(now: Compared, forces: Forces) -> None:
    other = compared(
        now.programme,
        forces,
        "cambridgeshire",
        {},
        {LEAKS: "The constabulary looked into no leaks.\n\nNone was found."},
    )
    leaks = compare_reports([now, other])[0]
    assert not leaks.same
    (found,) = differences_from_first(leaks, [now, other])
    assert "".join(each.text for each in found if each.kind != "added") == (
        "The force looked into four leaks."
    )
    assert "".join(each.text for each in found if each.kind != "removed") == (
        "The constabulary looked into no leaks.\nNone was found."
    )


NAMED = [
    ("kent", "The force says so.", "cambridgeshire", "The constabulary says so."),
    (
        "kent",
        "Kent Police's policy has been updated.",
        "cambridgeshire",
        "Cambridgeshire Constabulary's policy has been updated.",
    ),
    ("kent", "found in Kent.", "city-of-london", "found in the City of London."),
    (
        "kent",
        "This is what we found in Kent in 2012.",
        "metropolitan",
        "This is what we found in the Metropolitan Police Service in 2012.",
    ),
    ("kent", "The Force’s work", "cambridgeshire", "The Constabulary’s work"),
    *(
        (
            one,
            f"We met {its[0]} officers. The policy of {its[1]} is new, and"
            f" {its[1]}’s staff know it.",
            other,
            f"We met {another[0]} officers. The policy of {another[1]} is new, and"
            f" {another[1]}’s staff know it.",
        )
        for one, its, other, another in (
            (
                "north-wales",
                ("North Wales Police", "North Wales"),
                "south-wales",
                ("South Wales Police", "South Wales"),
            ),
            (
                "west-mercia",
                ("West Mercia Police", "West Mercia"),
                "west-midlands",
                ("West Midlands Police", "the West Midlands"),
            ),
            (
                "kent",
                ("Kent Police", "Kent Police"),
                "metropolitan",
                ("Metropolitan Police Service", "the Metropolitan Police Service"),
            ),
            (
                "kent",
                ("Kent Police", "Kent"),
                "british-transport",
                ("British Transport Police",) * 2,
            ),
            (
                "avon-and-somerset",
                ("Avon & Somerset Constabulary", "Avon and Somerset"),
                "devon-and-cornwall",
                ("Devon and Cornwall Police", "Devon & Cornwall"),
            ),
        )
    ),
]
NOT_NAMED = [
    ("kent", "The force says so.", "cleveland", "The constabulary says so."),
    ("kent", "Kent Police's policy", "cleveland", "Kent Police policy"),
    ("kent", "in Essex", "cleveland", "in Cleveland"),
    ("kent", "in Kent", "cleveland", "in Essex"),
    ("kent", "the force", "cambridgeshire", "Cambridgeshire Constabulary"),
    ("kent", "no force", "cambridgeshire", "some constabulary"),
]


@pytest.mark.parametrize(
    ("one", "before", "other", "after", "same"),
    [(*each, True) for each in NAMED] + [(*each, False) for each in NOT_NAMED],
)
def test_what_a_report_calls_its_own_force_can_be_ignored(
    forces: Forces, one: str, before: str, other: str, after: str, same: bool
) -> None:
    key = next(each for each in forces if each.startswith(other))
    found = differences_in_words(before, after)
    assert not is_same([found])
    but = differences_but_for_names(before, after, forces[one], forces[key])
    assert is_same([but]) == same
    assert "".join(each.text for each in but if each.kind != "removed") == after


def test_a_comparison_as_text(now: Compared, then: Compared) -> None:
    jobs = replace(then.report, passages={"press.disclosures": Passage("The force looked away.")})
    other = replace(then, report=jobs)
    items = compare_reports([now, other])[:2]
    text = comparison_as_text(
        [now, other], [(item, differences_from_first(item, [now, other])) for item in items]
    )
    assert text.splitlines() == [
        "Kent, 2012 | Kent, 2010",
        "",
        "Leaks",
        "  Investigated: 4 | 4",
        "≠ Continuing: Not answered | 0",
        "≠ Plan: A plan | Not asked",
        "≠ Plan: Not asked | Yes",
        "≠ Reported: Not asked | No",
        "≠ Kent, 2012: The force looked into four leaks.",
        "≠ Kent, 2010: The force looked [-into four leaks.-]{+away.+}",
        "",
        "Social media",
        "  Cases: Not answered | Not asked",
    ]
