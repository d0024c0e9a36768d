"""How an intention is recorded: what it changes, its history and the next version, all or nothing.

Only for the writers, which say what the intentions are: `desktop.store.writing`, `reviewing`,
`points` and `going_back`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import sqlalchemy as sa

from desktop.core.drafting import begin
from desktop.core.entry import content_hash
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store import prose
from desktop.store.changes import Change, Difference, Kind, differences, signed, to_json
from desktop.store.database import Database, LastRecorded
from desktop.store.errors import StaleError
from desktop.store.reading import read_for_writing
from desktop.store.seals import sealed
from desktop.store.tables import ANSWER, CHANGE, LEFT_REMARK, NOTED, PASSAGE, REPORT

_NEW_REPORT = sa.insert(REPORT).returning(REPORT.c.id)
_SEAL_REPORT = (
    sa.update(REPORT)
    .where(REPORT.c.id == sa.bindparam("this"))
    .values(seal=sa.bindparam("new_seal"))
)
_NEXT_VERSION = (
    sa.update(REPORT)
    .where(REPORT.c.id == sa.bindparam("this"))
    .values(
        version=sa.bindparam("next_version"),
        state=sa.bindparam("next_state"),
        signed_off=sa.bindparam("next_signed_off"),
        changed_at=sa.bindparam("now"),
        changed_by=sa.bindparam("who"),
        seal=sa.bindparam("new_seal"),
    )
)
_NEW_CHANGES = sa.insert(CHANGE).inline()
_NEW_ANSWER = sa.insert(ANSWER).inline()
_NEW_PASSAGE = sa.insert(PASSAGE).inline()
_THIS_ANSWER = (ANSWER.c.report == sa.bindparam("this"), ANSWER.c.key == sa.bindparam("which"))
_THIS_PASSAGE = (PASSAGE.c.report == sa.bindparam("this"), PASSAGE.c.item == sa.bindparam("which"))
_OTHER_ANSWER = (
    sa.update(ANSWER)
    .where(*_THIS_ANSWER)
    .values(value=sa.bindparam("new_value"), seal=sa.bindparam("new_seal"))
)
_OTHER_PASSAGE = (
    sa.update(PASSAGE)
    .where(*_THIS_PASSAGE)
    .values(
        text=sa.bindparam("new_text"),
        mode=sa.bindparam("new_mode"),
        instead_of=sa.bindparam("new_instead_of"),
        seal=sa.bindparam("new_seal"),
    )
)
_THIS_LEFT = (
    LEFT_REMARK.c.report == sa.bindparam("this"),
    LEFT_REMARK.c.remark == sa.bindparam("which"),
)
_NEW_LEFT = sa.insert(LEFT_REMARK).inline()
_OTHER_LEFT = (
    sa.update(LEFT_REMARK)
    .where(*_THIS_LEFT)
    .values(reason=sa.bindparam("new_reason"), seal=sa.bindparam("new_seal"))
)
_WITHOUT_ROW = frozenset({"report", "state", "sign_off", "override"})
"""Kinds of change that have no row of their own: the report's row holds them, or none does."""
_THIS_NOTED = (
    NOTED.c.report == sa.bindparam("this"),
    NOTED.c.kind == sa.bindparam("what"),
    NOTED.c.key == sa.bindparam("which"),
)
_NEW_NOTED = sa.insert(NOTED).inline()
_OTHER_NOTED = (
    sa.update(NOTED)
    .where(*_THIS_NOTED)
    .values(value=sa.bindparam("new_value"), seal=sa.bindparam("new_seal"))
)
_NO_NOTED = sa.delete(NOTED).where(*_THIS_NOTED)
_NONE: dict[Kind, sa.Executable] = {
    "answer": sa.delete(ANSWER).where(*_THIS_ANSWER),
    "passage": sa.delete(PASSAGE).where(*_THIS_PASSAGE),
    "remark": sa.delete(LEFT_REMARK).where(*_THIS_LEFT),
}


@dataclass(frozen=True, slots=True)
class Recorded:
    """A report as the database now holds it, and what was changed to make it so.

    `mistakes` has one line, naming file and line, for each template that could not be filled: what
    is drafted from it stayed as it was.
    """

    report: Report
    changes: tuple[Change, ...]
    mistakes: tuple[str, ...] = ()


def record(
    database: Database,
    intention: str,
    programme: Programme,
    force: Force,
    by: str,
    revise: Callable[[Report | None], Report | None],
    expected_version: int | None = None,
    origin: str = "",
    told: Sequence[Difference] = (),
) -> Recorded:
    """Record what an intention makes of the present report, if that differs from it.

    `origin` says where what is recorded was taken from, for the history. What is `told` is recorded
    in the history alone.
    """
    with database.writing() as connection:
        number, programme_version, present = read_for_writing(
            connection, programme.id, force.key, database.last_recorded
        ) or (0, programme.version, None)
        before = present or Report(programme.id, force.key)
        if expected_version not in (None, before.version):
            raise StaleError(
                f"{before.name} was changed elsewhere since it was read here, so this was not"
                " saved: see what was changed, then decide."
            )
        after = revise(present)
        if after is None:
            return Recorded(begin(programme, force), ())
        found = [*differences(before, after), *told]
        if present is None:
            found.insert(0, Difference("report", "", None, programme.version))
        if not found:
            return Recorded(_copied(before), ())
        after = replace(after, version=before.version + 1)
        signature = Signature(intention, *signed(by), origin)
        if present is None:
            number = _insert_report(connection, after, programme, signature)
        else:
            _bring_up(connection, number, after, programme_version, signature)
        changes = _write(connection, number, after, found, signature)
        _have_searched(connection, number, programme, after, found)
    database.last_recorded = LastRecorded(number, after)
    return Recorded(_copied(after), changes)


