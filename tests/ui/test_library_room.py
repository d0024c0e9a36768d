"""The library as an inspector uses it: looked through, sorted, read in, compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.programmes import Programmes
from desktop.core.report import Report
from desktop.core.review import STATE_WORDS
from desktop.store.database import Database
from desktop.store.opening import Opened
from desktop.store.writing import begin_report, record_import, write_passage
from desktop.ui.background import Background
from desktop.ui.form import FormView
from desktop.ui.library import Library
from desktop.ui.library.model import STATE
from desktop.ui.passage import PassageEditor
from desktop.ui.theme import SPACE
from tests.programme_stub import write_programme
from tests.ui.driving import in_focus, press
from tests.ui.shelves import CUSTODY, GONE, SECTIONS, fill

SMALL = "small-inspection"
FIVE = [
    ("Essex", "Custody in focus", "drafting", "2010", "Dot"),
    ("Kent", "Custody in focus", "published", "2010", "Cy"),
    ("Essex", GONE, "published", "", "Eve"),
    ("Cleveland", "Small", "published", "2013", "Ann"),
    ("Kent", "Small", "drafting", "2013", "Bea"),
]
"""The reports in the order of their programmes: force, programme, state, year and by whom."""
PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass
class Visit:
    """An inspector in the library."""

    qtbot: QtBot
    opened: Opened
    room: Library
    wanted: list[tuple[object, ...]]

    @property
    def table(self) -> QTableView:
        found = self.room.findChild(QTableView)
        assert isinstance(found, QTableView)
        return found

    def called(self, name: str) -> QWidget:
        """Give the visible control of this accessible name."""
        found = [
            each
            for each in self.room.findChildren(QWidget)
            if each.accessibleName() == name and each.isVisible()
        ]
        assert len(found) == 1, name
        return found[0]

    def cells(self, row: int) -> list[str]:
        model = self.table.model()
        return [str(model.index(row, column).data()) for column in range(model.columnCount())]

    def wait_for_control(self, name: str) -> QWidget:
        """Wait for a visible control of this accessible name."""

        def there() -> bool:
            every = self.room.findChildren(QWidget)
            return any(each.accessibleName() == name and each.isVisible() for each in every)

        self.qtbot.waitUntil(there, timeout=20_000)
        return self.called(name)

    def rows(self) -> list[tuple[str, str, str, str, str]]:
        """Give what the rows read, but for how complete each is, and on what day it changed."""
        found = [self.cells(row) for row in range(self.table.model().rowCount())]
        return [(a, b, c, d, changed.rpartition(", ")[2]) for a, b, c, d, _, changed in found]

    def wait_for(self, *rows: tuple[str, str]) -> None:
        """Wait until the rows are of these forces and programmes."""

        self.qtbot.waitUntil(
            lambda: [each[:2] for each in self.rows()] == list(rows), timeout=10_000
        )

    def count(self) -> str:
        label = self.called("Reports found")
        assert isinstance(label, QLabel)
        return label.text()

    def choose(self, name: str, words: str) -> None:
        """Choose in a list as a person does, by its keys."""
        box = self.called(name)
        assert isinstance(box, QComboBox)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Home)
        while box.currentText() != words:
            before = box.currentIndex()
            QTest.keyClick(box, Qt.Key.Key_Down)
            assert box.currentIndex() != before, words

    def chosen(self) -> list[tuple[str, str]]:
        rows = sorted({each.row() for each in self.table.selectionModel().selectedIndexes()})
        return [self.rows()[row][:2] for row in rows]

    def form(self) -> FormView:
        form = self.room.findChild(FormView)
        assert isinstance(form, FormView)
        return form

    def wait_for_form(self, name: str, words: str) -> None:
        """Wait until the form shows a force's report that says something."""

        def shown() -> bool:
            said = [each.text() for each in self.form().findChildren(PassageEditor)]
            heads = [each.text() for each in self.form().findChildren(QLabel)]
            return self.form().isVisible() and name in heads and words in said

        self.qtbot.waitUntil(shown, timeout=10_000)

    def says(self, words: str) -> bool:
        """Say whether a visible line of the room holds these words."""
        lines = self.room.findChildren(QLabel)
        return any(words in each.text() and each.isVisible() for each in lines)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    return read_programme(write_programme(tmp_path_factory.mktemp("programmes"), SECTIONS, {}))


@pytest.fixture
def visit(qtbot: QtBot, database: Path, small: Programme, forces: Forces) -> Iterator[Visit]:
    opened = fill(database, small, forces)
    yield from _enter(qtbot, opened, small)


