"""The window as a whole: a day's work through real widgets, on a real database."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QSplitter,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store.database import Database
from desktop.store.writing import write_passage
from desktop.ui.memory import Memory
from desktop.ui.others.contest_pane import ContestPane
from desktop.ui.window import Window
from tests.ui.driving import (
    Open,
    begin,
    choose,
    in_focus,
    press,
    recorded,
    saved,
    take_theirs,
    type_into,
    write_instead,
)


def pane_widths(window: Window) -> list[int]:
    panes = window.findChild(QSplitter)
    assert panes is not None
    return panes.sizes()


def page_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def test_a_report_is_begun_written_and_found_again_as_it_was_left(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    type_into(qtbot, window, "press.leaks.investigated", "11")
    write_instead(qtbot, window, "press.leaks", "The force investigated 11 leaks.")
    window.close()

    report = recorded(database, programme, "kent")
    assert report is not None
    assert report.answers["press.leaks.investigated"] == 11
    assert report.passage("press.leaks").text == "The force investigated 11 leaks."
    assert "what we found in Kent." in report.passage("about.review").text

    again = open_window()
    assert again.desk is not None
    assert again.desk.place == (programme.id, "kent", "press.leaks")
    assert again.desk.form.passage_text("press.leaks") == "The force investigated 11 leaks."


def test_what_is_typed_is_saved_by_itself(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme
) -> None:
    window = open_window()
    begin(qtbot, window, "durham")
    type_into(qtbot, window, "press.leaks", "Nothing was found")
    saved(qtbot, window)
    report = recorded(database, programme, "durham")
    assert report is not None
    assert report.passage("press.leaks").text == "Nothing was found"


def test_the_page_changes_with_what_is_typed_and_can_be_saved(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window = open_window()
    begin(qtbot, window, "essex")
    assert window.desk is not None
    type_into(qtbot, window, "press.leaks", "A sentence nobody wrote before.")
    file = tmp_path / "out" / "essex.pdf"
    window.desk.save_pdf_to(file)
    qtbot.waitUntil(lambda: window.messages.text.startswith("Saved"), timeout=20_000)
    text = page_text(file.read_bytes())
    assert "A sentence nobody wrote before." in text
    assert "Essex Police" in text
    assert "what we found in Essex." in text


def test_a_saved_pdf_is_of_the_report_that_was_open_whatever_is_opened_next(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    begin(qtbot, window, "essex")
    assert window.desk is not None
    window.desk.save_pdf_to(tmp_path / "essex.pdf")
    choose(qtbot, window, "kent")
    qtbot.waitUntil(lambda: window.messages.text.startswith("Saved"), timeout=20_000)
    assert "Essex Police" in page_text((tmp_path / "essex.pdf").read_bytes())


def test_closing_waits_for_a_pdf_that_is_being_saved(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window = open_window()
    begin(qtbot, window, "essex")
    assert window.desk is not None
    window.desk.save_pdf_to(tmp_path / "essex.pdf")
    assert window.close()
    assert "Essex Police" in page_text((tmp_path / "essex.pdf").read_bytes())


def test_a_pdf_that_cannot_be_written_is_said_where_the_user_is(
    qtbot: QtBot, open_window: Open, tmp_path: Path
) -> None:
    window = open_window()
    begin(qtbot, window, "essex")
    assert window.desk is not None
    (tmp_path / "taken").write_text("a file")
    window.desk.save_pdf_to(tmp_path / "taken" / "essex.pdf")
    qtbot.waitUntil(lambda: "was not written" in window.messages.text, timeout=20_000)
    assert (tmp_path / "taken").read_text() == "a file"


def test_switching_force_saves_at_once_and_shows_the_other(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    type_into(qtbot, window, "press.leaks", "Kent's words")
    begin(qtbot, window, "surrey")
    assert window.desk is not None
    assert window.desk.form.passage_text("press.leaks") == ""
    saved(qtbot, window)
    report = recorded(database, programme, "kent")
    assert report is not None
    assert report.passage("press.leaks").text == "Kent's words"
    choose(qtbot, window, "kent")
    assert window.desk.form.passage_text("press.leaks") == "Kent's words"


def test_the_examples_are_offered_where_there_is_nothing(
    qtbot: QtBot, open_window: Open, forces: Forces
) -> None:
    window = open_window()
    press(qtbot, window.messages, "Load the examples")
    desk = window.desk
    assert desk is not None
    qtbot.waitUntil(lambda: desk.present is not None, timeout=20_000)
    choose(qtbot, window, "cleveland")
    assert desk.present is not None
    assert desk.present.state == "published"
    assert "force-wide integrity" in desk.form.passage_text("findings.overview")


def test_what_the_examples_could_not_be_read_by_is_said(
    qtbot: QtBot,
    open_window: Open,
    programme: Programme,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("desktop.core.folders.user_folder", lambda: tmp_path)
    own = tmp_path / "programmes" / "custody-2013"
    shutil.copytree(programme.folder, own)
    file = own / "programme.toml"
    file.write_text(file.read_text("utf-8").replace(programme.id, own.name), "utf-8")
    (own / "reading.toml").write_text("items = 1", "utf-8")
    window = open_window()
    press(qtbot, window.messages, "Load the examples")
    qtbot.waitUntil(lambda: f"{own / 'reading.toml'}, line 1" in window.messages.text)
    assert window.desk is not None
    assert window.desk.present is not None


def test_going_back_to_the_standard_wording(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    desk = window.desk
    assert desk is not None
    standard = desk.form.passage_text("next_steps.inspections")
    type_into(qtbot, window, "next_steps.inspections", "We shall come back.")
    saved(qtbot, window)
    assert desk.form.passage_text("next_steps.inspections") != standard
    press(qtbot, desk.form, "Use the standard wording")
    qtbot.waitUntil(
        lambda: desk.form.passage_text("next_steps.inspections") == standard, timeout=10_000
    )
    assert desk.present is not None
    assert desk.present.passage("next_steps.inspections").mode == "drafted"


def test_what_cannot_be_saved_is_kept_and_the_window_does_not_close_silently(
    qtbot: QtBot,
    open_window: Open,
    database: Path,
    programme: Programme,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    with monkeypatch.context() as broken:

        def no_room(*_: object, **__: object) -> None:
            raise OSError("The disk is full.")

        broken.setattr("desktop.store.writing.record_edits", no_room)
        type_into(qtbot, window, "press.leaks", "Words that matter")
        qtbot.waitUntil(lambda: "The disk is full." in window.messages.text, timeout=10_000)
        assert not window.close()
        assert window.isVisible()
    press(qtbot, window.messages, "Try again")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=10_000)
    report = recorded(database, programme, "kent")
    assert report is not None
    assert report.passage("press.leaks").text == "Words that matter"


def test_the_refusal_goes_when_what_was_typed_is_saved_after_all(
    qtbot: QtBot, open_window: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    with monkeypatch.context() as broken:

        def no_room(*_: object, **__: object) -> None:
            raise OSError("The disk is full.")

        broken.setattr("desktop.store.writing.record_edits", no_room)
        type_into(qtbot, window, "press.leaks", "Words")
        qtbot.waitUntil(lambda: "The disk is full." in window.messages.text, timeout=10_000)
    saved(qtbot, window)
    assert window.messages.text == ""


def test_words_written_elsewhere_meanwhile_are_asked_about(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme, forces: Forces
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    with Database.open(database) as beside:
        write_passage(
            beside,
            programme=programme,
            force=forces["kent"],
            item="press.leaks",
            text="Their words.",
            by="other",
        )
    type_into(qtbot, window, "press.leaks", "My words.")
    pane = window.findChild(ContestPane)
    assert pane is not None
    qtbot.waitUntil(pane.isVisible, timeout=10_000)
    assert not window.close()
    take_theirs(qtbot, window)
    saved(qtbot, window)
    assert window.desk is not None
    assert window.desk.form.passage_text("press.leaks") == "Their words."
    assert window.close()


def test_a_file_that_is_no_database_is_said_in_the_window(
    qtbot: QtBot, database: Path, tmp_path: Path
) -> None:
    database.write_text("Minutes of the meeting")
    window = Window(Memory(tmp_path / "window.json"), lambda opened, by: (), str(database))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.covers.cover is not None, timeout=20_000)
    cover = window.covers.cover
    assert cover is not None
    assert "not a Fieldbook database" in cover.accessibleDescription()
    assert database.read_text() == "Minutes of the meeting"
    database.unlink()
    with qtbot.waitSignal(window.filled, timeout=20_000):
        press(qtbot, cover, "Try again")


def test_what_is_no_answer_yet_is_not_lost_silently_on_closing(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    desk = window.desk
    assert desk is not None
    type_into(qtbot, window, "embargo", "19 December 2012")
    desk.form.go_to("press.leaks")
    saved(qtbot, window)
    assert not window.close()
    assert "“Embargoed until” (Kent)" in window.messages.text
    type_into(qtbot, window, "embargo", "00:01 19 December 2012")
    desk.form.go_to("press.leaks")
    saved(qtbot, window)
    assert window.close()


def test_words_that_gave_way_to_the_standard_wording_can_be_put_back(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    desk = window.desk
    assert desk is not None
    type_into(qtbot, window, "next_steps.inspections", "We shall come back. ")
    saved(qtbot, window)
    mine = desk.form.passage_text("next_steps.inspections")
    press(qtbot, desk.form, "Use the standard wording")
    qtbot.waitUntil(
        lambda: desk.form.passage_text("next_steps.inspections") != mine, timeout=10_000
    )
    press(qtbot, window.messages, "Put them back")
    qtbot.waitUntil(
        lambda: desk.form.passage_text("next_steps.inspections") == mine, timeout=10_000
    )
    saved(qtbot, window)
    report = recorded(database, programme, "kent")
    assert report is not None
    assert report.passage("next_steps.inspections").text == mine


def test_the_next_force_shows_the_same_item(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    begin(qtbot, window, "surrey")
    desk = window.desk
    assert desk is not None
    desk.form.go_to("integrity.training")
    choose(qtbot, window, "kent")
    assert desk.place[1:] == ("kent", "integrity.training")


def test_the_keyboard_comes_back_after_a_force_without_a_report(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    desk = window.desk
    assert desk is not None
    desk.form.go_to("press.leaks")
    desk.open_neighbour(1)
    assert desk.form.isAncestorOf(in_focus())
    desk.open_neighbour(-1)
    assert desk.place[1:] == ("kent", "press.leaks")
    QTest.keyClicks(in_focus(), "Here")
    assert "Here" in desk.form.passage_text("press.leaks")


def test_pages_in_a_window_of_their_own_come_back_when_it_is_closed(
    qtbot: QtBot, open_window: Open
) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    desk = window.desk
    assert desk is not None
    desk.form.go_to("press.leaks")
    at = in_focus()
    widths = pane_widths(window)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(at, Qt.Key.Key_P, keys)
    apart = desk.pages.window()
    assert apart is not window
    assert desk.pages.isVisible()
    assert in_focus() is at
    apart.close()
    assert desk.pages.window() is window
    assert desk.pages.isVisible()
    assert pane_widths(window) == widths


def test_keys_go_from_item_to_item_and_force_to_force(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    desk = window.desk
    assert desk is not None
    desk.form.go_to("press.leaks")
    control = Qt.KeyboardModifier.ControlModifier
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(in_focus(), Qt.Key.Key_Down, alt)
    assert desk.place[2] == "press.social_media"
    QTest.keyClick(in_focus(), Qt.Key.Key_Up, alt)
    assert desk.place[2] == "press.leaks"
    QTest.keyClick(in_focus(), Qt.Key.Key_Down, control | alt)
    assert desk.place[1] == "lancashire"
    QTest.keyClick(window, Qt.Key.Key_Up, control | alt)
    assert desk.place[1] == "kent"


def test_f6_goes_round_the_panes(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    begin(qtbot, window, "kent")
    desk = window.desk
    assert desk is not None
    desk.form.go_to("press.leaks")
    pages = desk.pages.findChild(QAbstractScrollArea)
    if pages is None or not pages.isVisible():
        with qtbot.waitSignal(desk.pages.shown, timeout=20_000):
            pass
    met: list[str] = []
    for _ in range(4):
        QTest.keyClick(in_focus(), Qt.Key.Key_F6)
        focus = in_focus()
        panes = (desk.form, desk.pages, desk.reviewing.panel)
        met.append(next((p.accessibleName() for p in panes if p.isAncestorOf(focus)), "Forces"))
    assert met == ["Pages", desk.reviewing.panel.accessibleName(), "Forces", "Form"]


def test_every_control_has_a_name_for_screen_readers(qtbot: QtBot, open_window: Open) -> None:
    from PySide6.QtGui import QAccessible

    window = open_window()
    begin(qtbot, window, "kent")
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    ]
    assert nameless == []
