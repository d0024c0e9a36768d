"""What is saved for support helps, and says nothing of any report, inspector, force or folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.store import log
from desktop.store.database import Database
from desktop.store.support import save_for_support, support_text
from desktop.store.writing import write_passage


def test_it_tells_versions_counts_health_and_the_log(database: Database) -> None:
    log.note("Opened a database")
    said = support_text(database)
    assert "fieldbook 0." in said
    assert "SQLite 3." in said
    assert "0 in report" in said
    assert "last verified never" in said
    assert "Opened a database" in said


def test_it_holds_no_word_of_a_report_and_no_name(
    database: Database, inspection: Programme, kent: Force, tmp_path: Path
) -> None:
    write_passage(
        database,
        programme=inspection,
        force=kent,
        item="press.policies",
        text="The hamper was declined.",
        by="Jane Doe",
    )
    file = tmp_path / "support.txt"
    save_for_support(file, database)
    said = file.read_text(encoding="utf-8").lower()
    assert "1 in report" in said
    for secret in ("hamper", "jane", "doe", "kent", str(tmp_path).lower()):
        assert secret not in said


def test_without_a_database_it_tells_of_the_program() -> None:
    said = support_text(None)
    assert "none is open" in said
    assert "fieldbook 0." in said


def test_a_database_that_cannot_be_read_is_told_of(database: Database, path: Path) -> None:
    path.unlink()
    said = support_text(database)
    assert "cannot be" in said


def test_a_file_that_cannot_be_written_is_an_error(database: Database, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        save_for_support(tmp_path / "no folder" / "support.txt", database)


def test_it_is_written_over_nothing_else(database: Database, path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    for opened in (database, None):
        with pytest.raises(FileExistsError):
            save_for_support(path, opened)
    assert path.read_bytes() == before
    file = tmp_path / "support.txt"
    save_for_support(file, None)
    save_for_support(file, database)
    assert "0 in report" in file.read_text(encoding="utf-8")
