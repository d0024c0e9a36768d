"""What putting a backup in the place of a database would change, report by report."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, TypeVar

from desktop.store.passphrase import Passphrase
from desktop.store.safety.contents import Holds, holds_of, reading

What = Literal["comes back", "goes", "differs"]
_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Differing:
    """One report that restoring would change, and when each side of it was changed last.

    `answers`, `passages` and `notes` (comments, the force's points, remarks left) count those that
    differ; `changed_at` is in UTC, ISO 8601, and empty on the side where there is no such report.
    """

    report: str
    what: What
    answers: int = 0
    passages: int = 0
    notes: int = 0
    state: bool = False
    changed_at_here: str = ""
    changed_at_there: str = ""


@dataclass(frozen=True, slots=True)
class WouldChange:
    """What a backup holds, and what restoring it would change.

    `here` is None where the database cannot be read, so that only `there` is known.
    """

    there: Holds
    here: Holds | None
    reports: tuple[Differing, ...]

    @property
    def nothing(self) -> bool:
        """Whether the database holds just what the backup does."""
        return self.here is not None and self.here.digest == self.there.digest


@dataclass(frozen=True, slots=True)
class _Of:
    """All that one report says, each by what it is of."""

    state: str
    changed_at: str
    answers: dict[str, object]
    passages: dict[str, object]
    notes: dict[tuple[str, str], object]


_REPORTS: Final = "SELECT id, programme || '/' || force, state FROM report"
_CHANGED: Final = """
SELECT report, at FROM change WHERE id IN (SELECT MAX(id) FROM change GROUP BY report)
"""
_ANSWERS: Final = "SELECT report, key, CAST(value AS TEXT) FROM answer"
_PASSAGES: Final = "SELECT report, item, mode || ' ' || text FROM passage"
_NOTES: Final = {
    "left_remark": "SELECT report, 'left_remark', remark, reason FROM left_remark",
    "noted": "SELECT report, kind, key, CAST(value AS TEXT) FROM noted",
}


def what_would_change(
    there: tuple[Path, Passphrase | None],
    here: tuple[Path, Passphrase | None] | None,
    *,
    live: bool = True,
) -> WouldChange:
    """Compare a backup with the database as it is; each is a sound file and what opens it.

    With `live` the database may be in use. Reads both whole: about a second for ten thousand
    reports. Raises DatabaseError.
    """
    with reading(*there) as connection:
        holds_there = holds_of(connection, there[0], locked=False)
        reports_there = _reports(connection)
    if here is None:
        return WouldChange(holds_there, None, ())
    with reading(*here, live=live) as connection:
        holds_here = holds_of(connection, here[0], locked=here[1] is not None)
        reports_here = _reports(connection)
    names = sorted(reports_there.keys() | reports_here.keys())
    found = (_differing(each, reports_here.get(each), reports_there.get(each)) for each in names)
    return WouldChange(holds_there, holds_here, tuple(each for each in found if each))


def _reports(connection: sqlite3.Connection) -> dict[str, _Of]:
    changed = dict(connection.execute(_CHANGED))
    found = {
        number: (name, _Of(state, str(changed.get(number, "")), {}, {}, {}))
        for number, name, state in connection.execute(_REPORTS)
    }
    for number, key, value in connection.execute(_ANSWERS):
        found[number][1].answers[key] = value
    for number, item, text in connection.execute(_PASSAGES):
        found[number][1].passages[item] = text
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    for table, query in _NOTES.items():
        if table in there:
            for number, kind, key, value in connection.execute(query):
                found[number][1].notes[kind, key] = value
    return dict(found.values())


def _differing(name: str, here: _Of | None, there: _Of | None) -> Differing | None:
    if here is None or there is None:
        only = here or there
        assert only is not None
        return Differing(
            name,
            "comes back" if here is None else "goes",
            len(only.answers),
            len(only.passages),
            len(only.notes),
            changed_at_here=here.changed_at if here else "",
            changed_at_there=there.changed_at if there else "",
        )
    answers = _count(here.answers, there.answers)
    passages = _count(here.passages, there.passages)
    notes = _count(here.notes, there.notes)
    state = here.state != there.state
    # What was changed and changed back differs in its history alone.
    if not (answers or passages or notes or state) and here.changed_at == there.changed_at:
        return None
    return Differing(
        name, "differs", answers, passages, notes, state, here.changed_at, there.changed_at
    )


def _count(here: Mapping[_Key, object], there: Mapping[_Key, object]) -> int:
    return sum(here.get(each) != there.get(each) for each in here.keys() | there.keys())
