"""Backups: of a sound database that changed, whole, found again, and never in the way."""

from __future__ import annotations

import datetime
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.core.folders import ROOT
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.passphrase import Passphrase, is_locked
from desktop.store.safety import backups, places
from desktop.store.safety.backups import back_up, back_up_to, list_backups
from desktop.store.safety.contents import holds
from desktop.store.safety.copying import part_in
from desktop.store.safety.health import health, last_verified, verify
from desktop.store.safety.telling import health_lines, support_lines
from desktop.store.settings import keep_setting
from desktop.store.words import learn_word
from desktop.store.writing import record_answer

NOW = datetime.datetime(2026, 11, 22, 14, 5, 9, 250_000, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)
PLANTED = "the whistleblower of Maidstone"


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))


class Book:
    """A database that is open, and something to record in it."""

    def __init__(
        self, file: Path, programme: Programme, force: Force, passphrase: Passphrase | None = None
    ) -> None:
        self.file = file
        self.passphrase = passphrase
        self.database = Database.open(file, passphrase)
        self._programme, self._force = programme, force

    def record(self, answer: int) -> None:
        record_answer(
            self.database,
            programme=self._programme,
            force=self._force,
            key="press.leaks.investigated",
            answer=answer,
            by="Ann",
        )

    def plan(self, text: str) -> None:
        record_answer(
            self.database,
            programme=self._programme,
            force=self._force,
            key="press.leaks.plan",
            answer=text,
            by="Ann",
        )

    def back_up(self, now: datetime.datetime = NOW) -> backups.Done:
        return back_up(self.file, self.passphrase, now=now)

    @property
    def folder(self) -> Path:
        return places.folder_beside(self.file)

    def names(self) -> list[str]:
        return sorted(each.name for each in self.folder.iterdir())


@pytest.fixture
def book(tmp_path: Path, inspection: Programme, kent: Force) -> Iterator[Book]:
    book = Book(tmp_path / "fieldbook.sqlite3", inspection, kent)
    book.record(3)
    yield book
    book.database.close()


