"""Review and publishing through the window: comments, points and public editions, by keys."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.editions import Edition
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store.database import Database
from desktop.store.points import raise_point, take_out_point
from desktop.store.reading import read_report
from desktop.store.writing import begin_report, write_passage
from desktop.ui.accuracy.rows import PointsList
from desktop.ui.beside import Beside
from desktop.ui.form.area import Area
from desktop.ui.passage import PassageEditor
from desktop.ui.publishing import Publish
from desktop.ui.window import Window
from tests.ui.driving import Open, begin, choose, in_focus, press, recorded, saved, type_into

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEAKS = "press.leaks"


def writing(qtbot: QtBot, open_window: Open) -> Window:
    """A window in which a passage was just written, and its last word is selected."""
    window = open_window()
    begin(qtbot, window, "essex")
    type_into(qtbot, window, LEAKS, "Nobody was asked")
    QTest.keyClick(in_focus(), Qt.Key.Key_Left, CONTROL | SHIFT)
    return window


def press_key(window: Window, key: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
    QTest.keyClick(window, key, modifiers)


def test_selected_words_are_commented_on_and_the_comment_is_an_error_of_the_checks(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme
) -> None:
    window = writing(qtbot, open_window)
    press_key(window, Qt.Key.Key_M, CONTROL | SHIFT)
    QTest.keyClicks(in_focus(), "By whom?")
    QTest.keyClick(in_focus(), Qt.Key.Key_Return, CONTROL)
    assert window.desk is not None
    desk = window.desk
    qtbot.waitUntil(lambda: desk.present is not None and len(desk.present.comments) == 1)
    saved(qtbot, window)
    report = recorded(database, programme, "essex")
    assert report is not None
    (comment,) = report.comments.values()
    assert (comment.item, comment.quote, comment.text) == (LEAKS, "asked", "By whom?")
    assert comment.start == len("Nobody was ")


def test_a_point_of_the_force_begins_with_the_words_selected(
    qtbot: QtBot, open_window: Open
) -> None:
    window = writing(qtbot, open_window)
    press_key(window, Qt.Key.Key_R, CONTROL | SHIFT)
    beside = window.findChild(Beside)
    assert beside is not None
    assert beside.at == "accuracy"
    boxes = [each.toPlainText() for each in beside.findChildren(QPlainTextEdit)]
    assert "asked" in boxes


def checking(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme, forces: Forces
) -> tuple[Window, PointsList]:
    """A window with two points of the force on a passage, the keyboard in their list."""
    with Database.open(database) as other:
        begin_report(other, programme=programme, force=forces["essex"], by="B. Jones")
        write_passage(
            other,
            programme=programme,
            force=forces["essex"],
            item=LEAKS,
            text="Nobody was asked",
            by="B. Jones",
        )
        for quote in ("asked", "Nobody"):
            raise_point(
                other,
                programme=programme,
                force=forces["essex"],
                kind="typing_mistake",
                item=LEAKS,
                text=f"Not {quote}.",
                quote=quote,
                by="B. Jones",
            )
    window = open_window()
    choose(qtbot, window, "essex")
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.present is not None)
    press_key(window, Qt.Key.Key_R, CONTROL | SHIFT)
    points = window.findChild(PointsList)
    assert points is not None
    assert points.hasFocus()
    return window, points


def test_accepting_shows_the_words_and_no_key_that_follows_writes_over_them(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme, forces: Forces
) -> None:
    window, points = checking(qtbot, open_window, database, programme, forces)
    assert window.desk is not None
    passage = next(
        each
        for each in window.desk.form.findChildren(PassageEditor)
        if each.accessibleName() == "Leaks: passage"
    )
    text = passage.findChild(QTextEdit)
    area = window.findChild(Area)
    assert text is not None
    assert area is not None
    for number, words in enumerate(("asked", "Nobody"), 1):
        QTest.keyClick(in_focus(), Qt.Key.Key_A)
        saved(qtbot, window)
        assert in_focus() is points
        (tinted,) = (each.cursor.selectedText() for each in text.extraSelections())
        assert tinted == words
        assert not text.textCursor().hasSelection()
        assert area.shows(passage)
        report = recorded(database, programme, "essex")
        assert report is not None
        assert sum(each.decision == "accepted" for each in report.points.values()) == number
        QTest.keyClick(in_focus(), Qt.Key.Key_Down)
    assert passage.text() == "Nobody was asked"
    QTest.keyClick(in_focus(), Qt.Key.Key_Return)
    assert window.desk.form.selected_words() == (LEAKS, "Nobody", 0)
    assert text.hasFocus()


def test_a_point_that_another_program_took_out_goes_from_the_panel(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme, forces: Forces
) -> None:
    window, points = checking(qtbot, open_window, database, programme, forces)
    with Database.open(database) as other:
        report = read_report(other, programme.id, "essex")
        assert report is not None
        first = min(report.points, key=lambda key: report.points[key].at)
        take_out_point(other, programme=programme, force=forces["essex"], point=first, by="B.")
    QTest.keyClick(points, Qt.Key.Key_A)
    qtbot.waitUntil(lambda: points.model().rowCount() == 1, timeout=10_000)
    assert "no longer there" in window.messages.text
    assert points.hasFocus()


def test_a_window_with_a_comment_that_is_not_recorded_does_not_close(
    qtbot: QtBot, open_window: Open
) -> None:
    window = writing(qtbot, open_window)
    press_key(window, Qt.Key.Key_M, CONTROL | SHIFT)
    QTest.keyClicks(in_focus(), "By wh")
    assert not window.close()
    assert window.messages.text.startswith("Not closed: ")
    assert "a comment on “Leaks”" in window.messages.text
    buttons = [each for each in window.messages.findChildren(QPushButton) if each.isVisible()]
    assert [each.text() for each in buttons] == ["Stay", "Quit and finish it later"]
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert window.isVisible()
    assert window.messages.text == ""


def test_what_goes_to_the_force_is_saved_where_it_was_sent_on(
    qtbot: QtBot, open_window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = writing(qtbot, open_window)
    assert window.desk is not None
    desk = window.desk
    press_key(window, Qt.Key.Key_R)
    beside = window.findChild(Beside)
    assert beside is not None
    for step in ("Send to review", "Send to the force"):
        qtbot.waitUntil(partial(can_be_pressed, beside, step), timeout=20_000)
        press(qtbot, beside, step)
    qtbot.waitUntil(lambda: desk.present is not None and desk.present.state == "fact_check")
    file = tmp_path / "essex-draft.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    press(qtbot, beside, "Save the draft edition…")
    qtbot.waitUntil(lambda: window.messages.text.startswith("Saved"), timeout=20_000)
    assert desk.pages.edition.kind == "draft"
    pages = pypdfium2.PdfDocument(file)
    assert "Draft for factual accuracy check" in pages[0].get_textpage().get_text_range()
    pages.close()


def can_be_pressed(inside: QWidget, label: str) -> bool:
    found = [each for each in inside.findChildren(QAbstractButton) if each.text() == label]
    return any(each.isVisible() and each.isEnabled() for each in found)


def test_saving_a_public_edition_leads_to_where_what_speaks_against_it_is_seen(
    qtbot: QtBot, open_window: Open
) -> None:
    window = writing(qtbot, open_window)
    assert window.desk is not None
    window.desk.pages.choose_edition(Edition("public"))
    press_key(window, Qt.Key.Key_P)
    room = window.rooms.currentWidget()
    assert isinstance(room, Publish)
    qtbot.waitUntil(lambda: "not ready for publication" in words_of(room), timeout=20_000)
    assert "1 of 1 chosen" in words_of(room)
    QTest.keyClick(QApplication.focusWidget() or room, Qt.Key.Key_Escape)
    assert window.rooms.at == "form"


def words_of(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())
