"""Which backups to let go: of the last hour none; then hourly ones for a day, daily ones for a
month, monthly ones for a year."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

_ALL: Final = datetime.timedelta(hours=1)
"""What was backed up on purpose a moment ago, before something risky, is not let go at once."""
_HOURLY: Final = datetime.timedelta(days=1)
_DAILY: Final = datetime.timedelta(days=31)
_MONTHLY: Final = datetime.timedelta(days=366)
_LONGEST_GAP: Final = datetime.timedelta(days=7)
_LONGEST_GAP_OF_MONTHS: Final = datetime.timedelta(days=31)
"""How much older backups become, at most, between one and the next."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A sound backup: its name, when it was made (UTC), and how many changes its history holds."""

    name: str
    at: datetime.datetime
    changes: int


def let_go(backups: Iterable[Kept], now: datetime.datetime) -> dict[str, str | None]:
    """Give the names of the backups to let go, each with that of the one kept in its stead.

    None stands for one that is only too old. The newest is always kept, by its time and by its
    history. A clock that was wrong does no harm: one from the future is kept, and time in which no
    backup was made counts for a week at most, so that a leap forward makes none too old.
    """
    every = sorted(backups, key=lambda each: (each.at, each.changes, each.name))
    if not every:
        return {}
    newest = {every[-1].name, max(every, key=lambda each: (each.changes, each.at)).name}
    gone: dict[str, str | None] = {}
    stands_for: dict[tuple[object, ...], str] = {}
    for each, age in _ages([each for each in every if each.at <= now], now):
        period = _period(each.at, age)
        kept = None if period is None else stands_for.setdefault(period, each.name)
        if each.name not in newest and kept != each.name:
            gone[each.name] = kept
    return gone


def _ages(
    backups: Sequence[Kept], now: datetime.datetime
) -> Iterable[tuple[Kept, datetime.timedelta]]:
    """Give each with its age, newest first, counting no gap for more than it may count for."""
    age, later = datetime.timedelta(), now
    for each in reversed(backups):
        longest = _LONGEST_GAP if age <= _DAILY else _LONGEST_GAP_OF_MONTHS
        age += min(later - each.at, longest)
        later = each.at
        yield each, age


def _period(at: datetime.datetime, age: datetime.timedelta) -> tuple[object, ...] | None:
    """Give what only one backup is kept of; None for one that is too old to be kept."""
    if age < _ALL:
        return ("each", at)
    if age <= _HOURLY:
        return ("hour", at.date(), at.hour)
    if age <= _DAILY:
        return ("day", at.date())
    if age <= _MONTHLY:
        return ("month", at.year, at.month)
    return None
