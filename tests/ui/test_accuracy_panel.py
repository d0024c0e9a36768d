"""The Accuracy panel: the force's points are entered, decided, and answered in a letter."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.review import Point, PointKind, State
from desktop.publish import RenderProcess
from desktop.publish.letter import Letter
from desktop.publish.rendering import Rendering
from desktop.store.database import Database
from desktop.store.points import decide_point, raise_point, take_out_point
from desktop.store.reading import read_report
from desktop.store.reviewing import move_to
from desktop.store.writing import begin_report, write_passage
from desktop.ui.accuracy import Accuracy
from desktop.ui.accuracy.lines import Lines
from desktop.ui.accuracy.rows import PointsList
from desktop.ui.background import Background
from desktop.ui.message_strip import MessageStrip
from desktop.ui.saving import Saving
from tests.ui.driving import in_focus, press

LEAKS, JOBS = "press.leaks", "gifts.second_jobs"
WORDS = "Eleven leaks were investigated. Of these, eleven led to nothing."


class Check:
    """Kent's report, its panel, and what was asked for there."""

    def __init__(
        self, qtbot: QtBot, database: Database, programme: Programme, forces: Forces
    ) -> None:
        self.qtbot, self.database, self.programme, self.forces = qtbot, database, programme, forces
        self.force = forces["kent"]
        self.item = LEAKS
        self.background = Background("store")
        self.saving = Saving(self.background)
        self.saving.use(database, "A. Larsson")
        day = datetime.date(2013, 1, 15)
        self.window = QWidget()
        self.messages = MessageStrip(self.window)
        self.panel = Accuracy(self.saving, self.messages, lambda: day)
        rows = QVBoxLayout(self.window)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(self.messages)
        rows.addWidget(self.panel, 1)
        self.led: list[tuple[object, ...]] = []
        self.panel.open_wanted.connect(lambda *where: self.led.append(where))
        self.panel.words_wanted.connect(lambda *where: self.led.append(where))
        self.shown: list[tuple[object, ...]] = []
        self.panel.place_wanted.connect(lambda *where: self.shown.append(where))
        self.saving.recorded.connect(lambda _: self.show_again())
        begin_report(database, programme=programme, force=self.force, by="me")

    @property
    def report(self) -> Report:
        report = read_report(self.database, self.programme.id, self.force.key)
        assert report is not None
        return report

    @property
    def points(self) -> list[Point]:
        return [*self.report.points.values()]

    def raised(
        self, text: str, item: str = LEAKS, kind: PointKind = "omission", quote: str = ""
    ) -> str:
        recorded = raise_point(
            self.database,
            programme=self.programme,
            force=self.force,
            kind=kind,
            item=item,
            text=text,
            quote=quote,
            by="B. Jones",
        )
        return recorded.changes[-1].key

    def open(self, item: str = LEAKS, force: str = "kent") -> None:
        """Open a report as the desk does, as the database holds it."""
        self.force, self.item = self.forces[force], item
        self.saving.open(self.programme, self.force, self.report)
        self.show_again()

    def show_again(self) -> None:
        present = self.saving.present(f"{self.programme.id}/{self.force.key}")
        self.panel.show_item(self.programme, self.force, present, self.item)

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: not self.saving.unsaved, timeout=10_000)

    def fail(self, why: str) -> None:
        """Let whatever is recorded next fail, as a full disk would have it."""

        self.saving.use(cast("Database", _Broken(why)), "A. Larsson")

    @property
    def rows(self) -> PointsList:
        return self.panel.findChildren(PointsList)[0]

    def key(self, key: Qt.Key) -> None:
        self.rows.setFocus()
        QTest.keyClick(self.rows, key)
        self.settle()

    def choose(self, row: int) -> None:
        self.rows.setFocus()
        self.rows.setCurrentIndex(self.rows.model().index(row, 0))

    def read_out(self) -> list[str]:
        model = self.rows.model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]

    def box(self, name: str) -> Lines:
        (found,) = (
            each for each in self.panel.findChildren(Lines) if each.accessibleName() == name
        )
        return found

    def type(self, name: str, words: str) -> None:
        box = self.box(name)
        assert box.isVisible()
        box.setFocus()
        QTest.keyClicks(box, words)

    def press(self, label: str) -> None:
        press(self.qtbot, self.panel, label)
        self.settle()

    def told(self) -> str:
        (words,) = self.panel.findChildren(QTextBrowser)
        return words.toPlainText() if words.isVisible() else ""

    def says(self, words: str) -> bool:
        labels = self.panel.findChildren(QLabel)
        return any(words in each.text() and each.isVisible() for each in labels)

    def offers(self, label: str) -> bool:
        buttons = self.panel.findChildren(QPushButton)
        return any(each.text() == label and each.isVisible() for each in buttons)


