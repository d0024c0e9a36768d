"""The national picture, against cases that were worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.fields import Answer
from desktop.core.forces import Force, Forces
from desktop.core.national import Picture, national_picture, quartiles
from desktop.core.national_words import Line, lines, reading, why_unusual
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from tests.programme_stub import write_programme

SECTIONS = """\
[[sections]]
key = "money"
title = "Money"

[[sections.items]]
key = "jobs"
title = "Second jobs"
fields = [
    { key = "asked", type = "count", label = "Applications" },
    { key = "approved", type = "count", label = "Approved", part_of = "asked" },
    { key = "checked", type = "yes_no", label = "Checked" },
    { key = "review", type = "choice", label = "Reviewed", options = [
        { key = "yes", label = "Yes" }, { key = "planned", label = "Planned" },
        { key = "no", label = "No" } ] },
    { key = "by", type = "choices", label = "Told by", options = [
        { key = "email", label = "Email" }, { key = "posters", label = "Posters" } ] },
    { key = "cost", type = "money", label = "Cost" },
    { key = "share", type = "percent", label = "Share" },
    { key = "since", type = "month", label = "Since" },
    { key = "plan", type = "text", label = "Plan" },
]
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    return read_programme(write_programme(tmp_path_factory.mktemp("programmes"), SECTIONS, {}))


class Nation:
    """The first forces of the list, of which the first ones gave these answers."""

    def __init__(self, programme: Programme, forces: Forces) -> None:
        self.programme = programme
        self.all = list(forces.values())

    def picture(
        self, field: str, *answers: Answer | None, forces: int = 44, **others: Answer
    ) -> Picture:
        """Give the picture of a field; every report also has the other answers."""
        key = f"money.jobs.{field}"
        reports: dict[str, dict[str, Answer]] = {}
        for force, answer in zip(self.all, answers, strict=False):
            reports[force.key] = {f"money.jobs.{name}": each for name, each in others.items()}
            if answer is not None:
                reports[force.key][key] = answer
        return national_picture(self.programme, key, self.all[:forces], reports)

    def keys(self, *places: int) -> tuple[str, ...]:
        return tuple(self.all[place].key for place in places)


@pytest.fixture
def nation(small: Programme, forces: Forces) -> Nation:
    return Nation(small, forces)


def counts(picture: Picture) -> dict[str, int]:
    return {line.name: len(line.forces) for line in lines(picture) if line.forces is not None}


# How many answered what


def test_yes_no_not_answered_and_no_report_are_four_things(nation: Nation) -> None:
    picture = nation.picture("checked", *[True] * 28, *[False] * 12, None, None, None)
    assert counts(picture) == {"Yes": 28, "No": 12, "Not answered": 3, "No report": 1}
    assert picture.unanswered == nation.keys(40, 41, 42)
    assert picture.without_report == nation.keys(43)
    assert reading(picture) == (
        "Of 44 forces, 28 answered yes and 12 no to 'Checked';"
        " three have not answered and one has no report."
    )


def test_shares_are_of_those_that_answered(nation: Nation) -> None:
    shares = lines(nation.picture("review", "yes", "yes", "no", None, None))
    assert [(line.name, line.percent) for line in shares[:3]] == [
        ("Yes", Decimal("66.7")),
        ("Planned", Decimal("0.0")),
        ("No", Decimal("33.3")),
    ]


def test_a_choice_that_nobody_made_is_told(nation: Nation) -> None:
    picture = nation.picture("review", *["yes"] * 3, "no", forces=4)
    assert reading(picture) == (
        "Of four forces, three answered 'Yes', none 'Planned' and one 'No' to 'Reviewed'."
    )


def test_yes_that_nobody_said_reads_well(nation: Nation) -> None:
    assert reading(nation.picture("checked", True, True, forces=2)) == (
        "Of two forces, two answered yes and none answered no to 'Checked'."
    )
    assert reading(nation.picture("checked", False, forces=1)) == (
        "Of one force, none answered yes and one no to 'Checked'."
    )


def test_of_several_options_each_is_counted_and_none_of_them_too(nation: Nation) -> None:
    picture = nation.picture("by", ("email", "posters"), ("email",), (), None, forces=4)
    assert counts(picture) == {
        "Email": 2,
        "Posters": 1,
        "None of these": 1,
        "Not answered": 1,
        "No report": 0,
    }
    assert reading(picture) == (
        "Of four forces, three answered 'Told by': two 'Email', one 'Posters' and one none of"
        " these; one has not answered."
    )


