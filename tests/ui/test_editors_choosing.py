from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QPushButton,
    QRadioButton,
)
from pytestqt.qtbot import QtBot

from desktop.core.fields import ChoiceField, ChoicesField, Field, Option, YesNoField
from desktop.core.programme import Programme
from desktop.ui.editors import EDITORS, Editor, editor_for
from tests.ui.widgets import focus

Make = Callable[[Field], tuple[Editor, list[object]]]
Key = Qt.Key

YES_NO = YesNoField(type="yes_no", key="a", label="Single register", guidance="For all of it?")


def options(*labels: str) -> tuple[Option, ...]:
    return tuple(Option(key=label.lower(), label=label) for label in labels)


THREE = ChoiceField(
    type="choice", key="a", label="State", options=options("Updated", "Planned", "None")
)
FIVE = ChoiceField(
    type="choice", key="a", label="Grade", options=options("One", "Two", "Three", "Four", "Five")
)
ANY = ChoicesField(
    type="choices", key="a", label="Channels", options=options("Email", "Intranet", "Posters")
)


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(field: Field) -> tuple[Editor, list[object]]:
        editor = editor_for(field)
        qtbot.addWidget(editor)
        told: list[object] = []
        editor.changed.connect(told.append)
        editor.show_answer(None)
        editor.show()
        editor.activateWindow()
        editor.take_focus()
        qtbot.waitUntil(lambda: any(each.hasFocus() for each in editor.controls()))
        return editor, told

    return made


def pressed(editor: Editor) -> list[str]:
    return [each.text() for each in editor.findChildren(QPushButton) if each.isChecked()]


def chosen(editor: Editor) -> list[str]:
    return [each.text() for each in editor.findChildren(QRadioButton) if each.isChecked()]


def checked(editor: Editor) -> list[str]:
    return [each.text() for each in editor.findChildren(QCheckBox) if each.isChecked()]


def test_yes_and_no_are_answered_by_their_letters(make: Make) -> None:
    editor, told = make(YES_NO)

    for key in (Key.Key_Y, Key.Key_N, Key.Key_Backspace):
        QTest.keyClick(focus(), key)

    assert told == [True, False, None]
    assert pressed(editor) == []


def test_no_is_an_answer(make: Make) -> None:
    editor, _ = make(YES_NO)
    editor.show_answer(False)
    assert (pressed(editor), editor.answer()) == (["No"], False)


def test_the_same_button_again_takes_the_answer_back(make: Make) -> None:
    editor, told = make(YES_NO)
    yes = editor.findChildren(QPushButton)[0]

    QTest.mouseClick(yes, Qt.MouseButton.LeftButton)
    QTest.mouseClick(yes, Qt.MouseButton.LeftButton)

    assert told == [True, None]


def test_arrows_go_from_yes_to_no(make: Make) -> None:
    _, told = make(YES_NO)

    QTest.keyClick(focus(), Key.Key_Right)
    QTest.keyClick(focus(), Key.Key_Space)

    assert told == [False]


