"""The only writer: one function for each thing an inspector means to do.

Each is one transaction: what it changes, an entry of the history for every change, and the report's
next version, all or nothing. What changes nothing is not recorded. Besides what each says itself,
all raise DatabaseError, and StaleError where the report is no longer at `expected_version`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa

from desktop.core import commonmark
from desktop.core.drafting import begin, draft, redraft
from desktop.core.fields import Answer
from desktop.core.forces import Force
from desktop.core.programme import Programme, item_of
from desktop.core.report import Passage, Report
from desktop.store.changes import Change, Difference, differences, replay, to_json
from desktop.store.database import Database, LastRecorded
from desktop.store.errors import AlreadyThere, StaleError
from desktop.store.reading import history, read_for_writing
from desktop.store.tables import ANSWER, CHANGE, PASSAGE, REPORT

_NEW_REPORT = sa.insert(REPORT).returning(REPORT.c.id)
_NEXT_VERSION = (
    sa.update(REPORT)
    .where(REPORT.c.id == sa.bindparam("this"))
    .values(version=sa.bindparam("next_version"), state=sa.bindparam("next_state"))
)
_NEW_CHANGES = sa.insert(CHANGE).inline()
_NEW_ANSWER = sa.insert(ANSWER).inline()
_NEW_PASSAGE = sa.insert(PASSAGE).inline()
_THIS_ANSWER = (ANSWER.c.report == sa.bindparam("this"), ANSWER.c.key == sa.bindparam("which"))
_THIS_PASSAGE = (PASSAGE.c.report == sa.bindparam("this"), PASSAGE.c.item == sa.bindparam("which"))
_OTHER_ANSWER = sa.update(ANSWER).where(*_THIS_ANSWER).values(value=sa.bindparam("new_value"))
_OTHER_PASSAGE = (
    sa.update(PASSAGE)
    .where(*_THIS_PASSAGE)
    .values(text=sa.bindparam("new_text"), mode=sa.bindparam("new_mode"))
)
_NO_ANSWER = sa.delete(ANSWER).where(*_THIS_ANSWER)
_NO_PASSAGE = sa.delete(PASSAGE).where(*_THIS_PASSAGE)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A report as the database now holds it, and what was changed to make it so."""

    report: Report
    changes: tuple[Change, ...]


def begin_report(database: Database, *, programme: Programme, force: Force, by: str) -> Recorded:
    """Begin the report of a force; one that was begun already is left as it is."""
    return _record(
        database,
        "begin_report",
        programme=programme,
        force=force,
        by=by,
        revise=lambda present: present or begin(programme, force),
    )


def record_answer(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    key: str,
    answer: Answer | None,
    by: str,
    expected_version: int | None = None,
) -> Recorded:
    """Record a cleaned answer, or with None that there is none; begins the report if need be.

    Drafted passages that now read differently change with it. Raises KeyError for a key that the
    programme has no field for.
    """
    revise = _edit(programme, force, {key: answer}, {})
    return _record(database, "record_answer", programme, force, by, revise, expected_version)


def write_passage(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    item: str,
    text: str,
    by: str,
    expected_version: int | None = None,
) -> Recorded:
    """Record a passage, as CommonMark, in the inspector's words; begins the report if need be.

    Raises KeyError for an item that the programme has not.
    """
    revise = _edit(programme, force, {}, {item: text})
    return _record(database, "write_passage", programme, force, by, revise, expected_version)


def record_edits(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    answers: Mapping[str, Answer | None],
    passages: Mapping[str, str],
    by: str,
    expected_version: int | None = None,
) -> Recorded:
    """Record answers and passages that were typed together, as one step of the history.

    Each is taken as `record_answer` and `write_passage` take it.
    """
    revise = _edit(programme, force, answers, passages)
    return _record(database, "record_edits", programme, force, by, revise, expected_version)


def follow_the_draft(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    item: str,
    by: str,
    expected_version: int | None = None,
) -> Recorded:
    """Put the draft in the place of an edited passage, and let it follow the answers again.

    Raises KeyError for an item that the programme has not, or has no draft for.
    """
    if not (programme.items[item].wording or programme.items[item].draft):
        raise KeyError(item)

    def revise(present: Report | None) -> Report | None:
        if present is None or present.passage(item).mode == "drafted":
            return present
        drafted = Passage(draft(programme, item, force, present.answers))
        return replace(present, passages={**present.passages, item: drafted})

    return _record(database, "follow_the_draft", programme, force, by, revise, expected_version)


def record_import(
    database: Database, *, report: Report, programme: Programme, force: Force, by: str
) -> Recorded:
    """Record a report that was read from a file, for a force that has none.

    An item that the file says nothing about stays empty until its draft is asked for. The same
    report again changes nothing; raises AlreadyThere for another.
    """
    silent = {
        key: Passage(mode="edited")
        for key, item in programme.items.items()
        if (item.wording or item.draft) and key not in report.passages
    }
    prose = {
        item: replace(passage, text=_canonical(passage.text))
        for item, passage in report.passages.items()
    }
    imported = replace(report, version=0, passages={**silent, **prose})

    def revise(present: Report | None) -> Report:
        if present is None:
            return imported
        differing = [each.kind for each in differences(present, imported)]
        if differing:
            raise AlreadyThere(
                report.name,
                answers=differing.count("answer"),
                passages=differing.count("passage"),
                same_import=_was_imported(database, imported),
            )
        return present

    return _record(database, "record_import", programme, force, by, revise)


