"""What cannot be saved is kept aside, outlasts the program, and is saved when that can be."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store import connecting
from desktop.store.aside import find_aside, left_aside
from desktop.store.database import Database
from desktop.store.opening import Opened, open_all
from desktop.store.reading import history, read_report
from desktop.store.unfinished import unfinished
from desktop.store.writing import begin_report, record_answer, write_passage
from desktop.ui.background import Background
from desktop.ui.being_written import Contest
from desktop.ui.lateness import LATE_MS
from desktop.ui.saving import LONGEST_MS, Saving
from desktop.ui.side_file import KeepingAside

LEAKS = "press.leaks"
INVESTIGATED = "press.leaks.investigated"


class Session:
    """Kent's report at hand for writing, as in one run of the program."""

    def __init__(self, qtbot: QtBot, path: Path, forces: Forces, programme: Programme) -> None:
        self.qtbot, self.path, self.programme = qtbot, path, programme
        self.force = forces["kent"]
        self.opened: Opened = open_all(str(path))
        self.database = self.opened.database
        begun = begin_report(self.database, programme=programme, force=self.force, by="me").report
        self.name = begun.name
        self.background = Background("saving")
        self.saving = Saving(self.background)
        self.aside = KeepingAside(self.saving)
        self.contests: list[Contest] = []
        self.told: list[tuple[str, bool]] = []
        self.saving.contested.connect(self.contests.append)
        self.aside.told.connect(lambda text, well: self.told.append((text, well)))
        self.saving.use(self.database, "me")
        self.aside.use(self.database)
        self.aside.take_up(left_aside(self.database), self.opened)
        self.saving.open(programme, self.force, self.stored)

    @property
    def stored(self) -> Report:
        report = read_report(self.database, self.programme.id, "kent")
        assert report is not None
        return report

    def type(self, words: str) -> None:
        self.saving.type_passage(self.name, LEAKS, words)

    def passage(self) -> str:
        return self.stored.passage(LEAKS).text

    def texts(self) -> list[str]:
        """Give what ever stood in the passage, newest first, as the history has it."""
        changes = history(self.database, self.programme.id, "kent", (LEAKS,))
        return [getattr(change.after, "text", "") for change in changes]

    def elsewhere(self, words: str) -> None:
        """Let another program write the passage."""
        write_passage(
            self.database,
            programme=self.programme,
            force=self.force,
            item=LEAKS,
            text=words,
            by="other",
        )

    def kept_aside(self) -> str:
        """Give the passage as it is kept aside; empty where it is not."""
        texts = [
            typed.passages.get(LEAKS, "")
            for found in find_aside(self.database)
            if found.aside is not None
            for typed in found.aside.reports
        ]
        return "".join(texts)

    def side_files(self) -> list[Path]:
        return [each for each in self.path.parent.iterdir() if each.name.endswith(".aside")]

    def all_saved(self) -> None:
        self.qtbot.waitUntil(lambda: not self.saving.unsaved, timeout=20_000)
        self.qtbot.waitUntil(lambda: not self.side_files(), timeout=10_000)

    def die(self) -> None:
        """End without saving anything more, as a program that is killed does."""
        self.saving.blockSignals(True)
        for timer in self.saving.findChildren(QTimer):
            timer.stop()
        self.aside.close(20_000)
        self.background.close(20_000)
        self.database.close()


Begin = Callable[[], Session]


@pytest.fixture
def begin(
    qtbot: QtBot,
    tmp_path: Path,
    programme: Programme,
    forces: Forces,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Begin]:
    monkeypatch.setattr(connecting, "BUSY_SECONDS", 0.4)
    sessions: list[Session] = []

    def begin_() -> Session:
        session = Session(qtbot, tmp_path / "book.sqlite3", forces, programme)
        sessions.append(session)
        return session

    yield begin_
    for session in sessions:
        session.die()


