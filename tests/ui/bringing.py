"""Bringing in reports as an inspector does it, and readers of files that tests can hold up."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QListView, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.folders import ROOT
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.programmes import Programmes
from desktop.core.report import Report
from desktop.ingest import Reading, UnreadableError, read_file, read_published
from desktop.store.database import Database
from desktop.store.opening import Opened
from desktop.store.reading import read_report
from desktop.ui.background import Background
from desktop.ui.bringing_in import BringingIn
from desktop.ui.bringing_in.original import Original
from desktop.ui.bringing_in.queue import FileReader
from desktop.ui.saving import Saving
from tests.ui.driving import in_focus

SEEDS = ROOT / "seeds"
Key = Qt.Key
_known: dict[Path, Reading] = {}
"""Examples that were read for another test: nobody changes what a reading holds."""
_MANY = 12
_LONG = 5.0
"""Seconds after which a test would rather fail than wait on."""


def press(*keys: Qt.Key) -> None:
    """Press keys, each where the keyboard is by then."""
    for key in keys:
        QTest.keyClick(in_focus(), key)


def seed(name: str) -> Path:
    return SEEDS / f"{name}.txt"


class Reads:
    """Reads files in the thread that asks: no process has to start."""

    def __init__(self, programme: Programme, forces: Forces) -> None:
        self._programme, self._forces = programme, forces

    def read(self, path: Path) -> Reading:
        known = _known.get(path)
        if known is not None and known.programme is self._programme:
            return known
        reading = read_published(read_file(path), programmes=[self._programme], forces=self._forces)
        if path.parent == SEEDS:
            _known[path] = reading
        return reading

    def close(self) -> None:
        pass


class Slow(Reads):
    """Takes, to be made, as long as it takes until it is allowed."""

    def __init__(self, programme: Programme, forces: Forces) -> None:
        super().__init__(programme, forces)
        self.begun = threading.Event()
        self.allowed = threading.Event()
        self.closed = threading.Event()
        self.in_vain = False

    def make(self) -> Slow:
        self.begun.set()
        self.in_vain = not self.allowed.wait(_LONG)
        return self

    def close(self) -> None:
        self.closed.set()


class Hangs:
    """Never comes to an end with a file before it is closed."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.closed = threading.Event()

    def read(self, path: Path) -> Reading:
        self.begun.set()
        self.closed.wait()
        raise UnreadableError(f"{path} was not read: stopped.")

    def close(self) -> None:
        self.closed.set()


@dataclass
class Desk:
    """An inspector in the room, with a database at hand."""

    qtbot: QtBot
    opened: Opened
    room: BringingIn
    background: Background
    imported: list[object] = field(default_factory=list)

    def bring(self, *files: Path) -> None:
        """Drop files, and wait until no file is read or waits."""
        self.room.bring(files)
        self.until(lambda: not any(each.endswith(("Waiting", "Reading")) for each in self.lines()))

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=20_000)

    def called(self, name: str) -> QWidget:
        """Give the visible widget of this accessible name."""
        found = [
            each
            for each in self.room.findChildren(QWidget)
            if each.accessibleName() == name and each.isVisible()
        ]
        assert len(found) == 1, name
        return found[0]

    def button(self, words: str) -> QAbstractButton:
        """Give the visible button that reads so, but for a number in brackets."""
        found = self._buttons(words)
        assert len(found) == 1, words
        return found[0]

    def has_button(self, words: str) -> bool:
        return bool(self._buttons(words))

    def _buttons(self, words: str) -> list[QAbstractButton]:
        return [
            each
            for each in self.room.findChildren(QAbstractButton)
            if each.isVisible() and words in (each.text(), each.text().partition(" (")[0])
        ]

    def spoken(self, name: str) -> list[str]:
        """Give the rows of a list as a screen reader says them."""
        rows = self.called(name)
        assert isinstance(rows, QListView)
        model = rows.model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]

    def lines(self) -> list[str]:
        return self.spoken("Files")

    def here(self, name: str) -> str:
        """Give the row at hand of a list."""
        rows = self.called(name)
        assert isinstance(rows, QListView)
        return self.spoken(name)[rows.currentIndex().row()]

    def go_to(self, name: str, row: str) -> None:
        """Go to the row that begins so: in a short list by the arrow key, in a long one at once."""
        rows = self.called(name)
        assert isinstance(rows, QListView)
        rows.setFocus()
        spoken = self.spoken(name)
        wanted = next(n for n, each in enumerate(spoken) if each.startswith(row))
        if len(spoken) > _MANY:
            rows.setCurrentIndex(rows.model().index(wanted, 0))
            return
        QTest.keyClick(rows, Key.Key_Home)
        while rows.currentIndex().row() < wanted:
            QTest.keyClick(rows, Key.Key_Down)

    def text(self) -> QPlainTextEdit:
        found = self.called("Text of the file")
        assert isinstance(found, QPlainTextEdit)
        return found

    def marked(self) -> str:
        """Give the words that are tinted in the text of the file."""
        text = self.called("Text of the file")
        assert isinstance(text, Original)
        return " ".join(text.highlighted().split())

    def says(self, words: str) -> bool:
        """Say whether words can be read anywhere in the room but in its lists."""
        labels = self.room.findChildren(QLabel)
        return any(words in each.text() for each in labels if each.isVisible())

    def recorded(self, force: str) -> Report | None:
        programme = next(iter(self.opened.programmes.by_id))
        return read_report(self.opened.database, programme, force)


class Rooms:
    """Opens rooms on one database, and closes them in the end."""

    def __init__(self, qtbot: QtBot, programme: Programme, forces: Forces, folder: Path) -> None:
        self._qtbot = qtbot
        self._database = Database.open(folder / "book.sqlite3")
        programmes = Programmes({programme.id: programme}, {})
        self._opened = Opened(self._database, programmes, forces)
        self._background = Background("reading")
        self._rooms: list[BringingIn] = []

    def open(self, reader: Callable[[], FileReader] | None = None) -> Desk:
        """Open a room with the keyboard in it."""
        saving = Saving(self._background)
        saving.use(self._database, "A. Inspector")
        room = BringingIn(self._opened, self._background, saving, reader)
        self._rooms.append(room)
        desk = Desk(self._qtbot, self._opened, room, self._background)
        room.imported.connect(desk.imported.append)
        room.resize(1366, 690)
        self._qtbot.addWidget(room)
        room.show()
        room.activateWindow()
        self._qtbot.waitUntil(room.isActiveWindow)
        room.take_focus()
        return desk

    def close(self) -> None:
        for room in self._rooms:
            room.end()
        self._background.close()
        self._database.close()
