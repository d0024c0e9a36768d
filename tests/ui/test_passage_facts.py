from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from desktop.core import commonmark
from desktop.core.facts import FactWords
from desktop.core.fields import Answer
from desktop.core.programme import Programme
from desktop.ui import theme
from desktop.ui.passage import PassageEditor, listening
from tests.ui.widgets import in_a_form, select, text_of

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key

ITEM = "gifts.second_jobs"
ANSWERS: dict[str, Answer] = {
    "gifts.second_jobs.applications": 25,
    "gifts.second_jobs.approved": 24,
    "press.leaks.investigated": 3,
}
SENTENCE = (
    "There were [25](fact:gifts.second_jobs.applications) applications, "
    "[24](fact:gifts.second_jobs.approved) of them approved."
)

Answered = Callable[..., FactWords]


@pytest.fixture
def answered(programme: Programme) -> Answered:
    """Make what facts say where some answers are others, or None for none."""

    def made(**others: Answer | None) -> FactWords:
        given = {**ANSWERS, **{f"{ITEM}.{key}": answer for key, answer in others.items()}}
        return FactWords(programme, {k: a for k, a in given.items() if a is not None})

    return made


@pytest.fixture
def passage(passage: PassageEditor, answered: Answered) -> PassageEditor:
    """The passage about second jobs: 25 applications, 24 approved."""
    passage.set_facts(answered(), ITEM)
    passage.load(SENTENCE)
    return passage


