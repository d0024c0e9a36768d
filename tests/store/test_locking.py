"""A passphrase is set, changed and removed, and all copies come along, whatever happens."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.folders import ROOT
from desktop.core.programme import Programme
from desktop.store import connecting, passphrase, rekeying
from desktop.store.database import Database, DatabaseError, LockedError
from desktop.store.locking import lock_copies, set_passphrase
from desktop.store.passphrase import Passphrase, is_locked
from desktop.store.reading import history, read_report
from desktop.store.safety.backups import back_up, list_backups
from desktop.store.safety.places import choose_second_place
from tests.store.desk import Desk

PEARS, PLUMS = Passphrase("pears"), Passphrase("plums")
PLANTED = "The otter of Quenington, größer als gedacht"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.05)
    monkeypatch.setattr(rekeying, "BUSY_SECONDS", 0.05)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make keys in no time, where no other process has to make the same."""
    monkeypatch.setattr(passphrase, "_ROUNDS", 1)


def leak(folder: Path) -> list[str]:
    """The files in which the planted sentence can be read."""
    spelt = [PLANTED.encode(code) for code in ("utf-8", "utf-16-le")]
    files = [each for each in folder.rglob("*") if each.is_file()]
    return [each.name for each in files if any(one in each.read_bytes() for one in spelt)]


@pytest.fixture
def planted(database: Database, path: Path, desk: Desk) -> Path:
    """A closed database with a planted sentence in it, and all copies that can be beside it."""
    desk.answer("press.leaks.plan", PLANTED)
    database.close()
    back_up(path, None)
    for copy in (
        "book.revision-0003.sqlite3",
        "book.damaged-2026-11-22T10-00-00Z.sqlite3",
        "book.sqlite3.0a1b2c3d.aside",
        ".book.sqlite3.77.new",
        "book-backups/.book.88.part",
    ):
        (path.parent / copy).write_bytes(path.read_bytes())
    assert len(leak(path.parent)) == 7
    return path


def says(path: Path, passphrase: Passphrase | None, programme: Programme) -> object:
    with Database.open(path, passphrase) as database:
        report = read_report(database, programme.id, "kent")
        assert report is not None
        assert history(database, programme.id, "kent")
        return report.answers["press.leaks.plan"]


@pytest.mark.usefixtures("quick")
def test_all_copies_are_locked_and_opened_again(planted: Path, inspection: Programme) -> None:
    before = {each for each in planted.parent.rglob("*") if not each.name.startswith(".")}
    done = set_passphrase(planted, PEARS)
    assert done.left == ()
    assert done.copies == 4
    assert leak(planted.parent) == []
    assert set(planted.parent.rglob("*")) == before
    assert says(planted, PEARS, inspection) == PLANTED
    assert [each.why_not for each in list_backups(planted, PEARS)] == [""]
    assert set_passphrase(planted, PLUMS, PEARS).copies == 4
    with pytest.raises(LockedError):
        Database.open(planted, PEARS)
    assert says(planted, PLUMS, inspection) == PLANTED
    assert [each.why_not for each in list_backups(planted, PLUMS)] == [""]
    assert set_passphrase(planted, None, PLUMS).copies == 4
    assert says(planted, None, inspection) == PLANTED
    assert [each.why_not for each in list_backups(planted, None)] == [""]


@pytest.mark.usefixtures("quick")
def test_a_wrong_old_passphrase_changes_nothing(filled: Path) -> None:
    set_passphrase(filled, PEARS)
    before = filled.read_bytes()
    for old in (PLUMS, None):
        with pytest.raises(LockedError):
            set_passphrase(filled, PLUMS, old)
    assert filled.read_bytes() == before


def test_there_must_be_one_to_remove(filled: Path) -> None:
    with pytest.raises(DatabaseError, match="no passphrase"):
        set_passphrase(filled, None)


