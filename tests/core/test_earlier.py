"""The same item and the same field in two programmes."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.earlier import Alike, alike, earlier_than, field_there, item_there
from desktop.core.programme import Programme
from desktop.core.programme_reader import PROGRAMME_FILE, ProgrammeError, read_programme
from desktop.core.programmes import read_programmes
from tests.earlier_stub import LINKS, NOW, THEN, then_and_now, write_inspection

Pair = tuple[Programme, Programme]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    return then_and_now(tmp_path_factory.mktemp("programmes"))


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("press.leaks", "press.disclosures"),
        ("conduct.second_jobs", "conduct.outside_work"),
        ("conduct.training", "conduct.training"),
        ("press.social_media", None),
    ],
)
def test_an_item_is_found_by_its_link_or_its_key(pair: Pair, here: str, there: str | None) -> None:
    then, now = pair
    assert item_there(now, then, here) == there
    assert item_there(now, now, here) == here
    if there is not None:
        assert item_there(then, now, there) == here


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("press.leaks.investigated", "press.disclosures.looked_into"),
        ("press.leaks.continuing", "press.disclosures.continuing"),
        ("conduct.second_jobs.applications", "conduct.outside_work.applications"),
        ("conduct.training.channels", "conduct.training.channels"),
        ("press.social_media.cases", None),
        ("isbn", "isbn"),
    ],
)
def test_a_field_is_found_in_its_item_there(pair: Pair, here: str, there: str | None) -> None:
    then, now = pair
    assert field_there(now, then, here) == there
    if there is not None:
        assert field_there(then, now, there) == here


def test_a_field_of_another_type_is_another_field(pair: Pair) -> None:
    then, now = pair
    assert field_there(now, then, "press.leaks.plan") is None
    assert field_there(then, now, "press.disclosures.plan") is None


def test_what_is_not_asked_any_more_has_no_field(pair: Pair) -> None:
    then, now = pair
    assert field_there(then, now, "press.disclosures.reported") is None
    assert field_there(now, then, "press.leaks.of_which_nothing_is_known") is None
    assert item_there(now, then, "press.nothing") is None


def test_a_key_that_a_link_has_taken_is_no_other_items(tmp_path: Path) -> None:
    """What is called leaks now was disclosures; what was called leaks is something else."""
    older = THEN.replace('key = "training"', 'key = "second_jobs"')
    then = read_programme(write_inspection(tmp_path, 2010, older))
    now = read_programme(write_inspection(tmp_path, 2012, LINKS + NOW))
    assert item_there(now, then, "conduct.second_jobs") == "conduct.outside_work"
    assert item_there(then, now, "conduct.second_jobs") is None
    assert field_there(then, now, "conduct.second_jobs.channels") is None


def test_a_field_may_have_been_in_another_item(tmp_path: Path) -> None:
    link = '"press.social_media.cases" = "conduct.outside_work.applications"\n'
    then = read_programme(write_inspection(tmp_path, 2010, THEN))
    now = read_programme(write_inspection(tmp_path, 2012, LINKS + link + NOW))
    assert field_there(now, then, "press.social_media.cases") == "conduct.outside_work.applications"
    assert field_there(now, then, "conduct.second_jobs.applications") is None
    assert field_there(then, now, "conduct.outside_work.applications") == "press.social_media.cases"


def test_programmes_in_which_an_item_goes_by_the_same_keys_are_told_together(pair: Pair) -> None:
    then, now = pair
    assert alike(now, [then, now], "press.leaks") == [
        Alike(
            ("inspection-2012",),
            "press.leaks",
            {
                key: key
                for key in (
                    "press.leaks.investigated",
                    "press.leaks.continuing",
                    "press.leaks.plan",
                )
            },
        ),
        Alike(
            ("inspection-2010",),
            "press.disclosures",
            {
                "press.leaks.investigated": "press.disclosures.looked_into",
                "press.leaks.continuing": "press.disclosures.continuing",
            },
        ),
    ]
    (both,) = alike(now, [then], "conduct.training")
    assert both.programmes == ("inspection-2012", "inspection-2010")


def test_earlier_programmes_come_latest_first(pair: Pair, tmp_path: Path) -> None:
    then, now = pair
    older = read_programme(write_inspection(tmp_path, 1999, THEN))
    assert earlier_than(now, [older, now, then]) == [then, older]
    assert earlier_than(then, [older, now, then]) == [older]
    assert earlier_than(older, [older, now, then]) == []


def test_one_that_is_named_as_earlier_is_so_whatever_its_month(tmp_path: Path) -> None:
    then = read_programme(write_inspection(tmp_path, 2010, THEN))
    folder = write_inspection(tmp_path, 2012, LINKS + NOW)
    file = folder / PROGRAMME_FILE
    for month in ("2010-06", "2009-12"):
        text = file.read_text(encoding="utf-8").replace("2012-06", month)
        file.write_text(text, encoding="utf-8")
        now = read_programme(folder)
        assert earlier_than(now, [then]) == [then]
        assert earlier_than(then, [now]) == []


# The first line of LINKS, an empty one, is line 12 of the file.
WRONG = [
    ('press.leaks" =', 'press.leak" =', 17, "items.press.leak", '"press.leak" is no item'),
    (
        'press.leaks.investigated" =',
        'press.leaks.found" =',
        21,
        "fields.press.leaks.found",
        '"press.leaks.found" is no field',
    ),
    ("inspection-2010", "inspection-2012", 14, "programme", "a programme cannot be earlier than"),
    ("items", "item", 16, "item", "this key is not known here"),
    ('programme = "inspection-2010"', "", 13, "programme", "this key is missing"),
    ('= "press.disclosures"', "= 5", 17, "items.press.leaks", "this must be text"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "key", "message"), WRONG)
def test_a_link_from_nowhere_is_a_mistake_with_line_and_key(
    tmp_path: Path, right: str, wrong: str, line: int, key: str, message: str
) -> None:
    links = LINKS.replace(right, wrong, 1)
    assert links != LINKS
    folder = write_inspection(tmp_path, 2012, links + NOW)
    with pytest.raises(ProgrammeError) as refused:
        read_programme(folder)
    told = str(refused.value)
    assert f"{PROGRAMME_FILE}, line {line}: earlier[1].{key}: {message}" in told


def test_one_programme_is_named_once(tmp_path: Path) -> None:
    again = '[[earlier]]\nprogramme = "inspection-2010"\n'
    folder = write_inspection(tmp_path, 2012, LINKS + again + NOW)
    with pytest.raises(ProgrammeError) as refused:
        read_programme(folder)
    assert 'line 23: earlier[2].programme: the earlier programme "inspection-2010" stands' in str(
        refused.value
    )


@pytest.mark.parametrize(
    ("right", "wrong", "line", "key", "what"),
    [
        ('press.disclosures"\n', 'press.disclosed"\n', 17, "items.press.leaks", "item"),
        ("looked_into", "looked_at", 21, "fields.press.leaks.investigated", "field"),
    ],
)
def test_a_link_to_nowhere_is_a_mistake_once_the_other_programme_is_there(
    tmp_path: Path, right: str, wrong: str, line: int, key: str, what: str
) -> None:
    folder = write_inspection(tmp_path, 2012, LINKS.replace(right, wrong, 1) + NOW)
    assert list(read_programmes([tmp_path]).by_id) == ["inspection-2012"]
    write_inspection(tmp_path, 2010, THEN)
    found = read_programmes([tmp_path])
    assert list(found.by_id) == ["inspection-2010"]
    told = found.mistakes["inspection-2012"]
    assert told.startswith(f"{folder / PROGRAMME_FILE}, line {line}: earlier[1].{key}: ")
    assert told.endswith(f"is no {what} of inspection-2010.")


def test_a_programme_with_an_earlier_one_can_be_looked_up(tmp_path: Path) -> None:
    then, now = then_and_now(tmp_path)

    assert {now: "now", then: "then"}[now] == "now"


LATER = """
[[later]]
programme = "inspection-2012"

