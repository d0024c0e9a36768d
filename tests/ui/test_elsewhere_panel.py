"""Other reports' passages beside the form: what is shown, and that reading is not disturbed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.report import Passage, Report
from desktop.store.opening import Opened
from desktop.ui.background import Background
from desktop.ui.elsewhere import Elsewhere
from desktop.ui.elsewhere.entries import EntriesList
from tests.ui.driving import press
from tests.ui.series import NOW, THEN, open_series, record

LEAKS, SOCIAL = "press.leaks", "press.social_media"
INVESTIGATED, CONTINUING = f"{LEAKS}.investigated", f"{LEAKS}.continuing"
CONTROL = Qt.KeyboardModifier.ControlModifier
LONG = " ".join(f"The constabulary looked into matter {number}." for number in range(60))
MANY = [
    *("avon-and-somerset", "bedfordshire", "cambridgeshire", "city-of-london", "cleveland"),
    *("cumbria", "derbyshire", "devon-and-cornwall", "dorset", "durham", "dyfed-powys", "essex"),
    *("gloucestershire", "greater-manchester", "gwent", "hampshire", "hertfordshire"),
    *("humberside", "lancashire", "leicestershire", "lincolnshire", "merseyside", "norfolk"),
    *("north-wales", "north-yorkshire"),
]


@dataclass
class Reading:
    """An inspector with the panel beside the form of one report."""

    qtbot: QtBot
    opened: Opened
    background: Background
    panel: Elsewhere
    taken: list[tuple[object, ...]] = field(default_factory=list)
    gone_to: list[tuple[object, ...]] = field(default_factory=list)

    def show(self, report: Report, item: str = LEAKS) -> None:
        programme = self.opened.programmes.by_id[report.programme]
        self.panel.show_item(programme, self.opened.forces[report.force], report, item)
        self.settle()

    def settle(self) -> None:
        assert self.background.finish(5000)

    def key(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.entries, key, held)
        self.settle()

    def filter_for(self, words: str, force: str) -> None:
        """Type into the filter, and wait until only one force's passage is left."""
        self.filter.setFocus()
        self.filter.selectAll()
        QTest.keyClicks(self.filter, words)
        self.qtbot.waitUntil(lambda: len(self.rows) == 1 and self.current == force)

    @property
    def entries(self) -> EntriesList:
        found = self.panel.findChild(EntriesList)
        assert found is not None
        return found

    @property
    def filter(self) -> QLineEdit:
        found = self.panel.findChild(QLineEdit, "elsewhereFilter")
        assert found is not None
        return found

    @property
    def rows(self) -> list[str]:
        """What a screen reader says of each row."""
        model = self.entries.model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(model.index(row, 0).data(role)) for row in range(model.rowCount())]

    @property
    def current(self) -> str:
        return str(self.entries.currentIndex().data())

    @property
    def words(self) -> str:
        """What is to be read around the list."""
        labels = self.panel.findChildren(QLabel)
        return "\n".join(each.text() for each in labels if each.isVisible())

    @property
    def outcome(self) -> str:
        shown = [each for each in self.panel.findChildren(QTextEdit) if each.isVisible()]
        return shown[0].toPlainText() if shown else ""


@pytest.fixture
def opened(tmp_path: Path, forces: Forces) -> Iterator[Opened]:
    series = open_series(tmp_path, forces)
    yield series
    series.database.close()


@pytest.fixture
def kent(opened: Opened) -> Report:
    """Kent's report: 14 investigated, 3 continuing, nothing written."""
    return record(opened, NOW, "kent", {INVESTIGATED: 14, CONTINUING: 3}, {})


@pytest.fixture
def three(opened: Opened) -> None:
    """Durham's answers differ, one of Essex's is the same, and so are all of those of 2010."""
    record(
        opened,
        NOW,
        "durham",
        {INVESTIGATED: 2, CONTINUING: 1},
        {LEAKS: f"Durham Constabulary had [two](fact:{INVESTIGATED}) **leaks**."},
    )
    record(
        opened,
        NOW,
        "essex",
        {INVESTIGATED: 14, CONTINUING: 5},
        {
            LEAKS: f"The force had [14](fact:{INVESTIGATED}), [five](fact:{CONTINUING}) of them"
            " open."
        },
    )
    record(
        opened,
        THEN,
        "cheshire",
        {"press.disclosures.looked_into": 14, "press.disclosures.continuing": 3},
        {"press.disclosures": "The constabulary disclosed nothing."},
    )


