"""Restoring: what would change is told, the former is kept, and nothing in between is ever seen."""

from __future__ import annotations

import contextlib
import datetime
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.store.connecting import bare_connection
from desktop.store.database import Database
from desktop.store.errors import DatabaseError, LockedError
from desktop.store.passphrase import Passphrase, is_locked
from desktop.store.reading import read_report
from desktop.store.safety import restoring
from desktop.store.safety.backups import back_up, list_backups
from desktop.store.safety.contents import holds
from desktop.store.safety.restoring import Restored, compare, restore
from desktop.store.writing import record_answer

NOW = datetime.datetime(2026, 11, 22, 14, 5, 9, tzinfo=datetime.UTC)
MINE = Passphrase("four words of mine")
EARLIER = Passphrase("others that were mine before")

Record = Callable[..., None]


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "fieldbook.sqlite3"


@pytest.fixture
def record(inspection: Programme, file: Path) -> Record:
    """Open the database, record an answer, and close it."""

    def record(force: Force, answer: int, passphrase: Passphrase | None = None) -> None:
        with Database.open(file, passphrase) as database:
            record_answer(
                database,
                programme=inspection,
                force=force,
                key="press.leaks.investigated",
                answer=answer,
                by="Ann",
            )

    return record


def said(file: Path, programme: Programme, force: Force, passphrase: Passphrase | None) -> object:
    with Database.open(file, passphrase) as database:
        report = read_report(database, programme.id, force.key)
        return report and report.answers.get("press.leaks.investigated")


@pytest.fixture
def changed(file: Path, record: Record, kent: Force, essex: Force) -> Path:
    """A backup in which Kent says 3, of a database in which it says 4 and Essex was begun."""
    record(kent, 3)
    backup = back_up(file, None, now=NOW).backup.path
    kept = backup.with_name("kept.sqlite3")
    shutil.copyfile(backup, kept)
    record(kent, 4)
    record(essex, 9)
    return kept


def test_what_would_change_is_told_report_by_report(
    file: Path, changed: Path, kent: Force, essex: Force
) -> None:
    told = {each.report: each for each in compare(file, None, changed).reports}
    its = {name.partition("/")[2]: each for name, each in told.items()}
    assert (its["kent"].what, its["kent"].answers, its["kent"].passages) == ("differs", 1, 1)
    assert its["kent"].changed_at_here > its["kent"].changed_at_there
    assert its["essex"].what == "goes"
    restore(file, None, changed)
    assert compare(file, None, changed).nothing


def test_restoring_backs_up_first_so_that_it_can_be_taken_back(
    file: Path, changed: Path, inspection: Programme, kent: Force, essex: Force
) -> None:
    restored = restore(file, None, changed)
    assert said(file, inspection, kent, None) == 3
    assert said(file, inspection, essex, None) is None
    assert restored.former is not None
    assert not restored.set_aside
    restore(file, None, restored.former)
    assert said(file, inspection, kent, None) == 4
    assert said(file, inspection, essex, None) == 9
    assert sorted(each.name for each in file.parent.iterdir() if each.is_file()) == [file.name]


