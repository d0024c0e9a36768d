"""What is typed and is no answer, comment, point or reason yet stands there again next time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.remarks import Place, Remark
from desktop.core.report import Report
from desktop.store.opening import Opened, open_all
from desktop.store.points import raise_point
from desktop.store.unfinished import unfinished
from desktop.store.writing import begin_report
from desktop.ui.accuracy import Accuracy
from desktop.ui.accuracy.lines import Lines
from desktop.ui.all_forces import AllForces
from desktop.ui.background import Background
from desktop.ui.form import FormView
from desktop.ui.message_strip import MessageStrip
from desktop.ui.remarks import RemarksPanel
from desktop.ui.review import Review
from desktop.ui.review.drafts import Slot
from desktop.ui.saving import Saving
from tests.ui.driving import press
from tests.ui.widgets import focus

LEAKS, JOBS = "press.leaks", "gifts.second_jobs"
REMARK = Remark("wording", "error", Place(LEAKS), "This differs from the standard wording.")


class Session:
    """What one run of the program has of its database."""

    def __init__(self, qtbot: QtBot, path: Path, programme: Programme, forces: Forces) -> None:
        self.qtbot, self.programme, self.force = qtbot, programme, forces["kent"]
        self.opened: Opened = open_all(str(path))
        self.database = self.opened.database
        self.report: Report = begin_report(
            self.database, programme=programme, force=self.force, by="me"
        ).report
        self.background = Background("saving")
        self.saving = Saving(self.background)
        self.saving.use(self.database, "me")
        self.saving.unfinished.begin_with(unfinished(self.database, by="me"))
        self.window = QWidget()
        qtbot.addWidget(self.window)
        QVBoxLayout(self.window)

    def show(self, part: QWidget) -> None:
        rows = self.window.layout()
        assert rows is not None
        rows.addWidget(part)
        self.window.resize(700, 700)
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def saved(self) -> dict[str, str]:
        self.qtbot.waitUntil(lambda: not self.saving.unsaved, timeout=10_000)
        return unfinished(self.database, by="me")

    def end(self) -> None:
        self.background.finish(10_000)
        self.background.close()
        self.database.close()

    def form(self, force: str = "kent") -> FormView:
        form = FormView()
        self.saving.unfinished.serve("form", form)
        self.show(form)
        form.show_report(self.programme, self.opened.forces[force], self.report)
        return form

    def review(self) -> Review:
        panel = Review(self.opened, self.background)
        self.saving.unfinished.serve("review", panel)
        self.show(panel)
        panel.show_item(self.programme, self.force, self.report, LEAKS)
        return panel

    def accuracy(self) -> Accuracy:
        panel = Accuracy(self.saving, MessageStrip(self.window))
        self.saving.unfinished.serve("accuracy", panel)
        self.show(panel)
        panel.show_item(self.programme, self.force, self.report, LEAKS)
        return panel

    def remarks(self) -> RemarksPanel:
        panel = RemarksPanel()
        self.saving.unfinished.serve("remarks", panel)
        self.show(panel)
        panel.be_at(self.report.name)
        panel.show_remarks([REMARK], self.programme)
        return panel


class Program:
    """Begins one session after another on the same database."""

    def __init__(self, qtbot: QtBot, path: Path, programme: Programme, forces: Forces) -> None:
        self._with = qtbot, path, programme, forces
        self._now: Session | None = None

    def begin(self) -> Session:
        self.end()
        self._now = Session(*self._with)
        return self._now

    def end(self) -> None:
        if self._now is not None:
            self._now.end()
            self._now = None


@pytest.fixture
def program(
    qtbot: QtBot, tmp_path: Path, programme: Programme, forces: Forces
) -> Iterator[Program]:
    program = Program(qtbot, tmp_path / "book.sqlite3", programme, forces)
    yield program
    program.end()


def test_what_is_no_answer_stands_in_its_field_again_marked_as_before(program: Program) -> None:
    session = program.begin()
    form = session.form()
    form.go_to("isbn")
    QTest.keyClicks(focus(), "978")
    place = f"form/{session.report.name}/isbn"
    assert session.saved() == {place: "978"}
    again = program.begin()
    form = again.form()
    assert form.pending_problems() == {again.report.name: {"isbn": "978"}}
    form.go_to("isbn")
    line = focus()
    assert isinstance(line, QLineEdit)
    assert line.text() == "978"
    assert "Not saved yet" in line.accessibleDescription()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert again.saved() == {}


def test_what_becomes_an_answer_is_kept_no_longer(program: Program) -> None:
    session = program.begin()
    form = session.form()
    form.go_to("isbn")
    QTest.keyClicks(focus(), "978-1-78246-041")
    assert session.saved()
    QTest.keyClicks(focus(), "-1")
    assert session.saved() == {}


def test_a_report_that_is_not_open_keeps_its_own(program: Program) -> None:
    session = program.begin()
    place = "form/another-programme/essex/isbn"
    session.saving.unfinished.keep(place, "97")
    session.saved()
    again = program.begin()
    form = again.form()
    form.go_to("isbn")
    QTest.keyClicks(focus(), "978")
    assert again.saved() == {place: "97", f"form/{again.report.name}/isbn": "978"}


def test_a_comment_half_written_stands_there_again(program: Program) -> None:
    session = program.begin()
    panel = session.review()
    panel.comment_on(LEAKS, "leaks", 17)
    QTest.keyClicks(focus(), "Who says 'so'?")
    assert len(session.saved()) == 1
    again = program.begin()
    panel = again.review()
    assert len(panel.pending()) == 1
    panel.take_focus()
    sent = []
    panel.comment_wanted.connect(lambda *words: sent.append(words))
    QTest.keyClicks(focus(), " You.")
    QTest.keyClick(focus(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    [(item, words, quote, start)] = sent
    assert (item, quote, start) == (LEAKS, "leaks", 17)
    assert sorted(words) == sorted("Who says 'so'? You.")
    panel.settle(Slot(again.report.name, LEAKS), True)
    assert again.saved() == {}


def lines(panel: QWidget, name: str) -> Lines:
    [found] = [each for each in panel.findChildren(Lines) if each.accessibleName() == name]
    return found


def test_a_point_half_entered_stands_there_again(program: Program) -> None:
    session = program.begin()
    panel = session.accuracy()
    panel.point_on(JOBS, "All staff", 4)
    QTest.keyClicks(focus(), "Not all of them.")
    assert len(session.saved()) == 1
    again = program.begin()
    panel = again.accuracy()
    assert len(panel.pending()) == 1
    panel.point_on(JOBS, "All staff", 4)
    boxes = [each.words for each in panel.findChildren(Lines) if each.isVisible()]
    assert "Not all of them." in boxes
    assert "All staff" in boxes
    press(again.qtbot, panel, "Discard")
    assert again.saved() == {}


def test_a_reason_to_refuse_half_written_stands_there_again(program: Program) -> None:
    session = program.begin()
    key = (
        raise_point(
            session.database,
            programme=session.programme,
            force=session.force,
            kind="omission",
            item=LEAKS,
            text="You left out much.",
            by="me",
        )
        .changes[-1]
        .key
    )
    again = program.begin()
    panel = again.accuracy()
    press(again.qtbot, panel, "Refuse…")
    QTest.keyClicks(focus(), "Because")
    assert again.saved() == {f"accuracy/{again.report.name}|reason {key}": "Because"}
    third = program.begin()
    panel = third.accuracy()
    assert len(panel.pending()) == 1
    press(third.qtbot, panel, "Go on refusing…")
    assert lines(panel, "Reason to refuse this point").words == "Because"


def test_a_reason_to_leave_a_remark_is_asked_for_again_where_it_was(program: Program) -> None:
    session = program.begin()
    session.remarks().ask_reason(REMARK)
    QTest.keyClicks(focus(), "The law says")
    assert list(session.saved().values()) == ["The law says"]
    again = program.begin()
    panel = again.remarks()
    [line] = [each for each in panel.findChildren(QLineEdit) if each.isVisible()]
    assert line.text() == "The law says"
    assert not line.hasFocus()
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert again.saved() == {}


def test_the_last_key_is_kept_too_where_it_came_while_the_rest_was_on_its_way(
    program: Program,
) -> None:
    session = program.begin()
    for words in ("12", "12x"):
        session.saving.unfinished.keep("form/inspection/kent/b", words)
        session.saving.save_now()
    assert session.saved() == {"form/inspection/kent/b": "12x"}


def test_under_another_name_it_is_kept_too(program: Program) -> None:
    session = program.begin()
    session.saving.unfinished.keep("form/x", "12x")
    session.saved()
    session.saving.sign_as("Ann")
    assert session.saved() == {}
    assert unfinished(session.database, by="Ann") == {"form/x": "12x"}


def test_what_another_fieldbook_kept_there_keeps_no_window_from_opening(program: Program) -> None:
    session = program.begin()
    name = session.report.name
    odd = {
        f"review/{name}|{LEAKS}|": "no JSON",
        f"review/{name}": "{}",
        f"review/{name}||x": '{"odd": 1}',
        f"accuracy/{name}|entered": '{"kind": "?"}',
        f"accuracy/{name}": "x",
        "form/": "x",
        "form/isbn": "x",
        "remarks/|": "x",
    }
    for place, text in odd.items():
        session.saving.unfinished.keep(place, text)
    session.saved()
    again = program.begin()
    again.form()
    again.review()
    again.accuracy()
    again.remarks()
    assert again.saved() == odd


def test_a_cell_of_all_forces_half_typed_stands_there_again(program: Program) -> None:
    session = program.begin()

    def room() -> AllForces:
        reading = Background("reading", now.window)
        made = AllForces(now.opened, reading, now.saving)
        now.show(made)
        made.show_programme(now.programme)
        now.qtbot.waitUntil(lambda: made.model.is_filled and not reading.busy(), timeout=10_000)
        return made

    now = session
    made = room()
    made.grid.setCurrentIndex(made.model.place_of("kent", "embargo"))
    made.take_focus()
    for letter in "14 Juno":
        QTest.keyClicks(focus(), letter)
    [place] = now.saved()
    assert place == f"all_forces/{now.programme.id}|kent|embargo"
    made.end()
    now = program.begin()
    made = room()
    line = focus()
    assert isinstance(line, QLineEdit)
    assert line.text() == "14 Juno"
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert now.saved() == {}
    made.end()
