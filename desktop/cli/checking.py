"""The command that checks reports: what stands in the way of publishing them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from desktop.cli.naming import (
    AsJson,
    OfProgramme,
    complain_of_programmes,
    open_store,
    wanted_reports,
)
from desktop.cli.telling import FOUND_ERRORS, WRONG_USE, complain, out, print_json

if TYPE_CHECKING:
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.remarks import Remark
    from desktop.core.report import Report
    from desktop.store.opening import Opened

_INDENT = " " * 13
_SIGNS = {"error": "[red]✕ error[/red]  ", "warning": "[yellow]! warning[/yellow]"}


def check(
    context: typer.Context,
    reports: Annotated[
        list[str] | None, typer.Argument(metavar="REPORT…", help="PROGRAMME/FORCE")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every report there is.")] = False,
    programme: OfProgramme = None,
    as_json: AsJson = False,
) -> None:
    """Check reports for what an editor would send back; exit status 1 while errors remain."""
    opened = open_store(context)
    wanted, without = wanted_reports(opened, reports or [], every=every, programme=programme)
    for line in without:
        complain(line)
    unchecked: list[str] = []
    found = [
        (of, report, remarks_on(opened, of, force, report, unchecked.append))
        for of, force, report in wanted
    ]
    for line in unchecked:
        complain(line)
    if as_json:
        print_json([_as_json(each, report) for _, report, remarks in found for each in remarks])
    else:
        for of, report, remarks in found:
            _say(of, report, remarks)
        if not found and not without:
            out.print("There are no reports yet. `fieldbook examples` loads five.")
    if every and programme is None and complain_of_programmes(opened):
        raise typer.Exit(WRONG_USE)
    errors = (each.severity == "error" and each.remains for *_, of_one in found for each in of_one)
    if without or unchecked or any(errors):
        raise typer.Exit(FOUND_ERRORS)


def remarks_on(
    opened: Opened,
    programme: Programme,
    force: Force,
    report: Report,
    say_unchecked: Callable[[str], object],
) -> list[Remark]:
    """Carry out all checks on a report; say in one line which could not be."""
    from desktop.core.checks import all_checks
    from desktop.core.examining import Examined, examine
    from desktop.store.circumstances import circumstances

    around = circumstances(opened, programme, report)
    examined = Examined(programme, force, report, around)
    return examine(examined, all_checks(), lambda line: say_unchecked(f"{report.name}: {line}"))


def _say(programme: Programme, report: Report, remarks: list[Remark]) -> None:
    from desktop.core.remarks import tally, where

    out.print(f"[bold]{escape(report.name)}[/bold]: {tally(remarks)}")
    for each in remarks:
        sign = _SIGNS[each.severity] if each.remains else "✓ left     "
        place = where(each.place, programme)
        out.print(f"  {sign}  [bold]{escape(place)}[/bold]: {escape(each.message)}")
        if each.excerpt:
            out.print(f"{_INDENT}{escape(each.excerpt)}")
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
