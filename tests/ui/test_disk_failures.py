"""What the disk does while a window is open: told there, nothing typed is lost, and it goes on."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.programme import Programme
from desktop.store import connecting
from desktop.ui import saving
from desktop.ui.window import Window
from tests.mounts import Stick
from tests.ui.driving import Open, begin, recorded, type_into, write_instead
from tests.ui.driving import saved as wait_until_saved
from tests.ui.widgets import focus

LEAKS = "press.leaks"
BUSY_SECONDS = 2.0


@pytest.fixture
def stick(tmp_path: Path) -> Iterator[Stick]:
    stick = Stick(tmp_path)
    yield stick
    stick.end()


@pytest.fixture
def database(stick: Stick) -> Path:
    return stick.folder / "book.sqlite3"


@pytest.fixture(autouse=True)
def _tried_again_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", BUSY_SECONDS)
    monkeypatch.setattr(saving, "RETRY_MS", 200)


class Longest:
    """The longest time, in seconds, that the window stood still."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._last = time.monotonic()
        self._timer = QTimer(interval=5)
        self._timer.timeout.connect(self._tick)
        self._timer.start()

    def _tick(self) -> None:
        now = time.monotonic()
        self.seconds = max(self.seconds, now - self._last)
        self._last = now


def said(qtbot: QtBot, window: Window, words: str) -> None:
    qtbot.waitUntil(lambda: words in window.messages.text, timeout=10_000)
    assert "What you typed is kept here" in window.messages.text


def passage(database: Path, programme: Programme) -> str:
    report = recorded(database, programme, "kent")
    assert report is not None
    return report.passage(LEAKS).text


def test_the_window_tells_of_each_failure_keeps_what_is_typed_and_saves_it_when_it_is_over(
    qtbot: QtBot,
    open_window: Open,
    stick: Stick,
    database: Path,
    programme: Programme,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    window = open_window()
    begin(qtbot, window, "kent")
    wait_until_saved(qtbot, window)

    filler = stick.fill()
    write_instead(qtbot, window, LEAKS, "Written on a full disk. " + "long " * 60)
    said(qtbot, window, "no room left on the disk")
    filler.unlink()
    wait_until_saved(qtbot, window)
    assert passage(database, programme).startswith("Written on a full disk.")
    assert window.messages.text == ""

    stick.pull_out()
    write_instead(qtbot, window, LEAKS, "Written without the stick.")
    said(qtbot, window, "moved or deleted while it was open")
    assert list(stick.folder.iterdir()) == []
    stick.put_in()
    wait_until_saved(qtbot, window)
    assert passage(database, programme) == "Written without the stick."

    with closing(sqlite3.connect(database, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        still = Longest()
        write_instead(qtbot, window, LEAKS, "Written while it is locked.")
        type_into(qtbot, window, "press.leaks.investigated", "12")
        QTest.keyClicks(focus(), "3")
        said(qtbot, window, "another program")
        assert still.seconds < BUSY_SECONDS / 2
        other.execute("ROLLBACK")
    wait_until_saved(qtbot, window)
    report = recorded(database, programme, "kent")
    assert report is not None
    assert report.passage(LEAKS).text == "Written while it is locked."
    assert report.answers["press.leaks.investigated"] == 123
    assert window.messages.text == ""
    assert sorted(each.name for each in stick.folder.iterdir() if "aside" in each.name) == []
