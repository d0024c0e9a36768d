"""A small inspection, whose drafts cannot change under these tests, and a database for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.store.database import Database
from desktop.store.writing import record_answer
from tests.programme_stub import write_programme
from tests.store.desk import Desk

SECTIONS = """\
[[sections]]
key = "about"
title = "About"

[[sections.items]]
key = "imprint"
title = "Imprint"
wording = "imprint.md"

[[sections]]
key = "press"
title = "Press"

[[sections.items]]
key = "leaks"
title = "Leaks"
draft = "leaks.j2"
fields = [
    { key = "investigated", type = "count", label = "Investigated" },
    { key = "found", type = "yes_no", label = "Found" },
    { key = "plan", type = "text", label = "Plan" },
]

[[sections.items]]
key = "policies"
title = "Policies"
fields = [
    { key = "state", type = "choice", label = "State", options = [
        { key = "old", label = "Old" }, { key = "new", label = "New" } ] },
    { key = "reviewed", type = "choices", label = "Reviewed", options = [
        { key = "media", label = "Media" }, { key = "gifts", label = "Gifts" } ] },
]
"""
LEAKS = """
{% if investigated != none %}
There were {{ investigated }} leaks in {{ force.area_in_sentence }}.
{% endif %}
"""
IMPRINT = "© HMIC. ISBN {% if report.isbn %}{{ report.isbn }}{% else %}to come{% endif %}"


@pytest.fixture(scope="session")
def inspection(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    folder = write_programme(
        tmp_path_factory.mktemp("programmes"),
        SECTIONS,
        {"drafts/leaks.j2": LEAKS, "wording/imprint.md": IMPRINT},
    )
    return read_programme(folder)


@pytest.fixture(scope="session")
def kent(forces: Forces) -> Force:
    return forces["kent"]


@pytest.fixture(scope="session")
def essex(forces: Forces) -> Force:
    return forces["essex"]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "book.sqlite3"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    with Database.open(path) as database:
        yield database


@pytest.fixture
def filled(path: Path, inspection: Programme, kent: Force) -> Path:
    """A database file with one report in it, which no program has open."""
    with Database.open(path) as database:
        record_answer(
            database,
            programme=inspection,
            force=kent,
            key="press.leaks.investigated",
            answer=3,
            by="I",
        )
    return path


@pytest.fixture
def desk(database: Database, inspection: Programme, kent: Force) -> Desk:
    return Desk(database, inspection, kent)
