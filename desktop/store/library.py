"""Looking through reports by the thousand: filtered, sorted and a page at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, cast

import sqlalchemy as sa

from desktop.core.fields import Answer
from desktop.core.report import Passage, Report
from desktop.core.review import State
from desktop.store.changes import from_json, passage_from, state_from
from desktop.store.database import Database
from desktop.store.seals import hold, hold_all
from desktop.store.searching import reports_that_say
from desktop.store.tables import ANSWER, PASSAGE, REPORT

Order = Literal["programme", "force", "state", "year", "changed"]
Name = tuple[str, str]
"""The id of a programme and the key of a force."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What reports are looked for, and in which order; None and no words stand for all."""

    programme: str | None = None
    force: str | None = None
    state: State | None = None
    year: int | None = None
    words: str = ""
    order: Order = "programme"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """One report of the library. `changed_at` is in UTC, ISO 8601; `published` like "2012-12"."""

    programme: str
    force: str
    state: State
    version: int
    published: str | None
    changed_at: str
    changed_by: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """Some of the reports that were looked for, from `offset` on.

    Of them all, `total` tells how many there are, `published` how many of these are published, and
    `rows` where those stand that were asked about, counted from 0.
    """

    reports: tuple[Listed, ...]
    offset: int
    total: int
    published: int
    rows: Mapping[Name, int]


def look_through(
    database: Database,
    wanted: Wanted,
    years: Mapping[str, int],
    *,
    offset: int | None = 0,
    limit: int = 50,
    names: Collection[Name] = (),
) -> Leaf:
    """Give some of the reports that are wanted, and say where those of these names stand.

    A report is of the year that it gives itself, or else of its programme's, which `years` has by
    id. Without an offset it is the leaf of `limit` reports in which the first of the names stands,
    or else the first leaf. Raises DatabaseError.
    """
    with database.reading() as connection:
        asked = _asked(connection, wanted, years)
        total, published, rows = _count(connection, asked, names)
        if offset is None:
            first = next((rows[each] for each in names if each in rows), 0)
            offset = first - first % limit
        return Leaf(_leaf(connection, asked, offset, limit), offset, total, published, rows)


def leaf_at(
    database: Database, wanted: Wanted, years: Mapping[str, int], offset: int, limit: int
) -> tuple[Listed, ...]:
    """Give some more of the reports, as `look_through` does, but count nothing.

    Raises DatabaseError.
    """
    with database.reading() as connection:
        return _leaf(connection, _asked(connection, wanted, years), offset, limit)


def listed(database: Database, names: Collection[Name]) -> list[Listed]:
    """List those of the named reports that were begun, in the order of their names.

    Raises DatabaseError.
    """
    with database.reading() as connection:
        rows = connection.execute(
            sa.select(REPORT, *_OF_MONTH)
            .select_from(_WITH_MONTH)
            .where(_NAME.in_(names))
            .order_by(REPORT.c.programme, REPORT.c.force)
        )
        return [_listed(row) for row in hold_all("report", rows)]


def read_several(database: Database, names: Collection[Name]) -> dict[Name, Report]:
    """Read the answers and passages of a few reports at once, without their left remarks.

    Raises DatabaseError.
    """
    with database.reading() as connection:
        wanted = connection.execute(sa.select(REPORT).where(_NAME.in_(names)))
        reports = list(hold_all("report", wanted))
        numbers = [row.id for row in reports]
        answers: dict[int, dict[str, Answer]] = {number: {} for number in numbers}
        passages: dict[int, dict[str, Passage]] = {number: {} for number in numbers}
        given = connection.execute(sa.select(ANSWER).where(ANSWER.c.report.in_(numbers)))
        for row in hold_all("answer", given):
            answers[row.report][row.key] = cast("Answer", from_json(row.value))
        said = connection.execute(sa.select(PASSAGE).where(PASSAGE.c.report.in_(numbers)))
        for row in hold_all("passage", said):
            passages[row.report][row.item] = passage_from(row.text, row.mode, row.instead_of)
        return {
            (row.programme, row.force): Report(
                row.programme,
                row.force,
                state_from(row.state),
                row.version,
                answers[row.id],
                passages[row.id],
            )
            for row in reports
        }


def years_there(database: Database, years: Mapping[str, int]) -> list[int]:
    """Give the years that there are reports of, newest first; `years` as in `look_through`.

    Raises DatabaseError.
    """
    with database.reading() as connection:
        own = connection.scalars(
            sa.select(sa.cast(ANSWER.c.value, sa.Text))
            .where(ANSWER.c.key == "published")
            .distinct()
        )
        # Its index alone is read here, no seal: what is damaged may be no month.
        months = (str(json.loads(month))[:4] for month in own)
        found = {int(year) for year in months if year.isdecimal()}
        there = connection.scalars(sa.select(REPORT.c.programme).distinct())
        return sorted(found | {years[each] for each in there if each in years}, reverse=True)


