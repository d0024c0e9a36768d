"""The same file opened twice: the second window sees that and who, reads, and writes elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.store import processes
from desktop.store.database import Database
from desktop.store.presence import Presence
from desktop.store.reading import history
from desktop.store.writing import begin_report, record_answer, write_passage
from desktop.ui.desk import Desk
from desktop.ui.others import Together
from desktop.ui.saving import Saving
from desktop.ui.window import Window
from tests.ui.driving import Open, in_focus, press, recorded, saved, type_into

LEAKS = "press.leaks"
INVESTIGATED = "press.leaks.investigated"
CONTINUING = "press.leaks.continuing"
GUIDANCE = "press.social_media.guidance"


class Kim:
    """Another inspector at another machine, on the same database."""

    def __init__(self, path: Path, programme: Programme, forces: Forces) -> None:
        self.database = Database.open(path)
        self.presence = Presence(self.database, window="elsewhere:1:x kim")
        self.programme, self.forces = programme, forces

    def opens(self, force: str) -> None:
        self.presence.look("Kim Smith", f"{self.programme.id}/{force}" if force else "")

    def leaves(self) -> None:
        self.presence.leave()

    def answers(self, force: str, key: str, answer: int) -> None:
        record_answer(
            self.database,
            programme=self.programme,
            force=self.forces[force],
            key=key,
            answer=answer,
            by="Kim Smith",
        )

    def writes(self, force: str, item: str, text: str) -> None:
        write_passage(
            self.database,
            programme=self.programme,
            force=self.forces[force],
            item=item,
            text=text,
            by="Kim Smith",
        )


@pytest.fixture
def kim(
    database: Path, programme: Programme, forces: Forces, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Kim]:
    with Database.open(database) as opened:
        for force in ("kent", "essex"):
            begin_report(opened, programme=programme, force=forces[force], by="Kim Smith")
    kim = Kim(database, programme, forces)
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(processes, "machine", lambda: "LAPTOP-2")
        kim.opens("")
    yield kim
    kim.database.close()


class Mine:
    """This window, and what it says of others."""

    def __init__(self, qtbot: QtBot, window: Window) -> None:
        self.qtbot, self.window = qtbot, window
        assert window.desk is not None
        self.desk: Desk = window.desk
        saving = window.findChild(Saving)
        assert saving is not None
        self.saving: Saving = saving
        qtbot.waitUntil(lambda: window.findChild(Together) is not None, timeout=5_000)
        together = window.findChild(Together)
        assert together is not None
        self.together: Together = together

    def open(self, force: str) -> None:
        self.desk.open_programme(self.desk.place[0], force)
        self.look()

    def look(self) -> None:
        others = self.together.others
        others.look()
        self.qtbot.waitUntil(lambda: not others.busy, timeout=5_000)

    @property
    def line(self) -> str:
        labels = self.desk.form.findChildren(QLabel)
        words = (each.text() for each in labels if each.isVisible())
        return next((each for each in words if "indow" in each or "Kim Smith" in each), "")

    def waits_for(self, what: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(what, timeout=10_000)


@pytest.fixture
def mine(qtbot: QtBot, kim: Kim, open_window: Open) -> Iterator[Mine]:
    mine = Mine(qtbot, open_window())
    mine.open("kent")
    yield mine
    mine.together.close()


def test_what_kim_writes_is_read_here_and_written_again_once_she_has_gone(
    mine: Mine, kim: Kim, database: Path, programme: Programme
) -> None:
    mine.open("essex")
    kim.opens("kent")
    mine.look()
    assert mine.line == "Kim Smith (LAPTOP-2) is writing Kent."
    mine.open("kent")
    assert mine.line.startswith("Kim Smith (LAPTOP-2) is writing this report.")
    mine.desk.form.go_to(INVESTIGATED)
    QTest.keyClicks(in_focus(), "7")
    mine.desk.form.go_to(LEAKS)
    QTest.keyClicks(in_focus(), "My words.")
    assert not mine.saving.unsaved
    # Another report is free meanwhile.
    mine.open("essex")
    type_into(mine.qtbot, mine.window, INVESTIGATED, "4")
    saved(mine.qtbot, mine.window)
    stored = recorded(database, programme, "essex")
    assert stored is not None
    assert stored.answers[INVESTIGATED] == 4
    # What she writes appears, and as soon as she leaves it can be written on.
    mine.open("kent")
    kim.answers("kent", INVESTIGATED, 12)
    kim.opens("essex")
    mine.look()
    assert mine.desk.present is not None
    assert mine.desk.present.answers == {INVESTIGATED: 12}
    assert mine.line == "Kim Smith (LAPTOP-2) is writing Essex."
    type_into(mine.qtbot, mine.window, CONTINUING, "3")
    saved(mine.qtbot, mine.window)
    stored = recorded(database, programme, "kent")
    assert stored is not None
    assert stored.answers == {INVESTIGATED: 12, CONTINUING: 3}


def test_the_first_window_goes_on_writing(mine: Mine, kim: Kim) -> None:
    kim.opens("kent")
    mine.look()
    type_into(mine.qtbot, mine.window, INVESTIGATED, "4")
    assert mine.saving.typed_answers(f"{kim.programme.id}/kent") == {INVESTIGATED: 4}


def test_two_windows_of_one_inspector_know_each_other(
    qtbot: QtBot, mine: Mine, open_window: Open
) -> None:
    second = Mine(qtbot, open_window())
    second.open("kent")
    assert second.line.startswith("This report is open in another window of yours.")
    mine.together.close()
    second.look()
    second.waits_for(lambda: second.line == "Kim Smith (LAPTOP-2) has this database open.")
    second.together.close()


def test_what_is_read_only_is_reached_by_keys_and_told(mine: Mine, kim: Kim) -> None:
    mine.open("essex")
    kim.opens("kent")
    mine.open("kent")
    mine.desk.form.go_to(GUIDANCE)
    editor = in_focus()
    assert editor.accessibleName() == "Guidance to staff: not answered, read only"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert in_focus() is not editor
    mine.desk.form.go_to(GUIDANCE)
    kim.leaves()
    mine.look()
    # The keys are where they were, in the answer itself.
    assert editor.isAncestorOf(in_focus())
    assert editor.accessibleName() == "Guidance to staff"


def test_nothing_else_writes_there_either(mine: Mine, kim: Kim, database: Path) -> None:
    mine.open("essex")
    kim.opens("kent")
    mine.open("kent")
    before = recorded(database, kim.programme, "kent")
    mine.desk.take_over(LEAKS, "Words of another.", f"{kim.programme.id}/essex {LEAKS}")
    assert mine.window.messages.text.startswith(
        "Kim Smith (LAPTOP-2) is writing the report of Kent, so nothing was changed here."
    )
    mine.desk.go_back(1, ())
    saved(mine.qtbot, mine.window)
    assert recorded(database, kim.programme, "kent") == before


def test_all_forces_tells_who_writes_the_report_of_a_cell(mine: Mine, kim: Kim) -> None:
    from desktop.ui.all_forces import AllForces

    mine.open("essex")
    kim.opens("kent")
    mine.look()
    assert mine.window.views is not None
    mine.window.views.enter("all_forces")
    room = mine.window.findChild(AllForces)
    assert room is not None
    mine.waits_for(lambda: room.model.place_of("kent", INVESTIGATED).isValid())
    for force, told in (
        ("kent", "Kim Smith (LAPTOP-2) is writing the report of Kent"),
        ("essex", ""),
    ):
        room.grid.setCurrentIndex(room.model.place_of(force, INVESTIGATED))
        QTest.keyClicks(room.grid, "5")
        texts = [each.text() for each in room.findChildren(QLabel) if each.isVisible()]
        assert any(told and each.startswith(told) for each in texts) == bool(told)
        assert room.model.cell(room.model.place_of("kent", INVESTIGATED)).standing != "answered"
    QTest.keyClick(in_focus(), Qt.Key.Key_Return)
    saved(mine.qtbot, mine.window)


def test_where_both_write_each_place_is_decided_and_the_history_keeps_both(
    mine: Mine, kim: Kim, database: Path, programme: Programme
) -> None:
    mine.open("essex")
    kim.opens("kent")
    mine.open("kent")
    press(mine.qtbot, mine.desk.form, "Write in it as well")
    assert "is writing this report as well" in mine.line
    kim.writes("kent", LEAKS, "Kim’s words stand here.")
    kim.answers("kent", INVESTIGATED, 2)
    type_into(mine.qtbot, mine.window, LEAKS, "My words stand here.")
    type_into(mine.qtbot, mine.window, INVESTIGATED, "5")
    pane = mine.together.pane
    mine.waits_for(pane.isVisible)
    go_on = next(e for e in pane.findChildren(QPushButton) if e.text() == "Save this choice")
    assert not go_on.isEnabled()
    whose = mine.qtbot
    whose.waitUntil(lambda: any("Kim Smith, " in each for each in choices(pane)), timeout=5_000)
    choose(pane, "Investigated: Take theirs")
    assert not go_on.isEnabled()
    choose(pane, "Leaks: Keep mine")
    press(mine.qtbot, pane, "Save this choice")
    saved(mine.qtbot, mine.window)
    assert pane.isHidden()
    stored = recorded(database, programme, "kent")
    assert stored is not None
    assert (stored.answers, stored.passage(LEAKS).text) == (
        {INVESTIGATED: 2},
        "My words stand here.",
    )
    assert mine.desk.present == stored
    with Database.open(database) as opened:
        texts = [
            getattr(c.after, "text", "") for c in history(opened, programme.id, "kent", (LEAKS,))
        ]
        counts = [c.after for c in history(opened, programme.id, "kent", (INVESTIGATED,))]
    assert {"My words stand here.", "Kim’s words stand here."} <= set(texts)
    assert counts == [2, 5, 2]


def test_words_taken_over_or_gone_back_to_never_replace_what_was_not_seen(
    mine: Mine, kim: Kim, database: Path
) -> None:
    type_into(mine.qtbot, mine.window, LEAKS, "My words.")
    saved(mine.qtbot, mine.window)
    kim.writes("kent", LEAKS, "Kim’s words.")
    replacing: list[Callable[[], None]] = [
        lambda: mine.desk.take_over(LEAKS, "Of Essex.", f"{kim.programme.id}/essex {LEAKS}"),
        lambda: mine.desk.go_back(1, (LEAKS,)),
        lambda: mine.desk.go_back(1, ()),
    ]
    for replace in replacing:
        replace()
        saved(mine.qtbot, mine.window)
        stored = recorded(database, kim.programme, "kent")
        assert stored is not None
        assert stored.passage(LEAKS).text == "Kim’s words."
        assert mine.window.messages.text.startswith("Kent: “Leaks” was changed by Kim Smith at ")
        mine.window.messages.hide()
    # Once it is seen, it can be replaced.
    mine.look()
    mine.desk.take_over(LEAKS, "Of Essex.", f"{kim.programme.id}/essex {LEAKS}")
    saved(mine.qtbot, mine.window)
    stored = recorded(database, kim.programme, "kent")
    assert stored is not None
    assert stored.passage(LEAKS).text == "Of Essex."


def choices(pane: object) -> list[str]:
    from PySide6.QtWidgets import QRadioButton, QWidget

    assert isinstance(pane, QWidget)
    return [each.accessibleName() for each in pane.findChildren(QRadioButton)]


def choose(pane: object, words: str) -> None:
    from PySide6.QtWidgets import QRadioButton, QWidget

    assert isinstance(pane, QWidget)
    [button] = [e for e in pane.findChildren(QRadioButton) if e.accessibleName().startswith(words)]
    button.click()
