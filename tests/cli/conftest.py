"""Commands run in this process on a database of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from desktop.cli import run_command

PROGRAMME = "revisiting-police-relationships-2012"


@dataclass(frozen=True)
class Outcome:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


Fieldbook = Callable[..., Outcome]


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "book.sqlite3"


@pytest.fixture
def fieldbook(database: Path, capsys: pytest.CaptureFixture[str]) -> Fieldbook:
    """Run `fieldbook --database … ARGUMENTS`."""

    def run(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        status = run_command(["--database", str(database), *map(str, arguments)])
        printed = capsys.readouterr()
        return Outcome(status, printed.out, printed.err)

    return run
