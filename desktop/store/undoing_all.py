"""Undo and redo over all reports of a programme: what was done last, in whichever report that was.

Reports that were brought in together are undone and redone together, each in a step of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store.database import Database
from desktop.store.deeds import UNDO, named
from desktop.store.errors import DatabaseError
from desktop.store.origins import batch_of
from desktop.store.recording import Recorded
from desktop.store.steps import TYPING, Step
from desktop.store.tables import CHANGE, REPORT
from desktop.store.undoing import NothingToUndo, redo, undo

TYPED: Final = TYPING
BROUGHT_IN: Final = frozenset({"record_import"})
_MOST_STEPS: Final = 2000


@dataclass(frozen=True, slots=True)
class UndoneAll:
    """What was recorded in each report, and a line for each that something stood in the way of."""

    recorded: tuple[Recorded, ...]
    refused: tuple[str, ...] = ()


def undo_last(
    database: Database,
    *,
    programme: Programme,
    forces: Forces,
    by: str,
    intentions: Collection[str],
) -> UndoneAll:
    """Undo what a person did last with one of these intentions, in the report where that was.

    Raises NothingToUndo, and what `undo` raises where that is the only report.
    """
    mine = _mine(database, programme, by)
    for found in _done(mine, intentions):
        together = [each for each in _done(mine, intentions) if _is_with(each, found)]

        def once(each: _Mine) -> Recorded:
            return undo(
                database,
                programme=programme,
                force=forces[each.force],
                forces=forces,
                by=by,
                step=each.step.number,
            )

        undone = _each(together, once)
        if undone is not None:
            return undone
    raise NothingToUndo("There is nothing of yours to undo here.")


def redo_last(
    database: Database,
    *,
    programme: Programme,
    forces: Forces,
    by: str,
    intentions: Collection[str],
) -> UndoneAll:
    """Do again what a person undid last of these intentions, if they did none of them since.

    Raises NothingToUndo, and what `redo` raises where that is the only report.
    """
    mine = _mine(database, programme, by)
    for found in _undone(mine, intentions):
        together = [each for each in _undone(mine, intentions) if _is_with(each, found)]

        def once(each: _Mine) -> Recorded:
            return redo(
                database, programme=programme, force=forces[each.force], forces=forces, by=by
            )

        redone = _each(together, once)
        if redone is not None:
            return redone
    raise NothingToUndo("There is nothing of yours to redo here.")


@dataclass(frozen=True, slots=True)
class _Mine:
    """A step of that person in the report of a force, without what it changed."""

    force: str
    step: Step


def _mine(database: Database, programme: Programme, by: str) -> list[_Mine]:
    """Read the steps of a person over all reports of a programme, newest first."""
    newest = sa.func.max(CHANGE.c.id)
    each = (
        sa.select(REPORT.c.force, CHANGE.c.step, CHANGE.c.intention, CHANGE.c.origin, CHANGE.c.at)
        .join_from(CHANGE, REPORT, CHANGE.c.report == REPORT.c.id)
        .where(REPORT.c.programme == programme.id, CHANGE.c.by == by)
        .group_by(REPORT.c.force, CHANGE.c.step, CHANGE.c.intention, CHANGE.c.origin, CHANGE.c.at)
        .order_by(newest.desc())
        .limit(_MOST_STEPS)
    )
    with database.reading() as connection:
        return [
            _Mine(row.force, Step(row.step, row.intention, by, row.at, row.origin, (), ()))
            for row in connection.execute(each)
        ]


def _done(mine: Sequence[_Mine], intentions: Collection[str]) -> Iterator[_Mine]:
    """Give what stands done, newest first."""
    settled: dict[tuple[str, int], str] = {}
    for each in mine:
        for number in named(each.step):
            settled.setdefault((each.force, number), each.step.intention)
        undone = settled.get((each.force, each.step.number)) == UNDO
        if each.step.intention in intentions and not undone:
            yield each


def _undone(mine: Sequence[_Mine], intentions: Collection[str]) -> Iterator[_Mine]:
    """Give what was undone and can be redone, the step that was undone last first."""
    steps = {(each.force, each.step.number): each for each in mine}
    settled: set[tuple[str, int]] = set()
    for each in mine:
        if each.step.intention in intentions:
            return
        numbers = {(each.force, number) for number in named(each.step)}
        undone = [steps[one] for one in sorted(numbers - settled) if one in steps]
        settled |= numbers
        if each.step.intention == UNDO and undone and undone[-1].step.intention in intentions:
            yield undone[-1]


def _is_with(one: _Mine, other: _Mine) -> bool:
    batch = batch_of(one.step.origin)
    return one is other or bool(batch and batch == batch_of(other.step.origin))


def _each(found: Sequence[_Mine], once: Callable[[_Mine], Recorded]) -> UndoneAll | None:
    """Carry something out in each report; None where nothing of it was left to do."""
    recorded: list[Recorded] = []
    refused: list[DatabaseError] = []
    for each in found:
        try:
            recorded.append(once(each))
        except NothingToUndo:
            continue
        except DatabaseError as error:
            refused.append(error)
    if len(refused) == 1 and not recorded:
        raise refused[0]
    if not recorded and not refused:
        return None
    return UndoneAll(tuple(recorded), tuple(map(str, refused)))
