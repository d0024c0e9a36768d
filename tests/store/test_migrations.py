"""Each revision of the tables by name, and how a file is brought from one to the next."""

from __future__ import annotations

import contextlib
import io
import runpy
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.store import migrating
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.reading import history, read_report
from desktop.store.tables import METADATA
from desktop.store.writing import record_answer

SECOND = """
from alembic import op
import sqlalchemy as sa

revision = "0002"
down_revision = "0001"

def upgrade():
    op.add_column("report", sa.Column("colour", sa.String()))
    with op.batch_alter_table("answer") as batch:
        batch.alter_column("key", type_=sa.Text())
    {last}
"""


def later_fieldbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str) -> None:
    """Let Fieldbook know a second revision, which ends with the given line."""
    folder = tmp_path / "later" / "migrations"
    shutil.copytree(migrating.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "0002_colours.py").write_text(SECOND.format(last=last))
    monkeypatch.setattr(migrating, "FOLDER", folder)
    monkeypatch.setattr(migrating, "revisions", migrating.revisions.__wrapped__)


def beside(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir() if file.is_file()}


def test_0001_reports_and_history(database: Database) -> None:
    with database.reading() as connection:
        assert migrating.revision_of(connection) == "0001"
        assert compare_metadata(MigrationContext.configure(connection), METADATA) == []
        triggers = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name"
        assert connection.exec_driver_sql(triggers).scalars().all() == [
            "change_refuses_delete",
            "change_refuses_update",
        ]
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == 0x46426B31


def test_0001_reports_and_history_for_a_server() -> None:
    written = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written}
    )
    (file,) = (migrating.FOLDER / "versions").glob("0001*.py")
    with Operations.context(context):
        runpy.run_path(str(file))["upgrade"]()
    sql = written.getvalue()
    assert "BEFORE UPDATE OR DELETE OR TRUNCATE ON change" in sql
    assert "PRAGMA" not in sql


def test_the_revisions_are_those_that_alembic_knows() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrating.FOLDER))
    scripts = ScriptDirectory.from_config(config)
    known = [script.revision for script in scripts.walk_revisions()]
    assert known[::-1] == list(migrating.revisions())
    assert scripts.get_heads() == [migrating.newest()]


def test_an_older_file_is_copied_and_brought_up(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inspection: Programme
) -> None:
    with Database.open(filled) as database:
        before = read_report(database, inspection.id, "kent")
        entries = history(database, inspection.id, "kent")
    later_fieldbook(tmp_path, monkeypatch, "")
    with Database.open(filled) as database:
        assert read_report(database, inspection.id, "kent") == before
        assert history(database, inspection.id, "kent") == entries
        with database.reading() as connection:
            assert migrating.revision_of(connection) == "0002"
            connection.exec_driver_sql("SELECT colour FROM report")
    assert beside(filled) == {"book.sqlite3", "book.revision-0001.sqlite3"}
    monkeypatch.undo()
    with Database.open(filled.with_name("book.revision-0001.sqlite3")) as copy:
        assert read_report(copy, inspection.id, "kent") == before
    with pytest.raises(DatabaseError, match="newer Fieldbook"):
        Database.open(filled)


def test_what_another_program_has_not_put_down_yet_is_brought_up_too(
    filled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    inspection: Programme,
    kent: Force,
) -> None:
    with Database.open(filled) as older:
        record_answer(
            older,
            programme=inspection,
            force=kent,
            key="press.leaks.investigated",
            answer=4,
            by="I",
        )
        later_fieldbook(tmp_path, monkeypatch, "")
        Database.open(filled).close()
    for name in ("book.sqlite3", "book.revision-0001.sqlite3"):
        with Database.open(filled.with_name(name)) as database:
            report = read_report(database, inspection.id, "kent")
            assert report is not None
            assert report.answers == {"press.leaks.investigated": 4}


@pytest.mark.parametrize(
    "last",
    [
        "raise RuntimeError('no\\nluck')",
        "op.execute('SELECT nothing FROM nowhere')",
        "op.execute(\"INSERT INTO answer (report, key, value) VALUES (99, 'a', '1')\")",
    ],
)
def test_a_failure_leaves_the_older_file_as_it_was(
    filled: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    inspection: Programme,
    last: str,
) -> None:
    with contextlib.closing(sqlite3.connect(filled)) as connection:
        before = list(connection.iterdump())
    later_fieldbook(tmp_path, monkeypatch, last)
    for copies in (1, 2):
        with pytest.raises(DatabaseError, match="could not be brought up to date") as caught:
            Database.open(filled)
        assert "\n" not in str(caught.value)
        assert len(beside(filled)) == 1 + copies
    with contextlib.closing(sqlite3.connect(filled)) as connection:
        assert list(connection.iterdump()) == before
    monkeypatch.undo()
    with Database.open(filled) as database:
        assert read_report(database, inspection.id, "kent") is not None


def test_without_a_copy_nothing_is_brought_up(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_fieldbook(tmp_path, monkeypatch, "")
    before = filled.read_bytes()

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(DatabaseError, match="no room left"):
        Database.open(filled)
    assert filled.read_bytes() == before
    assert beside(filled) == {"book.sqlite3"}