def test_a_part_of_nothing_needs_no_answer(nation: Nation) -> None:
    picture = nation.picture("approved", None, 0, None, forces=3, asked=0)
    assert picture.not_needed == nation.keys(0, 2)
    assert picture.unanswered == ()
    assert reading(picture) == (
        "Of three forces, one answered 'Approved', with none (Bedfordshire Police);"
        " two had nothing to answer."
    )


def test_answers_that_are_offered_no_more_are_told_and_not_counted(nation: Nation) -> None:
    picture = nation.picture("review", "yes", "sometimes", forces=2)
    assert picture.unfit == nation.keys(1)
    assert counts(picture)["Yes"] == 1
    assert reading(picture) == (
        "Of two forces, one answered 'Yes', none 'Planned' and none 'No' to 'Reviewed';"
        " one has an answer that is not offered."
    )


def test_nothing_answered_is_no_mistake(nation: Nation) -> None:
    for field in ("asked", "checked", "review", "by", "cost", "share", "since", "plan"):
        picture = nation.picture(field, None)
        label = picture.asked.label
        assert reading(picture) == (
            f"Of 44 forces, none has answered '{label}' yet;"
            " one has not answered and 43 have no report."
        )
        assert picture.unusual == {}


def test_a_text_is_counted(nation: Nation) -> None:
    picture = nation.picture("plan", "Action plan", None, forces=3)
    assert reading(picture) == (
        "Of three forces, one answered 'Plan'; one has not answered and one has no report."
    )


# Figures


def test_the_figures_of_counts(nation: Nation) -> None:
    picture = nation.picture("asked", 1, 2, 3, 4, 5, 6, 7, 8, 9, 100, forces=11)
    figures = picture.figures
    assert figures is not None
    assert (figures.total, figures.median) == (Decimal(145), Decimal("5.5"))
    # As QUARTILE.INC gives them.
    assert (figures.lower, figures.upper) == (Decimal("3.25"), Decimal("7.75"))
    assert (figures.lowest, figures.lowest_forces) == (Decimal(1), nation.keys(0))
    assert (figures.highest, figures.highest_forces) == (Decimal(100), nation.keys(9))
    assert reading(picture) == (
        "Of 11 forces, 10 answered 'Applications', 145 in all, from one (Avon and Somerset"
        " Constabulary) to 100 (Devon and Cornwall Police), with a median of 5.5 and the middle"
        " half from 3.25 to 7.75; one has no report."
    )


def test_many_forces_with_the_same_are_counted_not_named(nation: Nation) -> None:
    said = reading(nation.picture("asked", 0, 0, 0, 7, forces=4))
    assert said == (
        "Of four forces, four answered 'Applications', seven in all, from none (three forces) to"
        " seven (Cambridgeshire Constabulary), with a median of zero."
    )


def test_all_the_same_is_said_once(nation: Nation) -> None:
    assert reading(nation.picture("asked", 4, 4, 4, forces=3)) == (
        "Of three forces, three answered 'Applications', all with four, 12 in all."
    )


def test_money_adds_up_to_the_penny(nation: Nation) -> None:
    picture = nation.picture("cost", "0.10", "0.20", "1000000000.05", forces=3)
    assert picture.figures is not None
    assert picture.figures.total == Decimal("1000000000.35")
    assert "£1,000,000,000.35 in all" in reading(picture)


def test_pence_have_two_figures(nation: Nation) -> None:
    picture = nation.picture("cost", "1", "2.50", "3", "4", forces=4)
    assert "£10.50 in all, from £1 " in reading(picture)
    assert "with a median of £2.75." in reading(picture)
    assert Line("Total", None, None, "10.50") in lines(picture)


def test_shares_are_not_added_up(nation: Nation) -> None:
    picture = nation.picture("share", "12.5", "-3", forces=2)
    assert picture.figures is not None
    assert picture.figures.total is None
    assert reading(picture) == (
        "Of two forces, two answered 'Share', from -3 per cent (Bedfordshire Police) to 12.5 per"
        " cent (Avon and Somerset Constabulary), with a median of 4.75 per cent."
    )


