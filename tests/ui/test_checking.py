"""What is found at a pause: complete, whatever takes long and whatever breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.checks import all_checks
from desktop.core.examining import Examined
from desktop.core.programme import Programme
from desktop.core.remarks import Found, check
from desktop.core.report import Passage, Report
from desktop.store.opening import Opened, open_all
from desktop.ui.checking import Checked, Checking

LEAKS = "press.leaks"
MEANT = {
    "organisaton": "organisation",
    "recieve": "receive",
    "inspectoin": "inspection",
    "responsibilty": "responsibility",
    "recomendations": "recommendations",
    "consultaton": "consultation",
    "explanaton": "explanation",
}


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    found = open_all(str(tmp_path / "book.sqlite3"))
    yield found
    found.database.close()


def looked_at(qtbot: QtBot, opened: Opened, programme: Programme, report: Report) -> Checked:
    checking = Checking(opened)
    checking.look_at(programme, opened.forces[report.force], report, at_once=True)
    with qtbot.waitSignal(checking.checked, timeout=20_000) as told:
        checking.start()
    checking.close()
    assert told.args is not None
    (checked,) = told.args
    assert isinstance(checked, Checked)
    return checked


def with_leaks(report: Report, text: str) -> Report:
    return replace(report, passages={**report.passages, LEAKS: Passage(text, "edited", "None.")})


def test_every_unknown_word_is_told_with_what_may_be_meant(
    qtbot: QtBot, opened: Opened, programme: Programme, cleveland: Report
) -> None:
    report = with_leaks(cleveland, f"The force saw {', '.join(MEANT)}.")
    checked = looked_at(qtbot, opened, programme, report)
    found = {each.quote: each.suggestions for each in checked.remarks if each.quote in MEANT}
    assert {word: meant[0] for word, meant in found.items()} == MEANT
    assert not checked.mistakes


def test_a_check_that_breaks_is_told_beside_what_the_others_found(
    qtbot: QtBot,
    opened: Opened,
    programme: Programme,
    cleveland: Report,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @check(severity="warning", protects="Nothing.")
    def breaks(_: Examined) -> Iterator[Found]:
        raise KeyError("term")

    every = (*all_checks(), breaks)
    monkeypatch.setattr("desktop.core.checks.all_checks", lambda: every)
    report = with_leaks(cleveland, "The force will recieve it.")
    checked = looked_at(qtbot, opened, programme, report)
    assert "recieve" in [each.quote for each in checked.remarks]
    (line,) = checked.mistakes
    assert "could not be carried out (breaks)" in line
