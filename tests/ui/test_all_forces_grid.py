"""All forces at once: what stands in the grid, what its keys do, and how answers are recorded."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store.reading import read_report
from desktop.ui.editors import editor_for
from tests.ui.all_forces_hall import (
    CONTINUING,
    HEALTHCHECK,
    INVESTIGATED,
    PLAN,
    POLICIES,
    REVIEW,
    Hall,
    Key,
)
from tests.ui.widgets import focus

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def hall(qtbot: QtBot, tmp_path: Path, programme: Programme, forces: Forces) -> Iterator[Hall]:
    hall = Hall(qtbot, tmp_path / "book.sqlite3", programme, forces)
    # A process for charts takes a second to start.
    hall.room.picture.hide()
    yield hall
    hall.close()


# What stands there


def test_there_is_a_row_a_force_and_a_column_a_field(hall: Hall, programme: Programme) -> None:
    assert hall.model.rowCount() == 44
    keys = [column.key for column in hall.model.columns]
    assert keys == [*programme.fields, "isbn", "embargo", "published"]


def test_answers_no_answers_and_no_reports_are_told_apart(hall: Hall) -> None:
    assert hall.text("cheshire", INVESTIGATED) == "12"
    assert hall.text("sussex", REVIEW) == "Yes"
    assert hall.words("kent", INVESTIGATED) == "Kent Police. Leaks, Investigated: not answered"
    assert hall.words("bedfordshire", CONTINUING).endswith("Continuing: nothing to answer")
    assert hall.words("essex", INVESTIGATED) == (
        "Essex Police. No report yet: open it to begin one (Enter)"
    )


def test_what_stands_out_says_why(hall: Hall) -> None:
    for force, number in (("essex", 1), ("dorset", 2), ("durham", 1), ("gwent", 90)):
        hall.room.report_changed(hall.write(force, {INVESTIGATED: number}))
    # 0, 1, 1, 2, 3, 12 and 90: the middle half is 1 to 7.5, and 17.25 would not be beyond.
    assert "High: the middle half of the forces lie between 1 and 7.5." in hall.words(
        "gwent", INVESTIGATED
    )
    assert "High" not in hall.words("cheshire", INVESTIGATED)


def test_the_keys_open_reports(hall: Hall) -> None:
    hall.go("essex", INVESTIGATED)
    hall.press(Key.Key_Return)
    hall.go("kent", REVIEW)
    hall.press(Key.Key_Return, CONTROL)
    name = hall.programme.id
    assert hall.wanted == [(name, "essex", ""), (name, "kent", REVIEW)]
    assert not hall.editors()


def test_escape_leaves_the_room(hall: Hall, qtbot: QtBot) -> None:
    with qtbot.waitSignal(hall.room.closed, timeout=1000):
        hall.press(Key.Key_Escape)


def test_sorting_keeps_what_is_missing_at_the_end(hall: Hall) -> None:
    place = hall.model.place_of("kent", REVIEW)
    hall.go("kent", REVIEW)
    # In the order of the programme: yes, planned, no.
    hall.press(Key.Key_F3)
    assert hall.areas(5) == ["Sussex", "Cheshire", "Kent", "Bedfordshire", "Avon and Somerset"]
    hall.grid.sort_by_column(place.column())
    assert hall.areas(5) == ["Bedfordshire", "Cheshire", "Kent", "Sussex", "Avon and Somerset"]
    assert hall.at() == ("kent", REVIEW)
    hall.grid.sort_by_column(place.column())
    assert hall.areas(2) == ["Avon and Somerset", "Bedfordshire"]


def test_numbers_are_sorted_as_numbers_and_not_answered_comes_before_no_report(hall: Hall) -> None:
    hall.grid.sort_by_column(hall.model.place_of("kent", INVESTIGATED).column())
    assert hall.areas(5) == [
        "Bedfordshire",
        "Sussex",
        "Cheshire",
        "Kent",
        "Avon and Somerset",
    ]


def test_the_keys_go_through_the_room_in_reading_order(hall: Hall) -> None:
    hall.room.picture.show()
    stops = []
    for _ in range(6):
        hall.press(Key.Key_Tab)
        stops.append(focus())
    names = [stop.accessibleName() for stop in stops]
    after = names.index("Item whose fields are shown")
    assert names[after + 1] == "Filter fields"
    hall.room.take_focus()
    hall.press(Key.Key_Tab)
    assert hall.room.picture.isAncestorOf(focus()) or focus() is hall.room.picture


def test_the_fields_of_an_item_and_a_filter(hall: Hall) -> None:
    hall.go("cheshire", HEALTHCHECK)
    items = hall.room.findChild(QComboBox)
    words = hall.room.findChild(QLineEdit)
    assert items is not None
    assert words is not None

    def shown() -> list[str]:
        columns = enumerate(hall.model.columns)
        return [each.key for at, each in columns if not hall.grid.isColumnHidden(at)]

    items.setCurrentText("Leaks")
    assert shown() == [INVESTIGATED, CONTINUING]
    assert hall.at() == ("cheshire", INVESTIGATED)
    items.setCurrentText("All items")
    words.setText("JOBS every")
    assert shown() == [REVIEW]
    words.setText("nothing of the kind")
    assert shown() == []
    words.clear()
    assert len(shown()) == len(hall.model.columns)


def test_what_is_unanswered_is_one_key_away(hall: Hall) -> None:
    hall.go("bedfordshire", HEALTHCHECK)
    hall.press(Key.Key_F7)
    assert hall.at() == ("sussex", HEALTHCHECK)
    hall.press(Key.Key_F7, Qt.KeyboardModifier.ShiftModifier)
    assert hall.at() == ("bedfordshire", HEALTHCHECK)
    # Bedfordshire has no leaks that could continue.
    hall.go("sussex", INVESTIGATED)
    hall.press(Key.Key_F7)
    assert hall.at() == ("cheshire", CONTINUING)


def test_a_selection_is_copied_with_tabs(hall: Hall) -> None:
    model = hall.model
    hall.go("bedfordshire", INVESTIGATED)
    for force in ("bedfordshire", "cheshire"):
        for key in (INVESTIGATED, CONTINUING):
            hall.grid.selectionModel().select(
                model.place_of(force, key), QItemSelectionModel.SelectionFlag.Select
            )
    hall.press(Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().text().split("\n")
    # Of the two forces between them nothing was chosen.
    assert lines == ["0\t", "12\t"]


# What is answered


def test_yes_no_and_backspace_answer_at_once(hall: Hall) -> None:
    hall.go("sussex", HEALTHCHECK)
    hall.press(Key.Key_Y)
    assert hall.text("sussex", HEALTHCHECK) == "Yes"
    assert hall.saved("sussex").answers[HEALTHCHECK] is True
    hall.press(Key.Key_N)
    assert hall.saved("sussex").answers[HEALTHCHECK] is False
    hall.press(Key.Key_Backspace)
    assert HEALTHCHECK not in hall.saved("sussex").answers
    assert [(each.before, each.after) for each in hall.changes("sussex", HEALTHCHECK)] == [
        (False, None),
        (True, False),
        (None, True),
    ]


def test_typing_answers_and_enter_goes_down(hall: Hall) -> None:
    hall.go("kent", INVESTIGATED)
    hall.type("25")
    assert hall.text("kent", INVESTIGATED) == "25"
    hall.press(Key.Key_Return)
    assert not hall.editors()
    assert hall.at() == ("lancashire", INVESTIGATED)
    assert hall.grid.hasFocus()
    report = hall.saved("kent")
    assert report.answers[INVESTIGATED] == 25
    # The passage that is drafted from it follows, as it does from the form.
    assert "[25](fact:press.leaks.investigated)" in report.passage("press.leaks").text
    assert [(each.before, each.after) for each in hall.changes("kent", INVESTIGATED)] == [
        (None, 25)
    ]


def test_typing_writes_over_and_tab_goes_on(hall: Hall) -> None:
    hall.go("cheshire", INVESTIGATED)
    hall.type("7")
    hall.press(Key.Key_Tab)
    assert hall.at() == ("cheshire", CONTINUING)
    assert hall.saved("cheshire").answers[INVESTIGATED] == 7


def test_escape_leaves_the_answer_as_it_was(hall: Hall) -> None:
    hall.go("cheshire", INVESTIGATED)
    hall.type("7")
    hall.press(Key.Key_Escape)
    assert not hall.editors()
    assert hall.text("cheshire", INVESTIGATED) == "12"
    assert hall.saved("cheshire").answers[INVESTIGATED] == 12


def test_delete_takes_an_answer_back(hall: Hall) -> None:
    hall.go("sussex", PLAN)
    hall.press(Key.Key_Delete)
    assert PLAN not in hall.saved("sussex").answers


@pytest.mark.parametrize(
    "key", [INVESTIGATED, HEALTHCHECK, REVIEW, POLICIES, PLAN, "embargo", "isbn"]
)
def test_a_cell_opens_the_editor_of_the_form(hall: Hall, programme: Programme, key: str) -> None:
    asked = programme.field(key)
    assert asked is not None
    hall.go("kent", key)
    hall.press(Key.Key_F2)
    (editor,) = hall.editors()
    with_same = editor_for(asked)
    hall.qtbot.addWidget(with_same)
    assert type(editor.editor) is type(with_same)
    assert editor.isAncestorOf(focus())
    assert "Kent" in hall.said()


def test_a_choice_is_made_by_arrows(hall: Hall) -> None:
    hall.go("sussex", REVIEW)
    hall.press(Key.Key_Return)
    hall.press(Key.Key_Down)
    hall.press(Key.Key_Return)
    assert hall.saved("sussex").answers[REVIEW] == "planned"


def test_several_are_checked_one_by_one(hall: Hall) -> None:
    hall.go("sussex", POLICIES)
    hall.press(Key.Key_Return)
    hall.press(Key.Key_Space)
    hall.press(Key.Key_Tab)
    hall.press(Key.Key_Space)
    hall.press(Key.Key_Return)
    assert hall.saved("sussex").answers[POLICIES] == ("media", "gifts_and_hospitality")


def test_what_fits_no_count_is_refused_as_in_the_form(hall: Hall) -> None:
    hall.go("kent", INVESTIGATED)
    hall.press(Key.Key_Return)
    hall.type("x")
    assert "Only figures fit here" in hall.said()


def test_what_is_no_answer_is_said_kept_and_not_recorded(hall: Hall) -> None:
    hall.go("kent", "embargo")
    hall.type("soon")
    hall.press(Key.Key_Return)
    assert "Not saved yet: type a time and a date" in hall.said()
    # Nor does it go when the keys are wanted elsewhere.
    hall.room.take_focus()
    hall.grid.edit_wanted.emit(hall.model.place_of("sussex", PLAN), "")
    assert "Not saved yet" in hall.said()
    (editor,) = hall.editors()
    assert editor.isAncestorOf(focus())
    hall.press(Key.Key_Escape)
    hall.press(Key.Key_Escape)
    assert not hall.editors()
    assert "embargo" not in hall.saved("kent").answers


def test_going_elsewhere_finishes(hall: Hall) -> None:
    hall.go("kent", PLAN)
    hall.type("A plan")
    words = hall.room.findChild(QLineEdit)
    assert words is not None
    words.setFocus()
    assert not hall.editors()
    assert hall.saved("kent").answers[PLAN] == "A plan"


def test_a_force_without_report_takes_no_answer(hall: Hall) -> None:
    hall.go("essex", HEALTHCHECK)
    hall.press(Key.Key_Y)
    hall.go("essex", INVESTIGATED)
    hall.type("7")
    assert not hall.editors()
    assert read_report(hall.database, hall.programme.id, "essex") is None


# What others write meanwhile


def test_what_is_recorded_is_shown_at_once(hall: Hall) -> None:
    hall.room.report_changed(hall.write("kent", {INVESTIGATED: 40}))
    assert hall.text("kent", INVESTIGATED) == "40"
    hall.room.report_changed(hall.write("essex", {INVESTIGATED: 41}))
    assert hall.text("essex", INVESTIGATED) == "41"


def test_what_comes_in_from_elsewhere_after_an_answer_here_is_shown(hall: Hall) -> None:
    hall.go("kent", HEALTHCHECK)
    hall.press(Key.Key_Y)
    hall.saved("kent")
    hall.room.report_changed(hall.write("kent", {PLAN: "Brought in"}))
    assert hall.text("kent", PLAN) == "Brought in"
    hall.press(Key.Key_N)
    report = hall.saved("kent")
    assert (report.answers[PLAN], report.answers[HEALTHCHECK]) == ("Brought in", False)


def test_what_is_older_is_not_shown(hall: Hall) -> None:
    before = hall.write("kent", {INVESTIGATED: 1})
    hall.room.report_changed(hall.write("kent", {INVESTIGATED: 2}))
    hall.room.report_changed(before)
    assert hall.text("kent", INVESTIGATED) == "2"


def test_words_that_are_typed_in_the_form_are_kept(hall: Hall) -> None:
    kent = read_report(hall.database, hall.programme.id, "kent")
    assert kent is not None
    hall.saving.open(hall.programme, hall.opened.forces["kent"], kent)
    hall.saving.type_answer(kent.name, PLAN, "Typed in the form")
    hall.go("kent", HEALTHCHECK)
    hall.press(Key.Key_Y)
    report = hall.saved("kent")
    assert (report.answers[PLAN], report.answers[HEALTHCHECK]) == ("Typed in the form", True)


def test_what_another_program_wrote_meanwhile_is_kept(hall: Hall) -> None:
    hall.go("kent", HEALTHCHECK)
    hall.press(Key.Key_Y)
    hall.saved("kent")
    hall.write("kent", {PLAN: "Theirs"})
    hall.press(Key.Key_N)
    report = hall.saved("kent")
    assert (report.answers[PLAN], report.answers[HEALTHCHECK]) == ("Theirs", False)
    assert hall.text("kent", PLAN) == "Theirs"


@pytest.mark.parametrize("moves", [False, True])
def test_the_cursor_is_led_to_the_open_report_unless_it_was_moved_meanwhile(
    hall: Hall, programme: Programme, moves: bool
) -> None:
    field = next(iter(programme.fields))
    hall.room.begin_at("kent", field)
    hall.room.show_programme(programme)
    elsewhere = hall.model.place_of("essex", field)
    if moves:
        hall.room.grid.setCurrentIndex(elsewhere)
    kent = hall.model.place_of("kent", field)
    assert kent.isValid()
    assert hall.reading.finish(5000)
    here = hall.room.grid.currentIndex()
    meant = elsewhere if moves else kent
    assert (here.row(), here.column()) == (meant.row(), meant.column())