def test_a_database_that_anybody_has_open_is_left_as_it_is(
    file: Path, changed: Path, inspection: Programme, kent: Force
) -> None:
    with Database.open(file) as database:
        assert read_report(database, inspection.id, kent.key) is not None
        with pytest.raises(DatabaseError, match="is open in another window or program"):
            restore(file, None, changed)
    opening = f"""
import sys
from pathlib import Path
from desktop.store.connecting import connect
connection = connect(Path({str(file)!r}), None)
connection.execute("SELECT * FROM report").fetchall()
print("open", flush=True)
sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", opening], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == b"open\n"
        with pytest.raises(DatabaseError, match="is open in another window or program"):
            restore(file, None, changed)
        other.stdin.close()
    assert said(file, inspection, kent, None) == 4


@pytest.mark.parametrize("how", ["header", "pages", "cut", "empty", "other", "gone"])
def test_a_damaged_database_is_set_aside_whole_with_its_log(
    file: Path, changed: Path, inspection: Programme, kent: Force, how: str
) -> None:
    content = file.read_bytes()
    damaged = {
        "header": b"\0" * 200 + content[200:],
        "pages": content[:4096] + os.urandom(8192) + content[12288:],
        "cut": content[: len(content) // 3],
        "empty": b"",
        "other": b"a letter to the editor",
        "gone": None,
    }[how]
    log = file.with_name(file.name + "-wal")
    log.write_bytes(b"what was in the log")
    if damaged is None:
        file.unlink()
    else:
        file.write_bytes(damaged)
    restored = restore(file, None, changed, now=NOW)
    assert said(file, inspection, kent, None) == 3
    if damaged is None:
        assert restored.former is None
        return
    assert restored.set_aside
    assert restored.former is not None
    assert restored.former.name == "fieldbook.damaged-2026-11-22T14-05-09Z.sqlite3"
    assert restored.former.read_bytes() == damaged
    aside = restored.former.with_name(restored.former.name + "-wal")
    assert aside.read_bytes() == b"what was in the log"


def test_a_link_to_the_database_goes_on_leading_to_it(
    file: Path, changed: Path, inspection: Programme, kent: Force
) -> None:
    real = file.parent / "elsewhere" / "real.sqlite3"
    real.parent.mkdir()
    file.rename(real)
    file.symlink_to(real)
    restore(file, None, changed)
    assert said(file, inspection, kent, None) == 3
    real.write_bytes(b"damaged")
    restored = restore(file, None, changed)
    assert file.is_symlink()
    assert said(real, inspection, kent, None) == 3
    assert restored.former is not None
    assert restored.former.read_bytes() == b"damaged"


def test_a_damaged_backup_is_not_restored(
    file: Path, changed: Path, inspection: Programme, kent: Force
) -> None:
    content = bytearray(changed.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 5000] = bytes(5000)
    changed.write_bytes(content)
    with pytest.raises(DatabaseError):
        restore(file, None, changed)
    with pytest.raises(DatabaseError, match="no file"):
        restore(file, None, file.with_name("nothing.sqlite3"))
    with pytest.raises(DatabaseError, match="the database itself"):
        restore(file, None, file)
    assert said(file, inspection, kent, None) == 4


def test_a_backup_of_an_older_fieldbook_is_brought_up_to_date(
    file: Path, record: Record, inspection: Programme, kent: Force, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = file.with_name("old.sqlite3")
    monkeypatch.setattr("desktop.store.migrating.newest", lambda: "0005")
    from desktop.store import migrating

    def upgrade(connection: object) -> None:
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(migrating.FOLDER))
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")

    monkeypatch.setattr("desktop.store.migrating.upgrade", upgrade)
    Database.open(old).close()
    with sqlite3.connect(old) as connection:
        connection.execute(
            "INSERT INTO report VALUES (1, ?, 1, ?, 'drafting', 1, '', '', NULL)",
            (inspection.id, kent.key),
        )
        connection.execute("INSERT INTO answer VALUES (1, 1, 'press.leaks.investigated', '8')")
    connection.close()
    monkeypatch.undo()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(file.parent / "settings"))
    record(kent, 4)
    restore(file, None, old)
    assert said(file, inspection, kent, None) == 8


# Locked ones


@pytest.mark.parametrize(
    ("here", "there"), [(MINE, MINE), (MINE, None), (None, MINE), (MINE, EARLIER)]
)
def test_what_is_restored_is_locked_as_the_database_is(
    file: Path,
    record: Record,
    inspection: Programme,
    kent: Force,
    here: Passphrase | None,
    there: Passphrase | None,
) -> None:
    record(kent, 3, there)
    backup = file.with_name("kept.sqlite3")
    file.rename(backup)
    record(kent, 4, here)
    restore(file, here, backup, opens_backup=there)
    assert said(file, inspection, kent, here) == 3
    assert is_locked(file) == (here is not None)


def test_without_the_passphrase_nothing_is_changed(
    file: Path, record: Record, inspection: Programme, kent: Force
) -> None:
    record(kent, 3, MINE)
    backup = back_up(file, MINE, now=NOW).backup.path
    record(kent, 4, MINE)
    for wrong in (None, Passphrase("not these")):
        with pytest.raises(LockedError):
            restore(file, wrong, backup)
    assert said(file, inspection, kent, MINE) == 4


# What goes wrong on the way


def test_a_full_disk_leaves_the_former(
    file: Path,
    changed: Path,
    inspection: Programme,
    kent: Force,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def no_room(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, "flush", no_room)
    with pytest.raises(DatabaseError, match="no room left"):
        restore(file, None, changed)
    monkeypatch.undo()
    assert said(file, inspection, kent, None) == 4


def test_killed_at_any_moment_it_leaves_the_former_or_the_new_one_whole(
    file: Path, changed: Path, inspection: Programme, kent: Force
) -> None:
    """Kills a real program after each so many things that it asks of the system."""
    told = subprocess.run(
        [sys.executable, "-c", _KILLED, str(file), str(changed), os.environ.get(WIDE, "9")],
        check=True,
        capture_output=True,
        text=True,
    )
    outcomes = {line for line in told.stdout.split("\n") if line}
    assert outcomes <= {
        "sound: killed, 4",
        "sound: killed, 3",
        "sound: done, 3",
        "damaged: killed, damaged",
        "damaged: killed, 3",
        "damaged: done, 3",
    }
    assert {"sound: killed, 4", "sound: done, 3", "damaged: killed, damaged"} <= outcomes
    assert "damaged: done, 3" in outcomes


WIDE = "FIELDBOOK_RESTORE_KILLS"
"""Every how many such things it is killed; 1 tries them all."""
_KILLED = """
import os, signal, sys
from pathlib import Path
import desktop.store.sqlite_file, fcntl
from desktop.store.connecting import connect
from desktop.store.safety.restoring import restore
from desktop.store.soundness import faults

