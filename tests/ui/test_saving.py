"""What was typed reaches the database whatever comes between, and nothing is lost on the way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.core.drafting import new_draft
from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_programme
from desktop.core.report import Report
from desktop.store.database import Database
from desktop.store.reading import history, read_report
from desktop.store.writing import (
    Recorded,
    begin_report,
    follow_the_draft,
    record_answer,
    record_edits,
    write_passage,
)
from desktop.ui.background import Background
from desktop.ui.being_written import Contest
from desktop.ui.lateness import LATE_MS, Lateness
from desktop.ui.saving import Saving

LEAKS = "press.leaks"
INVESTIGATED = "press.leaks.investigated"
NEXT_STEPS = "next_steps.inspections"


class Work:
    """Kent's report taken up for writing, beside another program on the same database."""

    def __init__(self, qtbot: QtBot, database: Database, programme: Programme, forces: Forces):
        self.qtbot, self.database, self.programme = qtbot, database, programme
        self.force = forces["kent"]
        begun = begin_report(database, programme=programme, force=self.force, by="me").report
        self.background = Background("store")
        self.saving = Saving(self.background)
        self.saving.use(database, "me")
        self.saving.open(programme, self.force, begun)
        self.name = begun.name
        self.refusals: list[str] = []
        self.contests: list[Contest] = []
        self.saving.refused.connect(self.refusals.append)
        self.saving.contested.connect(self.contests.append)

    def elsewhere(self, key: str, words: int | str) -> None:
        """Let another program record an answer or a passage."""
        if isinstance(words, int):
            record_answer(
                self.database,
                programme=self.programme,
                force=self.force,
                key=key,
                answer=words,
                by="other",
            )
        else:
            write_passage(
                self.database,
                programme=self.programme,
                force=self.force,
                item=key,
                text=words,
                by="other",
            )

    def use_the_standard_wording(self) -> None:
        def work(database: Database, by: str) -> Recorded:
            return follow_the_draft(
                database, programme=self.programme, force=self.force, item=NEXT_STEPS, by=by
            )

        self.saving.carry_out(
            self.name, work, failed=lambda error: self.refusals.append(str(error))
        )

    def all_saved(self) -> Report:
        self.qtbot.waitUntil(lambda: not self.saving.unsaved, timeout=10_000)
        return self.stored

    @property
    def stored(self) -> Report:
        report = read_report(self.database, self.programme.id, "kent")
        assert report is not None
        return report

    def texts_of(self, item: str) -> list[str]:
        """Give what ever stood in a passage, newest first, as the history has it."""
        changes = history(self.database, self.programme.id, "kent", (item,))
        return [getattr(change.after, "text", "") for change in changes]


@pytest.fixture
def work(qtbot: QtBot, tmp_path: Path, programme: Programme, forces: Forces) -> Iterator[Work]:
    with Database.open(tmp_path / "book.sqlite3") as database:
        work = Work(qtbot, database, programme, forces)
        yield work
        work.background.finish(10_000)
        work.background.close()


def test_words_typed_beside_what_another_program_changed_are_saved_with_it(work: Work) -> None:
    work.elsewhere(INVESTIGATED, 4)
    work.saving.type_passage(work.name, LEAKS, "My words.")
    work.saving.save_now()
    stored = work.all_saved()
    assert stored.answers[INVESTIGATED] == 4
    assert stored.passage(LEAKS).text == "My words."
    assert work.saving.present(work.name).answers[INVESTIGATED] == 4
    assert (work.refusals, work.contests, work.saving.trouble) == ([], [], "")


@pytest.mark.parametrize(("mine", "stands"), [(True, "My words."), (False, "Their words.")])
def test_where_another_program_wrote_in_the_same_passage_the_inspector_chooses(
    work: Work, mine: bool, stands: str
) -> None:
    work.elsewhere(LEAKS, "Their words.")
    with work.qtbot.waitSignal(work.saving.contested, timeout=10_000):
        work.saving.type_passage(work.name, LEAKS, "My words.")
        work.saving.save_now()
    assert work.stored.passage(LEAKS).text == "Their words."
    assert work.saving.unsaved
    assert work.saving.trouble
    [contest] = work.contests
    assert (contest.answers, contest.passages) == ((), (LEAKS,))
    work.saving.settle(contest, theirs=() if mine else contest.keys)
    assert work.all_saved().passage(LEAKS).text == stands
    assert work.saving.present(work.name).passage(LEAKS).text == stands
    assert {"My words.", "Their words."} <= set(work.texts_of(LEAKS))
    assert work.saving.trouble == ""


def test_a_fact_that_another_program_brought_up_is_no_contest(work: Work) -> None:
    fact = f"fact:{INVESTIGATED}"
    work.elsewhere(INVESTIGATED, 4)
    work.elsewhere(LEAKS, f"There were [4]({fact}).")
    work.saving.open(work.programme, work.force, work.stored)
    work.elsewhere(INVESTIGATED, 12)
    work.saving.type_passage(work.name, LEAKS, f"There were only [four]({fact}).")
    work.saving.save_now()
    assert work.all_saved().passage(LEAKS).text == f"There were only [12]({fact})."
    assert work.contests == []


def test_words_typed_over_a_draft_stand_although_another_program_changed_its_answers(
    work: Work,
) -> None:
    work.elsewhere(INVESTIGATED, 4)
    draft = work.stored.passage(LEAKS)
    assert draft.mode == "drafted"
    work.saving.type_passage(work.name, LEAKS, "My words.")
    work.saving.save_now()
    passage = work.all_saved().passage(LEAKS)
    # What stood on the screen was empty: the draft is still to be seen, and offered.
    assert (passage.text, passage.mode, passage.instead_of) == ("My words.", "edited", "")
    assert new_draft(work.programme, LEAKS, work.force, work.stored) == draft.text
    assert work.contests == []


