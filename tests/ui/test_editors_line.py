from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.core.fields import (
    CountField,
    DateField,
    Field,
    IsbnField,
    MoneyField,
    MonthField,
    PercentField,
    TextField,
)
from desktop.ui.editors import Editor, editor_for

Make = Callable[[Field], tuple[Editor, QLineEdit, list[object]]]

COUNT = CountField(
    type="count", key="leaks", label="Investigated", guidance="In *this* period. Type 0 if none."
)


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(field: Field) -> tuple[Editor, QLineEdit, list[object]]:
        editor = editor_for(field)
        qtbot.addWidget(editor)
        told: list[object] = []
        editor.changed.connect(told.append)
        editor.show()
        line = editor.findChild(QLineEdit)
        assert line is not None
        return editor, line, told

    return made


def test_a_count_is_told_as_a_number_with_every_figure(make: Make) -> None:
    editor, line, told = make(COUNT)

    QTest.keyClicks(line, "11")

    assert told == [1, 11]
    assert editor.answer() == 11


def test_zero_and_not_answered_are_different(make: Make) -> None:
    editor, line, told = make(COUNT)

    QTest.keyClicks(line, "0")
    assert editor.answer() == 0
    QTest.keyClick(line, Qt.Key.Key_Backspace)

    assert told == [0, None]
    assert editor.answer() is None


def test_letters_are_refused_as_they_are_typed_with_a_line_below(make: Make) -> None:
    editor, line, told = make(COUNT)

    QTest.keyClicks(line, "1x")

    assert line.text() == "1"
    assert told == [1]
    assert editor.message().startswith("Only figures fit here, such as 0, 7 or 1,250")


def test_who_types_fast_sees_after_leaving_that_a_sign_was_refused(make: Make) -> None:
    editor, line, told = make(COUNT)

    QTest.keyClicks(line, "-5")
    editor.leave()

    assert (line.text(), told) == ("5", [5])
    assert editor.message().startswith("Only figures fit here")
    QTest.keyClicks(line, "0")
    assert editor.message() == "", "typed again, and nothing refused"


def test_a_tenth_figure_is_refused_with_a_line_below(make: Make) -> None:
    editor, line, _ = make(COUNT)

    QTest.keyClicks(line, "999999999")
    assert editor.message() == ""
    QTest.keyClicks(line, "9")

    assert editor.answer() == 999_999_999
    assert "nine of them at most" in editor.message()
    assert editor.unsaved_text() == ""


def test_the_largest_count_can_be_typed_with_its_commas(make: Make) -> None:
    editor, line, _ = make(COUNT)
    QTest.keyClicks(line, "999,999,999")
    assert (editor.answer(), editor.message()) == (999_999_999, "")


def test_figures_can_be_deleted_from_between_commas(make: Make) -> None:
    editor, line, _ = make(COUNT)
    editor.show_answer(1_250_000)
    QTest.keyClick(line, Qt.Key.Key_Home)
    QTest.keyClick(line, Qt.Key.Key_Delete)
    for _ in range(4):
        QTest.keyClick(line, Qt.Key.Key_Right)
    for _ in range(3):
        QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert line.text() == ",,000"
    assert editor.message() == ""


def test_what_is_no_answer_stays_and_is_said_not_to_be_saved(make: Make) -> None:
    editor, line, told = make(COUNT)
    editor.show_answer(12)

    line.selectAll()
    QTest.keyClicks(line, "1,2")
    assert editor.message() == "", "nobody is told off in the middle of a number"
    editor.leave()

    assert line.text() == "1,2"
    assert editor.answer() == 1
    assert told == [1]
    assert editor.unsaved_text() == "1,2"
    assert editor.message() == (
        "Not saved yet: type a whole number in figures, such as 0, 7 or 1,250. Recorded: 1."
    )


def test_escape_goes_back_to_what_is_recorded(make: Make) -> None:
    editor, line, _ = make(COUNT)
    QTest.keyClicks(line, "7,")
    editor.leave()

    QTest.keyClick(line, Qt.Key.Key_Escape)

    assert (line.text(), editor.message(), editor.unsaved_text()) == ("7", "", "")


def test_leaving_shows_the_clean_form(make: Make) -> None:
    editor, line, _ = make(COUNT)
    QTest.keyClicks(line, "1250")

    editor.leave()

    assert line.text() == "1,250"


