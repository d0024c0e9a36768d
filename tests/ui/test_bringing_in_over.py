"""Bringing in a report that is there already: the differences are shown, and a choice is made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.store.writing import record_answer, record_edits
from desktop.ui.word_diff import WordDiff
from tests.ui.bringing import Desk, Key, Reads, Rooms, press, seed
from tests.ui.driving import in_focus

APPLICATIONS = "gifts.second_jobs.applications"
INVESTIGATED = "press.leaks.investigated"
TRAINING = "integrity.training"
MINE = "There was a lot of training for staff on integrity issues."
PRINTED = "There has been little training for staff on integrity issues"


@pytest.fixture
def desk(qtbot: QtBot, programme: Programme, forces: Forces, tmp_path: Path) -> Iterator[Desk]:
    """Cleveland's report was brought in and changed in three places since; its file is here."""
    rooms = Rooms(qtbot, programme, forces, tmp_path)
    desk = rooms.open(lambda: Reads(programme, forces))
    desk.bring(seed("cleveland"))
    desk.button("Accept").click()
    desk.until(lambda: desk.recorded("cleveland") is not None)
    desk.until(lambda: desk.has_button("Open the report"))
    record_edits(
        desk.opened.database,
        programme=programme,
        force=forces["cleveland"],
        answers={APPLICATIONS: 31, INVESTIGATED: 9},
        passages={TRAINING: MINE},
        by="other",
    )
    desk.imported.clear()
    desk.bring(seed("cleveland"))
    desk.button("Accept").setFocus()
    press(Key.Key_Space)
    desk.until(lambda: desk.has_button("Record"))
    yield desk
    rooms.close()


def report(desk: Desk) -> Report:
    found = desk.recorded("cleveland")
    assert found is not None
    return found


def elsewhere(desk: Desk, key: str, answer: int) -> None:
    programme = next(iter(desk.opened.programmes.by_id.values()))
    force = desk.opened.forces["cleveland"]
    record_answer(
        desk.opened.database, programme=programme, force=force, key=key, answer=answer, by="other"
    )


def rows(desk: Desk) -> list[str]:
    """Give the differences, each by its beginning, as facts in passages differ with answers."""
    return [row for row in desk.spoken("Differences") if "passage" not in row]


def test_nothing_is_overwritten_before_each_difference_is_decided(desk: Desk) -> None:
    assert in_focus() is desk.called("Differences")
    assert desk.says("there is a report already, and it says something else")
    assert rows(desk) == ["Investigated: 9 → 1, to decide", "Applications: 31 → 25, to decide"]
    assert "Training: passage, to decide" in desk.spoken("Differences")
    assert not desk.button("Record").isEnabled()
    assert report(desk).answers[APPLICATIONS] == 31
    assert desk.imported == []


def test_what_is_chosen_is_recorded_and_the_rest_stays(desk: Desk) -> None:
    desk.go_to("Differences", "Applications")
    press(Key.Key_T)
    desk.go_to("Differences", "Investigated")
    press(Key.Key_K)
    while not desk.button("Record").isEnabled():
        row = next(row for row in desk.spoken("Differences") if row.endswith("to decide"))
        desk.go_to("Differences", row)
        press(Key.Key_T)
    desk.button("Record").setFocus()
    press(Key.Key_Space)
    desk.until(lambda: desk.has_button("Open the report"))
    after = report(desk)
    assert (after.answers[APPLICATIONS], after.answers[INVESTIGATED]) == (25, 9)
    assert after.passage(TRAINING).text.startswith(PRINTED)
    assert len(desk.imported) == 1
    assert desk.says("Recorded: Cleveland.")
    assert in_focus() is desk.called("Recognised"), "the keyboard goes along"


def test_a_passage_is_shown_as_the_words_that_would_change(desk: Desk) -> None:
    desk.go_to("Differences", "Training: passage")
    words = next(each for each in desk.room.findChildren(WordDiff) if each.isVisible())
    assert "There was a lot of training" in words.text() or "a lot of" in words.text()
    assert "little" in words.text()
    assert "removed: " in words.accessibleDescription()
    assert PRINTED in desk.text().toPlainText()


def test_all_can_be_kept_or_taken_at_once(desk: Desk) -> None:
    press_button(desk, "Take all from the file")
    assert all(row.endswith("take") for row in desk.spoken("Differences"))
    press_button(desk, "Keep all that is there")
    press_button(desk, "Record")
    desk.until(lambda: desk.has_button("Open the report"))
    after = report(desk)
    assert after.answers[APPLICATIONS] == 31
    assert after.passage(TRAINING).text == MINE
    assert desk.imported == [], "nothing came of it"
    assert desk.says("What is there stays as it is: Cleveland.")


def press_button(desk: Desk, words: str) -> QWidget:
    button = desk.button(words)
    button.setFocus()
    press(Key.Key_Space)
    return button


def test_what_was_changed_meanwhile_is_compared_again(desk: Desk) -> None:
    press_button(desk, "Take all from the file")
    elsewhere(desk, INVESTIGATED, 12)
    press_button(desk, "Record")
    desk.until(lambda: desk.says("The report was changed meanwhile: look again."))
    assert "Investigated: 12 → 1, to decide" in desk.spoken("Differences")
    assert "Applications: 31 → 25, take" in desk.spoken("Differences"), "as it was chosen"
    assert report(desk).answers[INVESTIGATED] == 12, "nothing was overwritten"
    press_button(desk, "Take all from the file")
    press_button(desk, "Record")
    desk.until(lambda: desk.has_button("Open the report"))
    assert report(desk).answers[INVESTIGATED] == 1


def test_one_can_go_back_and_nothing_is_recorded(desk: Desk) -> None:
    press_button(desk, "Back")
    assert in_focus() is desk.called("Recognised")
    assert report(desk).answers[APPLICATIONS] == 31


def test_the_same_report_again_is_told_and_changes_nothing(desk: Desk) -> None:
    press_button(desk, "Take all from the file")
    press_button(desk, "Record")
    desk.until(lambda: desk.has_button("Open the report"))
    version = report(desk).version
    desk.bring(seed("cleveland"))
    press_button(desk, "Accept")
    desk.until(lambda: desk.says("What is there stays as it is: Cleveland."))
    assert report(desk).version == version
