"""The pane over the window whose file cannot be opened: what it says, and what it does about it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.failures import another_programs, newer
from desktop.store.safety.backups import back_up
from desktop.store.soundness import faults
from desktop.store.writing import record_answer
from desktop.ui.background import Background
from desktop.ui.not_opened import NotOpenedPane

PAGE = 4096
LEAKS = "press.leaks.investigated"


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background("test")
    yield background
    background.close()


@pytest.fixture
def file(tmp_path: Path, programme: Programme, forces: Forces) -> Path:
    """A database with one report and no backup, which nobody has open."""
    path = tmp_path / "book.sqlite3"
    with Database.open(path) as database:
        record_answer(
            database, programme=programme, force=forces["kent"], key=LEAKS, answer=24, by="I"
        )
    return path


def damage(path: Path) -> DatabaseError:
    """Zero the first page of a database, and give what is said on opening it."""
    path.write_bytes(bytes(PAGE) + path.read_bytes()[PAGE:])
    with pytest.raises(DatabaseError) as caught:
        Database.open(path)
    return caught.value


def shown(
    qtbot: QtBot, background: Background, error: DatabaseError, file: Path | None
) -> NotOpenedPane:
    pane = NotOpenedPane(error, file, background)
    qtbot.addWidget(pane)
    pane.resize(1366, 700)
    pane.show()
    qtbot.waitUntil(lambda: not background.busy())
    return pane


def buttons(pane: NotOpenedPane) -> dict[str, QPushButton]:
    found = {each.text(): each for each in pane.findChildren(QPushButton)}
    return {words: each for words, each in found.items() if each.isVisible()}


def words(pane: NotOpenedPane) -> str:
    return "\n".join(each.text() for each in pane.findChildren(QLabel) if each.isVisible())


def test_a_newer_file_can_only_be_left(qtbot: QtBot, background: Background, file: Path) -> None:
    pane = shown(qtbot, background, newer(str(file)), file)
    assert [*buttons(pane)] == ["Try again", "Choose another file…"]
    assert "newer Fieldbook" in words(pane)
    with qtbot.waitSignal(pane.again):
        buttons(pane)["Try again"].click()
    with qtbot.waitSignal(pane.other_file_wanted):
        buttons(pane)["Choose another file…"].click()


def test_a_server_has_no_backups_here(qtbot: QtBot, background: Background) -> None:
    pane = shown(qtbot, background, another_programs("postgresql://a/b"), None)
    assert [*buttons(pane)] == ["Try again", "Choose another file…"]


def test_the_newest_sound_backup_is_put_back(
    qtbot: QtBot, background: Background, file: Path
) -> None:
    back_up(file, None)
    pane = shown(qtbot, background, damage(file), file)
    assert "book.sqlite3 is damaged" in words(pane)
    assert "newest sound backup was made" in words(pane)
    assert "1 report" in words(pane)
    buttons(pane)["Restore it"].click()
    qtbot.waitUntil(lambda: not background.busy())
    assert faults(file, None) == ""
    assert "is kept as" in words(pane)
    with qtbot.waitSignal(pane.again):
        buttons(pane)["Open it"].click()


def test_what_can_be_saved_is_saved_beside_it(
    qtbot: QtBot, background: Background, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    error = damage(file)
    damaged = file.read_bytes()
    pane = shown(qtbot, background, error, file)
    assert "No sound backup of it was found." in words(pane)
    assert "Restore it" not in buttons(pane)
    saved = file.with_name("saved.sqlite3")
    monkeypatch.setattr(pane, "ask_for_name", lambda: str(saved))
    buttons(pane)["Save what can be saved…"].click()
    qtbot.waitUntil(lambda: not background.busy())
    assert "1 report saved in saved.sqlite3" in words(pane)
    assert "Nothing was lost." in words(pane)
    assert file.read_bytes() == damaged
    with qtbot.waitSignal(pane.opened_wanted) as wanted:
        buttons(pane)["Open it"].click()
    assert wanted.args == [saved]


def test_why_nothing_was_saved_is_said(
    qtbot: QtBot, background: Background, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = shown(qtbot, background, damage(file), file)
    monkeypatch.setattr(pane, "ask_for_name", lambda: str(file))
    buttons(pane)["Save what can be saved…"].click()
    qtbot.waitUntil(lambda: not background.busy())
    assert "nothing is overwritten" in words(pane)
    assert buttons(pane)["Save what can be saved…"].isEnabled()
