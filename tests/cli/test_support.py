"""Saving what helps support, and mistakes of Fieldbook's own on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import run_command
from desktop.store import listing
from desktop.store.log import log_files

SECRET = "The hamper was declined"


def test_it_is_saved_with_versions_and_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "support.txt"
    assert run_command(["--database", str(tmp_path / "b.sqlite3"), "support", str(file)]) == 0
    assert "Read it before you pass it on" in capsys.readouterr().out
    said = file.read_text(encoding="utf-8")
    assert "fieldbook 0." in said
    assert "0 in report" in said


def test_a_database_that_cannot_be_opened_does_not_stand_in_its_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, file = tmp_path / "b.sqlite3", tmp_path / "support.txt"
    book.write_text("no database")
    assert run_command(["--database", str(book), "support", str(file)]) == 0
    assert "not a Fieldbook database" in capsys.readouterr().err
    assert "none is open" in file.read_text(encoding="utf-8")


def test_where_it_cannot_be_written_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "no folder" / "support.txt"
    assert run_command(["--database", str(tmp_path / "b.sqlite3"), "support", str(file)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_mistake_of_its_own_is_one_line_without_what_was_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(SECRET)

    monkeypatch.setattr(listing, "list_reports", fail)
    assert run_command(["--database", str(tmp_path / "b.sqlite3"), "list"]) == 2
    told = capsys.readouterr().err
    assert len(told.splitlines()) == 1
    assert "RuntimeError" in told
    assert "fieldbook verify" in told
    noted = "".join(each.read_text(encoding="utf-8") for each in log_files())
    assert "RuntimeError" in noted
    assert SECRET not in told + noted