class _Broken:
    """A database that nothing can be recorded in."""

    is_shut = False

    def __init__(self, why: str) -> None:
        self.why = why

    def __getattr__(self, name: str) -> object:
        raise OSError(self.why)


@pytest.fixture
def check(qtbot: QtBot, tmp_path: Path, programme: Programme, forces: Forces) -> Iterator[Check]:
    with Database.open(tmp_path / "book.sqlite3") as database:
        check = Check(qtbot, database, programme, forces)
        qtbot.addWidget(check.window)
        check.window.resize(535, 690)
        check.window.show()
        check.window.activateWindow()
        qtbot.waitUntil(check.window.isActiveWindow)
        yield check
        check.panel.finish()
        check.background.close()


def test_without_a_report_and_without_points_it_says_how_to_begin(check: Check) -> None:
    check.panel.clear()
    assert check.says("No report is open")
    assert not check.rows.isVisible()
    check.open()
    assert check.says("make the draft edition")
    assert check.says("No points")
    check.panel.take_focus()
    QTest.keyClick(in_focus(), Qt.Key.Key_Space)
    assert check.box("What the force says").isVisible()


def test_all_points_are_listed_in_the_order_they_were_raised(check: Check) -> None:
    check.raised("Say that the policy changed.", JOBS)
    check.raised("There were twelve.", LEAKS, "inaccurate_fact")
    check.raised("Thank the volunteers.", "", "omission")
    check.open(LEAKS)
    assert check.read_out() == [
        "1. Omission · Second jobs. Undecided. Say that the policy changed.",
        "2. Inaccurate fact · Leaks. Undecided. On the item at hand. There were twelve.",
        "3. Omission · The whole report. Undecided. Thank the volunteers.",
    ]
    assert check.says("3 of 3 undecided")
    check.open(JOBS)
    assert "On the item at hand" in check.read_out()[0]
    assert "On the item at hand" not in check.read_out()[1]


@pytest.mark.parametrize(
    ("moves", "says"),
    [
        ((), "This report is “drafting”, not yet in the factual accuracy check."),
        (("in_review", "fact_check"), ""),
        (("in_review", "fact_check", "signed_off"), "the factual accuracy check is over"),
    ],
)
def test_it_says_where_the_report_stands(check: Check, moves: tuple[State, ...], says: str) -> None:
    for state in moves:
        move_to(check.database, programme=check.programme, force=check.force, state=state, by="me")
    check.raised("There were twelve.")
    check.open()
    assert check.says("This report is") == bool(says)
    assert check.says(says)
    check.key(Qt.Key.Key_A)
    assert check.points[0].decision == "accepted"


# Entering


