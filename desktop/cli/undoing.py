"""The commands that undo what one did last in a report, and do it again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import typer
from rich.markup import escape

from desktop.cli.naming import ReportName, existing_report, open_store, report_named
from desktop.cli.telling import complain_once, out

if TYPE_CHECKING:
    from desktop.store.recording import Recorded


def undo(context: typer.Context, report: ReportName) -> None:
    """Undo what you did last in a report, through restarts; what others wrote stays."""
    _say(context, report, "undo")


def redo(context: typer.Context, report: ReportName) -> None:
    """Do again what you undid last in a report, if you did nothing else there since."""
    _say(context, report, "redo")


def _say(context: typer.Context, report: str, what: Literal["undo", "redo"]) -> None:
    from desktop.store.history_words import HistoryWords
    from desktop.store.inspector import inspector_name
    from desktop.store.undoing import redo as redo_last
    from desktop.store.undoing import undo as undo_last
    from desktop.store.undone_words import undone

    opened = open_store(context)
    programme, force = report_named(opened, report)
    existing_report(opened, programme, force)
    by, forces = inspector_name(), opened.forces
    last = undo_last if what == "undo" else redo_last
    recorded: Recorded = last(
        opened.database, programme=programme, force=force, forces=forces, by=by
    )
    complain_once(
        f"Recorded, but what is drafted from it stays as it was: {mistake}"
        for mistake in recorded.mistakes
    )
    words = HistoryWords(programme, forces)
    out.print(escape(f"{report}: {undone(recorded.changes, words)}"))
