"""Reading one report, and the history, as plain data."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

import sqlalchemy as sa

from desktop.core.fields import Answer
from desktop.core.report import Report
from desktop.core.review import Comment, Point
from desktop.store.changes import (
    Change,
    Garbled,
    from_json,
    noted_from,
    passage_from,
    replay,
    sign_off_from,
    state_from,
)
from desktop.store.database import Database, LastRecorded
from desktop.store.seals import hold_all, hold_row
from desktop.store.tables import ANSWER, CHANGE, LEFT_REMARK, NOTED, PASSAGE, REPORT

_LAST_STEP = 2**31 - 1

_ONE = sa.select(REPORT).where(
    REPORT.c.programme == sa.bindparam("programme"), REPORT.c.force == sa.bindparam("force")
)
_ONE_LOCKED = _ONE.with_for_update()
_ANSWERS = sa.select(ANSWER).where(ANSWER.c.report == sa.bindparam("report")).order_by(ANSWER.c.key)
_PASSAGES = (
    sa.select(PASSAGE).where(PASSAGE.c.report == sa.bindparam("report")).order_by(PASSAGE.c.item)
)
_LEFT = (
    sa.select(LEFT_REMARK)
    .where(LEFT_REMARK.c.report == sa.bindparam("report"))
    .order_by(LEFT_REMARK.c.remark)
)
_NOTED = sa.select(NOTED).where(NOTED.c.report == sa.bindparam("report")).order_by(NOTED.c.id)
_CHANGES = (
    sa.select(CHANGE, REPORT.c.programme, REPORT.c.force)
    .join_from(CHANGE, REPORT, CHANGE.c.report == REPORT.c.id)
    .order_by(CHANGE.c.id)
)


def read_report(database: Database, programme: str, force: str) -> Report | None:
    """Read a report by the keys of its programme and force; None if it was never begun.

    Raises DatabaseError.
    """
    with database.reading() as connection:
        row = connection.execute(_ONE, {"programme": programme, "force": force}).first()
        return read_parts(connection, row) if row else None


def history(
    database: Database,
    programme: str,
    force: str,
    keys: Collection[str] = (),
    *,
    before: int | None = None,
    steps: int | None = None,
) -> list[Change]:
    """Read what was changed in a report, newest first.

    With keys of fields or items, only what was changed there, comments on these items and points
    about them included. With `steps` at most so many steps are read, each whole: the newest, or
    those `before` a step. Raises DatabaseError.
    """
    wanted = sa.and_(REPORT.c.programme == programme, REPORT.c.force == force)
    with database.reading() as connection:
        if keys:
            noted = connection.execute(_noted_on(keys).where(wanted)).scalars()
            wanted = sa.and_(wanted, CHANGE.c.key.in_({*keys, *noted}))
        if before is not None:
            wanted = sa.and_(wanted, CHANGE.c.step < _bounded(before))
        if steps is not None:
            newest = (
                sa.select(CHANGE.c.step)
                .join_from(CHANGE, REPORT, CHANGE.c.report == REPORT.c.id)
                .where(wanted)
                .distinct()
                .order_by(CHANGE.c.step.desc())
                .limit(steps)
            )
            first = min(connection.execute(newest).scalars(), default=0)
            wanted = sa.and_(wanted, CHANGE.c.step >= first)
        return read_changes(connection, wanted)[::-1]


def _noted_on(items: Collection[str]) -> sa.Select[tuple[str]]:
    """Ask for the keys of the comments and points that are, or at some time were, on some items."""
    return (
        sa.select(CHANGE.c.key)
        .join_from(CHANGE, REPORT, CHANGE.c.report == REPORT.c.id)
        .where(
            CHANGE.c.kind.in_(("comment", "point")),
            # What was taken out has no value after it; what was moved elsewhere was here before.
            sa.or_(
                *(each["item"].as_string().in_(items) for each in (CHANGE.c.after, CHANGE.c.before))
            ),
        )
        .distinct()
    )


def report_at(database: Database, programme: str, force: str, step: int) -> Report:
    """Give a report as it stood after a step of its history; before its first it is empty.

    Raises DatabaseError.
    """
    until = _until(programme, force, step)
    # What stood then is told by the last change of each thing: the others need not be read.
    last = (
        sa.select(sa.func.max(CHANGE.c.id))
        .join_from(CHANGE, REPORT, CHANGE.c.report == REPORT.c.id)
        .where(until)
        .group_by(CHANGE.c.kind, CHANGE.c.key)
    )
    with database.reading() as connection:
        _hold_steps(connection, programme, force, step)
        changes = read_changes(connection, CHANGE.c.id.in_(last))
        return replay(changes, Report(programme, force))


def time_of(database: Database, programme: str, force: str, step: int) -> str:
    """Give when a report came to be as it stood after a step; empty before its first.

    In UTC, ISO 8601. Raises DatabaseError.
    """
    newest = (
        sa.select(CHANGE)
        .join_from(CHANGE, REPORT, CHANGE.c.report == REPORT.c.id)
        .where(_until(programme, force, step))
        .order_by(CHANGE.c.step.desc())
        .limit(1)
    )
    with database.reading() as connection:
        return "".join(row.at for row in hold_all("change", connection.execute(newest)))


def _hold_steps(connection: sa.Connection, programme: str, force: str, step: int) -> None:
    """See that no entry until a step is missing because its own step is damaged. Raises Garbled.

    Entries stand in the order of their steps: only the first after it could be one of those before.
    """
    its = sa.select(CHANGE).join_from(CHANGE, REPORT, CHANGE.c.report == REPORT.c.id)
    later = its.where(
        REPORT.c.programme == programme, REPORT.c.force == force, CHANGE.c.step > _bounded(step)
    )
    first = connection.execute(later.order_by(CHANGE.c.id).limit(1)).first()
    if first is not None:
        hold_row("change", first)
        before = its.where(_until(programme, force, step), CHANGE.c.id > first.id)
        if connection.execute(before.limit(1)).first() is not None:
            raise Garbled


def _until(programme: str, force: str, step: int) -> sa.ColumnElement[bool]:
    return sa.and_(
        REPORT.c.programme == programme, REPORT.c.force == force, CHANGE.c.step <= _bounded(step)
    )


def _bounded(step: int) -> int:
    """Give a step that every database can hold; none is anywhere near the bounds."""
    return max(0, min(step, _LAST_STEP))


def read_for_writing(
    connection: sa.Connection, programme: str, force: str, last: LastRecorded | None
) -> tuple[int, int, Report] | None:
    """Read a report, its row's number, and the version of the programme that it was begun with.

    The row is then locked until the transaction ends.

    The answers and passages are not read again where `last` is the report's present version.
    """
    row = connection.execute(_ONE_LOCKED, {"programme": programme, "force": force}).first()
    if row is None:
        return None
    hold_row("report", row)
    if last and (last.number, last.report.version) == (row.id, row.version):
        return row.id, row.programme_version, last.report
    return row.id, row.programme_version, read_parts(connection, row)


def read_parts(connection: sa.Connection, row: sa.Row[*tuple[Any, ...]]) -> Report:
    """Read the answers and passages of a report, given its row. Raises Garbled."""
    of_one = {"report": row.id}
    hold_row("report", row)
    answers = hold_all("answer", connection.execute(_ANSWERS, of_one))
    passages = hold_all("passage", connection.execute(_PASSAGES, of_one))
    left = hold_all("left_remark", connection.execute(_LEFT, of_one))
    noted = [
        (each.kind, each.key, noted_from(each.kind, each.value))
        for each in hold_all("noted", connection.execute(_NOTED, of_one))
    ]
    return Report(
        row.programme,
        row.force,
        state_from(row.state),
        row.version,
        {each.key: cast("Answer", from_json(each.value)) for each in answers},
        {each.item: passage_from(each.text, each.mode, each.instead_of) for each in passages},
        {each.remark: str(each.reason) for each in left},
        sign_off_from(row.signed_off),
        {key: cast("Comment", each) for kind, key, each in noted if kind == "comment"},
        {key: cast("Point", each) for kind, key, each in noted if kind == "point"},
    )


def read_changes(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> list[Change]:
    """Read entries of the history, oldest first."""
    return [
        Change(
            kind=row.kind,
            key=row.key,
            before=from_json(row.before, row.kind),
            after=from_json(row.after, row.kind),
            programme=row.programme,
            force=row.force,
            step=row.step,
            intention=row.intention,
            by=row.by,
            at=row.at,
            origin=row.origin,
            content=row.content,
        )
        for row in hold_all("change", connection.execute(_CHANGES.where(wanted)))
    ]
