"""The five examples as they were published: every remark on them, as a table, and no other."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.checks import all_checks
from desktop.core.drafting import begin, follow_answers
from desktop.core.examining import examine
from desktop.core.folders import DICTIONARY
from desktop.core.remarks import Remark, where
from desktop.core.report import Report
from desktop.core.spelling import spelling
from tests.core.checks.examining import (
    PUBLISHED,
    Around,
    corrected,
    examined,
    published,
    the_forces,
    the_programme,
)

TABLE = Path(__file__).with_name("published_remarks.md")
DAY_AFTER = datetime.datetime.fromisoformat("2012-12-20T09:00")
SPELLER = spelling(DICTIONARY, the_forces(), the_programme().house_style.words)
Row = tuple[str, str, str, str]


def remarks(report: Report) -> list[Remark]:
    return examine(examined(report, Around(DAY_AFTER, speller=SPELLER)), all_checks())


def rows(name: str) -> list[Row]:
    """Give the rows of the table on one report: severity, check, where, words."""
    cells = [
        [cell.strip() for cell in line.strip("|\n").split("|")]
        for line in TABLE.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    for row in cells:
        assert len(row) == 6, f"{' | '.join(row)} has not six columns."
        assert row[5], f"{' | '.join(row)} does not say why."
    return [(row[1], row[2], row[3], row[4]) for row in cells if row[0] == name]


def as_row(remark: Remark) -> Row:
    place = where(remark.place, the_programme())
    return remark.severity, remark.check, place, shortened(remark.quote)


def shortened(words: str) -> str:
    first, last = words.split()[:4], words.rstrip(".").split()[-3:]
    return words if len(words.split()) < 8 else f"{' '.join(first)} … {' '.join(last)}"


def shown(table: list[Row]) -> str:
    return "\n".join(" | ".join(row) for row in table)


@pytest.mark.parametrize("name", PUBLISHED)
def test_every_remark_on_a_published_report_is_in_the_table(name: str) -> None:
    found = sorted(map(as_row, remarks(published(name))))
    assert shown(found) == shown(sorted(rows(name)))


@pytest.mark.parametrize("name", PUBLISHED)
def test_what_remains_when_the_mistakes_are_corrected_are_warnings_of_the_table(name: str) -> None:
    left = [row for row in rows(name) if row[0] == "warning" and row[1] != "misspelling"]
    assert shown(sorted(map(as_row, remarks(corrected(name))))) == shown(sorted(left))


@pytest.mark.parametrize("force", ["cleveland", "cheshire", "metropolitan", "city-of-london"])
@pytest.mark.parametrize("name", PUBLISHED)
def test_what_is_drafted_from_the_published_answers_has_no_warning(name: str, force: str) -> None:
    begun = replace(begin(the_programme(), the_forces()[force]), answers=published(name).answers)
    passages = follow_answers(the_programme(), the_forces()[force], begun).passages
    drafted = replace(begun, passages={**begun.passages, **passages})
    warned = [remark for remark in remarks(drafted) if remark.severity == "warning"]
    # Two forces' answers to who approves second jobs are “PSD”, as their reports print it.
    assert {(remark.check, remark.quote) for remark in warned} <= {
        ("unexplained_abbreviation", "PSD")
    }


def test_the_table_is_about_these_reports() -> None:
    names = {line.split("|")[1].strip() for line in TABLE.read_text("utf-8").splitlines()[6:]}
    assert names == {*PUBLISHED}