def test_months_have_a_first_and_a_last(nation: Nation) -> None:
    picture = nation.picture("since", "2012-10", "2011-12", "2012-10", forces=3)
    assert reading(picture) == (
        "Of three forces, three answered 'Since', from December 2011 (Bedfordshire Police) to"
        " October 2012 (Avon and Somerset Constabulary and the British Transport Police)."
    )
    assert Line("First", nation.keys(1), None, "2011-12") in lines(picture)


# Who stands out


def test_tukeys_fences_find_what_lies_far_out(nation: Nation) -> None:
    picture = nation.picture("asked", 1, 2, 3, 4, 5, 6, 7, 8, 9, 100)
    assert picture.unusual == {nation.keys(9)[0]: "high"}
    assert why_unusual(picture, nation.keys(9)[0]) == (
        "High: the middle half of the forces lie between 3.25 and 7.75."
    )
    assert why_unusual(picture, nation.keys(0)[0]) == ""


def test_what_lies_on_a_fence_is_not_beyond_it(nation: Nation) -> None:
    # Quartiles 2 and 4, so the fences are -1 and 7.
    assert nation.picture("asked", 1, 2, 3, 4, 7).unusual == {}
    assert nation.picture("asked", 1, 2, 3, 4, 8).unusual == {nation.keys(4)[0]: "high"}
    assert nation.picture("share", "-2", "2", "3", "4", "5").unusual == {nation.keys(0)[0]: "low"}


@pytest.mark.parametrize("answers", [(1, 2, 3, 100), (5,) * 40, ()])
def test_few_answers_and_equal_ones_never_stand_out(nation: Nation, answers: tuple[int]) -> None:
    assert nation.picture("asked", *answers).unusual == {}


def test_one_beside_many_equal_ones_stands_out_but_not_a_quarter_of_all(nation: Nation) -> None:
    assert nation.picture("asked", *[0] * 20, 1).unusual == {nation.keys(20)[0]: "high"}
    assert nation.picture("asked", *[0] * 40, 1, 2, 3, 4).unusual == {}


def test_a_rare_choice_stands_out(nation: Nation) -> None:
    picture = nation.picture("checked", *[True] * 42, False, False)
    assert picture.unusual == dict.fromkeys(nation.keys(42, 43), "rare")
    assert why_unusual(picture, nation.keys(42)[0]) == ("Rare: two forces of 44 answered this.")


def test_a_choice_is_not_rare_among_few_or_where_none_is_usual(nation: Nation) -> None:
    assert nation.picture("checked", *[True] * 8, False).unusual == {}
    assert nation.picture("checked", *[True] * 9, False).unusual != {}
    assert nation.picture("checked", *[True] * 9, False, False).unusual == {}
    assert nation.picture("checked", *[True] * 41, False, False, False).unusual == {}


def test_of_several_options_the_rare_one_stands_out(nation: Nation) -> None:
    picture = nation.picture("by", *[("email",)] * 20, ("email", "posters"))
    assert picture.unusual == {nation.keys(20)[0]: "rare"}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=44))
def test_the_quartiles_lie_among_the_numbers_in_order(numbers: list[int]) -> None:
    values = sorted(map(Decimal, numbers))
    lower, median, upper = quartiles(values)
    assert values[0] <= lower <= median <= upper <= values[-1]
    assert sum(value < median for value in values) <= len(values) / 2
    assert sum(value > median for value in values) <= len(values) / 2


def test_every_force_is_in_exactly_one_group(nation: Nation) -> None:
    picture = nation.picture("approved", 1, None, 2, "many", None, forces=9, asked=0)
    groups = [
        *picture.answers,
        *picture.unanswered,
        *picture.not_needed,
        *picture.unfit,
        *picture.without_report,
    ]
    assert sorted(groups) == sorted(force.key for force in nation.all[:9])


def test_a_field_of_the_report_itself_has_a_picture(small: Programme, forces: Forces) -> None:
    kent: Force = forces["kent"]
    picture = national_picture(small, "published", [kent], {"kent": {"published": "2012-12"}})
    assert reading(picture) == "Of one force, one answered 'Published', with December 2012."


def test_a_field_that_is_not_there_is_refused(small: Programme) -> None:
    with pytest.raises(KeyError):
        national_picture(small, "money.jobs.nothing", [], {})
