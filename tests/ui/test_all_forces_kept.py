"""All forces: nothing that is answered there is lost, nor written over what others wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.core.fields import Answer
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store import writing
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.writing import Recorded, begin_report, record_edits
from desktop.ui.all_forces import AllForces
from desktop.ui.being_written import Contest
from desktop.ui.message_strip import MessageStrip
from desktop.ui.window import Window
from tests.earlier_stub import then_and_now
from tests.ui.all_forces_hall import HEALTHCHECK, INVESTIGATED, PLAN, REVIEW, Hall, Key
from tests.ui.driving import Open, choose, in_focus, recorded, saved, type_into
from tests.ui.widgets import focus

CONTROL = Qt.KeyboardModifier.ControlModifier
LEAKS = "press.leaks"
THEIRS = "Somebody else wrote this."


@pytest.fixture
def hall(qtbot: QtBot, tmp_path: Path, programme: Programme, forces: Forces) -> Iterator[Hall]:
    hall = Hall(qtbot, tmp_path / "book.sqlite3", programme, forces)
    # A process for charts takes a second to start.
    hall.room.picture.hide()
    yield hall
    hall.close()


@pytest.fixture
def window(
    qtbot: QtBot, database: Path, programme: Programme, forces: Forces, open_window: Open
) -> Window:
    """The window in Kent's leaks, where something is written, with Surrey begun beside it."""
    with Database.open(database) as opened:
        begin_report(opened, programme=programme, force=forces["surrey"], by="me")
        begin_report(opened, programme=programme, force=forces["kent"], by="me")
    write_elsewhere(database, programme, forces, passages={LEAKS: "Mine."})
    window = open_window()
    window.activateWindow()
    choose(qtbot, window, "kent")
    type_into(qtbot, window, LEAKS, "")
    return window


def write_elsewhere(
    database: Path,
    programme: Programme,
    forces: Forces,
    answers: dict[str, Answer | None] | None = None,
    passages: dict[str, str] | None = None,
) -> None:
    """Let another program write in Kent's report."""
    with Database.open(database) as opened:
        record_edits(
            opened,
            programme=programme,
            force=forces["kent"],
            answers=answers or {},
            passages=passages or {},
            by="another",
        )


def enter(qtbot: QtBot, window: Window, force: str, key: str) -> AllForces:
    """Go to all forces, and there to a cell."""
    QTest.keyClick(in_focus(), Qt.Key.Key_3, CONTROL)
    room = window.findChild(AllForces)
    assert room is not None
    room.picture.hide()
    qtbot.waitUntil(lambda: room.model.is_filled, timeout=10_000)
    qtbot.waitUntil(lambda: window.views is not None and not window.views.reading)
    room.grid.setCurrentIndex(room.model.place_of(force, key))
    return room


# What others write meanwhile


def test_words_of_another_program_are_not_written_over_after_a_look_at_all_forces(
    hall: Hall,
) -> None:
    contests: list[Contest] = []
    hall.saving.contested.connect(contests.append)
    kent = hall.opened.forces["kent"]
    form = hall.saving.open(hall.programme, kent, hall.saved("kent"))
    record_edits(
        hall.database,
        programme=hall.programme,
        force=kent,
        answers={HEALTHCHECK: None},
        passages={LEAKS: THEIRS},
        by="another",
    )
    hall.room.show_programme(hall.programme)
    hall.qtbot.waitUntil(lambda: hall.text("kent", HEALTHCHECK) == "")
    hall.go("kent", INVESTIGATED)
    hall.press(Key.Key_Return)
    hall.press(Key.Key_Escape)
    assert hall.saving.present(form.name) == form
    hall.saving.type_passage(form.name, LEAKS, "Mine.")
    hall.qtbot.waitUntil(lambda: bool(contests), timeout=10_000)
    assert contests[0].passages == (LEAKS,)
    assert contests[0].report.passage(LEAKS).text == THEIRS
    hall.saving.settle(contests[0], theirs=contests[0].keys)
    assert hall.saved("kent").passage(LEAKS).text == THEIRS


def test_an_answer_here_lets_the_form_follow_what_another_program_wrote(
    qtbot: QtBot, window: Window, database: Path, programme: Programme, forces: Forces
) -> None:
    write_elsewhere(database, programme, forces, {INVESTIGATED: 4}, {LEAKS: THEIRS})
    QTest.keyClick(enter(qtbot, window, "kent", HEALTHCHECK).grid, Key.Key_Y)
    saved(qtbot, window)
    assert window.desk is not None
    assert window.desk.present is not None
    assert window.desk.present.answers[HEALTHCHECK] is True
    assert window.desk.present.answers[INVESTIGATED] == 4
    assert window.desk.form.passage_text(LEAKS) == THEIRS


def test_an_answer_that_another_program_gave_unseen_is_a_contest(hall: Hall) -> None:
    contests: list[Contest] = []
    hall.saving.contested.connect(contests.append)
    hall.write("cheshire", {INVESTIGATED: 20})
    hall.go("cheshire", INVESTIGATED)
    hall.press(Key.Key_Delete)
    hall.qtbot.waitUntil(lambda: bool(contests), timeout=10_000)
    assert contests[0].answers == (INVESTIGATED,)
    assert contests[0].report.answers[INVESTIGATED] == 20
    hall.saving.settle(contests[0], theirs=contests[0].keys)
    assert hall.saved("cheshire").answers[INVESTIGATED] == 20
    assert hall.text("cheshire", INVESTIGATED) == "20"