[later.items]
"press.disclosures" = "press.leaks"
"conduct.outside_work" = "conduct.second_jobs"

[later.fields]
"press.disclosures.looked_into" = "press.leaks.investigated"
"""


def test_the_earlier_programme_can_name_the_later_one(pair: Pair, tmp_path: Path) -> None:
    """Who brings an earlier programme need not change the one that is there."""
    then = read_programme(write_inspection(tmp_path, 2010, LATER + THEN))
    now = read_programme(write_inspection(tmp_path, 2012, NOW))
    for item in now.items:
        assert item_there(now, then, item) == item_there(pair[1], pair[0], item)
    for item in then.items:
        assert item_there(then, now, item) == item_there(pair[0], pair[1], item)
    for field in now.fields:
        assert field_there(now, then, field) == field_there(pair[1], pair[0], field)
    assert (earlier_than(now, [then]), earlier_than(then, [now])) == ([then], [])
    assert set(read_programmes([tmp_path]).by_id) == {then.id, now.id}


def test_one_that_names_a_later_one_is_earlier_whatever_its_month(tmp_path: Path) -> None:
    folder = write_inspection(tmp_path, 2010, LATER + THEN)
    file = folder / PROGRAMME_FILE
    file.write_text(file.read_text("utf-8").replace("2010-06", "2013-01"), encoding="utf-8")
    then, now = read_programme(folder), read_programme(write_inspection(tmp_path, 2012, NOW))
    assert (earlier_than(now, [then]), earlier_than(then, [now])) == ([then], [])


def test_where_both_name_each_other_the_later_one_counts(tmp_path: Path) -> None:
    other = LATER.replace('= "press.leaks"', '= "press.social_media"')
    then = read_programme(write_inspection(tmp_path, 2010, other + THEN))
    now = read_programme(write_inspection(tmp_path, 2012, LINKS + NOW))
    assert item_there(now, then, "press.leaks") == "press.disclosures"
    assert item_there(then, now, "press.disclosures") == "press.leaks"
    assert item_there(now, then, "press.social_media") is None


@pytest.mark.parametrize(
    ("right", "wrong", "key", "what"),
    [
        ('press.disclosures" =', 'press.leaks" =', "items.press.leaks", "no item of this"),
        ('"press.leaks"', '"press.leak"', "items.press.disclosures", "no item of inspection-2012"),
        ("inspection-2012", "inspection-2010", "programme", "be later than itself"),
        ("[later.items]", "[later.item]", "item", "not known here"),
    ],
)
def test_a_link_to_a_later_programme_is_read_as_strictly(
    tmp_path: Path, right: str, wrong: str, key: str, what: str
) -> None:
    write_inspection(tmp_path, 2012, NOW)
    folder = write_inspection(tmp_path, 2010, LATER.replace(right, wrong, 1) + THEN)
    found = read_programmes([tmp_path])
    assert list(found.by_id) == ["inspection-2012"]
    told = found.mistakes["inspection-2010"]
    assert told.startswith(f"{folder / PROGRAMME_FILE}, line ")
    assert f": later[1].{key}: " in told
    assert what in told
