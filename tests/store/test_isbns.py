"""Whose each ISBN is, so that none is used twice."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.database import Database
from desktop.store.errors import DamagedError
from desktop.store.listing import isbns
from desktop.store.writing import begin_report, record_edits


@pytest.fixture
def numbered(database: Database, inspection: Programme, forces: Forces) -> Database:
    """Reports with an ISBN written with and without hyphens, one without, one that repeats one."""
    for force, isbn in (
        ("surrey", "978-1-78246-061-9"),
        ("kent", "978-1-78246-041-1"),
        ("essex", "9781782460619"),
        ("sussex", "978-1-78246-060-2"),
    ):
        record_edits(
            database,
            programme=inspection,
            force=forces[force],
            answers={"isbn": isbn, "press.leaks.plan": "978-1-78246-040-4"},
            passages={},
            by="I",
        )
    begin_report(database, programme=inspection, force=forces["dorset"], by="I")
    return database


def numbered_as(programme: Programme, force: str, isbn: str | None) -> Report:
    return Report(programme.id, force, answers={"isbn": isbn} if isbn else {})


@pytest.mark.parametrize("isbn", ["978-1-78246-061-9", "9781782460619", "978-178246061-9"])
@pytest.mark.parametrize(
    ("force", "other"), [("kent", "essex"), ("surrey", "essex"), ("essex", "surrey")]
)
def test_an_isbn_is_found_in_another_report_however_it_is_written(
    numbered: Database, inspection: Programme, force: str, other: str, isbn: str
) -> None:
    found = isbns(numbered, numbered_as(inspection, force, isbn))
    assert found == {"9781782460619": f"small-inspection/{other}"}


@pytest.mark.parametrize("isbn", ["978-1-78246-041-1", "978-1-78246-040-4", None])
def test_an_isbn_that_no_other_report_has_is_found_nowhere(
    numbered: Database, inspection: Programme, isbn: str | None
) -> None:
    assert isbns(numbered, numbered_as(inspection, "kent", isbn)) == {}


def test_a_report_that_was_never_begun_is_told_too(
    numbered: Database, inspection: Programme
) -> None:
    report = numbered_as(inspection, "cleveland", "9781782460602")
    assert isbns(numbered, report) == {"9781782460602": "small-inspection/sussex"}
    other = replace(report, programme="another-inspection", force="sussex")
    assert isbns(numbered, other) == {"9781782460602": "small-inspection/sussex"}


def test_an_isbn_that_its_disk_has_changed_is_not_told_of(
    numbered: Database, inspection: Programme, path: Path
) -> None:
    with contextlib.closing(sqlite3.connect(path)) as disk, disk:
        disk.execute("DROP TRIGGER answer_loses_seal")
        disk.execute("UPDATE answer SET value = '\"978-1-78246-099-2\"' WHERE key = 'isbn'")
    with pytest.raises(DamagedError):
        isbns(numbered, numbered_as(inspection, "cleveland", "9781782460992"))
