"""Going back in the history of a report: a writer, as those of `desktop.store.writing`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.database import Database
from desktop.store.edits import Edits
from desktop.store.reading import report_at
from desktop.store.recording import Recorded, record


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

    With keys of fields and items, only these; what is drafted then follows the answers. Keys that
    the programme no longer has stay as they are.
    """
    then = report_at(database, programme.id, force.key, step)
    if not keys:

        def revise(present: Report | None) -> Report | None:
            return then if present else None

        return record(database, "go_back", programme, force, by, revise, expected_version)
    fields = {key: then.answers.get(key) for key in keys if programme.field(key)}
    passages = {key: then.passage(key) for key in keys if key in programme.items}
    revised = Edits(programme, force, fields, {}, whole=passages)
    recorded = record(database, "go_back", programme, force, by, revised.revise, expected_version)
    return replace(recorded, mistakes=revised.mistakes)
