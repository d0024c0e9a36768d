"""The command that checks reports: what stands in the way of publishing them."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from desktop.cli.naming import (
    AsJson,
    OfProgramme,
    WrongUse,
    complain_of_programmes,
    existing_report,
    open_store,
    programme_named,
    report_named,
)
from desktop.cli.telling import DONE, FOUND_ERRORS, WRONG_USE, complain, out, print_json

if TYPE_CHECKING:
    from desktop.core.programme import Programme
    from desktop.core.remarks import Remark
    from desktop.core.report import Report
    from desktop.store.opening import Opened

_INDENT = " " * 13
_LONGEST_QUOTE = 90
_SIGNS = {"error": "[red]✕ error[/red]  ", "warning": "[yellow]! warning[/yellow]"}


def check(
    context: typer.Context,
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="REPORT…", help="PROGRAMME/FORCE")
    ] = None,
    all_reports: Annotated[bool, typer.Option("--all", help="All reports that exist.")] = False,
    programme: OfProgramme = None,
    as_json: AsJson = False,
) -> None:
    """Check reports for what an editor would send back; exit status 1 while errors remain."""
    if bool(reports) == all_reports:
        raise WrongUse("Name the reports to check, or --all.")
    if programme is not None and not all_reports:
        raise WrongUse("--programme goes with --all: named reports have their programme already.")
    opened = open_store(context)
    found = [
        (of, report, _remarks(opened, of, report))
        for of, report in _wanted(opened, reports or [], programme)
    ]
    if as_json:
        print_json([_as_json(each, report) for _, report, remarks in found for each in remarks])
    else:
        for of, report, remarks in found:
            _say(of, report, remarks)
        if not found:
            out.print("There are no reports yet. `fieldbook examples` loads five.")
    status = DONE
    if any(each.severity == "error" and each.remains for *_, all_ in found for each in all_):
        status = FOUND_ERRORS
    if all_reports and complain_of_programmes(opened):
        status = WRONG_USE
    raise typer.Exit(status)


def _wanted(
    opened: Opened, names: list[str], programme: str | None
) -> Iterator[tuple[Programme, Report]]:
    if names:
        there = [report_named(opened, name) for name in dict.fromkeys(names)]
        yield from ((of, existing_report(opened, of, force)) for of, force in there)
        return
    from desktop.store.listing import list_reports

    if programme is not None:
        programme_named(opened, programme)
    for report in list_reports(opened.database, programme):
        known = opened.programmes.by_id.get(report.programme)
        if known is not None and report.force in opened.forces:
            yield known, report
        else:
            complain(f"{report.name} was not checked: its programme or its force is not here.")


def _remarks(opened: Opened, programme: Programme, report: Report) -> list[Remark]:
    from desktop.core.checks import all_checks
    from desktop.core.examining import Examined, examine
    from desktop.store.circumstances import circumstances

    around = circumstances(opened, programme, report)
    force = opened.forces[report.force]
    return examine(Examined(programme, force, report, around), all_checks())


def _say(programme: Programme, report: Report, remarks: list[Remark]) -> None:
    from desktop.core.remarks import tally, where

    out.print(f"[bold]{escape(report.name)}[/bold]: {tally(remarks)}")
    for each in remarks:
        sign = _SIGNS[each.severity] if each.remains else "✓ left     "
        place = where(each.place, programme)
        out.print(f"  {sign}  [bold]{escape(place)}[/bold]: {escape(each.message)}")
        if each.quote and each.quote not in each.message:
            out.print(f"{_INDENT}{escape(shorten(each.quote, _LONGEST_QUOTE, placeholder=' …'))}")
        if each.left:
            out.print(f"{_INDENT}because: {escape(each.left)}")


def _as_json(remark: Remark, report: Report) -> dict[str, object]:
    from desktop.core.remarks import fix_as_json

    return {
        "report": report.name,
        "check": remark.check,
        "severity": remark.severity,
        "item": remark.place.item or None,
        "field": remark.place.field or None,
        "start": remark.place.start,
        "end": remark.place.end,
        "quote": remark.quote,
        "message": remark.message,
        "fix": fix_as_json(remark.fix),
        "suggestions": list(remark.suggestions),
        "left": remark.left or None,
    }