def press(passage: PassageEditor, *keys: str | Qt.Key | tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(text_of(passage), key)
        elif isinstance(key, tuple):
            QTest.keyClick(text_of(passage), key[0], key[1])
        else:
            QTest.keyClick(text_of(passage), key)


def before_fact(passage: PassageEditor) -> None:
    """Put the caret before the first fact of the sentence."""
    select(passage, "There were ")
    press(passage, Key.Key_Right)


def middle_of(passage: PassageEditor, words: str) -> QPoint:
    """Give the middle of words on the screen, in the viewport's coordinates."""
    select(passage, words)
    text = text_of(passage)
    cursor = text.textCursor()
    ends = []
    for place in (cursor.selectionStart(), cursor.selectionEnd()):
        cursor.setPosition(place)
        ends.append(text.cursorRect(cursor).center())
    cursor.setPosition(0)
    text.setTextCursor(cursor)
    return (ends[0] + ends[1]) / 2


@pytest.fixture
def tip(passage: PassageEditor, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Tell what is shown when the pointer rests on words."""

    def told(words: str) -> str:
        shown: list[str] = []
        monkeypatch.setattr(QToolTip, "showText", lambda _, text, *__: shown.append(text))
        point = middle_of(passage, words)
        view = text_of(passage).viewport()
        event = QHelpEvent(QEvent.Type.ToolTip, point, view.mapToGlobal(point))
        QApplication.sendEvent(view, event)
        return shown[-1]

    return told


# Words


def test_a_fact_says_what_its_answer_is_and_keeps_its_words_without_one(
    passage: PassageEditor, answered: Answered
) -> None:
    passage.set_facts(answered(applications=1200), ITEM)
    assert "[1,200](fact:gifts.second_jobs.applications)" in passage.text()
    passage.set_facts(answered(applications=None), ITEM)
    assert "[1,200](fact:gifts.second_jobs.applications)" in passage.text()
    passage.set_facts(answered(applications=4), ITEM)
    assert "[four](fact:gifts.second_jobs.applications)" in passage.text()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[x](fact:second_jobs.applications) came.", "Twenty-five came."),
        ("Yes. [x](fact:second_jobs.applications) came.", "Yes. Twenty-five came."),
        ("A “[x](fact:second_jobs.applications)”.", "A “25”."),
        ("- [x](fact:second_jobs.applications)", "25"),
        ("Made [x](fact:second_jobs.applications;words).", "Made twenty-five."),
        ("Made [x](fact:leaks.investigated;figures).", "Made 3."),
        ("Made [x](fact:leaks.investigated).", "Made three."),
        ("Made [x](fact:leaks.continuing).", "Made x."),
        ("Made [x](fact:no.such_field).", "Made x."),
    ],
)
def test_what_a_fact_says_follows_its_place_in_the_sentence(
    passage: PassageEditor, text: str, said: str
) -> None:
    passage.load(text)
    assert "".join(block.text for block in commonmark.parse(passage.text())) == said


def test_words_before_a_fact_make_it_begin_a_sentence_or_not(passage: PassageEditor) -> None:
    passage.load("[25](fact:second_jobs.applications) came.")
    passage.put_cursor()
    press(passage, "In all, ")
    assert passage.text() == "In all, [25](fact:gifts.second_jobs.applications) came."
    press(passage, Key.Key_Backspace, Key.Key_Backspace, ". ")
    assert passage.text() == "In all. [Twenty-five](fact:gifts.second_jobs.applications) came."


def test_new_answers_are_no_edit_and_leave_selection_undo_and_redo(
    qtbot: QtBot, passage: PassageEditor, answered: Answered
) -> None:
    press(passage, (Key.Key_End, CTRL), " All.")
    press(passage, (Key.Key_Z, CTRL))
    select(passage, "of them")
    with qtbot.assertNotEmitted(passage.edited, wait=0):
        passage.set_facts(answered(applications=2500, approved=3), ITEM)
        passage.refresh(
            "There were [2,500](fact:gifts.second_jobs.applications) applications, "
            "[three](fact:gifts.second_jobs.approved) of them approved."
        )
    assert text_of(passage).textCursor().selectedText() == "of them"
    press(passage, (Key.Key_Y, CTRL))
    assert passage.text().endswith("approved. All.")
    press(passage, (Key.Key_Z, CTRL))
    assert passage.text() == (
        "There were [2,500](fact:gifts.second_jobs.applications) applications, "
        "[three](fact:gifts.second_jobs.approved) of them approved."
    )


def test_a_refresh_in_which_an_unanswered_fact_says_something_else_is_taken_up(
    passage: PassageEditor, answered: Answered
) -> None:
    passage.set_facts(answered(applications=None), ITEM)
    press(passage, (Key.Key_End, CTRL), " All.")
    passage.refresh(passage.text().replace("[25]", "[19]"))
    assert "[19](fact:gifts.second_jobs.applications)" in passage.text()
    assert text_of(passage).document().isUndoAvailable()


def test_a_longer_answer_makes_the_passage_taller(
    qtbot: QtBot, passage: PassageEditor, programme: Programme
) -> None:
    field = next(key for key in programme.fields if programme.fields[key].type == "text")
    words = "a word of a sentence that goes on " * 2
    passage.load(f"Told to [x](fact:{field}), " * 6)
    before = passage.sizeHint().height()
    with qtbot.waitSignal(passage.height_changed):
        passage.set_facts(FactWords(programme, {field: words.strip()}), ITEM)
    assert passage.sizeHint().height() > before


def test_a_fact_leaves_the_lines_as_tall_as_they_are(passage: PassageEditor) -> None:
    def height(text: str) -> int:
        passage.load(text)
        return passage.sizeHint().height()

    for around in ("{}", "**{}**", "*{}*", "- {}\n- {}", "{}\n\n{}\n\n{}"):
        fact = "[3](fact:leaks.investigated;figures)"
        assert height(around.replace("{}", fact)) == height(around.replace("{}", "3"))


def test_a_fact_wider_than_the_line_stays_within_it_with_its_full_stop(
    passage: PassageEditor, programme: Programme, tip: Callable[[str], str]
) -> None:
    field = next(key for key in programme.fields if programme.fields[key].type == "text")
    long = "the Professional Standards Department and its panel of independent members " * 2
    passage.set_facts(FactWords(programme, {field: long.strip()}), ITEM)
    passage.load(f"Told to [x](fact:{field}).")
    text = text_of(passage)
    assert text.document().idealWidth() <= text.viewport().width()
    layout = text.document().begin().layout()
    assert layout.lineCount() == 2
    assert long.strip() in tip(long.strip())


# Atomic


def test_arrows_step_over_a_fact_and_with_control_go_from_word_to_word(
    passage: PassageEditor,
) -> None:
    before_fact(passage)
    at = text_of(passage).textCursor().position()
    press(passage, Key.Key_Right)
    assert text_of(passage).textCursor().position() == at + 1
    press(passage, Key.Key_Left, "about ")
    assert "were about [25](fact:" in passage.text()
    press(passage, (Key.Key_Right, CTRL), "new ")
    assert "[25](fact:gifts.second_jobs.applications) new applications" in passage.text()


@pytest.mark.parametrize("key", [Key.Key_Backspace, Key.Key_Delete])
def test_a_fact_is_deleted_whole_and_comes_back_whole(passage: PassageEditor, key: Qt.Key) -> None:
    before_fact(passage)
    if key == Key.Key_Backspace:
        press(passage, Key.Key_Right)
    press(passage, key)
    assert passage.text().startswith("There were  applications, [24](fact:")
    press(passage, (Key.Key_Z, CTRL))
    assert passage.text() == SENTENCE
    press(passage, (Key.Key_Y, CTRL))
    assert passage.text().startswith("There were  applications, [24](fact:")


def test_a_fact_deleted_before_its_answer_changed_comes_back_with_the_new_one(
    passage: PassageEditor, answered: Answered
) -> None:
    before_fact(passage)
    press(passage, Key.Key_Delete)
    passage.set_facts(answered(applications=31), ITEM)
    press(passage, (Key.Key_Z, CTRL))
    assert "[31](fact:gifts.second_jobs.applications)" in passage.text()


def test_what_is_typed_beside_a_fact_is_no_fact(passage: PassageEditor) -> None:
    before_fact(passage)
    press(passage, "x", Key.Key_Right, "y", Key.Key_Return, "z")
    assert passage.text() == (
        "There were x[25](fact:gifts.second_jobs.applications)y\n\n"
        "z applications, [24](fact:gifts.second_jobs.approved) of them approved."
    )


def test_bold_and_italic_can_be_set_on_a_fact_alone(passage: PassageEditor) -> None:
    before_fact(passage)
    press(passage, (Key.Key_Right, SHIFT), (Key.Key_B, CTRL))
    assert "There were [**25**](fact:gifts.second_jobs.applications) app" in passage.text()
    press(passage, (Key.Key_I, CTRL), Key.Key_Right, "th")
    assert "[***25***](fact:gifts.second_jobs.applications)***th*** app" in passage.text()
    press(passage, (Key.Key_Z, CTRL), (Key.Key_Z, CTRL), (Key.Key_Z, CTRL))
    assert passage.text() == SENTENCE


# Clipboard


def test_a_fact_is_cut_and_pasted_whole_as_a_fact(passage: PassageEditor) -> None:
    select(passage, "25 applications")
    press(passage, (Key.Key_X, CTRL), (Key.Key_End, CTRL), " ", (Key.Key_V, CTRL))
    assert passage.text() == (
        "There were , [24](fact:gifts.second_jobs.approved) of them approved. "
        "[Twenty-five](fact:gifts.second_jobs.applications) applications"
    )
    press(passage, *[(Key.Key_Z, CTRL)] * 3)
    assert passage.text() == SENTENCE


def test_a_fact_pasted_into_another_report_says_that_ones_answer_or_what_it_said(
    qtbot: QtBot, passage: PassageEditor, programme: Programme
) -> None:
    other = PassageEditor()
    area = in_a_form(other)
    qtbot.addWidget(area)
    area.show()
    other.set_facts(FactWords(programme, {"gifts.second_jobs.applications": 7}), ITEM)
    passage.load(SENTENCE + " Also [old](fact:no.such_field).")
    press(passage, (Key.Key_A, CTRL), (Key.Key_C, CTRL))
    text_of(other).paste()
    assert other.text() == (
        "There were [seven](fact:gifts.second_jobs.applications) applications, "
        "[24](fact:gifts.second_jobs.approved) of them approved. Also [old](fact:no.such_field)."
    )


def test_other_programs_get_words_in_the_place_of_facts(passage: PassageEditor) -> None:
    press(passage, (Key.Key_A, CTRL), (Key.Key_B, CTRL), (Key.Key_C, CTRL))
    offered = QGuiApplication.clipboard().mimeData()
    assert offered.text() == "There were 25 applications, 24 of them approved."
    assert "25 applications, 24 of them approved." in re.sub("<[^>]+>", "", offered.html())
    assert "fact:" not in offered.html()
    assert "\ufffc" not in offered.html() + offered.text()


@pytest.mark.parametrize(
    ("html", "pasted"),
    [
        ('<p>so <a href="fact:gifts.second_jobs.approved">9</a> there</p>', "so 9 there"),
        ('<p>so <a href="FACT:gifts.second_jobs.approved">9</a> there</p>', "so 9 there"),
        ("<p>so \ufffc9 there</p>", "so 9 there"),
        ('<p>so <img src="x.png" alt="nine"> there</p>', "so there"),
    ],
)
def test_what_others_put_on_the_clipboard_makes_no_facts(
    passage: PassageEditor, html: str, pasted: str
) -> None:
    passage.load("")
    data = QMimeData()
    data.setHtml(html)
    text_of(passage).insertFromMimeData(data)
    assert passage.text() == pasted


# Pointer and keys


def click(passage: PassageEditor, point: QPoint) -> None:
    QTest.mouseClick(text_of(passage).viewport(), Qt.MouseButton.LeftButton, NONE, point)


def test_a_click_on_a_fact_goes_to_its_field_and_one_beside_it_does_not(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    told: list[str] = []
    passage.fact_activated.connect(told.append)
    click(passage, middle_of(passage, "24"))
    click(passage, middle_of(passage, "applications"))
    assert told == ["gifts.second_jobs.approved"]


def test_a_short_key_goes_to_the_whole_one_and_a_field_that_has_gone_nowhere(
    passage: PassageEditor,
) -> None:
    told: list[str] = []
    passage.fact_activated.connect(told.append)
    passage.load("With [25](fact:second_jobs.applications) and [old](fact:no.such_field).")
    click(passage, middle_of(passage, "25"))
    click(passage, middle_of(passage, "old"))
    assert told == ["gifts.second_jobs.applications"]


def test_dragging_over_a_fact_selects_and_goes_nowhere(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    view = text_of(passage).viewport()
    start, end = middle_of(passage, "were"), middle_of(passage, "applications")
    left = Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(passage.fact_activated, wait=0):
        QTest.mousePress(view, left, NONE, start)
        move = QMouseEvent(
            QEvent.Type.MouseMove, QPointF(end), view.mapToGlobal(QPointF(end)), left, left, NONE
        )
        QApplication.sendEvent(view, move)
        QTest.mouseRelease(view, left, NONE, end)
    assert "\ufffc" in text_of(passage).textCursor().selectedText()


def test_control_and_enter_beside_a_fact_go_to_its_field(
    qtbot: QtBot, passage: PassageEditor
) -> None:
    before_fact(passage)
    for step in (None, Key.Key_Right):
        if step is not None:
            press(passage, step)
        with qtbot.waitSignal(passage.fact_activated) as told:
            press(passage, (Key.Key_Return, CTRL))
        assert told.args == ["gifts.second_jobs.applications"]
    press(passage, (Key.Key_End, CTRL))
    with qtbot.assertNotEmitted(passage.fact_activated, wait=0):
        press(passage, (Key.Key_Return, CTRL))
    assert passage.text() == SENTENCE


def test_the_pointer_is_a_hand_over_a_fact_alone(passage: PassageEditor) -> None:
    view = text_of(passage).viewport()
    for words, shape in (
        ("25", Qt.CursorShape.PointingHandCursor),
        ("applications", Qt.CursorShape.IBeamCursor),
    ):
        QTest.mouseMove(view, middle_of(passage, words))
        QApplication.processEvents()
        assert view.cursor().shape() == shape


def test_resting_on_a_fact_tells_where_it_comes_from(
    passage: PassageEditor, answered: Answered, tip: Callable[[str], str]
) -> None:
    assert tip("25") == "Applications (second jobs) – click to go to the field"
    assert tip("applications") == ""
    passage.set_facts(answered(applications=None), ITEM)
    assert "stands as it was last written" in tip("25")
    passage.load("See [old](fact:no.such_field) and [here](https://example.org).")
    assert "stands as it was last written" in tip("old")
    assert tip("here") == "https://example.org"


# Found, heard, seen


def test_words_are_found_within_facts_and_across_them(passage: PassageEditor) -> None:
    passage.put_cursor()
    assert passage.find_words("were 25 app")
    assert text_of(passage).textCursor().selectedText() == "were \ufffc app"
    passage.put_cursor()
    assert passage.find_words("2")
    assert passage.find_words("2")
    assert not passage.find_words("2")
    assert passage.highlight_matches("2") == 2


def test_matches_follow_what_facts_say(passage: PassageEditor, answered: Answered) -> None:
    assert passage.highlight_matches("25") == 1
    passage.set_facts(answered(applications=26), ITEM)
    assert text_of(passage).extraSelections() == []


def test_a_screen_reader_is_told_the_text_with_its_facts_and_each_that_is_stepped_over(
    passage: PassageEditor, answered: Answered, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = text_of(passage)
    assert "There were 25 applications, 24 of them" in text.accessibleDescription()
    assert "Bold Ctrl+B" in text.accessibleDescription()
    passage.set_facts(answered(applications=26), ITEM)
    assert "There were 26 applications" in text.accessibleDescription()
    said: list[str] = []
    monkeypatch.setattr(listening, "announce", lambda _, words: said.append(words))
    before_fact(passage)
    said.clear()
    press(passage, Key.Key_Right, Key.Key_Right, Key.Key_Left, (Key.Key_Left, CTRL))
    assert [words for words in said if words] == ["26", "26"]
    passage.load("No facts.")
    assert "facts" not in text.accessibleDescription()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_facts_are_tinted_in_the_colours_of_the_scheme(
    qapp: QApplication, passage: PassageEditor, scheme: str
) -> None:
    theme.apply(qapp, "dark" if scheme == "dark" else "light")
    try:
        QApplication.processEvents()
        point = middle_of(passage, "25")
        image = text_of(passage).viewport().grab().toImage()
        row = [image.pixelColor(x, point.y() - 9).name() for x in range(image.width())]
        assert theme.theme().fact_tint in row
        assert theme.theme().fact_tint not in row[: point.x() - 20]
    finally:
        theme.apply(qapp, "light")
