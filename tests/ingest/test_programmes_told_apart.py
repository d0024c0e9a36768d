"""A report is read as one of the programme that it says it is of, whatever else it mentions."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from desktop.core.folders import SEEDS
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.ingest import ReadingProcess, read_file, read_published
from tests.ingest.copied import FIRST, OLD_TITLE, copied

COVER = f"{OLD_TITLE}\n\nCleveland Police\nDecember 2012"
NEW_TITLE = "Integrity matters: force report"
RETITLED = (
    (f'title = "{OLD_TITLE}"', f'title = "{NEW_TITLE}"'),
    ('"Revisiting police relationships"\nstrapline', '"Integrity matters"\nstrapline'),
)
LATER = (('published = "2012-12"', 'published = "2014-06"'),)


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    return copied(tmp_path_factory.mktemp("later"), "integrity-2014", *RETITLED, *LATER)


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    return copied(tmp_path_factory.mktemp("again"), "revisiting-2014", *LATER)


@pytest.fixture(scope="module")
def body() -> str:
    text = read_file(SEEDS / "cleveland.txt")
    return text[text.index("About this review") :]


def read_as(text: str, forces: Forces, *programmes: Programme) -> str:
    """Give the programme that a text is read into, whatever order they are known in."""
    [found] = {
        read_published(text, programmes=order, forces=forces).programme.id
        for order in permutations(programmes)
    }
    return found


@pytest.mark.parametrize(
    ("cover", "programme_id"),
    [
        (COVER, FIRST),
        (f"{NEW_TITLE}\n\nCleveland Police\nJune 2014", "integrity-2014"),
        (f"{NEW_TITLE}\n\nCleveland Police", "integrity-2014"),
        ("Integrity matters\nCleveland Police\nSeptember 2014", "integrity-2014"),
        ("Cleveland Police\n\nJune 2014", "integrity-2014"),
        ("Cleveland Police\n\nDecember 2012", FIRST),
    ],
)
def test_the_cover_says_more_than_a_mention(
    programme: Programme,
    later: Programme,
    forces: Forces,
    body: str,
    cover: str,
    programme_id: str,
) -> None:
    # The standard wording, which was copied too, speaks of the report of 2012.
    assert "Revisiting Police Relationships: A progress report" in body

    assert read_as(f"{cover}\n\n{body}", forces, programme, later) == programme_id


def test_heads_of_the_pages_say_it_where_there_is_no_cover(
    programme: Programme, later: Programme, forces: Forces, body: str
) -> None:
    foot = "HMIC (2014) Integrity matters: force report: Cleveland 3"
    text = body.replace("\n\nNext steps", f"\n\n{foot}\n\n\fNext steps")

    assert read_as(f"About this review{text}", forces, programme, later) == "integrity-2014"


def test_the_month_tells_reports_of_the_same_title_apart(
    programme: Programme, again: Programme, forces: Forces, body: str
) -> None:
    for month, expected in (("December 2012", FIRST), ("July 2014", "revisiting-2014")):
        text = f"{OLD_TITLE}\nCleveland Police\n{month}\n\n{body}"
        assert read_as(text, forces, programme, again) == expected


def test_headings_of_its_own_say_which_it_is_where_the_rest_does_not(
    programme: Programme, forces: Forces, body: str, tmp_path: Path
) -> None:
    other = copied(tmp_path, "other", ('heading = "Next steps"', 'heading = "Where to go now"'))
    now = body.replace("Next steps", "Where to go now")

    assert read_as(body, forces, programme, other) == FIRST
    assert read_as(now, forces, programme, other) == "other"


def test_whoever_reads_it_can_name_the_programme(
    programme: Programme, later: Programme, forces: Forces
) -> None:
    with ReadingProcess([programme, later], forces) as process:
        assert process.read(SEEDS / "cleveland.txt").programme is programme
        assert process.read(SEEDS / "cleveland.txt", later.id).programme is later
