"""Publishing any selection of reports: chosen, looked through, written, and told how it went."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.editions import LONGEST_REASON, Edition
from desktop.core.folders import SEEDS
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.programmes import Programmes
from desktop.core.report import Report
from desktop.ingest import read_file, read_published
from desktop.publish import batch
from desktop.store.database import Database
from desktop.store.opening import Opened
from desktop.store.reading import history, read_report
from desktop.store.reviewing import write_comment
from desktop.store.writing import Recorded, record_answer, record_import, write_passage
from desktop.ui.background import Background
from desktop.ui.memory import Memory
from desktop.ui.publishing import Publish
from desktop.ui.saving import Saving
from tests.random_reports import random_report
from tests.ui.driving import in_focus

Key = Qt.Key
REASON = "Reason to publish all the same"


@dataclass
class Desk:
    """An inspector in the room, with a database at hand."""

    qtbot: QtBot
    opened: Opened
    saving: Saving
    background: Background
    memory: Memory
    folder: Path
    room: Publish = field(init=False)
    programme: Programme = field(init=False)
    open: bool = True

    def enter(self) -> None:
        """Enter a room, and wait until all reports have been checked."""
        self.programme = next(iter(self.opened.programmes.by_id.values()))
        self.room = Publish(self.opened, self.background, self.saving, self.memory)
        self.room.resize(1366, 690)
        self.qtbot.addWidget(self.room)
        self.room.show()
        self.room.activateWindow()
        self.qtbot.waitUntil(self.room.isActiveWindow)
        self.room.show_programme(self.programme)
        self.room.take_focus()
        self.until(lambda: not self.background.busy())

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=30_000)

    def table(self) -> QTableView:
        found = self.room.findChild(QTableView)
        assert isinstance(found, QTableView)
        return found

    def rows(self) -> list[str]:
        """Give the rows as a screen reader says them."""
        model = self.table().model()
        role = Qt.ItemDataRole.AccessibleTextRole
        return [
            "; ".join(
                str(model.index(row, column).data(role)) for column in range(model.columnCount())
            )
            for row in range(model.rowCount())
        ]

    def chosen(self) -> list[str]:
        """Give the names of the forces that are chosen."""
        return [
            each.partition(",")[0]
            for each in self.rows()
            if each.partition(";")[0].endswith(", chosen")
        ]

    def button(self, words: str) -> QAbstractButton:
        found = [
            each
            for each in self.room.findChildren(QAbstractButton)
            if each.text() == words and each.isVisible()
        ]
        assert len(found) == 1, words
        return found[0]

    def press(self, words: str) -> None:
        self.button(words).click()

    def called(self, name: str) -> list[QWidget]:
        """Give the visible widgets of this accessible name."""
        every = self.room.findChildren(QWidget)
        return [each for each in every if each.accessibleName() == name and each.isVisible()]

    def details(self) -> str:
        found = [each for each in self.room.findChildren(QPlainTextEdit) if each.isVisible()]
        return found[0].toPlainText() if found else ""

    def says(self, words: str) -> bool:
        labels = self.room.findChildren(QLabel)
        return any(words in each.text() for each in labels if each.isVisible())

    def written(self) -> None:
        """Wait until nothing is being written."""
        self.until(lambda: not any("to be written" in each for each in self.room.pending()))

    def close(self) -> None:
        """Close the room, once."""
        if self.open:
            self.room.end()
            self.open = False

    def give_reason(self, words: str) -> None:
        [reason] = self.called(REASON)
        QTest.keyClicks(reason, words)

    def reason(self) -> str:
        [reason] = self.called(REASON)
        assert isinstance(reason, QLineEdit)
        return reason.text()

    def overrides(self) -> dict[str, list[str]]:
        """Give the reasons that are recorded for the reports that are not ready."""
        return {
            force: [
                str(each.after).partition("\n")[0]
                for each in history(self.opened.database, self.programme.id, force)
                if each.kind == "override"
            ]
            for force in ("essex", "kent")
        }

    def files(self) -> list[str]:
        return sorted(each.name for each in self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
def empty(qtbot: QtBot, programme: Programme, forces: Forces, tmp_path: Path) -> Iterator[Desk]:
    database = Database.open(tmp_path / "book.sqlite3")
    opened = Opened(database, Programmes({programme.id: programme}, {}), forces)
    background = Background("reading")
    saving = Saving(background)
    saving.use(database, "A. Inspector")
    folder = tmp_path / "written"
    memory = Memory(tmp_path / "window.json")
    memory.keep(publishing_folder=str(folder))
    desk = Desk(qtbot, opened, saving, background, memory, folder)
    yield desk
    desk.close()
    background.close()
    database.close()


@pytest.fixture(scope="module")
def published(programme: Programme, forces: Forces) -> Report:
    """Give Cheshire's report as it was published: the checks find no error in it."""
    text = read_file(SEEDS / "cheshire.txt")
    return read_published(text, programmes=[programme], forces=forces).report