def programmes_there(database: Database) -> list[str]:
    """Give the ids of the programmes that have reports. Raises DatabaseError."""
    with database.reading() as connection:
        return list(
            connection.scalars(
                sa.select(REPORT.c.programme).distinct().order_by(REPORT.c.programme)
            )
        )


class _Asked(NamedTuple):
    """What is wanted, in the words of a query; the year of a report is known in `joined` alone."""

    joined: sa.FromClause
    conditions: list[sa.ColumnElement[bool]]
    keys: tuple[sa.ColumnElement[Any], ...]
    descending: bool


def _asked(connection: sa.Connection, wanted: Wanted, years: Mapping[str, int]) -> _Asked:
    of_year = wanted.year is not None or wanted.order == "year"
    year = _year(years) if of_year else _NO_YEAR
    conditions = [
        column == value
        for column, value in (
            (REPORT.c.programme, wanted.programme),
            (REPORT.c.force, wanted.force),
            (REPORT.c.state, wanted.state),
            (year, None if wanted.year is None else str(wanted.year)),
        )
        if value is not None
    ]
    if wanted.words.strip():
        conditions.append(REPORT.c.id.in_(reports_that_say(connection, wanted.words)))
    orders: dict[Order, tuple[sa.ColumnElement[str], ...]] = {
        "programme": (REPORT.c.programme, REPORT.c.force),
        "force": (REPORT.c.force, REPORT.c.programme),
        "state": (REPORT.c.state, REPORT.c.programme, REPORT.c.force),
        "year": (year, REPORT.c.programme, REPORT.c.force),
        "changed": (REPORT.c.changed_at, REPORT.c.id),
    }
    joined = _WITH_MONTH if of_year else REPORT
    return _Asked(joined, conditions, orders[wanted.order], wanted.descending)


def _year(years: Mapping[str, int]) -> sa.ColumnElement[str]:
    of_one: dict[int, list[str]] = {}
    for programme, year in years.items():
        of_one.setdefault(year, []).append(programme)
    return sa.case(
        (_PUBLISHED.c.value.is_not(None), sa.func.substr(_MONTH, 2, 4)),
        *((REPORT.c.programme.in_(its), str(year)) for year, its in of_one.items()),
        else_="",
    )


def _count(
    connection: sa.Connection, asked: _Asked, names: Collection[Name]
) -> tuple[int, int, dict[Name, int]]:
    """Count those wanted, the published ones among them, and those before each that is named.

    All in one query, as finding who says some words takes the most time of it.
    """
    its_keys = sa.select(REPORT.c.id, *_NAME.clauses, *asked.keys).select_from(asked.joined)
    named = connection.execute(its_keys.where(_NAME.in_(names))).all() if names else []
    columns = [sa.func.count(), _how_many(REPORT.c.state == "published")]
    for number, _, _, *its in named:
        own, here = sa.tuple_(*asked.keys), sa.tuple_(*map(sa.literal, its))
        columns += [
            _how_many(own > here if asked.descending else own < here),
            _how_many(REPORT.c.id == number),
        ]
    counted = sa.select(*columns).select_from(asked.joined).where(*asked.conditions)
    total, published, *places = connection.execute(counted).one()
    before_and_there = zip(named, places[::2], places[1::2], strict=True)
    rows = {(row[1], row[2]): before for row, before, there in before_and_there if there}
    return total, published, rows


def _leaf(connection: sa.Connection, asked: _Asked, offset: int, limit: int) -> tuple[Listed, ...]:
    rows = connection.execute(
        sa.select(REPORT, *_OF_MONTH)
        .select_from(_WITH_MONTH)
        .where(*asked.conditions)
        .order_by(*(key.desc() if asked.descending else key for key in asked.keys))
        .limit(limit)
        .offset(offset)
    )
    return tuple(map(_listed, hold_all("report", rows)))


def _listed(row: sa.Row[*tuple[Any, ...]]) -> Listed:
    hold("answer", row.month_seal, row.id, "published", row.month)
    return Listed(
        row.programme,
        row.force,
        state_from(row.state),
        row.version,
        json.loads(row.month) if row.month else None,
        row.changed_at,
        row.changed_by,
    )


def _how_many(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[int]:
    return sa.func.coalesce(sa.func.sum(sa.case((condition, 1), else_=0)), 0)


_PUBLISHED = ANSWER.alias("published")
_MONTH = sa.cast(_PUBLISHED.c.value, sa.Text)
_OF_MONTH = (_MONTH.label("month"), _PUBLISHED.c.seal.label("month_seal"))
_WITH_MONTH = sa.join(
    REPORT,
    _PUBLISHED,
    sa.and_(_PUBLISHED.c.report == REPORT.c.id, _PUBLISHED.c.key == "published"),
    isouter=True,
)
_NO_YEAR = sa.literal("")
_NAME = sa.tuple_(REPORT.c.programme, REPORT.c.force)
