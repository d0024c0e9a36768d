"""What a report that was read from a file becomes when it is recorded.

Only for `desktop.store.writing`, and for those who show it before.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from desktop.core import commonmark
from desktop.core.drafting import draft_or_none, follow_answers, has_draft
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.changes import differences, replay
from desktop.store.database import Database
from desktop.store.reading import history

V = TypeVar("V")


def as_imported(report: Report, programme: Programme, force: Force) -> Report:
    """Give a report that was read from a file as it is recorded.

    An item that the file says nothing about stays empty until its draft is asked for.
    """
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

    after = replace(
        imported,
        state=present.state if "" in keep else imported.state,
        answers=merged(present.answers, imported.answers),
        passages=merged(present.passages, imported.passages),
        left=present.left,
    )
    followed = follow_answers(*at, after).passages if keep else {}
    return replace(
        after, passages={key: followed.get(key, each) for key, each in after.passages.items()}
    )


def was_imported(database: Database, imported: Report) -> bool:
    """Say whether the report that is there began as this same import."""
    changes = [
        change
        for change in history(database, imported.programme, imported.force)
        if change.intention == "record_import"
    ]
    began = replay(changes, Report(imported.programme, imported.force))
    return bool(changes) and not any(differences(began, imported))
