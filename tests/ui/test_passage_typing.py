from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.passage import PassageEditor
from tests.ui.widgets import in_a_form, select, text_of

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


def button(passage: PassageEditor, name: str) -> QToolButton:
    return next(b for b in passage.findChildren(QToolButton) if b.accessibleName() == name)


def press(passage: PassageEditor, *keys: str | Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(text_of(passage), key)
        elif isinstance(key, tuple):
            QTest.keyClick(text_of(passage), key[0], key[1])
        else:
            QTest.keyClick(text_of(passage), key)


def test_what_is_typed_is_the_passage(qtbot: QtBot, passage: PassageEditor) -> None:
    with qtbot.waitSignal(passage.edited):
        press(passage, "Staff were aware.", Key.Key_Return, "So were leaders.")
    assert passage.text() == "Staff were aware.\n\nSo were leaders."


def test_a_loaded_passage_comes_back_unchanged_and_tells_of_no_edit(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    text = (
        "The **force** investigated [11](fact:leaks.investigated) *leaks*. We found:\n\n"
        "- a [policy](https://example.org/a);\n- no checks."
    )
    with qtbot.assertNotEmitted(passage.edited, wait=0):
        passage.load(text)
        QApplication.processEvents()
    assert passage.text() == text
    assert not text_of(passage).document().isUndoAvailable()


def test_a_fact_survives_writing_around_it(qtbot: QtBot, passage: PassageEditor) -> None:
    passage.load("There were [25](fact:leaks.investigated) applications.")
    press(passage, (Key.Key_End, CTRL), " All were approved.")
    select(passage, "25")
    press(passage, Key.Key_Right, " new")
    press(passage, (Key.Key_Home, CTRL), "In short: ")
    assert passage.text() == (
        "In short: There were [25](fact:leaks.investigated) new applications. All were approved."
    )


def test_a_fact_at_the_very_start_does_not_swallow_what_is_typed_before_it(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    passage.load("[Two](fact:leaks.continuing) continue.")
    passage.put_cursor()
    press(passage, "About ")
    assert passage.text() == "About [Two](fact:leaks.continuing) continue."


def test_bold_is_switched_on_and_off_while_typing(qtbot: QtBot, passage: PassageEditor) -> None:
    press(passage, "We found ", (Key.Key_B, CTRL), "no evidence")
    assert button(passage, "Bold").isChecked()
    press(passage, (Key.Key_B, CTRL), " of it.")
    assert not button(passage, "Bold").isChecked()
    assert passage.text() == "We found **no evidence** of it."
    assert text_of(passage).toPlainText() == "We found no evidence of it."


def test_typing_at_the_end_of_bold_goes_on_bold_and_before_it_does_not(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    passage.load("We found **none** there.")
    select(passage, "none")
    press(passage, Key.Key_Right, "theless")
    select(passage, "nonetheless")
    press(passage, Key.Key_Left, "x")
    assert passage.text() == "We found x**nonetheless** there."


def test_bold_and_italic_change_the_selection_or_the_word_at_the_cursor(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    passage.load("one two three")
    select(passage, "two")
    press(passage, (Key.Key_B, CTRL), (Key.Key_I, CTRL))
    assert passage.text() == "one ***two*** three"
    passage.put_cursor()
    press(passage, Key.Key_Right, (Key.Key_I, CTRL))
    assert passage.text() == "*one* ***two*** three"
    select(passage, "two")
    press(passage, (Key.Key_B, CTRL))
    assert passage.text() == "*one two* three".replace("one two", "one* *two")


def test_a_partly_bold_selection_becomes_bold_first(qtbot: QtBot, passage: PassageEditor) -> None:
    passage.load("one **two**")
    press(passage, (Key.Key_A, CTRL), (Key.Key_B, CTRL))
    assert passage.text() == "**one** **two**" or passage.text() == "**one two**"
    press(passage, (Key.Key_B, CTRL))
    assert passage.text() == "one two"


def test_a_list_begins_goes_on_and_ends_by_keys(qtbot: QtBot, passage: PassageEditor) -> None:
    press(passage, "We found:", Key.Key_Return, (Key.Key_L, CTRL | SHIFT), "one;")
    press(passage, Key.Key_Return, "two.", Key.Key_Return)
    assert button(passage, "Bulleted list").isChecked()
    press(passage, Key.Key_Return, "After the list.")
    assert not button(passage, "Bulleted list").isChecked()
    assert passage.text() == "We found:\n\n- one;\n- two.\n\nAfter the list."


def test_a_typed_hyphen_begins_a_list_and_undo_gives_the_hyphen_back(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    press(passage, "- one")
    assert passage.text() == "- one"
    passage.load("")
    press(passage, "- ", (Key.Key_Z, CTRL))
    assert text_of(passage).toPlainText() == "-"


def test_backspace_at_the_start_of_a_point_makes_it_a_paragraph(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    passage.load("- one\n- two")
    select(passage, "two")
    press(passage, Key.Key_Left, Key.Key_Backspace)
    assert passage.text() == "- one\n\ntwo"
    press(passage, Key.Key_Backspace)
    assert passage.text() == "- onetwo"


def test_the_list_button_turns_all_selected_paragraphs(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    passage.load("one\n\ntwo")
    press(passage, (Key.Key_A, CTRL))
    button(passage, "Bulleted list").click()
    assert passage.text() == "- one\n- two"
    press(passage, (Key.Key_Z, CTRL))
    assert passage.text() == "one\n\ntwo"
    press(passage, (Key.Key_Y, CTRL))
    assert passage.text() == "- one\n- two"


def test_shift_enter_begins_a_paragraph_too(qtbot: QtBot, passage: PassageEditor) -> None:
    press(passage, "one", (Key.Key_Return, SHIFT), "two")
    assert text_of(passage).document().blockCount() == 2


def test_undo_takes_back_what_was_typed_after_a_pause_on_its_own(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    press(passage, "First.")
    qtbot.waitUntil(lambda: not text_of(passage).document().isModified())
    press(passage, " Second.", (Key.Key_Z, CTRL))
    assert passage.text() == "First."
    press(passage, (Key.Key_Z, CTRL))
    assert passage.text() == ""
    press(passage, (Key.Key_Y, CTRL), (Key.Key_Z, CTRL | SHIFT))
    assert passage.text() == "First. Second."


def test_loading_another_passage_cannot_be_undone(qtbot: QtBot, passage: PassageEditor) -> None:
    press(passage, "Kent")
    passage.load("Surrey")
    press(passage, (Key.Key_Z, CTRL))
    assert passage.text() == "Surrey"
    passage.load("Surrey and Sussex")
    press(passage, (Key.Key_End, CTRL), "x", Key.Key_Backspace)
    passage.load("Surrey and Sussex")
    press(passage, (Key.Key_Z, CTRL))
    assert passage.text() == "Surrey and Sussex"


def test_the_same_text_keeps_the_cursor_and_refresh_keeps_undo_too(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    press(passage, "Staff were ")
    passage.refresh(passage.text())
    press(passage, "aware")
    assert passage.text() == "Staff were aware"
    assert text_of(passage).document().isUndoAvailable()
    passage.load("Staff were aware")
    assert text_of(passage).textCursor().atEnd()
    passage.refresh("Officers were aware")
    assert passage.text() == "Officers were aware"


def test_alt_f10_goes_to_the_tools_arrows_walk_them_and_escape_returns(
    passage: PassageEditor,
) -> None:
    press(passage, "x", (Key.Key_F10, ALT))
    assert button(passage, "Bold").hasFocus()
    QTest.keyClick(button(passage, "Bold"), Key.Key_Right)
    assert button(passage, "Italic").hasFocus()
    QTest.keyClick(button(passage, "Italic"), Key.Key_Space)
    QTest.keyClick(button(passage, "Italic"), Key.Key_Escape)
    assert text_of(passage).hasFocus()
    press(passage, " italic")
    assert passage.text() == "x *italic*"


def test_tab_passes_the_tools_by_and_so_it_does_from_within_them(qtbot: QtBot) -> None:
    passage, behind = PassageEditor(), QLineEdit()
    window = in_a_form(passage, behind)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    passage.setFocus()
    qtbot.waitUntil(lambda: text_of(passage).hasFocus())

    press(passage, Key.Key_Tab)
    assert behind.hasFocus()
    QTest.keyClick(behind, Key.Key_Tab, SHIFT)
    assert text_of(passage).hasFocus()
    press(passage, (Key.Key_F10, ALT))
    QTest.keyClick(button(passage, "Bold"), Key.Key_Tab)
    assert behind.hasFocus()
    passage.setFocus()
    press(passage, (Key.Key_F10, ALT))
    QTest.keyClick(button(passage, "Bold"), Key.Key_Backtab, SHIFT)
    assert text_of(passage).hasFocus()


def test_a_tool_that_is_clicked_leaves_the_keys_to_the_text(qtbot: QtBot) -> None:
    passage, other = PassageEditor(), QLineEdit()
    window = in_a_form(passage, other)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    other.setFocus()
    qtbot.waitUntil(other.hasFocus)

    QTest.mouseClick(button(passage, "Bold"), Qt.MouseButton.LeftButton)
    assert text_of(passage).hasFocus()
    press(passage, "x y")

    assert passage.text() == "**x y**"


def test_every_button_has_a_name_and_tells_its_keys(passage: PassageEditor) -> None:
    for each in passage.findChildren(QToolButton):
        assert each.accessibleName()
        assert "(" in each.toolTip()
    passage.setAccessibleName("Leaks")
    assert text_of(passage).accessibleName() == "Leaks"


def test_entering_and_leaving_are_told_once_for_the_whole_editor(qtbot: QtBot) -> None:
    before, passage = QLineEdit(), PassageEditor()
    window = in_a_form(before, passage)
    qtbot.addWidget(window)
    told: list[str] = []
    passage.entered.connect(lambda: told.append("entered"))
    passage.left.connect(lambda: told.append("left"))
    window.show()
    before.setFocus()
    passage.setFocus()
    qtbot.waitUntil(lambda: text_of(passage).hasFocus())
    QTest.keyClick(text_of(passage), Key.Key_F10, ALT)
    assert button(passage, "Bold").hasFocus()
    before.setFocus()
    assert told == ["entered", "left"]


def test_colours_follow_the_scheme_without_counting_as_an_edit(
    qtbot: QtBot, qapp: QApplication, passage: PassageEditor
) -> None:
    passage.load("A [link](https://example.org) and [11](fact:leaks.investigated).")
    with qtbot.assertNotEmitted(passage.edited, wait=0):
        for scheme in ("dark", "light"):
            theme.apply(qapp, scheme)
            QApplication.processEvents()
    assert not text_of(passage).document().isUndoAvailable()


def test_a_read_only_passage_is_read_and_searched_but_not_changed(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    passage.load("Standard wording.")
    passage.set_read_only(True)
    press(passage, "x", Key.Key_Return, (Key.Key_A, CTRL), (Key.Key_B, CTRL))
    press(passage, (Key.Key_L, CTRL | SHIFT), (Key.Key_V, CTRL | SHIFT), (Key.Key_L, CTRL))
    assert passage.text() == "Standard wording."
    passage.put_cursor()
    assert passage.find_words("wording")
    assert not button(passage, "Bold").isVisible()
    passage.set_read_only(False)
    press(passage, (Key.Key_End, CTRL), "x")
    assert passage.text() == "Standard wording.x"
    assert button(passage, "Bold").isVisible()


def test_an_unfinished_letter_of_an_input_method_is_not_in_the_passage(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    press(passage, "caf")
    QApplication.sendEvent(text_of(passage), QInputMethodEvent("´", []))
    assert passage.text() == "caf"
    done = QInputMethodEvent("", [])
    done.setCommitString("é")
    QApplication.sendEvent(text_of(passage), done)
    assert passage.text() == "café"


@pytest.mark.parametrize("words", ["word " * 120, "x" * 900, "مرحبا " * 150, "😀" * 300])
def test_it_is_as_tall_as_its_text_and_never_wider_than_its_place(
    qtbot: QtBot, passage: PassageEditor, words: str
) -> None:
    empty = passage.sizeHint().height()
    with qtbot.waitSignal(passage.height_changed):
        passage.load(words)
    text = text_of(passage)
    assert passage.sizeHint().height() > empty
    assert text.verticalScrollBar().maximum() == 0
    assert text.document().idealWidth() <= text.viewport().width()
    passage.load("")
    assert passage.sizeHint().height() == empty


def test_typing_at_the_bottom_of_a_form_moves_nothing_above(qtbot: QtBot) -> None:
    first, last = PassageEditor(), PassageEditor()
    for each in (first, last):
        each.load("Some sentences of a report. " * 30)
    area = in_a_form(first, last)
    qtbot.addWidget(area)
    area.show()
    qtbot.waitExposed(area)
    last.setFocus()
    text = text_of(last)
    last.put_cursor(at_end=True)
    for _ in range(80):
        QTest.keyClicks(text, "more ")
        assert text.verticalScrollBar().value() == 0
        assert text.viewport().height() >= text.document().size().height()


def test_the_wheel_turns_the_form_not_the_passage(passage: PassageEditor) -> None:
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    wheel.accept()
    QApplication.sendEvent(text_of(passage).viewport(), wheel)
    assert not wheel.isAccepted()


def test_the_caret_is_told_where_it_is(qtbot: QtBot, passage: PassageEditor) -> None:
    passage.load("one\n\ntwo\n\nthree")
    passage.put_cursor()
    with qtbot.waitSignal(passage.caret_moved) as moved:
        press(passage, (Key.Key_End, CTRL))
    assert moved.args is not None
    assert passage.rect().contains(moved.args[0])
