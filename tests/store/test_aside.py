"""What cannot be saved is kept in a file aside: whole, private, locked like the database."""

from __future__ import annotations

import gc
import os
import stat
import subprocess
import sys
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.store.aside import Aside, Found, SideFile, TypedOver, find_aside, remove_aside
from desktop.store.database import Database, DatabaseError, LockedError
from desktop.store.passphrase import Passphrase

KENT = TypedOver(
    "inspection",
    "kent",
    3,
    "Ann",
    answers={"a": True, "b": 1, "c": ("x", "y"), "d": None, "e": "1"},
    passages={"press.leaks": "Nobody must see this.\n\n* “points”"},
    over={"press.leaks": "A draft."},
)
ASIDE = Aside((KENT,), {"form/inspection/kent/b": "12x"})


def aside_files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if ".aside" in each.name)


def only(found: list[Found]) -> Aside:
    [one] = found
    assert one.aside is not None
    return one.aside


def test_what_was_kept_is_found_beside_the_database(path: Path) -> None:
    with Database.open(path) as database:
        SideFile(database).write(ASIDE)
    [file] = aside_files(path.parent)
    assert file.parent == path.parent
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with Database.open(path) as again:
        kept = only(find_aside(again))
    assert (kept.reports, kept.unfinished) == (ASIDE.reports, ASIDE.unfinished)
    assert kept.where == str(path)
    assert type(kept.reports[0].answers["a"]) is bool
    assert type(kept.reports[0].answers["b"]) is int


def test_what_is_written_later_takes_its_place_and_nothing_is_left_in_the_end(path: Path) -> None:
    with Database.open(path) as database:
        side = SideFile(database)
        side.write(ASIDE)
        later = Aside((replace(KENT, passages={"press.leaks": "Later."}),))
        side.write(later)
        assert only(find_aside(database)).reports == later.reports
        assert len(aside_files(path.parent)) == 1
        side.remove()
        assert aside_files(path.parent) == []


def test_a_part_that_a_killed_program_left_is_cleared_and_one_under_way_is_not(path: Path) -> None:
    with Database.open(path) as database:
        SideFile(database).write(ASIDE)
        [whole] = aside_files(path.parent)
        old, fresh = (path.with_name(f".{path.name}.{each}.aside.part") for each in "ab")
        for each in (old, fresh):
            each.write_bytes(b"half")
        os.utime(old, (1, 1))
        assert only(find_aside(database)).reports == ASIDE.reports
    assert aside_files(path.parent) == sorted((fresh, whole))


def test_it_moves_with_the_database(path: Path, tmp_path: Path) -> None:
    with Database.open(path) as database:
        SideFile(database).write(ASIDE)
    elsewhere = path.parent.rename(tmp_path.with_name(f"{tmp_path.name}-moved"))
    with Database.open(elsewhere / path.name) as moved:
        assert only(find_aside(moved)).reports == (KENT,)


def test_no_other_database_takes_it(path: Path) -> None:
    with Database.open(path) as database, Database.open(path.with_name("other.sqlite3")) as other:
        SideFile(database).write(ASIDE)
        assert find_aside(other) == []


@pytest.mark.parametrize("place", ["user", "temporary"])
def test_where_nothing_can_be_written_beside_the_database_it_stands_elsewhere(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    data, temporary = tmp_path / "data", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("XDG_DATA_HOME", str(data))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(temporary))
    with Database.open(path) as database:
        side = SideFile(database)
        side.write(ASIDE)
        if place == "temporary":
            data.write_text("not a folder")
        gone = path.rename(path.with_name("gone"))
        side.write(ASIDE)
        assert len(aside_files(data if place == "user" else temporary)) == 1
        gone.rename(path)
        found = find_aside(database)
        # The newest is where it could be written; it says all that the older one said.
        assert all(each.aside and each.aside.reports == (KENT,) for each in found)
        side.write(ASIDE)
        assert [each.parent for each in aside_files(tmp_path)] == [path.parent]


