"""Comparing, and reading what was said then, by keyboard alone in the real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.core import folders
from desktop.core.forces import Forces
from desktop.core.programmes import Programmes
from desktop.store.database import Database
from desktop.store.opening import Opened
from desktop.ui.window import Window
from tests.earlier_stub import then_and_now
from tests.ui.driving import Open, in_focus
from tests.ui.series import NOW, THEN, named, record

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(
    open_window: Open,
    database: Path,
    tmp_path: Path,
    forces: Forces,
    monkeypatch: pytest.MonkeyPatch,
) -> Window:
    """Kent in 2012, where it has an earlier report, and Cleveland to compare it with."""
    monkeypatch.setattr(folders, "programme_folders", lambda: [tmp_path / "programmes"])
    programmes = {each.id: each for each in then_and_now(tmp_path / "programmes")}
    opened = Opened(Database.open(database), Programmes(programmes, {}), forces)
    investigated = "press.leaks.investigated"
    record(opened, THEN, "kent", {"press.disclosures.looked_into": 3}, {})
    for force, number in (("kent", 5), ("cleveland", 7)):
        record(opened, NOW, force, {investigated: number}, {})
    opened.database.close()
    made = open_window()
    assert made.desk is not None
    made.desk.open_programme(NOW, "kent", investigated)
    return made


def test_from_the_form_to_then_to_another_report_and_back(qtbot: QtBot, window: Window) -> None:
    QTest.keyClick(in_focus(), Qt.Key.Key_T, CTRL)
    qtbot.waitUntil(lambda: _shows(window, "Answers then and now"), timeout=10_000)
    then = named(window, "Answers then and now").accessibleDescription()
    assert then.splitlines()[0] == "Investigated: 3 → 5, 2 more"
    QTest.keyClick(in_focus(), Qt.Key.Key_Escape)

    QTest.keyClick(in_focus(), Qt.Key.Key_4, CTRL)
    qtbot.waitUntil(lambda: _shows(window, "Take out Kent"), timeout=10_000)
    QTest.keyClicks(in_focus(), "cleveland")
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None, timeout=10_000)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: _shows(window, "Answers"), timeout=10_000)
    table = named(window, "Answers")
    while in_focus() is not table:
        QTest.keyClick(in_focus(), Qt.Key.Key_F6)
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Return)

    assert window.desk is not None
    desk = window.desk
    qtbot.waitUntil(lambda: desk.place[:2] == (NOW, "cleveland"), timeout=10_000)
    qtbot.waitUntil(lambda: in_focus().accessibleName() == "Investigated", timeout=10_000)


def _shows(window: Window, name: str) -> bool:
    widgets = window.findChildren(QWidget)
    return any(each.accessibleName() == name and each.isVisible() for each in widgets)
