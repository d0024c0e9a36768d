"""A database is made, opened and shared; what cannot be opened is refused and left as it is."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.store import connecting, migrating, side_files, soundness
from desktop.store.database import Database, default_database
from desktop.store.errors import DatabaseError
from desktop.store.listing import list_reports
from desktop.store.reading import history, read_report
from desktop.store.writing import begin_report, record_answer


def around(path: Path) -> dict[str, bytes]:
    """Everything in a file's folder."""
    return {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}


def refusal(path: Path) -> str:
    """Open a file that must be refused, and left alone; give what is said of it, one line."""
    before = around(path)
    with pytest.raises(DatabaseError) as caught:
        Database.open(path).close()
    assert around(path) == before
    message = str(caught.value)
    assert str(path) in message
    assert "\n" not in message
    assert message.endswith(".")
    return message


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.05)


def test_a_new_database_is_made_with_its_folders(tmp_path: Path) -> None:
    path = tmp_path / "a folder" / "with % and #" / "béok?.sqlite3"
    with Database.open(path) as database:
        assert list_reports(database) == []
    assert list(around(path)) == [path.name]


def test_the_users_own_database_is_in_their_data_folder() -> None:
    path = default_database()
    assert path == Path(os.environ["XDG_DATA_HOME"], "fieldbook", "fieldbook.sqlite3")
    with Database.open(path):
        assert path.exists()


def test_a_path_may_be_given_as_url_or_from_the_home_folder(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(filled.parent))
    for where in (f"sqlite:///{filled}", f"sqlite+pysqlite:///{filled}", f"~/{filled.name}"):
        with Database.open(where) as database:
            assert len(list_reports(database)) == 1


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("sqlite:///a.db?mode=memory", "names no file"),
        ("nothing://server/name", "names no database that Fieldbook knows"),
        ("://", "names no database that Fieldbook knows"),
        ("oracle://server/name", "needs a driver that is not installed"),
    ],
)
def test_urls_that_name_no_database_are_refused(url: str, said: str) -> None:
    with pytest.raises(DatabaseError, match=said):
        Database.open(url)


def test_a_password_is_not_told() -> None:
    with pytest.raises(DatabaseError) as caught:
        Database.open("oracle://me:secret@server/name")
    assert "secret" not in str(caught.value)


def test_writing_is_safe_against_a_loss_of_power(database: Database) -> None:
    with database.reading() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_reading_goes_on_while_somebody_writes(filled: Path, impatient: None) -> None:
    with Database.open(filled) as one, Database.open(filled) as other, one.writing():
        assert len(list_reports(other)) == 1
        with Database.open(filled) as third:
            assert len(list_reports(third)) == 1


def test_one_reading_sees_one_state(
    filled: Path, inspection: Programme, kent: Force, essex: Force
) -> None:
    count = "SELECT count(*) FROM report"
    with Database.open(filled) as one, one.reading() as connection:
        assert connection.exec_driver_sql(count).scalar() == 1
        with Database.open(filled) as other:
            begin_report(other, programme=inspection, force=essex, by="I")
        assert connection.exec_driver_sql(count).scalar() == 1


def test_any_thread_may_use_it(database: Database, inspection: Programme, kent: Force) -> None:
    def work() -> None:
        for number in range(5):
            record_answer(
                database,
                programme=inspection,
                force=kent,
                key="press.leaks.investigated",
                answer=number,
                by="I",
            )

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    report = read_report(database, inspection.id, "kent")
    assert report is not None
    assert report.answers == {"press.leaks.investigated": 4}
    assert report.version == history(database, inspection.id, "kent")[0].step


def test_two_programs_may_make_it_at_the_same_time(
    path: Path, monkeypatch: pytest.MonkeyPatch, inspection: Programme, kent: Force
) -> None:
    upgrade = migrating.upgrade

    def quicker(connection: object) -> None:
        monkeypatch.setattr(migrating, "upgrade", upgrade)
        with Database.open(path) as other:
            begin_report(other, programme=inspection, force=kent, by="I")
        upgrade(connection)  # type: ignore[arg-type]  # a connection, passed on as it comes

    monkeypatch.setattr(migrating, "upgrade", quicker)
    with Database.open(path) as database:
        assert len(list_reports(database)) == 1
    assert list(around(path)) == [path.name]


def test_a_disk_without_hard_links_will_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    with Database.open(path) as database:
        assert list_reports(database) == []
    assert list(around(path)) == [path.name]


def test_a_text_file_is_no_database(path: Path) -> None:
    path.write_text("Findings for Kent\n" * 100)
    assert "is not a Fieldbook database" in refusal(path)