@pytest.fixture
def reading(qtbot: QtBot, opened: Opened) -> Iterator[Reading]:
    background = Background("reading")
    panel = Elsewhere(opened, background)
    qtbot.addWidget(panel)
    reader = Reading(qtbot, opened, background, panel)
    panel.passage_wanted.connect(lambda *what: reader.taken.append(what))
    panel.open_wanted.connect(lambda *what: reader.gone_to.append(what))
    panel.resize(535, 690)
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    yield reader
    background.close()


def test_without_an_item_it_says_how_to_begin(reading: Reading, kent: Report) -> None:
    assert "Open a force's report" in reading.words
    reading.show(kent, "")
    assert "Go to an item in the form" in reading.words
    reading.show(kent)
    assert reading.words.startswith("Leaks\nNo other report says anything about leaks yet.")
    reading.panel.clear()
    assert "Open a force's report" in reading.words


def test_those_with_the_same_answers_come_first_and_the_others_are_told(
    reading: Reading, kent: Report, three: None
) -> None:
    reading.show(kent)
    assert reading.rows == [
        "Cheshire, The inspection of 2010, drafting. 2 of 2 answers the same."
        " The constabulary disclosed nothing.",
        "Essex, drafting. 1 of 2 answers the same · Continuing: 5."
        " The force had 14, five of them open.",
        "Durham, drafting. 0 of 2 answers the same · Investigated: 2; Continuing: 1."
        " Durham Constabulary had two leaks.",
    ]


def test_a_passage_is_taken_over_by_the_keyboard_with_this_reports_words(
    reading: Reading, kent: Report, three: None
) -> None:
    reading.show(kent)
    reading.panel.take_focus()
    reading.key(Qt.Key.Key_Down)
    reading.key(Qt.Key.Key_Down)
    reading.key(Qt.Key.Key_Return)
    assert reading.taken == [
        (LEAKS, f"Kent Police had [14](fact:{INVESTIGATED}) **leaks**.", f"{NOW}/durham {LEAKS}")
    ]
    reading.key(Qt.Key.Key_Return, CONTROL)
    assert reading.gone_to == [(NOW, "durham", LEAKS)]
    with reading.qtbot.waitSignal(reading.panel.closed):
        QTest.keyClick(reading.entries, Qt.Key.Key_Escape)


def test_what_it_gives_is_shown_first_with_what_is_to_be_filled_in(
    reading: Reading, kent: Report, three: None
) -> None:
    only_one = replace(kent, answers={INVESTIGATED: 14})
    reading.show(only_one)
    reading.panel.take_focus()
    assert reading.outcome == ""
    reading.key(Qt.Key.Key_Space)
    assert reading.current == "Essex", "of the same programme, before that of another"
    assert reading.outcome == "The force had 14, [continuing] of them open."
    assert "In brackets: what is not answered here, or is answered otherwise." in reading.words
    reading.show(replace(kent, answers={INVESTIGATED: 1}))
    assert reading.outcome == "The force had one, [continuing] of them open."
    reading.key(Qt.Key.Key_Space)
    assert reading.outcome == ""
    reading.key(Qt.Key.Key_Return)
    assert "Taken over from Essex. To fill in: [continuing]" in reading.words


def test_own_words_are_not_replaced_without_saying_so(
    reading: Reading, kent: Report, three: None
) -> None:
    reading.show(kent)
    assert "Replaces" not in reading.words
    own = replace(kent, passages={LEAKS: Passage("Mine.", "edited")}, version=kent.version + 1)
    reading.show(own)
    assert "Replaces your own words here. They stay in the history." in reading.words


def test_copied_words_are_tied_to_no_field(reading: Reading, kent: Report, three: None) -> None:
    reading.show(kent)
    reading.panel.take_focus()
    reading.key(Qt.Key.Key_Down)
    reading.key(Qt.Key.Key_C, CONTROL)
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == "The force had 14, five of them open."
    html, _ = clipboard.text("html")
    assert html
    assert "fact:" not in html


def test_answers_order_anew_and_the_passage_being_read_stays_at_hand(
    reading: Reading, kent: Report, three: None
) -> None:
    reading.show(kent)
    reading.panel.take_focus()
    reading.key(Qt.Key.Key_Down)
    assert reading.current == "Essex"
    before = reading.entries.visualRect(reading.entries.currentIndex()).top()
    reading.show(replace(kent, answers={INVESTIGATED: 2, CONTINUING: 5}))
    reading.qtbot.waitUntil(lambda: reading.rows[0].startswith("Durham"))
    assert reading.current == "Essex"
    assert reading.entries.visualRect(reading.entries.currentIndex()).top() == before
    assert reading.entries.hasFocus()