@pytest.fixture
def desk(empty: Desk, programme: Programme, forces: Forces, published: Report) -> Desk:
    """Three reports: Cheshire's is ready; Kent's has errors, Essex's a comment and an embargo."""
    full = random_report(programme, forces["kent"], seed=4)
    answers = {"isbn": "978-1-78246-049-7", "embargo": "2999-12-19T00:01"}
    for report in (
        published,
        Report(programme.id, "kent", "drafting", answers={}, passages=full.passages),
        Report(programme.id, "essex", "drafting", answers=answers, passages=published.passages),
    ):
        record_import(
            empty.opened.database,
            report=report,
            programme=programme,
            force=forces[report.force],
            by="A. Inspector",
            origin="",
        )
    write_comment(
        empty.opened.database,
        programme=programme,
        force=forces["essex"],
        item="press.leaks",
        text="Is that so?",
        by="B. Editor",
    )
    empty.enter()
    return empty


def test_a_programme_without_reports_says_what_will_be_here(empty: Desk) -> None:
    empty.enter()
    assert empty.says("The reports of this programme will be listed here")
    assert not empty.button("Write").isEnabled()
    assert empty.room.pending() == []


def test_each_report_says_where_it_stands(desk: Desk) -> None:
    cheshire, essex, kent = desk.rows()
    assert cheshire.startswith(
        "Cheshire Constabulary, not chosen; State: published; Complete: 100%"
    )
    assert "; Errors: –; Comments: –; Embargo: " in cheshire
    assert cheshire.endswith("; ISBN: 978-1-78246-041-1")
    assert "Comments: 1; Embargo: 19 Dec 2999 00:01" in essex
    assert kent.endswith("ISBN: –")
    assert desk.rows()[2].partition("Errors: ")[2].partition(";")[0].isdigit()


