"""Whose each ISBN is, so that none is used twice."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
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


def test_isbns_of_all_other_reports(numbered: Database) -> None:
    assert isbns(numbered, but="small-inspection/kent") == {
        "9781782460619": "small-inspection/essex",
        "9781782460602": "small-inspection/sussex",
    }
    assert isbns(numbered, but="small-inspection/essex") == {
        "9781782460411": "small-inspection/kent",
        "9781782460602": "small-inspection/sussex",
        "9781782460619": "small-inspection/surrey",
    }


def test_a_report_that_was_never_begun_has_all_others(numbered: Database) -> None:
    assert set(isbns(numbered, but="small-inspection/cleveland")) == {
        "9781782460411",
        "9781782460602",
        "9781782460619",
    }


def test_a_database_without_reports_has_no_isbns(database: Database) -> None:
    assert isbns(database, but="small-inspection/kent") == {}


@pytest.mark.parametrize("damage", ["not json", '"\xff'])
def test_damage_is_said_in_one_line(numbered: Database, path: Path, damage: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE answer SET value = ? WHERE key = 'isbn'", (damage,))
    with pytest.raises(DatabaseError, match="is damaged"):
        isbns(numbered, but="")
