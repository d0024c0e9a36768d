"""The command that writes reports as files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from desktop.cli.naming import (
    OfProgramme,
    WrongUse,
    complain_of_programmes,
    open_store,
    wanted_reports,
)
from desktop.cli.telling import FOUND_ERRORS, WRONG_USE, complain, err, out


def render(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where the files go")
    ],
    reports: Annotated[list[str] | None, typer.Argument(metavar="REPORT…")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every report there is.")] = False,
    programme: OfProgramme = None,
    edition: Annotated[
        str, typer.Option(help="proof: exactly what stands in the entry.")
    ] = "proof",
    file_format: Annotated[str, typer.Option("--format", help="pdf")] = "pdf",
    jobs: Annotated[int, typer.Option(min=1, max=64, help="How many at the same time.")] = 1,
) -> None:
    """Write reports as files, one for each force, named after it."""
    from desktop.publish import Wanted, render_many

    if edition != "proof":
        raise WrongUse(f'There is no edition "{edition}" yet: this version prints proofs.')
    if file_format != "pdf":
        raise WrongUse(f'There is no format "{file_format}" yet: this version writes PDF.')
    opened = open_store(context)
    found, without = wanted_reports(opened, reports or [], every=every, programme=programme)
    if not found and (in_the_way := [*opened.programmes.mistakes.values(), *without]):
        raise WrongUse(in_the_way[0])
    if not found:
        raise WrongUse("There are no reports to write yet. `fieldbook examples` loads five.")
    wanted = [Wanted(of.folder, force, report) for of, force, report in found]
    for line in without:
        complain(line)
    failed = len(without)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        disable=not err.is_terminal,
        transient=True,
    ) as progress:
        task = progress.add_task("Writing reports", total=len(wanted))
        for result in render_many(wanted, folder, jobs=jobs):
            progress.advance(task)
            if result.problem:
                failed += 1
                complain(f"{result.report.name}: {result.problem}")
            else:
                out.print(escape(str(result.file)))
    if every and programme is None and complain_of_programmes(opened):
        raise typer.Exit(WRONG_USE)
    if failed:
        raise typer.Exit(FOUND_ERRORS)
