"""The earlier reports of a force beside the present one, as an inspector reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme_reader import read_programme
from desktop.core.programmes import Programmes
from desktop.core.report import Report
from desktop.store.opening import Opened
from desktop.ui.background import Background
from desktop.ui.then_and_now import ThenAndNow
from tests.earlier_stub import THEN as SECTIONS_THEN
from tests.earlier_stub import write_inspection
from tests.ui.driving import press
from tests.ui.series import NOW, THEN, named, open_series, record

LEAKS, JOBS, SOCIAL = "press.leaks", "conduct.second_jobs", "press.social_media"
APPLICATIONS = "conduct.outside_work.applications"


@dataclass
class Reading:
    """An inspector with the panel beside the form of one report."""

    qtbot: QtBot
    opened: Opened
    background: Background
    panel: ThenAndNow
    wanted: list[tuple[object, ...]] = field(default_factory=list)

    def show(self, report: Report, item: str) -> None:
        programme = self.opened.programmes.by_id[report.programme]
        self.panel.show_item(programme, self.opened.forces[report.force], report, item)
        self.settle()

    def settle(self) -> None:
        assert self.background.finish(5000)

    @property
    def words(self) -> str:
        """Everything that is to be read in the panel."""
        labels = self.panel.findChildren(QLabel)
        said = (each.accessibleDescription() or each.text() for each in labels if each.isVisible())
        return "\n".join(said)

    @property
    def buttons(self) -> list[str]:
        return [each.text() for each in self.panel.findChildren(QPushButton) if each.isVisible()]


@pytest.fixture
def opened(tmp_path: Path, forces: Forces) -> Iterator[Opened]:
    series = open_series(tmp_path, forces)
    yield series
    series.database.close()


@pytest.fixture
def then(opened: Opened) -> Report:
    return record(
        opened,
        THEN,
        "cleveland",
        {
            "press.disclosures.looked_into": 12,
            "press.disclosures.continuing": 3,
            "press.disclosures.plan": True,
            APPLICATIONS: 25,
            "conduct.training.channels": ("email", "posters"),
        },
        {
            "press.disclosures": "The force looked into [12](fact:press.disclosures.looked_into)"
            " **leaks**.",
            "conduct.outside_work": "There were"
            f" [25](fact:{APPLICATIONS}) applications in Cleveland.",
        },
    )


@pytest.fixture
def now(opened: Opened) -> Report:
    return record(
        opened,
        NOW,
        "cleveland",
        {
            "press.leaks.investigated": 14,
            "press.leaks.continuing": 3,
            "press.leaks.plan": "Be careful",
            "conduct.second_jobs.applications": 40,
            "conduct.training.channels": ("email", "courses"),
        },
        {LEAKS: "The force looked into [14](fact:press.leaks.investigated) **leaks**."},
    )


@pytest.fixture
def reading(qtbot: QtBot, opened: Opened) -> Iterator[Reading]:
    background = Background("reading")
    panel = ThenAndNow(opened, background)
    panel.resize(535, 600)
    qtbot.addWidget(panel)
    made = Reading(qtbot, opened, background, panel)
    for signal in (panel.open_wanted, panel.passage_wanted):
        signal.connect(lambda *told: made.wanted.append(told))
    panel.closed.connect(lambda: made.wanted.append(("closed",)))
    panel.show()
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    yield made
    background.close()


def test_the_answers_then_and_now_and_by_how_much_they_changed(
    reading: Reading, then: Report, now: Report
) -> None:
    reading.show(now, LEAKS)
    answers = named(reading.panel, "Answers then and now")
    assert answers.accessibleDescription().splitlines() == [
        "Investigated: 12 → 14, 2 more",
        "Continuing: 3",
        "Plan: Not asked → Be careful",
        "Plan: Yes → Not asked",
        "Reported: Not answered → Not asked",
    ]
    assert isinstance(answers, QLabel)
    assert answers.text().count("≠") == 1, "only what was asked then and now has changed"
    assert "June 2010 · The inspection of 2010" in reading.words
    assert "Then called “Disclosures”" in reading.words
    assert named(reading.panel, "The passage then").accessibleDescription() == (
        "The force looked into 12 leaks."
    )

    reading.show(now, "conduct.training")
    assert named(reading.panel, "Answers then and now").accessibleDescription() == (
        "Channels: Email, Posters → Email, Courses, Courses added; Posters dropped"
    )
    assert "Then called" not in reading.words
    assert "There was no passage in June 2010." in reading.words


def test_the_passage_as_what_has_changed_since(reading: Reading, then: Report, now: Report) -> None:
    reading.show(now, LEAKS)
    (switch,) = reading.panel.findChildren(QCheckBox)
    QTest.keyClick(switch, Qt.Key.Key_Space)
    changes = named(reading.panel, "What has changed in the passage")
    assert changes.accessibleDescription() == "removed: 12; added: 14"
    typed = replace(now, passages={**now.passages, LEAKS: then.passages["press.disclosures"]})
    reading.panel.show_item(
        reading.opened.programmes.by_id[NOW], reading.opened.forces["cleveland"], typed, LEAKS
    )
    reading.qtbot.waitUntil(
        lambda: "The passage read the same in June 2010." in reading.words, timeout=5000
    )
    assert not switch.isVisible()
    assert reading.buttons == ["Open"]


def test_what_is_typed_is_compared_after_a_pause(
    reading: Reading, then: Report, now: Report
) -> None:
    reading.show(now, LEAKS)
    typed = now
    for number in (1, 11, 112):
        typed = replace(now, answers={**now.answers, "press.leaks.investigated": number})
        reading.show(typed, LEAKS)
        assert "12 → 14" in reading.words
    reading.qtbot.waitUntil(lambda: "12 → 112, 100 more" in reading.words, timeout=5000)


def test_a_passage_is_taken_over_with_the_answers_of_now(
    reading: Reading, then: Report, now: Report
) -> None:
    reading.show(now, JOBS)
    press(reading.qtbot, reading.panel, "Take over this passage")
    reading.settle()
    assert reading.wanted == [
        (
            JOBS,
            "There were [40](fact:conduct.second_jobs.applications) applications in Cleveland.",
            f"{THEN}/cleveland conduct.outside_work",
        )
    ]


def test_the_earlier_report_opens_at_the_item_and_escape_leads_back(
    reading: Reading, then: Report, now: Report
) -> None:
    reading.panel.take_focus()
    reading.show(now, JOBS)
    opens = named(reading.panel, "Open the earlier report")
    assert opens.hasFocus()
    QTest.keyClick(opens, Qt.Key.Key_Space)
    QTest.keyClick(opens, Qt.Key.Key_Escape)
    assert reading.wanted == [(THEN, "cleveland", "conduct.outside_work"), ("closed",)]


def test_an_item_that_was_not_there_says_so(reading: Reading, then: Report, now: Report) -> None:
    reading.show(now, SOCIAL)
    assert "Social media: the earlier report has no such item." in reading.words
    assert reading.buttons == ["Open"]
    press(reading.qtbot, reading.panel, "Open")
    assert reading.wanted == [(THEN, "cleveland", "")]
    reading.show(now, "")
    assert "Go to an item in the form" in reading.words


def test_without_an_earlier_report_it_says_how_to_come_by_one(
    reading: Reading, then: Report, now: Report, opened: Opened
) -> None:
    reading.show(now, LEAKS)
    kent = record(opened, NOW, "kent", {"press.leaks.investigated": 1}, {})
    reading.show(kent, LEAKS)
    assert reading.words.startswith("No earlier report of Kent is here. Bring one in")
    assert reading.buttons == []
    reading.show(then, "press.disclosures")
    assert reading.words.startswith("No earlier report of Cleveland is here.")
    reading.panel.take_focus()
    assert reading.panel.hasFocus()
    reading.panel.clear()
    assert reading.words.startswith("Open a force's report in the form")


def test_of_several_earlier_reports_the_latest_is_shown_first(
    qtbot: QtBot, tmp_path: Path, opened: Opened, reading: Reading, then: Report, now: Report
) -> None:
    older = read_programme(write_inspection(tmp_path / "programmes", 2005, SECTIONS_THEN))
    three = Programmes({**opened.programmes.by_id, older.id: older}, {})
    more = Opened(opened.database, three, opened.forces)
    record(more, older.id, "cleveland", {"conduct.training.channels": ()}, {})
    reading.panel = ThenAndNow(more, reading.background)
    qtbot.addWidget(reading.panel)
    reading.panel.show()
    reading.opened = more
    reading.show(now, "conduct.training")
    which = named(reading.panel, "Earlier report")
    assert isinstance(which, QComboBox)
    assert [which.itemText(row) for row in range(which.count())] == [
        "June 2010 · The inspection of 2010",
        "June 2005 · The inspection of 2005",
    ]
    assert "Channels: Email, Posters → Email, Courses" in reading.words
    which.setFocus()
    QTest.keyClick(which, Qt.Key.Key_Down)
    reading.settle()
    assert "Channels: None → Email, Courses" in reading.words
    reading.show(now, LEAKS)
    assert which.currentText() == "June 2005 · The inspection of 2005", "it stays chosen"
    assert "Leaks: the earlier report has no such item." in reading.words


def test_only_the_item_that_was_reached_last_is_shown(
    reading: Reading, then: Report, now: Report
) -> None:
    programme, force = reading.opened.programmes.by_id[NOW], reading.opened.forces["cleveland"]
    for item in (LEAKS, SOCIAL, JOBS):
        reading.panel.show_item(programme, force, now, item)
    reading.settle()
    assert "Applications: 25 → 40, 15 more" in reading.words
    reading.panel.show_item(programme, force, now, LEAKS)
    reading.panel.clear()
    reading.settle()
    assert reading.words.startswith("Open a force's report")


def test_a_database_that_cannot_be_read_is_told_in_the_panel(
    reading: Reading, tmp_path: Path, then: Report, now: Report
) -> None:
    reading.opened.database.close()
    for file in tmp_path.glob("book.sqlite3*"):
        file.write_bytes(b"?" * 5000)
    reading.show(now, LEAKS)
    assert "book.sqlite3" in reading.words
    assert reading.buttons == []


def test_a_report_that_comes_in_is_shown_at_once(
    reading: Reading, now: Report, opened: Opened
) -> None:
    reading.show(now, LEAKS)
    assert reading.words.startswith("No earlier report of Cleveland is here.")
    record(opened, THEN, "cleveland", {"press.disclosures.looked_into": 9}, {})
    reading.panel.others_changed()
    reading.qtbot.waitUntil(lambda: "9 → 14, 5 more" in reading.words, timeout=5000)
    assert reading.buttons == ["Open"]


def test_reports_that_came_in_unseen_are_shown_when_it_is_seen_again(
    reading: Reading, then: Report, now: Report, opened: Opened
) -> None:
    reading.show(now, LEAKS)
    reading.panel.hide()
    record(opened, THEN, "cleveland", {"press.disclosures.looked_into": 9}, {})
    reading.panel.others_changed()
    assert not reading.background.busy()
    reading.panel.show()
    reading.settle()
    assert "9 → 14, 5 more" in reading.words


def test_an_item_that_the_programme_has_not_is_none(
    reading: Reading, then: Report, now: Report
) -> None:
    reading.show(now, "press.disclosures")
    assert "Go to an item in the form" in reading.words
    assert "values to unpack" not in reading.words
    assert reading.buttons == ["Open"]


def test_a_passage_that_cannot_be_taken_over_stays_to_be_read(
    reading: Reading, then: Report, now: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is gone.")

    reading.show(now, JOBS)
    monkeypatch.setattr("desktop.core.taking_over.take_over", fail)
    press(reading.qtbot, reading.panel, "Take over this passage")
    reading.settle()
    assert reading.wanted == []
    assert "The passage was not taken over: the disk is gone." in reading.words
    assert "There were 25 applications in Cleveland." in reading.words
