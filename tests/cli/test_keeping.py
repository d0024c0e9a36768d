"""`fieldbook backup`, `restore` and `verify`: what they say, write and give back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAMME, Fieldbook

KENT = f"{PROGRAMME}/kent"
LEAKS = "press.leaks.investigated"


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))


def test_a_backup_goes_beside_the_database_or_to_a_file_that_is_never_overwritten(
    fieldbook: Fieldbook, database: Path, tmp_path: Path
) -> None:
    fieldbook("set", KENT, LEAKS, "3")
    first = fieldbook("backup", "--json")
    assert first.status == 0
    assert first.json["made"]
    backup = Path(first.json["backup"])
    assert backup.parent == database.with_name("book-backups")
    again = fieldbook("backup", "--json").json
    assert (again["made"], again["backup"]) == (False, str(backup))
    mine = tmp_path / "mine.sqlite3"
    assert fieldbook("backup", mine).status == 0
    refused = fieldbook("backup", mine)
    assert refused.status == 2
    assert len(refused.err.splitlines()) == 1
    assert "nothing is overwritten" in refused.err


def test_restoring_tells_what_changes_and_where_the_former_is(
    fieldbook: Fieldbook, tmp_path: Path
) -> None:
    fieldbook("set", KENT, LEAKS, "3")
    mine = tmp_path / "mine.sqlite3"
    fieldbook("backup", mine)
    fieldbook("set", KENT, LEAKS, "4")
    told = fieldbook("restore", mine)
    assert told.status == 0
    assert KENT in told.out
    assert fieldbook("show", KENT, "--json").json["answers"][LEAKS] == 3
    former = Path(told.out.split()[-1])
    back = fieldbook("restore", former, "--json")
    assert back.json["changes"][0]["report"] == KENT
    assert back.json["changes"][0]["what"] == "differs"
    assert fieldbook("show", KENT, "--json").json["answers"][LEAKS] == 4


def test_verifying_gives_0_for_sound_1_for_damage_and_2_for_what_is_no_database(
    fieldbook: Fieldbook, database: Path
) -> None:
    assert fieldbook("verify").status == 2
    fieldbook("set", KENT, LEAKS, "3")
    fieldbook("backup")
    sound = fieldbook("verify", "--json")
    assert (sound.status, sound.json["sound"], sound.json["backups"]) == (0, True, 1)
    content = database.read_bytes()
    database.write_bytes(content[:8192] + bytes(8192) + content[16384:])
    damaged = fieldbook("verify", "--json")
    assert (damaged.status, damaged.json["sound"]) == (1, False)
    [backup] = database.with_name("book-backups").glob("*.sqlite3")
    assert fieldbook("restore", backup).status == 0
    assert fieldbook("verify").status == 0
    database.write_bytes(b"a letter, and no database of anybody's")
    assert fieldbook("verify").status == 2


def test_what_cannot_be_done_is_one_plain_line(
    fieldbook: Fieldbook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in (["backup"], ["restore", "nothing.sqlite3"], ["verify"]):
        told = fieldbook(*words)
        assert told.status == 2
        assert len(told.err.splitlines()) == 1
    monkeypatch.setenv("FIELDBOOK_PASSPHRASE", "four words of mine")
    fieldbook("set", KENT, LEAKS, "3")
    assert fieldbook("backup", tmp_path / "locked.sqlite3").status == 0
    monkeypatch.delenv("FIELDBOOK_PASSPHRASE")
    told = fieldbook("backup")
    assert told.status == 2
    assert "is locked" in told.err
