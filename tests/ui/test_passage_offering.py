from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.facts import FactWords
from desktop.core.fields import Answer
from desktop.core.programme import Programme
from desktop.ui.passage import PassageEditor
from tests.ui.test_passage_facts import press
from tests.ui.test_passage_typing import button
from tests.ui.widgets import select, text_of

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key

ITEM = "gifts.second_jobs"
APPLICATIONS = "[25](fact:gifts.second_jobs.applications)"
APPROVED = "[24](fact:gifts.second_jobs.approved)"
LEAKS = "[three](fact:press.leaks.investigated)"


@pytest.fixture
def passage(passage: PassageEditor, programme: Programme) -> PassageEditor:
    answers: dict[str, Answer] = {
        "press.leaks.investigated": 3,
        "gifts.second_jobs.applications": 25,
        "gifts.second_jobs.approved": 24,
    }
    passage.set_facts(FactWords(programme, answers), ITEM)
    return passage


def rows_of(passage: PassageEditor) -> QListWidget | None:
    found = passage.window().findChildren(QListWidget)
    return next((rows for rows in found if frame_of(rows).isVisible()), None)


def frame_of(rows: QListWidget) -> QWidget:
    frame = rows.parentWidget()
    assert frame is not None
    return frame


def offered(passage: PassageEditor) -> list[str] | None:
    """Give the rows of the list or the line in its place; None where there is no list."""
    rows = rows_of(passage)
    if rows is None:
        return None
    if not rows.count():
        return [label.text() for label in frame_of(rows).findChildren(QLabel)]
    return [rows.item(row).text() for row in range(rows.count())]


@pytest.mark.parametrize("begin", ["@", "All @", "(@", '"@', "- @"])
def test_an_at_that_begins_a_word_offers_the_items_facts_first(
    passage: PassageEditor, begin: str
) -> None:
    press(passage, begin)
    assert offered(passage) == ["Applications: 25", "Approved: 24", "Investigated (leaks): three"]
    assert text_of(passage).hasFocus()


def test_letters_beyond_the_usual_plane_change_nothing(passage: PassageEditor) -> None:
    passage.load("😀😀 so @mail 😀x")
    select(passage, "so ")
    press(passage, Key.Key_Right, "@app", Key.Key_Return)
    assert passage.text() == f"😀😀 so {APPLICATIONS}@mail 😀x"
    select(passage, "😀x")
    press(passage, Key.Key_Right, "@")
    assert offered(passage) is None


@pytest.mark.parametrize("typed", ["press@", "press.office@hmic", "5@", "a @ ", "all @home now"])
def test_an_at_in_an_address_or_on_its_own_offers_nothing(
    passage: PassageEditor, typed: str
) -> None:
    press(passage, typed)
    assert offered(passage) is None
    assert passage.text() == typed.strip()


@pytest.mark.parametrize("key", [Key.Key_Return, Key.Key_Enter, Key.Key_Tab])
def test_typing_narrows_the_list_and_a_key_puts_the_fact_in_its_place(
    passage: PassageEditor, key: Qt.Key
) -> None:
    press(passage, "There were @appl")
    assert offered(passage) == ["Applications: 25"]
    press(passage, key, " of them.")
    assert passage.text() == f"There were {APPLICATIONS} of them."
    assert offered(passage) is None
    assert text_of(passage).hasFocus()


def test_it_is_put_in_as_one_step_to_undo(qtbot: QtBot, passage: PassageEditor) -> None:
    press(passage, "All @appr")
    with qtbot.waitSignal(passage.edited):
        press(passage, Key.Key_Return)
    assert passage.text() == f"All {APPROVED}"
    press(passage, (Key.Key_Z, CTRL))
    assert passage.text() == "All @appr"
    assert offered(passage) is None
    press(passage, (Key.Key_Y, CTRL))
    assert passage.text() == f"All {APPROVED}"


def test_control_and_space_offer_everything_wherever_the_caret_is(passage: PassageEditor) -> None:
    press(passage, "all", (Key.Key_Space, CTRL))
    assert offered(passage) is not None
    press(passage, Key.Key_Down, Key.Key_Down, Key.Key_Down, Key.Key_Up, Key.Key_Return)
    assert passage.text() == f"all{LEAKS}"


def test_control_and_space_put_the_fact_in_place_of_the_selection(passage: PassageEditor) -> None:
    press(passage, "There were many.")
    passage.find_words("there")
    passage.put_cursor()
    assert passage.find_words("many")
    press(passage, (Key.Key_Space, CTRL), Key.Key_Return)
    assert passage.text() == f"There were {APPLICATIONS}."


