"""Two programs on one file lose nothing of each other, and one that is killed loses nothing."""

from __future__ import annotations

import contextlib
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.folders import FORCES_FILE
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.changes import replay
from desktop.store.database import Database
from desktop.store.reading import history, read_report

WRITER = """
import sys
from pathlib import Path
from desktop.core.forces import read_forces
from desktop.core.programme_reader import read_programme
from desktop.store.database import Database
from desktop.store.errors import StaleError
from desktop.store.reading import read_report
from desktop.store.writing import record_edits

where, folder, forces, name, last, careful = sys.argv[1:]
programme, force = read_programme(Path(folder)), read_forces(Path(forces))["kent"]
database = Database.open(where)
for number in range(1, int(last) + 1):
    while True:
        report = read_report(database, programme.id, force.key)
        version = report.version if report else 0
        try:
            record_edits(
                database, programme=programme, force=force, by=name,
                answers={"press.leaks.investigated": number, "press.leaks.plan": name},
                passages={"press.policies": f"{name} wrote {number}."},
                expected_version=version if careful == "careful" else None,
            )
        except StaleError:
            continue
        break
    print(number, flush=True)
"""


def writer(
    path: Path, programme: Programme, name: str, last: int, how: str = "careless"
) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [
            *(sys.executable, "-c", WRITER, str(path), str(programme.folder), str(FORCES_FILE)),
            *(name, str(last), how),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def whole(path: Path, programme: Programme) -> Report:
    """Read the report, and see that file, report and history agree."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    with Database.open(path) as database:
        report = read_report(database, programme.id, "kent")
        changes = history(database, programme.id, "kent")[::-1]
    assert report is not None
    assert replay(changes, Report(programme.id, "kent")) == report
    assert sorted({change.step for change in changes}) == list(range(1, report.version + 1))
    return report


@pytest.mark.parametrize("how", ["careful", "careless"])
def test_two_programs_write_and_every_step_is_in_the_history(
    path: Path, inspection: Programme, kent: Force, how: str
) -> None:
    writers = [writer(path, inspection, name, 25, how) for name in ("Ann", "Bob")]
    for each in writers:
        _, errors = each.communicate(timeout=60)
        assert (each.returncode, errors) == (0, "")
    report = whole(path, inspection)
    assert report.version == 50
    with Database.open(path) as database:
        written = history(database, inspection.id, "kent", ("press.policies",))
    for name in ("Ann", "Bob"):
        mine = [change for change in written if change.by == name]
        assert len(mine) == 25


@pytest.mark.parametrize("kept", [1, 40])
def test_what_was_recorded_outlives_a_killed_program(
    path: Path, inspection: Programme, kent: Force, kept: int
) -> None:
    with writer(path, inspection, "Ann", 100_000) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if int(line) == kept:
                break
        process.kill()
        rest = process.stdout.read().split()
    last = int(rest[-1]) if rest else kept
    report = whole(path, inspection)
    # The step that was under way when the program was killed may be there or not, but only whole.
    number = report.answers["press.leaks.investigated"]
    assert number in (last, last + 1)
    assert report.version == number
    assert report.passage("press.policies").text == f"Ann wrote {number}."