def test_where_it_can_be_written_nowhere_that_is_said(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("not a folder")
    monkeypatch.setenv("XDG_DATA_HOME", str(blocked))
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(blocked))
    with Database.open(path) as database:
        path.unlink()
        with pytest.raises(DatabaseError):
            SideFile(database).write(ASIDE)


def test_beside_a_locked_database_it_is_locked_too(path: Path) -> None:
    with Database.open(path, Passphrase("open sesame")) as database:
        side = SideFile(database)
        side.prepare()
        assert aside_files(path.parent) == []
        for _ in range(2):
            side.write(ASIDE)
        assert only(find_aside(database)).reports == (KENT,)
        [file] = aside_files(path.parent)
        content = file.read_bytes()
    for word in (b"Nobody", b"kent", b"Ann", b"SQLite"):
        assert word not in content
    with Database.open(path, Passphrase("open sesame")) as again:
        assert only(find_aside(again)).reports == (KENT,)


def test_it_keeps_no_passphrase_that_the_database_has_forgotten(path: Path) -> None:
    with Database.open(path, Passphrase("open sesame")) as database:
        side = SideFile(database)
        side.write(ASIDE)
        passphrase = weakref.ref(database.passphrase or Passphrase(""))
        database.lock()
        gc.collect()
        assert passphrase() is None
        with pytest.raises(LockedError):
            side.write(ASIDE)
        database.unlock(Passphrase("open sesame"))
        side.write(ASIDE)
        assert only(find_aside(database)).reports == (KENT,)


def test_nothing_is_put_aside_in_the_clear_while_another_thread_locks_the_database(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked_just_after(database: Database) -> bool:
        database.lock()
        return False

    with Database.open(path, Passphrase("open sesame")) as database:
        monkeypatch.setattr(Database, "is_shut", property(locked_just_after))
        SideFile(database).write(ASIDE)
    [file] = aside_files(path.parent)
    assert b"Nobody must see this" not in file.read_bytes()


def test_one_that_cannot_be_read_is_found_and_stays(path: Path) -> None:
    with Database.open(path) as database:
        side = SideFile(database)
        side.write(ASIDE)
        assert side.file is not None
        side.file.write_bytes(os.urandom(5000))
        [found] = find_aside(database)
        assert found == Found(side.file, None)


def test_it_is_removed_only_as_it_was_read(path: Path) -> None:
    with Database.open(path) as database:
        side = SideFile(database)
        side.write(ASIDE)
        [found] = find_aside(database)
        side.write(Aside((replace(KENT, passages={"press.leaks": "More."}),)))
        remove_aside(found, database)
        assert len(aside_files(path.parent)) == 1
        [newer] = find_aside(database)
        remove_aside(newer, database)
        assert aside_files(path.parent) == []


HOLDER = """
import sys
from desktop.store.aside import Aside, SideFile, TypedOver
from desktop.store.database import Database, DatabaseError
with Database.open(sys.argv[1]) as database:
    SideFile(database).write(Aside((TypedOver("inspection", "kent", 3, "Ann"),)))
    print("kept", flush=True)
    sys.stdin.readline()
"""


def test_it_is_left_to_a_program_that_still_runs_and_taken_from_one_that_was_killed(
    path: Path,
) -> None:
    with Database.open(path) as database:
        command = [sys.executable, "-c", HOLDER, str(path)]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as other:
            assert other.stdout is not None
            assert other.stdout.readline() == "kept\n"
            assert find_aside(database) == []
            other.kill()
            other.wait()
        assert [each.force for each in only(find_aside(database)).reports] == ["kent"]


def test_what_another_account_put_among_temporary_files_is_not_taken(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "temporary"))
    with Database.open(path) as database:
        side = SideFile(database)
        blocked = tmp_path / "blocked"
        blocked.write_text("not a folder")
        monkeypatch.setenv("XDG_DATA_HOME", str(blocked))
        gone = path.rename(path.with_name("gone"))
        side.write(ASIDE)
        gone.rename(path)
        assert only(find_aside(database)).reports == (KENT,)
        me = os.geteuid()
        monkeypatch.setattr("os.geteuid", lambda: me + 1)
        assert find_aside(database) == []