def test_what_is_looked_for_can_be_a_number_or_an_item(passage: PassageEditor) -> None:
    press(passage, "so @25")
    assert offered(passage) == ["Applications: 25"]
    press(passage, Key.Key_Backspace, Key.Key_Backspace, "lea")
    assert offered(passage) == ["Investigated (leaks): three"]
    press(passage, "p")
    assert offered(passage) == ["No answer like that"]
    press(passage, Key.Key_Return, "new")
    assert passage.text() == "so @leap\n\nnew"


@pytest.mark.parametrize("key", [Key.Key_Escape, Key.Key_Space])
def test_escape_and_space_leave_what_was_typed(passage: PassageEditor, key: Qt.Key) -> None:
    press(passage, "so @app", key, "x")
    assert offered(passage) is None
    assert passage.text() == ("so @app x" if key == Key.Key_Space else "so @appx")


def test_going_away_takes_the_list_away(passage: PassageEditor, scrolled: QScrollArea) -> None:
    press(passage, "one", Key.Key_Return, "so @", Key.Key_Left)
    assert offered(passage) is None
    press(passage, (Key.Key_End, CTRL), " @")
    assert offered(passage) is not None
    passage.clearFocus()
    text_of(passage).clearFocus()
    assert offered(passage) is None
    passage.load("")
    passage.setFocus()
    press(passage, "@", Key.Key_Backspace)
    assert offered(passage) is None


def test_a_click_puts_a_fact_in(passage: PassageEditor) -> None:
    press(passage, "so @")
    rows = rows_of(passage)
    assert rows is not None
    middle = rows.visualItemRect(rows.item(1)).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert passage.text() == f"so {APPROVED}"
    assert text_of(passage).hasFocus()


def test_the_tool_offers_facts_too_and_leaves_the_keys_to_the_text(passage: PassageEditor) -> None:
    press(passage, "so ")
    QTest.mouseClick(button(passage, "Insert a fact"), Qt.MouseButton.LeftButton)
    assert text_of(passage).hasFocus()
    press(passage, Key.Key_Down, Key.Key_Return)
    assert passage.text() == f"so {APPROVED}"
    press(passage, (Key.Key_F10, ALT))
    QTest.keyClick(button(passage, "Insert a fact"), Key.Key_Space)
    press(passage, Key.Key_Escape, "!")
    assert passage.text() == f"so {APPROVED}!"
    assert not button(passage, "Insert a fact").isChecked()


def test_a_fact_takes_the_look_of_the_words_around_it(passage: PassageEditor) -> None:
    press(passage, (Key.Key_B, CTRL), "so @", Key.Key_Return, " there")
    assert passage.text() == ("**so** [**25**](fact:gifts.second_jobs.applications) **there**")


def test_without_answers_a_line_says_so(passage: PassageEditor, programme: Programme) -> None:
    passage.set_facts(FactWords(programme, {}), ITEM)
    press(passage, "@")
    shown = offered(passage)
    assert shown is not None
    assert shown[0].startswith("No answers yet")
    press(passage, "home", Key.Key_Return)
    assert passage.text() == "@home"


def test_nothing_is_offered_where_nothing_can_be_written(passage: PassageEditor) -> None:
    passage.load("Standard wording.")
    passage.set_read_only(True)
    press(passage, "@", (Key.Key_Space, CTRL))
    assert offered(passage) is None


def test_an_at_from_an_input_method_offers_too(passage: PassageEditor) -> None:
    event = QInputMethodEvent("", [])
    event.setCommitString("@")
    QApplication.sendEvent(text_of(passage), event)
    assert offered(passage) is not None


def test_the_list_is_within_the_window_beside_the_line_being_written(
    passage: PassageEditor, scrolled: QScrollArea
) -> None:
    scrolled.resize(620, 320)
    for lines in range(7):
        passage.load("A line.\n\n" * lines)
        passage.put_cursor(at_end=True)
        press(passage, " @")
        rows = rows_of(passage)
        assert rows is not None
        frame = frame_of(rows)
        assert scrolled.window().rect().contains(frame.geometry())
        caret = text_of(passage).cursorRect()
        caret.moveTopLeft(text_of(passage).viewport().mapTo(scrolled.window(), caret.topLeft()))
        assert not frame.geometry().intersects(caret)
        press(passage, Key.Key_Escape)


def test_its_rows_are_said_to_a_screen_reader(
    passage: PassageEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "desktop.ui.passage.listening.announce", lambda _, words: said.append(words)
    )
    press(passage, "@")
    assert said[-1] == "Applications: 25"
    press(passage, Key.Key_Down)
    assert said[-1] == "Approved: 24"