file, backup, every = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
saved = file.read_bytes()
COUNTED = ("open", "os.rename", "os.remove", "os.link", "sqlite3.connect", "sqlite3.connect/handle")

def restore_until(left):
    def count(event, arguments):
        nonlocal left
        if event in COUNTED:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)
    restore(file, None, backup)

def found(present):
    if file.read_bytes() == present and present != saved:
        return "damaged"
    if wrong := faults(file, None):
        return wrong
    connection = connect(file, None)
    try:
        return connection.execute(
            "SELECT CAST(value AS TEXT) FROM answer JOIN report ON report.id = answer.report"
            " WHERE key = 'press.leaks.investigated' AND force = 'kent'"
        ).fetchone()[0]
    finally:
        connection.close()

for how, present in (("sound", saved), ("damaged", bytes(100) + saved[100:])):
    left = 1
    while True:
        for each in file.parent.glob("fieldbook.*"):
            each.unlink()
        file.write_bytes(present)
        child = os.fork()
        if child == 0:
            restore_until(left)
            os._exit(0)
        killed = os.WIFSIGNALED(os.waitpid(child, 0)[1])
        asides = [each.read_bytes() for each in file.parent.glob("fieldbook.damaged-*.sqlite3")]
        assert not asides or asides == [present], "what was set aside is not whole"
        print(f"{how}: {'killed' if killed else 'done'}, {found(present)}", flush=True)
        if not killed:
            break
        left += every
"""


def test_windows_that_were_open_when_it_was_backed_up_are_not_there_any_more(
    file: Path, record: Record, kent: Force
) -> None:
    record(kent, 3)
    with contextlib.closing(bare_connection(file, "mode=rw")) as connection:
        connection.execute("INSERT INTO present VALUES ('w', 'Ann', 'pc', '', 7)")
    backup = back_up(file, None, now=NOW).backup.path
    record(kent, 4)
    restored = restore(file, None, backup)
    assert isinstance(restored, Restored)
    with contextlib.closing(bare_connection(file, "mode=rw")) as connection:
        assert connection.execute("SELECT * FROM present").fetchall() == []
    assert len(list_backups(file, None)) >= 1
    assert holds(file, None, live=True).reports == 1
