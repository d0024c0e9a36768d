"""The only writer, with `going_back`: one function for each thing an inspector means to do.

Each is one transaction: what it changes, an entry of the history for every change, and the report's
next version, all or nothing. What changes nothing is not recorded. Besides what each says itself,
all raise DatabaseError, and StaleError where the report is no longer at `expected_version`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from desktop.core import commonmark
from desktop.core.drafting import begin, draft, follow_answers, has_draft
from desktop.core.editions import LONGEST_REASON
from desktop.core.fields import Answer
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.core.richtext import visible
from desktop.store.database import Database
from desktop.store.edits import Edits
from desktop.store.errors import AlreadyThere, DatabaseError
from desktop.store.imported import already_there, as_imported, differing_from, keeping
from desktop.store.recording import Recorded, record

__all__ = [
    "AlreadyThere",
    "Recorded",
    "begin_report",
    "follow_the_draft",
    "keep_own_words",
    "leave_remark",
    "put_back",
    "record_answer",
    "record_edits",
    "record_import",
    "take_over",
    "write_passage",
]


def begin_report(database: Database, *, programme: Programme, force: Force, by: str) -> Recorded:
    """Begin the report of a force; one that was begun already is left as it is."""

    def revise(present: Report | None) -> Report:
        return present or begin(programme, force)

    recorded = record(database, "begin_report", programme, force, by, revise)
    return replace(recorded, mistakes=follow_answers(programme, force, recorded.report).mistakes)


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

    Drafted passages that now read differently change with it, and so do facts in edited ones; a
    draft whose template has a mistake stays as it is. Raises KeyError for a key that the programme
    has no field for.
    """
    edits = Edits(programme, force, {key: answer}, {})
    recorded = record(
        database, "record_answer", programme, force, by, edits.revise, expected_version
    )
    return replace(recorded, mistakes=edits.mistakes)


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
    edits = Edits(programme, force, {}, {item: text})
    return record(database, "write_passage", programme, force, by, edits.revise, expected_version)


def take_over(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    item: str,
    text: str,
    origin: str,
    by: str,
    expected_version: int | None = None,
) -> Recorded:
    """Record a passage, as CommonMark, that was taken over from another report.

    `origin` names that report and the item there, as `a-programme/a-force section.item`. Begins the
    report if need be. Raises KeyError for an item that the programme has not.
    """
    edits = Edits(programme, force, {}, {item: text})
    return record(
        database, "take_over", programme, force, by, edits.revise, expected_version, origin
    )


def record_edits(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    answers: Mapping[str, Answer | None],
    passages: Mapping[str, str],
    by: str,
    over: Mapping[str, str] | None = None,
    expected_version: int | None = None,
) -> Recorded:
    """Record answers and passages that were typed together, as one step of the history.

    Each is taken as `record_answer` and `write_passage` take it. `over` has, by item, the drafts
    that passages were typed over.
    """
    edits = Edits(programme, force, answers, passages, over)
    recorded = record(
        database, "record_edits", programme, force, by, edits.revise, expected_version
    )
    return replace(recorded, mistakes=edits.mistakes)


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

    Raises KeyError for an item that the programme has not, or has no draft for, and ProgrammeError
    for a mistake in its template.
    """
    if not has_draft(programme.items[item]):
        raise KeyError(item)

    def revise(present: Report | None) -> Report | None:
        if present is None or present.passage(item).mode == "drafted":
            return present
        drafted = Passage(draft(programme, item, force, present.answers))
        return replace(present, passages={**present.passages, item: drafted})

    return record(database, "follow_the_draft", programme, force, by, revise, expected_version)


def put_back(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    answers: Mapping[str, Answer | None],
    passages: Mapping[str, Passage],
    by: str,
    expected_version: int | None = None,
) -> Recorded:
    """Record answers and whole passages as they once stood; what is drafted follows the answers.

    Raises KeyError for a field or an item that the programme has not.
    """
    revised = Edits(programme, force, answers, {}, whole=passages)
    recorded = record(database, "put_back", programme, force, by, revised.revise, expected_version)
    return replace(recorded, mistakes=revised.mistakes)


def keep_own_words(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    item: str,
    seen: str,
    by: str,
    expected_version: int | None = None,
) -> Recorded:
    """Record that the inspector has seen a draft, and keeps the edited words in place of it.

    Raises KeyError for an item that the programme has not, or has no draft for.
    """
    if not has_draft(programme.items[item]):
        raise KeyError(item)

    def revise(present: Report | None) -> Report | None:
        if present is None or present.passage(item).mode == "drafted":
            return present
        kept = replace(present.passage(item), instead_of=commonmark.tidy(seen))
        return replace(present, passages={**present.passages, item: kept})

    return record(database, "keep_own_words", programme, force, by, revise, expected_version)


def leave_remark(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    remark: str,
    reason: str,
    by: str,
    expected_version: int | None = None,
) -> Recorded:
    """Record why a remark, given by its name, is left as it is; begins the report if need be.

    Without a reason, the remark counts again.
    """
    reason = " ".join(visible(reason).split())
    if len(reason) > LONGEST_REASON:
        raise DatabaseError(
            f"This reason has more than {LONGEST_REASON:,} characters, so it was not recorded: say"
            " it in fewer words."
        )

    def revise(present: Report | None) -> Report | None:
        before = present or begin(programme, force)
        left = {name: why for name, why in before.left.items() if name != remark}
        if reason:
            return replace(before, left={**left, remark: reason})
        return replace(before, left=left) if present else None

    return record(database, "leave_remark", programme, force, by, revise, expected_version)


def record_import(
    database: Database,
    *,
    report: Report,
    programme: Programme,
    force: Force,
    by: str,
    origin: str = "",
    over: int | None = None,
    keep: Collection[str] = (),
    from_data: bool = False,
) -> Recorded:
    """Record a report that was read from the file that `origin` names, as `as_imported` gives it.

    The same report again changes nothing; raises AlreadyThere for another, unless the inspector has
    seen how it differs from version `over` of the one that is there, and wants it in its place.
    What `keep` names then stays as it is there: by the keys of fields and items, the state by "".
    """
    imported = as_imported(report, programme, force, from_data=from_data)

    def revise(present: Report | None) -> Report:
        if present is None:
            return imported
        differing = differing_from(present, imported)
        if over is not None:
            return keeping(present, imported, keep, (programme, force)) if differing else present
        if differing:
            raise already_there(database, imported, differing)
        return present

    return record(database, "record_import", programme, force, by, revise, over, origin)
