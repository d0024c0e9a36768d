"""A library of many reports: only what is looked at is ever read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme_reader import read_programme
from desktop.core.programmes import Programmes
from desktop.store.database import Database
from desktop.store.library import Listed
from desktop.store.opening import Opened
from desktop.ui.background import Background
from desktop.ui.library import Library
from desktop.ui.library.model import LEAF, ReportsModel, day_of
from desktop.ui.library.table import ReportsTable
from tests.invented import invent
from tests.programme_stub import write_programme
from tests.ui.driving import in_focus
from tests.ui.shelves import SECTIONS

MANY = 22 * 44
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, forces: Forces) -> Iterator[Opened]:
    folder = tmp_path_factory.mktemp("many")
    programme = read_programme(write_programme(folder, SECTIONS, {}))
    with Database.open(folder / "many.sqlite3") as database:
        programmes = invent(database, programme, forces, reports=MANY)
        yield Opened(database, Programmes({each.id: each for each in programmes}, {}), forces)


@pytest.fixture
def table(qtbot: QtBot, many: Opened) -> Iterator[QTableView]:
    background = Background("reading")
    room = Library(many, background)
    room.resize(1366, 690)
    room.show()
    room.activateWindow()
    qtbot.waitUntil(room.isActiveWindow)
    room.show_programme(next(iter(many.programmes.by_id.values())))
    room.take_focus()
    found = room.findChild(QTableView)
    assert isinstance(found, QTableView)
    qtbot.waitUntil(lambda: found.model().rowCount() == MANY, timeout=10_000)
    yield found
    room.end()
    background.close()
    room.close()


def forces_of(table: QTableView, rows: range) -> list[object]:
    return [table.model().index(row, 0).data() for row in rows]


def wait_for(qtbot: QtBot, table: QTableView, rows: range, forces: list[str]) -> None:
    qtbot.waitUntil(lambda: forces_of(table, rows) == forces, timeout=10_000)


def test_rows_that_nobody_looks_at_are_not_read(table: QTableView, many: Opened) -> None:
    in_order = [force.area for force in many.forces.values()]
    assert forces_of(table, range(len(in_order))) == in_order
    assert table.model().index(800, 0).data() == "…"


def test_the_end_is_reached_by_a_key_and_read_then(
    qtbot: QtBot, table: QTableView, many: Opened
) -> None:
    QTest.keyClick(in_focus(), Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_End, CTRL)
    areas = [force.area for force in many.forces.values()]
    wait_for(qtbot, table, range(MANY - 1, MANY), areas[-1:])
    assert table.currentIndex().row() == MANY - 1


def test_walking_through_shows_every_row_and_holds_only_a_few_leaves(
    qtbot: QtBot, table: QTableView, many: Opened
) -> None:
    areas = [force.area for force in many.forces.values()]
    bar = table.verticalScrollBar()
    for first in range(0, MANY, 20):
        bar.setValue(first * table.rowHeight(0))
        shown = range(first, min(first + 10, MANY))
        expected = [areas[row % len(areas)] for row in shown]
        wait_for(qtbot, table, shown, expected)
    assert table.model().index(0, 0).data() == "…"


def test_a_model_keeps_a_bounded_number_of_leaves(qtbot: QtBot, forces: Forces) -> None:
    parent = QObject()
    model = ReportsModel({}, forces, parent)
    model.show(100 * LEAF, {})
    leaf = tuple(Listed("p", "kent", "drafting", 1, None, "", "") for _ in range(LEAF))
    for number in range(100):
        model.add(number, leaf)
    held = [number for number in range(100) if model.report(number * LEAF) is not None]
    assert 10 <= len(held) <= 20
    assert held[-1] == 99


def test_a_chosen_row_is_found_again_wherever_it_went(qtbot: QtBot, table: QTableView) -> None:
    QTest.keyClick(in_focus(), Qt.Key.Key_Down)
    assert isinstance(table, ReportsTable)
    header = table.horizontalHeader()
    header.sectionClicked.emit(1)

    def last_is_chosen() -> bool:
        return table.chosen_rows(2) == [MANY - 1] and table.currentIndex().row() == MANY - 1

    qtbot.waitUntil(last_is_chosen, timeout=10_000)
    assert table.visualRect(table.currentIndex()).intersects(table.viewport().rect())
    assert table.model().index(MANY - 1, 0).data() == "Avon and Somerset"


def test_a_day_is_told_without_its_hour(tmp_path: Path) -> None:
    assert day_of("2012-01-02T10:00:00.000+00:00") == "2 Jan 2012"
    assert day_of("") == ""
