"""Safe keeping: backed up and verified while one works, told in plain words, restored on asking."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.programmes import Programmes
from desktop.store.database import Database
from desktop.store.opening import Opened
from desktop.store.passphrase import Passphrase
from desktop.store.safety import places
from desktop.store.safety.backups import back_up
from desktop.store.safety.contents import Holds
from desktop.store.safety.places import Backup
from desktop.store.words import learn_word
from desktop.store.writing import record_answer
from desktop.ui.background import Background
from desktop.ui.safe_keeping import Keeper, SafeKeeping
from tests.ui.driving import in_focus

NOW = datetime.datetime(2026, 11, 22, 14, 5, 9, tzinfo=datetime.UTC)
LEAKS = "press.leaks.investigated"


@pytest.fixture(autouse=True)
def _settings_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@dataclass
class Desk:
    """An inspector with a database that is open."""

    qtbot: QtBot
    opened: Opened
    file: Path
    keeper: Keeper
    background: Background
    room: SafeKeeping = field(init=False)

    def record(self, force: str, answer: int) -> None:
        record_answer(
            self.opened.database,
            programme=next(iter(self.opened.programmes.by_id.values())),
            force=self.opened.forces[force],
            key=LEAKS,
            answer=answer,
            by="Ann",
        )

    def names(self) -> list[str]:
        folder = places.folder_beside(self.file)
        return sorted(each.name for each in folder.glob("*.sqlite3")) if folder.exists() else []

    def enter(self) -> None:
        self.room = SafeKeeping(self.opened, self.background, self.keeper)
        self.room.resize(1366, 690)
        self.qtbot.addWidget(self.room, before_close_func=lambda room: room.end())
        self.room.show()
        self.room.activateWindow()
        self.qtbot.waitUntil(self.room.isActiveWindow)
        self.told(self.look)
        self.room.take_focus()

    def look(self) -> None:
        self.room.show_programme(next(iter(self.opened.programmes.by_id.values())))

    def told(self, deed: Callable[[], object]) -> None:
        with self.qtbot.waitSignal(self.keeper.told, timeout=20_000):
            deed()

    def compared(self) -> None:
        self.qtbot.waitUntil(lambda: not self.background.busy(), timeout=20_000)

    def words(self) -> str:
        labels = self.room.findChildren(QLabel)
        return "\n".join(each.text().replace("\u200b", "") for each in labels if each.isVisible())

    def button(self, words: str) -> QPushButton:
        [found] = [
            each
            for each in self.room.findChildren(QPushButton)
            if each.text() == words and each.isVisible()
        ]
        return found

    @property
    def table(self) -> QTableView:
        found = self.room.findChild(QTableView)
        assert found is not None
        return found


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, programme: Programme, forces: Forces) -> Iterator[Desk]:
    file = tmp_path / "fieldbook.sqlite3"
    opened = Opened(Database.open(file), Programmes({programme.id: programme}, {}), forces)
    keeper, background = Keeper(opened.database), Background("looking")
    desk = Desk(qtbot, opened, file, keeper, background)
    desk.record("kent", 3)
    yield desk
    keeper.end()
    background.close()
    opened.database.close()


def test_it_backs_up_by_itself_what_changed_and_verifies(desk: Desk) -> None:
    desk.keeper._first.setInterval(0)
    desk.told(desk.keeper.begin)
    assert len(desk.names()) == 1
    desk.enter()
    assert "Last verified\nToday at" in desk.words()


def test_it_backs_up_at_most_once_an_hour_by_itself_and_at_closing(desk: Desk) -> None:
    desk.keeper._first.setInterval(0)
    desk.told(desk.keeper.begin)
    desk.record("essex", 4)
    desk.keeper._look_after()
    desk.qtbot.waitUntil(lambda: not desk.keeper._background.busy(), timeout=20_000)
    assert len(desk.names()) == 1
    desk.keeper.end()
    # Of the last hour none is let go.
    assert len(desk.names()) == 2


def test_saving_does_not_wait_for_a_backup_that_is_being_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.store.safety import backups, copying

    made = copying.copy_of_database

    def meanwhile(source: Path, passphrase: Passphrase | None, part: Path) -> Holds:
        desk.record("essex", 9)
        return made(source, passphrase, part)

    monkeypatch.setattr(backups, "copy_of_database", meanwhile)
    desk.told(desk.keeper.back_up_now)
    assert len(desk.names()) == 1


def test_a_damaged_database_is_told_of_once_and_no_backup_is_made(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.store.safety import copying

    monkeypatch.setattr(copying, "faults", lambda *_: "The file is damaged.")
    desk.keeper._first.setInterval(0)
    told: list[str] = []
    desk.keeper.troubled.connect(told.append)
    desk.told(desk.keeper.begin)
    desk.told(desk.keeper._look_after)
    assert len(told) == 1
    assert "The file is damaged." in told[0]
    assert desk.names() == []


def test_the_room_says_what_will_be_there_and_fills_when_a_backup_is_made(desk: Desk) -> None:
    desk.enter()
    assert "Backups will be listed here" in desk.words()
    assert "There is no backup yet." in desk.words()
    assert in_focus() is desk.button("Back up now")
    desk.told(lambda: QTest.keyClick(desk.button("Back up now"), Qt.Key.Key_Space))
    assert desk.table.model().rowCount() == 1
    assert "It holds all there is." in desk.words()
    assert "✓ Backed up." in desk.words()
    desk.told(desk.button("Check now").click)
    assert "✓ All that was looked through is sound." in desk.words()
    assert "the database and 1 backup, sound." in desk.words()


def test_what_restoring_would_change_is_told_and_it_is_asked_in_place(desk: Desk) -> None:
    backup = back_up(desk.file, None, now=NOW).backup
    desk.record("kent", 4)
    desk.record("essex", 5)
    desk.enter()
    desk.compared()
    assert "1 report would be as it was then" in desk.words()
    assert "Essex Police" in desk.words()
    restored: list[Backup] = []
    desk.room.restore_wanted.connect(restored.append)
    desk.table.setFocus()
    QTest.keyClick(desk.table, Qt.Key.Key_Return)
    assert "What is there now is backed up first" in desk.words()
    assert in_focus() is desk.button("Restore it")
    QTest.keyClick(desk.button("Restore it"), Qt.Key.Key_Escape)
    assert in_focus() is desk.table
    assert restored == []
    QTest.keyClick(desk.table, Qt.Key.Key_Return)
    QTest.keyClick(desk.button("Restore it"), Qt.Key.Key_Return)
    assert restored == [backup]


def test_what_holds_the_same_and_what_is_damaged_cannot_be_restored(desk: Desk) -> None:
    back_up(desk.file, None, now=NOW)
    broken = places.folder_beside(desk.file) / "fieldbook-2026-11-20T10-00-00Z.sqlite3"
    broken.write_bytes(b"not a database")
    desk.enter()
    desk.compared()
    assert "Nothing would change" in desk.words()
    assert not desk.button("Restore this…").isEnabled()
    desk.table.selectRow(1)
    assert "It cannot be used." in desk.words()
    assert [each for each in desk.room.findChildren(QPushButton) if each.isVisible()
            and each.text() == "Restore this…"] == []  # fmt: skip


def test_a_second_place_is_chosen_used_and_given_up(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick))
    desk.enter()
    assert "None is set." in desk.words()
    desk.told(desk.button("Second place…").click)
    assert [each.name for each in places.folder_in(stick, desk.file).iterdir()] == desk.names()
    assert desk.table.model().index(0, 3).data() == "Both places"
    stick.rename(tmp_path / "away")
    desk.told(desk.look)
    assert "is not there now" in desk.words()
    desk.told(desk.button("Stop using it").click)
    assert "None is set." in desk.words()
    assert places.second_place() is None


def test_a_change_beside_the_history_is_told_as_one(desk: Desk) -> None:
    back_up(desk.file, None, now=NOW)
    learn_word(desk.opened.database, word="Maidstone", by="Ann")
    desk.enter()
    desk.compared()
    assert "No report would change" in desk.words()
    assert "Changed since." in desk.words()


def test_escape_closes_the_room_and_f6_goes_round(desk: Desk) -> None:
    back_up(desk.file, None, now=NOW)
    desk.record("kent", 4)
    desk.enter()
    desk.compared()
    for expected in (desk.table, desk.button("Restore this…"), desk.button("Back up now")):
        QTest.keyClick(in_focus(), Qt.Key.Key_F6)
        assert in_focus() is expected
    with desk.qtbot.waitSignal(desk.room.closed):
        QTest.keyClick(in_focus(), Qt.Key.Key_Escape)