def test_reports_are_chosen_by_keyboard_by_buttons_and_within_a_filter(desk: Desk) -> None:
    assert in_focus() is desk.table()
    QTest.keyClick(in_focus(), Key.Key_Space)
    assert desk.chosen() == ["Cheshire Constabulary"]
    QTest.keyClick(in_focus(), Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(in_focus(), Key.Key_Space)
    assert desk.chosen() == ["Cheshire Constabulary", "Essex Police"]
    assert desk.button("Write 2 files").isEnabled()
    desk.press("All")
    assert len(desk.chosen()) == 3
    desk.press("Ready for public")
    assert desk.chosen() == ["Cheshire Constabulary"]
    desk.press("None")
    assert desk.chosen() == []
    QTest.keyClick(in_focus(), Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(in_focus(), "drafting")
    assert [each.partition(",")[0] for each in desk.rows()] == ["Essex Police", "Kent Police"]
    desk.press("All")
    QTest.keyClick(in_focus(), Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(in_focus(), Key.Key_Escape)
    assert desk.chosen() == ["Essex Police", "Kent Police"], "Cheshire's was filtered out"
    with desk.qtbot.waitSignal(desk.room.closed):
        QTest.keyClick(in_focus(), Key.Key_Escape)


def test_a_click_on_the_force_chooses_it_and_enter_opens_the_report(desk: Desk) -> None:
    table = desk.table()
    middle = table.visualRect(table.model().index(2, 0)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert desk.chosen() == ["Kent Police"]
    with desk.qtbot.waitSignal(desk.room.open_wanted) as wanted:
        QTest.keyClick(table, Key.Key_Return)
    assert wanted.args == [desk.programme.id, "kent", ""]


def test_for_the_public_it_is_said_what_speaks_against_each_report(desk: Desk) -> None:
    desk.room.show_reports(["essex", "kent"], Edition("public"))
    assert desk.button("Public").isChecked()
    assert desk.chosen() == ["Essex Police", "Kent Police"]
    assert desk.says("2 of 2 reports are not ready for publication")
    essex, kent = desk.details().splitlines()
    assert essex.startswith("Essex: The checks found ")
    assert "The embargo lies ahead: 00:01 on 19 December 2999." in essex
    assert kent.startswith("Kent: The checks found ")
    assert not desk.button("Write").isEnabled(), "nothing would be written without a reason"
    [reason] = desk.called(REASON)
    assert isinstance(reason, QLineEdit)
    reason.setText("The Chief Inspector wants it out.")
    assert desk.button("Write 2 files").isEnabled()
    desk.press("Proof")
    assert desk.called(REASON) == []
    assert desk.button("Write 2 files").isEnabled(), "a proof is never refused"


def test_an_embargoed_edition_without_an_embargo_is_told_of(desk: Desk) -> None:
    desk.room.show_reports(["essex", "kent"], Edition("embargoed"))
    assert desk.says("1 report without the time of an embargo")
    assert desk.details() == "Kent"
    desk.press("Proof")
    assert not desk.says("without the time of an embargo")


def test_all_is_written_with_what_is_typed_and_one_failure_stops_no_other(
    desk: Desk, forces: Forces
) -> None:
    report = read_report(desk.opened.database, desk.programme.id, "kent")
    assert report is not None
    desk.saving.open(desk.programme, forces["kent"], report)
    desk.saving.type_answer(report.name, "isbn", "978-1-78246-055-8")
    (desk.folder / "essex.html").mkdir(parents=True)
    desk.press("All")
    desk.press("Web page")
    desk.press("Write 3 files")
    assert desk.room.pending() == ["Publish (3 of 3 files are still to be written)"]
    assert desk.says("Writing 0 of 3")
    desk.written()
    assert desk.files() == ["cheshire.html", "essex.html", "kent.html", "manifest.json"]
    assert "978-1-78246-055-8" in (desk.folder / "kent.html").read_text(encoding="utf-8")
    listed = json.loads((desk.folder / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert [each["file"] for each in listed] == ["cheshire.html", "kent.html"]
    assert desk.says(f"2 files (proof) were written to {desk.folder}.")
    assert desk.says("1 report could not be written.")
    assert desk.details().startswith(f"Essex: {desk.folder / 'essex.html'} was not written:")
    assert desk.button("Open folder").isVisible()
    desk.press("Embargoed")
    assert not desk.says("were written"), "what comes next is told then"


def test_a_public_edition_is_left_out_or_made_all_the_same_with_a_reason_that_is_recorded(
    desk: Desk,
) -> None:
    desk.room.show_reports(["cheshire", "essex"], Edition("public"))
    desk.press("Web page")
    desk.press("Write 1 file")
    desk.written()
    assert desk.files() == ["cheshire-public.html", "manifest.json"]
    assert desk.says("1 report not ready for publication was left out.")
    assert desk.details().startswith("Essex: The checks found ")
    [reason] = desk.called(REASON)
    QTest.keyClicks(reason, "Agreed with the press office.")
    with desk.qtbot.waitSignal(desk.room.recorded, timeout=30_000):
        QTest.keyClick(reason, Key.Key_Return)
    desk.written()
    assert desk.files() == ["cheshire-public.html", "essex-public.html", "manifest.json"]
    changes = history(desk.opened.database, desk.programme.id, "essex")
    recorded = [each for each in changes if each.intention == "record_override"]
    assert [each.by for each in recorded] == ["A. Inspector"]
    assert str(recorded[0].after).startswith("Agreed with the press office.\nIn spite of: ")
    assert "embargo" in str(recorded[0].after)
    [reason] = desk.called(REASON)
    assert isinstance(reason, QLineEdit)
    assert reason.text() == "", "the next reports need a reason of their own"


def test_writing_is_cancelled_and_what_was_written_stays_whole_and_is_told(
    desk: Desk, forces: Forces, monkeypatch: pytest.MonkeyPatch
) -> None:
    going_on = threading.Event()

    def read(database: Database, programme: str, force: str) -> Report | None:
        if force == "kent":
            going_on.wait(30)
        return read_report(database, programme, force)

    monkeypatch.setattr(batch, "cores", lambda: 1)
    monkeypatch.setattr("desktop.store.reading.read_report", read)
    told: list[Recorded] = []
    desk.room.recorded.connect(told.append)
    desk.room.show_reports(["essex", "kent"], Edition("public", "html"))
    desk.give_reason("Agreed.")
    desk.press("Write 2 files")
    desk.until(lambda: desk.files() == ["essex-public.html"])
    desk.press("Cancel")
    going_on.set()
    desk.written()
    assert desk.says("Cancelled. 1 file (public) was written")
    assert desk.files() == ["essex-public.html", "manifest.json"]
    assert desk.overrides() == {"essex": ["Agreed."], "kent": []}
    assert [each.report.name for each in told] == [f"{desk.programme.id}/essex"]


def test_closing_ends_what_is_being_written(desk: Desk) -> None:
    desk.press("All")
    desk.press("Write 3 files")
    assert desk.room.pending()
    desk.close()
    assert desk.room.pending() == []
    assert [each for each in desk.files() if each.endswith(".part")] == []


def test_a_folder_with_a_manifest_of_somebody_else_is_left_alone(desk: Desk) -> None:
    desk.folder.mkdir()
    (desk.folder / "manifest.json").write_text("mine", encoding="utf-8")
    desk.press("All")
    desk.press("Write 3 files")
    desk.written()
    assert desk.says("manifest.json is damaged, or was not made by Fieldbook")
    assert desk.files() == ["manifest.json"]


def test_the_folder_is_remembered(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.called(f"Folder: {desk.folder}")
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: dialog.fileSelected.emit(str(other)))
    desk.press("Choose…")
    assert desk.called(f"Folder: {other}")
    desk.room.end()
    desk.enter()
    assert desk.called(f"Folder: {other}")


def test_a_report_that_changes_is_checked_again(desk: Desk, forces: Forces) -> None:
    desk.room.show_reports(["essex"], Edition("public"))
    assert "embargo" in desk.details()
    recorded = record_answer(
        desk.opened.database,
        programme=desk.programme,
        force=forces["essex"],
        key="embargo",
        answer=None,
        by="B. Editor",
    )
    desk.room.report_changed(recorded.report)
    desk.until(lambda: "embargo" not in desk.details())
    assert "Embargo: –" in desk.rows()[1]


def test_the_keyboard_goes_through_everything_in_reading_order(desk: Desk) -> None:
    QTest.keyClick(in_focus(), Key.Key_Space)
    QTest.keyClick(in_focus(), Key.Key_Tab)
    walked = []
    for _ in range(5):
        walked.append(in_focus().accessibleName() or desk.button("Write 1 file").text())
        QTest.keyClick(in_focus(), Key.Key_Tab)
    assert walked == [
        "Edition: Proof",
        "Format: PDF",
        "Look: Standard",
        "Choose the folder to write to",
        "Write 1 file",
    ]
    assert in_focus().accessibleName() == "Filter the reports"
    QTest.keyClick(in_focus(), Key.Key_F6)
    assert in_focus().accessibleName() == "Edition: Proof"
    QTest.keyClick(in_focus(), Key.Key_Down)
    assert in_focus().accessibleName() == "Edition: Draft for the force"
    assert desk.button("Draft for the force").isChecked()


def test_a_reason_is_given_for_no_more_than_was_shown(desk: Desk, forces: Forces) -> None:
    desk.room.show_reports(["cheshire", "essex", "kent"], Edition("public", "html"))
    desk.give_reason("Agreed.")
    for force in ("cheshire", "kent"):
        write_comment(
            desk.opened.database,
            programme=desk.programme,
            force=forces[force],
            item="press.leaks",
            text="Stop.",
            by="B. Editor",
        )
    desk.press("Write 3 files")
    desk.written()
    assert desk.files() == ["essex-public.html", "manifest.json"]
    assert desk.overrides() == {"essex": ["Agreed."], "kent": []}
    assert desk.says("2 reports not ready for publication were left out.")
    cheshire, kent = sorted(desk.details().splitlines())
    assert cheshire.startswith(
        "Cheshire: The reason was not given for what speaks against it since"
    )
    assert kent.startswith("Kent: The reason was not given")


def test_no_override_is_recorded_of_a_file_that_is_not_made(desk: Desk) -> None:
    (desk.folder / "essex-public.html").mkdir(parents=True)
    desk.room.show_reports(["essex"], Edition("public", "html"))
    desk.give_reason("Agreed.")
    desk.press("Write 1 file")
    desk.written()
    assert desk.says("1 report could not be written.")
    assert desk.overrides()["essex"] == []
    assert desk.reason() == "Agreed.", "it is still to be used"


def test_a_reason_is_kept_for_its_reports_and_told_when_closing(desk: Desk) -> None:
    desk.room.show_reports(["kent"], Edition("public"))
    assert desk.says("Publish it all the same, because:")
    assert desk.says("This report is not ready for publication. It is left out unless")
    desk.give_reason("x" * LONGEST_REASON + "y")
    assert desk.reason() == "x" * LONGEST_REASON
    desk.room.show_reports(["kent", "essex"], Edition("public"))
    assert desk.reason() == "", "it was given for Kent alone"
    assert desk.says("Publish them all the same, because:")
    assert desk.room.pending() == ["Publish (the reason for Kent)"]
    desk.room.show_reports(["kent", "cheshire"], Edition("public"))
    assert desk.says("1 of 2 reports is not ready")
    desk.room.show_reports(["kent"], Edition("public"))
    assert desk.reason() == "x" * LONGEST_REASON
    [box] = desk.called(REASON)
    QTest.keyClick(box, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(box, Key.Key_Delete)
    assert desk.room.pending() == []


def test_it_is_said_why_writing_waits_and_it_can_be_cancelled(desk: Desk, forces: Forces) -> None:
    report = read_report(desk.opened.database, desk.programme.id, "kent")
    assert report is not None
    desk.saving.open(desk.programme, forces["kent"], report)
    write_passage(
        desk.opened.database,
        programme=desk.programme,
        force=forces["kent"],
        item="press.leaks",
        text="Theirs.",
        by="B. Editor",
    )
    desk.saving.type_passage(report.name, "press.leaks", "Ours.")
    desk.press("All")
    desk.press("Write 3 files")
    desk.until(lambda: desk.says("Nothing is written yet: another program changed words of Kent"))
    desk.press("Cancel")
    assert desk.says("Cancelled. Nothing was written.")
    assert desk.files() == []
    desk.press("Write 3 files")
    desk.until(lambda: desk.says("Nothing is written yet"))
    contest = desk.saving.contest
    assert contest is not None
    desk.saving.settle(contest)
    desk.written()
    assert len(desk.files()) == 4


def test_what_the_filter_hides_stays_as_it_was_chosen_and_is_counted(desk: Desk) -> None:
    desk.press("All")
    QTest.keyClick(in_focus(), Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(in_focus(), "kent")
    assert desk.says("3 of 3 chosen. The filter hides 2 of them")
    desk.press("None")
    assert desk.says("2 of 3 chosen. The filter hides 2 of them")
    desk.press("All")
    assert desk.button("Write 3 files").isEnabled()
    desk.press("Ready for public")
    QTest.keyClick(in_focus(), Key.Key_Escape)
    assert desk.chosen() == ["Cheshire Constabulary", "Essex Police"]


def test_errors_are_counted_as_the_refusal_counts_them(desk: Desk, forces: Forces) -> None:
    past = record_answer(
        desk.opened.database,
        programme=desk.programme,
        force=forces["kent"],
        key="embargo",
        answer="2012-12-19T00:01",
        by="B. Editor",
    )
    desk.room.report_changed(past.report)
    desk.until(lambda: "Embargo: 19 Dec 2012" in desk.rows()[2] and not desk.background.busy())
    desk.room.show_reports(["kent"], Edition("public"))
    errors = desk.rows()[2].partition("Errors: ")[2].partition(";")[0]
    assert f"The checks found {errors} error" in desk.details()