def test_the_same_change_made_twice_is_no_contest(work: Work) -> None:
    work.elsewhere(INVESTIGATED, 4)
    work.saving.type_answer(work.name, INVESTIGATED, 4)
    work.saving.save_now()
    assert work.all_saved().answers[INVESTIGATED] == 4
    assert work.contests == []


def test_the_standard_wording_comes_after_what_was_typed_before_and_on_the_way(work: Work) -> None:
    standard = work.stored.passage(NEXT_STEPS)
    work.saving.type_passage(work.name, NEXT_STEPS, "We shall be back.")
    work.saving.save_now()
    work.saving.type_passage(work.name, NEXT_STEPS, "We shall be back soon.")
    work.use_the_standard_wording()
    work.saving.type_answer(work.name, INVESTIGATED, 2)
    stored = work.all_saved()
    assert stored.passage(NEXT_STEPS) == standard
    assert stored.answers[INVESTIGATED] == 2
    assert "We shall be back soon." in work.texts_of(NEXT_STEPS)
    assert work.refusals == []


def test_an_intention_that_fails_leaves_no_trouble_behind_and_no_words_out(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> Recorded:
        raise OSError("The wording cannot be read.")

    monkeypatch.setitem(globals(), "follow_the_draft", fails)
    work.saving.type_passage(work.name, NEXT_STEPS, "We shall be back.")
    work.use_the_standard_wording()
    stored = work.all_saved()
    assert work.refusals == ["The wording cannot be read."]
    assert stored.passage(NEXT_STEPS).text == "We shall be back."
    assert work.saving.trouble == ""


def test_an_intention_that_is_refused_at_once_is_not_taken_for_a_slow_disk(work: Work) -> None:
    def refuse(database: Database, by: str) -> Recorded:
        raise ValueError("There is nothing to undo.")

    with work.qtbot.assertNotEmitted(work.saving.overdue, wait=2 * LATE_MS):
        work.saving.carry_out(
            work.name, refuse, failed=lambda error: work.refusals.append(str(error))
        )
        work.qtbot.waitUntil(lambda: bool(work.refusals))
    assert work.refusals == ["There is nothing to undo."]
    assert not work.saving.trouble


def test_the_reason_why_nothing_is_saved_is_not_put_down_to_slowness(qtbot: QtBot) -> None:
    owner = QObject()
    lateness = Lateness(owner)
    with qtbot.assertNotEmitted(lateness.late, wait=2 * LATE_MS):
        lateness.wait()
        lateness.refused()
    assert lateness.is_late


@pytest.mark.parametrize("changed_elsewhere", [False, True])
def test_a_window_that_closes_while_words_are_on_their_way_begins_nothing_more(
    work: Work, monkeypatch: pytest.MonkeyPatch, changed_elsewhere: bool
) -> None:
    begun, may_end = Event(), Event()

    def slowly(*args: Any, **named: Any) -> Recorded:
        begun.set()
        assert may_end.wait(10)
        return record_edits(*args, **named)

    monkeypatch.setattr("desktop.store.writing.record_edits", slowly)
    if changed_elsewhere:
        work.elsewhere(INVESTIGATED, 4)
    work.saving.type_passage(work.name, LEAKS, "First.")
    work.saving.save_now()
    assert begun.wait(10)
    work.saving.type_passage(work.name, LEAKS, "First. Second.")
    work.saving.save_now()
    QTimer.singleShot(0, may_end.set)
    assert work.background.close(10_000)
    assert work.saving.unsaved_edits()[0].passages == {LEAKS: "First. Second."}


def test_a_mistake_in_a_template_keeps_no_words_from_being_saved(
    qtbot: QtBot, tmp_path: Path, programme: Programme, forces: Forces
) -> None:
    folder = shutil.copytree(programme.folder, tmp_path / programme.id)
    with Database.open(tmp_path / "book.sqlite3") as database:
        work = Work(qtbot, database, read_programme(folder), forces)
        imprint = work.stored.passage("imprint.imprint")
        (folder / "wording" / "imprint.md").write_text("{% if %}")
        with qtbot.waitSignal(work.saving.not_drafted, timeout=10_000) as told:
            work.saving.type_answer(work.name, "isbn", "978-1-78246-041-1")
            work.saving.type_passage(work.name, LEAKS, "Words after the mistake.")
            work.saving.save_now()
        stored = work.all_saved()
        work.background.close()
    assert stored.answers["isbn"] == "978-1-78246-041-1"
    assert stored.passage(LEAKS).text == "Words after the mistake."
    assert stored.passage("imprint.imprint") == imprint
    assert "imprint.md, line 1" in told.args[0]
    assert (work.refusals, work.saving.trouble) == ([], "")


def test_typing_goes_on_while_the_disk_is_full_and_all_of_it_is_saved_later(
    work: Work, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: object, **__: object) -> Recorded:
        raise OSError("The disk is full.")

    monkeypatch.setattr("desktop.store.writing.record_edits", no_room)
    with work.qtbot.waitSignal(work.saving.refused, timeout=10_000):
        work.saving.type_passage(work.name, LEAKS, "First")
        work.saving.save_now()
    work.saving.type_answer(work.name, INVESTIGATED, 3)
    assert work.saving.present(work.name).passage(LEAKS).text == "First"
    monkeypatch.setattr("desktop.store.writing.record_edits", record_edits)
    work.saving.type_passage(work.name, LEAKS, "First and second")
    work.saving.save_now()
    stored = work.all_saved()
    assert stored.passage(LEAKS).text == "First and second"
    assert stored.answers[INVESTIGATED] == 3
