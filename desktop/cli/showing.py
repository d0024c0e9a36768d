"""The commands that only look: the list of reports, and one report."""

from __future__ import annotations

import typer
from rich.markup import escape
from rich.table import Table

from desktop.cli.naming import (
    AsJson,
    OfProgramme,
    ReportName,
    complain_of_programmes,
    existing_report,
    open_store,
    programme_named,
    report_named,
)
from desktop.cli.telling import WRONG_USE, out, print_json, say_answer


def list_(context: typer.Context, programme: OfProgramme = None, as_json: AsJson = False) -> None:
    """List the reports that exist."""
    from desktop.core.report import completeness
    from desktop.core.review import STATE_WORDS
    from desktop.store.listing import list_reports

    opened = open_store(context)
    if programme is not None:
        programme_named(opened, programme)
    rows: list[dict[str, str | int]] = []
    states: list[str] = []
    for report in list_reports(opened.database, programme):
        known = opened.programmes.by_id.get(report.programme)
        states.append(STATE_WORDS[report.state])
        rows.append(
            {
                "report": report.name,
                "programme": report.programme,
                "force": report.force,
                "state": report.state,
                "completeness": completeness(report, known).percent if known else 0,
            }
        )
    if as_json:
        print_json(rows)
    else:
        table = Table("Report", "State", "Complete", box=None)
        for row, state in zip(rows, states, strict=True):
            table.add_row(str(row["report"]), state, f"{row['completeness']}%")
        out.print(table if rows else "There are no reports yet. `fieldbook examples` loads five.")
    if programme is None and complain_of_programmes(opened):
        raise typer.Exit(WRONG_USE)


def show(context: typer.Context, report: ReportName, as_json: AsJson = False) -> None:
    """Show the answers and passages of a report."""
    from desktop.core.programme import REPORT_FIELDS
    from desktop.core.report import report_as_json
    from desktop.core.review import STATE_WORDS

    opened = open_store(context)
    programme, force = report_named(opened, report)
    there = existing_report(opened, programme, force)
    if as_json:
        print_json(report_as_json(there, programme))
        return
    state = STATE_WORDS[there.state]
    out.print(f"[bold]{escape(force.name)}[/bold] · {escape(programme.title)} · {state}")
    for field in REPORT_FIELDS:
        say_answer(field, there.answers.get(field.key))
    for item_key, item in programme.items.items():
        out.print(f"\n[bold]{escape(item.title)}[/bold]  {item_key}")
        for key, field in programme.fields_of(item_key):
            say_answer(field, there.answers.get(key))
        if there.passage(item_key).text:
            out.print(escape(there.passage(item_key).text))
