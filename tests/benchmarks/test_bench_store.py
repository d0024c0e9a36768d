"""What saving one answer costs beside a bare commit, and how soon a database is open."""

from __future__ import annotations

import contextlib
import itertools
import sqlite3
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.database import Database
from desktop.store.writing import record_answer, record_edits, record_import

ROUNDS = 300
INVESTIGATED = "press.leaks.investigated"
SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


@pytest.mark.parametrize("passages", ["edited", "drafted", "published with facts"])
@pytest.mark.parametrize("turns", [True, False], ids=["by turns", "one after the other"])
def test_one_answer_saved_costs_at_most_five_bare_commits(
    tmp_path: Path,
    programme: Programme,
    forces: Forces,
    report: Report,
    passages: str,
    turns: bool,
    capsys: pytest.CaptureFixture[str],
) -> None:
    force = forces[report.force]
    bare = sqlite3.connect(tmp_path / "bare.sqlite3", isolation_level=None)
    database = Database.open(tmp_path / "book.sqlite3")
    with contextlib.closing(bare), database:
        for setting in SETTINGS:
            bare.execute(f"PRAGMA {setting}")
        bare.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, value TEXT)")
        bare.execute("INSERT INTO answer VALUES (1, '')")
        if passages == "published with facts":
            assert f"fact:{INVESTIGATED}" in report.passage("press.leaks").text
            present = record_import(
                database, report=report, programme=programme, force=force, by="bench"
            ).report
        else:
            prose = "The force has *updated* its policy; staff were **aware** of it. " * 12
            present = record_edits(
                database,
                programme=programme,
                force=force,
                answers={key: 1 for key, each in programme.fields.items() if each.type == "count"},
                passages=dict.fromkeys(programme.items, prose) if passages == "edited" else {},
                by="bench",
            ).report
        numbers = itertools.count()

        def commit() -> None:
            bare.execute("BEGIN IMMEDIATE")
            bare.execute("UPDATE answer SET value = ? WHERE id = 1", (str(next(numbers)),))
            bare.execute("COMMIT")

        def save() -> None:
            nonlocal present
            present = record_answer(
                database,
                programme=programme,
                force=force,
                key=INVESTIGATED,
                answer=2 + next(numbers) % 90,
                by="bench",
                expected_version=present.version,
            ).report

        if turns:
            pairs = [(seconds(commit), seconds(save)) for _ in range(ROUNDS)]
            commits, saves = zip(*pairs, strict=True)
        else:
            commits = tuple(seconds(commit) for _ in range(ROUNDS))
            saves = tuple(seconds(save) for _ in range(ROUNDS))
    one, other = statistics.median(commits), statistics.median(saves)
    with capsys.disabled():
        sys.stdout.write(
            f"\nbare commit {one * 1e3:.2f} ms, answer {other * 1e3:.2f} ms: {other / one:.1f}x\n"
        )
    assert other <= 5 * one


def test_a_database_is_open_within_30_ms(
    tmp_path: Path, programme: Programme, forces: Forces, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "book.sqlite3"
    with Database.open(path) as database:
        for force in forces.values():
            record_edits(
                database,
                programme=programme,
                force=force,
                answers={},
                passages=dict.fromkeys(programme.items, "What was found. " * 50),
                by="bench",
            )
    median = statistics.median(seconds(lambda: Database.open(path).close()) for _ in range(20))
    with capsys.disabled():
        sys.stdout.write(f"\nopen with {len(forces)} reports: {median * 1e3:.1f} ms\n")
    assert median <= 0.030
