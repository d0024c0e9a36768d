"""Looking through reports by the thousand: filtered, sorted and a page at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from desktop.core.report import State
from desktop.store.changes import state_from
from desktop.store.database import Database
from desktop.store.searching import reports_that_say
from desktop.store.tables import ANSWER, REPORT

Order = Literal["programme", "force", "state", "year", "changed"]


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
    """Some of the reports that were looked for, and how many there are of them in all."""

    reports: tuple[Listed, ...]
    total: int


def look_through(
    database: Database,
    wanted: Wanted,
    years: Mapping[str, int],
    *,
    offset: int = 0,
    limit: int = 50,
) -> Leaf:
    """Give some of the reports that are wanted.

    A report is of the year that it gives itself, or else of its programme's, which `years` has by
    id. Raises DatabaseError.
    """
    published = sa.cast(_PUBLISHED.c.value, sa.Text)
    year = sa.case(
        (_PUBLISHED.c.value.is_not(None), sa.func.substr(published, 2, 4)),
        *((REPORT.c.programme == its, str(year)) for its, year in years.items()),
        else_="",
    )
    orders: dict[Order, tuple[sa.ColumnElement[str], ...]] = {
        "programme": (REPORT.c.programme, REPORT.c.force),
        "force": (REPORT.c.force, REPORT.c.programme),
        "state": (REPORT.c.state, REPORT.c.programme, REPORT.c.force),
        "year": (year, REPORT.c.programme, REPORT.c.force),
        "changed": (REPORT.c.changed_at, REPORT.c.id),
    }
    of_all = sa.join(
        REPORT,
        _PUBLISHED,
        sa.and_(_PUBLISHED.c.report == REPORT.c.id, _PUBLISHED.c.key == "published"),
        isouter=True,
    )
    with database.reading() as connection:
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
        these = sa.select(REPORT, published.label("month")).select_from(of_all).where(*conditions)
        total = connection.scalar(sa.select(sa.func.count()).select_from(of_all).where(*conditions))
        keys = orders[wanted.order]
        rows = connection.execute(
            these.order_by(*(key.desc() if wanted.descending else key for key in keys))
            .limit(limit)
            .offset(offset)
        ).all()
        return Leaf(
            tuple(
                Listed(
                    row.programme,
                    row.force,
                    state_from(row.state),
                    row.version,
                    json.loads(row.month) if row.month else None,
                    row.changed_at,
                    row.changed_by,
                )
                for row in rows
            ),
            total or 0,
        )


def programmes_there(database: Database) -> list[str]:
    """Give the ids of the programmes that have reports. Raises DatabaseError."""
    with database.reading() as connection:
        return list(
            connection.scalars(
                sa.select(REPORT.c.programme).distinct().order_by(REPORT.c.programme)
            )
        )


_PUBLISHED = ANSWER.alias("published")
