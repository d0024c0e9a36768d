from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.core.folders import FORCES_FILE, TEMPLATES
from desktop.core.forces import Forces, read_forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.ingest import Reading, read_published

HERE = Path(__file__).parent
Read = Callable[[str], Reading]


@pytest.fixture(scope="session")
def programme() -> Programme:
    return read_programme(TEMPLATES / "revisiting-police-relationships-2012")


@pytest.fixture(scope="session")
def forces() -> Forces:
    return read_forces(FORCES_FILE)


@pytest.fixture(scope="session")
def read(programme: Programme, forces: Forces) -> Read:
    return lambda text: read_published(text, programmes=[programme], forces=forces)


@pytest.fixture(scope="session")
def published() -> dict[str, Any]:
    return tomllib.loads((HERE / "published_answers.toml").read_text(encoding="utf-8"))
