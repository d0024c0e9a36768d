"""A passphrase is taken as it is typed, locks what is made with it, and is told nowhere."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from desktop.core.folders import ROOT
from desktop.store.connecting import connect
from desktop.store.database import Database, DatabaseError, LockedError
from desktop.store.listing import list_reports
from desktop.store.passphrase import Passphrase, is_locked, weakness


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("locked") / "book.sqlite3"
    Database.open(path, Passphrase("  grüne Äpfel 'und' \"Birnen\" ")).close()
    return path


def test_the_file_tells_nothing(made: Path) -> None:
    held = made.read_bytes()
    assert is_locked(made)
    assert b"SQLite" not in held
    assert b"CREATE" not in held
    assert made.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "words",
    [
        "  grüne Äpfel 'und' \"Birnen\" ",
        # The same letters as some keyboards compose them.
        "  gru\u0308ne A\u0308pfel 'und' \"Birnen\" ",
    ],
)
def test_it_opens_however_the_letters_are_composed(made: Path, words: str) -> None:
    with Database.open(made, Passphrase(words)) as database:
        assert list_reports(database) == []


@pytest.mark.parametrize(
    "words",
    ["grüne Äpfel 'und' \"Birnen\"", "  Grüne Äpfel 'und' \"Birnen\" ", "", "\0", "\ud800"],
)
def test_spaces_and_capitals_count(made: Path, words: str) -> None:
    before = made.read_bytes()
    with pytest.raises(LockedError, match="does not open") as caught:
        Database.open(made, Passphrase(words))
    assert caught.value.wrong
    assert made.read_bytes() == before
    assert [each.name for each in made.parent.iterdir()] == [made.name]


def test_without_one_it_is_said_to_be_locked(made: Path) -> None:
    with pytest.raises(LockedError, match="is locked") as caught:
        Database.open(made)
    assert not caught.value.wrong


def test_sqlciphers_own_tools_open_it_with_the_same_words(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite3"
    Database.open(path, Passphrase("pears and quinces")).close()
    with contextlib.closing(sqlcipher.connect(str(path))) as plainly:
        plainly.execute("PRAGMA key = 'pears and quinces'")
        assert plainly.execute("SELECT count(*) FROM report").fetchone() == (0,)


def test_it_is_shown_nowhere() -> None:
    passphrase = Passphrase("pears")
    passphrase.key(bytes(16))
    assert "pears" not in f"{passphrase!r}{passphrase}"


@pytest.mark.skipif(sys.platform == "win32", reason="locks of its own kind")
def test_opening_it_again_leaves_the_locks_that_keep_the_log(made: Path) -> None:
    """Else another program that closes it takes the log away under this one's hands."""
    passphrase = Passphrase("  grüne Äpfel 'und' \"Birnen\" ")
    with Database.open(made, passphrase) as database:
        list_reports(database)
        connect(made, passphrase).close()
        list_reports(database)
        other = subprocess.run(
            [sys.executable, "-c", _CLOSES, str(made)],
            cwd=ROOT,
            env={**os.environ, "FIELDBOOK_PASSPHRASE": "  grüne Äpfel 'und' \"Birnen\" "},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert (other.returncode, other.stderr) == (0, "")
        assert made.with_name(f"{made.name}-wal").exists()


_CLOSES = """
import sys
from desktop.store.opening import open_all
from desktop.store.listing import list_reports
with open_all(sys.argv[1]).database as database:
    list_reports(database)
"""


def test_long_ones_are_good_and_short_ones_are_told_of() -> None:
    for good in ("four words that are unrelated", "Xq7!mB2#kL9$", "correcthorsebatterystaple"):
        assert weakness(good) == ""
    for short in ("a", "12345678", "aaaaaaaaaaaaaaaaaaaaaaa", "passwort", "Ä"):
        assert "can guess it" in weakness(short)


def test_a_locked_database_lets_nobody_in_until_it_is_unlocked(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite3"
    with Database.open(path, Passphrase("pears")) as database:
        list_reports(database)
        database.lock()
        assert database.passphrase is None
        for use in (database.reading, database.writing, database.asking):
            with pytest.raises(LockedError, match="is locked"), use():
                pass
        assert not list(tmp_path.glob("*-wal"))
        with pytest.raises(LockedError) as caught:
            database.unlock(Passphrase("apples"))
        assert caught.value.wrong
        with pytest.raises(LockedError):
            list_reports(database)
        database.unlock(Passphrase("pears"))
        assert list_reports(database) == []


def test_one_that_is_gone_meanwhile_is_not_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "book.sqlite3"
    with Database.open(path, Passphrase("pears")) as database:
        database.lock()
        path.rename(tmp_path / "elsewhere.sqlite3")
        with pytest.raises(DatabaseError, match="moved or deleted"):
            database.unlock(Passphrase("pears"))
        assert not path.exists()
        (tmp_path / "elsewhere.sqlite3").rename(path)


def test_one_whose_disk_is_away_is_locked_all_the_same(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with Database.open(stick / "book.sqlite3", Passphrase("pears")) as database:
        list_reports(database)
        stick.rename(tmp_path / "pulled out")
        database.lock()
        assert database.passphrase is None
        (tmp_path / "pulled out").rename(stick)
        database.unlock(Passphrase("pears"))
        assert list_reports(database) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are none")
def test_a_breakdown_leaves_no_picture_of_the_memory() -> None:
    tells = (
        "import resource, sys, pathlib\n"
        "from desktop.store.database import Database\n"
        "from desktop.store.passphrase import Passphrase\n"
        "Database('', pathlib.Path('/'), Passphrase('pears'))\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)[0])\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", tells], cwd=ROOT, capture_output=True, check=True, timeout=60
    )
    # With one byte Linux hands none of it to another program either.
    assert int(told.stdout) in (0, 1)
