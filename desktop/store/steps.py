"""The history as steps: what was changed with one intention, together.

Many saves of the same passage, made while it was typed, are one entry.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Final

from desktop.core.drafting import but_for_facts
from desktop.core.report import Passage
from desktop.store.changes import Change, Difference

TYPING: Final = frozenset({"record_answer", "write_passage", "record_edits"})
"""The intentions that are recorded at every pause while one types."""

_FOLLOWED: Final = TYPING | {"begin_report", "undo", "redo"}
"""The intentions after which passages follow the answers."""
_PAUSE: Final = datetime.timedelta(minutes=5)
"""How long one may stop while typing, for what comes after to be told with what came before."""


@dataclass(frozen=True, slots=True)
class Step:
    """What was changed with one intention, and the keys of what was meant by it.

    The other changes followed these: drafts, and facts in passages.
    """

    number: int
    intention: str
    by: str
    at: str
    origin: str
    changes: tuple[Change, ...]
    meant: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """Steps that are told as one, newest first: one step, or what was typed at one go."""

    steps: tuple[Step, ...]

    @property
    def newest(self) -> Step:
        """The last of its steps, which says who changed it, and until when."""
        return self.steps[0]

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """What differs from before its first step to after its last; what was meant comes first."""
        first: dict[tuple[str, str], Change] = {}
        last: dict[tuple[str, str], Change] = {}
        for step in reversed(self.steps):
            for change in step.changes:
                first.setdefault((change.kind, change.key), change)
                last[change.kind, change.key] = change
        found = [
            Difference(change.kind, change.key, change.before, last[which].after)
            for which, change in first.items()
        ]
        meant = self.newest.meant
        told = [each for each in found if repr(each.before) != repr(each.after)]
        return tuple(sorted(told, key=lambda each: each.key not in meant))


def steps_of(changes: Iterable[Change]) -> list[Step]:
    """Put changes, newest first, together to the steps that they were made in."""
    return [_step(list(group)) for _, group in groupby(changes, key=lambda each: each.step)]


def folded(steps: Sequence[Step]) -> list[Entry]:
    """Tell steps, newest first, with what was typed into one field or passage at one go as one."""
    entries: list[list[Step]] = []
    for step in steps:
        if entries and goes_on(step, entries[-1][-1]):
            entries[-1].append(step)
        else:
            entries.append([step])
    return [Entry(tuple(each)) for each in entries]


@lru_cache(maxsize=8192)  # a long list asks for the same times whenever it grows
def moment(at: str) -> datetime.datetime | None:
    """Give a time of the history by the clock of this computer; None where it is no time."""
    try:
        return datetime.datetime.fromisoformat(at).astimezone()
    except (ValueError, OverflowError):
        return None


def _step(changes: Sequence[Change]) -> Step:
    # The history is read backwards, but what was done together reads on in its order.
    in_order = tuple(reversed(changes))
    one = in_order[0]
    meant = dict.fromkeys(_meant(in_order))
    return Step(one.step, one.intention, one.by, one.at, one.origin, in_order, tuple(meant))


def _meant(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        if change.kind == "answer" or (change.kind == "passage" and not _followed(change)):
            yield change.key


def _followed(change: Change) -> bool:
    """Say whether a passage only went with its answers."""
    if change.intention not in _FOLLOWED:
        return False
    before, after = change.before, change.after
    if not isinstance(after, Passage):
        # It was not begun before its answers were given.
        return isinstance(before, Passage) and before.mode == "drafted"
    if after.mode == "drafted":
        return not isinstance(before, Passage) or before.mode == "drafted"
    return (
        isinstance(before, Passage)
        and before.mode == "edited"
        and but_for_facts(before.text) == but_for_facts(after.text)
    )


def goes_on(earlier: Step, later: Step) -> bool:
    """Say whether one step and a later one were typed at one go."""
    if later.number != earlier.number + 1 or not {earlier.intention, later.intention} <= TYPING:
        return False
    if len(later.meant) != 1 or (earlier.meant, earlier.by) != (later.meant, later.by):
        return False
    began, went_on = moment(earlier.at), moment(later.at)
    return bool(began and went_on and abs(went_on - began) <= _PAUSE)
