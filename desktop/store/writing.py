"""The only writer: one function for each thing an inspector means to do.

Each is one transaction: what it changes, an entry of the history for every change, and the report's
next version, all or nothing. What changes nothing is not recorded. Besides what each says itself,
all raise DatabaseError, and StaleError where the report is no longer at `expected_version`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from desktop.core import commonmark
from desktop.core.drafting import begin, draft, redraft
from desktop.core.fields import Answer
from desktop.core.forces import Force
from desktop.core.programme import Programme, item_of
from desktop.core.report import Passage, Report
from desktop.store.changes import differences, replay
from desktop.store.database import Database
from desktop.store.errors import AlreadyThere
from desktop.store.reading import history
from desktop.store.recording import Recorded, record

__all__ = [
    "AlreadyThere",
    "Recorded",
    "begin_report",
    "follow_the_draft",
    "record_answer",
    "record_edits",
    "record_import",
    "write_passage",
]


def begin_report(database: Database, *, programme: Programme, force: Force, by: str) -> Recorded:
    """Begin the report of a force; one that was begun already is left as it is."""

    def revise(present: Report | None) -> Report:
        return present or begin(programme, force)

    return record(database, "begin_report", programme, force, by, revise)


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
    return record(database, "record_answer", programme, force, by, revise, expected_version)


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
    return record(database, "write_passage", programme, force, by, revise, expected_version)


def record_edits(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    answers: Mapping[str, Answer | None],
    passages: Mapping[str, str],
    by: str,
    expected_version: int | None = None,
    redrafting: bool = True,
) -> Recorded:
    """Record answers and passages that were typed together, as one step of the history.

    Each is taken as `record_answer` and `write_passage` take it. Without `redrafting`, drafted
    passages stay as they are: a mistake in a template must keep nothing from being recorded.
    """
    revise = _edit(programme, force, answers, passages, redrafting=redrafting)
    return record(database, "record_edits", programme, force, by, revise, expected_version)


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

    return record(database, "follow_the_draft", programme, force, by, revise, expected_version)


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
        item: replace(passage, text=commonmark.tidy(passage.text))
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

    return record(database, "record_import", programme, force, by, revise)


def _edit(
    programme: Programme,
    force: Force,
    answers: Mapping[str, Answer | None],
    passages: Mapping[str, str],
    *,
    redrafting: bool = True,
) -> Callable[[Report | None], Report | None]:
    """Give what makes a report of the present one and of what was typed."""
    for key in answers:
        if programme.field(key) is None:
            raise KeyError(key)
    for item in passages:
        if item not in programme.items:
            raise KeyError(item)
    written = {item: commonmark.tidy(text) for item, text in passages.items()}

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
        if not redrafting:
            return edited
        drafts = redraft(programme, force, edited, _drawn_from(answers, programme))
        return replace(edited, passages={**prose, **drafts})

    return revise


def _drawn_from(answers: Iterable[str], programme: Programme) -> set[str]:
    """Give the items whose drafts speak of any of the answers; all speak of those of the report."""
    items = {item_of(key) for key in answers}
    return set(programme.items) if "" in items else items


def _was_imported(database: Database, imported: Report) -> bool:
    """Say whether the report that is there began as this same import."""
    changes = [
        change
        for change in history(database, imported.programme, imported.force)
        if change.intention == "record_import"
    ]
    began = replay(changes, Report(imported.programme, imported.force))
    return bool(changes) and not any(differences(began, imported))
