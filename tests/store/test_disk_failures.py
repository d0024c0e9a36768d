"""What the disk does to a database that is open: said plainly, nothing lost, and over when it is.

Real disks that are full, gone or read-only; real programs that keep the file to themselves.
"""

from __future__ import annotations

import contextlib
import datetime
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.folders import FORCES_FILE
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.store import aside, connecting
from desktop.store.database import Database, DatabaseError
from desktop.store.reading import history, read_report
from desktop.store.steps import folded, steps_of
from tests.mounts import Stick
from tests.store.desk import Desk
from tests.store.test_processes import WRITER, whole

LEAKS = "press.leaks"
ASIDE = aside.Aside((aside.TypedOver("small-inspection", "kent", 1, "Ann"),))


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Stick]:
    stick = Stick(tmp_path)
    yield stick
    stick.end()


@pytest.fixture
def on_stick(stick: Stick, inspection: Programme, kent: Force) -> Iterator[Desk]:
    with Database.open(stick.folder / "book.sqlite3") as database:
        desk = Desk(database, inspection, kent)
        desk.write(LEAKS, "Before.")
        yield desk


def text(desk: Desk) -> str:
    report = read_report(desk.database, desk.programme.id, desk.force.key)
    assert report is not None
    return report.passage(LEAKS).text


def sound(path: Path) -> bool:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_on_a_full_disk_nothing_is_lost_and_writing_goes_on_when_there_is_room(
    on_stick: Desk, stick: Stick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    filler = stick.fill()
    side = aside.SideFile(on_stick.database)
    for number in range(3):
        with pytest.raises(DatabaseError, match="no room left on the disk"):
            on_stick.write(LEAKS, f"{number} " * 20_000)
        assert text(on_stick) == "Before."
        side.write(ASIDE)
        assert side.file is not None
        assert (tmp_path / "data") in side.file.parents
    filler.unlink()
    on_stick.write(LEAKS, "After.")
    side.write(ASIDE)
    assert side.file is not None
    assert side.file.parent == stick.folder
    side.remove()
    assert text(on_stick) == "After."
    assert sound(stick.folder / "book.sqlite3")


def test_a_stick_that_is_pulled_out_and_put_back_goes_on_where_it_was(
    on_stick: Desk, stick: Stick, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    side = aside.SideFile(on_stick.database)
    for turn in range(2):
        stick.pull_out()
        with pytest.raises(DatabaseError, match="moved or deleted while it was open"):
            on_stick.write(LEAKS, "Lost.")
        side.write(ASIDE)
        # In the folder that stands empty it would be hidden when the stick comes back.
        assert list(stick.folder.iterdir()) == []
        stick.put_in()
        on_stick.write(LEAKS, f"Back {turn}.")
        assert text(on_stick) == f"Back {turn}."
    assert sound(stick.folder / "book.sqlite3")


def test_another_stick_in_its_place_is_written_to_only_as_it_is_there(
    on_stick: Desk, stick: Stick
) -> None:
    path = stick.folder / "book.sqlite3"
    copy = shutil.copy(path, path.with_name("copy.sqlite3"))
    with Database.open(copy) as other:
        Desk(other, on_stick.programme, on_stick.force).write(LEAKS, "In the other.")
    on_stick.write(LEAKS, "In the first.")
    on_stick.database.close()
    path.rename(path.with_name("first.sqlite3"))
    Path(copy).rename(path)
    on_stick.write("press.policies", "Written now.")
    with Database.open(path) as there:
        now = Desk(there, on_stick.programme, on_stick.force)
        assert text(now) == "In the other."
    with Database.open(path.with_name("first.sqlite3")) as first:
        assert text(Desk(first, on_stick.programme, on_stick.force)) == "In the first."


def test_a_read_only_disk_is_said_before_anything_is_typed(on_stick: Desk, stick: Stick) -> None:
    on_stick.database.close()
    before = sorted(each.name for each in stick.folder.iterdir())
    stick.make_read_only()
    with pytest.raises(DatabaseError, match="cannot be written to"):
        Database.open(stick.folder / "book.sqlite3")
    assert sorted(each.name for each in stick.folder.iterdir()) == before


def test_a_folder_renamed_away_and_back(database: Database, desk: Desk, path: Path) -> None:
    desk.write(LEAKS, "Before.")
    away = path.parent.rename(path.parent.with_name("away"))
    with pytest.raises(DatabaseError, match="moved or deleted while it was open"):
        desk.write(LEAKS, "Lost.")
    away.rename(path.parent)
    desk.write(LEAKS, "After.")
    assert text(desk) == "After."


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_a_file_that_another_program_keeps_for_long(
    desk: Desk, path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.1)
    desk.write(LEAKS, "Before.")
    desk.database.close()
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute(f"BEGIN {how}")
        with pytest.raises(DatabaseError, match="used by another program"):
            desk.write(LEAKS, "Lost.")
        aside.SideFile(desk.database).write(ASIDE)
        other.execute("ROLLBACK")
    desk.write(LEAKS, "After.")
    assert text(desk) == "After."


ON_A_SHARE = """
from desktop.store import connecting
from desktop.store.driver import driver_for

def bare(path, how, passphrase=None):
    how += "&vfs=unix-dotfile"
    return driver_for(locked=False).connect(
        f"{path.as_uri()}?{how}", uri=True, timeout=30, isolation_level=None,
        check_same_thread=False,
    )

connecting.bare_connection = bare
"""


def test_two_programs_on_a_share_without_shared_memory_lose_nothing(
    path: Path, inspection: Programme, kent: Force
) -> None:
    """As on a network share: this way of locking files gives SQLite no shared memory."""
    with Database.open(path) as database:
        Desk(database, inspection, kent).begin()
    told = [str(path), str(inspection.folder), str(FORCES_FILE)]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", ON_A_SHARE + WRITER, *told, name, "4", "careful"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in ("Ann", "Bob")
    ]
    for each in writers:
        _, errors = each.communicate(timeout=60)
        assert (each.returncode, errors) == (0, "")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert whole(path, inspection).version == 9


def test_a_clock_set_back_turns_no_history_round(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime.datetime):
        hours = 0

        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:  # type: ignore[override]
            return datetime.datetime(2013, 1, 15, 12, tzinfo=tz) + datetime.timedelta(
                hours=cls.hours
            )

    monkeypatch.setattr("desktop.store.changes.datetime.datetime", Clock)
    for hours, words in ((0, "One."), (-30, "One. Two."), (-31, "One. Two. Three."), (5, "Four.")):
        Clock.hours = hours
        desk.write(LEAKS, words)
    monkeypatch.undo()
    told = history(desk.database, desk.programme.id, desk.force.key, (LEAKS,))
    assert [each.step for each in told] == [4, 3, 2, 1]
    assert [getattr(each.after, "text", "") for each in told] == [
        "Four.",
        "One. Two. Three.",
        "One. Two.",
        "One.",
    ]
    entries = folded(steps_of(told))
    assert [entry.newest.number for entry in entries] == sorted(
        (entry.newest.number for entry in entries), reverse=True
    )
    assert text(desk) == "Four."
