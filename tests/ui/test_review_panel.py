"""The review panel: a report's way to publication, and comments on its items and their words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.entry import content_hash
from desktop.core.examining import prose_of
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.programmes import Programmes
from desktop.core.report import Report
from desktop.core.review import LONGEST_NOTE, STATES, State
from desktop.store import points, reviewing
from desktop.store.database import Database, DatabaseError
from desktop.store.opening import Opened
from desktop.store.reading import read_report
from desktop.store.writing import begin_report, write_passage
from desktop.ui.background import Background
from desktop.ui.form import FormView
from desktop.ui.message_strip import MessageStrip
from desktop.ui.passage import PassageEditor
from desktop.ui.review import Review, ReviewIntentions
from desktop.ui.review.box import Box
from desktop.ui.review.card import Card
from desktop.ui.review.drafts import Draft, Drafts, Slot
from desktop.ui.review.steps import Steps
from desktop.ui.saving import Saving
from tests.ui.driving import press
from tests.ui.widgets import focus, select

Key = Qt.Key
LEAKS, JOBS = "press.leaks", "gifts.second_jobs"
WORDS = "The force looked into leaks. It found none."
JANE, BOB = "Jane Smith", "Bob Jones"
CONTROL = Qt.KeyboardModifier.ControlModifier


class Desk:
    """A report of Kent as it is written, and its panel."""

    def __init__(
        self,
        opened: Opened,
        panel: Review,
        saving: Saving,
        qtbot: QtBot,
        backgrounds: Sequence[Background],
    ) -> None:
        self.backgrounds = backgrounds
        self.messages = MessageStrip(panel)
        self.intentions = ReviewIntentions(saving, self.messages, panel)
        self.intentions.serve(panel)
        self.database, self.panel, self.saving, self.qtbot = opened.database, panel, saving, qtbot
        self.programme = next(iter(opened.programmes.by_id.values()))
        self.force = opened.forces["kent"]
        self.name = f"{self.programme.id}/{self.force.key}"
        self.item = LEAKS
        self.opened: list[tuple[str, ...]] = []
        self.words: list[tuple[str, str, int]] = []
        panel.open_wanted.connect(lambda *place: self.opened.append(place))
        panel.words_wanted.connect(lambda *words: self.words.append(words))
        saving.recorded.connect(lambda _: self.show(self.item))

    def report(self) -> Report:
        report = read_report(self.database, self.programme.id, self.force.key)
        assert report is not None
        return report

    def open(self) -> None:
        self.saving.open(self.programme, self.force, self.report())
        self.show()

    def show(self, item: str = LEAKS) -> None:
        self.item = item
        self.panel.show_item(self.programme, self.force, self.saving.present(self.name), item)

    def settled(self) -> None:
        self.qtbot.waitUntil(
            lambda: not self.saving.unsaved and not any(each.busy() for each in self.backgrounds),
            timeout=5000,
        )

    def comment(self, text: str, item: str = LEAKS, quote: str = "", start: int = 0) -> str:
        made = reviewing.write_comment(
            self.database,
            programme=self.programme,
            force=self.force,
            item=item,
            text=text,
            by=BOB,
            quote=quote,
            start=start,
        )
        return next(change.key for change in made.changes if change.kind == "comment")

    def put(self, item: str, text: str) -> None:
        """Write a passage as another program does."""
        at = self.database
        write_passage(at, programme=self.programme, force=self.force, item=item, text=text, by=BOB)

    def move(self, state: State, by: str) -> None:
        """Move the report on as another program does."""
        reviewing.move_to(
            self.database, programme=self.programme, force=self.force, state=state, by=by
        )

    def bring_to(self, state: State) -> None:
        for each in STATES[1 : STATES.index(state) + 1]:
            self.move(each, JANE)

    def press(self, words: str) -> None:
        # A step can be taken once the one before can be seen.
        self.qtbot.waitUntil(self.can_step, timeout=5000)
        press(self.qtbot, self.panel, words)
        self.settled()

    def can_step(self) -> bool:
        return all(each.isEnabled() for each in self.steps())

    def steps(self) -> list[QPushButton]:
        (steps,) = self.panel.findChildren(Steps)
        return [each for each in steps.findChildren(QPushButton) if each.isVisible()]

    def buttons(self) -> list[str]:
        buttons = self.panel.findChildren(QAbstractButton)
        return [each.text() for each in buttons if each.isVisible()]

    def offers(self, words: str) -> bool:
        return words in self.buttons()

    def says(self, words: str) -> bool:
        labels = self.panel.findChildren(QLabel)
        return any(words in each.text() and each.isVisible() for each in labels)

    def cards(self) -> list[Card]:
        cards = [each for each in self.panel.findChildren(Card) if each.isVisible()]
        return sorted(cards, key=lambda each: each.y())

    def box(self) -> QPlainTextEdit:
        boxes = [each for each in self.panel.findChildren(Box) if not _is_in_card(each)]
        assert len(boxes) == 1
        return _text(boxes[0])

    def write(self, words: str) -> None:
        self.box().setFocus()
        QTest.keyClicks(self.box(), words)

    def send(self) -> None:
        QTest.keyClick(focus(), Key.Key_Return, CONTROL)
        self.settled()

    def send_from_box(self) -> None:
        self.box().setFocus()
        self.send()


def _is_in_card(box: Box) -> bool:
    return isinstance(box.parent(), Card)


def _text(box: Box) -> QPlainTextEdit:
    found = box.findChild(QPlainTextEdit)
    assert isinstance(found, QPlainTextEdit)
    return found


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path, programme: Programme, forces: Forces) -> Iterator[Desk]:
    with Database.open(tmp_path / "book.sqlite3") as database:
        opened = Opened(database, Programmes({programme.id: programme}, {}), forces)
        reading, store = Background("reading"), Background("store")
        panel, saving = Review(opened, reading), Saving(store)
        saving.use(database, JANE)

        def finish(_: QWidget) -> None:
            saving.save_now()
            for each in (store, reading):
                each.finish(5000)
                each.close()

        qtbot.addWidget(panel, before_close_func=finish)
        panel.resize(535, 690)
        # How long a step rests; who tests need not be spared a second click.
        apart = QApplication.doubleClickInterval()
        QApplication.setDoubleClickInterval(50)
        panel.show()
        panel.activateWindow()
        qtbot.waitUntil(panel.isActiveWindow)
        desk = Desk(opened, panel, saving, qtbot, (reading, store))
        begin_report(database, programme=programme, force=desk.force, by=JANE)
        desk.put(LEAKS, WORDS)
        yield desk
        QApplication.setDoubleClickInterval(apart)


# The way of a report


def test_a_report_is_led_on_its_way_and_back(desk: Desk) -> None:
    desk.open()
    desk.settled()
    assert desk.says("Jane Smith began it on ")
    for words, state in (
        ("Send to review", "in_review"),
        ("Send to the force", "fact_check"),
        ("Sign off", "signed_off"),
        ("Mark as published", "published"),
        ("Back to signed off", "signed_off"),
        ("Back to the accuracy check", "fact_check"),
        ("Back to review", "in_review"),
        ("Back to drafting", "drafting"),
    ):
        desk.press(words)
        assert desk.report().state == state
        assert desk.messages.text == "", "the steps themselves show it"
    assert desk.offers("Send to review")
    assert desk.says("Jane Smith moved it back to “drafting” on ")


def test_who_moved_it_is_told_with_what_it_then_said(desk: Desk) -> None:
    desk.bring_to("in_review")
    desk.open()
    desk.settled()
    assert desk.says("Jane Smith moved it on to “in review” on ")
    content = content_hash(desk.report())
    fold = next(words for words in desk.buttons() if content[:12] in words)
    assert not desk.says(content[12:20])
    press(desk.qtbot, desk.panel, fold)
    (told,) = [each for each in desk.panel.findChildren(QPushButton) if each is focus()]
    assert content in told.accessibleName()
    assert desk.says("SHA-256 of what the report said then")


def test_whose_sign_off_holds_is_told(desk: Desk) -> None:
    desk.bring_to("signed_off")
    desk.open()
    desk.settled()
    assert desk.says("Jane Smith signed it off on ")
    desk.put(LEAKS, "Other words.")
    desk.move("signed_off", by=BOB)
    desk.open()
    desk.settled()
    assert desk.says("Bob Jones signed it off again on ")
    assert not desk.says("Jane Smith")
    content = content_hash(desk.report())
    assert any(content[:12] in words for words in desk.buttons())
    desk.move("published", by=JANE)
    desk.open()
    desk.settled()
    assert desk.says("Jane Smith marked it as published on ")
    assert desk.says("Bob Jones signed it off on ")
    desk.move("signed_off", by=JANE)
    desk.open()
    desk.settled()
    assert desk.says("Jane Smith moved it back to “signed off” on ")
    assert desk.says("Bob Jones signed it off on ")


def test_a_second_press_before_the_step_is_seen_takes_no_other(desk: Desk) -> None:
    desk.open()
    desk.settled()
    (step,) = desk.steps()
    (steps,) = desk.panel.findChildren(Steps)
    with desk.qtbot.waitSignal(steps.ready):
        for _ in range(2):
            QTest.mouseClick(step, Qt.MouseButton.LeftButton)
        desk.settled()
        QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    assert desk.report().state == "in_review"
    assert step.isEnabled()


def test_a_key_pressed_on_and_on_takes_one_step(desk: Desk) -> None:
    desk.open()
    desk.settled()
    (step,) = desk.steps()
    (steps,) = desk.panel.findChildren(Steps)
    step.setFocus()
    with desk.qtbot.waitSignal(steps.ready):
        QTest.keyClick(step, Key.Key_Space)
        QTest.keyClick(focus(), Key.Key_Space)
    QTest.keyClick(focus(), Key.Key_Space)
    desk.settled()
    assert desk.report().state == "in_review"
    assert "in review" in focus().accessibleName()
    for _ in range(5):
        QTest.keyClick(focus(), Key.Key_Tab)
        if focus() is step:
            break
    QTest.keyClick(focus(), Key.Key_Space)
    desk.settled()
    assert desk.report().state == "fact_check"


def test_a_step_that_changed_meanwhile_is_not_taken_by_who_pressed_the_one_before(
    desk: Desk,
) -> None:
    desk.open()
    desk.settled()
    step = desk.steps()[0]
    step.setFocus()
    desk.bring_to("in_review")
    desk.saving.open(desk.programme, desk.force, desk.report())
    desk.show()
    QTest.keyClick(focus(), Key.Key_Space)
    QTest.mouseClick(step, Qt.MouseButton.LeftButton)
    desk.settled()
    assert desk.report().state == "in_review"


def test_what_was_typed_is_saved_before_it_is_signed_off(desk: Desk) -> None:
    desk.bring_to("fact_check")
    desk.open()
    desk.saving.type_passage(desk.name, LEAKS, "The last words.")
    desk.show()
    desk.press("Sign off")
    report = desk.report()
    assert report.passage(LEAKS).text == "The last words."
    assert report.signed_off is not None
    assert (report.signed_off.by, report.signed_off.content) == (JANE, content_hash(report))
    assert not desk.says("Changed since")


def test_a_change_after_sign_off_is_said_at_once_and_gone_with_it(desk: Desk) -> None:
    desk.bring_to("signed_off")
    desk.open()
    assert not desk.says("Changed since")
    desk.saving.type_passage(desk.name, LEAKS, "Other words.")
    desk.show()
    assert desk.says("Changed since Jane Smith signed it off on ")
    assert desk.offers("Sign off again")
    assert not desk.offers("Mark as published")
    desk.saving.type_passage(desk.name, LEAKS, WORDS)
    desk.show()
    assert not desk.says("Changed since")
    assert desk.offers("Mark as published")
    desk.saving.type_passage(desk.name, LEAKS, "Other words.")
    desk.show()
    desk.press("Sign off again")
    assert not desk.says("Changed since")
    assert desk.offers("Mark as published")


def test_what_is_published_and_changed_leads_back_to_a_new_sign_off(desk: Desk) -> None:
    desk.bring_to("published")
    desk.open()
    desk.saving.type_passage(desk.name, LEAKS, "Other words.")
    desk.show()
    assert desk.says("Go back to “signed off” and sign it off again.")
    desk.press("Back to signed off")
    desk.press("Sign off again")
    desk.press("Mark as published")
    assert desk.report().state == "published"


def test_nobody_signs_off_what_another_program_wrote_unseen(desk: Desk) -> None:
    desk.bring_to("fact_check")
    desk.open()
    desk.put(JOBS, "Written elsewhere.")
    desk.press("Sign off")
    assert desk.report().signed_off is None
    assert "another program changed the report" in desk.messages.text


def test_a_move_that_was_made_elsewhere_is_refused_in_words(desk: Desk) -> None:
    desk.open()
    desk.bring_to("in_review")
    desk.press("Send to review")
    assert "Nothing was changed" in desk.messages.text
    assert desk.report().state == "in_review"


def test_what_is_still_open_is_said_and_hinders_nothing(desk: Desk) -> None:
    desk.comment("Why?")
    points.raise_point(
        desk.database,
        programme=desk.programme,
        force=desk.force,
        kind="omission",
        item="",
        text="Something is missing.",
        by=BOB,
    )
    desk.bring_to("fact_check")
    desk.open()
    assert desk.says("Still open: 1 comment and 1 point of the force.")
    desk.panel.show_errors(4)
    assert desk.says("1 comment, 1 point of the force and 4 errors of the checks.")
    desk.press("Sign off")
    assert desk.report().state == "signed_off"


# Comments


def test_a_comment_is_written_and_recorded_by_the_keyboard(desk: Desk) -> None:
    desk.open()
    desk.panel.take_focus()
    assert focus() is desk.box()
    QTest.keyClicks(focus(), "Is this so?")
    QTest.keyClick(focus(), Key.Key_Return)
    QTest.keyClicks(focus(), "I doubt it.")
    desk.send()
    (comment,) = desk.report().comments.values()
    assert (comment.item, comment.text, comment.by) == (LEAKS, "Is this so?\nI doubt it.", JANE)
    assert (comment.quote, desk.box().toPlainText()) == ("", "")
    assert focus() is desk.box()
    (card,) = desk.cards()
    assert "Is this so?" in card.accessibleName()
    assert desk.says("1 open")


def test_words_of_the_passage_are_commented_on(desk: Desk) -> None:
    desk.open()
    start = WORDS.index("found none")
    desk.panel.comment_on(LEAKS, "found none", start)
    assert focus() is desk.box()
    assert desk.says("On “found none”")
    QTest.keyClicks(focus(), "Not one?")
    desk.press("Comment")
    (comment,) = desk.report().comments.values()
    assert (comment.quote, comment.start) == ("found none", start)
    assert not desk.says("no longer stand")
    desk.saving.type_passage(desk.name, LEAKS, "It found one.")
    desk.show()
    assert desk.says("These words no longer stand in the passage.")
    desk.saving.type_passage(desk.name, LEAKS, f"First. {WORDS}")
    desk.show()
    assert not desk.says("no longer stand")


def test_what_a_comment_is_about_stays_when_it_is_gone_on_with(desk: Desk) -> None:
    desk.open()
    desk.panel.comment_on(LEAKS, "found none", 33)
    QTest.keyClicks(focus(), "Not one?")
    desk.panel.comment_on(LEAKS, "", 0)
    desk.send()
    (comment,) = desk.report().comments.values()
    assert (comment.text, comment.quote) == ("Not one?", "found none")


def test_a_comment_that_was_begun_stays_on_its_words_when_others_are_chosen(desk: Desk) -> None:
    desk.open()
    desk.panel.comment_on(LEAKS, "found none", 33)
    desk.panel.comment_on(LEAKS, "leaks", 22)
    assert desk.says("On “leaks”")
    QTest.keyClicks(focus(), "Which?")
    desk.panel.comment_on(LEAKS, "found none", 33)
    assert desk.says("On “leaks”")
    assert desk.says("Record it, then comment on “found none”.")
    assert focus() is desk.box()
    desk.send()
    desk.panel.comment_on(LEAKS, "found none", 33)
    assert not desk.says("Record it, then")
    QTest.keyClicks(focus(), "None?")
    desk.send()
    made = [(each.text, each.quote, each.start) for each in desk.report().comments.values()]
    assert made == [("Which?", "leaks", 22), ("None?", "found none", 33)]


def test_a_comment_that_was_begun_on_the_item_stays_there(desk: Desk) -> None:
    desk.open()
    desk.write("All of it.")
    desk.panel.comment_on(LEAKS, "found none", 33)
    assert desk.says("Record it, then comment on “found none”.")
    desk.send()
    assert [each.quote for each in desk.report().comments.values()] == [""]


def test_a_comment_on_words_can_become_one_on_the_item(desk: Desk) -> None:
    desk.open()
    desk.panel.comment_on(LEAKS, "found none", 33)
    QTest.keyClicks(focus(), "All of it.")
    desk.press("On the item instead")
    assert focus() is desk.box()
    desk.send()
    (comment,) = desk.report().comments.values()
    assert (comment.text, comment.quote, comment.start) == ("All of it.", "", 0)


def test_what_is_being_written_is_not_disturbed_and_is_found_again(desk: Desk) -> None:
    desk.open()
    desk.write("On leaks")
    for _ in range(3):
        QTest.keyClick(focus(), Key.Key_Left)
    desk.saving.type_passage(desk.name, JOBS, "Typed in the form.")
    desk.show()
    desk.settled()
    QTest.keyClicks(focus(), "X")
    assert desk.box().toPlainText() == "On leXaks"
    desk.show(JOBS)
    assert desk.box().toPlainText() == ""
    desk.write("On jobs")
    desk.show()
    assert desk.box().toPlainText() == "On leXaks"
    area = desk.force.area
    titles = [desk.programme.items[item].title for item in (LEAKS, JOBS)]
    assert desk.panel.pending() == [f"a comment on “{title}” ({area})" for title in titles]
    desk.panel.clear()
    assert len(desk.panel.pending()) == 2
    desk.show(JOBS)
    desk.send_from_box()
    assert [each.text for each in desk.report().comments.values()] == ["On jobs"]
    assert len(desk.panel.pending()) == 1


def test_what_was_begun_elsewhere_is_led_back_to(desk: Desk) -> None:
    desk.open()
    desk.write("Half a comment")
    desk.show(JOBS)
    desk.press(f"Begun and not recorded: on “{desk.programme.items[LEAKS].title}”")
    assert desk.opened == [(desk.programme.id, "kent", LEAKS)]
    desk.show()
    desk.send_from_box()
    assert desk.says("Recorded.")
    desk.show(JOBS)
    assert not desk.says("Recorded.")
    assert not any(each.startswith("Begun") for each in desk.buttons())


def test_what_could_not_be_recorded_stays_where_it_was_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = desk.comment("Why?")
    desk.open()

    def refuse(*_: object, **__: object) -> None:
        raise DatabaseError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(reviewing, "write_comment", refuse)
        broken.setattr(reviewing, "answer_comment", refuse)
        desk.write("Not to be lost")
        desk.send()
        assert "The disk is full." in desk.messages.text
        (card,) = desk.cards()
        card.setFocus()
        QTest.keyClick(card, Key.Key_A)
        QTest.keyClicks(focus(), "Nor this")
        desk.send()
    assert desk.box().toPlainText() == "Not to be lost"
    assert len(desk.panel.pending()) == 2
    desk.send()
    desk.send_from_box()
    comments = desk.report().comments
    assert [each.text for each in comments[key].replies] == ["Nor this"]
    assert "Not to be lost" in {each.text for each in comments.values()}
    assert desk.panel.pending() == []


def test_what_was_written_since_it_was_sent_is_kept() -> None:
    drafts, slot = Drafts(), Slot("p/kent", LEAKS)
    drafts.keep(slot, Draft("First", name="a comment"))
    drafts.send(slot)
    drafts.keep(slot, Draft("First, and more", name="a comment"))
    drafts.settle(slot, recorded=True)
    assert drafts.at(slot).text == "First, and more"
    drafts.send(slot)
    drafts.settle(slot, recorded=False)
    assert drafts.names() == ["a comment"]
    drafts.send(slot)
    drafts.settle(slot, recorded=True)
    assert drafts.names() == []


def test_a_comment_that_is_too_long_is_not_sent_and_not_lost(desk: Desk) -> None:
    desk.open()
    desk.box().setPlainText("x" * (LONGEST_NOTE + 3))
    desk.box().setFocus()
    desk.send()
    assert desk.says("3 characters too many")
    assert desk.report().comments == {}
    desk.box().setPlainText(" \n ")
    desk.send()
    assert desk.report().comments == {}


def test_a_comment_is_answered_resolved_and_opened_again(desk: Desk) -> None:
    key = desk.comment("Why?")
    desk.open()
    desk.press("Answer")
    assert isinstance(focus(), QPlainTextEdit)
    QTest.keyClicks(focus(), "Because.")
    desk.press("Record the answer")
    (reply,) = desk.report().comments[key].replies
    assert (reply.text, reply.by) == ("Because.", JANE)
    assert desk.says("Because.")
    assert not desk.offers("Record the answer")
    desk.press("Resolve")
    assert desk.report().comments[key].resolved_by == JANE
    assert desk.cards() == []
    assert desk.says("None open")
    press(desk.qtbot, desk.panel, "▸  Resolved (1)")
    (card,) = desk.cards()
    assert desk.says("Resolved by Jane Smith")
    card.setFocus()
    QTest.keyClick(card, Key.Key_R)
    desk.settled()
    assert desk.report().comments[key].resolved_by == ""


def test_the_keys_go_on_to_the_next_comment_as_one_is_resolved(desk: Desk) -> None:
    keys = [desk.comment(words) for words in "123"][::-1]
    desk.open()
    desk.cards()[1].setFocus()
    for left in (keys[2], keys[0]):
        QTest.keyClick(focus(), Key.Key_R)
        desk.settled()
        card = focus()
        assert isinstance(card, Card)
        assert card.key == left
    QTest.keyClick(focus(), Key.Key_R)
    desk.settled()
    with desk.qtbot.waitSignal(desk.panel.closed):
        QTest.keyClick(focus(), Key.Key_Escape)


def test_an_answer_that_was_begun_stays_while_others_comment(desk: Desk) -> None:
    key = desk.comment("Why?")
    desk.open()
    (card,) = desk.cards()
    card.setFocus()
    QTest.keyClick(card, Key.Key_A)
    QTest.keyClicks(focus(), "Beca")
    text = focus()
    desk.comment("And why this?")
    desk.saving.open(desk.programme, desk.force, desk.report())
    desk.show()
    assert focus() is text
    QTest.keyClicks(focus(), "use")
    assert [each.key for each in desk.cards()][1] == key
    desk.show(JOBS)
    press(desk.qtbot, desk.panel, "This item")
    assert desk.cards() == []
    desk.show()
    assert any(each.toPlainText() == "Because" for each in desk.panel.findChildren(QPlainTextEdit))
    assert len(desk.panel.pending()) == 1


def _begin_answer(desk: Desk, key: str, words: str) -> QPlainTextEdit:
    card = next(each for each in desk.cards() if each.key == key)
    card.setFocus()
    QTest.keyClick(card, Key.Key_A)
    QTest.keyClicks(focus(), words)
    text = focus()
    assert isinstance(text, QPlainTextEdit)
    return text


def test_an_answer_that_was_begun_is_in_sight_when_its_comment_is_resolved(desk: Desk) -> None:
    key = desk.comment("Why?")
    desk.open()
    text = _begin_answer(desk, key, "Because")
    desk.press("Resolve")
    assert desk.report().comments[key].resolved_by == JANE
    assert [each.key for each in desk.cards()] == [key]
    assert text.isVisible()
    desk.box().setFocus()
    desk.press(f"Begun and not recorded: on “{desk.programme.items[LEAKS].title}”")
    assert focus() is text
    desk.send()
    assert [each.text for each in desk.report().comments[key].replies] == ["Because"]
    desk.show()
    assert desk.cards() == []


def test_an_answer_stays_in_sight_when_others_resolve_it_and_comment(desk: Desk) -> None:
    key = desk.comment("Why?")
    desk.open()
    text = _begin_answer(desk, key, "Beca")
    for number in range(20):
        desk.comment(f"Later {number}")
    for resolved in (False, True):
        if resolved:
            reviewing.resolve_comment(
                desk.database,
                programme=desk.programme,
                force=desk.force,
                comment=key,
                resolved=True,
                by=BOB,
            )
        desk.saving.open(desk.programme, desk.force, desk.report())
        desk.show()
        desk.qtbot.waitUntil(lambda: len(desk.cards()) > 10)
        assert desk.cards()[-1].key == key
        assert focus() is text
        QTest.keyClicks(focus(), "se" if resolved else "u")
    assert text.toPlainText() == "Because"


def test_this_item_comes_first_and_newest_first(desk: Desk) -> None:
    keys = [desk.comment(words, item) for words, item in (("1", LEAKS), ("2", JOBS), ("3", LEAKS))]
    desk.open()
    assert [each.key for each in desk.cards()] == [keys[2], keys[0], keys[1]]
    assert desk.says(desk.programme.items[JOBS].title)
    desk.press("This item")
    assert [each.key for each in desk.cards()] == [keys[2], keys[0]]
    desk.show(JOBS)
    assert [each.key for each in desk.cards()] == [keys[1]]
    assert desk.says("3 open")


def test_a_comment_leads_to_its_place(desk: Desk) -> None:
    desk.comment("On the item", JOBS)
    desk.comment("On words", LEAKS, "leaks", 22)
    desk.open()
    first, second = desk.cards()
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    first.setFocus()
    QTest.keyClick(focus(), Key.Key_Down)
    assert focus() is second
    QTest.keyClick(focus(), Key.Key_Return)
    at = (desk.programme.id, "kent")
    assert desk.opened == [(*at, LEAKS), (*at, JOBS)]
    assert desk.words == [(LEAKS, "leaks", 22)]


def test_of_many_comments_no_more_are_made_than_are_looked_through(desk: Desk) -> None:
    key = desk.comment("First.")
    comment = desk.report().comments[key]
    many = {
        f"c{number}": replace(comment, text=f"Comment {number} {'long ' * number}")
        for number in range(200)
    }
    desk.open()
    report = replace(desk.report(), comments=many)
    desk.panel.show_item(desk.programme, desk.force, report, LEAKS)
    assert len(desk.cards()) < 10, "more are made once there is time"
    assert desk.says("200 open")
    (offer,) = [words for words in desk.buttons() if words.startswith("Show more comments")]
    shown = 200 - int("".join(filter(str.isdigit, offer)))
    assert 10 <= shown <= 30
    desk.qtbot.waitUntil(lambda: len(desk.cards()) == shown)
    press(desk.qtbot, desk.panel, offer)
    desk.qtbot.waitUntil(lambda: len(desk.cards()) == 2 * shown)


@pytest.mark.parametrize("width", [380, 535])
def test_nothing_is_wider_than_the_pane(desk: Desk, width: int) -> None:
    desk.comment("x" * 3000, quote="y" * 300)
    desk.bring_to("signed_off")
    desk.open()
    assert desk.panel.minimumSizeHint().width() <= 380
    desk.put(LEAKS, "Other words.")
    desk.open()
    desk.panel.show_errors(12)
    assert desk.panel.minimumSizeHint().width() <= 380
    desk.panel.resize(width, 500)
    QApplication.processEvents()
    shown = [each for each in desk.panel.findChildren(QWidget) if each.isVisible()]
    right = desk.panel.mapToGlobal(desk.panel.rect().topRight()).x()
    assert all(each.mapToGlobal(each.rect().topRight()).x() <= right for each in shown)


def test_long_and_odd_words_are_shown_as_they_are(desk: Desk) -> None:
    odd = "<b>not bold</b> &amp; " + "unbroken" * 300
    desk.comment(odd, quote="<i>x</i>")
    desk.open()
    (card,) = desk.cards()
    assert card.width() <= desk.panel.width()
    assert card.minimumSizeHint().width() < 380
    assert odd in card.accessibleName()
    press(desk.qtbot, desk.panel, "Show all of it")
    assert focus() is card
    assert not desk.offers("Show all of it")


def test_without_a_report_or_an_item_it_is_said_what_will_be_here(desk: Desk) -> None:
    assert desk.says("No report is open.")
    desk.panel.take_focus()
    with desk.qtbot.waitSignal(desk.panel.closed):
        QTest.keyClick(focus(), Key.Key_Escape)
    desk.open()
    assert desk.says("No comments yet.")
    desk.show("")
    assert desk.says("Go to an item in the form to comment on it.")
    assert not desk.box().isVisible()
    desk.panel.clear()
    assert desk.says("No report is open.")


def test_escape_leads_back_to_the_form_and_keeps_what_was_written(desk: Desk) -> None:
    desk.open()
    desk.write("Half a")
    with desk.qtbot.waitSignal(desk.panel.closed):
        QTest.keyClick(focus(), Key.Key_Escape)
    assert desk.box().toPlainText() == "Half a"


def test_every_control_has_a_name_and_is_reached_by_the_keyboard(desk: Desk) -> None:
    desk.comment("Why?", quote="leaks", start=22)
    desk.open()
    found: list[QWidget] = [
        *desk.panel.findChildren(QPushButton),
        *desk.panel.findChildren(QPlainTextEdit),
        *desk.panel.findChildren(Card),
    ]
    controls = [each for each in found if each.isVisible() and each.isEnabled()]
    assert len(controls) >= 5
    assert all(each.accessibleName() for each in controls)
    desk.panel.take_focus()
    reached = set()
    for _ in range(40):
        QTest.keyClick(focus(), Key.Key_Tab)
        reached.add(focus())
    assert reached >= set(controls)


# In the form


def _passage(form: FormView, title: str) -> PassageEditor:
    passages = form.findChildren(PassageEditor)
    return next(each for each in passages if each.accessibleName() == f"{title}: passage")


def test_selected_words_are_told_with_their_place_and_shown_again(form: FormView) -> None:
    assert form.selected_words() is None
    form.go_to(LEAKS)
    passage = _passage(form, "Leaks")
    passage.load("\U0001f600 First line.\n\n- A point, and *a word* more.")
    plain = prose_of(passage.text()).text
    assert form.selected_words() is None
    select(passage, "and a word")
    start = plain.index("and a word")
    assert form.selected_words() == (LEAKS, "and a word", start)
    select(passage, " word ")
    assert form.selected_words() == (LEAKS, "word", plain.index("word"))
    form.show_words(LEAKS, "and a word", 0)
    assert form.selected_words() == (LEAKS, "and a word", start)
    form.show_words(LEAKS, "no such words", 0)
    assert isinstance(QApplication.focusWidget(), type(passage.focusProxy()))


def test_a_fact_is_told_as_it_is_spelled_out(form: FormView) -> None:
    form.go_to(JOBS)
    passage = _passage(form, "Second jobs")
    passage.load("Of [1,200](fact:gifts.second_jobs.applications) all were **approved**.")
    QTest.keyClick(focus(), Key.Key_A, CONTROL)
    plain = passage.plain_text()
    assert plain.startswith("Of ")
    assert plain.endswith(" all were approved.")
    assert form.selected_words() == (JOBS, plain, 0)


def test_the_menu_of_a_passage_offers_a_comment(form: FormView, qtbot: QtBot) -> None:
    form.go_to(LEAKS)
    passage = _passage(form, "Leaks")
    menu = QMenu(form)
    passage.menu_wanted.emit(menu, 0)
    (action,) = (each for each in menu.actions() if "Comment on" in each.text())
    with qtbot.waitSignal(form.comment_wanted):
        action.trigger()
