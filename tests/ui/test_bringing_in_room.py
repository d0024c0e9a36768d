"""Bringing in published reports by keyboard: read, looked through, put right, recorded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.ingest import read_file, read_published
from desktop.publish import render
from desktop.store.writing import Recorded, record_answer
from desktop.ui.bringing_in.queue import FileReader
from tests.ui.bringing import Desk, Hangs, Key, Reads, Rooms, press, seed
from tests.ui.driving import in_focus

CANTEEN = "The canteen was repainted in March, and visitors praised the colour of its walls."


@pytest.fixture
def rooms(qtbot: QtBot, programme: Programme, forces: Forces, tmp_path: Path) -> Iterator[Rooms]:
    rooms = Rooms(qtbot, programme, forces, tmp_path)
    yield rooms
    rooms.close()


@pytest.fixture
def desk(rooms: Rooms, programme: Programme, forces: Forces) -> Desk:
    return rooms.open(lambda: Reads(programme, forces))


def test_an_empty_room_says_what_will_be_here(desk: Desk) -> None:
    assert desk.says("Drop published reports here: PDF or text, one or many.")
    assert in_focus() is desk.button("Choose files…")


def test_a_text_and_a_pdf_are_read_in_a_process_of_their_own(
    rooms: Rooms, programme: Programme, forces: Forces, tmp_path: Path
) -> None:
    reading = read_published(
        read_file(seed("leicestershire")), programmes=[programme], forces=forces
    )
    pdf = tmp_path / "leicestershire.pdf"
    pdf.write_bytes(render(programme, forces["leicestershire"], reading.report).file)
    desk = rooms.open()
    desk.bring(seed("cleveland"), pdf)
    text, printed = desk.lines()
    assert text.startswith("cleveland.txt: Cleveland · 1 to look at"), "it has no ISBN"
    assert printed.startswith("leicestershire.pdf: Leicestershire ·")
    desk.go_to("Files", "leicestershire.pdf")
    assert "Data provided by the force" in desk.text().toPlainText()


def test_what_the_text_does_not_say_is_answered_and_all_is_recorded(desk: Desk) -> None:
    desk.bring(seed("cleveland"))
    press(Key.Key_Return)
    assert in_focus() is desk.called("Recognised")
    assert desk.here("Recognised") == "ISBN: not answered, not found"
    assert desk.says("1 still to look at.")
    press(Key.Key_Tab)
    QTest.keyClicks(in_focus(), "978-1-78246-049-7")
    press(Key.Key_Return)
    assert desk.here("Recognised").endswith("corrected")
    assert in_focus() is desk.button("Accept"), "nothing else is to look at"
    assert desk.recorded("cleveland") is None, "nothing is recorded before it is accepted"
    press(Key.Key_Space)
    desk.until(lambda: desk.has_button("Open the report"))
    assert in_focus() is desk.button("Open the report")
    report = desk.recorded("cleveland")
    assert report is not None
    assert report.state == "published"
    assert report.answers["isbn"] == "978-1-78246-049-7"
    assert report.answers["press.leaks.investigated"] == 1
    assert report.passage("press.leaks").text.startswith("Between September 2011 and May 2012")
    assert [type(each) for each in desk.imported] == [Recorded]
    with desk.qtbot.waitSignal(desk.room.open_wanted) as wanted:
        press(Key.Key_Space)
    assert wanted.args[1] == "cleveland"


def test_the_text_follows_the_answers(desk: Desk) -> None:
    desk.bring(seed("cleveland"))
    desk.button("All").click()
    desk.go_to("Recognised", "Applications")
    assert desk.marked() == (
        "Since September 2011 there have been 25 applications for second jobs, all of which have"
        " been approved."
    )
    assert desk.says("Certain. The text says: “Since September 2011 there have been 25")
    desk.go_to("Recognised", "¶ There has been little training")
    assert desk.marked().startswith("There has been little training for staff")


def test_enter_in_a_field_goes_to_the_next_field(desk: Desk) -> None:
    desk.bring(seed("cleveland"))
    desk.button("All").click()
    desk.go_to("Recognised", "Investigated")
    press(Key.Key_Tab)
    assert in_focus().accessibleName() == "Investigated"
    press(Key.Key_Return)
    assert in_focus().accessibleName() == "Continuing"
    assert desk.here("Recognised").startswith("Continuing")


def test_what_is_no_answer_is_not_left_behind(desk: Desk) -> None:
    desk.bring(seed("cleveland"))
    press(Key.Key_Return, Key.Key_Tab)
    QTest.keyClicks(in_focus(), "978-1")
    press(Key.Key_Return)
    assert in_focus().accessibleName() == "ISBN", "it is told what is wrong, and stays"
    desk.go_to("Recognised", "ISBN")
    desk.button("All").click()
    desk.go_to("Recognised", "Published")
    assert "ISBN: 978-1, no answer yet" in desk.spoken("Recognised")
    desk.go_to("Recognised", "ISBN")
    press(Key.Key_Tab)
    press(Key.Key_End)
    QTest.keyClicks(in_focus(), "-78246-049-7")
    assert desk.here("Recognised") == "ISBN: 978-1-78246-049-7, corrected"


def test_what_is_no_answer_is_not_passed_over_by_accepting(desk: Desk) -> None:
    desk.bring(seed("cleveland"))
    press(Key.Key_Return, Key.Key_Tab)
    QTest.keyClicks(in_focus(), "978-1")
    desk.button("All").click()
    desk.go_to("Recognised", "Published")
    desk.button("Accept").click()
    assert in_focus().accessibleName() == "ISBN"
    assert desk.recorded("cleveland") is None
    press(Key.Key_Escape)
    assert in_focus().accessibleName() == "ISBN", "given up, and still in the room"
    desk.button("Accept").click()
    desk.until(lambda: desk.recorded("cleveland") is not None)


def test_a_misread_answer_is_corrected_and_the_printed_words_stay(desk: Desk) -> None:
    desk.bring(seed("cleveland"))
    desk.button("All").click()
    desk.go_to("Recognised", "Applications")
    press(Key.Key_Tab)
    QTest.keyClicks(in_focus(), "26")
    desk.go_to("Recognised", "Approved")
    desk.button("Accept").click()
    desk.until(lambda: desk.recorded("cleveland") is not None)
    report = desk.recorded("cleveland")
    assert report is not None
    assert report.answers["gifts.second_jobs.applications"] == 26
    assert "there have been 25 applications" in report.passage("gifts.second_jobs").text


def test_a_paragraph_is_put_into_another_item(desk: Desk, tmp_path: Path) -> None:
    text = seed("cleveland").read_text("utf-8")
    where = "Since the last inspection the force has produced a policy"
    odd = tmp_path / "odd.txt"
    odd.write_text(text.replace(where, f"{CANTEEN}\n\n{where}"), "utf-8")
    desk.bring(odd)
    desk.go_to("Files", "odd.txt")
    press(Key.Key_Return)
    desk.go_to("Recognised", "¶ The canteen")
    assert desk.marked() == CANTEEN
    press(Key.Key_Tab)
    assert in_focus() is desk.called("Item that the paragraph belongs to")
    QTest.keyClicks(in_focus(), "Governance")
    desk.called("Recognised").setFocus()
    assert desk.here("Recognised") == f"¶ {CANTEEN}, corrected"
    desk.button("Accept").click()
    desk.until(lambda: desk.recorded("cleveland") is not None)
    report = desk.recorded("cleveland")
    assert report is not None
    assert CANTEEN in report.passage("integrity.governance").text
    assert (
        CANTEEN
        not in report.passage("press.leaks").text + report.passage("press.social_media").text
    )


def test_what_is_left_out_is_said_before_and_after(desk: Desk) -> None:
    desk.bring(seed("cleveland"))
    desk.button("All").click()
    desk.go_to("Recognised", "¶ There has been little training")
    press(Key.Key_Tab, Key.Key_Home)
    assert desk.says("1 paragraph will be left out.")
    desk.button("Accept").click()
    desk.until(lambda: desk.has_button("Open the report"))
    assert desk.says("1 paragraph was left out.")
    desk.go_to("Recognised", "¶ There has been little training")
    assert desk.here("Recognised").endswith("left out")


def test_a_report_is_given_to_the_force_it_is_about(desk: Desk) -> None:
    desk.bring(seed("cleveland"))
    force = desk.called("Force that the report is about")
    force.setFocus()
    QTest.keyClicks(force, "Durham")
    assert desk.lines()[0].startswith("cleveland.txt: Durham")
    desk.button("Accept").click()
    desk.until(lambda: desk.recorded("durham") is not None)
    assert desk.recorded("cleveland") is None


def test_what_is_no_report_is_refused_with_its_reason_and_the_others_are_read(
    desk: Desk, tmp_path: Path
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Buy milk.", "utf-8")
    desk.bring(notes, tmp_path / "gone.txt", seed("cheshire"))
    refused, gone, read = desk.lines()
    assert "neither title nor headings" in refused
    assert "is not there" in gone
    assert "Cheshire" in read
    assert desk.says("notes.txt was not read")
    press(Key.Key_Return)
    assert in_focus() is desk.button("Read it again")


def test_the_same_file_twice_is_told(desk: Desk) -> None:
    desk.bring(seed("cheshire"))
    desk.bring(seed("cheshire"), seed("cleveland"))
    assert [line.split(":")[0] for line in desk.lines()] == ["cheshire.txt", "cleveland.txt"]
    assert desk.says("“cheshire.txt” is in the list already.")


def test_cancelling_stops_what_is_under_way_and_what_waits(
    rooms: Rooms, programme: Programme, forces: Forces
) -> None:
    hangs = Hangs()
    readers: list[FileReader] = [hangs, Reads(programme, forces)]
    desk = rooms.open(lambda: readers.pop(0))
    desk.room.bring([seed("cheshire"), seed("cleveland"), seed("leicestershire")])
    desk.until(hangs.begun.is_set)
    assert desk.says("Reading 1 of 3")
    assert desk.lines()[1] == "cleveland.txt: Waiting"
    desk.button("Cancel").setFocus()
    press(Key.Key_Space)
    assert all(line.endswith("Not read: cancelled") for line in desk.lines())
    assert in_focus() is desk.called("Files"), "the button has gone"
    desk.go_to("Files", "cleveland.txt")
    press(Key.Key_Return, Key.Key_Return)
    desk.until(lambda: "Cleveland" in desk.lines()[1])
    assert "Not read" in desk.lines()[0]


def test_closing_ends_a_file_that_is_being_read(rooms: Rooms) -> None:
    hangs = Hangs()
    desk = rooms.open(lambda: hangs)
    desk.room.bring([seed("cheshire")])
    desk.until(hangs.begun.is_set)
    desk.room.end()
    assert hangs.closed.is_set()


def test_all_that_is_certain_is_recorded_at_once(desk: Desk, programme: Programme) -> None:
    record_answer(
        desk.opened.database,
        programme=programme,
        force=desk.opened.forces["leicestershire"],
        key="press.leaks.investigated",
        answer=77,
        by="other",
    )
    desk.bring(seed("cambridgeshire"), seed("cleveland"), seed("leicestershire"))
    desk.button("Accept all that are certain (2)").setFocus()
    press(Key.Key_Space)
    desk.until(lambda: desk.says("Recorded: Cambridgeshire."))
    assert desk.says("Leicestershire is there already and differs: choose what stands.")
    assert desk.recorded("cambridgeshire") is not None
    assert desk.recorded("cleveland") is None, "its ISBN is to look at"
    report = desk.recorded("leicestershire")
    assert report is not None
    assert report.answers == {"press.leaks.investigated": 77}


def test_one_that_cannot_be_recorded_does_not_stop_the_others(desk: Desk, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "book.sqlite3") as other:
        other.execute(
            "CREATE TRIGGER refuse BEFORE INSERT ON report WHEN NEW.force = 'cambridgeshire'"
            " BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    other.close()
    desk.bring(seed("cambridgeshire"), seed("leicestershire"))
    desk.button("Accept all that are certain").click()
    desk.until(lambda: desk.says("Recorded: Leicestershire. Not recorded: Cambridgeshire."))
    assert "not recorded" in desk.lines()[0]
    assert desk.recorded("leicestershire") is not None


def test_ctrl_alt_down_goes_from_file_to_file(desk: Desk) -> None:
    desk.bring(seed("cheshire"), seed("cleveland"))
    press(Key.Key_Return)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    QTest.keyClick(in_focus(), Key.Key_Down, both)
    assert desk.here("Files").startswith("cleveland.txt")
    assert in_focus() is desk.called("Recognised")
    assert desk.here("Recognised").startswith("ISBN")
    QTest.keyClick(in_focus(), Key.Key_Up, both)
    assert desk.here("Files").startswith("cheshire.txt")


def test_words_are_found_in_the_text(desk: Desk) -> None:
    desk.bring(seed("cleveland"))
    QTest.keyClick(in_focus(), Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(in_focus(), "hospitality")
    press(Key.Key_Return)
    text = desk.text()
    assert text.textCursor().selectedText().lower() == "hospitality"
    first = text.textCursor().position()
    press(Key.Key_Return)
    assert text.textCursor().position() > first
    press(Key.Key_Escape)
    assert in_focus() is text


def test_escape_leaves_the_room_and_f6_goes_round(desk: Desk) -> None:
    desk.bring(seed("cleveland"))
    around: list[QWidget] = []
    for _ in range(4):
        around.append(in_focus())
        press(Key.Key_F6)
    names = [each.accessibleName() for each in around]
    assert names == ["Files", "Text of the file", "Recognised", "Files"]
    back: list[QWidget] = []
    for _ in range(4):
        back.append(in_focus())
        QTest.keyClick(in_focus(), Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert [each.accessibleName() for each in back] == [
        "Text of the file",
        "Files",
        "Recognised",
        "Text of the file",
    ]
    with desk.qtbot.waitSignal(desk.room.closed):
        press(Key.Key_Escape)


def test_a_click_in_the_text_goes_to_its_paragraph(desk: Desk) -> None:
    desk.bring(seed("cleveland"))
    desk.button("All").click()
    desk.go_to("Recognised", "Applications")
    text = desk.text()
    cursor = text.document().find("25 applications")
    QTest.mouseClick(
        text.viewport(), Qt.MouseButton.LeftButton, pos=text.cursorRect(cursor).center()
    )
    assert desk.here("Recognised").startswith("¶ Cleveland Police's policy on second jobs")
