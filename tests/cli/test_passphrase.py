"""A passphrase is set, changed and removed by command; others ask for it, or say they need it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from desktop.cli import unlocking
from desktop.cli.unlocking import opened_with_passphrase
from desktop.core.folders import ROOT
from desktop.store import passphrase
from desktop.store.database import Database
from desktop.store.passphrase import Passphrase, is_locked
from tests.cli.conftest import PROGRAMME, Fieldbook

KEY = "press.leaks.investigated"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make keys in no time."""
    monkeypatch.setattr(passphrase, "_ROUNDS", 1)


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    return monkeypatch


@pytest.fixture
def locked(database: Path, fieldbook: Fieldbook) -> Path:
    assert fieldbook("set", f"{PROGRAMME}/kent", KEY, "11").status == 0
    with Database.open(database) as opened:
        from desktop.store.locking import set_passphrase

        set_passphrase(opened, Passphrase("pears"))
    return database


def test_scripts_set_change_and_remove_it_by_the_environment(
    database: Path, fieldbook: Fieldbook, given: pytest.MonkeyPatch
) -> None:
    fieldbook("set", f"{PROGRAMME}/kent", KEY, "11")
    assert fieldbook("backup").status == 0
    given.setenv("FIELDBOOK_NEW_PASSPHRASE", "pears")
    done = fieldbook("passphrase", "set")
    assert done.status == 0
    assert "locked with the passphrase" in done.out
    assert "its one copy" in done.out
    assert "can guess it" in done.err
    assert is_locked(database)
    assert fieldbook("list").status == 2
    given.setenv("FIELDBOOK_PASSPHRASE", "pears")
    assert fieldbook("show", f"{PROGRAMME}/kent", "--json").json["answers"][KEY] == 11
    given.setenv("FIELDBOOK_NEW_PASSPHRASE", "plums")
    assert fieldbook("passphrase", "change").status == 0
    assert fieldbook("list").status == 2
    given.setenv("FIELDBOOK_PASSPHRASE", "plums")
    assert fieldbook("passphrase", "remove").status == 0
    assert not is_locked(database)
    given.delenv("FIELDBOOK_PASSPHRASE")
    assert fieldbook("show", f"{PROGRAMME}/kent", "--json").json["answers"][KEY] == 11


ASKING = (
    ("list",),
    ("list", "--json"),
    ("show", f"{PROGRAMME}/kent"),
    ("draft", f"{PROGRAMME}/kent"),
    ("set", f"{PROGRAMME}/kent", KEY, "12"),
    ("check", "--all"),
    ("history", f"{PROGRAMME}/kent"),
    ("search", "leaks"),
    ("table",),
    ("examples",),
    ("render", "--all", "-o", "out"),
    ("backup",),
    ("verify",),
    ("passphrase", "change"),
    ("passphrase", "remove"),
)


def test_without_it_a_command_says_in_one_line_how_to_give_it(
    locked: Path, fieldbook: Fieldbook
) -> None:
    before = locked.read_bytes()
    for command in ASKING:
        said = fieldbook(*command)
        assert said.status == 2, command
        assert said.out == "", command
        assert said.err.count("\n") == 1, command
        assert "is locked" in said.err, command
        assert "FIELDBOOK_PASSPHRASE" in said.err, command
        assert locked.read_bytes() == before, command


def test_a_locked_backup_is_restored_into_a_database_without_passphrase(
    locked: Path, fieldbook: Fieldbook, given: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given.setenv("FIELDBOOK_PASSPHRASE", "pears")
    backup = tmp_path / "kept.sqlite3"
    assert fieldbook("backup", backup).status == 0
    fieldbook("set", f"{PROGRAMME}/kent", KEY, "12")
    assert fieldbook("passphrase", "remove").status == 0
    given.delenv("FIELDBOOK_PASSPHRASE")
    said = fieldbook("restore", backup)
    assert said.status == 2
    assert "FIELDBOOK_PASSPHRASE" in said.err
    given.setenv("FIELDBOOK_PASSPHRASE", "pears")
    assert fieldbook("restore", backup).status == 0
    assert not is_locked(locked)
    assert fieldbook("show", f"{PROGRAMME}/kent", "--json").json["answers"][KEY] == 11


def test_a_wrong_one_is_said_to_be_wrong(
    locked: Path, fieldbook: Fieldbook, given: pytest.MonkeyPatch
) -> None:
    given.setenv("FIELDBOOK_PASSPHRASE", "Pears")
    said = fieldbook("list")
    assert said.status == 2
    assert "FIELDBOOK_PASSPHRASE: This passphrase does not open" in said.err
    assert "Pears" not in said.err
    assert str(locked) in said.err


@pytest.mark.parametrize(
    ("deed", "new", "says"),
    [
        ("set", "", "empty passphrase locks nothing"),
        ("set", None, "FIELDBOOK_NEW_PASSPHRASE"),
        ("change", "pears", "has no passphrase"),
        ("remove", None, "has no passphrase"),
    ],
)
def test_what_cannot_be_done_is_said(
    database: Path,
    fieldbook: Fieldbook,
    given: pytest.MonkeyPatch,
    deed: str,
    new: str | None,
    says: str,
) -> None:
    if new is not None:
        given.setenv("FIELDBOOK_NEW_PASSPHRASE", new)
    said = fieldbook("passphrase", deed)
    assert said.status == 2
    assert says in said.err
    assert not is_locked(database)


def test_one_that_is_there_is_not_set_again(
    locked: Path, fieldbook: Fieldbook, given: pytest.MonkeyPatch
) -> None:
    given.setenv("FIELDBOOK_PASSPHRASE", "pears")
    given.setenv("FIELDBOOK_NEW_PASSPHRASE", "plums")
    assert "has a passphrase already" in fieldbook("passphrase", "set").err
    Database.open(locked, Passphrase("pears")).close()


def test_on_a_terminal_it_is_asked_for_again(
    locked: Path, given: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = iter(["plums", "", "pears"])
    given.setattr(unlocking, "has_terminal", lambda: True)
    given.setattr(unlocking, "getpass", lambda _: next(typed))
    opened_with_passphrase(str(locked)).database.close()
    assert capsys.readouterr().err.count("does not open") == 2
    assert next(typed, None) is None


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of its own kind")
def test_a_terminal_never_shows_it(database: Path) -> None:
    Database.open(database).close()
    # Only here a process of its own: it has to have a terminal.
    import pty

    child, terminal = pty.fork()
    if not child:
        os.chdir(ROOT)
        arguments = ["-m", "desktop", "--database", str(database), "passphrase", "set"]
        os.execv(sys.executable, [sys.executable, *arguments])
    said = b""
    for prompt, words in ((b"New passphrase: ", b"pears\n"), (b"again: ", b"pears\n")):
        while prompt not in said:
            said += os.read(terminal, 4096)
        os.write(terminal, words)
    try:
        while more := os.read(terminal, 4096):
            said += more
    except OSError:
        # The other end is closed.
        pass
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert b"Nobody can recover" in said
    assert b"pears" not in said
    assert is_locked(database)
