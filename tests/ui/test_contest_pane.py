"""Two versions of the same words side by side: each is decided by itself, in place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.undoing import Offered
from desktop.ui.being_written import Contest
from desktop.ui.history.undo_line import UndoLine
from desktop.ui.others.contest_pane import ContestPane
from desktop.ui.others.question import Question
from desktop.ui.word_diff import WordDiff
from tests.ui.driving import in_focus

LEAKS, POLICY = "press.leaks", "press.media_policy"
INVESTIGATED = "press.leaks.investigated"


class Asked:
    """A pane that asks about one field and two passages of Cleveland."""

    def __init__(self, qtbot: QtBot, programme: Programme, mine: Report) -> None:
        self.pane = ContestPane()
        qtbot.addWidget(self.pane)
        self.pane.resize(600, 500)
        self.mine = mine
        theirs = replace(
            mine,
            answers={**mine.answers, INVESTIGATED: 12},
            passages={
                **mine.passages,
                LEAKS: Passage("Their words.", "edited"),
                POLICY: Passage(
                    mine.passage(POLICY).text.replace("updated", "rewritten"), "edited"
                ),
            },
        )
        self.contest = Contest(theirs, (INVESTIGATED,), (LEAKS, POLICY))
        self.decisions: list[tuple[object, object]] = []
        self.pane.settled.connect(lambda *decision: self.decisions.append(decision))
        self.pane.ask(programme, self.contest, lambda: self.mine)
        self.pane.show()
        self.pane.activateWindow()
        qtbot.waitUntil(self.pane.isActiveWindow)

    def button(self, words: str) -> QPushButton:
        return next(e for e in self.pane.findChildren(QPushButton) if e.text() == words)

    def choose(self, words: str) -> None:
        found = self.pane.findChildren(QRadioButton)
        next(e for e in found if e.accessibleName().startswith(words)).click()

    def told(self, name: str) -> str:
        """Give what a screen reader is told of one side."""
        found = self.pane.findChildren(WordDiff)
        return next(e for e in found if e.accessibleName() == name).accessibleDescription()


@pytest.fixture
def asked(qtbot: QtBot, programme: Programme, cleveland: Report) -> Asked:
    return Asked(qtbot, programme, cleveland)


def test_both_sides_are_shown_with_what_only_one_of_them_has(asked: Asked) -> None:
    assert asked.told("Investigated: what you wrote") == "1"
    assert asked.told("Investigated: what was saved elsewhere") == "12"
    assert asked.told("Media policy: what you wrote").endswith("Only here: updated")
    assert asked.told("Media policy: what was saved elsewhere").endswith("Only here: rewritten")


def test_it_goes_on_only_once_everything_is_chosen_and_tells_each_choice(asked: Asked) -> None:
    go_on = asked.button("Save this choice")
    for words in ("Investigated: Take theirs", "Leaks: Keep mine", "Media policy: Take theirs"):
        assert not go_on.isEnabled()
        asked.choose(words)
    go_on.click()
    assert asked.decisions == [(asked.contest, (INVESTIGATED, POLICY))]
    assert asked.pane.isHidden()


@pytest.mark.parametrize(
    ("words", "theirs"),
    [("Keep all mine", ()), ("Take all theirs", (INVESTIGATED, LEAKS, POLICY))],
)
def test_all_can_be_chosen_at_once_and_still_is_not_saved_before_it_is_told(
    asked: Asked, words: str, theirs: tuple[str, ...]
) -> None:
    asked.button(words).click()
    assert asked.decisions == []
    QTest.keyClick(in_focus(), Qt.Key.Key_Space)
    assert asked.decisions == [(asked.contest, theirs)]


def test_everything_is_done_by_keys(asked: Asked) -> None:
    asked.pane.take_focus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Right):
        QTest.keyClick(in_focus(), Qt.Key.Key_Space)
        QTest.keyClick(in_focus(), key)
        asked.pane.take_focus()
    assert in_focus() is asked.button("Save this choice")
    QTest.keyClick(in_focus(), Qt.Key.Key_Space)
    assert len(asked.decisions) == 1


def test_it_takes_no_keys_and_follows_what_is_typed_meanwhile(
    qtbot: QtBot, asked: Asked, programme: Programme
) -> None:
    before = QApplication.focusWidget()
    asked.mine = replace(
        asked.mine, passages={**asked.mine.passages, LEAKS: Passage("Other words.", "edited")}
    )
    asked.choose("Investigated: Take theirs")
    asked.pane.ask(programme, asked.contest, lambda: asked.mine)
    qtbot.waitUntil(lambda: "Other" in asked.told("Leaks: what you wrote"), timeout=5_000)
    assert QApplication.focusWidget() is before
    asked.choose("Leaks: Keep mine")
    asked.choose("Media policy: Keep mine")
    asked.button("Save this choice").click()
    assert asked.decisions == [(asked.contest, (INVESTIGATED,))]


def test_it_says_whose_the_other_words_are(asked: Asked) -> None:
    asked.pane.say_whose({LEAKS: "Kim Smith, 14:02"})
    names = [each.accessibleName() for each in asked.pane.findChildren(QRadioButton)]
    assert "Leaks: Take theirs (Kim Smith, 14:02)" in names
    assert "Investigated: Take theirs (another window)" in names


def test_a_tip_shows_the_name_of_another_person_or_of_a_field_as_text(qtbot: QtBot) -> None:
    question = Question("press.leaks", "Leaks")
    qtbot.addWidget(question)
    question.say_whose("<img src=x>, 14:02")
    owner = QWidget()
    qtbot.addWidget(owner)
    line = UndoLine(owner)
    line.show_offered(Offered(undo="<img src=x> answered"))
    tips = [each.toolTip() for part in (question, line) for each in part.findChildren(QWidget)]
    told = [each for each in tips if "img" in each]
    assert len(told) == 3
    assert all("&lt;img" in each and "<img" not in each for each in told)
