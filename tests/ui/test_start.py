"""What the window loads before it is of use: what is not needed yet is not waited for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.database import Database
from desktop.store.writing import record_import

SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from desktop.app import make_window

def tell():
    print([name for name in {watched!r} if name in sys.modules])
    window.close()
    app.quit()

app, window = make_window(sys.argv[1])
{when}
window.show()
app.exec()
"""


@pytest.fixture
def database(tmp_path: Path, programme: Programme, forces: Forces) -> str:
    path = tmp_path / "book.sqlite3"
    with Database.open(path) as database:
        record_import(
            database,
            report=Report(
                programme.id,
                "cleveland",
                "published",
                answers={"press.leaks.investigated": 2},
                passages={"press.leaks": Passage("There were **two**.", "edited")},
            ),
            programme=programme,
            force=forces["cleveland"],
            by="I",
        )
    return str(path)


def loaded(database: str, when: str, *watched: str) -> str:
    script = SCRIPT.format(watched=watched, when=when)
    run = subprocess.run(
        [sys.executable, "-c", script, database],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return run.stdout.strip()


def test_the_first_paint_waits_for_neither_form_nor_reports(database: str) -> None:
    when = "window.begin = tell"
    assert loaded(database, when, "pydantic", "sqlite3", "markdown_it", "desktop.ui.form") == "[]"


def test_the_filled_form_waits_for_neither_sqlalchemy_nor_pages(database: str) -> None:
    when = "window.filled.connect(tell)"
    watched = ("sqlalchemy", "sqlmodel", "alembic", "jinja2", "weasyprint", "pypdfium2", "typer")
    assert loaded(database, when, *watched) == "[]"
