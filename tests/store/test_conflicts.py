"""Several processes write at random on the same file: every change is in the result or history."""

from __future__ import annotations

import json
import multiprocessing
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from multiprocessing.connection import wait
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import pytest

from desktop.core.folders import FORCES_FILE, ROOT
from desktop.core.forces import read_forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.changes import Change, replay
from desktop.store.database import Database
from desktop.store.reading import history, read_report
from desktop.store.writing import begin_report
from tests.store.conflicting import write

WIDE = "CONFLICTS"
REPORTS = 2
TIMES = 40
_STEP = 1_000_000


class Office:
    """Inspectors at work, some of whose programs are killed and started again."""

    def __init__(self, path: Path, programme: Programme, times: int, inspectors: int) -> None:
        self.path, self.programme, self.times = path, programme, times
        self.notes = path.with_suffix(".notes")
        self.context: ForkServerContext = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["tests.store.conflicting"])
        self.started = 0
        self.killed: list[str] = []
        # It is there for as long as somebody holds it.
        self.together = self.context.Barrier(inspectors)
        self.at_work = [self.start(self.together) for _ in range(inspectors)]

    def start(self, together: Barrier | None = None) -> ForkServerProcess:
        self.started += 1
        name = f"{'abcdefgh'[self.started % 8]}{self.started * _STEP}"
        process = self.context.Process(
            name=name,
            target=write,
            args=(
                *(str(self.path), str(self.programme.folder), name, str(self.notes)),
                *(self.times, REPORTS, together),
            ),
        )
        process.start()
        return process

    def noted(self) -> list[dict[str, Any]]:
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        return [json.loads(line) for line in lines]

    def kill_one(self) -> None:
        """Kill one in the midst of its work, and start another in its place."""
        enough = len(self.noted()) + 5
        while any(each.is_alive() for each in self.at_work) and len(self.noted()) < enough:
            wait([e.sentinel for e in self.at_work], timeout=0.01)
        victim = random.choice(self.at_work)
        victim.kill()
        victim.join()
        if victim.exitcode:
            self.killed.append(victim.name)
        self.at_work[self.at_work.index(victim)] = self.start()

    def finish(self) -> None:
        for each in self.at_work:
            each.join(600)
            assert each.exitcode == 0


def stood(value: object) -> object:
    return value.text if isinstance(value, Passage) else value


def changes_of(path: Path, programme: Programme) -> Iterator[tuple[str, Change]]:
    """Give every change of every report, once it is seen that they come to what stands there."""
    with Database.open(path) as database:
        for force in [*read_forces(FORCES_FILE)][:REPORTS]:
            report = read_report(database, programme.id, force)
            if report is None:
                continue
            changes = history(database, programme.id, force)[::-1]
            assert replay(changes, Report(programme.id, force)) == report
            assert sorted({each.step for each in changes}) == list(range(1, report.version + 1))
            yield from ((force, each) for each in changes)


def see_that_nothing_vanished(office: Office) -> Counter[str]:
    """Compare what each inspector typed and saw with the history, and count what happened."""
    noted = office.noted()
    changes = list(changes_of(office.path, office.programme))
    written = {(force, each.by, each.key, stood(each.after)) for force, each in changes}
    steps = {(force, each.step, each.key): each for force, each in changes}
    last = {each["by"]: place for place, each in enumerate(noted) if each["what"] == "typed"}
    on_their_way = {place for name, place in last.items() if name in office.killed}
    for place, each in enumerate(noted):
        # Only what was on its way when the program was killed may be missing.
        if each["what"] == "typed" and place not in on_their_way:
            for key, words in each["places"].items():
                assert (each["force"], each["by"], key, words) in written
        if each["what"] == "recorded":
            for key, words in each["places"].items():
                change = steps[each["force"], each["step"], key]
                assert (change.by, stood(change.after)) == (each["by"], words)
                # Nothing was written over but what had been seen.
                assert (stood(change.before) or "") == (each["over"][key] or "")
    counts = Counter(each["what"] for each in noted)
    counts["changes"] = len(changes)
    return counts


def tried(path: Path, programme: Programme, times: int, inspectors: int, kills: int) -> str:
    office = Office(path, programme, times, inspectors)
    for _ in range(kills):
        office.kill_one()
    office.finish()
    counts = see_that_nothing_vanished(office)
    assert counts["contest"]
    return (
        f"{office.started} programs, {len(office.killed)} killed: {counts['typed']} edits typed,"
        f" {counts['contest']} conflicts decided, {counts['refused']} replacements of unseen words"
        f" refused, {counts['changes']} changes in the history, none vanished"
    )


def test_nothing_vanishes_where_several_write_the_same(path: Path, inspection: Programme) -> None:
    said = tried(path, inspection, TIMES, inspectors=2, kills=1)
    assert said.endswith("none vanished")


@pytest.mark.skipif(WIDE not in os.environ, reason=f"only with {WIDE}, as by make conflicts")
def test_nothing_vanishes_in_a_long_day(
    path: Path, inspection: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    edits = int(os.environ[WIDE])
    said = tried(path, inspection, edits // 3, inspectors=3, kills=max(3, edits // 100))
    with capsys.disabled():
        sys.stdout.write(f"\n{said}\n")


@pytest.mark.skipif(WIDE not in os.environ, reason=f"only with {WIDE}, as by make conflicts")
def test_nothing_vanishes_between_two_windows(
    path: Path, programme: Programme, capsys: pytest.CaptureFixture[str]
) -> None:
    forces = read_forces(FORCES_FILE)
    with Database.open(path) as database:
        for force in ("kent", "essex"):
            begin_report(database, programme=programme, force=forces[force], by="Ann")
    windows = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.ui.typing_at_random", str(path), name, "40"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("Ann", "Bob")
    ]
    told = [window.communicate(timeout=300)[0].splitlines() for window in windows]
    assert [window.returncode for window in windows] == [0, 0]
    words = [line.split() for lines in told for line in lines[:-1]]
    with Database.open(path) as database:
        for force, item, word in words:
            changes = history(database, programme.id, force, (item,))
            assert any(word in str(stood(each.after)) for each in changes), word
        for force in ("kent", "essex"):
            changes = history(database, programme.id, force)[::-1]
            now = read_report(database, programme.id, force)
            assert replay(changes, Report(programme.id, force)) == now
    decided = sum(int(lines[-1].split()[1]) for lines in told)
    with capsys.disabled():
        sys.stdout.write(f"\n2 windows: {len(words)} words typed, {decided} conflicts decided,")
        sys.stdout.write(" none vanished\n")