def test_an_empty_file_is_not_taken_for_a_new_database(path: Path) -> None:
    path.touch()
    assert "is empty" in refusal(path)


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    assert "is a folder" in refusal(tmp_path)


def test_a_pipe_is_no_database(path: Path) -> None:
    os.mkfifo(path)
    assert "is not a Fieldbook database" in refusal(path)


@pytest.mark.parametrize("wal", [False, True])
def test_another_programs_database_is_left_alone(path: Path, wal: bool) -> None:
    other = sqlite3.connect(path)
    other.execute(f"PRAGMA journal_mode={'WAL' if wal else 'DELETE'}")
    other.execute("CREATE TABLE report (id INTEGER)")
    other.commit()
    if not wal:
        other.close()
    assert "another program's database" in refusal(path)
    other.close()


def test_a_newer_fieldbooks_database_is_left_alone(filled: Path) -> None:
    with contextlib.closing(sqlite3.connect(filled)) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '0999'")
    assert "newer Fieldbook" in refusal(filled)


def test_a_newer_fieldbooks_database_is_left_alone_while_it_is_open(filled: Path) -> None:
    with contextlib.closing(sqlite3.connect(filled)) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '0999'")
        newer.commit()
        before = {name: content for name, content in around(filled).items() if "-shm" not in name}
        with pytest.raises(DatabaseError, match="newer Fieldbook"):
            Database.open(filled)
        # The index of the log is shared memory of all that look at it; the log itself is not.
        now = {name: content for name, content in around(filled).items() if "-shm" not in name}
        assert now == before


@pytest.mark.parametrize("share", [0.001, 0.3, 0.99])
def test_a_file_cut_short_is_damaged(filled: Path, share: float) -> None:
    content = filled.read_bytes()
    filled.write_bytes(content[: int(len(content) * share)])
    assert "is damaged" in refusal(filled)


def test_a_file_overwritten_inside_is_damaged(filled: Path) -> None:
    content = filled.read_bytes()
    middle = len(content) // 2 // 4096 * 4096
    filled.write_bytes(content[:middle] + b"\xff" * 4096 + content[middle + 4096 :])
    assert "is damaged" in refusal(filled)


def test_a_file_without_its_tables_is_damaged(filled: Path) -> None:
    with contextlib.closing(sqlite3.connect(filled)) as other, other:
        other.execute("DROP TABLE alembic_version")
    assert "is damaged" in refusal(filled)


