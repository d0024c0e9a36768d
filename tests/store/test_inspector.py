"""Whose name stands in the history: the one that was given, or that of the account."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop.store.inspector import (
    NotKeptError,
    account_name,
    inspector_name,
    keep_inspector_name,
    kept_name,
)
from desktop.store.settings import settings_file


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have an account without any name."""

    def nameless(*_: object) -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr("getpass.getuser", nameless)
    monkeypatch.setattr("pwd.getpwuid", nameless)


@pytest.mark.parametrize(
    "error", [KeyError("uid not found"), ModuleNotFoundError("pwd"), OSError()]
)
def test_an_account_without_a_name_is_no_obstacle(
    monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def nameless(*_: object) -> str:
        raise error

    monkeypatch.setattr("getpass.getuser", nameless)
    monkeypatch.setattr("pwd.getpwuid", nameless)
    assert account_name() == inspector_name() == "unknown"


def test_the_full_name_of_the_account_is_told_rather_than_its_login(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Entry:
        pw_gecos = "Anna &,Room 12,,"

    monkeypatch.setattr("getpass.getuser", lambda: "larsson")
    monkeypatch.setattr("pwd.getpwuid", lambda _: Entry)
    assert account_name() == "Anna Larsson"
    Entry.pw_gecos = ""
    assert account_name() == "larsson"


def test_a_name_is_asked_for_once(nobody: None) -> None:
    assert kept_name() is None
    assert keep_inspector_name("  Zoë \u202e Jones\n ") == "Zoë Jones"
    assert kept_name() == inspector_name() == "Zoë Jones"
    keep_inspector_name("J. O’Neill")
    assert inspector_name() == "J. O’Neill"
    assert [file.name for file in settings_file().parent.iterdir()] == ["settings.json"]


def test_other_settings_stay_as_they_are() -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text('{"theirs": [1]}')
    keep_inspector_name("A. Inspector")
    kept = json.loads(settings_file().read_text(encoding="utf-8"))
    assert kept == {"theirs": [1], "inspector": "A. Inspector"}


@pytest.mark.parametrize("written", ["", "{", "[]", '{"inspector": 3}', '{"inspector": " "}'])
def test_settings_that_cannot_be_read_are_no_obstacle(nobody: None, written: str) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text(written)
    assert kept_name() is None
    assert inspector_name() == "unknown"
    keep_inspector_name("A. Inspector")
    assert kept_name() == "A. Inspector"


@pytest.mark.parametrize("name", ["", "  \n", "\u200b", "x" * 81])
def test_what_is_no_name_is_not_kept(name: str) -> None:
    keep_inspector_name("A. Inspector")
    with pytest.raises(NotKeptError, match="kept: "):
        keep_inspector_name(name)
    assert kept_name() == "A. Inspector"


def test_settings_that_cannot_be_written_keep_what_they_hold(
    nobody: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_inspector_name("A. Inspector")

    def full(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(NotKeptError, match=r"no space left on device.*as A\. Inspector"):
        keep_inspector_name("B. Inspector")
    assert kept_name() == "A. Inspector"
    assert [file.name for file in settings_file().parent.iterdir()] == ["settings.json"]
