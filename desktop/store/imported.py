"""What a report that was read from a file becomes when it is recorded.

Only for `desktop.store.writing`, and for those who show it before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from desktop.core import commonmark
from desktop.core.drafting import draft_or_none, follow_answers, has_draft
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.changes import Difference, Value, differences, replay
from desktop.store.database import Database
from desktop.store.errors import AlreadyThere
from desktop.store.reading import history

V = TypeVar("V")


def as_imported(
    report: Report, programme: Programme, force: Force, *, from_data: bool = False
) -> Report:
    """Give a report that was read from a file as it is recorded.

    An item that a text says nothing about stays empty until its draft is asked for. What was read
    from data is the entry itself: nothing of it is drafted anew.
    """
    if from_data:
        return replace(report, version=0)
    drafts = {
        key: draft_or_none(programme, key, force, report.answers) or ""
        for key, item in programme.items.items()
        if has_draft(item)
    }
    silent = {
        key: Passage("", "edited", instead_of)
        for key, instead_of in drafts.items()
        if key not in report.passages
    }
    prose = {
        key: replace(
            passage,
            text=commonmark.tidy(passage.text),
            instead_of=drafts.get(key, "") if passage.mode == "edited" else "",
        )
        for key, passage in report.passages.items()
    }
    return replace(report, version=0, passages={**silent, **prose})


def keeping(
    present: Report, imported: Report, keep: Collection[str], at: tuple[Programme, Force]
) -> Report:
    """Put an import in the place of what is there, but for what is kept, and the remarks.

    Where something is kept, all passages follow the answers that come of it.
    """

    def merged(there: Mapping[str, V], new: Mapping[str, V]) -> dict[str, V]:
        kept = {key: value for key, value in there.items() if key in keep}
        return kept | {key: value for key, value in new.items() if key not in keep}

    told = tells_state(imported) and "" not in keep
    after = replace(
        present,
        # Whoever signed it off stays named: their sign-off holds for the words that they saw.
        state=imported.state if told else present.state,
        version=0,
        answers=merged(present.answers, imported.answers),
        passages=merged(present.passages, imported.passages),
    )
    followed = follow_answers(*at, after).passages if keep else {}
    return replace(
        after, passages={key: followed.get(key, each) for key, each in after.passages.items()}
    )


def differing_from(present: Report, imported: Report) -> list[Difference]:
    """Tell what an import says that the report that is there does not say.

    A file says nothing of remarks and review, nor of the draft that words stand in place of.
    """
    told = {"answer", "passage"} | ({"state"} if tells_state(imported) else set())
    return [
        each
        for each in differences(present, imported)
        if each.kind in told and _said(each.before) != _said(each.after)
    ]


def tells_state(imported: Report) -> bool:
    """Say whether a file knows more of the state than that the report was not published yet.

    A proof that was made before publication says nothing against it.
    """
    return imported.state == "published"


def already_there(
    database: Database, imported: Report, differing: Iterable[Difference]
) -> AlreadyThere:
    """Give the refusal of an import over a report that differs from it."""
    counts = Counter((each.kind, _is_empty(each.before)) for each in differing)
    return AlreadyThere(
        imported.name,
        answers=counts["answer", False],
        passages=counts["passage", False],
        new_answers=counts["answer", True],
        new_passages=counts["passage", True],
        same_import=_was_imported(database, imported),
    )


def _said(value: Value) -> object:
    if isinstance(value, Passage):
        return value.mode, value.text
    # Yes is not one, nor is no zero, though Python holds them equal.
    return type(value), value


def _is_empty(value: Value) -> bool:
    return value is None or (isinstance(value, Passage) and not value.text)


def _was_imported(database: Database, imported: Report) -> bool:
    """Say whether the report that is there began as this same import."""
    changes = [
        change
        for change in history(database, imported.programme, imported.force)
        if change.intention == "record_import"
    ]
    began = replay(changes, Report(imported.programme, imported.force))
    return bool(changes) and not any(differences(began, imported))