def test_words_filter_passages_and_forces(reading: Reading, kent: Report, three: None) -> None:
    reading.show(kent)
    for words, force in (("durham", "Durham"), ("OPEN five", "Essex"), ("2010", "Cheshire")):
        reading.filter_for(words, force)
    QTest.keyClick(reading.filter, Qt.Key.Key_Down)
    assert reading.entries.hasFocus()
    reading.key(Qt.Key.Key_Up)
    assert reading.filter.hasFocus()
    QTest.keyClicks(reading.filter, "nowhere")
    reading.qtbot.waitUntil(lambda: "No passage about leaks has these words" in reading.words)
    assert reading.filter.hasFocus()
    assert reading.filter.text() == "2010nowhere"


def test_more_are_read_as_one_comes_to_the_end(
    reading: Reading, opened: Opened, kent: Report
) -> None:
    for force in MANY:
        record(opened, NOW, force, {INVESTIGATED: 14}, {LEAKS: LONG})
    reading.show(kent)
    assert len(reading.rows) == 20
    reading.panel.take_focus()
    shown = reading.entries.viewport().height()
    top = reading.entries.visualRect(reading.entries.model().index(0, 0))
    assert top.height() > shown / 2, "the passage is there whole"
    reading.key(Qt.Key.Key_End)
    reading.qtbot.waitUntil(lambda: len(reading.rows) == len(MANY))
    assert len(set(reading.rows)) == len(MANY)
    reading.key(Qt.Key.Key_End)
    assert reading.current == "North Yorkshire"
    assert reading.entries.visualRect(reading.entries.currentIndex()).top() == 0, (
        "its beginning is seen"
    )


def test_a_passage_higher_than_the_view_is_read_through_by_the_arrows(
    reading: Reading, opened: Opened, kent: Report
) -> None:
    for force in MANY[:2]:
        record(opened, NOW, force, {INVESTIGATED: 14}, {LEAKS: LONG})
    reading.panel.resize(380, 400)
    reading.show(kent)
    reading.panel.take_focus()
    bottom = reading.entries.viewport().rect().bottom()
    steps = 0
    while reading.entries.visualRect(reading.entries.currentIndex()).bottom() > bottom:
        reading.key(Qt.Key.Key_Down)
        steps += 1
        assert reading.current == "Avon and Somerset"
        assert steps < 20
    assert steps > 1
    reading.key(Qt.Key.Key_Down)
    assert reading.current == "Bedfordshire"


def test_all_of_it_can_be_done_with_buttons_too(
    reading: Reading, kent: Report, three: None
) -> None:
    reading.show(kent)
    press(reading.qtbot, reading.panel, "Show what that gives")
    reading.settle()
    assert reading.outcome == "The force disclosed nothing."
    press(reading.qtbot, reading.panel, "Open its report")
    assert reading.gone_to == [(THEN, "cheshire", "press.disclosures")]
    press(reading.qtbot, reading.panel, "Take over")
    reading.settle()
    assert reading.taken == [
        (LEAKS, "The force disclosed nothing.", f"{THEN}/cheshire press.disclosures")
    ]
    for button in reading.panel.findChildren(QPushButton):
        assert button.accessibleName() or button.text()


def test_an_answer_that_comes_late_is_not_shown(
    reading: Reading, kent: Report, three: None
) -> None:
    programme, force = reading.opened.programmes.by_id[NOW], reading.opened.forces["kent"]
    reading.panel.show_item(programme, force, kent, LEAKS)
    reading.panel.show_item(programme, force, kent, SOCIAL)
    reading.settle()
    assert reading.words.startswith("Social media\nNo other report says anything")


