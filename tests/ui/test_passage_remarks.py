from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from desktop.core import commonmark
from desktop.core.facts import FactWords
from desktop.core.programme import Programme
from desktop.core.richtext import Block, plain_text
from desktop.ui import theme
from desktop.ui.passage import PassageEditor, Underline
from desktop.ui.passage.document import PassageDocument
from desktop.ui.passage.spelled import Spelled
from tests.ui.test_passage_document import texts
from tests.ui.test_passage_facts import middle_of, press
from tests.ui.widgets import select, text_of

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline

TEXT = (
    "😀 Teh force had [25](fact:gifts.second_jobs.applications) aplications.\n\n"
    "- a **bold** pont;\n- the the end."
)


@pytest.fixture
def passage(passage: PassageEditor, programme: Programme) -> PassageEditor:
    answers = {"gifts.second_jobs.applications": 25}
    passage.set_facts(FactWords(programme, answers), "gifts.second_jobs")
    passage.load(TEXT)
    return passage


def test_the_plain_text_is_that_of_the_passage(passage: PassageEditor) -> None:
    press(passage, (Key.Key_End, CTRL), "  ", Key.Key_Return, " more ")
    assert passage.plain_text() == plain(passage)


def plain(passage: PassageEditor) -> str:
    """Give the plain text that checks read."""
    return plain_text(commonmark.parse(passage.text()))


def at(passage: PassageEditor, words: str) -> tuple[int, int]:
    start = plain(passage).index(words)
    return start, start + len(words)


def remark(passage: PassageEditor, *words: str) -> None:
    passage.show_remarks(Underline(*at(passage, each), "error", f"About {each}.") for each in words)


def waved(passage: PassageEditor) -> list[str]:
    """Give the pieces of text that have a wave under them, facts as one sign."""
    QApplication.processEvents()
    found = []
    block = text_of(passage).document().begin()
    while block.isValid():
        units = block.text().encode("utf-16-le")
        for span in block.layout().formats():
            if span.format.underlineStyle() == WAVE:
                piece = units[2 * span.start : 2 * (span.start + span.length)]
                found.append(piece.decode("utf-16-le"))
        block = block.next()
    return found


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(text=texts)
def test_offsets_are_those_of_the_plain_text_that_checks_read(
    qapp: QApplication, text: tuple[Block, ...]
) -> None:
    document = PassageDocument()
    document.fill(text)
    spelled = Spelled(document)
    assert spelled.text == plain_text(commonmark.parse(commonmark.write(document.read())))
    for start in range(0, len(spelled.text), 3):
        first, last = spelled.place(start, start + 1)
        assert first < last
        assert spelled.text[spelled.offset(first) :].startswith(spelled.text[start]) or (
            document.fact_at(first) is not None
        )


def test_words_that_are_remarked_are_underlined_whatever_they_are(passage: PassageEditor) -> None:
    remark(passage, "Teh", "25", "aplications", "bold", "the the")
    assert waved(passage) == ["Teh", "\ufffc", "aplications", "bold", "the the"]
    passage.show_remarks([])
    assert waved(passage) == []


def test_underlines_are_no_edit(qtbot: QtBot, passage: PassageEditor) -> None:
    press(passage, (Key.Key_End, CTRL), " x")
    before = passage.text()
    with qtbot.assertNotEmitted(passage.edited, wait=0):
        remark(passage, "Teh", "pont")
        waved(passage)
        passage.show_remarks([])
        waved(passage)
    press(passage, (Key.Key_Z, CTRL))
    assert not text_of(passage).document().isUndoAvailable()
    press(passage, (Key.Key_Y, CTRL))
    assert passage.text() == before


def test_underlines_move_with_their_words_and_go_with_them(passage: PassageEditor) -> None:
    remark(passage, "Teh", "aplications", "pont")
    passage.put_cursor()
    press(passage, "New. ", Key.Key_Return)
    assert waved(passage) == ["Teh", "aplications", "pont"]
    select(passage, "aplications")
    press(passage, Key.Key_Right, " and")
    assert waved(passage) == ["Teh", "aplications", "pont"]
    select(passage, "Te")
    press(passage, Key.Key_Right, "c")
    assert waved(passage) == ["aplications", "pont"]
    press(passage, (Key.Key_Z, CTRL))
    assert waved(passage) == ["aplications", "pont"]
    select(passage, "aplications")
    press(passage, (Key.Key_B, CTRL))
    assert waved(passage) == ["aplications", "pont"]
    select(passage, "aplications")
    press(passage, Key.Key_Delete)
    assert waved(passage) == ["pont"]


def test_underlines_stay_when_facts_say_something_else(
    passage: PassageEditor, programme: Programme
) -> None:
    remark(passage, "aplications", "pont")
    answers = {"gifts.second_jobs.applications": 2500}
    passage.set_facts(FactWords(programme, answers), "gifts.second_jobs")
    passage.refresh(passage.text())
    assert waved(passage) == ["aplications", "pont"]
    passage.refresh("Something else.")
    assert waved(passage) == []


