"""Reading and recording many files holds nothing else up, and can be given up at any moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ingest import read_file, read_published
from desktop.store.database import Database
from desktop.store.reading import read_report
from desktop.store.writing import Recorded, record_answer
from desktop.ui.bringing_in import recording
from desktop.ui.bringing_in.corrected import Corrected
from desktop.ui.bringing_in.original import Original
from desktop.ui.bringing_in.recording import Comparison, record_or_compare
from desktop.ui.bringing_in.review import Review
from tests.ui.bringing import Desk, Key, Reads, Rooms, Slow, press, seed
from tests.ui.driving import in_focus

INVESTIGATED = "press.leaks.investigated"
CERTAIN = ("cambridgeshire", "leicestershire")


@pytest.fixture
def rooms(qtbot: QtBot, programme: Programme, forces: Forces, tmp_path: Path) -> Iterator[Rooms]:
    rooms = Rooms(qtbot, programme, forces, tmp_path)
    yield rooms
    rooms.close()


@pytest.fixture
def desk(rooms: Rooms, programme: Programme, forces: Forces) -> Desk:
    return rooms.open(lambda: Reads(programme, forces))


def test_other_views_are_answered_between_files_that_are_recorded(desk: Desk) -> None:
    desk.bring(*map(seed, CERTAIN))
    desk.button("Accept all that are certain (2)").click()
    there: list[list[str]] = []

    def ask() -> list[str]:
        return [force for force in CERTAIN if desk.recorded(force) is not None]

    desk.background.run(ask, there.append)
    desk.until(lambda: desk.says("Recorded: Cambridgeshire and Leicestershire."))
    assert there == [["cambridgeshire"]]


def test_recording_of_many_tells_how_far_it_is_and_can_be_cancelled(desk: Desk) -> None:
    desk.bring(*map(seed, CERTAIN))
    desk.button("Accept all that are certain").click()
    assert desk.says("Recording 1 of 2")
    desk.button("Cancel").setFocus()
    press(Key.Key_Space)
    assert in_focus() is desk.called("Files")
    desk.until(lambda: desk.says("Recorded: Cambridgeshire. 1 file was left as it is."))
    assert not desk.has_button("Cancel")
    assert desk.recorded("leicestershire") is None
    desk.button("Accept all that are certain (1)").click()
    desk.until(lambda: desk.recorded("leicestershire") is not None)


def test_what_was_accepted_is_recorded_before_the_room_ends(desk: Desk) -> None:
    desk.bring(*map(seed, CERTAIN))
    desk.button("Accept all that are certain").click()
    assert desk.room.pending() == ["cambridgeshire.txt", "leicestershire.txt"]
    desk.room.end()
    assert desk.room.pending() == []
    assert all(desk.recorded(force) is not None for force in CERTAIN)


def test_what_was_changed_in_that_very_moment_is_compared_again(
    desk: Desk, programme: Programme, forces: Forces, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = read_published(
        read_file(seed("leicestershire")), programmes=[programme], forces=forces
    )
    corrected = Review(reading).corrected()
    database = desk.opened.database
    assert isinstance(record(database, corrected), Recorded)
    comparing = recording._compared

    def changed_after(
        database: Database, corrected: Corrected, report: Report
    ) -> Comparison | None:
        monkeypatch.setattr(recording, "_compared", comparing)
        compared = comparing(database, corrected, report)
        record_answer(
            database,
            programme=programme,
            force=forces["leicestershire"],
            key=INVESTIGATED,
            answer=77,
            by="other",
        )
        return compared

    monkeypatch.setattr(recording, "_compared", changed_after)
    outcome = record(database, corrected)
    assert isinstance(outcome, Comparison)
    assert INVESTIGATED in [each.key for each in outcome.differing]
    there = read_report(database, programme.id, "leicestershire")
    assert there is not None
    assert there.answers[INVESTIGATED] == 77, "nothing was overwritten"


def record(database: Database, corrected: Corrected) -> Recorded | Comparison:
    return record_or_compare(database, corrected, by="A. Inspector", origin="a.txt")


def test_cancelling_does_not_wait_for_a_reader_that_is_being_made(
    rooms: Rooms, programme: Programme, forces: Forces
) -> None:
    slow = Slow(programme, forces)
    makers: list[Callable[[], Reads]] = [slow.make, lambda: Reads(programme, forces)]
    desk = rooms.open(lambda: makers.pop(0)())
    desk.room.bring([seed("cheshire")])
    desk.until(slow.begun.is_set)
    desk.button("Cancel").click()
    assert not slow.allowed.is_set()
    assert desk.lines() == ["cheshire.txt: Not read: cancelled"]
    assert not slow.closed.is_set()
    slow.allowed.set()
    desk.bring(seed("cheshire"))
    assert slow.closed.is_set(), "it was made for nothing, and ends"
    assert desk.lines()[0].startswith("cheshire.txt: Cheshire")


def test_ending_lets_the_window_paint_while_a_reader_is_being_made(
    rooms: Rooms, programme: Programme, forces: Forces
) -> None:
    slow = Slow(programme, forces)
    desk = rooms.open(slow.make)
    desk.room.bring([seed("cheshire")])
    desk.until(slow.begun.is_set)
    QTimer.singleShot(0, slow.allowed.set)
    desk.room.end()
    assert slow.closed.is_set()
    assert not slow.in_vain, "what the window had to do was done meanwhile"


def test_a_text_in_one_long_line_opens_at_once_and_reads_as_it_is(qtbot: QtBot) -> None:
    line = " ".join(f"Sentence {number} says nothing." for number in range(6000))
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 690)
    text = Original(page)
    text.resize(page.size())
    page.show()
    begun = time.thread_time()
    text.show_text(line)
    QApplication.processEvents()
    assert time.thread_time() - begun < 0.05
    assert " ".join(text.toPlainText().split()) == line
    long = "Sentence 4321 says nothing. Sentence 4322 says nothing. Sentence 4323"
    start = line.index(long)
    text.highlight([(start, start + len(long))])
    assert " ".join(text.highlighted().split()) == long, "places are what they were"
    assert text.find_all(line[1500:4500]) == 1, "also across the place where it is broken"