def test_what_cannot_be_read_is_said(
    reading: Reading, kent: Report, three: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is gone.")

    monkeypatch.setattr("desktop.store.elsewhere.elsewhere", fail)
    reading.show(kent)
    assert "What other reports say cannot be shown: the disk is gone." in reading.words


def test_what_comes_in_is_shown_at_once_and_the_place_is_kept(
    reading: Reading, kent: Report, three: None, opened: Opened
) -> None:
    reading.show(kent)
    reading.panel.take_focus()
    reading.key(Qt.Key.Key_Down)
    before = reading.entries.visualRect(reading.entries.currentIndex()).top()
    record(opened, NOW, "dorset", {INVESTIGATED: 2}, {LEAKS: "Dorset had leaks."})
    reading.panel.others_changed()
    reading.qtbot.waitUntil(lambda: len(reading.rows) == 4)
    assert reading.current == "Essex"
    assert reading.entries.visualRect(reading.entries.currentIndex()).top() == before
    assert reading.entries.hasFocus()


def test_the_first_that_comes_in_has_the_keyboard_that_waited(
    reading: Reading, kent: Report, opened: Opened
) -> None:
    reading.show(kent)
    reading.panel.take_focus()
    record(opened, NOW, "dorset", {INVESTIGATED: 2}, {LEAKS: "Dorset had leaks."})
    reading.panel.others_changed()
    reading.qtbot.waitUntil(lambda: len(reading.rows) == 1)
    assert reading.entries.hasFocus()


def test_what_came_in_unseen_is_there_when_it_is_seen_again(
    reading: Reading, kent: Report, three: None, opened: Opened
) -> None:
    reading.show(kent)
    reading.panel.hide()
    record(opened, NOW, "dorset", {INVESTIGATED: 2}, {LEAKS: "Dorset had leaks."})
    reading.panel.others_changed()
    assert not reading.background.busy()
    reading.panel.show()
    reading.settle()
    assert len(reading.rows) == 4


def test_what_was_said_of_taking_over_stays_until_one_goes_on_or_types(
    reading: Reading, kent: Report, three: None
) -> None:
    only_one = replace(kent, answers={INVESTIGATED: 14})
    reading.show(only_one)
    reading.panel.take_focus()
    reading.key(Qt.Key.Key_Return)
    told = "Taken over from Essex. To fill in: [continuing]"
    assert told in reading.words
    ((_, text, _),) = reading.taken
    taken = replace(only_one, passages={LEAKS: Passage(str(text), "edited")}, version=9)
    reading.show(taken)
    assert told in reading.words
    answered = replace(taken, answers={INVESTIGATED: 15})
    followed = str(text).replace("14", "15")
    reading.show(replace(answered, passages={LEAKS: Passage(followed, "edited")}))
    assert told in reading.words, "facts follow the answers; nothing was typed"
    reading.key(Qt.Key.Key_Down)
    assert "Taken over from" not in reading.words
    assert "Replaces what was taken over from Essex." in reading.words
    assert "your own words" not in reading.words
    reading.key(Qt.Key.Key_Return)
    assert len(reading.taken) == 2
    typed = Passage(f"{followed} Mine.", "edited")
    reading.show(replace(answered, passages={LEAKS: typed}))
    assert "Replaces your own words here. They stay in the history." in reading.words


def test_an_item_that_the_programme_has_not_is_none(
    reading: Reading, kent: Report, three: None
) -> None:
    reading.show(kent, "press.disclosures")
    assert "Go to an item in the form" in reading.words


def test_what_fails_at_one_passage_leaves_the_others_to_be_read(
    reading: Reading, kent: Report, three: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is gone.")

    monkeypatch.setattr("desktop.core.taking_over.take_over", fail)
    reading.show(kent)
    reading.panel.take_focus()
    reading.key(Qt.Key.Key_Return)
    assert "The passage was not taken over: the disk is gone." in reading.words
    reading.key(Qt.Key.Key_Space)
    assert "What that gives cannot be shown: the disk is gone." in reading.words
    assert len(reading.rows) == 3
    assert reading.entries.hasFocus()
    assert reading.taken == []


def test_the_report_of_a_force_that_is_not_known_any_more_is_not_opened_in_silence(
    reading: Reading, kent: Report, three: None, forces: Forces
) -> None:
    known = Forces(each for each in forces.values() if each.key != "cheshire")
    reading.opened = Opened(reading.opened.database, reading.opened.programmes, known)
    panel = reading.panel = Elsewhere(reading.opened, reading.background)
    reading.qtbot.addWidget(panel)
    panel.open_wanted.connect(lambda *what: reading.gone_to.append(what))
    panel.resize(535, 690)
    panel.show()
    reading.show(kent)
    assert reading.current == "cheshire"
    assert "its words can be copied, not taken over" in reading.words
    press(reading.qtbot, panel, "Open its report")
    assert reading.gone_to == []
    assert (
        "“cheshire” is not in the list of forces any more, so its report cannot be opened."
        in reading.words
    )
