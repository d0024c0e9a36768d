"""What one person did in a report and can undo, and what they undid: read off its history.

Nothing is kept beside the history, so both survive whatever the history survives.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from desktop.core.report import Report
from desktop.store.changes import Difference, Value, differences, replay
from desktop.store.steps import TYPING, Entry, Step, goes_on

UNDO: Final = "undo"
REDO: Final = "redo"
LEFT_ALONE: Final = frozenset({"begin_report", "move_to", "record_override", "take_back_override"})
"""Intentions that are not undone: the steps of the review are taken back there, each by its own."""

_NAMED: Final = re.compile(r"steps? (?P<numbers>\d[\d, –]*)(?:: (?P<words>.*))?", re.DOTALL)

Place = tuple[str, str]
"""The kind of a thing that can differ, and its key."""


@dataclass(frozen=True)
class Deed:
    """Something that was done at one go, and how it came to be as it is: by itself, if not undone.

    `last` is what has to be taken back to undo it, or to redo it.
    """

    entry: Entry
    last: Entry
    base: Report
    """The report as it is when it was just begun."""

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The steps of the history that it was done in."""
        return frozenset(step.number for step in self.entry.steps)

    @cached_property
    def differences(self) -> dict[Place, Difference]:
        """What taking it back is to undo, by kind and key."""
        told = self.last.differences
        if any(each.kind == "report" for each in told):
            # Before its first step there was no report; it goes back to what it begins as.
            changes = [change for step in reversed(self.last.steps) for change in step.changes]
            empty = Report(self.base.programme, self.base.force)
            told = tuple(differences(self.base, replay(changes, empty)))
        return {(each.kind, each.key): each for each in told if each.kind != "override"}

    @property
    def meant(self) -> frozenset[str]:
        """The keys of what was meant by it; what else differs followed these."""
        return frozenset(key for step in self.last.steps for key in step.meant)


def together(deeds: Sequence[Deed]) -> Deed:
    """Take deeds, oldest first, as one."""
    newest_first = deeds[::-1]
    return Deed(
        Entry(tuple(step for deed in newest_first for step in deed.entry.steps)),
        Entry(tuple(step for deed in newest_first for step in deed.last.steps)),
        deeds[0].base,
    )


@dataclass
class Stacks:
    """What a person did and can undo, and what they undid and can redo; the newest is the last."""

    base: Report
    done: list[Deed] = field(default_factory=list)
    undone: list[Deed] = field(default_factory=list)

    def take(self, step: Step) -> None:
        """Take the next step of that person."""
        alone = Entry((step,))
        one = Deed(alone, alone, self.base)
        if step.intention == UNDO:
            self._move(one, self.done, self.undone)
        elif step.intention == REDO:
            self._move(one, self.undone, self.done)
        elif not self._typed_as_an_editor_undoes(one):
            self.undone.clear()
            top = self.done[-1] if self.done else None
            if top and top.last is top.entry and goes_on(top.entry.newest, step):
                self.done.pop()
                entry = Entry((step, *top.entry.steps))
                one = Deed(entry, entry, self.base)
            if not self._takes_back(one):
                self.done.append(one)

    @staticmethod
    def _move(by: Deed, source: list[Deed], target: list[Deed]) -> None:
        numbers = named(by.last.newest)
        moved = [deed for deed in source if deed.numbers & numbers]
        source[:] = [deed for deed in source if not deed.numbers & numbers]
        entry = together(moved).entry if moved else by.entry
        target.append(Deed(entry, by.last, by.base))

    def _typed_as_an_editor_undoes(self, one: Deed) -> bool:
        """See whether typing put things exactly back, as undo within an editor does, or redo."""
        if one.entry.newest.intention not in TYPING:
            return False
        if self.undone and _opposite(one, self.undone[-1]):
            self.done.append(replace(self.undone.pop(), last=one.last))
            return True
        return self._takes_back(one)

    def _takes_back(self, one: Deed) -> bool:
        """See whether typing put things back to what they were before the last deeds here."""
        if one.entry.newest.intention not in TYPING or not one.differences:
            return False
        for place in reversed(range(len(self.done))):
            if not self.done[place].differences.keys() <= one.differences.keys():
                return False
            before = together(self.done[place:])
            if _opposite(one, before):
                del self.done[place:]
                self.undone.append(replace(before, last=one.last))
                return True
        return False


def stacks(steps: Sequence[Step], by: str, base: Report) -> Stacks:
    """Read off the steps of a report, newest first, what a person can undo and redo there."""
    found = Stacks(base)
    for step in reversed(steps):
        if step.by == by and step.intention not in LEFT_ALONE:
            found.take(step)
    return found


def naming(numbers: Collection[int], words: str) -> str:
    """Name steps and what was done in them, as the origin of the step that undoes or redoes it."""
    in_order = sorted(numbers)
    runs: list[list[int]] = [[in_order[0]]]
    for before, number in pairwise(in_order):
        if number == before + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    told = ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
    return f"step{'' if len(in_order) == 1 else 's'} {told}: {words}"


def named(step: Step) -> frozenset[int]:
    """Give the steps that were undone or redone with one; none of any other."""
    found = _NAMED.fullmatch(step.origin) if step.intention in (UNDO, REDO) else None
    if found is None:
        return frozenset()
    numbers: set[int] = set()
    for run in found["numbers"].split(", "):
        first, _, last = run.partition("–")
        if first.isdecimal() and (last or first).isdecimal():
            # A damaged file may name any number, but no step that came later.
            numbers.update(range(int(first), min(int(last or first) + 1, step.number)))
    return frozenset(numbers)


def words_of(origin: str) -> str:
    """Say what was done that a step undid or redid, given its origin."""
    found = _NAMED.fullmatch(origin)
    return (found["words"] or "") if found else ""


def undone_in(steps: Iterable[Step]) -> frozenset[int]:
    """Give the steps that stand undone, of steps given newest first."""
    undone: set[int] = set()
    settled: set[int] = set()
    for step in steps:
        numbers = named(step) - settled
        settled |= numbers
        if step.intention == UNDO:
            undone |= numbers
    return frozenset(undone)


def _opposite(one: Deed, other: Deed) -> bool:
    ours, others = one.differences, other.differences
    return ours.keys() == others.keys() and all(
        same(each.before, others[place].after) and same(each.after, others[place].before)
        for place, each in ours.items()
    )


def same(one: Value, other: Value) -> bool:
    """Say whether two values are the same; yes is not one, though Python holds them equal."""
    return one == other and type(one) is type(other)
