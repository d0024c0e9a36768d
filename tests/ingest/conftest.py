from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.ingest import Reading, read_published

HERE = Path(__file__).parent
Read = Callable[[str], Reading]


@pytest.fixture
def read(programme: Programme, forces: Forces) -> Read:
    return lambda text: read_published(text, programmes=[programme], forces=forces)


@pytest.fixture(scope="session")
def published() -> dict[str, Any]:
    return tomllib.loads((HERE / "published_answers.toml").read_text(encoding="utf-8"))
