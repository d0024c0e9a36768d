"""The window is locked, covered, and unlocked again; the passphrase is set in place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMainWindow, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.database import Database, LockedError
from desktop.store.passphrase import Passphrase, is_locked
from desktop.store.reading import read_report
from desktop.ui.background import Background
from desktop.ui.covers import Covers
from desktop.ui.locking import Idle, Locking, LockPane, PassphrasePart
from desktop.ui.locking.idle import keep_lock_after, lock_after
from desktop.ui.saving import Saving

WORDS = " grüne Äpfel "
KEY = "press.leaks.investigated"


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    background = Background("store")
    yield background
    background.close()


@pytest.fixture
def locked_file(tmp_path: Path) -> Path:
    path = tmp_path / "Lessons learnt.sqlite3"
    Database.open(path, Passphrase(WORDS)).close()
    return path


@pytest.fixture
def book(locked_file: Path) -> Iterator[Database]:
    with Database.open(locked_file, Passphrase(WORDS)) as book:
        yield book


class Stage:
    """A window of ours, as far as locking sees it."""

    def __init__(self, qtbot: QtBot, background: Background, book: Database) -> None:
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.middle = QLineEdit("A word of a report", self.window)
        self.covers = Covers(self.middle)
        self.window.setCentralWidget(self.covers)
        self.window.setWindowTitle("Kent Police – Fieldbook")
        self.action = QAction("Go to", self.window)
        self.window.addAction(self.action)
        self.over = QLabel("Found: a word", self.window)
        self.apart = QWidget(self.window, Qt.WindowType.Window)
        self.saving = Saving(background)
        self.saving.use(book, "I")
        self.locking = Locking(self.window, self.covers, background, self.saving)
        self.locking.use(book)
        self.window.show()
        self.apart.show()

    @property
    def pane(self) -> LockPane:
        assert isinstance(self.covers.cover, LockPane)
        return self.covers.cover


@pytest.fixture
def stage(qtbot: QtBot, background: Background, book: Database) -> Stage:
    return Stage(qtbot, background, book)


def button(parent: QWidget, words: str) -> QPushButton:
    return next(each for each in parent.findChildren(QPushButton) if each.text() == words)


def field(parent: QWidget, name: str) -> QLineEdit:
    return next(each for each in parent.findChildren(QLineEdit) if each.accessibleName() == name)


def read(parent: QWidget) -> str:
    """All words that can be seen."""
    return " ".join(each.text() for each in parent.findChildren(QLabel) if each.isVisible())


def enter(qtbot: QtBot, pane: QWidget, words: str) -> None:
    line = field(pane, "Passphrase")
    line.setText(words)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_locking_saves_what_was_typed_and_hides_all_of_it(
    qtbot: QtBot,
    stage: Stage,
    book: Database,
    programme: Programme,
    forces: Forces,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # The offscreen platform does not know whose it is.
    monkeypatch.setattr(QClipboard, "ownsClipboard", lambda _: True)
    stage.saving.open(programme, forces["kent"], Report(programme.id, "kent"))
    stage.saving.type_answer(f"{programme.id}/kent", KEY, 7)
    QGuiApplication.clipboard().setText("A word of a report")
    with qtbot.waitSignal(stage.locking.locked):
        assert stage.locking.lock()
        assert not stage.middle.isVisible()
    assert [each.isVisible() for each in (stage.over, stage.apart)] == [False, False]
    assert not stage.action.isEnabled()
    assert QGuiApplication.clipboard().text() == ""
    stage.window.setWindowTitle("Kent Police – Fieldbook")
    assert stage.window.windowTitle() == "Fieldbook – locked"
    assert "Lessons learnt.sqlite3" in read(stage.pane)
    assert str(book.file) not in read(stage.pane)
    with pytest.raises(LockedError, match="is locked"):
        read_report(book, programme.id, "kent")
    with qtbot.waitSignal(stage.locking.unlocked):
        enter(qtbot, stage.pane, WORDS)
    report = read_report(book, programme.id, "kent")
    assert report is not None
    assert report.answers[KEY] == 7
    assert stage.middle.isVisible()
    assert stage.apart.isVisible()
    assert stage.action.isEnabled()
    assert stage.window.windowTitle() == "Kent Police – Fieldbook"


def test_a_wrong_passphrase_is_told_and_can_be_typed_again(qtbot: QtBot, stage: Stage) -> None:
    with qtbot.waitSignal(stage.locking.locked):
        stage.locking.lock()
    enter(qtbot, stage.pane, WORDS.strip())
    qtbot.waitUntil(lambda: "does not open the file" in read(stage.pane))
    assert field(stage.pane, "Passphrase").selectedText()
    assert stage.locking.is_locked
    enter(qtbot, stage.pane, "")
    assert "Type the passphrase first" in read(stage.pane)
    with qtbot.waitSignal(stage.locking.unlocked):
        enter(qtbot, stage.pane, WORDS)


def test_what_stands_in_the_way_of_opening_is_shown_as_text(
    qtbot: QtBot, background: Background
) -> None:
    def refuse(_: Passphrase) -> object:
        raise OSError("<b>book</b>.sqlite3 cannot be read.")

    pane = LockPane("book.sqlite3", background, refuse)
    qtbot.addWidget(pane)
    pane.show()
    enter(qtbot, pane, "four odd words")
    told = "<b>book</b>.sqlite3 cannot be read."
    qtbot.waitUntil(lambda: told in read(pane))
    [label] = [each for each in pane.findChildren(QLabel) if each.text() == told]
    assert label.textFormat() == Qt.TextFormat.PlainText


def test_capitals_without_shift_are_told_of(qtbot: QtBot, background: Background) -> None:
    pane = LockPane("book.sqlite3", background, lambda _: None)
    qtbot.addWidget(pane)
    pane.show()
    line = field(pane, "Passphrase")
    QTest.keyClicks(line, "a")
    assert "Caps Lock" not in read(pane)
    QTest.keyClicks(line, "A")
    assert "Caps Lock" in read(pane)
    QTest.keyClicks(line, "a")
    assert "Caps Lock" not in read(pane)


def test_a_file_without_a_passphrase_is_not_locked(
    qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    with Database.open(tmp_path / "plain.sqlite3") as plain:
        stage = Stage(qtbot, background, plain)
        assert not stage.locking.lock()
        assert stage.middle.isVisible()


class Clocks:
    def __init__(self) -> None:
        self.steady = self.wall = 1000.0

    def go(self, seconds: float, *, asleep: float = 0) -> None:
        self.steady += seconds
        self.wall += seconds + asleep


def test_it_is_idle_after_the_minutes_that_were_set(qtbot: QtBot) -> None:
    clocks = Clocks()
    window = QLineEdit()
    qtbot.addWidget(window)
    idle = Idle(window, steady=lambda: clocks.steady, wall=lambda: clocks.wall)
    told: list[bool] = []
    idle.too_long.connect(lambda: told.append(True))
    idle.watch(1)
    for _ in range(11):
        clocks.go(5)
        idle.look()
    QTest.keyClicks(window, "a")
    for _ in range(11):
        clocks.go(5)
        idle.look()
    assert not told
    clocks.go(5)
    idle.look()
    assert told == [True]
    idle.watch(0)


def test_it_is_idle_when_the_machine_was_asleep(qtbot: QtBot) -> None:
    clocks = Clocks()
    window = QWidget()
    qtbot.addWidget(window)
    idle = Idle(window, steady=lambda: clocks.steady, wall=lambda: clocks.wall)
    told: list[bool] = []
    idle.too_long.connect(lambda: told.append(True))
    idle.watch(15)
    clocks.go(5, asleep=3600)
    idle.look()
    assert told == [True]
    # A clock set back is no sleep.
    clocks.go(5, asleep=-3600)
    idle.look()
    assert told == [True]
    idle.watch(0)


def test_the_minutes_are_kept_and_nonsense_is_not_believed() -> None:
    assert lock_after() == 15
    keep_lock_after(0)
    assert lock_after() == 0
    keep_lock_after(-5)
    assert lock_after() == 15


def type_in(part: QWidget, **words: str) -> None:
    for name, said in words.items():
        field(part, name.replace("_", " ").capitalize()).setText(said)


def test_a_passphrase_is_set_changed_and_removed_in_place(
    qtbot: QtBot, background: Background, tmp_path: Path
) -> None:
    path = tmp_path / "book.sqlite3"
    with Database.open(path) as book:
        part = PassphrasePart(background)
        qtbot.addWidget(part)
        part.show()
        part.show_database(book)
        button(part, "Set a passphrase…").click()
        assert "Nobody can recover a forgotten passphrase" in read(part)
        lock = button(part, "Lock with this passphrase")
        lock.click()
        assert "empty passphrase locks nothing" in read(part)
        type_in(part, new_passphrase="one", new_passphrase_again="two")
        lock.click()
        assert "not the same" in read(part)
        type_in(part, new_passphrase_again="one")
        with qtbot.waitSignal(part.changed):
            lock.click()
        assert "may hold parts of it" in read(part)
        assert is_locked(path)
        button(part, "Change it…").click()
        type_in(part, present_passphrase="on", new_passphrase="two", new_passphrase_again="two")
        button(part, "Change the passphrase").click()
        qtbot.waitUntil(lambda: "not the present passphrase" in read(part))
        type_in(part, present_passphrase="one")
        with qtbot.waitSignal(part.changed):
            button(part, "Change the passphrase").click()
        spin = part.findChild(QSpinBox)
        assert spin is not None
        with qtbot.waitSignal(part.changed):
            spin.setValue(0)
        assert lock_after() == 0
        button(part, "Remove it…").click()
        type_in(part, present_passphrase="two")
        with qtbot.waitSignal(part.changed):
            button(part, "Remove the passphrase").click()
        assert not is_locked(path)
        assert not any(
            each.text()
            for each in part.findChildren(QLineEdit)
            if each.echoMode() == QLineEdit.EchoMode.Password
        )
