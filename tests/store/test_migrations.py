"""Each revision of the tables by name, and how a file is brought from one to the next."""

from __future__ import annotations

import contextlib
import io
import os
import runpy
import shutil
import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from desktop.core import folders
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store import migrating, prose, sqlite_file
from desktop.store.changes import replay
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.library import Wanted, look_through
from desktop.store.listing import list_reports
from desktop.store.reading import history, read_report
from desktop.store.reviewing import move_to, write_comment
from desktop.store.searching import search
from desktop.store.tables import METADATA
from desktop.store.words import learn_word, own_words
from desktop.store.writing import leave_remark, record_answer, write_passage
from tests.new_databases import made_quickly

PLAN = "press.leaks.plan"
POLICIES = "press.policies"
LATER = """
from alembic import op
import sqlalchemy as sa

revision = "0007"
down_revision = "0006"

def upgrade():
    op.add_column("report", sa.Column("colour", sa.String()))
    with op.batch_alter_table("answer") as batch:
        batch.alter_column("key", type_=sa.Text())
    {last}
"""
AT_REVISION_0001 = """
INSERT INTO report (id, programme, programme_version, force, state, version)
    VALUES (1, 'small-inspection', 3, 'kent', 'drafting', 2);
INSERT INTO answer (report, key, value) VALUES
    (1, 'press.leaks.investigated', '3'), (1, 'press.policies.reviewed', '["media"]');
INSERT INTO passage (report, item, mode, text) VALUES
    (1, 'press.leaks', 'drafted', 'There were 3 leaks in Kent.'),
    (1, 'press.policies', 'edited', 'Policies are **new**.');
INSERT INTO change (report, step, intention, kind, key, before, after, by, at) VALUES
    (1, 1, 'record_answer', 'report', '', NULL, '3', 'I', '2012-10-01T09:00:00.000+00:00'),
    (1, 1, 'record_answer', 'answer', 'press.leaks.investigated', NULL, '3', 'I',
        '2012-10-01T09:00:00.000+00:00'),
    (1, 1, 'record_answer', 'passage', 'press.leaks', NULL,
        '{"mode": "drafted", "text": "There were 3 leaks in Kent."}', 'I',
        '2012-10-01T09:00:00.000+00:00'),
    (1, 2, 'record_edits', 'answer', 'press.policies.reviewed', NULL, '["media"]', 'I',
        '2012-10-01T09:01:00.000+00:00'),
    (1, 2, 'record_edits', 'passage', 'press.policies', NULL,
        '{"mode": "edited", "text": "Policies are **new**."}', 'I',
        '2012-10-01T09:01:00.000+00:00');
"""


def another_fieldbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, revisions: int = 9, more: str = ""
) -> None:
    """Let Fieldbook know only the first revisions, or a later one too."""
    folder = tmp_path / "another" / "migrations"
    shutil.copytree(migrating.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in sorted((folder / "versions").glob("[0-9]*.py"))[revisions:]:
        file.unlink()
    if more:
        (folder / "versions" / "0007_colours.py").write_text(more)
    monkeypatch.setattr(migrating, "FOLDER", folder)
    monkeypatch.setattr(migrating, "revisions", migrating.revisions.__wrapped__)


def later_fieldbook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, last: str) -> None:
    """Let Fieldbook know one more revision, which ends with the given line."""
    another_fieldbook(tmp_path, monkeypatch, more=LATER.format(last=last))