def _edit(
    programme: Programme,
    force: Force,
    answers: Mapping[str, Answer | None],
    passages: Mapping[str, str],
) -> Callable[[Report | None], Report | None]:
    """Give what makes a report of the present one and of what was typed."""
    for key in answers:
        if programme.field(key) is None:
            raise KeyError(key)
    for item in passages:
        if item not in programme.items:
            raise KeyError(item)
    written = {item: _canonical(text) for item, text in passages.items()}

    def revise(present: Report | None) -> Report | None:
        report = present or begin(programme, force)
        given = {**report.answers, **answers}
        prose = dict(report.passages)
        for item, text in written.items():
            if text != report.passage(item).text:
                prose[item] = Passage(text, "edited")
        edited = replace(
            report,
            answers={key: answer for key, answer in given.items() if answer is not None},
            passages=prose,
        )
        if not any(differences(report, edited)):
            return present
        drafts = redraft(programme, force, edited, _drawn_from(answers, programme))
        return replace(edited, passages={**prose, **drafts})

    return revise


def _drawn_from(answers: Iterable[str], programme: Programme) -> set[str]:
    """Give the items whose drafts speak of any of the answers; all speak of those of the report."""
    items = {item_of(key) for key in answers}
    return set(programme.items) if "" in items else items


def _canonical(text: str) -> str:
    return commonmark.write(commonmark.parse(text))


def _was_imported(database: Database, imported: Report) -> bool:
    """Say whether the report that is there began as this same import."""
    changes = [
        change
        for change in history(database, imported.programme, imported.force)
        if change.intention == "record_import"
    ]
    began = replay(changes, Report(imported.programme, imported.force))
    return bool(changes) and not any(differences(began, imported))


def _record(
    database: Database,
    intention: str,
    programme: Programme,
    force: Force,
    by: str,
    revise: Callable[[Report | None], Report | None],
    expected_version: int | None = None,
) -> Recorded:
    """Record what an intention makes of the present report, if that differs from it."""
    with database.writing() as connection:
        number, present = read_for_writing(
            connection, programme.id, force.key, database.last_recorded
        ) or (0, None)
        before = present or Report(programme.id, force.key)
        if expected_version not in (None, before.version):
            raise StaleError(
                f"{before.name} was changed elsewhere since it was read here, so this was not"
                " saved: see what was changed, then decide."
            )
        after = revise(present)
        if after is None:
            return Recorded(begin(programme, force), ())
        found = list(differences(before, after))
        if present is None:
            found.insert(0, Difference("report", "", None, programme.version))
        if not found:
            return Recorded(_copied(before), ())
        after = replace(after, version=before.version + 1)
        if present is None:
            number = _insert_report(connection, after, programme)
        else:
            connection.execute(
                _NEXT_VERSION,
                {"this": number, "next_version": after.version, "next_state": after.state},
            )
        changes = _write(connection, number, after, found, intention, by)
    database.last_recorded = LastRecorded(number, after)
    return Recorded(_copied(after), changes)


def _copied(report: Report) -> Report:
    """Copy a report to give it away: the one that is remembered must stay as it is recorded."""
    return replace(report, answers=dict(report.answers), passages=dict(report.passages))


def _insert_report(connection: sa.Connection, report: Report, programme: Programme) -> int:
    number = connection.scalar(
        _NEW_REPORT,
        {
            "programme": report.programme,
            "programme_version": programme.version,
            "force": report.force,
            "state": report.state,
            "version": report.version,
        },
    )
    assert isinstance(number, int)
    return number


def _write(
    connection: sa.Connection,
    number: int,
    report: Report,
    found: Sequence[Difference],
    intention: str,
    by: str,
) -> tuple[Change, ...]:
    """Write what differs to its rows, and the history of it."""
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")
    # The name of an account may hold bytes that are no text; the history needs no more than a name.
    by = by.encode("utf-8", "replace").decode("utf-8")
    rows = [_row(number, each) for each in found if each.kind in ("answer", "passage")]
    for statement, values in rows:
        connection.execute(statement, values)
    connection.execute(
        _NEW_CHANGES,
        [
            {
                "report": number,
                "step": report.version,
                "intention": intention,
                "kind": each.kind,
                "key": each.key,
                "before": to_json(each.before),
                "after": to_json(each.after),
                "by": by,
                "at": at,
            }
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
            intention,
            by,
            at,
        )
        for each in found
    )


def _row(number: int, each: Difference) -> tuple[sa.Executable, dict[str, object]]:
    """Give the statement that brings an answer's or passage's row up, and its values."""
    this: dict[str, object] = {"this": number, "which": each.key}
    if isinstance(each.after, Passage):
        if each.before is None:
            return _NEW_PASSAGE, {
                "report": number,
                "item": each.key,
                "text": each.after.text,
                "mode": each.after.mode,
            }
        return _OTHER_PASSAGE, this | {"new_text": each.after.text, "new_mode": each.after.mode}
    if each.after is None:
        return (_NO_ANSWER if each.kind == "answer" else _NO_PASSAGE), this
    if each.before is None:
        return _NEW_ANSWER, {"report": number, "key": each.key, "value": to_json(each.after)}
    return _OTHER_ANSWER, this | {"new_value": to_json(each.after)}