def _copied(report: Report) -> Report:
    """Copy a report to give it away: the one that is remembered must stay as it is recorded."""
    return replace(
        report,
        answers=dict(report.answers),
        passages=dict(report.passages),
        left=dict(report.left),
        comments=dict(report.comments),
        points=dict(report.points),
    )


class Signature(NamedTuple):
    """What is said of every change of one intention: what was meant, by whom, when, from where."""

    intention: str
    by: str
    at: str
    origin: str


def _insert_report(
    connection: sa.Connection, report: Report, programme: Programme, signature: Signature
) -> int:
    row = _report_row(report, programme.version, signature)
    number = connection.scalar(_NEW_REPORT, row)
    assert isinstance(number, int)
    row = sealed("report", {"id": number, **row})
    connection.execute(_SEAL_REPORT, {"this": number, "new_seal": row["seal"]})
    return number


def _report_row(report: Report, programme_version: int, signature: Signature) -> dict[str, object]:
    return {
        "programme": report.programme,
        "programme_version": programme_version,
        "force": report.force,
        "state": report.state,
        "signed_off": to_json(report.signed_off),
        "version": report.version,
        "changed_at": signature.at,
        "changed_by": signature.by,
    }


def _bring_up(
    connection: sa.Connection,
    number: int,
    report: Report,
    programme_version: int,
    signature: Signature,
) -> None:
    """Bring the row of a report up to its next version."""
    row = sealed("report", {"id": number, **_report_row(report, programme_version, signature)})
    connection.execute(
        _NEXT_VERSION,
        {
            "this": number,
            "next_version": row["version"],
            "next_state": row["state"],
            "next_signed_off": row["signed_off"],
            "now": row["changed_at"],
            "who": row["changed_by"],
            "new_seal": row["seal"],
        },
    )


def _write(
    connection: sa.Connection,
    number: int,
    report: Report,
    found: Sequence[Difference],
    signature: Signature,
) -> tuple[Change, ...]:
    """Write what differs to its rows, and the history of it."""
    rows = [_row(number, each) for each in found if each.kind not in _WITHOUT_ROW]
    content = content_hash(report) if any(each.kind == "state" for each in found) else ""
    for statement, values in rows:
        connection.execute(statement, values)
    connection.execute(
        _NEW_CHANGES,
        [
            sealed(
                "change",
                {
                    "report": number,
                    "step": report.version,
                    "kind": each.kind,
                    "key": each.key,
                    "before": to_json(each.before),
                    "after": to_json(each.after),
                    "content": content if each.kind == "state" else "",
                    **signature._asdict(),
                },
            )
            for each in found
        ],
    )
    return tuple(
        Change(
            each.kind,
            each.key,
            each.before,
            each.after,
            report.programme,
            report.force,
            report.version,
            *signature,
            content=content if each.kind == "state" else "",
        )
        for each in found
    )


def _have_searched(
    connection: sa.Connection,
    number: int,
    programme: Programme,
    report: Report,
    found: Iterable[Difference],
) -> None:
    """Have what was written searched as it now reads: passages, and answers that are text."""
    for each in found:
        field = programme.field(each.key) if each.kind == "answer" else None
        if each.kind == "passage" or (field is not None and field.type == "text"):
            prose.keep_in_step(connection, number, each.key, report.force, each.after)


def _row(number: int, each: Difference) -> tuple[sa.Executable, dict[str, object]]:
    """Give the statement that brings the row of what differs up, and its values."""
    this: dict[str, object] = {"this": number, "which": each.key}
    noted = each.kind in ("comment", "point")
    if noted:
        this["what"] = each.kind
    if each.after is None:
        return _NO_NOTED if noted else _NONE[each.kind], this
    new, other, row = _present_row(number, each)
    if each.before is None:
        return new, row
    return other, this | {f"new_{name}": value for name, value in row.items()}


def _present_row(
    number: int, each: Difference
) -> tuple[sa.Executable, sa.Executable, dict[str, Any]]:
    """Give what inserts, what updates and what is the row of what now stands."""
    if isinstance(each.after, Passage):
        row = {"report": number, "item": each.key, **to_json(each.after)}
        return _NEW_PASSAGE, _OTHER_PASSAGE, sealed("passage", row)
    if each.kind in ("comment", "point"):
        row = {
            "report": number,
            "kind": each.kind,
            "key": each.key,
            "value": to_json(each.after),
        }
        return _NEW_NOTED, _OTHER_NOTED, sealed("noted", row)
    if each.kind == "remark":
        row = {"report": number, "remark": each.key, "reason": each.after}
        return _NEW_LEFT, _OTHER_LEFT, sealed("left_remark", row)
    row = {"report": number, "key": each.key, "value": to_json(each.after)}
    return _NEW_ANSWER, _OTHER_ANSWER, sealed("answer", row)