def test_an_answer_over_what_is_seen_is_no_contest_though_the_form_knew_less(hall: Hall) -> None:
    contests: list[Contest] = []
    hall.saving.contested.connect(contests.append)
    cheshire = hall.write("cheshire", {PLAN: "A plan"})
    hall.saving.open(hall.programme, hall.opened.forces["cheshire"], cheshire)
    hall.write("cheshire", {INVESTIGATED: 20})
    hall.room.show_programme(hall.programme)
    hall.qtbot.waitUntil(lambda: hall.text("cheshire", INVESTIGATED) == "20")
    hall.go("cheshire", INVESTIGATED)
    hall.type("21")
    hall.press(Key.Key_Return)
    assert hall.saved("cheshire").answers[INVESTIGATED] == 21
    assert contests == []


# Closing and failing


def test_closing_waits_for_an_answer_though_other_views_still_read(
    qtbot: QtBot, window: Window, database: Path, programme: Programme
) -> None:
    views = window.views
    assert views is not None
    grid = enter(qtbot, window, "surrey", HEALTHCHECK).grid
    held = Event()
    views._background.run(held.wait, lambda _: None)
    QTest.keyClick(grid, Key.Key_Y)
    saved(qtbot, window)
    held.set()
    assert window.close()
    surrey = recorded(database, programme, "surrey")
    assert surrey is not None
    assert surrey.answers[HEALTHCHECK] is True


def test_an_answer_that_cannot_be_recorded_is_told_and_recorded_later(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> Recorded:
        raise DatabaseError("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(writing, "record_edits", full)
        hall.go("sussex", HEALTHCHECK)
        with hall.qtbot.waitSignal(hall.saving.refused) as told:
            hall.press(Key.Key_Y)
    assert told.args == ["The disk is full."]
    assert hall.saving.unsaved
    hall.saving.save_now()
    assert hall.saved("sussex").answers[HEALTHCHECK] is True
    assert hall.text("sussex", HEALTHCHECK) == "Yes"


def test_what_is_no_answer_is_named_before_closing_and_kept_for_its_programme(
    hall: Hall, tmp_path: Path
) -> None:
    assert hall.room.pending() == []
    hall.go("kent", "embargo")
    hall.type("14 Juno")
    named = hall.room.pending()
    assert len(named) == 1
    assert "Kent" in named[0]

    other, _ = then_and_now(tmp_path / "programmes")
    hall.room.show_programme(other)
    assert not hall.editors()
    strip = hall.room.findChild(MessageStrip)
    assert strip is not None
    assert "“14 Juno” is not saved" in strip.text
    assert named[0] in strip.text
    assert hall.programme.short_title in strip.text
    assert hall.room.pending() == named

    hall.qtbot.waitUntil(lambda: hall.model.is_filled)
    hall.room.show_programme(hall.programme)
    hall.qtbot.waitUntil(lambda: bool(hall.editors()))
    assert hall.at() == ("kent", "embargo")
    assert "Not saved yet" in hall.said()
    line = focus()
    assert isinstance(line, QLineEdit)
    assert line.text() == "14 Juno"
    hall.press(Key.Key_Escape)
    assert hall.room.pending() == []


def test_what_is_no_answer_is_there_when_one_comes_back(qtbot: QtBot, window: Window) -> None:
    room = enter(qtbot, window, "kent", "embargo")
    for letter in "14 Juno":
        QTest.keyClicks(in_focus(), letter)
    line = in_focus()
    QTest.keyClick(line, Qt.Key.Key_1, CONTROL)
    assert window.desk is not None
    assert window.desk.form.isAncestorOf(in_focus())
    assert len(room.pending()) == 1
    QTest.keyClick(in_focus(), Qt.Key.Key_3, CONTROL)
    assert in_focus() is line
    assert isinstance(line, QLineEdit)
    assert line.text() == "14 Juno"
    QTest.keyClick(line, Key.Key_Escape)
    assert room.pending() == []


def test_what_is_an_answer_is_recorded_when_the_room_is_left(hall: Hall) -> None:
    hall.go("kent", PLAN)
    hall.type("A plan")
    hall.room.hide()
    assert hall.saved("kent").answers[PLAN] == "A plan"
    assert not hall.room.pending()


# What the keys do besides


def test_another_programme_begins_with_all_its_fields(hall: Hall, tmp_path: Path) -> None:
    words, items = hall.room.findChild(QLineEdit), hall.room.findChild(QComboBox)
    assert words is not None
    assert items is not None
    words.setText("healthcheck")
    other, _ = then_and_now(tmp_path / "programmes")
    hall.room.show_programme(other)
    assert words.text() == ""
    columns = range(len(hall.model.columns))
    assert not any(hall.grid.isColumnHidden(at) for at in columns)


def test_f6_goes_to_the_picture_and_back(hall: Hall) -> None:
    hall.room.picture.show()
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
        hall.room.take_focus()
        hall.press(Key.Key_F6, modifier)
        assert focus() is hall.room.picture or hall.room.picture.isAncestorOf(focus())
        hall.press(Key.Key_F6, modifier)
        assert hall.grid.hasFocus()


def test_a_letter_chooses_what_begins_with_it(hall: Hall) -> None:
    hall.go("sussex", REVIEW)
    hall.press(Key.Key_N)
    assert hall.text("sussex", REVIEW) == "No"
    # No option begins so.
    hall.press(Key.Key_X)
    assert not hall.editors()
    assert hall.saved("sussex").answers[REVIEW] == "no"


def test_delete_empties_all_that_is_selected(hall: Hall) -> None:
    chosen = [("cheshire", INVESTIGATED), ("bedfordshire", INVESTIGATED)]
    hall.go(*chosen[0])
    for place in chosen:
        hall.grid.selectionModel().select(
            hall.model.place_of(*place), QItemSelectionModel.SelectionFlag.Select
        )
    hall.press(Key.Key_Delete)
    for force, key in chosen:
        assert key not in hall.saved(force).answers
    assert hall.saved("sussex").answers[INVESTIGATED] == 3
