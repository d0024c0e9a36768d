"""The command that prints a report as its answers alone draft it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from desktop.cli.naming import ReportName, existing_report, open_store, report_named
from desktop.cli.telling import DONE, FOUND_ERRORS, complain, out

if TYPE_CHECKING:
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.report import Report


def draft(context: typer.Context, report: ReportName) -> None:
    """Print the report as drafted from its answers alone, as CommonMark with its facts spelled out.

    What was written by hand is not in it.
    """
    opened = open_store(context)
    programme, force = report_named(opened, report)
    there = existing_report(opened, programme, force)
    text, mistakes = drafted_report(programme, force, there)
    out.print(escape(text))
    for mistake in mistakes:
        complain(mistake)
    raise typer.Exit(FOUND_ERRORS if mistakes else DONE)


def drafted_report(programme: Programme, force: Force, report: Report) -> tuple[str, list[str]]:
    """Give the report as its answers alone draft it, and a line for each draft with a mistake."""
    from desktop.core import commonmark
    from desktop.core.drafting import draft as draft_item
    from desktop.core.facts import spelled_out
    from desktop.core.programme_reader import ProgrammeError

    parts = [f"# {_line(programme.title)}", f"**{_line(force.name)}**"]
    mistakes: list[str] = []
    for section in programme.sections:
        if section.heading:
            marks = "###" if section.question else "##"
            parts.append(f"{marks} {_line(section.heading_for(force))}")
        for key, _ in programme.items_of(section):
            try:
                text = draft_item(programme, key, force, report.answers)
            except ProgrammeError as error:
                mistakes.append(str(error))
            else:
                parts.append(commonmark.write(spelled_out(commonmark.parse(text))))
    return "\n\n".join(part for part in parts if part), mistakes


def _line(words: str) -> str:
    from desktop.core import commonmark
    from desktop.core.richtext import Block, Run

    return commonmark.write([Block((Run(words),))])