def _enter(qtbot: QtBot, opened: Opened, programme: Programme) -> Iterator[Visit]:
    background = Background("reading")
    room = Library(opened, background)
    visit = Visit(qtbot, opened, room, [])
    room.open_wanted.connect(lambda *place: visit.wanted.append(place))
    room.compare_wanted.connect(lambda reports: visit.wanted.append(("compare", *reports)))
    room.closed.connect(lambda: visit.wanted.append(("closed",)))
    room.resize(1366, 690)
    room.show()
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    room.show_programme(programme)
    room.take_focus()
    qtbot.waitUntil(
        lambda: bool(visit.count()) or visit.says("will be listed") or visit.says("sqlite3"),
        timeout=10_000,
    )
    yield visit
    room.end()
    background.close()
    room.close()
    opened.database.close()


def test_all_reports_of_all_programmes_are_listed(visit: Visit) -> None:
    assert visit.rows() == FIVE
    assert visit.count() == "5 reports · 3 published"


def test_the_state_of_a_report_can_be_read_whole_whatever_it_is(visit: Visit) -> None:
    metrics = visit.table.fontMetrics()
    # The words stand behind a dot and a gap, with a margin at both ends of the column.
    column = visit.table.columnWidth(STATE) - metrics.horizontalAdvance("● ") - 2 * SPACE.tiny
    choice = visit.called("State")
    for words in STATE_WORDS.values():
        assert metrics.horizontalAdvance(words) <= column
        visit.choose("State", words)
        assert isinstance(choice, QComboBox)
        option = QStyleOptionComboBox()
        choice.initStyleOption(option)
        part = QStyle.SubControl.SC_ComboBoxEditField
        shown = choice.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, part, choice
        )
        assert choice.fontMetrics().horizontalAdvance(words) <= shown.width()
    assert visit.room.minimumSizeHint().width() <= 1024


def test_each_row_tells_how_complete_its_report_is(visit: Visit) -> None:
    # Cleveland has two of four passages; the number of leaks and the ISBN are wanted too.
    visit.qtbot.waitUntil(lambda: visit.cells(3)[4] == "33%", timeout=10_000)
    assert visit.cells(2)[4] == "–"


def test_words_find_their_forms_and_the_report_is_read_from_where_it_says_so(visit: Visit) -> None:
    QTest.keyClicks(in_focus(), "cafe inspection")
    visit.wait_for(("Kent", "Custody in focus"))
    assert visit.count() == "1 report · published"
    visit.wait_for_form("Kent Police", "The café in the yard was inspected each year.")


def test_the_form_begins_at_the_first_item_that_says_it(visit: Visit) -> None:
    QTest.keyClicks(in_focus(), "no second jobs")
    visit.wait_for(("Kent", "Small"))
    words = "No second jobs were held."
    visit.wait_for_form("Kent Police", words)
    passages = visit.form().findChildren(PassageEditor)
    place = next(each for each in passages if each.text() == words)
    top = place.mapTo(visit.form(), QPoint()).y()
    assert 0 < top < visit.form().height()


def test_a_query_is_never_a_mistake(visit: Visit) -> None:
    for typed in ('"', "AND (", "NEAR/2 *", "a:b -c", "'; --"):
        line = visit.called("Words in the reports")
        assert isinstance(line, QLineEdit)
        line.clear()
        QTest.keyClicks(line, typed)
        QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(visit.called("Words in the reports"), Qt.Key.Key_Return)
    press(visit.qtbot, visit.room, "Clear")
    visit.wait_for(*(each[:2] for each in FIVE))


def test_lists_narrow_what_is_found_and_clear_shows_all_again(visit: Visit) -> None:
    visit.qtbot.waitUntil(lambda: visit.called("Programme").property("count") == 4, timeout=10_000)
    visit.choose("Force", "Kent")
    visit.wait_for(("Kent", "Custody in focus"), ("Kent", "Small"))
    visit.choose("Year", "2010")
    visit.wait_for(("Kent", "Custody in focus"))
    visit.choose("State", "drafting")
    visit.qtbot.waitUntil(lambda: visit.says("No report is like that."), timeout=10_000)
    assert visit.count() == "0 reports"
    press(visit.qtbot, visit.room, "Clear")
    visit.wait_for(*(each[:2] for each in FIVE))
    visit.choose("Programme", GONE)
    visit.wait_for(("Essex", GONE))


def test_a_header_sorts_and_once_more_turns_round(visit: Visit) -> None:
    header = visit.table.horizontalHeader()
    place = QPoint(header.sectionViewportPosition(0) + 20, 8)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)
    by_force = [
        ("Cleveland", "Small"),
        ("Essex", "Custody in focus"),
        ("Essex", GONE),
        ("Kent", "Custody in focus"),
        ("Kent", "Small"),
    ]
    visit.wait_for(*by_force)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)
    visit.wait_for(*reversed(by_force))


