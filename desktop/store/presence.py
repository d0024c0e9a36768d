"""Which windows have a database open, and what each of them writes.

No clock is trusted: each window counts its beat on, and one whose beat does not move over several
looks has gone. On the same machine a window is known by its process, so that one which was killed
is known at once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from uuid import uuid4

import sqlalchemy as sa

from desktop.store import processes
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.tables import CHANGE, PRESENT, REPORT

BEAT_SECONDS: Final = 10.0
"""How often a window says that it is there, and counts a look at the others."""
LOOKS: Final = 4
"""After how many looks without a beat another window has gone."""

_Row = sa.Row[Any]
_ALL = sa.select(PRESENT).order_by(PRESENT.c.window)
_OWN = PRESENT.c.window == sa.bindparam("own")
_BEAT = (
    sa.update(PRESENT)
    .where(_OWN)
    .values(beat=PRESENT.c.beat + 1, report=sa.bindparam("writes"), who=sa.bindparam("name"))
)
_ENTER = sa.insert(PRESENT).inline()
_LEAVE = sa.delete(PRESENT).where(_OWN)
# One that has counted on since it was last seen is there after all.
_CLEAR = _LEAVE.where(PRESENT.c.beat == sa.bindparam("seen"))
_NEWEST = sa.select(sa.func.max(CHANGE.c.id))
_CHANGED = (
    sa.select(REPORT.c.programme, REPORT.c.force)
    .where(REPORT.c.id.in_(sa.select(CHANGE.c.report).where(CHANGE.c.id > sa.bindparam("known"))))
    .order_by(REPORT.c.id)
)


@dataclass(frozen=True, slots=True)
class Other:
    """Another window that has the same database open.

    `report` names the report that is written in it, or is empty; `here` says whether the window is
    on this machine.
    """

    window: str
    who: str
    machine: str
    report: str
    here: bool


@dataclass(frozen=True, slots=True)
class Company:
    """Who else is there, and whether this window may write the report that it has open.

    `changed` names by programme and force the reports that were recorded in since the look before.
    """

    others: tuple[Other, ...] = ()
    writes: bool = True
    changed: tuple[tuple[str, str], ...] = ()

    def writers(self, report: str) -> tuple[Other, ...]:
        """Give the other windows that a report is written in."""
        return tuple(each for each in self.others if report and each.report == report)


class Presence:
    """This window among those that have a database open. Use it from one thread at a time."""

    def __init__(
        self, database: Database, clock: Callable[[], float] = time.monotonic, window: str = ""
    ) -> None:
        """Be in no list yet; `look` enters. The clock, in seconds, need only go on."""
        self._database = database
        self._clock = clock
        # What follows the process tells windows of one process apart.
        self.window = window or f"{processes.own()} {uuid4().hex[:8]}"
        self._seen: dict[str, tuple[int, int]] = {}
        self._looked_at: float | None = None
        self._newest: int | None = None
        self._said: tuple[str, str] | None = None

    def look(self, who: str, report: str, *, insist: bool = False) -> Company:
        """Say that this window has a report open, or none with "", and see who else is there.

        It writes that report unless another does already, or if it insists. The list is written,
        in one short transaction, only when a beat is due or something is to be said; where it
        cannot be, that is tried again at the next look. Raises DatabaseError where it cannot be
        read.
        """
        due = self._looked_at is None or self._clock() - self._looked_at >= BEAT_SECONDS
        with self._database.reading() as connection:
            rows = connection.execute(_ALL).all()
            newest, changed = self._changed(connection)
        self._newest = newest
        if due:
            self._looked_at = self._clock()
        others, gone = self._parted(rows, count=due)
        mine = next((row for row in rows if row.window == self.window), None)
        writes = _may_write(mine, others, report, insist=insist)
        if due or gone or mine is None or self._said != (who, writes) or mine.report != writes:
            # Who is here is no more than good to know: what cannot be said now is said next time.
            with suppress(DatabaseError):
                writes, others = self._say(who, report, gone, insist=insist)
        return Company(tuple(map(_told, others)), writes == report, changed)

    def leave(self) -> None:
        """Be in the list no more. Raises DatabaseError."""
        with self._database.writing() as connection:
            connection.execute(_LEAVE, {"own": self.window})

    def _say(
        self, who: str, report: str, gone: Collection[tuple[str, int]], *, insist: bool
    ) -> tuple[str, list[_Row]]:
        """Write this window's row, and clear those that have gone; give what it writes, others."""
        with self._database.writing() as connection:
            for window, seen in gone:
                connection.execute(_CLEAR, {"own": window, "seen": seen})
            rows = connection.execute(_ALL).all()
            others = [row for row in rows if row.window != self.window]
            mine = next((row for row in rows if row.window == self.window), None)
            writes = _may_write(mine, others, report, insist=insist)
            row = {"own": self.window, "writes": writes, "name": who}
            if not connection.execute(_BEAT, row).rowcount:
                connection.execute(
                    _ENTER,
                    {
                        "window": self.window,
                        "who": who,
                        "machine": processes.machine(),
                        "report": writes,
                        "beat": 1,
                    },
                )
        self._said = who, writes
        return writes, others

    def _parted(
        self, rows: Iterable[_Row], *, count: bool
    ) -> tuple[list[_Row], list[tuple[str, int]]]:
        """Part the other windows into those that live and those that have gone, with their beat."""
        seen, self._seen = self._seen, {}
        others: list[_Row] = []
        gone: list[tuple[str, int]] = []
        for row in rows:
            if row.window == self.window:
                continue
            beat, looks = seen.get(row.window, (None, 0))
            looks = looks + int(count) if beat == row.beat else 0
            # One that lives on may be locked, and then says no more what it writes.
            if looks >= LOOKS or processes.lives(row.window.partition(" ")[0]) is False:
                gone.append((row.window, row.beat))
            else:
                self._seen[row.window] = (row.beat, looks)
                others.append(row)
        return others, gone

    def _changed(self, connection: sa.Connection) -> tuple[int, tuple[tuple[str, str], ...]]:
        newest = connection.scalar(_NEWEST) or 0
        if self._newest is None or newest <= self._newest:
            return newest, ()
        found = connection.execute(_CHANGED, {"known": self._newest})
        return newest, tuple((row.programme, row.force) for row in found)


def _may_write(mine: _Row | None, others: Iterable[_Row], report: str, *, insist: bool) -> str:
    """Give the report if this window writes it: it does already, insists, or nobody else does."""
    held = mine is not None and mine.report == report
    taken = any(report and row.report == report for row in others)
    return report if insist or held or not taken else ""


def _told(row: _Row) -> Other:
    here = row.machine == processes.machine()
    return Other(row.window, row.who, row.machine, row.report, here)