def test_errors_and_warnings_differ_in_colour(passage: PassageEditor) -> None:
    passage.show_remarks(
        [
            Underline(*at(passage, "Teh"), "error", ""),
            Underline(*at(passage, "force"), "warning", ""),
        ]
    )
    QApplication.processEvents()
    spans = text_of(passage).document().begin().layout().formats()
    colours = [span.format.underlineColor().name() for span in spans]
    assert colours == [theme.theme().error, theme.theme().warning]


def test_remarks_beyond_the_text_are_left_out(passage: PassageEditor) -> None:
    end = len(plain(passage))
    passage.show_remarks([Underline(end + 5, end + 9, "error", "x"), Underline(3, 3, "error", "y")])
    assert waved(passage) == []


def test_resting_on_remarked_words_tells_the_remark(
    passage: PassageEditor, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(QToolTip, "showText", lambda _, text, *__: shown.append(text))
    remark(passage, "aplications", "25")
    view = text_of(passage).viewport()
    for words in ("aplications", "25", "force"):
        point = middle_of(passage, words)
        event = QHelpEvent(QEvent.Type.ToolTip, point, view.mapToGlobal(point))
        QApplication.sendEvent(view, event)
    assert shown[0] == "About aplications."
    assert shown[1].startswith("About 25.\n")
    assert "click to go to the field" in shown[1]
    assert shown[2] == ""


@pytest.mark.parametrize("words", ["Teh", "25", "aplications", "bold pont", "the the end"])
def test_words_are_selected_by_their_place_in_the_plain_text(
    passage: PassageEditor, words: str
) -> None:
    text_of(passage).clearFocus()
    passage.select_words(*at(passage, words))
    assert text_of(passage).hasFocus()
    selected = text_of(passage).textCursor().selectedText()
    assert selected == words.replace("25", "\ufffc")


def test_words_are_replaced_as_if_typed_and_keep_their_look(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    press(passage, (Key.Key_End, CTRL), "!")
    before = passage.text()
    with qtbot.waitSignal(passage.edited):
        passage.replace_words(*at(passage, "bold"), "brave")
    assert passage.text() == before.replace("bold", "brave")
    press(passage, "!")
    press(passage, (Key.Key_Z, CTRL), (Key.Key_Z, CTRL))
    assert passage.text() == before
    press(passage, (Key.Key_Z, CTRL))
    assert passage.text() == before[:-1]


@pytest.mark.parametrize(
    ("words", "text", "after"),
    [
        ("Teh", "The", "😀 The force had"),
        ("the the", "the", "- the end."),
        ("25", "many", "had many aplications"),
        ("25 aplications", "them", "had them."),
        (" aplications", "", "applications)."),
        ("end.", "end.\nMore", "- the the end.\n- More"),
    ],
)
def test_whatever_words_are_replaced(
    passage: PassageEditor, words: str, text: str, after: str
) -> None:
    passage.replace_words(*at(passage, words), text)
    assert after in passage.text()
    press(passage, (Key.Key_Z, CTRL))
    assert passage.text() == TEXT


def menu_at(passage: PassageEditor, open_it: Callable[[], None]) -> tuple[list[str], int]:
    """Open the menu, and give its first words and where it says it is."""
    told: list[int] = []

    def put_first(menu: QMenu, offset: int) -> None:
        told.append(offset)
        first = menu.actions()[0]
        menu.insertAction(first, menu.addAction("The"))

    passage.menu_wanted.connect(put_first)
    open_it()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text() for action in menu.actions()]
    menu.close()
    passage.menu_wanted.disconnect(put_first)
    assert len(told) == 1
    return words, told[0]


def test_a_menu_can_be_added_to_before_it_opens(passage: PassageEditor) -> None:
    view = text_of(passage).viewport()

    def with_mouse(words: str) -> Callable[[], None]:
        point = middle_of(passage, words) - QPoint(3, 0)
        event = QContextMenuEvent(
            QContextMenuEvent.Reason.Mouse, point, view.mapToGlobal(point), NONE
        )

        def opened() -> None:
            QApplication.sendEvent(view, event)

        return opened

    words, offset = menu_at(passage, with_mouse("aplications"))
    start, end = at(passage, "aplications")
    assert words[0] == "The"
    assert len(words) > 3
    assert start < offset < end
    assert menu_at(passage, with_mouse("25"))[1] == at(passage, "25")[0]


@pytest.mark.parametrize("key", [(Key.Key_F10, SHIFT), (Key.Key_Menu, NONE)])
def test_the_menu_opens_by_keys_at_the_caret(
    passage: PassageEditor, key: tuple[Qt.Key, Qt.KeyboardModifier]
) -> None:
    select(passage, "pont")
    press(passage, Key.Key_Left)
    words, offset = menu_at(passage, lambda: QTest.keyClick(text_of(passage), *key))
    assert words[0] == "The"
    assert offset == at(passage, "pont")[0]


def test_words_are_pointed_out_until_the_caret_leaves_them(passage: PassageEditor) -> None:
    def tinted() -> list[str]:
        return [each.cursor.selectedText() for each in text_of(passage).extraSelections()]

    passage.highlight_matches("the")
    found = tinted()
    before = passage.text()
    passage.point_out(*at(passage, "bold"))
    assert tinted() == ["bold"]
    assert not text_of(passage).textCursor().hasSelection()
    press(passage, Key.Key_Left)
    assert tinted() == found != []
    assert passage.text() == before