def test_showing_an_answer_tells_nobody(make: Make) -> None:
    editor, line, told = make(COUNT)

    editor.show_answer(1250)
    editor.show_answer(None)

    assert (line.text(), told) == ("", [])


@pytest.mark.parametrize(
    ("field", "typed", "answer", "shown"),
    [
        (TextField(type="text", key="a", label="A"), " Crime  team ", "Crime team", "Crime team"),
        (
            DateField(type="date", key="a", label="A", with_time=True),
            "19 dec 2012 00:01",
            "2012-12-19T00:01",
            "00:01 19 December 2012",
        ),
        (
            DateField(type="date", key="a", label="A"),
            "19/12/2012",
            "2012-12-19",
            "19 December 2012",
        ),
        (MonthField(type="month", key="a", label="A"), "Dec 2012", "2012-12", "December 2012"),
        (PercentField(type="percent", key="a", label="A"), "12.50%", "12.5", "12.5%"),
        (MoneyField(type="money", key="a", label="A"), "1,250", "1250", "£1,250"),
    ],
)
def test_each_type_takes_what_people_type_and_shows_it_clean(
    make: Make, field: Field, typed: str, answer: object, shown: str
) -> None:
    editor, line, told = make(field)

    QTest.keyClicks(line, typed)
    editor.leave()

    assert editor.answer() == answer
    assert told[-1] == answer
    assert line.text() == shown


def test_a_date_half_typed_is_not_recorded(make: Make) -> None:
    editor, line, told = make(DateField(type="date", key="a", label="A"))

    QTest.keyClicks(line, "19 Dec")
    editor.leave()

    assert told == []
    assert editor.message() == "Not saved yet: type a date, such as 19 December 2012."


def test_what_was_not_saved_can_be_shown_again(make: Make) -> None:
    editor, line, told = make(DateField(type="date", key="a", label="A"))
    editor.show_answer(None)

    editor.show_unsaved("19 Dec")

    assert line.text() == "19 Dec"
    assert editor.unsaved_text() == "19 Dec"
    assert editor.message().startswith("Not saved yet")
    assert told == []


def test_a_wrong_isbn_is_kept_with_a_warning(make: Make) -> None:
    editor, line, told = make(IsbnField(type="isbn", key="isbn", label="ISBN"))

    QTest.keyClicks(line, "978-1-78246-041-2")

    assert told[-1] == "978-1-78246-041-2"
    assert "would have to be 1" in editor.message()
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    QTest.keyClicks(line, "1")
    assert editor.message() == ""


def test_enter_says_that_the_field_is_done(make: Make, qtbot: QtBot) -> None:
    editor, line, _ = make(COUNT)

    with qtbot.waitSignal(editor.finished, timeout=1000):
        QTest.keyClick(line, Qt.Key.Key_Return)


def test_guidance_opens_in_place_with_f1_and_closes_again(make: Make) -> None:
    editor, line, _ = make(COUNT)

    def shown() -> list[str]:
        return [label.text() for label in editor.findChildren(QLabel) if label.isVisible()]

    QTest.keyClick(line, Qt.Key.Key_F1)
    assert shown() == ["Investigated", "In <i>this</i> period. Type 0 if none."]
    QTest.keyClick(line, Qt.Key.Key_F1)
    assert shown() == ["Investigated"]


def test_a_screen_reader_hears_label_guidance_and_message(make: Make) -> None:
    editor, line, _ = make(COUNT)
    assert editor.accessibleName() == "Investigated"
    assert line.accessibleName() == "Investigated"
    assert line.accessibleDescription() == "In this period. Type 0 if none."

    QTest.keyClicks(line, "x")

    assert line.accessibleDescription().startswith("Only figures fit here")


def test_a_field_that_is_only_read_takes_nothing(make: Make) -> None:
    editor, line, told = make(COUNT)
    editor.show_answer(3)
    editor.set_read_only(True)

    QTest.keyClicks(line, "4")

    assert (line.text(), told) == ("3", [])


def test_a_text_longer_than_its_field_shows_how_it_begins_once_it_is_left(make: Make) -> None:
    editor, line, told = make(TextField(type="text", key="a", label="Overseen by"))
    words = "Police authority with the Office of the Deputy Chief Constable and many others " * 3
    QTest.keyClicks(line, words)
    assert told[-1] == words.strip()
    editor.leave()
    assert line.cursorPosition() == 0
