"""The answers of all reports of one programme, without their passages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from desktop.core.fields import Answer
from desktop.core.review import State
from desktop.store.changes import from_json, state_from
from desktop.store.database import Database
from desktop.store.seals import hold_all
from desktop.store.tables import ANSWER, REPORT


@dataclass(frozen=True, slots=True)
class Answers:
    """What one force's report answers."""

    force: str
    state: State
    version: int
    answers: Mapping[str, Answer]


def all_forces(database: Database, programme: str) -> list[Answers]:
    """Read the answers of all reports of a programme, in the order of their forces' keys.

    Raises DatabaseError.
    """
    of_it = REPORT.c.programme == programme
    with database.reading() as connection:
        of_programme = connection.execute(sa.select(REPORT).where(of_it).order_by(REPORT.c.force))
        reports = list(hold_all("report", of_programme))
        answers: dict[int, dict[str, Answer]] = {row.id: {} for row in reports}
        given = connection.execute(
            sa.select(ANSWER)
            .join_from(ANSWER, REPORT, ANSWER.c.report == REPORT.c.id)
            .where(of_it)
            .order_by(ANSWER.c.report, ANSWER.c.key)
        )
        for row in hold_all("answer", given):
            answers[row.report][row.key] = cast("Answer", from_json(row.value))
        return [
            Answers(row.force, state_from(row.state), row.version, answers[row.id])
            for row in reports
        ]
