"""How other reports put the same item: their passages, those with the same answers first."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa

from desktop.core.earlier import Alike
from desktop.core.fields import Answer
from desktop.core.report import Passage
from desktop.core.review import State
from desktop.store.changes import from_json, passage_from, state_from, to_json, written
from desktop.store.database import Database
from desktop.store.held import hold_reports
from desktop.store.seals import hold_all
from desktop.store.tables import ANSWER, PASSAGE, PROSE, REPORT


@dataclass(frozen=True, slots=True)
class Put:
    """How one other report puts an item.

    `item` and the keys of `answers`, those of the item's fields, are the full keys there. `same`
    counts the answers that are the same here and there, `asked` those that were given here.
    """

    programme: str
    force: str
    state: State
    item: str
    passage: Passage
    answers: Mapping[str, Answer]
    same: int
    asked: int


def elsewhere(
    database: Database,
    places: Sequence[Alike],
    answers: Mapping[str, Answer],
    *,
    but: tuple[str, str],
    limit: int = 20,
    offset: int = 0,
) -> list[Put]:
    """Give how other reports put an item, those with the most of the same answers first.

    The item is looked for in `places`, the first of which is its own programme: of those with
    equally many, reports of that one come first. `answers` are those of the report `but`, given by
    programme and force, which is left out. Raises DatabaseError.
    """
    with database.reading() as connection:
        found = [
            (row, place)
            for place in places
            for row in connection.execute(_ranked(place, answers, but).limit(limit + offset))
        ]
        found.sort(key=lambda each: (-each[0].same, each[0].programme != but[0]))
        chosen = found[offset : offset + limit]
        numbers = [row.id for row, _ in chosen]
        hold_reports(connection, numbers)
        said = _said(connection, numbers, {place.item for place in places})
        given = _given(
            connection, numbers, {key for place in places for key in place.fields.values()}
        )
        return [
            Put(
                row.programme,
                row.force,
                state_from(row.state),
                place.item,
                said[row.id, place.item],
                {
                    key: given[row.id, key]
                    for key in place.fields.values()
                    if (row.id, key) in given
                },
                row.same,
                sum(here in answers for here in place.fields),
            )
            for row, place in chosen
        ]


def _ranked(place: Alike, answers: Mapping[str, Answer], but: tuple[str, str]) -> sa.Select[Any]:
    """Rank the reports that put an item in one place, without reading what they say."""
    alike = [
        sa.select(ANSWER.c.report).where(
            ANSWER.c.key == there,
            sa.cast(ANSWER.c.value, sa.Text) == written(to_json(answers[here])),
        )
        for here, there in place.fields.items()
        if here in answers
    ]
    none = sa.select(ANSWER.c.report).where(sa.false())
    each = sa.union_all(*(alike or [none])).subquery()
    same = (
        sa.select(each.c.report, sa.func.count().label("same")).group_by(each.c.report).subquery()
    )
    count = sa.func.coalesce(same.c.same, 0)
    # Only what holds words is searched, and looked up without reading the passage.
    says = sa.exists().where(PROSE.c.report == REPORT.c.id, PROSE.c.key == place.item)
    return (
        sa.select(
            REPORT.c.id, REPORT.c.programme, REPORT.c.force, REPORT.c.state, count.label("same")
        )
        .outerjoin_from(REPORT, same, same.c.report == REPORT.c.id)
        .where(
            says,
            REPORT.c.programme.in_(place.programmes),
            sa.not_(sa.and_(REPORT.c.programme == but[0], REPORT.c.force == but[1])),
        )
        .order_by(
            count.desc(),
            sa.case((REPORT.c.programme == but[0], 0), else_=1),
            REPORT.c.programme.desc(),
            REPORT.c.force,
        )
    )


def _said(
    connection: sa.Connection, numbers: Collection[int], items: Collection[str]
) -> dict[tuple[int, str], Passage]:
    rows = connection.execute(
        sa.select(PASSAGE).where(PASSAGE.c.report.in_(numbers), PASSAGE.c.item.in_(items))
    )
    return {
        (row.report, row.item): passage_from(row.text, row.mode, row.instead_of)
        for row in hold_all("passage", rows)
    }


def _given(
    connection: sa.Connection, numbers: Collection[int], keys: Collection[str]
) -> dict[tuple[int, str], Answer]:
    rows = connection.execute(
        sa.select(ANSWER).where(ANSWER.c.report.in_(numbers), ANSWER.c.key.in_(keys))
    )
    return {
        (row.report, row.key): cast("Answer", from_json(row.value))
        for row in hold_all("answer", rows)
    }
