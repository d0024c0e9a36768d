"""The whole window is locked: what cannot be saved is put aside first, and nobody is troubled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.core.programme import Programme
from desktop.store import connecting
from desktop.store.aside import find_aside
from desktop.store.database import Database
from desktop.store.passphrase import Passphrase
from desktop.store.reading import read_report
from desktop.ui.locking import Locking
from desktop.ui.locking.lock_pane import LockPane
from desktop.ui.memory import Memory
from desktop.ui.others import Together
from desktop.ui.safe_keeping import Keeper
from desktop.ui.saving import Saving
from desktop.ui.window import PANELS, Window
from tests.ui.driving import begin

WORDS = "grüne Äpfel, gelbe Birnen"
ITEM = "press.leaks"
Part = TypeVar("Part", bound=QObject)


@pytest.fixture
def window(
    qtbot: QtBot, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Window]:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.05)
    Database.open(database, Passphrase(WORDS)).close()
    window = Window(
        Memory(tmp_path / "window.json"), lambda *_: [], str(database), Passphrase(WORDS)
    )
    with qtbot.waitSignal(window.filled, timeout=20_000):
        window.show()
    begin(qtbot, window, "kent")
    yield window
    window.close()
    window.deleteLater()


def part(window: Window, kind: type[Part]) -> Part:
    found = window.findChild(kind)
    assert found is not None
    return found


def lock(qtbot: QtBot, window: Window) -> Locking:
    locking = part(window, Locking)
    with qtbot.waitSignal(locking.locked, timeout=20_000):
        assert locking.lock()
    return locking


def unlock(qtbot: QtBot, window: Window, locking: Locking) -> None:
    pane = window.covers.cover
    assert isinstance(pane, LockPane)
    line = pane.findChild(QLineEdit)
    assert line is not None
    line.setText(WORDS)
    with qtbot.waitSignal(locking.unlocked, timeout=20_000):
        QTest.keyClick(line, Qt.Key.Key_Return)


def said_locked(window: Window) -> list[str]:
    """Give what the window still says of its being locked."""
    labels = [each for each in window.findChildren(QLabel) if each.isVisible()]
    return [each.text() for each in labels if "is locked" in each.text()]


def test_what_cannot_be_saved_is_put_aside_before_the_key_is_forgotten(
    qtbot: QtBot, window: Window, database: Path, programme: Programme
) -> None:
    saving = part(window, Saving)
    assert window.desk is not None
    said: list[str] = []
    with (
        Database.open(database, Passphrase(WORDS)) as other,
        closing(connecting.connect(database, Passphrase(WORDS))) as busy,
    ):
        busy.execute("BEGIN IMMEDIATE")
        window.desk.form.go_to(ITEM)
        at = window.focusWidget()
        assert at is not None
        QTest.keyClicks(at, "The otter was counted twice")
        locking = lock(qtbot, window)
        (found,) = find_aside(other)
        assert found.aside is not None
        (typed,) = found.aside.reports
        assert typed.passages[ITEM] == "The otter was counted twice"
        assert b"otter" not in found.file.read_bytes()
        saving.refused.connect(said.append)
        # As its timer would.
        saving.save_now()
        saving.overdue.emit()
        busy.execute("ROLLBACK")
        unlock(qtbot, window, locking)
        qtbot.waitUntil(lambda: not saving.unsaved, timeout=20_000)
        report = read_report(other, programme.id, "kent")
        assert report is not None
        assert report.passage(ITEM).text == "The otter was counted twice"
        qtbot.waitUntil(lambda: not find_aside(other), timeout=10_000)
    assert said == []
    assert not window.messages.isVisible()


def test_a_locked_window_closes_and_leaves_what_was_not_saved_in_its_side_file(
    qtbot: QtBot, window: Window, database: Path
) -> None:
    assert window.desk is not None
    with (
        Database.open(database, Passphrase(WORDS)) as other,
        closing(connecting.connect(database, Passphrase(WORDS))) as busy,
    ):
        busy.execute("BEGIN IMMEDIATE")
        window.desk.form.go_to(ITEM)
        at = window.focusWidget()
        assert at is not None
        QTest.keyClicks(at, "The otter was counted twice")
        lock(qtbot, window)
        assert window.close()
        (found,) = find_aside(other)
        assert found.aside is not None
        assert found.aside.reports[0].passages[ITEM] == "The otter was counted twice"


def test_what_is_looked_up_while_it_is_locked_troubles_nobody(qtbot: QtBot, window: Window) -> None:
    """What raises in the window's loop fails a test by itself."""
    desk, views = window.desk, window.views
    assert desk is not None
    assert views is not None
    qtbot.waitUntil(lambda: window.findChild(Together) is not None, timeout=20_000)
    keeper, together = part(window, Keeper), part(window, Together)
    for panel in PANELS:
        views.show_panel(panel)
        qtbot.waitUntil(lambda: not (views.reading or views.filling), timeout=20_000)
        desk.form.go_to(ITEM)
        at = window.focusWidget()
        assert at is not None
        QTest.keyClicks(at, "Otters. ")
        locking = lock(qtbot, window)
        # As their timers would, or what was asked just before.
        keeper.look()
        keeper.back_up_now()
        together.others.look()
        desk.look_again()
        views.show_panel(panel)
        qtbot.waitUntil(
            lambda: not (views.reading or views.filling or together.others.busy), timeout=20_000
        )
        unlock(qtbot, window, locking)
        assert not window.messages.isVisible(), (panel, window.messages.text)
        qtbot.waitUntil(lambda: said_locked(window) == [], timeout=5_000)
