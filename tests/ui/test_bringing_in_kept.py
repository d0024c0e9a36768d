"""What an inspector made of files that are not recorded yet is not lost without a word."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store.writing import record_answer
from desktop.ui.passage import PassageEditor
from tests.ui.bringing import Desk, Hangs, Key, Reads, Rooms, press, seed
from tests.ui.driving import in_focus
from tests.ui.widgets import text_of

INVESTIGATED = "press.leaks.investigated"


@pytest.fixture
def rooms(qtbot: QtBot, programme: Programme, forces: Forces, tmp_path: Path) -> Iterator[Rooms]:
    rooms = Rooms(qtbot, programme, forces, tmp_path)
    yield rooms
    rooms.close()


@pytest.fixture
def desk(rooms: Rooms, programme: Programme, forces: Forces) -> Desk:
    return rooms.open(lambda: Reads(programme, forces))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A report of Cleveland in a file that can be changed."""
    own = tmp_path / "own.txt"
    own.write_text(seed("cleveland").read_text("utf-8"), "utf-8")
    return own


def change_on_disk(file: Path) -> None:
    text = file.read_text("utf-8")
    file.write_text(text.replace("25 applications", "1,234 applications"), "utf-8")
    after = file.stat().st_mtime_ns + 1_000_000_000
    os.utime(file, ns=(after, after))


def type_isbn(words: str) -> None:
    press(Key.Key_Return, Key.Key_Tab)
    assert in_focus().accessibleName() == "ISBN"
    QTest.keyClicks(in_focus(), words)


def test_what_nobody_touched_holds_nothing_up(desk: Desk) -> None:
    assert desk.room.pending() == []
    desk.bring(seed("cleveland"), seed("cheshire"))
    assert desk.room.pending() == []


def test_a_correction_is_pending_until_it_is_recorded(desk: Desk) -> None:
    desk.bring(seed("cheshire"), seed("cleveland"))
    desk.go_to("Files", "cleveland.txt")
    type_isbn("978-1-78246-049-7")
    assert desk.room.pending() == ["cleveland.txt"]
    desk.button("Accept").click()
    desk.until(lambda: desk.has_button("Open the report"))
    assert desk.room.pending() == []


def test_what_is_no_answer_yet_is_pending_while_it_is_typed_and_after(desk: Desk) -> None:
    desk.bring(seed("cleveland"), seed("cheshire"))
    type_isbn("978-1")
    assert desk.room.pending() == ["cleveland.txt"]
    desk.go_to("Files", "cheshire.txt")
    assert desk.room.pending() == ["cleveland.txt"]


def test_words_moved_kept_or_looked_at_are_pending(desk: Desk) -> None:
    desk.bring(seed("cleveland"), seed("cheshire"), seed("leicestershire"))
    press(Key.Key_Return, Key.Key_Return)
    assert desk.room.pending() == ["cleveland.txt"], "it was looked at"
    desk.go_to("Files", "cheshire.txt")
    force = desk.called("Force that the report is about")
    force.setFocus()
    QTest.keyClicks(force, "Durham")
    assert desk.room.pending() == ["cleveland.txt", "cheshire.txt"]
    desk.go_to("Files", "leicestershire.txt")
    desk.button("All").click()
    desk.go_to("Recognised", "¶ ")
    paragraph = desk.room.findChild(PassageEditor)
    assert isinstance(paragraph, PassageEditor)
    QTest.keyClicks(text_of(paragraph), "Yes")
    assert desk.room.pending() == ["cleveland.txt", "cheshire.txt", "leicestershire.txt"]


def test_what_was_chosen_of_differences_is_pending(desk: Desk, programme: Programme) -> None:
    record_answer(
        desk.opened.database,
        programme=programme,
        force=desk.opened.forces["leicestershire"],
        key=INVESTIGATED,
        answer=77,
        by="other",
    )
    desk.bring(seed("leicestershire"))
    desk.button("Accept").click()
    desk.until(lambda: desk.has_button("Record"))
    assert desk.room.pending() == []
    press(Key.Key_K)
    assert desk.room.pending() == ["leicestershire.txt"]
    desk.button("Back").click()
    assert desk.room.pending() == []


def test_what_is_typed_and_no_answer_is_not_accepted_with_all(desk: Desk) -> None:
    desk.bring(seed("leicestershire"))
    desk.button("All").click()
    desk.go_to("Recognised", "Published")
    press(Key.Key_Tab)
    QTest.keyClicks(in_focus(), "sometime")
    desk.button("Accept all that are certain").click()
    assert not desk.background.busy()
    assert desk.recorded("leicestershire") is None


def test_a_file_that_changed_on_disk_is_read_again(desk: Desk, own: Path) -> None:
    desk.bring(own)
    change_on_disk(own)
    desk.bring(own)
    assert "1,234 applications" in desk.text().toPlainText()
    assert len(desk.lines()) == 1
    desk.bring(own)
    assert desk.says("“own.txt” is in the list already.")


def test_corrections_are_not_lost_to_a_file_that_changed_on_disk(desk: Desk, own: Path) -> None:
    desk.bring(own)
    type_isbn("978-1-78246-049-7")
    change_on_disk(own)
    desk.bring(own)
    assert desk.says("“own.txt” was changed on disk. It stays here as it was read")
    assert desk.room.pending() == ["own.txt"]
    assert "ISBN: 978-1-78246-049-7, corrected" in desk.spoken("Recognised")
    desk.button("Read it again").click()
    desk.until(lambda: desk.lines()[0].endswith("answers"))
    assert "1,234 applications" in desk.text().toPlainText()
    assert desk.room.pending() == []


def test_files_are_taken_out_of_the_list(desk: Desk) -> None:
    desk.bring(seed("cheshire"), seed("cleveland"))
    press(Key.Key_Delete)
    assert [line.split(":")[0] for line in desk.lines()] == ["cleveland.txt"]
    assert desk.text().toPlainText().startswith(seed("cleveland").read_text("utf-8")[:40])
    desk.button("Take out of the list").setFocus()
    press(Key.Key_Space)
    assert desk.says("Drop published reports here")
    assert in_focus() is desk.button("Choose files…")
    desk.bring(seed("cheshire"))
    assert [line.split(":")[0] for line in desk.lines()] == ["cheshire.txt"]


def test_a_file_with_corrections_stays_in_the_list_until_that_is_meant(desk: Desk) -> None:
    desk.bring(seed("cleveland"))
    type_isbn("978-1-78246-049-7")
    desk.called("Files").setFocus()
    press(Key.Key_Delete)
    assert desk.says("“cleveland.txt” stays in the list: what you looked at or put right")
    assert desk.room.pending() == ["cleveland.txt"]
    desk.button("Take it out all the same").click()
    assert desk.says("Drop published reports here")
    assert desk.room.pending() == []


def test_a_file_that_waits_is_taken_out_and_never_read(
    rooms: Rooms, programme: Programme, forces: Forces
) -> None:
    hangs = Hangs()
    desk = rooms.open(lambda: hangs)
    desk.room.bring([seed("cheshire"), seed("cleveland"), seed("leicestershire")])
    desk.until(hangs.begun.is_set)
    press(Key.Key_Delete)
    assert desk.says("“cheshire.txt” is being read: cancel that first.")
    desk.go_to("Files", "cleveland.txt")
    press(Key.Key_Delete)
    assert desk.says("Reading 1 of 2")
    desk.button("Cancel").click()
    assert [line.split(":")[0] for line in desk.lines()] == ["cheshire.txt", "leicestershire.txt"]
