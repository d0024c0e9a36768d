"""The room of all forces on a database of its own, driven by its keys."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.core.fields import Answer
from desktop.core.folders import FORCES_FILE
from desktop.core.forces import Force, Forces, read_forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.programmes import Programmes
from desktop.core.report import Report
from desktop.store.changes import Change
from desktop.store.database import Database
from desktop.store.opening import Opened
from desktop.store.reading import history, read_report
from desktop.store.writing import Recorded, record_edits
from desktop.ui.all_forces import AllForces
from desktop.ui.all_forces.cell_editor import CellEditor
from desktop.ui.background import Background
from desktop.ui.saving import Saving
from tests.ui.widgets import focus

INVESTIGATED = "press.leaks.investigated"
CONTINUING = "press.leaks.continuing"
HEALTHCHECK = "findings.overview.healthcheck"
REVIEW = "gifts.second_jobs.annual_review"
POLICIES = "findings.overview.policies_reviewed"
PLAN = "findings.overview.plan"
Key = Qt.Key

ANSWERS: dict[str, dict[str, Answer | None]] = {
    "bedfordshire": {INVESTIGATED: 0, REVIEW: "no"},
    "cheshire": {INVESTIGATED: 12, REVIEW: "planned", HEALTHCHECK: True},
    "kent": {HEALTHCHECK: False, REVIEW: "planned"},
    "sussex": {INVESTIGATED: 3, REVIEW: "yes", PLAN: "Integrity plan"},
}


def _write(
    database: Database, programme: Programme, force: Force, answers: dict[str, Answer | None]
) -> Report:
    present = read_report(database, programme.id, force.key)
    return record_edits(
        database,
        programme=programme,
        force=force,
        answers=answers,
        passages={},
        over={},
        by="Bob",
        expected_version=present.version if present else 0,
    ).report


@cache
def _book(folder: Path) -> bytes:
    """Make the database that each hall begins with, once."""
    programme, forces = read_programme(folder), read_forces(FORCES_FILE)
    with TemporaryDirectory() as place:
        file = Path(place, "book.sqlite3")
        with Database.open(file) as database:
            for force, answers in ANSWERS.items():
                _write(database, programme, forces[force], answers)
        return file.read_bytes()


class Hall:
    """The room of all forces on a database of its own, with the keys in its grid."""

    def __init__(self, qtbot: QtBot, file: Path, programme: Programme, forces: Forces) -> None:
        self.qtbot = qtbot
        self.programme = programme
        self.database_file = file
        file.write_bytes(_book(programme.folder))
        self.database = Database.open(file)
        self.opened = Opened(self.database, Programmes({programme.id: programme}, {}), forces)
        self.reading, self.storing = Background("reading"), Background("store")
        self.saving = Saving(self.storing)
        self.saving.use(self.database, "Ann")
        self.room = AllForces(self.opened, self.reading, self.saving)
        self.grid = self.room.grid
        self.model = self.room.model
        self.saving.recorded.connect(self.note)
        self.wanted: list[tuple[str, str, str]] = []
        self.room.open_wanted.connect(lambda *place: self.wanted.append(place))
        self.room.resize(1366, 690)
        self.room.show()
        self.room.activateWindow()
        qtbot.waitUntil(self.room.isActiveWindow)
        self.room.show_programme(programme)
        self.room.take_focus()
        qtbot.waitUntil(lambda: self.model.is_filled, timeout=5000)

    def note(self, recorded: Recorded) -> None:
        self.room.report_changed(recorded.report)

    def write(self, force: str, answers: dict[str, Answer | None]) -> Report:
        """Record answers as another program would."""
        return _write(self.database, self.programme, self.opened.forces[force], answers)

    def close(self) -> None:
        self.room.end()
        self.room.close()
        for background in (self.reading, self.storing):
            background.finish(5000)
            background.close()
        self.room.deleteLater()
        self.database.close()

    def go(self, force: str, key: str) -> None:
        """Put the current cell somewhere."""
        self.grid.setCurrentIndex(self.model.place_of(force, key))
        self.room.take_focus()

    def text(self, force: str, key: str) -> str:
        return str(self.model.place_of(force, key).data())

    def words(self, force: str, key: str) -> str:
        place = self.model.place_of(force, key)
        return str(place.data(Qt.ItemDataRole.AccessibleTextRole))

    def areas(self, first: int) -> list[str]:
        """Give the first areas from top to bottom."""
        return [str(self.model.headerData(row, Qt.Orientation.Vertical)) for row in range(first)]

    def press(
        self, key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(focus(), key, modifiers)

    def type(self, words: str) -> None:
        for letter in words:
            QTest.keyClicks(focus(), letter)

    def at(self) -> tuple[str, str]:
        """Give the force and the field of the current cell."""
        index = self.grid.currentIndex()
        return self.model.force_at(index.row()).key, self.model.columns[index.column()].key

    def editors(self) -> list[CellEditor]:
        """Give the editor that is open, if one is."""
        return [each for each in self.room.findChildren(CellEditor) if each.isVisible()]

    def said(self) -> str:
        (editor,) = self.editors()
        return " ".join(label.text() for label in editor.findChildren(QLabel))

    def saved(self, force: str) -> Report:
        self.qtbot.waitUntil(
            lambda: not (self.reading.busy() or self.saving.unsaved), timeout=10_000
        )
        report = read_report(self.database, self.programme.id, force)
        assert report is not None
        return report

    def changes(self, force: str, key: str) -> list[Change]:
        return [
            each
            for each in history(self.database, self.programme.id, force, (key,))
            if each.by == "Ann"
        ]
