"""Looking through all reports at once, as the window does before SQLAlchemy is loaded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from desktop.core.fields import Answer
from desktop.core.fields.isbn import digits_of
from desktop.core.report import Passage, Report
from desktop.core.review import Comment, Point
from desktop.store.changes import (
    Garbled,
    from_json,
    noted_from,
    passage_from,
    sign_off_from,
    state_from,
)
from desktop.store.database import Database
from desktop.store.seals import JSON_COLUMNS, SEALED, hold

# What stands before CROSS JOIN is read first by SQLite, which would choose otherwise where a report
# may be of any programme. Of which it is, is asked only where that is wanted: servers refuse to
# guess the type of a value that is compared with nothing but NULL.
_REPORTS = """
SELECT seal, id, programme, programme_version, force, state, version, changed_at, changed_by,
    CAST(signed_off AS TEXT)
FROM report WHERE 0 = 0{of} ORDER BY programme, force
"""
_ANSWERS = """
SELECT answer.seal, report, key, CAST(value AS TEXT) FROM report
CROSS JOIN answer WHERE answer.report = report.id{of} ORDER BY report, key
"""
_PASSAGES = """
SELECT passage.seal, report, item, mode, text, instead_of FROM report
CROSS JOIN passage WHERE passage.report = report.id{of} ORDER BY report, item
"""
_LEFT = """
SELECT left_remark.seal, report, remark, reason FROM report
CROSS JOIN left_remark WHERE left_remark.report = report.id{of} ORDER BY report, remark
"""
_NOTED = """
SELECT noted.seal, report, noted.kind, noted.key, CAST(noted.value AS TEXT) FROM report
CROSS JOIN noted WHERE noted.report = report.id{of} ORDER BY noted.id
"""
_SAME_ISBN = """
SELECT report.programme, report.force, answer.seal, answer.report, CAST(answer.value AS TEXT)
FROM answer JOIN report ON report.id = answer.report
WHERE answer.key = 'isbn' AND REPLACE(CAST(answer.value AS TEXT), '-', '') = :isbn
AND NOT (report.programme = :programme AND report.force = :force)
ORDER BY report.programme, report.force
LIMIT 1
"""
_CHANGED = """
WITH published AS (
    SELECT change.report, MAX(change.step) AS step
    FROM report CROSS JOIN change
    WHERE change.report = report.id AND change.key = ''
    AND report.state = 'published'{of}
    AND change.kind = 'state'
    GROUP BY change.report
), later AS (
    SELECT MIN(change.id) AS earliest, MAX(change.id) AS latest
    FROM published CROSS JOIN change
    WHERE change.report = published.report
    AND change.step > published.step AND change.kind IN ('answer', 'passage')
    GROUP BY change.report, change.kind, change.key
)
SELECT report.programme, report.force, {was}, {now}
FROM later
JOIN change AS was ON was.id = later.earliest
JOIN change AS now ON now.id = later.latest
JOIN report ON report.id = was.report
"""


_WIDTH = 1 + len(SEALED["change"])
_WAS, _NOW = (
    ", ".join(
        f'CAST({entry}."{name}" AS TEXT)' if name in JSON_COLUMNS else f'{entry}."{name}"'
        for name in ("seal", *SEALED["change"])
    )
    for entry in ("was", "now")
)


def list_reports(database: Database, programme: str | None = None) -> list[Report]:
    """Read all reports, or those of one programme, in the order of their names.

    Raises DatabaseError.
    """
    of, its = _of(programme=programme)
    with database.asking() as ask:
        reports = list(_held("report", ask(_REPORTS.format(of=of), its)))
        answers: dict[int, dict[str, Answer]] = {number: {} for number, *_ in reports}
        passages: dict[int, dict[str, Passage]] = {number: {} for number, *_ in reports}
        for number, key, value in _held("answer", ask(_ANSWERS.format(of=of), its)):
            answers[number][key] = _answer(value)
        for number, item, mode, text, before in _held("passage", ask(_PASSAGES.format(of=of), its)):
            passages[number][item] = passage_from(text, mode, before)
        left: dict[int, dict[str, str]] = {number: {} for number, *_ in reports}
        for number, remark, reason in _held("left_remark", ask(_LEFT.format(of=of), its)):
            left[number][remark] = str(reason)
        comments: dict[int, dict[str, Comment]] = {number: {} for number, *_ in reports}
        points: dict[int, dict[str, Point]] = {number: {} for number, *_ in reports}
        for number, kind, key, value in _held("noted", ask(_NOTED.format(of=of), its)):
            noted = noted_from(kind, json.loads(value))
            if isinstance(noted, Comment):
                comments[number][key] = noted
            elif isinstance(noted, Point):
                points[number][key] = noted
        return [
            Report(
                of_programme,
                force,
                state_from(state),
                version,
                answers[number],
                passages[number],
                left[number],
                sign_off_from(None if signed_off is None else json.loads(signed_off)),
                comments[number],
                points[number],
            )
            for number, of_programme, _, force, state, version, _, _, signed_off in reports
        ]


def _held(table: str, rows: Iterable[Any]) -> Iterator[Sequence[Any]]:
    """Give rows without their seals, which come first in them, and must hold. Raises Garbled."""
    for kept, *values in rows:
        hold(table, kept, *values)
        yield values


def has_reports(database: Database) -> bool:
    """Say whether any report was begun. Raises DatabaseError."""
    with database.asking() as ask:
        return any(True for _ in ask("SELECT id FROM report LIMIT 1"))


def changed_since_publication(
    database: Database, programme: str | None = None, force: str | None = None
) -> frozenset[str]:
    """Give the names of the published reports that no longer read as they did when published.

    Of all, or of those of one programme or force. Raises DatabaseError.
    """
    of, wanted = _of(programme=programme, force=force)
    with database.asking() as ask:
        return frozenset(
            f"{its}/{force}"
            for its, force, *both in ask(_CHANGED.format(of=of, was=_WAS, now=_NOW), wanted)
            if _read(_change_of(both[:_WIDTH])["before"])
            != _read(_change_of(both[_WIDTH:])["after"])
        )


def _change_of(row: Sequence[Any]) -> Mapping[str, Any]:
    kept, *values = row
    hold("change", kept, *values)
    return dict(zip(SEALED["change"], values, strict=True))


def _of(**wanted: str | None) -> tuple[str, dict[str, str]]:
    """Give the conditions that ask for what is wanted of a report, and their values."""
    values = {name: value for name, value in wanted.items() if value is not None}
    return "".join(f" AND report.{name} = :{name}" for name in values), values


def _read(stored: str | None) -> object:
    """Give what a change's value reads as in print: of a passage, only its words."""
    value = None if stored is None else from_json(json.loads(stored))
    return value.text if isinstance(value, Passage) else (type(value), value)


def isbns(database: Database, report: Report) -> dict[str, str]:
    """Give the digits of a report's ISBN, with the name of another report that has it.

    Nothing where there is none; where several have it, the first by name. Raises DatabaseError.
    """
    digits = digits_of(report.answer_text("isbn") or "")
    if not digits:
        return {}
    asked = {"isbn": json.dumps(digits), "programme": report.programme, "force": report.force}
    with database.asking() as ask:
        for its, force, kept, number, value in ask(_SAME_ISBN, asked):
            hold("answer", kept, number, "isbn", value)
            return {digits: f"{its}/{force}"}
        return {}


def _answer(stored: object) -> Answer:
    if not isinstance(stored, str):
        raise Garbled
    return cast("Answer", from_json(json.loads(stored)))
