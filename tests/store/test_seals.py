"""Seals: every row that Fieldbook writes has one, and what reads otherwise is never shown."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import pytest

from desktop.core.programme import Programme
from desktop.store.database import Database
from desktop.store.errors import DamagedError
from desktop.store.reading import history, read_report, report_at, time_of
from desktop.store.seals import SEALED, seal
from desktop.store.soundness import faults
from tests.store.desk import Desk

LEAKS = "press.leaks.investigated"


def test_a_seal_is_the_same_on_every_machine_and_in_every_version() -> None:
    assert seal("answer", 1, "press.leaks.plan", '"Heron"') == -1087687747712325069


@pytest.mark.parametrize(
    "other",
    [
        ("answer", 1, "press.leaks", '"Herons"'),
        ("answer", 2, "press.leaks", '"Heron"'),
        ("prose", 1, "press.leaks", '"Heron"'),
        ("answer", 1, 'press.leaks"', "Heron"),
        ("answer", 1, "press.leaks", None),
    ],
)
def test_other_rows_have_other_seals(other: tuple[str, *tuple[object, ...]]) -> None:
    assert seal(*other) != seal("answer", 1, "press.leaks", '"Heron"')


def test_every_row_is_sealed_however_often_it_is_written(desk: Desk, path: Path) -> None:
    for number in range(3):
        desk.edit(
            {LEAKS: number, "press.leaks.plan": "Heron"}, {"press.policies": f"It is {number}."}
        )
        desk.leave("a|b|c", f"Because {number}.")
    desk.answer(LEAKS, None)
    desk.answer(LEAKS, 24)
    with contextlib.closing(sqlite3.connect(path)) as connection:
        for table in SEALED:
            rows, sealed = connection.execute(
                f"SELECT COUNT(*), COUNT(seal) FROM {table}"
            ).fetchone()
            assert rows == sealed
    assert faults(path, None) == ""


def test_another_programs_change_is_taken_as_it_is(filled: Path, inspection: Programme) -> None:
    with contextlib.closing(sqlite3.connect(filled)) as other, other:
        other.execute("UPDATE answer SET value = '25'")
    assert faults(filled, None) == ""
    with Database.open(filled) as database:
        report = read_report(database, inspection.id, "kent")
    assert report is not None
    assert report.answers[LEAKS] == 25


def test_an_answer_that_its_disk_has_changed_is_never_shown(
    filled: Path, inspection: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(sqlite3.connect(filled)) as disk, disk:
        disk.execute("DROP TRIGGER answer_loses_seal")
        disk.execute("UPDATE answer SET value = '25'")
    assert "damaged" in faults(filled, None)
    with pytest.raises(DamagedError):
        Database.open(filled)
    monkeypatch.setattr("desktop.store.soundness.CHECKED_BYTES", 0)
    with Database.open(filled) as database:
        with pytest.raises(DamagedError):
            read_report(database, inspection.id, "kent")
        assert history(database, inspection.id, "kent")


@pytest.mark.parametrize("instead", [3, 9])
def test_what_stood_at_a_step_leaves_out_none_whose_step_its_disk_has_changed(
    desk: Desk, path: Path, instead: int
) -> None:
    for number in (1, 2, 3):
        desk.answer(LEAKS, number)
    name = desk.programme.id, desk.force.key
    assert report_at(desk.database, *name, 2).answers[LEAKS] == 2
    with contextlib.closing(sqlite3.connect(path)) as disk, disk:
        disk.execute("DROP TRIGGER change_refuses_update")
        disk.execute("UPDATE change SET step = ? WHERE step = 2", (instead,))
    with pytest.raises(DamagedError):
        report_at(desk.database, *name, 2)


def test_a_time_that_its_disk_has_changed_is_not_told(desk: Desk, path: Path) -> None:
    desk.answer(LEAKS, 1)
    name = desk.programme.id, desk.force.key
    assert time_of(desk.database, *name, 1)
    with contextlib.closing(sqlite3.connect(path)) as disk, disk:
        disk.execute("DROP TRIGGER change_refuses_update")
        disk.execute("UPDATE change SET at = '2002-01-01T00:00:00.000+00:00'")
    with pytest.raises(DamagedError):
        time_of(desk.database, *name, 1)
