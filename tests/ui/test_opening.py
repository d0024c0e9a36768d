"""What covers the window where its file is not open yet, and a window in another's place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store.database import Database
from desktop.store.passphrase import Passphrase
from desktop.store.safety.backups import back_up
from desktop.store.safety.places import every_backup
from desktop.store.writing import record_answer
from desktop.ui.locking import LockPane
from desktop.ui.memory import Memory
from desktop.ui.not_opened import NotOpenedPane
from desktop.ui.window import Window
from desktop.ui.windows import Windows
from tests.ui.driving import press

APPLICATIONS = "gifts.second_jobs.applications"


@pytest.fixture
def windows(qtbot: QtBot, database: Path, tmp_path: Path) -> Iterator[Windows]:
    def make(where: str | None, passphrase: Passphrase | None) -> Window:
        return Window(Memory(tmp_path / "window.json"), lambda *_: (), where, passphrase)

    app = QCoreApplication.instance()
    assert app is not None
    made = Windows(make, str(database), app)
    yield made
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()


def answer(
    path: Path, programme: Programme, forces: Forces, applications: int, lock: str = ""
) -> None:
    with Database.open(path, Passphrase(lock) if lock else None) as database:
        record_answer(
            database,
            programme=programme,
            force=forces["kent"],
            key=APPLICATIONS,
            answer=applications,
            by="Kim",
        )


def applications(window: Window) -> object:
    assert window.desk is not None
    present = window.desk.present
    return present.answers.get(APPLICATIONS) if present is not None else None


def cover(qtbot: QtBot, window: Window, kind: type[LockPane] | type[NotOpenedPane]) -> object:
    qtbot.waitUntil(lambda: isinstance(window.covers.cover, kind), timeout=20_000)
    return window.covers.cover


def test_a_locked_file_asks_for_its_passphrase_and_opens_with_it(
    qtbot: QtBot, windows: Windows, database: Path, programme: Programme, forces: Forces
) -> None:
    answer(database, programme, forces, 7, "four odd words")
    window = windows.window
    window.show()
    pane = cover(qtbot, window, LockPane)
    assert isinstance(pane, LockPane)
    field = pane.findChild(QLineEdit)
    assert field is not None
    QTest.keyClicks(field, "four even words")
    press(qtbot, pane, "Unlock")
    qtbot.waitUntil(lambda: "does not open" in field.accessibleDescription(), timeout=10_000)
    assert window.desk is None
    field.clear()
    QTest.keyClicks(field, "four odd words")
    with qtbot.waitSignal(window.filled, timeout=20_000):
        press(qtbot, pane, "Unlock")
    assert window.covers.cover is None
    assert applications(window) == 7


def test_a_damaged_file_offers_its_backup_which_then_opens(
    qtbot: QtBot, windows: Windows, database: Path, programme: Programme, forces: Forces
) -> None:
    answer(database, programme, forces, 7)
    back_up(database, None)
    database.write_bytes(database.read_bytes()[:5000])
    window = windows.window
    window.show()
    pane = cover(qtbot, window, NotOpenedPane)
    assert isinstance(pane, NotOpenedPane)
    press(qtbot, pane, "Restore it")
    with qtbot.waitSignal(window.filled, timeout=20_000):
        press(qtbot, pane, "Open it")
    assert applications(window) == 7


def test_a_restored_backup_is_shown_in_a_new_window_in_the_place_of_the_former(
    qtbot: QtBot, windows: Windows, database: Path, programme: Programme, forces: Forces
) -> None:
    answer(database, programme, forces, 7)
    back_up(database, None)
    answer(database, programme, forces, 9)
    first = windows.window
    with qtbot.waitSignal(first.filled, timeout=20_000):
        first.show()
    assert applications(first) == 9
    [backup] = every_backup(database)
    with qtbot.waitSignal(first.anew_wanted, timeout=20_000):
        first._restore(backup)
    second = windows.window
    assert second is not first
    qtbot.waitUntil(lambda: second.desk is not None and applications(second) == 7, timeout=20_000)
    assert "restored" in second.messages.text.lower()
    assert len(list(every_backup(database))) == 2


def test_a_window_that_is_being_replaced_takes_no_words_that_would_be_lost(
    qtbot: QtBot, windows: Windows, database: Path, programme: Programme, forces: Forces
) -> None:
    answer(database, programme, forces, 7)
    first = windows.window
    with qtbot.waitSignal(first.filled, timeout=20_000):
        first.show()
    assert first.desk is not None
    first.desk.form.go_to(APPLICATIONS)
    field = first.focusWidget()
    assert isinstance(field, QLineEdit)
    may_end, done = Event(), list[str]()

    def between() -> str:
        assert may_end.wait(20)
        done.append("once")
        return "It was done."

    first.open_anew(between)
    first.open_anew(between)
    assert not field.isEnabled()
    with qtbot.waitSignal(first.anew_wanted, timeout=20_000):
        may_end.set()
    second = windows.window
    qtbot.waitUntil(lambda: second.desk is not None and applications(second) == 7, timeout=20_000)
    assert (done, second.isEnabled()) == (["once"], True)
