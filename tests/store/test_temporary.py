"""Copies that are looked into are for one's own eyes, and gone even where a process was killed."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest

from desktop.core.folders import ROOT
from desktop.store import side_files
from desktop.store.database import Database
from desktop.store.soundness import look
from desktop.store.temporary import own_folder

DIES_WHILE_LOOKING = """
import os, signal, sys
from pathlib import Path
from desktop.store import soundness, side_files
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
soundness._look_through = die
soundness.look(Path(sys.argv[1]), None)
"""
DIES_WHILE_SALVAGING = """
import os, signal, sys
from pathlib import Path
from desktop.store.safety import salvage
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
salvage.rows_in = die
salvage.salvage(Path(sys.argv[1]), Path(sys.argv[1] + ".saved"), None)
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def left_open(tmp_path: Path) -> Path:
    """A database with its log beside it, as a program that was killed leaves it."""
    path = tmp_path / "book.sqlite3"
    Database.open(tmp_path / "first.sqlite3").close()
    with closing(sqlite3.connect(tmp_path / "first.sqlite3")) as writing:
        writing.execute("PRAGMA journal_mode=WAL")
        writing.execute("CREATE TABLE note (words TEXT)")
        writing.execute("DROP TABLE note")
        writing.commit()
        for ending in ("", "-wal"):
            path.with_name(path.name + ending).write_bytes(
                (tmp_path / f"first.sqlite3{ending}").read_bytes()
            )
    return path


def kill(program: str, path: Path, temporary: Path) -> None:
    env = dict(os.environ) | {"TMPDIR": str(temporary)}
    died = subprocess.run([sys.executable, "-c", program, path], cwd=ROOT, env=env, check=False)
    assert died.returncode == -signal.SIGKILL


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("program", [DIES_WHILE_LOOKING, DIES_WHILE_SALVAGING])
def test_what_a_killed_process_copied_is_removed_at_the_next_look(
    program: str, left_open: Path, temporary: Path
) -> None:
    kill(program, left_open, temporary)
    (left,) = temporary.iterdir()
    assert stat.S_IMODE(left.stat().st_mode) == 0o700
    assert list(left.iterdir())
    look(left_open, None)
    assert list(temporary.iterdir()) == []


def test_what_is_being_looked_into_stays(left_open: Path, temporary: Path) -> None:
    with side_files.copied(left_open) as copy:
        look(left_open, None)
        assert copy.path.exists()
    assert list(temporary.iterdir()) == []


def test_only_what_is_ours_and_left_is_removed(left_open: Path, temporary: Path) -> None:
    with own_folder() as mine:
        place = mine.name.removeprefix("fieldbook-copy-").partition("_")[0]
    aside = temporary / "fieldbook-123abc.0a0b0c0d.aside"
    aside.write_bytes(b"words")
    others = temporary / "fieldbook-copy-other_1_boot-1_x"
    others.mkdir()
    target = temporary.parent / "target"
    target.mkdir()
    (temporary / f"fieldbook-copy-{place}_{os.getpid()}_boot-1_x").symlink_to(target)
    stays = sorted(temporary.iterdir())
    gone = temporary / f"fieldbook-copy-{place}_{os.getpid()}_boot-1_y"
    gone.mkdir()
    long_gone = temporary / "fieldbook-copy-other_1_boot-1_y"
    long_gone.mkdir()
    os.utime(long_gone, (0, 0))
    look(left_open, None)
    assert sorted(temporary.iterdir()) == stays
    assert target.exists()