def answers(path: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(path) as connection:
        return connection.execute("SELECT key, CAST(value AS TEXT) FROM answer").fetchall()


def test_a_backup_is_a_whole_database_named_by_its_time_that_only_the_owner_can_read(
    book: Book,
) -> None:
    done = book.back_up()
    assert done.made
    assert book.folder.name == "fieldbook-backups"
    assert book.names() == ["fieldbook-2026-11-22T14-05-09Z.sqlite3"]
    assert answers(done.backup.path) == [("press.leaks.investigated", "3")]
    if os.name == "posix":
        assert done.backup.path.stat().st_mode & 0o777 == 0o600
        assert book.folder.stat().st_mode & 0o777 == 0o700


def test_what_did_not_change_is_not_backed_up_again_and_beats_of_windows_are_no_change(
    book: Book,
) -> None:
    first = book.back_up()
    with book.database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO present VALUES ('w', 'Ann', 'pc', '', 7)")
    again = book.back_up(NOW + HOUR)
    assert (again.made, again.backup) == (False, first.backup)


def test_a_backup_that_was_damaged_since_is_made_anew(book: Book) -> None:
    """To the newest entry of its history it says what the database does."""
    first = book.back_up().backup.path
    content = first.read_bytes()
    with sqlite3.connect(first) as connection:
        name = "SELECT rootpage FROM sqlite_master WHERE name = 'answer'"
        (page,) = connection.execute(name).fetchone()
    start = (page - 1) * 4096
    first.write_bytes(content[:start] + bytes(4096) + content[start + 4096 :])
    done = book.back_up(NOW + HOUR)
    assert done.made
    assert done.backup.path != first
    assert answers(done.backup.path) == [("press.leaks.investigated", "3")]


def test_every_kind_of_content_is_a_change(book: Book) -> None:
    book.back_up()
    learn_word(book.database, word="Maidstone", by="Ann")
    assert book.back_up(NOW + HOUR).made
    with book.database.writing() as connection:
        connection.exec_driver_sql("INSERT INTO unfinished VALUES ('a', 'Ann', 'half', '')")
    assert book.back_up(NOW + 2 * HOUR).made
    book.record(4)
    assert book.back_up(NOW + 3 * HOUR).made
    assert len(book.names()) == 4


def test_two_in_one_second_get_two_names(book: Book) -> None:
    book.back_up()
    book.record(4)
    second = book.back_up().backup
    assert second.path.name == "fieldbook-2026-11-22T14-05-09Z-2.sqlite3"
    assert list_backups(book.file, None)[0].backup == second


def test_a_backup_that_was_broken_off_is_cleared_away_and_one_under_way_is_not(book: Book) -> None:
    book.back_up()
    old, fresh = book.folder / ".fieldbook.aa.part", book.folder / ".fieldbook.bb.part"
    for each in (old, fresh):
        each.write_bytes(b"half")
    os.utime(old, (1, 1))
    book.record(4)
    book.back_up(NOW + HOUR)
    assert not old.exists()
    assert fresh.exists()


def test_a_damaged_database_is_not_backed_up_and_lets_no_backup_go(book: Book) -> None:
    book.back_up()
    book.record(4)
    book.back_up(NOW + datetime.timedelta(minutes=5))
    book.record(5)
    book.database.close()
    before = book.names()
    content = bytearray(book.file.read_bytes())
    for page in range(4096, len(content), 4096):
        content[page + 100 : page + 400] = bytes(300)
    book.file.write_bytes(content)
    with pytest.raises(DatabaseError):
        book.back_up(NOW + HOUR)
    assert book.names() == before


def test_files_that_are_no_backups_are_left_alone_whatever_they_are_called(book: Book) -> None:
    book.back_up()
    strangers = {
        "fieldbook-2026-11-22T13-00-00Z.sqlite3": b"no database at all",
        "fieldbook-2020-01-01T00-00-00Z.sqlite3": b"",
        "fieldbook-2026-99-99T00-00-00Z.sqlite3": b"x",
        "letter.docx": b"a letter",
    }
    for name, content in strangers.items():
        (book.folder / name).write_bytes(content)
    book.record(4)
    assert book.back_up(NOW + 500 * 24 * HOUR).made
    assert {name: (book.folder / name).read_bytes() for name in strangers} == strangers
    listed = {each.backup.path.name: each for each in list_backups(book.file, None)}
    damaged = listed["fieldbook-2026-11-22T13-00-00Z.sqlite3"]
    assert damaged.holds is None
    assert damaged.why_not


def test_a_backup_from_the_future_does_not_stand_in_the_way(book: Book) -> None:
    book.back_up(NOW.replace(year=2090))
    book.record(4)
    assert book.back_up().made
    book.record(5)
    assert book.back_up(NOW + HOUR).made
    assert len(book.names()) == 3


def test_of_an_hour_that_is_over_the_last_is_kept_unless_history_was_gone_back_from(
    book: Book,
) -> None:
    first = book.back_up(NOW)
    book.record(4)
    second = book.back_up(NOW + datetime.timedelta(minutes=5))
    assert first.backup.path.exists()
    # Another line of history, as after a restore, that soon is longer.
    other = Book(book.file.with_name("other.sqlite3"), book._programme, book._force)
    for number in range(10, 20):
        other.record(number)
    other.database.close()
    line = book.folder / "fieldbook-2026-11-22T14-20-00Z.sqlite3"
    back_up_to(other.file, None, line)
    book.record(5)
    last = book.back_up(NOW + datetime.timedelta(minutes=20))
    assert second.backup.path.exists()
    book.record(6)
    book.back_up(NOW + datetime.timedelta(hours=2))
    assert line.exists()
    assert last.backup.path.exists()
    assert not first.backup.path.exists()
    assert not second.backup.path.exists()


def test_a_locked_database_has_locked_backups(
    tmp_path: Path, inspection: Programme, kent: Force
) -> None:
    passphrase = Passphrase("four words of mine")
    book = Book(tmp_path / "book.sqlite3", inspection, kent, passphrase)
    book.plan(PLANTED)
    done = book.back_up()
    assert is_locked(done.backup.path)
    assert holds(done.backup.path, passphrase).reports == 1
    assert not book.back_up(NOW + HOUR).made
    [listed] = list_backups(book.file, Passphrase("another"))
    assert listed.holds is None
    assert "passphrase" in listed.why_not
    book.database.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert PLANTED.encode() not in path.read_bytes()


# The second place


def test_the_second_place_is_kept_in_step_and_made_up_for_when_it_returns(
    book: Book, tmp_path: Path
) -> None:
    stick, away = tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    places.choose_second_place(stick)
    assert book.back_up().second_trouble == ""
    second = places.folder_in(stick, book.file)
    assert [each.name for each in second.iterdir()] == book.names()
    stick.rename(away)
    for number in range(1, 4):
        book.record(10 + number)
        done = book.back_up(NOW + number * HOUR)
        assert done.made
        assert str(stick) in done.second_trouble
    # The empty folder that stays where a stick was is not the stick.
    stick.mkdir()
    assert book.back_up(NOW + 4 * HOUR).second_trouble
    assert list(stick.iterdir()) == []
    stick.rmdir()
    away.rename(stick)
    assert book.back_up(NOW + 5 * HOUR).second_trouble == ""
    assert sorted(each.name for each in second.iterdir()) == book.names()
    assert len(book.names()) == 4


def test_a_place_that_was_set_but_never_used_is_begun_when_it_is_there(
    book: Book, tmp_path: Path
) -> None:
    keep_setting("second_place", str(tmp_path / "share"))
    assert book.back_up().second_trouble
    (tmp_path / "share").mkdir()
    book.record(8)
    assert book.back_up(NOW + HOUR).second_trouble == ""
    assert list_backups(book.file, None)[0].backup.at == NOW.replace(microsecond=0) + HOUR
    assert {each.backup.place for each in list_backups(book.file, None)} == {"beside", "second"}


def test_two_databases_of_one_name_share_a_second_place_without_mixing(
    book: Book, tmp_path: Path, inspection: Programme, kent: Force
) -> None:
    (tmp_path / "stick").mkdir()
    (tmp_path / "other").mkdir()
    places.choose_second_place(tmp_path / "stick")
    other = Book(tmp_path / "other" / "fieldbook.sqlite3", inspection, kent)
    other.record(9)
    book.back_up()
    other.back_up()
    other.database.close()
    assert len(list_backups(book.file, None)) == 2
    assert len(list_backups(other.file, None)) == 2


# To a file of one's own, verifying, health


def test_a_backup_to_a_file_overwrites_nothing(book: Book, tmp_path: Path) -> None:
    to = tmp_path / "mine.sqlite3"
    assert back_up_to(book.file, None, to).reports == 1
    before = to.read_bytes()
    with pytest.raises(DatabaseError, match="nothing is overwritten"):
        back_up_to(book.file, None, to)
    assert to.read_bytes() == before
    assert sorted(each.name for each in tmp_path.iterdir() if "part" in each.name) == []


_TO_BE_KILLED = """
import os, sys
from pathlib import Path
from desktop.store.safety.copying import part_in
with part_in(Path(sys.argv[1]), "mine.sqlite3") as part:
    part.write_bytes(b"half")
    os._exit(9)
"""


def test_a_backup_to_a_file_clears_away_what_a_killed_one_left(book: Book, tmp_path: Path) -> None:
    theirs = tmp_path / ".mine.sqlite3.0a1b2c3d.part"
    theirs.write_bytes(b"somebody else's")
    with part_in(tmp_path, "alive.sqlite3") as alive:
        subprocess.run([sys.executable, "-c", _TO_BE_KILLED, tmp_path], cwd=ROOT)
        assert len(list(tmp_path.glob(".mine*.part"))) == 2
        back_up_to(book.file, None, tmp_path / "another.sqlite3")
        assert sorted(tmp_path.glob(".*.part")) == sorted((theirs, alive))


def test_verifying_finds_a_damaged_backup_and_is_remembered(book: Book) -> None:
    done = book.back_up()
    assert verify(book.file, None, now=NOW).wrong == ()
    content = bytearray(done.backup.path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 3000] = bytes(3000)
    done.backup.path.write_bytes(content)
    found = verify(book.file, None, now=NOW + HOUR)
    assert [str(done.backup.path) in each for each in found.wrong] == [True]
    assert last_verified(book.file) == found
    told = dict(health_lines(health(book.file, None), NOW + HOUR))
    assert str(done.backup.path) in told["Last verified"]


def test_health_tells_when_and_where_and_names_no_content(book: Book) -> None:
    book.plan(PLANTED)
    assert dict(health_lines(health(book.file, None), NOW))["Last backup"] == (
        "There is no backup yet."
    )
    book.back_up()
    found = health(book.file, None)
    assert found.up_to_date
    assert found.reports == 1
    told = dict(health_lines(found, NOW))
    assert told["Last backup"].endswith("beside the database. It holds all there is.")
    assert str(book.file) in told["Where"]
    book.record(77)
    found = health(book.file, None)
    assert not found.up_to_date
    assert PLANTED not in str(found)
    support = "\n".join(support_lines(found, NOW))
    assert str(book.file.parent) not in support
    assert "Ann" not in support
    assert "kent" not in support
