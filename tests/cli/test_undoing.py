"""`fieldbook undo` and `fieldbook redo`: what one did oneself, one thing at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from desktop.cli.undoing import redo, undo
from desktop.store.inspector import keep_inspector_name
from desktop.store.undoing import NothingToUndo
from tests.cli.conftest import PROGRAMME, Fieldbook

KENT = f"{PROGRAMME}/kent"
APPLICATIONS = "gifts.second_jobs.applications"
ISBN = "978-1-78246-041-1"

Run = Callable[[str], str]


@pytest.fixture
def run(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run one of both commands on the report of Kent, and give the line that is printed."""
    commands = typer.Typer()
    commands.command()(undo)
    commands.command()(redo)

    def once(command: str) -> str:
        capsys.readouterr()
        commands([command, KENT], standalone_mode=False, obj=str(database))
        return " ".join(capsys.readouterr().out.split())

    return once


def test_answers_are_undone_and_done_again(fieldbook: Fieldbook, run: Run) -> None:
    keep_inspector_name("Anna Larsson")
    fieldbook("set", KENT, APPLICATIONS, "12")
    fieldbook("set", KENT, "isbn", ISBN)

    def stands() -> tuple[object, object]:
        shown = fieldbook("show", KENT, "--json").json
        return shown["answers"][APPLICATIONS], shown["isbn"]

    assert run("undo") == f"{KENT}: Undone: “ISBN” has no answer again."
    assert stands() == (12, None)
    assert run("undo") == f"{KENT}: Undone: “Applications (second jobs)” has no answer again."
    assert stands() == (None, None)
    assert run("redo") == f"{KENT}: Redone: “Applications (second jobs)” is 12 again."
    assert run("redo") == f"{KENT}: Redone: “ISBN” is {ISBN} again."
    assert stands() == (12, ISBN)
    newest = fieldbook("history", KENT).out.splitlines()[1]
    assert "Redid: Answered ISBN: 978-1-78246-041-1" in newest


def test_nothing_of_anothers_is_undone(fieldbook: Fieldbook, run: Run) -> None:
    keep_inspector_name("Anna Larsson")
    fieldbook("set", KENT, APPLICATIONS, "12")
    keep_inspector_name("Ben Ito")
    with pytest.raises(NothingToUndo, match="nothing of yours to undo in the report of Kent"):
        run("undo")
    assert fieldbook("show", KENT, "--json").json["answers"][APPLICATIONS] == 12
