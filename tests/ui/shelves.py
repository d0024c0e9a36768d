"""A small library as the tests of the window see it: two programmes, and one that is gone."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.programmes import Programmes
from desktop.core.report import Passage, Report
from desktop.core.review import State
from desktop.store.database import Database
from desktop.store.opening import Opened
from desktop.store.writing import record_import

CUSTODY = "custody-2010"
GONE = "gone-2009"
SECTIONS = """\
[[sections]]
key = "press"
title = "Press relations"
items = [
    { key = "media_policy", title = "Media policy" },
    { key = "leaks", title = "Leaks", fields = [
        { key = "investigated", type = "count", label = "Investigated" },
    ] },
]

[[sections]]
key = "gifts"
title = "Gifts and jobs"
items = [
    { key = "hospitality", title = "Hospitality" },
    { key = "second_jobs", title = "Second jobs" },
]
"""


class _Entry(NamedTuple):
    programme: str
    force: str
    state: State
    by: str
    passages: dict[str, str]


def entries(programme: str) -> list[_Entry]:
    """Tell what the five reports are; two belong to this programme."""
    policy = "The force has a new media policy."
    disclosure = "The force investigated one inappropriate disclosure to the media."
    return [
        _Entry(
            programme,
            "cleveland",
            "published",
            "Ann",
            {"press.media_policy": policy, "press.leaks": disclosure},
        ),
        _Entry(
            programme, "kent", "drafting", "Bea", {"gifts.second_jobs": "No second jobs were held."}
        ),
        _Entry(
            CUSTODY,
            "kent",
            "published",
            "Cy",
            {"gifts.hospitality": "The café in the yard was inspected each year."},
        ),
        _Entry(CUSTODY, "essex", "drafting", "Dot", {"press.leaks": "Nothing was found."}),
        _Entry(GONE, "essex", "published", "Eve", {"press.leaks": "One leak was found."}),
    ]


def another(programme: Programme, key: str, title: str, published: str) -> Programme:
    """Give a programme with the same form under another name."""
    update = {"id": key, "title": title, "short_title": title, "published": published}
    return programme.model_copy(update=update)


def fill(where: Path, programme: Programme, forces: Forces) -> Opened:
    """Open a database with the five reports; one is of a programme that is not at hand."""
    custody = another(programme, CUSTODY, "Custody in focus", "2010-03")
    gone = another(programme, GONE, "Gone", "2009-03")
    by_id = {each.id: each for each in (programme, custody, gone)}
    database = Database.open(where)
    for entry in entries(programme.id):
        report = Report(
            entry.programme,
            entry.force,
            entry.state,
            passages={item: Passage(text, "edited") for item, text in entry.passages.items()},
        )
        its, force = by_id[entry.programme], forces[entry.force]
        record_import(database, report=report, programme=its, force=force, by=entry.by)
    del by_id[GONE]
    return Opened(database, Programmes(by_id, {}), forces)