def test_damage_found_while_reading_is_said(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(soundness, "CHECKED_BYTES", 0)
    monkeypatch.setattr(soundness, "PAGES_CHECKED_BYTES", 0)
    with contextlib.closing(sqlite3.connect(filled)) as other, other:
        (page,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name='answer'").fetchone()
    content = filled.read_bytes()
    start = (page - 1) * 4096
    filled.write_bytes(content[:start] + b"\xff" * 4096 + content[start + 4096 :])
    with Database.open(filled) as database, pytest.raises(DatabaseError, match="is damaged"):
        list_reports(database)


def test_no_byte_that_is_for_locks_is_read_of_the_index_of_a_log(filled: Path) -> None:
    """They begin at 120, by SQLite's file format, and Windows lets nobody read what is locked."""
    with Database.open(filled) as database:
        list_reports(database)
        assert 0 < len(side_files.index_of_log(filled)) <= 120
        assert soundness.faults(filled, None) == ""


@pytest.mark.parametrize("ending", ["-wal", "-journal"])
def test_a_log_without_its_database_is_not_lost(filled: Path, ending: str) -> None:
    side_file = filled.with_name(filled.name + ending)
    side_file.write_bytes(b"what was saved last")
    filled.unlink()
    message = refusal(filled)
    assert side_file.name in message
    assert not filled.exists()


def test_a_file_that_goes_while_it_is_open_is_not_made_anew(
    database: Database, path: Path, tmp_path: Path
) -> None:
    database.close()
    path.rename(tmp_path / "elsewhere")
    with pytest.raises(DatabaseError, match="cannot be reached"):
        list_reports(database)
    assert not path.exists()


def test_nothing_is_said_to_be_saved_in_a_file_that_was_moved_away(
    filled: Path, inspection: Programme, kent: Force
) -> None:
    def save(answer: int) -> None:
        record_answer(
            database,
            programme=inspection,
            force=kent,
            key="press.leaks.investigated",
            answer=answer,
            by="I",
        )

    with Database.open(filled) as database:
        save(4)
        away = filled.rename(filled.with_name("away.sqlite3"))
        with pytest.raises(DatabaseError, match="moved or deleted"):
            save(5)
        away.rename(filled)
        save(6)
    with Database.open(filled) as database:
        [report] = list_reports(database)
        assert report.answers["press.leaks.investigated"] == 6


@pytest.mark.skipif(sys.platform == "win32", reason="it names the same mistake otherwise")
def test_a_folder_that_became_something_else_is_told_in_a_plain_line(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with Database.open(stick / "book.sqlite3") as database:
        list_reports(database)
        stick.rename(tmp_path / "away")
        stick.write_text("")
        with pytest.raises(DatabaseError, match="Not a directory"), database.writing():
            pass


def test_a_database_locked_by_another_program_is_said_to_be(
    filled: Path, impatient: None, inspection: Programme, kent: Force
) -> None:
    other = sqlite3.connect(filled, isolation_level=None)
    with contextlib.closing(other), Database.open(filled) as database:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="being used by another program"):
            begin_report(database, programme=inspection, force=kent, by="I")
        other.execute("ROLLBACK")
        begin_report(database, programme=inspection, force=kent, by="I")


def test_a_database_kept_by_another_program_alone_is_said_to_be(
    filled: Path, impatient: None
) -> None:
    with contextlib.closing(sqlite3.connect(filled, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseError, match="being used by another program"):
            Database.open(filled)


def test_a_full_disk_loses_nothing_that_was_saved(
    database: Database, inspection: Programme, kent: Force
) -> None:
    begin_report(database, programme=inspection, force=kent, by="I")
    before = read_report(database, inspection.id, "kent")
    with database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")

    def answer(text: str) -> None:
        record_answer(
            database,
            programme=inspection,
            force=kent,
            key="press.leaks.plan",
            answer=text,
            by="I",
        )

    with pytest.raises(DatabaseError, match="no room left on the disk"):
        answer("long " * 10_000)
    assert read_report(database, inspection.id, "kent") == before
    answer("short")


def test_a_file_size_limit_at_the_beginning_leaves_nothing(path: Path) -> None:
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
        "from desktop.store.database import Database, DatabaseError\n"
        "try:\n"
        "    Database.open(sys.argv[1])\n"
        "except DatabaseError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", script, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(str(path))
    assert done.stdout.count("\n") == 1
    assert around(path) == {}


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder, and an account that permissions hold for, in it."""
    with tempfile.TemporaryDirectory() as folder:
        root = os.geteuid() == 0
        if root:
            os.chown(folder, 65534, 65534)
            os.seteuid(65534)
        try:
            yield Path(folder, "book.sqlite3")
        finally:
            if root:
                os.seteuid(0)
            Path(folder).chmod(0o700)


def test_a_file_that_may_not_be_changed_is_refused(nobody: Path) -> None:
    Database.open(nobody).close()
    nobody.chmod(0o400)
    assert "cannot be written to" in refusal(nobody)


def test_a_file_that_may_not_be_read_is_refused(nobody: Path) -> None:
    Database.open(nobody).close()
    nobody.chmod(0)
    with pytest.raises(DatabaseError, match=r"cannot be opened|cannot be written to"):
        Database.open(nobody)


def test_a_folder_that_may_not_be_changed_is_refused(nobody: Path) -> None:
    Database.open(nobody).close()
    nobody.parent.chmod(0o500)
    assert "cannot be written to" in refusal(nobody)


def test_a_database_cannot_be_made_where_nothing_may_be(nobody: Path) -> None:
    nobody.parent.chmod(0o500)
    assert "cannot be written to" in refusal(nobody)
    with pytest.raises(DatabaseError, match="cannot be written to"):
        Database.open(nobody.parent / "folder" / "book.sqlite3")


def test_a_file_stands_where_a_folder_should(path: Path) -> None:
    path.write_text("text")
    with pytest.raises(DatabaseError, match="cannot be opened"):
        Database.open(path / "book.sqlite3")


def test_without_shared_memory_an_ordinary_journal_is_kept(filled: Path) -> None:
    """As on a network share: this way of locking files gives SQLite no shared memory."""
    for _ in range(2):
        with contextlib.closing(
            sqlite3.connect(f"{filled.as_uri()}?vfs=unix-dotfile", uri=True, isolation_level=None)
        ) as share:
            assert connecting.write_ahead(share) == "delete"
            assert share.execute("SELECT count(*) FROM report").fetchone() == (1,)
            share.execute("UPDATE report SET version = version + 1")
    with Database.open(filled) as database:
        assert [report.version for report in list_reports(database)] == [3]


def test_the_first_look_at_a_database_waits_for_no_sqlalchemy(filled: Path) -> None:
    script = (
        "import sys\n"
        "from desktop.store.listing import list_reports\n"
        "from desktop.store.opening import open_all\n"
        "print(len(list_reports(open_all(sys.argv[1]).database)))\n"
        "print([name for name in ('sqlalchemy', 'sqlmodel', 'alembic') if name in sys.modules])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(filled)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "1\n[]\n"