@contextmanager
def kept_busy(path: Path) -> Iterator[None]:
    """Let another program keep the file to itself."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def test_what_cannot_be_saved_stands_aside_within_the_second_and_is_saved_later(
    begin: Begin,
) -> None:
    session = begin()
    with kept_busy(session.path):
        session.type("First words.")
        session.qtbot.waitUntil(lambda: session.kept_aside() == "First words.", timeout=10_000)
        session.type("First words, and more.")
        session.qtbot.waitUntil(
            lambda: session.kept_aside() == "First words, and more.", timeout=10_000
        )
        assert session.passage() == ""
        assert session.aside.hold(10_000)
    session.all_saved()
    assert session.passage() == "First words, and more."
    assert LONGEST_MS + LATE_MS <= 850


def test_in_ordinary_work_nothing_is_kept_aside(begin: Begin) -> None:
    session = begin()
    with session.qtbot.assertNotEmitted(session.saving.overdue):
        session.type("Words.")
        session.all_saved()
    assert session.aside.holds_all


def test_after_the_program_was_killed_it_is_saved_and_told_at_the_next_start(begin: Begin) -> None:
    session = begin()
    with kept_busy(session.path):
        session.type("Words of the last second.")
        session.saving.type_answer(session.name, INVESTIGATED, 4)
        session.saving.unfinished.keep("form/x", "12x")
        session.qtbot.waitUntil(lambda: bool(session.side_files()), timeout=10_000)
        assert session.aside.hold(10_000)
        session.die()
    again = begin()
    again.all_saved()
    assert again.passage() == "Words of the last second."
    assert again.stored.answers[INVESTIGATED] == 4
    assert unfinished(again.database, by="me") == {"form/x": "12x"}
    [(told, well)] = again.told
    assert well
    assert again.force.area in told
    assert "is saved now" in told


def test_the_form_shows_what_was_kept_aside_before_it_is_saved(begin: Begin) -> None:
    session = begin()
    with kept_busy(session.path):
        session.type("Words.")
        session.qtbot.waitUntil(lambda: session.kept_aside() == "Words.", timeout=10_000)
        session.die()
    again = begin()
    assert again.saving.present(again.name).passage(LEAKS).text == "Words."


@pytest.mark.parametrize(("mine", "stands"), [(True, "Mine."), (False, "Theirs.")])
def test_where_the_same_words_were_changed_since_the_inspector_chooses(
    begin: Begin, mine: bool, stands: str
) -> None:
    session = begin()
    with kept_busy(session.path):
        session.type("Mine.")
        session.qtbot.waitUntil(lambda: session.kept_aside() == "Mine.", timeout=10_000)
        session.die()
    with Database.open(session.path) as database:
        write_passage(
            database,
            programme=session.programme,
            force=session.force,
            item=LEAKS,
            text="Theirs.",
            by="other",
        )
    again = begin()
    again.qtbot.waitUntil(lambda: bool(again.contests), timeout=10_000)
    assert again.passage() == "Theirs."
    assert again.side_files()
    contest = again.contests[-1]
    again.saving.settle(contest, theirs=() if mine else contest.keys)
    again.all_saved()
    assert again.passage() == stands
    assert {"Mine.", "Theirs."} <= set(again.texts())


def test_what_was_changed_elsewhere_in_the_report_stays(begin: Begin) -> None:
    session = begin()
    with kept_busy(session.path):
        session.type("Mine.")
        session.qtbot.waitUntil(lambda: session.kept_aside() == "Mine.", timeout=10_000)
        session.die()
    with Database.open(session.path) as database:
        record_answer(
            database,
            programme=session.programme,
            force=session.force,
            key=INVESTIGATED,
            answer=7,
            by="other",
        )
    again = begin()
    again.all_saved()
    assert again.contests == []
    assert (again.passage(), again.stored.answers[INVESTIGATED]) == ("Mine.", 7)


def test_a_choice_that_is_not_made_outlasts_the_program(begin: Begin) -> None:
    session = begin()
    session.elsewhere("Theirs.")
    session.type("Mine.")
    session.qtbot.waitUntil(lambda: session.kept_aside() == "Mine.", timeout=10_000)
    session.die()
    again = begin()
    again.qtbot.waitUntil(lambda: bool(again.contests), timeout=10_000)
    again.saving.settle(again.contests[-1])
    again.all_saved()
    assert again.passage() == "Mine."


def test_one_that_cannot_be_read_is_told_and_stays(begin: Begin) -> None:
    session = begin()
    with kept_busy(session.path):
        session.type("Words.")
        session.qtbot.waitUntil(lambda: bool(session.side_files()), timeout=10_000)
        session.die()
    [file] = session.side_files()
    file.write_bytes(os.urandom(4000))
    again = begin()
    [(told, well)] = again.told
    assert not well
    assert str(file) in told
    again.type("Other words.")
    again.qtbot.waitUntil(lambda: not again.saving.unsaved, timeout=10_000)
    assert again.side_files() == [file]
    file.unlink()


def test_what_is_not_known_any_more_stays_in_its_file(begin: Begin) -> None:
    session = begin()
    with kept_busy(session.path):
        session.type("Words.")
        session.saving.type_answer(session.name, "press.leaks.gone", 4)
        session.qtbot.waitUntil(lambda: session.kept_aside() == "Words.", timeout=10_000)
        session.die()
    again = begin()
    again.qtbot.waitUntil(lambda: bool(again.told), timeout=10_000)
    assert again.passage() == "Words."
    [(told, well)] = again.told
    [file] = again.side_files()
    assert not well
    assert str(file) in told
    file.unlink()
