"""The History panel: what was changed, by whom and when, and the way back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QTextBrowser, QToolButton
from pytestqt.qtbot import QtBot

from desktop.core.fields import Answer
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.programmes import Programmes
from desktop.core.report import Report
from desktop.store.database import Database, DatabaseError
from desktop.store.going_back import go_back
from desktop.store.inspector import keep_inspector_name
from desktop.store.opening import Opened
from desktop.store.reading import read_report
from desktop.store.reviewing import record_override, write_comment
from desktop.store.writing import record_answer, record_edits, write_passage
from desktop.ui.background import Background
from desktop.ui.history import History
from desktop.ui.history.model import HistoryModel
from desktop.ui.history.rows import HistoryList
from tests.ui.driving import press

ITEM = "gifts.second_jobs"
APPLICATIONS, APPROVED = f"{ITEM}.applications", f"{ITEM}.approved"
LEAKS = "press.leaks"


class Book:
    """A report of Kent, its panel, and what was asked for there."""

    def __init__(self, opened: Opened, panel: History, qtbot: QtBot) -> None:
        self.opened, self.panel, self.qtbot = opened, panel, qtbot
        self.programme = next(iter(opened.programmes.by_id.values()))
        self.force = opened.forces["kent"]
        self.asked: list[tuple[int, tuple[str, ...]]] = []
        panel.go_back_wanted.connect(lambda step, keys: self.asked.append((step, keys)))

    @property
    def view(self) -> HistoryList:
        found = self.panel.findChild(HistoryList)
        assert isinstance(found, HistoryList)
        return found

    @property
    def model(self) -> HistoryModel:
        model = self.view.model()
        assert isinstance(model, HistoryModel)
        return model

    def answer(self, key: str, answer: Answer | None, by: str = "A. Larsson") -> None:
        at = self.opened.database
        record_answer(at, programme=self.programme, force=self.force, key=key, answer=answer, by=by)

    def write(self, item: str, text: str, by: str = "B. Jones") -> None:
        at = self.opened.database
        write_passage(at, programme=self.programme, force=self.force, item=item, text=text, by=by)

    def report(self) -> Report:
        report = read_report(self.opened.database, self.programme.id, self.force.key)
        assert report is not None
        return report

    def show(self, item: str = ITEM) -> None:
        self.panel.show_item(self.programme, self.force, self.report(), item)
        self.settled()

    def settled(self) -> None:
        """Wait until all that was asked for is shown."""
        background = self.panel.findChild(Background)
        assert isinstance(background, Background)
        self.qtbot.waitUntil(lambda: not background.busy(), timeout=5000)

    def rows(self) -> list[str]:
        shown = range(self.model.rowCount())
        return [str(self.model.index(row).data()) for row in shown]

    def entries(self) -> list[str]:
        rows = zip(self.rows(), range(self.model.rowCount()), strict=True)
        return [words for words, row in rows if self.model.entry(row)]

    def choose_field(self, label: str) -> None:
        """Choose by the keyboard which field is told of."""
        box = self.panel.findChild(QComboBox)
        assert isinstance(box, QComboBox)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        while box.currentText() != label:
            QTest.keyClick(box, Qt.Key.Key_Down)
        self.settled()

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.view, key)
        self.settled()

    def words(self) -> str:
        found = self.panel.findChild(QTextBrowser)
        assert isinstance(found, QTextBrowser)
        return found.toPlainText() if found.isVisible() else ""

    def button(self, words: str) -> QPushButton:
        found = [each for each in self.panel.findChildren(QPushButton) if each.text() == words]
        assert len(found) == 1
        return found[0]

    def says(self, words: str) -> bool:
        labels = self.panel.findChildren(QLabel)
        return any(words in each.text() and each.isVisible() for each in labels)


@pytest.fixture
def book(qtbot: QtBot, tmp_path: Path, programme: Programme, forces: Forces) -> Iterator[Book]:
    keep_inspector_name("C. Patel")
    with Database.open(tmp_path / "book.sqlite3") as database:
        opened = Opened(database, Programmes({programme.id: programme}, {}), forces)
        background = Background("reading")
        panel = History(opened, background)
        background.setParent(panel)
        qtbot.addWidget(panel)
        panel.resize(535, 690)
        panel.show()
        panel.activateWindow()
        qtbot.waitUntil(panel.isActiveWindow)
        yield Book(opened, panel, qtbot)
        background.close()


@pytest.fixture
def changed(book: Book) -> Book:
    """Five steps: two answers, own words, an answer elsewhere, and another answer."""
    book.answer(APPLICATIONS, 12)
    book.answer(APPROVED, 10)
    book.write(ITEM, "Nobody asked for a second job.")
    book.answer("press.leaks.investigated", 3)
    book.answer(APPLICATIONS, 14)
    return book


def test_the_item_at_hand_is_told_newest_first(changed: Book) -> None:
    changed.show()
    assert changed.entries() == [
        "Answered Applications: 12 → 14",
        "Rewrote the passage",
        "Answered Approved: 10",
        "Answered Applications: 12",
    ]
    first = changed.model.index(1)
    note = str(first.data(Qt.ItemDataRole.AccessibleTextRole))
    assert note.startswith("Answered Applications: 12 to 14. Today, ")
    assert note.endswith("A. Larsson")
    assert changed.model.flags(changed.model.index(0)) == Qt.ItemFlag.NoItemFlags


def test_the_whole_report_is_told_and_the_place_is_kept(changed: Book) -> None:
    changed.show()
    changed.key(Qt.Key.Key_Down)
    press(changed.qtbot, changed.panel, "Whole report")
    changed.settled()
    assert changed.entries() == [
        "Answered Applications (second jobs): 12 → 14",
        "Answered Investigated (leaks): 3",
        "Rewrote Second jobs",
        "Answered Approved (second jobs): 10",
        "Answered Applications (second jobs): 12",
    ]
    assert changed.view.currentIndex().data() == "Rewrote Second jobs"
    press(changed.qtbot, changed.panel, "This item")
    changed.settled()
    assert changed.view.currentIndex().data() == "Rewrote the passage"


def test_one_field_is_told_as_it_is_chosen(changed: Book) -> None:
    changed.show()
    changed.choose_field("Approved")
    assert changed.entries() == ["Answered Approved: 10"]
    changed.choose_field("The passage")
    assert changed.entries() == [
        "Rewrote the passage",
        "The passage followed the answers",
        "The passage followed the answers",
    ]
    press(changed.qtbot, changed.panel, "Whole report")
    changed.choose_field("ISBN")
    assert changed.entries() == []
    assert changed.says("Nothing was changed here yet")


def test_what_was_said_of_the_item_stands_in_its_history(changed: Book) -> None:
    at = changed.opened.database
    its: dict[str, Any] = {"programme": changed.programme, "force": changed.force, "by": "I"}
    write_comment(at, item=ITEM, text="Why so few?", **its)
    changed.show()
    assert changed.entries()[0].startswith("Commented “Why so few?”")
    record_override(at, reason="The minister agreed.", **its)
    changed.show("")
    assert "Public edition all the same" in changed.words()
    assert "The minister agreed." in changed.words()
    assert "nothing" not in changed.words()


def test_what_was_changed_is_shown_word_by_word(changed: Book) -> None:
    changed.show()
    assert "Applications" in changed.words()
    assert "12 → 14" in changed.words()
    changed.key(Qt.Key.Key_Down)
    told = changed.words()
    assert "Nobody asked for a second job." in told
    browser = changed.panel.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    read_out = browser.accessibleDescription()
    assert "added: Nobody asked for a second job." in read_out
    assert "removed: " in read_out


def test_enter_hides_and_shows_what_was_changed(changed: Book) -> None:
    changed.show()
    changed.panel.take_focus()
    assert changed.view.hasFocus()
    assert changed.words()
    changed.key(Qt.Key.Key_Return)
    assert not changed.words()
    # Nobody goes back to what they have not seen.
    changed.key(Qt.Key.Key_Down)
    changed.key(Qt.Key.Key_B)
    assert changed.asked == []
    assert changed.words()
    changed.key(Qt.Key.Key_Return)
    changed.key(Qt.Key.Key_Enter)
    assert changed.words()


def test_the_keyboard_goes_to_the_list_as_soon_as_there_is_one(changed: Book) -> None:
    changed.panel.show_item(changed.programme, changed.force, changed.report(), ITEM)
    changed.panel.take_focus()
    assert not changed.view.hasFocus()
    changed.settled()
    assert changed.view.hasFocus()
    assert [index.row() for index in changed.view.selectedIndexes()] == [1]
    changed.key(Qt.Key.Key_Down)
    assert changed.view.currentIndex().data() == "Rewrote the passage"


def test_the_way_back_says_what_it_would_change(changed: Book) -> None:
    changed.show()
    back = changed.button("Go back to this point")
    assert not back.isEnabled()
    assert changed.says("Second jobs: this is how it stands now.")
    changed.key(Qt.Key.Key_B)
    assert changed.asked == []
    changed.key(Qt.Key.Key_Down)
    assert back.isEnabled()
    assert changed.says("Second jobs: would change Applications to 12.")
    changed.key(Qt.Key.Key_B)
    keys = (ITEM, *(key for key, _ in changed.programme.fields_of(ITEM)))
    assert changed.asked == [(3, keys)]
    assert changed.view.hasFocus()
    changed.key(Qt.Key.Key_Down)
    press(changed.qtbot, changed.panel, "Go back to this point")
    assert changed.asked[1:] == [(2, keys)]


@pytest.mark.parametrize(
    ("choose", "keys"),
    [
        (lambda book: press(book.qtbot, book.panel, "Whole report"), ()),
        (lambda book: book.choose_field("Applications"), (APPLICATIONS,)),
    ],
)
def test_the_way_back_is_of_what_is_told(
    changed: Book, choose: Callable[[Book], object], keys: tuple[str, ...]
) -> None:
    changed.show()
    choose(changed)
    changed.settled()
    changed.key(Qt.Key.Key_End)
    changed.key(Qt.Key.Key_B)
    assert changed.asked == [(1, keys)]
    go_back(
        changed.opened.database,
        programme=changed.programme,
        force=changed.force,
        step=1,
        keys=keys,
        by="C. Patel",
    )
    changed.show()
    assert changed.report().answers[APPLICATIONS] == 12
    assert changed.entries()[0].startswith("Went back ")


def test_what_is_recorded_comes_on_top_and_is_at_hand(changed: Book) -> None:
    changed.show()
    changed.answer(APPLICATIONS, 15)
    changed.show()
    assert changed.view.currentIndex().data() == "Answered Applications: 12 → 15"
    # Who reads further down is left there.
    changed.key(Qt.Key.Key_End)
    at = changed.view.currentIndex().data()
    changed.answer(APPROVED, 11)
    changed.show()
    assert changed.entries()[0] == "Answered Approved: 10 → 11"
    assert changed.view.currentIndex().data() == at == "Answered Applications: 12"


def test_what_was_typed_at_one_go_is_one_entry_that_unfolds(book: Book) -> None:
    text = ""
    for word in ("Nobody", "asked", "for", "a", "second", "job."):
        text = f"{text} {word}".strip()
        book.write(ITEM, text)
    book.show()
    folded = ["Wrote the passage"]
    assert book.entries() == folded
    row = book.view.currentIndex().row()
    assert "6 saves" in str(book.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
    assert "Nobody asked for a second job." in book.words()
    book.key(Qt.Key.Key_Right)
    assert len(book.entries()) == 7
    book.key(Qt.Key.Key_Down)
    book.key(Qt.Key.Key_Down)
    book.key(Qt.Key.Key_B)
    assert book.asked[0][0] == 5
    book.key(Qt.Key.Key_Left)
    assert book.entries() == folded
    assert book.view.currentIndex().row() == row
    press(book.qtbot, book.panel, "Show each save")
    book.settled()
    assert len(book.entries()) == 7
    press(book.qtbot, book.panel, "Show as one")
    book.settled()
    assert book.entries() == folded


def test_steps_are_read_a_page_at_a_time(book: Book) -> None:
    for number in range(70):
        book.write((ITEM, LEAKS)[number % 2], f"Words {number}.")
    book.show("")
    assert len(book.entries()) == 30
    assert book.model.rowCount() == 31
    book.key(Qt.Key.Key_End)
    book.qtbot.waitUntil(lambda: len(book.entries()) == 60, timeout=5000)
    book.settled()
    # The next page comes when one gets there, and the place stays.
    assert len(book.entries()) == 60
    assert book.view.currentIndex().row() == 30
    book.key(Qt.Key.Key_End)
    book.qtbot.waitUntil(lambda: len(book.entries()) == 70, timeout=5000)
    book.key(Qt.Key.Key_End)
    assert book.entries()[-1] == "Wrote Second jobs"
    assert len(book.entries()) == 70


def test_who_scrolls_by_the_mouse_is_not_thrown_back_to_the_top(book: Book) -> None:
    for number in range(40):
        book.write((ITEM, LEAKS)[number % 2], f"Words {number}.")
    book.show("")
    bar = book.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    at = bar.value()
    book.qtbot.waitUntil(lambda: len(book.entries()) == 40, timeout=5000)
    book.settled()
    assert bar.value() == at
    book.write(ITEM, "Other words.")
    book.show("")
    assert len(book.entries()) == 41
    assert bar.value() >= at


def test_days_head_what_was_done_in_them(
    qtbot: QtBot, changed: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = datetime.date(2013, 3, 12)
    moments = iter(("2013-03-12T09:00:00+00:00", "2013-03-11T09:00:00+00:00"))
    model = HistoryModel(changed.panel, lambda: today)
    from desktop.store import history_words, recording, steps
    from desktop.store.reading import history

    monkeypatch.setattr(recording, "signed", lambda by: (by, next(moments)))
    changed.answer(APPLICATIONS, 20)
    changed.answer(APPLICATIONS, 21)
    found = history(changed.opened.database, changed.programme.id, "kent", (APPLICATIONS,))
    words = history_words.HistoryWords(changed.programme, changed.opened.forces)
    model.show(steps.steps_of(found)[:2], words, more=False)
    rows = [str(model.index(row).data()) for row in range(model.rowCount())]
    assert rows[::2] == ["Yesterday", "Today"]


def test_another_report_takes_the_place_of_the_first(changed: Book) -> None:
    essex = changed.opened.forces["essex"]
    changed.panel.show_item(changed.programme, changed.force, changed.report(), ITEM)
    record_answer(
        changed.opened.database,
        programme=changed.programme,
        force=essex,
        key=APPLICATIONS,
        answer=99,
        by="D. Evans",
    )
    report = read_report(changed.opened.database, changed.programme.id, "essex")
    assert report is not None
    changed.panel.show_item(changed.programme, essex, report, ITEM)
    changed.settled()
    assert changed.entries() == ["Answered Applications: 99"]
    changed.panel.clear()
    assert changed.entries() == []
    assert changed.says("No report is open")


def test_what_cannot_be_read_is_told(changed: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise DatabaseError("The file is gone.")

    with monkeypatch.context() as broken:
        broken.setattr("desktop.store.reading.history", refused)
        changed.show()
        assert changed.says("The file is gone.")
    changed.show()
    assert len(changed.entries()) == 4
    with monkeypatch.context() as broken:
        broken.setattr("desktop.store.going_back.what_would_change", refused)
        changed.panel.clear()
        changed.show()
        assert "The file is gone." in changed.words()
        assert not changed.button("Go back to this point").isEnabled()


def test_escape_leads_back_to_the_form_from_everywhere(changed: Book) -> None:
    changed.show()
    changed.key(Qt.Key.Key_Down)
    closed: list[bool] = []
    changed.panel.closed.connect(lambda: closed.append(True))
    buttons = [each for each in changed.panel.findChildren(QToolButton) if each.isVisible()]
    for widget in (changed.view, changed.button("Hide"), *buttons):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Escape)
    assert len(closed) == 2 + len(buttons)


def test_without_a_report_it_holds_the_keyboard_and_escape_leads_back(book: Book) -> None:
    closed: list[bool] = []
    book.panel.closed.connect(lambda: closed.append(True))
    book.panel.take_focus()
    assert book.panel.hasFocus()
    QTest.keyClick(book.panel, Qt.Key.Key_Escape)
    assert closed == [True]
    book.answer(APPLICATIONS, 12)
    book.show()
    assert book.view.hasFocus(), "the list has the keyboard that waited for it"


def test_an_item_that_the_programme_has_not_is_none(changed: Book) -> None:
    changed.show("conduct.outside_work")
    assert len(changed.entries()) == 5, "the whole report is told"
    changed.panel.others_changed()
    assert len(changed.entries()) == 5


def test_all_that_was_changed_at_once_is_told(changed: Book) -> None:
    items = list(changed.programme.items)
    words = {item: f"Words of {number}. " * 40 for number, item in enumerate(items)}
    record_edits(
        changed.opened.database,
        programme=changed.programme,
        force=changed.force,
        answers={},
        passages=words,
        by="A. Larsson",
    )
    changed.show("")
    assert len(items) > 12, "enough to be written in several goes"
    said = [f"Words of {number}." for number in range(len(items))]
    changed.qtbot.waitUntil(lambda: all(each in changed.words() for each in said), timeout=5000)
    browser = changed.panel.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    assert sorted(said, key=changed.words().index) == sorted(
        said, key=browser.accessibleDescription().index
    )
    assert browser.verticalScrollBar().value() == 0
    changed.key(Qt.Key.Key_Down)
    assert "Words of" not in changed.words()


def test_what_is_opened_has_most_of_the_height_and_its_entry_is_seen(changed: Book) -> None:
    # As high as the panel is beside the form with the remarks unfolded, at 1366×768.
    changed.panel.resize(535, 340)
    changed.show()
    changed.panel.take_focus()
    changed.key(Qt.Key.Key_End)
    browser = changed.panel.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    lines = browser.viewport().height() / browser.fontMetrics().lineSpacing()
    assert lines >= 3
    current = changed.view.visualRect(changed.view.currentIndex())
    assert changed.view.viewport().rect().contains(current)
    changed.panel.resize(535, 690)
    assert browser.height() > changed.view.height() / 2
    changed.panel.resize(535, 340)
    current = changed.view.visualRect(changed.view.currentIndex())
    assert changed.view.viewport().rect().contains(current)


def test_the_name_that_one_writes_under_can_be_changed(book: Book) -> None:
    wanted: list[bool] = []
    book.panel.name_wanted.connect(lambda: wanted.append(True))
    assert book.says("Changes are recorded as C. Patel")
    press(book.qtbot, book.panel, "Change")
    assert wanted == [True]
    keep_inspector_name("C. Patel-Smith")
    book.panel.show_name()
    assert book.says("Changes are recorded as C. Patel-Smith")


def test_a_place_that_was_changed_can_be_gone_to(changed: Book) -> None:
    places: list[tuple[str, ...]] = []
    changed.panel.open_wanted.connect(lambda *place: places.append(place))
    changed.show()
    browser = changed.panel.findChild(QTextBrowser)
    assert isinstance(browser, QTextBrowser)
    browser.setFocus()
    QTest.keyClick(browser, Qt.Key.Key_Tab)
    QTest.keyClick(browser, Qt.Key.Key_Return)
    assert places == [(changed.programme.id, "kent", APPLICATIONS)]


def test_every_control_has_a_name(changed: Book) -> None:
    changed.show()
    for kind in (QPushButton, QToolButton):
        for button in changed.panel.findChildren(kind):
            assert button.accessibleName() or button.text()
    for other in (QComboBox, QTextBrowser, HistoryList):
        assert all(each.accessibleName() for each in changed.panel.findChildren(other))