def test_keys_sort_and_what_is_chosen_stays_chosen(visit: Visit) -> None:
    QTest.keyClick(in_focus(), Qt.Key.Key_Down)
    assert in_focus() is visit.table
    QTest.keyClick(visit.table, Qt.Key.Key_Down)
    QTest.keyClick(visit.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    two = [("Kent", "Custody in focus"), ("Essex", GONE)]
    assert visit.chosen() == two
    visit.choose("Sort by", "By changed")
    visit.wait_for(
        ("Cleveland", "Small"),
        ("Kent", "Small"),
        ("Kent", "Custody in focus"),
        ("Essex", "Custody in focus"),
        ("Essex", GONE),
    )
    assert visit.chosen() == two
    assert visit.rows()[visit.table.currentIndex().row()][:2] == ("Essex", GONE)
    QTest.keyClick(visit.called("Order: ascending"), Qt.Key.Key_Space)
    visit.qtbot.waitUntil(lambda: visit.rows()[0][:2] == ("Essex", GONE), timeout=10_000)
    assert visit.chosen() == two[::-1]


def test_enter_and_a_double_click_open_a_report(visit: Visit) -> None:
    QTest.keyClick(in_focus(), Qt.Key.Key_Down)
    QTest.keyClick(visit.table, Qt.Key.Key_Return)
    assert visit.wanted == [(CUSTODY, "essex", "")]
    last = visit.table.visualRect(visit.table.model().index(4, 0)).center()
    for click in (QTest.mouseClick, QTest.mouseDClick):
        click(visit.table.viewport(), Qt.MouseButton.LeftButton, PLAIN, last)
    assert visit.wanted[1:] == [(SMALL, "kent", "")]


def test_a_report_whose_programme_is_gone_is_listed_and_says_so(visit: Visit) -> None:
    QTest.keyClick(in_focus(), Qt.Key.Key_Down)
    for _ in range(2):
        QTest.keyClick(visit.table, Qt.Key.Key_Down)
    visit.qtbot.waitUntil(lambda: visit.says(f"“{GONE}” is not at hand any more"), timeout=10_000)
    QTest.keyClick(visit.table, Qt.Key.Key_Return)
    assert visit.wanted == []


def test_two_or_more_chosen_reports_can_be_compared(visit: Visit) -> None:
    QTest.keyClick(in_focus(), Qt.Key.Key_Down)
    compare = next(
        each for each in visit.room.findChildren(QPushButton) if each.text() == "Compare"
    )
    assert not compare.isEnabled()
    QTest.keyClick(visit.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(compare, Qt.Key.Key_Space)
    assert visit.wanted == [("compare", (CUSTODY, "essex"), (CUSTODY, "kent"))]


def test_what_is_read_cannot_be_changed(visit: Visit, small: Programme) -> None:
    visit.wait_for_form("Essex Police", "Nothing was found.")
    for each in visit.form().findChildren(PassageEditor):
        each.setFocus()
        QTest.keyClicks(in_focus(), "x")
    visit.wait_for_form("Essex Police", "Nothing was found.")


def test_what_was_recorded_meanwhile_is_shown(
    visit: Visit, small: Programme, forces: Forces
) -> None:
    visit.wait_for_form("Essex Police", "Nothing was found.")
    recorded = write_passage(
        visit.opened.database,
        programme=visit.opened.programmes.by_id[CUSTODY],
        force=forces["essex"],
        item="press.leaks",
        text="Two were found.",
        by="Fay",
    )
    visit.room.report_changed(recorded.report)
    visit.wait_for_form("Essex Police", "Two were found.")
    visit.qtbot.waitUntil(lambda: visit.rows()[0][4] == "Fay", timeout=10_000)
    assert visit.chosen() == [("Essex", "Custody in focus")]


def test_tab_walks_in_reading_order(visit: Visit) -> None:
    visit.wait_for_form("Essex Police", "Nothing was found.")
    QTest.keyClicks(in_focus(), "found")
    visit.wait_for(("Essex", "Custody in focus"), ("Essex", GONE))
    walked = []
    for _ in range(12):
        walked.append(in_focus().accessibleName() or in_focus().property("text"))
        QTest.keyClick(in_focus(), Qt.Key.Key_Tab)
    assert walked == [
        "Words in the reports",
        "Programme",
        "Force",
        "State",
        "Year",
        "Clear",
        "Sort by",
        "Order: ascending",
        "Reports",
        "Read the report as its form",
        "Open",
        "ISBN",
    ]


def test_f6_walks_from_part_to_part(visit: Visit) -> None:
    visit.wait_for_form("Essex Police", "Nothing was found.")
    words, form = visit.called("Words in the reports"), visit.room.findChild(FormView)
    assert form is not None
    assert words.hasFocus()
    QTest.keyClick(in_focus(), Qt.Key.Key_F6)
    assert visit.table.hasFocus()
    QTest.keyClick(in_focus(), Qt.Key.Key_F6)
    assert form.isAncestorOf(in_focus())
    QTest.keyClick(in_focus(), Qt.Key.Key_F6)
    assert words.hasFocus()
    QTest.keyClick(in_focus(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert form.isAncestorOf(in_focus())
    QTest.keyClick(in_focus(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert visit.table.hasFocus()


def test_f6_stays_with_the_words_where_nothing_is_found(visit: Visit) -> None:
    QTest.keyClicks(in_focus(), "zeppelin")
    visit.wait_for()
    QTest.keyClick(in_focus(), Qt.Key.Key_F6)
    assert visit.called("Words in the reports").hasFocus()


def test_no_more_reports_are_offered_to_compare_than_compare_shows(
    qtbot: QtBot, visit: Visit, small: Programme
) -> None:
    for force in ("surrey", "dorset", "wiltshire", "gwent"):
        begin_report(
            visit.opened.database, programme=small, force=visit.opened.forces[force], by="Fay"
        )
    visit.room.show_programme(small)
    qtbot.waitUntil(lambda: visit.table.model().rowCount() == 9, timeout=10_000)
    compare = next(
        each for each in visit.room.findChildren(QPushButton) if each.text() == "Compare"
    )
    visit.table.selectAll()
    assert not compare.isEnabled()
    assert "At most 6 " in compare.toolTip()
    visit.table.clearSelection()
    for row in range(6):
        flags = QItemSelectionModel.SelectionFlag
        index = visit.table.model().index(row, 0)
        visit.table.selectionModel().select(index, flags.Select | flags.Rows)
    assert compare.isEnabled()


def test_escape_leads_back(visit: Visit) -> None:
    QTest.keyClick(in_focus(), Qt.Key.Key_Escape)
    QTest.keyClick(in_focus(), Qt.Key.Key_Down)
    QTest.keyClick(visit.table, Qt.Key.Key_Escape)
    assert visit.wanted == [("closed",), ("closed",)]


def test_words_can_be_looked_for_from_elsewhere(visit: Visit) -> None:
    visit.choose("State", "published")
    visit.room.look_for("second jobs")
    visit.wait_for(("Kent", "Small"))


def test_an_empty_library_says_how_to_begin(
    qtbot: QtBot, database: Path, small: Programme, forces: Forces
) -> None:
    opened = Opened(Database.open(database), Programmes({small.id: small}, {}), forces)
    for visit in _enter(qtbot, opened, small):
        assert visit.says("start its report")
        assert visit.count() == "0 reports"


def test_what_was_recorded_in_another_room_is_read_on_coming_back(
    visit: Visit, small: Programme, forces: Forces
) -> None:
    visit.wait_for_form("Essex Police", "Nothing was found.")
    visit.room.hide()
    recorded = write_passage(
        visit.opened.database,
        programme=visit.opened.programmes.by_id[CUSTODY],
        force=forces["essex"],
        item="press.leaks",
        text="Three were found.",
        by="Gus",
    )
    visit.room.report_changed(recorded.report)
    visit.room.show()
    visit.room.show_programme(small)
    visit.wait_for_form("Essex Police", "Three were found.")
    assert visit.rows()[0][4] == "Gus"


def test_a_database_that_cannot_be_read_is_said(
    qtbot: QtBot, database: Path, small: Programme, forces: Forces
) -> None:
    opened = fill(database, small, forces)
    opened.database.close()
    database.write_bytes(b"no database" * 1000)
    for visit in _enter(qtbot, opened, small):
        assert visit.says(str(database))


def test_the_pages_of_a_report_can_be_read(
    qtbot: QtBot, database: Path, programme: Programme, forces: Forces, cleveland: Report
) -> None:
    opened = Opened(Database.open(database), Programmes({programme.id: programme}, {}), forces)
    record_import(
        opened.database,
        report=cleveland,
        programme=programme,
        force=forces["cleveland"],
        by="Ann",
    )
    for visit in _enter(qtbot, opened, programme):
        visit.wait_for_form("Cleveland Police", cleveland.passages["gifts.second_jobs"].text)
        QTest.keyClick(visit.called("Read the report as its pages"), Qt.Key.Key_Space)
        assert visit.says("The pages of Cleveland Police’s report will stand here.")
        box = visit.wait_for_control("Page, of 1")
        assert isinstance(box, QLineEdit)
        assert box.text() == "1"
        QTest.keyClick(visit.called("Read the report as its form"), Qt.Key.Key_Space)
        assert visit.form().isVisible()
