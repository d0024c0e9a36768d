"""How other reports put an item: those with the same answers first."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from desktop.core.earlier import Alike, alike
from desktop.core.fields import Answer
from desktop.core.forces import Forces
from desktop.core.programme import Linked, Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Passage
from desktop.store.database import Database
from desktop.store.elsewhere import Put, elsewhere
from desktop.store.writing import record_edits
from tests.programme_stub import write_programme

LEAKS, POLICIES = "press.leaks", "press.policies"
STATE, REVIEWED = f"{POLICIES}.state", f"{POLICIES}.reviewed"
HERE: Mapping[str, Answer] = {STATE: "old", REVIEWED: ("media", "gifts")}
OWN = ("small-inspection", "kent")

OTHER_SECTIONS = """\
[[sections]]
key = "rules"
title = "Rules"

[[sections.items]]
key = "policy"
title = "Policy"
fields = [
    { key = "age", type = "choice", label = "Age", options = [
        { key = "old", label = "Old" }, { key = "new", label = "New" } ] },
    { key = "reviewed", type = "text", label = "Reviewed" },
]
"""


class Shelf:
    """A database to which reports of several programmes are added in a line each."""

    def __init__(self, database: Database, forces: Forces) -> None:
        self.database = database
        self.forces = forces

    def add(
        self, programme: Programme, force: str, text: str, answers: Mapping[str, Answer], item: str
    ) -> None:
        record_edits(
            self.database,
            programme=programme,
            force=self.forces[force],
            answers=answers,
            passages={item: text},
            by="I",
        )

    def policies(
        self, programme: Programme, force: str, state: str | None, reviewed: tuple[str, ...] = ()
    ) -> None:
        answers: dict[str, Answer] = {REVIEWED: reviewed} if reviewed else {}
        if state:
            answers[STATE] = state
        self.add(programme, force, f"What {force} does.", answers, POLICIES)

    def ask(
        self, places: list[Alike], answers: Mapping[str, Answer] = HERE, **which: int
    ) -> list[Put]:
        return elsewhere(self.database, places, answers, but=OWN, **which)


@pytest.fixture
def shelf(database: Database, forces: Forces) -> Shelf:
    return Shelf(database, forces)


def later(programme: Programme, number: int) -> Programme:
    return programme.model_copy(update={"id": f"inspection-{number}"})


def told(found: list[Put]) -> list[tuple[str, str, int]]:
    return [(each.programme, each.force, each.same) for each in found]


def test_the_same_answers_come_first_then_the_same_programme(
    shelf: Shelf, inspection: Programme
) -> None:
    other = later(inspection, 1)
    shelf.policies(other, "surrey", "old", ("media", "gifts"))
    shelf.policies(inspection, "essex", "old", ("media", "gifts"))
    shelf.policies(inspection, "dorset", "new", ("media",))
    shelf.policies(other, "essex", "old", ("media",))
    shelf.policies(inspection, "sussex", "old")
    shelf.policies(inspection, "cleveland", None)
    shelf.policies(inspection, "kent", "old", ("media", "gifts"))
    found = shelf.ask(alike(inspection, [other], POLICIES))
    assert told(found) == [
        ("small-inspection", "essex", 2),
        ("inspection-1", "surrey", 2),
        ("small-inspection", "sussex", 1),
        ("inspection-1", "essex", 1),
        ("small-inspection", "cleveland", 0),
        ("small-inspection", "dorset", 0),
    ]
    assert {each.asked for each in found} == {2}
    assert found[1] == Put(
        "inspection-1",
        "surrey",
        "drafting",
        POLICIES,
        Passage("What surrey does.", "edited"),
        {STATE: "old", REVIEWED: ("media", "gifts")},
        2,
        2,
    )
    for place in range(len(found)):
        places = alike(inspection, [other], POLICIES)
        assert shelf.ask(places, limit=1, offset=place) == found[place : place + 1]
    assert shelf.ask(alike(inspection, [other], POLICIES), offset=6) == []


def test_what_is_not_answered_here_is_nowhere_the_same(shelf: Shelf, inspection: Programme) -> None:
    shelf.policies(inspection, "essex", "old")
    shelf.policies(inspection, "dorset", None)
    others: Mapping[str, Answer] = {"press.leaks.investigated": 3, "isbn": "9781782460411"}
    for answers in ({}, others):
        found = shelf.ask(alike(inspection, [], POLICIES), answers)
        assert [(each.force, each.same, each.asked) for each in found] == [
            ("dorset", 0, 0),
            ("essex", 0, 0),
        ]


@pytest.mark.parametrize(
    ("here", "there", "same"),
    [
        (0, 0, 1),
        (1, True, 0),
        (True, True, 1),
        (False, 0, 0),
        ("3", 3, 0),
        ("Café “Heron”", "Café “Heron”", 1),
        ("%", "x", 0),
        (3, 30, 0),
    ],
)
def test_answers_are_the_same_only_if_they_are_of_one_kind(
    shelf: Shelf, inspection: Programme, here: Answer, there: Answer, same: int
) -> None:
    fields = {int: "investigated", bool: "found", str: "plan"}
    key_here, key_there = (f"{LEAKS}.{fields[type(each)]}" for each in (here, there))
    shelf.add(inspection, "essex", "Words.", {key_there: there}, LEAKS)
    place = Alike((inspection.id,), LEAKS, {key_here: key_there})
    [found] = shelf.ask([place], {key_here: here})
    assert (found.same, found.asked) == (same, 1)


def test_what_says_nothing_is_left_out(shelf: Shelf, inspection: Programme) -> None:
    shelf.policies(inspection, "essex", "old")
    shelf.add(inspection, "dorset", "", {STATE: "old"}, POLICIES)
    shelf.add(inspection, "sussex", "Of another item.", {STATE: "old"}, LEAKS)
    shelf.add(inspection, "surrey", "Taken out again.", {STATE: "old"}, POLICIES)
    shelf.add(inspection, "surrey", "", {}, POLICIES)
    assert told(shelf.ask(alike(inspection, [], POLICIES))) == [("small-inspection", "essex", 1)]


def test_only_programmes_that_are_at_hand_are_looked_in(
    shelf: Shelf, inspection: Programme
) -> None:
    shelf.policies(later(inspection, 1), "essex", "old")
    shelf.policies(later(inspection, 2), "kent", "old")
    places = alike(inspection, [later(inspection, 2)], POLICIES)
    assert told(shelf.ask(places)) == [("inspection-2", "kent", 1)]


def test_an_item_is_found_under_another_name_by_a_declared_link(
    shelf: Shelf, inspection: Programme, tmp_path: Path
) -> None:
    folder = write_programme(tmp_path, OTHER_SECTIONS, {})
    old = read_programme(folder).model_copy(update={"id": "old-rules"})
    link = Linked(
        programme="old-rules",
        items={POLICIES: "rules.policy"},
        fields={STATE: "rules.policy.age", REVIEWED: "rules.policy.reviewed"},
    )
    linked = inspection.model_copy(update={"earlier": (link,)})
    shelf.policies(linked, "essex", "new")
    shelf.add(old, "essex", "An old rule.", {"rules.policy.age": "old"}, "rules.policy")
    [first, second] = shelf.ask(alike(linked, [old], POLICIES))
    assert (first.programme, first.item, first.same) == ("old-rules", "rules.policy", 1)
    # A field of another type is another field, so nothing is asked for by it.
    assert (first.answers, first.asked) == ({"rules.policy.age": "old"}, 1)
    assert (second.programme, second.item, second.same, second.asked) == (
        "small-inspection",
        POLICIES,
        0,
        2,
    )
    # The link leads back as well.
    back = alike(old, [linked], "rules.policy")
    found = elsewhere(shelf.database, back, {"rules.policy.age": "new"}, but=("old-rules", "essex"))
    assert [(each.item, each.same) for each in found] == [(POLICIES, 1)]
