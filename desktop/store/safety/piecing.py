"""Putting reports together again from rows that were found, by their history.

The history is only ever added to, so every entry of it that is found is true. It tells which of
several rows found for one thing is the present one, and what the thing says where no row was found.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Final

from desktop.store.safety.pages import Found
from desktop.store.seals import SEALED

_PLACE: Final = {name: at for at, name in enumerate(SEALED["change"])}
_OF_KIND: Final = {
    "answer": "answer",
    "passage": "passage",
    "remark": "left_remark",
    "comment": "noted",
    "point": "noted",
}
_KEYS: Final = {"answer": 2, "passage": 2, "left_remark": 2, "noted": 3}
"""How many columns tell which thing of which report a row is about."""

Row = tuple[Any, ...]


@dataclass
class Report:
    """A report that was found, and one plain line for each kind of thing that it has lost."""

    programme: str
    force: str
    version: int
    lost: list[str] = field(default_factory=list)


@dataclass
class Pieced:
    """Rows that fit together, by table and number, and the reports they make."""

    rows: dict[str, dict[int, Row]]
    reports: dict[int, Report]
    lost: list[str]
    unfinished: list[tuple[str, str, str, str]]

    def count(self, table: str, report: int) -> int:
        """Count the rows of a report in a table."""
        return sum(values[0] == report for values in self.rows[table].values())


@dataclass(frozen=True)
class _Candidate:
    number: int
    values: Row
    live: bool


class Piecing:
    """Takes rows as they are found, and puts them together."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.unfinished: list[tuple[str, str, str, str]] = []
        self._reports: dict[int, Row] = {}
        self._changes: dict[int, Row] = {}
        self._words: dict[str, Row] = {}
        self._lost: list[str] = []
        self._things: dict[tuple[Any, ...], list[_Candidate]] = defaultdict(list)

    def add(self, found: Found, *, live: bool, is_sealed: bool) -> None:
        """Take a row. A `live` one was read where it belongs; others may be old ones, given up."""
        table, number, values = found
        if table == "report":
            known = self._reports.get(number)
            if known is None or int(known[5]) < int(str(values[5])):
                self._reports[number] = values
        elif table == "change":
            self._changes.setdefault(number, values)
        elif table == "own_word":
            self._words.setdefault(str(values[0]), values)
        elif table in _KEYS and (live or is_sealed):
            key = (table, *values[: _KEYS[table]])
            self._things[key].append(_Candidate(number, values, live))

    def put_together(self) -> Pieced:
        """Give the reports that were found, with all that is known of each."""
        reports = self._names()
        changes = {
            number: row for number, row in sorted(self._changes.items()) if row[0] in reports
        }
        self._tell_of_gaps(reports)
        told: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        for row in changes.values():
            if row[_PLACE["kind"]] in _OF_KIND:
                told[_OF_KIND[row[_PLACE["kind"]]], *_thing(row)].append(row)
        rows: dict[str, dict[int, Row]] = {name: {} for name in SEALED if name != "prose"}
        rows["change"] = changes
        rows["own_word"] = dict(enumerate(self._words.values()))
        for key in sorted({*self._things, *told}, key=str):
            if key[1] in reports:
                self._choose(key, told.get(key, []), rows[key[0]], reports[key[1]])
        for number in reports:
            rows["report"][number] = self._reports[number]
        lost = self._lost
        nameless = {row[0] for row in self._changes.values()} - reports.keys()
        if nameless:
            many = f"{len(nameless)} reports" if len(nameless) > 1 else "one report"
            lost.append(
                f"Of {many} the name is lost, so that nothing could be saved of what was in it."
            )
        return Pieced(rows, reports, lost, self.unfinished)

    def tell_lost(self, line: str) -> None:
        """Tell of what is lost that belongs to no report known."""
        self._lost.append(line)

    def _names(self) -> dict[int, Report]:
        """Give the reports whose row was found; of two of one name that which came further."""
        named: dict[tuple[str, str], int] = {}
        for number, row in self._reports.items():
            other = named.get((row[1], row[3]))
            if other is None or self._reports[other][5] < row[5]:
                named[row[1], row[3]] = number
        return {
            number: Report(self._reports[number][1], self._reports[number][3], row_version)
            for number in named.values()
            for row_version in [int(self._reports[number][5])]
        }

    def _tell_of_gaps(self, reports: dict[int, Report]) -> None:
        steps: dict[int, set[int]] = defaultdict(set)
        for row in self._changes.values():
            steps[row[0]].add(row[1])
        suspects = set()
        for one, other in pairwise([0, *sorted(self._changes)]):
            if other - one > 1:
                suspects |= {self._changes[each][0] for each in (one, other) if each}
        for number, report in reports.items():
            newest = max(steps[number], default=0)
            if newest > report.version:
                report.lost.append(
                    "How far it had come was lost: its state and sign-off are older than its text."
                )
                self._reports[number] = _with_version(self._reports[number], newest)
                report.version = newest
            missing = report.version - len(steps[number])
            if missing:
                steps_lost = "1 step" if missing == 1 else f"{missing:,} steps"
                report.lost.append(
                    f"Lost: {steps_lost} of its history, so it may say less, or what it once said."
                )
            elif number in suspects:
                report.lost.append("Entries of its history may be lost.")

    def _choose(
        self, key: tuple[Any, ...], changes: list[Row], into: dict[int, Row], report: Report
    ) -> None:
        """Put in the present row of one thing of a report, if there is any."""
        table = key[0]
        candidates = self._things.get(key, [])
        *earlier, told = [
            None if row[_PLACE["after"]] is None else _row_of(table, key, str(row[_PLACE["after"]]))
            for row in changes
        ] or [None]
        same = [each for each in candidates if told is not None and _as_text(each.values) == told]
        # What is read where it belongs may still be of before the last change, whose page is lost.
        live = [each for each in candidates if each.live and _as_text(each.values) not in earlier]
        chosen = next(iter([*same, *live]), None)
        if chosen is not None:
            values = chosen.values
        elif told is not None:
            values = told
        elif not changes and candidates:
            values = candidates[-1].values
            line = "Its history does not tell whether all of this was still in it at the end."
            if line not in report.lost:
                report.lost.append(line)
        else:
            return
        number = chosen.number if chosen else 0
        into[max(into, default=0) + 1 if number < 1 or number in into else number] = values


def _thing(change: Row) -> tuple[Any, ...]:
    kind, key = change[_PLACE["kind"]], change[_PLACE["key"]]
    return (change[0], kind, key) if _OF_KIND[kind] == "noted" else (change[0], key)


def _row_of(table: str, key: tuple[Any, ...], after: str) -> Row:
    """Give the row that a change says there is, as it is stored."""
    if table in ("answer", "noted"):
        return (*key[1:], after)
    said = json.loads(after)
    if table == "left_remark":
        return (*key[1:], said)
    return (*key[1:], said["mode"], said["text"], said.get("instead_of", ""))


def _as_text(values: Row) -> Row:
    return tuple(str(each) if at == len(values) - 1 else each for at, each in enumerate(values))


def _with_version(row: Row, version: int) -> Row:
    return (*row[:5], version, *row[6:])
