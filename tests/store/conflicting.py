"""An inspector who writes at random in a process of its own, on a database that others write too.

What is typed goes the way it goes in the window: over what was last seen, and where others wrote
the same words meanwhile it is decided whose stand. Each thing typed is noted in a file of its own
before it is on its way, and once it is recorded.
"""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Mapping
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

from desktop.core.fields import Answer
from desktop.core.folders import FORCES_FILE
from desktop.core.forces import Force, read_forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Report
from desktop.store.database import Database
from desktop.store.errors import StaleError
from desktop.store.reading import read_report
from desktop.store.recording import Recorded
from desktop.store.seen import give_way, replace_seen
from desktop.store.writing import record_edits, take_over
from desktop.ui.being_written import BeingWritten, Contest

FIELDS = ("press.leaks.plan", "press.leaks.investigated")
_PAUSE = 0.01
ITEMS = ("press.leaks", "press.policies")


class Inspector:
    """Opens a few reports, and types in them."""

    def __init__(
        self, database: Database, programme: Programme, forces: list[Force], name: str, notes: Path
    ) -> None:
        self.database, self.programme, self.forces, self.name = database, programme, forces, name
        self.chance = random.Random(name)
        self.serial = 0
        self.desks: dict[str, BeingWritten] = {}
        self.notes = os.open(notes, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def note(self, what: str, force: Force, **more: object) -> None:
        line = {"what": what, "by": self.name, "force": force.key, **more}
        os.write(self.notes, (json.dumps(line) + "\n").encode())

    def work(self, times: int) -> None:
        for _ in range(times):
            # As people do between words; without it one process would have the file to itself.
            time.sleep(self.chance.random() * _PAUSE)
            force = self.chance.choice(self.forces)
            if force.key not in self.desks or self.chance.random() < 0.1:
                self.desks[force.key] = BeingWritten(self.programme, force, self.read(force))
            if self.chance.random() < 0.1:
                self.replace(self.desks[force.key])
            else:
                self.type(self.desks[force.key])

    def read(self, force: Force) -> Report:
        found = read_report(self.database, self.programme.id, force.key)
        return found or Report(self.programme.id, force.key)

    def type(self, desk: BeingWritten) -> None:
        """Type in one or two places, and have it recorded."""
        for key in self.chance.sample([*FIELDS, *ITEMS], self.chance.choice((1, 1, 2))):
            self.serial += 1
            if key in ITEMS:
                desk.type_passage(key, f"{self.name} wrote {self.serial}.")
            elif key == FIELDS[1]:
                # No other inspector gives the same number.
                desk.answers[key] = (
                    int(self.name.lstrip("abcdefghijklmnopqrstuvwxyz")) + self.serial
                )
            else:
                desk.answers[key] = f"{self.name} {self.serial}"
        self.note("typed", desk.force, **typed(desk))
        while desk.typed:
            mine, contest = desk.present(), desk.contest
            theirs = self.decide(desk, contest) if contest is not None else ()
            try:
                self.record(desk)
            except StaleError:
                desk.go_on_from(self.read(desk.force))
                continue
            if contest is not None and theirs:
                self.give_way(desk, mine, contest, theirs)

    def decide(self, desk: BeingWritten, contest: Contest) -> tuple[str, ...]:
        """Choose for each place whose words stand."""
        theirs = tuple(key for key in contest.keys if self.chance.random() < 0.5)
        self.note("contest", desk.force, keys=contest.keys, theirs=theirs)
        desk.contest = None
        return theirs

    def record(self, desk: BeingWritten) -> None:
        answers, passages = dict(desk.answers), dict(desk.passages)
        over = believed(desk.recorded, typed(desk)["places"])
        recorded = record_edits(
            self.database,
            programme=self.programme,
            force=desk.force,
            answers=answers,
            passages=passages,
            over=desk.over,
            by=self.name,
            expected_version=desk.recorded.version,
        )
        self.note("recorded", desk.force, step=recorded.report.version, over=over, **typed(desk))
        desk.arrived(answers, passages)
        desk.take(recorded.report)

    def give_way(
        self, desk: BeingWritten, mine: Report, contest: Contest, theirs: tuple[str, ...]
    ) -> None:
        back = give_way(
            self.database,
            programme=self.programme,
            force=desk.force,
            mine=mine,
            theirs=contest.report,
            keys=theirs,
            by=self.name,
        )
        desk.take(back.report)

    def replace(self, desk: BeingWritten) -> None:
        """Take words over from elsewhere, in the place of those that are seen."""
        item = self.chance.choice(ITEMS)
        self.serial += 1
        text = f"{self.name} took over {self.serial}."

        def record(version: int) -> Recorded:
            return take_over(
                self.database,
                programme=self.programme,
                force=desk.force,
                item=item,
                text=text,
                origin="elsewhere",
                by=self.name,
                expected_version=version,
            )

        try:
            recorded = replace_seen(
                self.database,
                programme=self.programme,
                force=desk.force,
                seen=desk.recorded,
                keys=(item,),
                record=record,
            )
        except StaleError:
            self.note("refused", desk.force)
            desk.take(self.read(desk.force))
        else:
            over = believed(desk.recorded, {item: text})
            step = recorded.report.version
            self.note("recorded", desk.force, step=step, over=over, places={item: text})
            desk.take(recorded.report)


def typed(desk: BeingWritten) -> dict[str, dict[str, Any]]:
    places: dict[str, Answer | str | None] = {**desk.answers, **desk.passages}
    return {"places": dict(places)}


def believed(seen: Report, places: Mapping[str, object]) -> dict[str, object]:
    """Give what stood in places when it was written over there, as the inspector saw it."""
    return {
        key: seen.passage(key).text if key in ITEMS else seen.answers.get(key) for key in places
    }


def write(
    path: str,
    folder: str,
    name: str,
    notes: str,
    times: int,
    reports: int,
    together: Barrier | None,
) -> None:
    """Be one inspector, who begins together with others; what a process of its own does."""
    forces = [*read_forces(FORCES_FILE).values()][:reports]
    with Database.open(path) as database:
        programme = read_programme(Path(folder))
        inspector = Inspector(database, programme, forces, name, Path(notes))
        if together is not None:
            together.wait()
        inspector.work(times)
