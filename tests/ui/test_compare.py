"""Reports side by side, as an inspector chooses, reads and walks through them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QTableView,
)
from pytestqt.qtbot import QtBot

from desktop.core.fields import Answer
from desktop.core.forces import Forces
from desktop.store.opening import Opened
from desktop.ui.background import Background
from desktop.ui.compare import Compare
from tests.ui.driving import in_focus, press
from tests.ui.series import NOW, THEN, named, open_series, record

LEAKS = "press.leaks"
CLEVELAND, KENT, CAMBRIDGESHIRE = (
    (NOW, force) for force in ("cleveland", "kent", "cambridgeshire")
)
EARLIER = (THEN, "cleveland")
Key = Qt.Key


@dataclass
class Visit:
    """An inspector in the room."""

    qtbot: QtBot
    background: Background
    room: Compare
    wanted: list[tuple[object, ...]] = field(default_factory=list)

    def show(self, *reports: tuple[str, str]) -> None:
        self.room.show_reports(reports)
        self.settle()

    def settle(self) -> None:
        assert self.background.finish(5000)
        for _ in range(12):  # passages are shown one in each turn of the loop
            QApplication.processEvents()

    @property
    def table(self) -> QTableView:
        found = self.room.findChild(QTableView)
        assert found is not None
        return found

    @property
    def items(self) -> QListWidget:
        found = self.room.findChild(QListWidget)
        assert found is not None
        return found

    @property
    def adding(self) -> QLineEdit:
        found = self.room.findChild(QLineEdit)
        assert found is not None
        return found

    @property
    def offered(self) -> list[str]:
        popup = QApplication.activePopupWidget()
        if not isinstance(popup, QListView):
            return []
        model = popup.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def look_for(self, words: str) -> None:
        self.adding.setFocus()
        QTest.keyClicks(self.adding, words)
        self.qtbot.waitUntil(lambda: self.offered != [], timeout=5000)

    def choose(self) -> None:
        popup = QApplication.activePopupWidget()
        assert popup is not None
        QTest.keyClick(popup, Key.Key_Return)
        self.settle()

    def rows(self) -> list[list[str]]:
        model = self.table.model()
        return [
            [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def titles(self) -> list[str]:
        role = Qt.ItemDataRole.AccessibleTextRole
        return [str(self.items.item(row).data(role)) for row in range(self.items.count())]

    @property
    def passages(self) -> list[str]:
        """What is said in the passages, headings and all."""
        inside = named(self.room, "Passages")
        labels = [each for each in inside.findChildren(QLabel) if each.isVisible()]
        return [each.accessibleDescription() or each.text() for each in labels if each.text()]

    @property
    def words(self) -> str:
        return "\n".join(each.text() for each in self.room.findChildren(QLabel) if each.isVisible())

    @property
    def chips(self) -> list[str]:
        names = (
            each.accessibleName()
            for each in self.room.findChildren(QAbstractButton)
            if each.isVisible()
        )
        return [name.removeprefix("Take out ") for name in names if name.startswith("Take out ")]


@pytest.fixture
def opened(tmp_path: Path, forces: Forces) -> Iterator[Opened]:
    series = open_series(tmp_path, forces)
    answers: dict[str, Answer] = {
        "press.leaks.investigated": 4,
        "press.leaks.continuing": 0,
        "press.leaks.plan": "A",
    }
    record(
        series,
        NOW,
        "cleveland",
        {**answers, "conduct.training.channels": ("email",)},
        {
            LEAKS: "The force looked into [four](fact:press.leaks.investigated) leaks.",
            "conduct.training": "The force trains its staff in Cleveland.",
        },
    )
    record(
        series,
        NOW,
        "cambridgeshire",
        {**answers, "press.leaks.investigated": 7},
        {
            LEAKS: "The constabulary looked into seven leaks.",
            "conduct.training": "The constabulary trains its staff in Cambridgeshire.",
        },
    )
    record(series, NOW, "kent", {"conduct.second_jobs.applications": 9}, {})
    record(series, THEN, "cleveland", {"press.disclosures.looked_into": 4}, {})
    yield series
    series.database.close()


@pytest.fixture
def visit(qtbot: QtBot, opened: Opened) -> Iterator[Visit]:
    background = Background("reading")
    room = Compare(opened, background)
    room.resize(1366, 690)
    qtbot.addWidget(room)
    made = Visit(qtbot, background, room)
    room.open_wanted.connect(lambda *told: made.wanted.append(told))
    room.closed.connect(lambda: made.wanted.append(("closed",)))
    room.show()
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    room.show_programme(opened.programmes.by_id[NOW])
    room.take_focus()
    made.settle()
    yield made
    room.end()
    background.close()


def test_it_begins_by_naming_reports(visit: Visit) -> None:
    assert "Type a force above to begin." in visit.words
    assert in_focus() is visit.adding
    visit.look_for("clevel 2012")
    assert visit.offered == ["Cleveland · The inspection of 2012, 2012"]
    visit.choose()
    assert visit.adding.text() == ""
    assert visit.chips == ["Cleveland"]
    assert "what Cleveland is to be compared with" in visit.words
    # Of three answers of Cambridgeshire two are Cleveland's, who gave four; Kent gave none of them.
    press(visit.qtbot, visit.room, "Cambridgeshire: 2 of 4 answers the same")
    visit.settle()
    assert visit.chips == ["Cleveland", "Cambridgeshire"]
    assert visit.rows()[1] == ["≠", "Investigated", "4", "7"]


def test_reports_are_found_by_words_of_force_programme_and_year(visit: Visit) -> None:
    visit.show(CLEVELAND)
    visit.look_for("inspection")
    # Those of the same programme first, then those of the same force; the one chosen is not there.
    assert visit.offered == [
        "Cambridgeshire · The inspection of 2012, 2012",
        "Kent · The inspection of 2012, 2012",
        "Cleveland · The inspection of 2010, 2010",
    ]
    QTest.keyClick(in_focus(), Key.Key_Escape)
    assert visit.wanted == [], "it only closes the list"
    visit.adding.clear()
    visit.look_for("rutland")
    assert visit.offered == ["No report has this in its name"]
    visit.choose()
    assert visit.chips == ["Cleveland"]


def test_answers_and_what_differs_by_sign_and_weight(visit: Visit) -> None:
    visit.show(CLEVELAND, CAMBRIDGESHIRE, KENT)
    assert visit.rows() == [
        ["Leaks", "", "", "", ""],
        ["≠", "Investigated", "4", "7", "Not answered"],
        ["≠", "Continuing", "0", "0", "Not answered"],
        ["≠", "Plan", "A", "A", "Not answered"],
        ["Social media", "", "", "", ""],
        ["", "Cases", "Not answered", "Not answered", "Not answered"],
        ["Second jobs", "", "", "", ""],
        ["≠", "Applications", "Not answered", "Not answered", "9"],
        ["Training", "", "", "", ""],
        ["≠", "Channels", "Email", "Not answered", "Not answered"],
    ]
    model = visit.table.model()

    def heavy(row: int, column: int) -> bool:
        font = model.index(row, column).data(Qt.ItemDataRole.FontRole)
        return isinstance(font, QFont) and font.weight() >= QFont.Weight.DemiBold

    assert [heavy(2, column) for column in (1, 2, 3, 4)] == [True, False, False, True]
    assert not heavy(5, 1)
    assert model.index(1, 3).data(Qt.ItemDataRole.AccessibleTextRole) == (
        "Investigated, Cambridgeshire: 7, differs"
    )
    header = [model.headerData(column, Qt.Orientation.Horizontal) for column in (2, 3, 4)]
    assert header == ["Cleveland", "Cambridgeshire", "Kent"]


def test_only_what_differs(visit: Visit) -> None:
    visit.show(CLEVELAND, CAMBRIDGESHIRE)
    assert visit.titles() == [
        "Leaks, differs",
        "Social media, the same",
        "Second jobs, the same",
        "Training, differs",
    ]
    press(visit.qtbot, visit.room, "Only what differs")
    assert visit.titles() == ["Leaks, differs", "Training, differs"]
    assert [row[:2] for row in visit.rows()] == [
        ["Leaks", ""],
        ["≠", "Investigated"],
        ["Training", ""],
        ["≠", "Channels"],
    ]


def test_passages_by_what_differs_from_the_first(visit: Visit) -> None:
    visit.show(CLEVELAND, CAMBRIDGESHIRE, KENT)
    assert visit.passages == [
        "Leaks",
        "Cleveland",
        "The force looked into four leaks.",
        "Cambridgeshire",
        "removed: four; added: seven",
        "Kent: no passage",
    ]
    press(visit.qtbot, visit.room, "Ignore names of the forces")
    visit.settle()
    assert visit.passages[4] == "removed: force; added: constabulary; removed: four; added: seven"
    press(visit.qtbot, visit.room, "Ignore names of the forces")
    visit.items.setCurrentRow(3)
    visit.settle()
    assert visit.passages[3:5] == [
        "Cambridgeshire: the same words",
        "The constabulary trains its staff in Cambridgeshire.",
    ]


def test_items_are_gone_through_by_keys_from_wherever_one_is(visit: Visit) -> None:
    visit.show(CLEVELAND, CAMBRIDGESHIRE)
    visit.room.take_focus()
    assert in_focus() is visit.table
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(visit.table, Key.Key_Down, alt)
    QTest.keyClick(visit.table, Key.Key_Down, alt)
    visit.settle()
    assert visit.items.currentRow() == 2
    assert visit.rows()[visit.table.currentIndex().row()][1] == "Applications"
    assert visit.passages[0] == "Second jobs"
    visit.items.setFocus()
    QTest.keyClick(visit.items, Key.Key_Up, alt)
    QTest.keyClick(visit.items, Key.Key_Up)
    visit.settle()
    assert visit.passages[0] == "Leaks"
    QTest.keyClick(visit.table, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    visit.settle()
    assert visit.passages[0] == "Training", "the passages follow the answer at hand"


def test_enter_on_an_answer_opens_its_report_there(visit: Visit) -> None:
    visit.show(CLEVELAND, CAMBRIDGESHIRE, EARLIER)
    visit.room.take_focus()
    for key in (Key.Key_Right, Key.Key_Return, Key.Key_Right, Key.Key_Return, Key.Key_Escape):
        QTest.keyClick(visit.table, key)
    assert visit.wanted == [
        (*CAMBRIDGESHIRE, "press.leaks.investigated"),
        (*EARLIER, "press.disclosures.looked_into"),
        ("closed",),
    ]


def test_reports_of_two_programmes_are_told_apart_by_their_years(visit: Visit) -> None:
    visit.show(CLEVELAND, EARLIER)
    assert visit.chips == ["Cleveland, 2012", "Cleveland, 2010"]
    assert visit.rows()[1] == ["", "Investigated", "4", "4"]
    assert ["≠", "Plan", "A", "Not asked"] in visit.rows()
    assert "Ignore names" not in [
        each.text() for each in visit.room.findChildren(QAbstractButton) if each.isVisible()
    ], "one force has one name"


def test_a_report_can_be_taken_out_or_put_first(visit: Visit) -> None:
    visit.show(CLEVELAND, CAMBRIDGESHIRE, KENT)
    press(visit.qtbot, visit.room, "Kent")
    visit.settle()
    assert visit.chips == ["Kent", "Cleveland", "Cambridgeshire"]
    QTest.keyClick(named(visit.room, "Take out Cleveland"), Key.Key_Space)
    visit.settle()
    assert visit.chips == ["Kent", "Cambridgeshire"]
    QTest.keyClick(named(visit.room, "Kent"), Key.Key_Delete)
    visit.settle()
    assert visit.chips == ["Cambridgeshire"]
    assert not visit.table.isVisible()
    assert in_focus().accessibleName() == "Cambridgeshire", "the keys stay among the chips"


def test_tab_goes_in_the_order_of_reading(visit: Visit) -> None:
    visit.show(CLEVELAND, CAMBRIDGESHIRE)
    named(visit.room, "Cleveland").setFocus()
    reached = []
    for _ in range(10):
        widget = in_focus()
        text = widget.text() if isinstance(widget, QAbstractButton) else ""
        reached.append(widget.accessibleName() or text)
        QTest.keyClick(widget, Key.Key_Tab)
    assert reached == [
        "Cleveland",
        "Take out Cleveland",
        "Cambridgeshire",
        "Take out Cambridgeshire",
        "Add a report",
        "Only what differs",
        "Ignore names of the forces",
        "Copy as text",
        "Items",
        "Answers",
    ]


def test_what_is_recorded_meanwhile_is_shown(visit: Visit, opened: Opened) -> None:
    visit.show(CLEVELAND, CAMBRIDGESHIRE)
    visit.items.setCurrentRow(3)
    changed = record(opened, NOW, "cambridgeshire", {"press.leaks.investigated": 4}, {})
    visit.room.report_changed(changed)
    visit.settle()
    assert visit.rows()[1] == ["", "Investigated", "4", "4"]
    assert visit.items.currentRow() == 3, "one stays at the item"
    other = record(opened, NOW, "kent", {"press.leaks.investigated": 4}, {})
    visit.room.report_changed(other)
    assert not visit.background.busy(), "it is none of those compared"


def test_a_comparison_is_copied_as_text(visit: Visit) -> None:
    visit.show(CLEVELAND, CAMBRIDGESHIRE)
    press(visit.qtbot, visit.room, "Only what differs")
    press(visit.qtbot, visit.room, "Copy as text")
    visit.settle()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0] == "Cleveland | Cambridgeshire"
    assert "≠ Investigated: 4 | 7" in lines
    assert "≠ Cambridgeshire: The constabulary looked into [-four-]{+seven+} leaks." in lines
    assert "Social media" not in lines


def test_at_most_six_and_only_what_is_there(visit: Visit, opened: Opened) -> None:
    for force in ("essex", "surrey", "sussex", "dorset"):
        record(opened, NOW, force, {"press.leaks.investigated": 1}, {})
    visit.show(CLEVELAND, (NOW, "norfolk"), CLEVELAND)
    assert visit.chips == ["Cleveland"]
    assert "There is no report of Norfolk in The inspection of 2012, 2012." in visit.words
    visit.show(CLEVELAND, ("inspection-1999", "kent"))
    assert "inspection-1999/kent cannot be shown: its programme or force is not" in visit.words
    six = [(NOW, force) for force in ("essex", "surrey", "sussex", "dorset")]
    visit.show(CLEVELAND, KENT, *six)
    assert len(visit.chips) == 6
    visit.look_for("cambridge")
    visit.choose()
    assert len(visit.chips) == 6
    assert "Only 6 reports can be compared at once." in visit.words


def test_the_keys_go_to_the_answers_once_they_are_there(visit: Visit) -> None:
    visit.room.show_reports([CLEVELAND, KENT])
    visit.room.take_focus()
    assert in_focus() is visit.adding
    visit.settle()
    assert in_focus() is visit.table
    visit.look_for("cambridge")
    visit.choose()
    assert in_focus() is visit.adding, "another may be added"


def test_it_can_begin_with_the_report_at_hand(visit: Visit, opened: Opened) -> None:
    visit.room.begin_with(NOW, "norfolk")
    visit.settle()
    assert "no report" not in visit.words, "one is only begun with what there is"
    visit.room.begin_with(*KENT)
    visit.room.show_programme(opened.programmes.by_id[NOW])
    visit.settle()
    assert visit.chips == ["Kent"]
    visit.room.begin_with(*CLEVELAND)
    visit.settle()
    assert visit.chips == ["Kent"], "what was chosen stays"


def test_only_what_was_chosen_last_is_shown(visit: Visit) -> None:
    visit.room.show_reports([CLEVELAND, KENT])
    visit.room.show_reports([KENT, CAMBRIDGESHIRE])
    visit.room.show_reports([CAMBRIDGESHIRE, CLEVELAND])
    visit.settle()
    assert visit.chips == ["Cambridgeshire", "Cleveland"]
    assert visit.rows()[1] == ["≠", "Investigated", "7", "4"]


def test_an_answer_is_opened_in_the_report_of_its_column_while_others_are_read(
    visit: Visit,
) -> None:
    visit.show(CLEVELAND, CAMBRIDGESHIRE, EARLIER)
    press(visit.qtbot, visit.room, "Cambridgeshire, 2012")
    visit.table.setCurrentIndex(visit.table.model().index(1, 2))
    QTest.keyClick(visit.table, Key.Key_Return)
    named(visit.room, "Take out Cleveland, 2012").setFocus()
    QTest.keyClick(in_focus(), Key.Key_Space)
    QTest.keyClick(named(visit.room, "Take out Cambridgeshire, 2012"), Key.Key_Space)
    visit.table.setCurrentIndex(visit.table.model().index(1, 4))
    QTest.keyClick(visit.table, Key.Key_Return)
    assert visit.wanted == [
        (*CLEVELAND, "press.leaks.investigated"),
        (*EARLIER, "press.disclosures.looked_into"),
    ]


def test_nothing_is_read_while_the_room_is_not_seen(visit: Visit, opened: Opened) -> None:
    visit.show(CLEVELAND, CAMBRIDGESHIRE)
    visit.room.hide()
    changed = record(opened, NOW, "cambridgeshire", {"press.leaks.investigated": 4}, {})
    visit.room.report_changed(changed)
    assert not visit.background.busy()
    visit.room.show()
    visit.room.show_programme(opened.programmes.by_id[NOW])
    visit.settle()
    assert visit.rows()[1] == ["", "Investigated", "4", "4"]


def test_f6_goes_from_part_to_part_and_back(visit: Visit) -> None:
    def walk(held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> str:
        QTest.keyClick(in_focus(), Key.Key_F6, held)
        return in_focus().accessibleName()

    visit.show(CLEVELAND)
    visit.adding.setFocus()
    reached = [walk() for _ in range(2)]
    assert reached[1] == "Add a report"
    visit.show(CLEVELAND, CAMBRIDGESHIRE)
    named(visit.room, "Take out Cleveland").setFocus()
    assert [walk() for _ in range(5)] == ["Items", "Answers", "Passages", "Add a report", "Items"]
    back = Qt.KeyboardModifier.ShiftModifier
    assert [walk(back) for _ in range(3)] == ["Add a report", "Passages", "Answers"]


def test_what_another_view_wants_compared_has_the_keyboard_in_its_answers(visit: Visit) -> None:
    visit.show(CLEVELAND)
    assert in_focus() is visit.adding
    visit.show(CLEVELAND, KENT)
    assert in_focus() is visit.table


def test_nothing_is_asked_once_it_has_ended(visit: Visit) -> None:
    visit.room.end()
    visit.room.show_reports([CLEVELAND, KENT])
    assert not visit.background.busy()
