"""Undo and redo, read off the history and recorded in it: writers, as those of `writing`.

What was done comes off in the order it was done in, but only by whom it was done, and only where
it still stands as it was left: what somebody else wrote since is never touched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from desktop.core.drafting import begin
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.database import Database
from desktop.store.deeds import REDO, UNDO, Deed, Stacks, named, naming, stacks, together
from desktop.store.errors import DatabaseError, StaleError
from desktop.store.history_words import HistoryWords
from desktop.store.reading import history, read_report
from desktop.store.recording import Recorded, record
from desktop.store.steps import Step, steps_of
from desktop.store.taking_back import NotUndone, TakenBack, headline, take_back

__all__ = ["NotUndone", "NothingToUndo", "Offered", "offered", "redo", "undo"]

_FIRST_STEPS = 64
_TRIES = 5


class NothingToUndo(DatabaseError):
    """There is nothing of this person's here to be undone, or redone."""


@dataclass(frozen=True, slots=True)
class Offered:
    """What undo and redo would do next in a report, as the history names it; empty for nothing.

    `mine` has, newest first, the steps of each deed that can be undone, as far as was looked.
    """

    undo: str = ""
    redo: str = ""
    mine: tuple[frozenset[int], ...] = ()


def undo(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    forces: Forces,
    by: str,
    step: int | None = None,
    down_to: bool = False,
    expected_version: int | None = None,
) -> Recorded:
    """Undo what a person did last in a report, or what they did in a step, or all `down_to` it.

    Every field, passage and remark goes back exactly to what it was before; where other answers
    were changed since, what is drafted follows these. Raises NothingToUndo and NotUndone.
    """
    return _carry_out(
        database,
        HistoryWords(programme, forces),
        force,
        by,
        UNDO,
        lambda found: _wanted(found.done, step, down_to=down_to),
        expected_version,
    )


def redo(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    forces: Forces,
    by: str,
    expected_version: int | None = None,
) -> Recorded:
    """Do again what a person undid last in a report, if they did nothing else there since.

    Raises NothingToUndo and NotUndone.
    """
    return _carry_out(
        database,
        HistoryWords(programme, forces),
        force,
        by,
        REDO,
        lambda found: _wanted(found.undone, None, down_to=False),
        expected_version,
    )


def offered(
    database: Database, *, programme: Programme, force: Force, forces: Forces, by: str
) -> Offered:
    """Tell what undo and redo would do next in a report. Raises DatabaseError."""
    words = HistoryWords(programme, forces)
    found = _look(database, words, force, by)
    done = [deed for deed in reversed(found.stacks.done) if deed.differences]
    undone = [deed for deed in reversed(found.stacks.undone) if deed.differences]
    return Offered(
        headline(done[0], words) if done else "",
        headline(undone[0], words) if undone else "",
        tuple(deed.numbers for deed in done),
    )


def _wanted(deeds: Sequence[Deed], step: int | None, *, down_to: bool) -> list[Deed]:
    """Give the deeds, newest first, the first of which that changes anything is taken back."""
    if step is None:
        return list(reversed(deeds))
    place = next((at for at, deed in enumerate(deeds) if step in deed.numbers), None)
    if place is None:
        return []
    return [together(deeds[place:]) if down_to else deeds[place]]


@dataclass(frozen=True)
class _Found:
    """A report as it stands, its newest steps, and what a person can undo and redo there."""

    report: Report
    steps: Sequence[Step]
    stacks: Stacks


_Wanted = Callable[[Stacks], Sequence[Deed]]


def _look(
    database: Database,
    words: HistoryWords,
    force: Force,
    by: str,
    wanted: _Wanted | None = None,
) -> _Found:
    """Read as much of a report's history as it takes to know."""
    programme = words.programme
    base = begin(programme, force)
    many = _FIRST_STEPS
    while True:
        report = read_report(database, programme.id, force.key)
        if report is None:
            return _Found(base, (), Stacks(base))
        steps = steps_of(history(database, programme.id, force.key, steps=many))
        found = stacks(steps, by, base)
        if steps and steps[0].number != report.version:
            # Somebody wrote between the two readings.
            continue
        if len(steps) < many or _is_enough(found, steps, by, wanted):
            return _Found(report, steps, found)
        many *= 8


def _is_enough(found: Stacks, steps: Sequence[Step], by: str, wanted: _Wanted | None) -> bool:
    """Say whether older steps would tell nothing else of what is wanted."""
    oldest = steps[-1].number
    mine = [step for step in steps if step.by == by]
    if any(number < oldest for step in mine for number in named(step)):
        return False
    # The oldest deed may have begun before what was read.
    whole = [deed for deed in found.done[1:] if deed.differences]
    told = wanted(found) if wanted else whole
    return bool(whole and told) and not (told[0].numbers & found.done[0].numbers)


def _carry_out(
    database: Database,
    words: HistoryWords,
    force: Force,
    by: str,
    intention: str,
    wanted: _Wanted,
    expected_version: int | None,
) -> Recorded:
    for left in reversed(range(_TRIES)):
        found = _look(database, words, force, by, wanted)
        deed, back = _choose(found, words, force, intention, wanted)

        def revise(_: Report | None, after: Report = back.report) -> Report:
            return after

        try:
            recorded = record(
                database,
                intention,
                words.programme,
                force,
                by,
                revise,
                found.report.version if expected_version is None else expected_version,
                naming(deed.numbers, headline(deed, words)),
            )
        except StaleError:
            # Somebody wrote since it was read: what stands in the way is to be seen anew.
            if expected_version is not None or not left:
                raise
        else:
            return replace(recorded, mistakes=back.mistakes)
    raise AssertionError("the last try either records or raises")


def _choose(
    found: _Found, words: HistoryWords, force: Force, intention: str, wanted: _Wanted
) -> tuple[Deed, TakenBack]:
    """Give the first of the deeds that taking it back changes anything, and what comes of that."""
    for deed in wanted(found.stacks):
        later = [step for step in found.steps if step.number > deed.last.newest.number]
        back = take_back(deed, found.report, later, words, force, redo=intention == REDO)
        if back.changed:
            return deed, back
    what = "undo" if intention == UNDO else "redo"
    raise NothingToUndo(f"There is nothing of yours to {what} in the report of {force.name}.")