@pytest.mark.parametrize("present", [None, PEARS], ids=["plain", "locked"])
@pytest.mark.usefixtures("impatient")
def test_nothing_is_changed_while_another_window_has_it_open(
    filled: Path, present: Passphrase | None
) -> None:
    if present is not None:
        set_passphrase(filled, present)
    back_up(filled, present)
    other = subprocess.Popen(
        [sys.executable, "-c", _HOLDS, str(filled), "pears"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"open\n"
    with pytest.raises(DatabaseError, match="another window or program"):
        set_passphrase(filled, PLUMS, present)
    other.communicate(b"\n", timeout=30)
    backup = list_backups(filled, present)[0].backup.path
    assert is_locked(filled) == is_locked(backup) == (present is not None)
    assert not list(filled.parent.glob(".*"))


_HOLDS = """
import sys
from desktop.store.database import Database
from desktop.store.listing import list_reports
from desktop.store.passphrase import Passphrase, is_locked
from pathlib import Path
path = Path(sys.argv[1])
database = Database.open(path, Passphrase(sys.argv[2]) if is_locked(path) else None)
list_reports(database)
print("open", flush=True)
input()
"""


@pytest.mark.usefixtures("quick")
def test_an_open_database_goes_on_under_the_new_passphrase(
    database: Database, desk: Desk, inspection: Programme
) -> None:
    desk.answer("press.leaks.investigated", 1)
    set_passphrase(database, PEARS)
    desk.answer("press.leaks.investigated", 2)
    set_passphrase(database, None, PEARS)
    desk.answer("press.leaks.investigated", 3)
    report = read_report(database, inspection.id, "kent")
    assert report is not None
    assert report.answers["press.leaks.investigated"] == 3
    assert len(history(database, inspection.id, "kent")) >= 3


@pytest.mark.usefixtures("quick")
def test_who_finds_it_locked_anew_is_told_so(filled: Path) -> None:
    with Database.open(filled) as database:
        set_passphrase(filled, PEARS)
        with pytest.raises(LockedError, match="set, changed or removed"):
            history(database, "programme", "kent")


@pytest.mark.usefixtures("quick")
def test_a_link_to_it_goes_on_leading_to_it(filled: Path) -> None:
    link = filled.with_name("link.sqlite3")
    link.symlink_to(filled)
    set_passphrase(link, PEARS)
    assert link.is_symlink()
    assert is_locked(filled)


@pytest.mark.usefixtures("quick")
def test_what_the_old_file_held_is_written_over(planted: Path) -> None:
    with planted.open("rb") as old:
        assert PLANTED.encode() in old.read()
        set_passphrase(planted, PEARS)
        old.seek(0)
        assert not old.read().strip(b"\0")


@pytest.mark.usefixtures("quick")
def test_a_copy_that_cannot_come_along_is_named(planted: Path) -> None:
    damaged = planted.with_name("book.damaged-2026-11-22T10-00-00Z.sqlite3")
    damaged.write_bytes(damaged.read_bytes()[:5000])
    done = set_passphrase(planted, PEARS)
    assert len(done.left) == 1
    assert str(damaged) in done.left[0]
    assert "still shows its content" in done.left[0]


@pytest.mark.usefixtures("quick")
def test_a_second_place_that_is_away_is_told_of_and_made_up_for(
    filled: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    choose_second_place(stick)
    back_up(filled, None)
    away = stick.rename(tmp_path / "away")
    done = set_passphrase(filled, PEARS)
    assert str(stick) in done.left[0]
    away.rename(stick)
    assert lock_copies(filled, PEARS).copies == 1
    assert all(is_locked(each) for each in stick.rglob("*.sqlite3"))


@pytest.mark.usefixtures("quick")
def test_it_is_refused_where_there_is_no_room(
    planted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(planted)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
    with pytest.raises(DatabaseError, match="no room"):
        set_passphrase(planted, PEARS)
    assert not is_locked(planted)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_what_a_killed_one_left_in_the_clear_is_cleared_at_the_next_start(planted: Path) -> None:
    (backup,) = list_backups(planted, None)
    left = [
        each.with_name(f".{each.name}.0a1b2c3d{rekeying.ENDING}")
        for each in (planted, backup.backup.path)
    ]
    for each in left:
        shutil.copy(planted, each)
    Database.open(planted).close()
    assert [each for each in left if each.exists()] == []


def test_one_killed_before_it_let_others_in_again_opens(planted: Path) -> None:
    with rekeying.alone(planted, None) as connection:
        connection.execute("CREATE TABLE gone (once)")
        connection.execute("DROP TABLE gone")
        # It is finished, and SQLite keeps it, without its head, until the connection is closed.
        journal = planted.with_name(f"{planted.name}-journal").read_bytes()
        assert journal.strip(b"\0")
        content = planted.read_bytes()
    planted.write_bytes(content)
    planted.with_name(f"{planted.name}-journal").write_bytes(journal)
    Database.open(planted).close()


def test_a_kill_leaves_the_old_or_the_new_whole(planted: Path, inspection: Programme) -> None:
    kills = int(os.environ.get("LOCKING_KILLS", "2"))
    dice = random.Random(kills)
    for _ in range(kills):
        old = PEARS if is_locked(planted) else None
        to = "" if old else "pears"
        child = subprocess.Popen(
            [sys.executable, "-c", _CHANGES, str(planted), "pears" if old else "", to],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        assert child.stdout.readline() == b"begins\n"
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(dice.random() * 0.6)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        now = PEARS if is_locked(planted) else None
        assert says(planted, now, inspection) == PLANTED
        assert not list(planted.parent.glob(f".{planted.name}.*.rekeyed"))
        # What was begun can be completed.
        if now is old:
            set_passphrase(planted, PEARS if to else None, old)
        locked = [is_locked(each) for each in planted.parent.rglob("*.sqlite3")]
        if to:
            assert all(locked)
            assert leak(planted.parent) == []


_CHANGES = """
import sys
from pathlib import Path
from desktop.store.locking import set_passphrase
from desktop.store.passphrase import Passphrase
old, new = (Passphrase(each) if each else None for each in sys.argv[2:])
print("begins", flush=True)
set_passphrase(Path(sys.argv[1]), new, old)
"""
