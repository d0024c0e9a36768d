"""Going back in the history of a report: a writer, as those of `desktop.store.writing`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from desktop.core.drafting import Followed, follow_answers
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.changes import Difference, differences
from desktop.store.database import Database
from desktop.store.reading import report_at, time_of
from desktop.store.recording import Recorded, record

V = TypeVar("V")


def go_back(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    step: int,
    keys: Collection[str] = (),
    by: str,
    expected_version: int | None = None,
) -> Recorded:
    """Make a report again what it was after a step of its history, as a new step.

    How far its review has come, and what was said in it, stays as it is. With keys of fields and
    items, only these; what is drafted then follows the answers. Keys that
    the programme no longer has stay as they are. Nothing comes of going back in a report that was
    never begun.
    """
    then = report_at(database, programme.id, force.key, step)
    followed = Followed({})

    def revise(present: Report | None) -> Report | None:
        nonlocal followed
        if present is None:
            return None
        after, followed = gone_back(programme, force, present, then, keys)
        return after

    recorded = record(
        database,
        "go_back",
        programme,
        force,
        by,
        revise,
        expected_version,
        origin=f"step {step} of {time_of(database, programme.id, force.key, step)}",
    )
    return replace(recorded, mistakes=followed.mistakes)


def what_would_change(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    present: Report,
    step: int,
    keys: Collection[str] = (),
) -> list[Difference]:
    """Tell what `go_back` would change in a report as it stands now. Raises DatabaseError."""
    then = report_at(database, programme.id, force.key, step)
    after, _ = gone_back(programme, force, present, then, keys)
    return list(differences(present, after))


def gone_back(
    programme: Programme, force: Force, present: Report, then: Report, keys: Collection[str]
) -> tuple[Report, Followed]:
    """Give a report with these keys, or with none all of it, as it was, and what followed."""
    if not keys:
        said = replace(present, answers=then.answers, passages=then.passages, left=then.left)
        return said, Followed({})
    fields = {key for key in keys if programme.field(key)}
    items = {key for key in keys if key in programme.items}
    partly = replace(
        present,
        answers=_put_back(present.answers, then.answers, fields),
        passages=_put_back(present.passages, then.passages, items),
    )
    changed = [each.key for each in differences(present, partly) if each.kind == "answer"]
    followed = follow_answers(programme, force, partly, changed, also=items)
    return replace(partly, passages={**partly.passages, **followed.passages}), followed


def _put_back(
    present: Mapping[str, V], then: Mapping[str, V], keys: Collection[str]
) -> dict[str, V]:
    kept = {key: value for key, value in present.items() if key not in keys}
    return kept | {key: value for key, value in then.items() if key in keys}
