"""Drafts and own words in the real window: nothing typed is lost, nothing shown is behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.database import Database
from desktop.store.writing import Recorded, follow_the_draft, record_answer
from desktop.ui.desk import Desk
from desktop.ui.page_keeping import PageKeeping
from desktop.ui.window import Window
from tests.ui.driving import (
    Open,
    begin,
    in_focus,
    press,
    recorded,
    saved,
    take_theirs,
    type_into,
    write_instead,
)

JOBS = "gifts.second_jobs"
APPLICATIONS = f"{JOBS}.applications"
APPROVED = f"{JOBS}.approved"
LEAKS = "press.leaks"


@pytest.fixture
def window(qtbot: QtBot, open_window: Open) -> Window:
    """Kent's report, with 25 applications of which three were approved."""
    opened = open_window()
    begin(qtbot, opened, "kent")
    type_into(qtbot, opened, APPLICATIONS, "25")
    type_into(qtbot, opened, APPROVED, "3")
    saved(qtbot, opened)
    return opened


def desk_of(window: Window) -> Desk:
    assert window.desk is not None
    return window.desk


def stands(window: Window, item: str) -> Passage:
    present = desk_of(window).present
    assert present is not None
    return present.passage(item)


def stored(database: Path, programme: Programme) -> Report:
    report = recorded(database, programme, "kent")
    assert report is not None
    return report


def take_the_draft(qtbot: QtBot, window: Window) -> None:
    desk_of(window).form.draft_wanted.emit(JOBS)
    qtbot.waitUntil(lambda: "gave way" in window.messages.text, timeout=10_000)
    saved(qtbot, window)


def test_what_another_program_changed_shows_in_the_passage_with_the_focus(
    qtbot: QtBot, window: Window, database: Path, programme: Programme, forces: Forces
) -> None:
    with Database.open(database) as other:
        record_answer(
            other, programme=programme, force=forces["kent"], key=APPROVED, answer=0, by="other"
        )
    type_into(qtbot, window, "press.leaks.investigated", "1")
    desk_of(window).form.go_to(JOBS)
    saved(qtbot, window)
    assert "none of which has been approved" in desk_of(window).form.passage_text(JOBS)


def test_going_back_to_a_draft_that_cannot_be_made_takes_no_keys_later(
    qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> Recorded:
        raise OSError("The draft cannot be read.")

    write_instead(qtbot, window, JOBS, "Mine.")
    saved(qtbot, window)
    monkeypatch.setattr("desktop.store.writing.follow_the_draft", broken)
    desk_of(window).form.draft_wanted.emit(JOBS)
    qtbot.waitUntil(lambda: "cannot be read" in window.messages.text, timeout=10_000)
    write_instead(qtbot, window, LEAKS, "Some words")
    saved(qtbot, window)
    QTest.keyClicks(in_focus(), " more words")
    saved(qtbot, window)
    assert desk_of(window).form.passage_text(LEAKS) == "Some words more words"
    assert stands(window, JOBS).text == "Mine."


def test_going_back_to_a_draft_takes_no_keys_in_another_force(qtbot: QtBot, window: Window) -> None:
    write_instead(qtbot, window, JOBS, "Mine.")
    saved(qtbot, window)
    desk_of(window).form.draft_wanted.emit(JOBS)
    begin(qtbot, window, "essex")
    write_instead(qtbot, window, LEAKS, "Some words")
    saved(qtbot, window)
    QTest.keyClicks(in_focus(), " more words")
    saved(qtbot, window)
    assert stands(window, LEAKS).text == "Some words more words"


def test_words_are_put_back_and_shown(qtbot: QtBot, window: Window) -> None:
    write_instead(qtbot, window, JOBS, "Mine.")
    saved(qtbot, window)
    mine = stands(window, JOBS)
    take_the_draft(qtbot, window)
    (button,) = [
        each for each in window.messages.findChildren(QPushButton) if each.text() == "Put them back"
    ]
    # As assistive technology presses it: the focus stays where it is.
    button.click()
    qtbot.waitUntil(lambda: stands(window, JOBS) == mine, timeout=10_000)
    assert desk_of(window).form.passage_text(JOBS) == "Mine."


def test_words_written_since_are_not_overwritten_by_those_put_back(
    qtbot: QtBot, window: Window
) -> None:
    write_instead(qtbot, window, JOBS, "Mine.")
    saved(qtbot, window)
    take_the_draft(qtbot, window)
    desk_of(window).form.go_to(JOBS)
    QTest.keyClicks(in_focus(), "An hour of new work. ")
    saved(qtbot, window)
    press(qtbot, window.messages, "Put them back")
    qtbot.waitUntil(lambda: "changed by you since" in window.messages.text, timeout=10_000)
    saved(qtbot, window)
    assert "An hour of new work." in stands(window, JOBS).text


def test_only_the_draft_that_was_shown_counts_as_seen(qtbot: QtBot, window: Window) -> None:
    write_instead(qtbot, window, JOBS, "Mine.")
    saved(qtbot, window)
    form = desk_of(window).form
    form.go_to(APPROVED)
    QTest.keyClick(in_focus(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(in_focus(), "0")
    saved(qtbot, window)
    with qtbot.waitSignal(form.keep_wanted, timeout=10_000) as kept:
        press(qtbot, form, "Keep mine")
    saved(qtbot, window)
    assert kept.args is not None
    assert "none of which" in kept.args[1]
    assert stands(window, JOBS).instead_of == kept.args[1]


def test_a_draft_taken_elsewhere_stays_a_draft_when_it_is_taken(
    qtbot: QtBot, window: Window, database: Path, programme: Programme, forces: Forces
) -> None:
    write_instead(qtbot, window, JOBS, "Mine.")
    saved(qtbot, window)
    with Database.open(database) as other:
        follow_the_draft(other, programme=programme, force=forces["kent"], item=JOBS, by="other")
    draft = stored(database, programme).passage(JOBS)
    desk_of(window).form.go_to(JOBS)
    QTest.keyClicks(in_focus(), "More. ")
    take_theirs(qtbot, window)
    saved(qtbot, window)
    assert stored(database, programme).passage(JOBS) == draft
    assert desk_of(window).form.passage_text(JOBS) == draft.text


def test_a_letter_typed_and_taken_back_leaves_a_draft_a_draft(
    qtbot: QtBot, window: Window, database: Path, programme: Programme
) -> None:
    desk_of(window).form.go_to(JOBS)
    QTest.keyClicks(in_focus(), "x")
    saved(qtbot, window)
    assert stored(database, programme).passage(JOBS).mode == "edited"
    QTest.keyClick(in_focus(), Qt.Key.Key_Backspace)
    saved(qtbot, window)
    assert stored(database, programme).passage(JOBS).mode == "drafted"


def test_pages_follow_an_answer_that_another_program_gave(
    qtbot: QtBot, window: Window, database: Path, programme: Programme, forces: Forces
) -> None:
    with Database.open(database) as other:
        record_answer(
            other,
            programme=programme,
            force=forces["kent"],
            key="embargo",
            answer="2012-12-19T00:01",
            by="other",
        )
    desk = desk_of(window)
    type_into(qtbot, window, "press.leaks.investigated", "1")
    saved(qtbot, window)
    assert desk.present is not None
    assert desk.present.answers["embargo"] == "2012-12-19T00:01"
    paging = desk.findChild(PageKeeping)
    assert paging is not None
    assert paging.shows(desk.present)