def test_a_point_is_entered_by_the_keyboard_on_the_item_at_hand(check: Check) -> None:
    check.open(LEAKS)
    check.panel.take_focus()
    QTest.keyClick(in_focus(), Qt.Key.Key_Space)
    QTest.keyClicks(in_focus(), "There were twelve.")
    QTest.keyClick(in_focus(), Qt.Key.Key_Tab)
    assert check.says("needs evidence")
    QTest.keyClicks(in_focus(), "The log of 2012.")
    assert not check.says("needs evidence")
    QTest.keyClick(in_focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    check.settle()
    (point,) = check.points
    assert (point.kind, point.item) == ("inaccurate_fact", LEAKS)
    assert (point.text, point.evidence) == ("There were twelve.", "The log of 2012.")
    assert point.by == "A. Larsson"
    # The next can be entered at once.
    assert check.box("What the force says").hasFocus()
    assert check.box("What the force says").words == check.box("Evidence").words == ""
    assert check.panel.pending() == []
    QTest.keyClick(in_focus(), Qt.Key.Key_Escape)
    assert check.rows.hasFocus()
    assert "There were twelve." in check.told()


def test_kind_and_item_are_chosen(check: Check) -> None:
    check.open(LEAKS)
    check.press("Enter a point")
    radio = next(
        each for each in check.panel.findChildren(QRadioButton) if each.text() == "Typing mistake"
    )
    QTest.mouseClick(radio, Qt.MouseButton.LeftButton)
    (about,) = check.panel.findChildren(QComboBox)
    assert about.currentText() == "Leaks"
    about.setFocus()
    QTest.keyClick(about, Qt.Key.Key_Home)
    check.show_again()
    assert about.currentText() == "The whole report"
    check.type("What the force says", "Two full stops.")
    assert not check.says("needs evidence")
    check.press("Record the point")
    (point,) = check.points
    assert (point.kind, point.item) == ("typing_mistake", "")


def test_a_point_needs_what_the_force_says_and_no_evidence(check: Check) -> None:
    check.open()
    check.press("Enter a point")
    check.press("Record the point")
    assert check.says("without it there is no point")
    assert check.points == []
    check.type("What the force says", "There were twelve.")
    check.press("Record the point")
    assert check.points == []
    assert check.says("There is no evidence yet.")
    assert check.box("Evidence").hasFocus()
    check.press("Record the point")
    assert check.points[0].evidence == ""
    check.press("Close")
    assert "None was given. Ask the force" in check.told()


def test_evidence_that_was_asked_for_belongs_to_the_point(check: Check) -> None:
    check.open()
    check.press("Enter a point")
    check.type("What the force says", "There were twelve.")
    check.press("Record the point")
    QTest.keyClicks(in_focus(), "A log.")
    check.press("Record the point")
    (point,) = check.points
    assert point.evidence == "A log."


def test_what_is_told_of_a_point_is_in_the_order_of_time(check: Check) -> None:
    check.raised("There were twelve.", LEAKS, "inaccurate_fact")
    check.open()
    check.key(Qt.Key.Key_A)
    check.settle()
    told = check.told()
    assert "Ask the force" not in told
    assert told.index("There were twelve.") < told.index("None was given.")
    assert told.index("None was given.") < told.index("Entered by") < told.index("Accepted by")


def test_words_of_the_passage_are_kept_with_where_they_stand(check: Check) -> None:
    write_passage(
        check.database,
        programme=check.programme,
        force=check.force,
        item=LEAKS,
        text=WORDS,
        by="me",
    )
    check.open(JOBS)
    check.panel.point_on(LEAKS, "eleven", WORDS.index("eleven"))
    assert check.box("The words meant").words == "eleven"
    assert check.box("What the force says").hasFocus()
    assert check.panel.pending() == []
    check.type("What the force says", "Ten led to nothing.")
    check.type("Evidence", "A log.")
    check.press("Record the point")
    (point,) = check.points
    assert (point.item, point.quote, point.start) == (LEAKS, "eleven", WORDS.index("eleven"))


def test_words_copied_from_a_page_are_found_over_its_line_ends(check: Check) -> None:
    write_passage(
        check.database,
        programme=check.programme,
        force=check.force,
        item=LEAKS,
        text=WORDS,
        by="me",
    )
    check.open()
    check.press("Enter a point")
    check.box("The words meant").setPlainText("leaks were\n investigated")
    assert not check.says("not in the passage")
    check.type("What the force says", "There were twelve.")
    check.type("Evidence", "A log.")
    check.press("Record the point")
    assert check.points[0].quote == "leaks were investigated"
    assert check.points[0].start == WORDS.index("leaks")
    check.box("The words meant").setPlainText("words of another report")
    assert check.says("not in the passage")


def test_going_to_words_that_have_a_point_shows_that_point(check: Check) -> None:
    check.raised("First.", JOBS)
    check.raised("Second.", LEAKS, quote="eleven")
    check.open()
    check.panel.point_on(LEAKS, "eleven", 0)
    assert "Second." in check.told()
    check.panel.point_on(LEAKS, "twelve", 0)
    assert check.box("The words meant").words == "twelve"


def test_what_is_typed_stays_while_one_goes_about(check: Check) -> None:
    begin_report(check.database, programme=check.programme, force=check.forces["surrey"], by="me")
    check.open()
    check.press("Enter a point")
    check.type("What the force says", "There were twelve.")
    check.open(JOBS)
    check.press("Close")
    assert check.panel.pending() == ["a point of the force (Kent)"]
    check.open(JOBS, "surrey")
    assert check.offers("Enter a point")
    assert check.panel.pending() == ["a point of the force (Kent)"]
    check.open(JOBS, "kent")
    check.press("Go on with a point")
    assert check.box("What the force says").words == "There were twelve."
    (about,) = check.panel.findChildren(QComboBox)
    assert about.currentText() == "Leaks"


def test_other_words_do_not_take_the_place_of_a_point_that_is_half_entered(check: Check) -> None:
    check.open()
    check.panel.point_on(LEAKS, "leaks", 7)
    check.type("What the force says", "There were twelve.")
    check.panel.point_on(JOBS, "jobs", 0)
    assert "Record or discard" in check.messages.text
    assert check.box("The words meant").words == "leaks"
    check.press("Discard")
    assert check.panel.pending() == []
    press(check.qtbot, check.messages, "Put it back")
    assert check.box("What the force says").words == "There were twelve."


def test_what_cannot_be_recorded_stays_typed(check: Check) -> None:
    check.open()
    check.press("Enter a point")
    check.type("What the force says", "There were twelve.")
    check.type("Evidence", "A log.")
    check.fail("The disk is full.")
    check.press("Record the point")
    assert "The disk is full." in check.messages.text
    assert check.box("What the force says").words == "There were twelve."
    assert check.panel.pending() == ["a point of the force (Kent)"]
    check.saving.use(check.database, "A. Larsson")
    check.press("Record the point")
    assert [point.text for point in check.points] == ["There were twelve."]
    assert check.panel.pending() == []


# Deciding


@pytest.mark.parametrize("by_key", [True, False])
def test_the_place_of_an_accepted_point_is_shown_and_gone_to_when_that_is_asked(
    check: Check, by_key: bool
) -> None:
    check.raised("There were twelve.", LEAKS, quote="Eleven")
    check.open(JOBS)
    check.key(Qt.Key.Key_A) if by_key else check.press("Accept")
    (point,) = check.points
    assert (point.decision, point.decided_by) == ("accepted", "A. Larsson")
    assert (check.shown, check.led) == ([(LEAKS, "Eleven", 0)], [])
    assert check.rows.hasFocus()
    assert check.says("1 point, decided")
    assert "Accepted by A. Larsson" in check.told()
    check.key(Qt.Key.Key_Return)
    assert check.led == [(check.programme.id, "kent", LEAKS), (LEAKS, "Eleven", 0)]


def test_who_has_gone_to_write_meanwhile_is_not_called_back(check: Check) -> None:
    check.raised("There were twelve.")
    check.open()
    line = QLineEdit(check.window)
    line.show()
    check.rows.setFocus()
    QTest.keyClick(check.rows, Qt.Key.Key_A)
    line.setFocus()
    check.settle()
    assert check.points[0].decision == "accepted"
    assert line.hasFocus()


def test_an_accepted_point_on_the_whole_report_leads_nowhere(check: Check) -> None:
    check.raised("Thank the volunteers.", "")
    check.open()
    check.press("Accept")
    assert check.points[0].decision == "accepted"
    assert (check.shown, check.led) == ([], [])
    assert not check.offers("Go there")


def test_a_refusal_needs_a_reason(check: Check) -> None:
    check.raised("There were twelve.")
    check.open()
    check.key(Qt.Key.Key_R)
    assert check.says("The letter tells the force this reason")
    assert check.box("Reason to refuse this point").hasFocus()
    check.press("Refuse it")
    assert check.says("Write a reason")
    assert check.points[0].decision == ""
    check.type("Reason to refuse this point", "The log says eleven.")
    assert check.panel.pending() == ["the reason to refuse a point (Kent)"]
    check.press("Refuse it")
    (point,) = check.points
    assert (point.decision, point.reason) == ("refused", "The log says eleven.")
    assert "Refused by A. Larsson" in check.told()
    assert "The log says eleven." in check.told()
    assert check.panel.pending() == []
    assert check.rows.hasFocus()


def test_a_reason_stays_with_its_point(check: Check) -> None:
    check.raised("First.")
    check.raised("Second.")
    check.open()
    check.key(Qt.Key.Key_R)
    check.type("Reason to refuse this point", "The log says eleven.")
    check.choose(1)
    assert not check.box("Reason to refuse this point").isVisible()
    check.choose(0)
    assert check.box("Reason to refuse this point").words == "The log says eleven."
    check.fail("The disk is full.")
    check.press("Refuse it")
    assert check.box("Reason to refuse this point").words == "The log says eleven."
    check.saving.use(check.database, "A. Larsson")
    QTest.keyClick(check.box("Reason to refuse this point"), Qt.Key.Key_Escape)
    assert check.rows.hasFocus()
    assert check.panel.pending() == ["the reason to refuse a point (Kent)"]
    check.choose(1)
    assert [words.split(". ")[2] for words in check.read_out()] == ["Refusal begun", "Undecided"]
    check.choose(0)
    check.press("Go on refusing…")
    assert check.box("Reason to refuse this point").words == "The log says eleven."
    check.press("Close")
    check.key(Qt.Key.Key_A)
    assert check.panel.pending() == []
    assert check.read_out()[0].split(". ")[2] == "Accepted"


def test_a_decision_can_be_opened_again(check: Check) -> None:
    key = check.raised("There were twelve.")
    decide_point(
        check.database,
        programme=check.programme,
        force=check.force,
        point=key,
        decision="accepted",
        by="me",
    )
    check.open()
    assert not check.offers("Accept")
    check.key(Qt.Key.Key_A)
    check.press("Open again")
    assert check.points[0].decision == ""
    assert check.offers("Accept")


def test_how_a_point_was_entered_can_be_put_right(check: Check) -> None:
    key = check.raised("There were twelv.", LEAKS, "inaccurate_fact", "eleven")
    decide_point(
        check.database,
        programme=check.programme,
        force=check.force,
        point=key,
        decision="refused",
        reason="The log says eleven.",
        by="me",
    )
    before = check.report.points[key]
    check.open(JOBS)
    check.press("Change…")
    assert check.panel.pending() == []
    assert check.box("What the force says").words == "There were twelv."
    assert check.box("The words meant").words == "eleven"
    QTest.keyClick(check.box("What the force says"), Qt.Key.Key_Backspace)
    check.type("What the force says", "e.")
    assert check.panel.pending() == ["a point of the force (Kent)"]
    check.type("Evidence", "The log.")
    check.press("Record the change")
    after = replace(before, text="There were twelve.", evidence="The log.")
    assert check.report.points == {key: after}
    assert "There were twelve." in check.told()
    assert check.rows.hasFocus()
    assert check.panel.pending() == []


@pytest.mark.parametrize("chosen", ["Typing mistake", "Second jobs"])
def test_another_kind_or_place_of_a_point_is_named_as_not_recorded(
    check: Check, chosen: str
) -> None:
    check.raised("There were twelve.")
    check.open()
    check.press("Change…")
    assert check.panel.pending() == []
    (about,) = check.panel.findChildren(QComboBox)
    if about.findText(chosen) < 0:
        (radio,) = (e for e in check.panel.findChildren(QRadioButton) if e.text() == chosen)
        radio.click()
    else:
        about.setFocus()
        QTest.keyClicks(about, chosen)
        about.activated.emit(about.currentIndex())
    assert check.panel.pending() == ["a point of the force (Kent)"]
    check.press("Discard")
    assert check.panel.pending() == []


def test_a_change_that_is_thrown_away_leaves_the_point_as_it_was(check: Check) -> None:
    check.raised("There were twelve.")
    before = check.report.points
    check.open()
    check.press("Change…")
    check.type("What the force says", " All wrong.")
    check.press("Discard")
    assert "There were twelve." in check.told()
    assert check.panel.pending() == []
    assert check.report.points == before


def test_nothing_is_decided_about_a_point_that_is_not_shown(check: Check) -> None:
    check.raised("There were twelve.")
    check.open()
    check.press("Enter a point")
    check.key(Qt.Key.Key_A)
    assert [point.decision for point in check.points] == [""]
    assert "There were twelve." in check.told()
    check.key(Qt.Key.Key_A)
    assert [point.decision for point in check.points] == ["accepted"]


def test_words_offered_and_not_used_are_gone_with_the_form(check: Check) -> None:
    check.open(LEAKS)
    check.panel.point_on(LEAKS, "eleven", 0)
    check.press("Close")
    check.open(JOBS)
    check.press("Enter a point")
    assert check.box("The words meant").words == ""
    (about,) = check.panel.findChildren(QComboBox)
    assert about.currentText() == "Second jobs"


def test_a_point_that_is_taken_out_can_be_put_back_as_it_was(check: Check) -> None:
    check.raised("First.")
    check.raised("Second.")
    check.raised("Third.")
    check.open()
    before = check.report.points
    check.choose(1)
    check.key(Qt.Key.Key_Delete)
    assert [point.text for point in check.points] == ["First.", "Third."]
    assert "Third." in check.told()
    press(check.qtbot, check.messages, "Put it back")
    check.settle()
    assert check.report.points == before
    assert [words.rsplit(". ", 1)[1] for words in check.read_out()] == [
        "First.",
        "Second.",
        "Third.",
    ]


def test_a_point_that_is_gone_elsewhere_is_told_of(check: Check) -> None:
    key = check.raised("There were twelve.")
    check.open()
    take_out_point(
        check.database, programme=check.programme, force=check.force, point=key, by="other"
    )
    check.key(Qt.Key.Key_A)
    assert "no longer there" in check.messages.text
    assert check.shown == []


def test_who_went_on_to_another_report_is_not_led_back(check: Check) -> None:
    begin_report(check.database, programme=check.programme, force=check.forces["surrey"], by="me")
    check.raised("There were twelve.", quote="Eleven")
    check.open()
    check.rows.setFocus()
    QTest.keyClick(check.rows, Qt.Key.Key_A)
    kent, check.force = check.force, check.forces["surrey"]
    check.saving.open(check.programme, check.force, check.report)
    check.show_again()
    check.settle()
    check.force = kent
    assert check.points[0].decision == "accepted"
    assert check.shown == []


def test_escape_leads_back_to_the_form(check: Check) -> None:
    check.raised("There were twelve.")
    check.open()
    with check.qtbot.waitSignal(check.panel.closed):
        check.key(Qt.Key.Key_Escape)
    check.press("Enter a point")
    QTest.keyClick(check.box("Evidence"), Qt.Key.Key_Escape)
    assert check.rows.hasFocus()


def test_a_hundred_long_points_are_read_at_once(check: Check) -> None:
    check.raised("There were twelve.")
    (point,) = check.points
    long = replace(point, text="Nobody has said so. " * 400, quote="word " * 200)
    check.open()
    report = replace(check.report, points={f"{at}": long for at in range(100)})
    widgets = len(check.panel.findChildren(QWidget))
    check.panel.show_item(check.programme, check.force, report, LEAKS)
    check.choose(99)
    assert len(check.panel.findChildren(QWidget)) == widgets
    assert check.says("100 of 100 undecided")
    assert check.panel.minimumSizeHint().width() <= 380


def test_every_control_has_a_name(check: Check) -> None:
    check.raised("There were twelve.")
    check.open()
    check.press("Enter a point")
    for each in check.panel.findChildren(QWidget):
        if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isVisible():
            named = each.accessibleName() or getattr(each, "text", str)()
            assert named, each


# The letter


def test_it_says_which_accepted_points_led_to_no_change_before_the_letter_is_saved(
    check: Check,
) -> None:
    for item in (JOBS, LEAKS):
        check.raised("There were twelve.", item)
    check.open()
    for row in (0, 1):
        check.choose(row)
        assert not check.offers("Show the first")
        check.key(Qt.Key.Key_A)
        check.settle()
    assert check.says("Nothing was changed yet on account of 2 accepted points.")
    write_passage(
        check.database,
        programme=check.programme,
        force=check.force,
        item=JOBS,
        text="There are twelve.",
        by="me",
    )
    check.open()
    assert check.says("Nothing was changed yet on account of 1 accepted point.")
    check.choose(0)
    check.press("Show the first")
    assert check.rows.currentIndex().row() == 1
    write_passage(
        check.database,
        programme=check.programme,
        force=check.force,
        item=LEAKS,
        text="There were twelve.",
        by="me",
    )
    check.open()
    assert not check.says("Nothing was changed yet")
    assert not check.offers("Show the first")


class _Press:
    """Keeps the letter that is written, in the place of a process that sets pages."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, chosen: str, kind: str = "") -> None:
        self.letters: list[tuple[Path, Force, Letter]] = []
        self.asked: list[str] = []
        self.kinds: list[str] = []

        def write(_: RenderProcess, programme: Path, force: Force, letter: Letter) -> Rendering:
            self.letters.append((programme, force, letter))
            return Rendering(letter.format.encode())

        def ask(_over: QWidget, _title: str, name: str, kinds: str) -> tuple[str, str]:
            self.asked.append(name)
            self.kinds.append(kinds)
            return chosen, kind

        monkeypatch.setattr(RenderProcess, "start", lambda _: None)
        monkeypatch.setattr(RenderProcess, "write_letter", write)
        monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)


@pytest.mark.parametrize(
    ("chosen", "kind", "written", "look"),
    [
        ("answer.pdf", "", "answer.pdf", "standard"),
        ("answer.docx", "", "answer.docx", "standard"),
        ("answer 1.2", "Word (*.docx)", "answer 1.2.docx", "standard"),
        ("answer", "PDF, accessible look (*.pdf)", "answer.pdf", "accessible"),
        ("answer.pdf", "Word, accessible look (*.docx)", "answer.pdf", "accessible"),
    ],
)
def test_the_letter_answers_all_points_in_their_order(
    check: Check,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    chosen: str,
    kind: str,
    written: str,
    look: str,
) -> None:
    check.raised("First.")
    check.raised("Second.", JOBS)
    check.open()
    check.key(Qt.Key.Key_A)
    check.choose(1)
    check.key(Qt.Key.Key_A)
    press_ = _Press(monkeypatch, str(tmp_path / chosen), kind)
    check.press("Save letter…")
    check.qtbot.waitUntil(lambda: "Saved" in check.messages.text, timeout=10_000)
    ((folder, force, letter),) = press_.letters
    assert (folder, force) == (check.programme.folder, check.forces["kent"])
    assert [point.text for point in letter.points] == ["First.", "Second."]
    assert (letter.signed, letter.date) == ("A. Larsson", datetime.date(2013, 1, 15))
    assert letter.look == look
    assert not kind or kind in press_.kinds[0].split(";;")
    assert Path(press_.asked[0]).name == "kent-response.pdf"
    file = tmp_path / written
    assert file.read_bytes() == file.suffix[1:].encode()


def test_no_letter_is_written_while_points_are_undecided(
    check: Check, monkeypatch: pytest.MonkeyPatch
) -> None:
    check.raised("First.")
    check.raised("Second.")
    check.raised("Third.")
    check.open()
    check.key(Qt.Key.Key_A)
    press_ = _Press(monkeypatch, "")
    check.press("Save letter…")
    assert "2 points are undecided" in check.messages.text
    assert press_.asked == []
    press(check.qtbot, check.messages, "Show the first")
    assert "Second." in check.told()
