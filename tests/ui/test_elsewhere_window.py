"""Taking a passage over in the real window, by keys alone."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store.database import Database
from desktop.store.reading import history
from desktop.store.writing import record_import
from desktop.ui.elsewhere.entries import EntriesList
from tests.core.checks.examining import published
from tests.ui.driving import Open, begin, in_focus, recorded, saved, type_into

JOBS = "gifts.second_jobs"
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_wording_of_another_report_becomes_this_ones(
    qtbot: QtBot, open_window: Open, database: Path, programme: Programme, forces: Forces
) -> None:
    report = published("cheshire")
    with Database.open(database) as opened:
        record_import(
            opened, programme=programme, force=forces["cheshire"], report=report, by="Ann"
        )
    window = open_window()
    window.activateWindow()
    begin(qtbot, window, "durham")
    # As in Cheshire, whose report has 40 of each, all that were applied for were approved. The
    # rest is not answered here, and Cheshire's findings are not Durham's.
    type_into(qtbot, window, f"{JOBS}.applications", "41")
    type_into(qtbot, window, f"{JOBS}.approved", "41")
    QTest.keyClick(in_focus(), Qt.Key.Key_E, CONTROL)
    found = window.findChild(EntriesList)
    assert found is not None
    qtbot.waitUntil(lambda: found.model().rowCount() == 1, timeout=5000)
    qtbot.waitUntil(found.hasFocus)
    QTest.keyClick(found, Qt.Key.Key_Return)

    def text() -> str:
        report = recorded(database, programme, "durham")
        return report.passage(JOBS).text if report else ""

    expected = (
        "PSD manages all requests for **second jobs** \\[check: approved by\\]."
        " The constabulary is in the process of"
        " introducing a revised business interests policy which is in line with national guidance"
        " and is clearer about what is and is not acceptable. All second jobs are subject to an"
        f" annual review \\[check: reviewed every year\\]. Since September 2011 there have been"
        f" [41](fact:{JOBS}.applications) applications for second jobs, all of which were approved."
    )
    qtbot.waitUntil(lambda: text() == expected, timeout=5000)
    with Database.open(database) as opened:
        newest = history(opened, programme.id, "durham")[0]
    assert newest.origin == f"{programme.id}/cheshire {JOBS}"
    saved(qtbot, window)
    told = [each.text() for each in window.findChildren(QLabel) if each.isVisible()]
    said = [each for each in told if each.startswith("Taken over from Cheshire.")]
    assert len(said) == 1, "it is still said once the report has it"
    assert not [each for each in told if "your own words" in each]