@pytest.fixture
def at_0001(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with one report in it as the first Fieldbook wrote it."""
    with monkeypatch.context() as older:
        another_fieldbook(tmp_path, older, revisions=1)
        Database.open(path).close()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(AT_REVISION_0001)
    return path


@pytest.fixture
def at_0002(at_0001: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same file as the second Fieldbook left it."""
    with monkeypatch.context() as older:
        another_fieldbook(tmp_path / "second", older, revisions=2)
        Database.open(at_0001).close()
    at_0001.with_name("book.revision-0001.sqlite3").unlink()
    return at_0001


@pytest.fixture
def at_0003(at_0002: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same file as the third Fieldbook left it."""
    with monkeypatch.context() as older:
        another_fieldbook(tmp_path / "third", older, revisions=3)
        Database.open(at_0002).close()
    at_0002.with_name("book.revision-0002.sqlite3").unlink()
    return at_0002


def other_tables_than_declared(connection: sa.Connection) -> list[Any]:
    """Tell how the tables differ from those declared; the index of words has tables of its own."""

    def is_portable(_thing: object, name: str | None, kind: str, *_more: object) -> bool:
        return kind != "table" or not (name or "").startswith("prose_")

    context = MigrationContext.configure(connection, opts={"include_object": is_portable})
    found: list[Any] = compare_metadata(context, METADATA)
    return found


def beside(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir() if file.is_file()}


def test_a_new_file_has_the_tables_that_fieldbook_speaks_to(database: Database) -> None:
    with database.reading() as connection:
        assert migrating.revision_of(connection) == "0006"
        assert other_tables_than_declared(connection) == []


def test_0001_reports_and_history(at_0001: Path) -> None:
    with contextlib.closing(sqlite3.connect(at_0001)) as connection:
        [(revision,)] = connection.execute("SELECT version_num FROM alembic_version")
        assert revision == "0001"
        assert connection.execute("PRAGMA application_id").fetchone() == (0x46426B31,)
        refuse_changes_of_the_history(connection)


def test_0002_left_remarks(at_0001: Path, inspection: Programme, kent: Force) -> None:
    with contextlib.closing(sqlite3.connect(at_0001)) as connection:
        entries = connection.execute("SELECT * FROM change ORDER BY id").fetchall()
    with Database.open(at_0001) as database:
        with database.reading() as reading:
            assert migrating.revision_of(reading) == "0006"
            assert other_tables_than_declared(reading) == []
        expected = Report(
            "small-inspection",
            "kent",
            version=2,
            answers={"press.leaks.investigated": 3, "press.policies.reviewed": ("media",)},
            passages={
                "press.leaks": Passage("There were 3 leaks in Kent."),
                "press.policies": Passage("Policies are **new**.", "edited"),
            },
        )
        assert read_report(database, inspection.id, "kent") == expected
        assert list_reports(database) == [expected]
        changes = history(database, inspection.id, "kent")[::-1]
        assert replay(changes, Report(inspection.id, "kent")) == expected
        assert own_words(database) == frozenset()
        left = leave_remark(
            database, programme=inspection, force=kent, remark="a|b|c", reason="So.", by="I"
        )
        learn_word(database, word="Airwave", by="I")
        assert read_report(database, inspection.id, "kent") == left.report
    with contextlib.closing(sqlite3.connect(at_0001)) as connection:
        kept = connection.execute("SELECT * FROM change WHERE step < 3 ORDER BY id").fetchall()
        assert [each[:-1] for each in kept] == [(*entry, "", "") for entry in entries]
        refuse_changes_of_the_history(connection)
    assert beside(at_0001) == {"book.sqlite3", "book.revision-0001.sqlite3"}
    with contextlib.closing(
        sqlite3.connect(at_0001.with_name("book.revision-0001.sqlite3"))
    ) as copy:
        assert copy.execute("SELECT * FROM change ORDER BY id").fetchall() == entries
        assert copy.execute("SELECT version_num FROM alembic_version").fetchone() == ("0001",)


def test_0003_looking_through_reports(
    at_0002: Path, inspection: Programme, kent: Force, essex: Force
) -> None:
    with contextlib.closing(sqlite3.connect(at_0002)) as older, older:
        older.execute(
            "INSERT INTO report VALUES (2, 'small-inspection', 3, 'essex', 'drafting', 1)"
        )
        older.execute("INSERT INTO answer (report, key, value) VALUES (2, ?, ?)", (PLAN, '"Heron"'))
        older.execute(
            "INSERT INTO change (report, step, intention, kind, key, after, by, at)"
            " VALUES (2, 1, 'record_answer', 'answer', ?, '\"Heron\"', 'Another', '2012-11-02')",
            (PLAN,),
        )
        entries = older.execute("SELECT * FROM change ORDER BY id").fetchall()
    with Database.open(at_0002) as database:
        assert places(database, "policy") == [("kent", POLICIES, ((0, 8),))]
        assert places(database, "leaking 3") == [("kent", "press.leaks", ((11, 12), (13, 18)))]
        assert places(database, "heron") == [("essex", PLAN, ((0, 5),))]
        assert places(database, "new") == [("kent", POLICIES, ((13, 16),))]
        listed = look_through(database, Wanted(), {}).reports
        assert [(each.force, each.changed_at, each.changed_by) for each in listed] == [
            ("essex", "2012-11-02", "Another"),
            ("kent", "2012-10-01T09:01:00.000+00:00", "I"),
        ]
        assert {change.origin for change in history(database, inspection.id, "kent")} == {""}
        for force, text in ((kent, "Old words."), (essex, "Wholly others.")):
            write_passage(
                database, programme=inspection, force=force, item=POLICIES, text=text, by="B"
            )
        assert places(database, "new") == []
        assert places(database, "words others") == []
        assert places(database, "other") == [("essex", POLICIES, ((7, 13),))]
        latest = look_through(database, Wanted(order="changed", descending=True), {}).reports
        assert {each.changed_by for each in latest} == {"B"}
        assert all(each.changed_at > "2013" for each in latest)
    with contextlib.closing(sqlite3.connect(at_0002)) as newer:
        kept = newer.execute("SELECT * FROM change ORDER BY id").fetchall()[: len(entries)]
        assert [each[:-1] for each in kept] == [(*entry, "", "") for entry in entries]
        refuse_changes_of_the_history(newer)
        for index in ("prose_stems", "prose_words"):
            newer.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
    assert beside(at_0002) == {"book.sqlite3", "book.revision-0002.sqlite3"}


def test_0004_review(at_0003: Path, inspection: Programme, kent: Force) -> None:
    with contextlib.closing(sqlite3.connect(at_0003)) as older:
        entries = older.execute("SELECT * FROM change ORDER BY id").fetchall()
    at: dict[str, Any] = {"programme": inspection, "force": kent, "by": "I"}
    with Database.open(at_0003) as database:
        there = read_report(database, inspection.id, "kent")
        assert there is not None
        assert (there.state, there.signed_off) == ("drafting", None)
        assert (there.comments, there.points) == ({}, {})
        assert list_reports(database) == [there]
        with database.reading() as reading:
            assert other_tables_than_declared(reading) == []
        for state in ("in_review", "fact_check", "signed_off"):
            move_to(database, state=state, **at)
        noted = write_comment(database, item=POLICIES, text="Which?", **at).report
        assert read_report(database, inspection.id, "kent") == noted
        assert list_reports(database) == [noted]
        assert noted.signed_off is not None
        assert [each.text for each in noted.comments.values()] == ["Which?"]
    with contextlib.closing(sqlite3.connect(at_0003)) as newer:
        kept = newer.execute("SELECT * FROM change ORDER BY id").fetchall()[: len(entries)]
        assert [each[:-1] for each in kept] == [(*entry, "") for entry in entries]
        refuse_changes_of_the_history(newer)
    assert beside(at_0003) == {"book.sqlite3", "book.revision-0003.sqlite3"}


def test_answers_are_gathered_by_what_their_programme_says_of_them(
    at_0002: Path, inspection: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {PLAN: '"board"', "press.policies.state": '"old"', "press.gone.who": '"A Panel"'}
    with contextlib.closing(sqlite3.connect(at_0002)) as older, older:
        for number, force in enumerate(("essex", "cleveland", "cheshire"), start=2):
            row = (number, inspection.id, 3, force, "drafting", 1)
            older.execute("INSERT INTO report VALUES (?, ?, ?, ?, ?, ?)", row)
            older.executemany(
                "INSERT INTO answer (report, key, value) VALUES (?, ?, ?)",
                [(number, *each) for each in answers.items()],
            )
    monkeypatch.setattr(prose, "_AT_ONCE", 2)
    monkeypatch.setattr(folders, "programme_folders", lambda: (inspection.folder.parent,))
    with Database.open(at_0002) as database:
        assert {hit[:2] for hit in places(database, "board")} == {
            (force, PLAN) for force in ("essex", "cleveland", "cheshire")
        }
        assert places(database, "old ") == []
        assert {hit[1] for hit in places(database, "panel ")} == {"press.gone.who"}
        assert len(places(database, "policies new")) == 1


def test_a_failure_while_words_are_gathered_leaves_the_older_file_as_it_was(
    at_0002: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with contextlib.closing(sqlite3.connect(at_0002)) as connection:
        before = list(connection.iterdump())

    def full(connection: sa.Connection, programmes: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as failing:
        failing.setattr(prose, "gather", full)
        with pytest.raises(DatabaseError, match="could not be brought up to date"):
            Database.open(at_0002)
    with contextlib.closing(sqlite3.connect(at_0002)) as connection:
        assert list(connection.iterdump()) == before
    with Database.open(at_0002) as database:
        assert [hit.force for hit in search(database, "policies new")] == ["kent"]


def places(database: Database, words: str) -> list[tuple[str, str, tuple[tuple[int, int], ...]]]:
    return [(hit.force, hit.key, hit.marks) for hit in search(database, words)]


def refuse_changes_of_the_history(connection: sqlite3.Connection) -> None:
    for statement in ("UPDATE change SET by = 'another'", "DELETE FROM change"):
        with pytest.raises(sqlite3.IntegrityError, match="can only be added to"):
            connection.execute(statement)
        connection.rollback()


def test_the_revisions_for_a_server() -> None:
    written = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written}
    )
    with Operations.context(context):
        for file in sorted((migrating.FOLDER / "versions").glob("[0-9]*.py")):
            runpy.run_path(str(file))["upgrade"]()
    sql = written.getvalue()
    assert "BEFORE UPDATE OR DELETE OR TRUNCATE ON change" in sql
    assert "ALTER TABLE passage ADD COLUMN instead_of TEXT DEFAULT '' NOT NULL" in sql
    assert "CREATE TABLE left_remark" in sql
    assert "CREATE TABLE own_word" in sql
    assert "CREATE TABLE prose" in sql
    assert "ON answer (key, report);" in sql
    assert "fts5" not in sql
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
            assert migrating.revision_of(connection) == "0007"
            connection.exec_driver_sql("SELECT colour FROM report")
    assert beside(filled) == {"book.sqlite3", "book.revision-0006.sqlite3"}
    monkeypatch.undo()
    with Database.open(filled.with_name("book.revision-0006.sqlite3")) as copy:
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
    for name in ("book.sqlite3", "book.revision-0006.sqlite3"):
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


def test_a_copy_is_the_owners_alone_and_takes_the_place_of_none(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_fieldbook(tmp_path, monkeypatch, "")
    earlier = filled.with_name("book.revision-0006.sqlite3")
    earlier.write_text("an earlier copy")
    filled.with_name(".book.revision-0006.part").write_text("left by one that was killed")
    Database.open(filled).close()
    assert earlier.read_text() == "an earlier copy"
    copy = filled.with_name("book.revision-0006-2.sqlite3")
    assert beside(filled) == {filled.name, earlier.name, copy.name}
    assert os.name == "nt" or stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_without_a_copy_nothing_is_brought_up(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later_fieldbook(tmp_path, monkeypatch, "")
    before = filled.read_bytes()

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(sqlite_file, "name_file", full)
    with pytest.raises(DatabaseError, match="no room left"):
        Database.open(filled)
    assert filled.read_bytes() == before
    assert beside(filled) == {"book.sqlite3"}


def test_databases_made_quickly_for_tests_are_those_that_migrations_make(tmp_path: Path) -> None:
    names = ("by_migrations", "by_migrations_too", "quickly")
    Database.open(tmp_path / names[0]).close()
    with made_quickly():
        for name in names[1:]:
            Database.open(tmp_path / name).close()
    made: list[object] = []
    for name in names:
        with contextlib.closing(sqlite3.connect(tmp_path / name)) as connection:
            tables = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
            [application] = connection.execute("PRAGMA application_id")
            rows = [line for line in connection.iterdump() if line.startswith("INSERT")]
            made.append((connection.execute(tables).fetchall(), application, sorted(rows)))
    assert made[0] == made[1] == made[2]
