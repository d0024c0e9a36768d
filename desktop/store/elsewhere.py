"""How other reports put the same item: their passages, those with the same answers first."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa

from desktop.core.earlier import Alike
from desktop.core.fields import Answer
from desktop.core.report import Passage, State
from desktop.store.changes import from_json, passage_from, state_from, to_json
from desktop.store.database import Database
from desktop.store.tables import ANSWER, PASSAGE, REPORT


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
            for row in connection.execute(_query(place, answers, but).limit(limit + offset))
        ]
        own = but[0]
        found.sort(key=lambda each: (-each[0].same, each[0].programme != own))
        return list(_whole(connection, found[offset : offset + limit], answers))


def _query(place: Alike, answers: Mapping[str, Answer], but: tuple[str, str]) -> sa.Select[Any]:
    given = [(there, answers[here]) for here, there in place.fields.items() if here in answers]
    alike = sa.or_(
        *(
            sa.and_(ANSWER.c.key == key, sa.cast(ANSWER.c.value, sa.Text) == _stored(answer))
            for key, answer in given
        ),
        sa.false(),
    )
    same = (
        sa.select(ANSWER.c.report, sa.func.count().label("same"))
        .where(alike)
        .group_by(ANSWER.c.report)
        .subquery()
    )
    count = sa.func.coalesce(same.c.same, 0)
    return (
        sa.select(
            REPORT.c.id,
            REPORT.c.programme,
            REPORT.c.force,
            REPORT.c.state,
            PASSAGE.c.text,
            PASSAGE.c.mode,
            PASSAGE.c.instead_of,
            count.label("same"),
        )
        .join_from(PASSAGE, REPORT, PASSAGE.c.report == REPORT.c.id)
        .outerjoin(same, same.c.report == REPORT.c.id)
        .where(
            PASSAGE.c.item == place.item,
            PASSAGE.c.text != "",
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


def _whole(
    connection: sa.Connection,
    found: Sequence[tuple[sa.Row[Any], Alike]],
    answers: Mapping[str, Answer],
) -> Iterable[Put]:
    for row, place in found:
        there = connection.execute(
            sa.select(ANSWER.c.key, ANSWER.c.value).where(
                ANSWER.c.report == row.id, ANSWER.c.key.in_(place.fields.values())
            )
        )
        yield Put(
            row.programme,
            row.force,
            state_from(row.state),
            place.item,
            passage_from(row.text, row.mode, row.instead_of),
            {key: cast("Answer", from_json(value)) for key, value in there},
            row.same,
            sum(here in answers for here in place.fields),
        )


def _stored(answer: Answer) -> str:
    return json.dumps(to_json(answer), ensure_ascii=False)