def test_a_shortcut_with_the_letter_is_no_answer(make: Make) -> None:
    _, told = make(YES_NO)
    QTest.keyClick(focus(), Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert told == []


def test_radio_buttons_are_chosen_by_arrows_and_taken_back_by_backspace(make: Make) -> None:
    editor, told = make(THREE)

    QTest.keyClick(focus(), Key.Key_Space)
    QTest.keyClick(focus(), Key.Key_Down)
    assert chosen(editor) == ["Planned"]
    QTest.keyClick(focus(), Key.Key_Backspace)

    assert told == ["updated", "planned", None]
    assert chosen(editor) == []


@pytest.mark.parametrize(
    ("keys", "answers"),
    [
        ((Key.Key_Down, Key.Key_Right), ["updated", "planned"]),
        ((Key.Key_Up, Key.Key_Left), ["none", "planned"]),
        ((Key.Key_Up, Key.Key_Down), ["none", "updated"]),
    ],
)
def test_an_arrow_chooses_in_a_line_of_radio_buttons_as_in_a_column(
    make: Make, keys: tuple[Qt.Key, ...], answers: list[str]
) -> None:
    editor, told = make(THREE)
    for key in keys:
        QTest.keyClick(focus(), key)
    assert told == answers
    assert focus() is next(each for each in editor.findChildren(QRadioButton) if each.isChecked())


def test_the_chosen_radio_button_again_takes_the_choice_back(make: Make) -> None:
    editor, told = make(THREE)
    second = editor.findChildren(QRadioButton)[1]

    for _ in range(2):
        QTest.mouseClick(second, Qt.MouseButton.LeftButton)

    assert told == ["planned", None]


@pytest.mark.parametrize(("field", "answer"), [(YES_NO, True), (THREE, "updated")])
def test_a_double_click_answers(make: Make, field: Field, answer: object) -> None:
    editor, told = make(field)
    first = editor.controls()[0]

    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(first, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton)

    assert told == [answer]


def test_letters_choose_no_radio_button(make: Make) -> None:
    _, told = make(THREE)
    for key in (Key.Key_P, Key.Key_N, Key.Key_U):
        QTest.keyClick(focus(), key)
    assert told == []


def test_a_choice_is_one_stop_of_the_tab_key(make: Make) -> None:
    editor, _ = make(THREE)
    tab = Qt.FocusPolicy.TabFocus
    for answer in (None, "none", None):
        editor.show_answer(answer)
        stops = [each for each in editor.controls() if each.focusPolicy() & tab]
        assert len(stops) == 1, answer


def test_more_than_four_choices_are_a_list_with_a_name(make: Make) -> None:
    editor, told = make(FIVE)
    assert editor.findChildren(QRadioButton) == []
    box = editor.findChild(QComboBox)
    assert box is not None
    assert box.accessibleName() == "Grade"

    QTest.keyClick(box, Key.Key_Down)
    QTest.keyClick(box, Key.Key_Down)
    QTest.keyClick(box, Key.Key_Backspace)

    assert told == ["one", "two", None]
    assert box.currentText() == "Not answered"


def test_scrolling_over_a_list_changes_nothing(make: Make) -> None:
    editor, told = make(FIVE)
    editor.show_answer("two")
    box = editor.findChild(QComboBox)
    assert box is not None
    down = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )

    QApplication.sendEvent(box, down)

    assert (editor.answer(), told) == ("two", [])


def test_none_of_these_is_an_answer_and_nothing_checked_is_not(make: Make) -> None:
    editor, told = make(ANY)
    email, _, posters, none = editor.findChildren(QCheckBox)

    for box in (posters, email, none, none, email, email):
        QTest.mouseClick(box, Qt.MouseButton.LeftButton)

    assert told == [("posters",), ("email", "posters"), (), None, ("email",), None]


def test_checking_one_unchecks_none_of_these(make: Make) -> None:
    editor, told = make(ANY)
    editor.show_answer(())
    assert checked(editor) == ["None of these"]

    QTest.mouseClick(editor.findChildren(QCheckBox)[1], Qt.MouseButton.LeftButton)

    assert checked(editor) == ["Intranet"]
    assert told == [("intranet",)]


@pytest.mark.parametrize("field", [YES_NO, THREE, ANY, FIVE])
def test_every_control_tells_a_screen_reader_what_it_answers(make: Make, field: Field) -> None:
    editor, _ = make(field)
    for control in editor.controls():
        assert control.accessibleName().startswith(field.label)


@pytest.mark.parametrize("field", [YES_NO, THREE, ANY, FIVE])
def test_what_is_only_read_takes_no_keys(make: Make, field: Field) -> None:
    editor, told = make(field)
    editor.set_read_only(True)

    for key in (Key.Key_Y, Key.Key_Space, Key.Key_Backspace):
        QTest.keyClick(editor, key)

    assert told == []
    assert editor.answer() is None


@pytest.mark.parametrize("field", [YES_NO, THREE, ANY, FIVE])
def test_enter_leaves_the_answer_and_goes_on(make: Make, field: Field, qtbot: QtBot) -> None:
    editor, told = make(field)
    with qtbot.waitSignal(editor.finished, timeout=1000):
        QTest.keyClick(focus(), Key.Key_Return)
    assert told == []


def test_there_is_an_editor_for_every_field_type(programme: Programme) -> None:
    assert set(EDITORS) == {
        "count", "yes_no", "choice", "choices", "text", "date", "month", "percent", "money", "isbn"
    }  # fmt: skip
    assert {field.type for field in programme.fields.values()} <= set(EDITORS)
