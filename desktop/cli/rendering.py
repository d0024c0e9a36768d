"""The command that writes reports as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar, get_args

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from desktop.cli.naming import (
    OfProgramme,
    WrongUse,
    complain_of_programmes,
    did_you_mean,
    open_store,
    wanted_reports,
)
from desktop.cli.telling import FOUND_ERRORS, WRONG_USE, complain, err, out

if TYPE_CHECKING:
    from desktop.core.editions import Edition
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.publish import Batch, Wanted
    from desktop.store.opening import Opened

Word = TypeVar("Word", bound=str)


@dataclass(slots=True)
class _Run:
    """What the command was asked for, and how many reports went which way."""

    opened: Opened
    edition: Edition
    override: str | None
    written: int = 0
    refused: int = 0
    failed: int = 0

    def said(self) -> str:
        """Say in one line how it went."""
        others = ((self.refused, "refused"), (self.failed, "failed"))
        counts = [f"{count} {how}" for count, how in others if count]
        return ", ".join([f"{self.written} written", *counts])


def render(
    context: typer.Context,
    folder: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Where the files go")
    ],
    reports: Annotated[list[str] | None, typer.Argument(metavar="REPORT…")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every report there is.")] = False,
    programme: OfProgramme = None,
    edition: Annotated[
        str,
        typer.Option(
            help="proof (exactly what would be printed as the entry stands), draft, embargoed or"
            " public (refused while errors remain or the embargo lies ahead)."
        ),
    ] = "proof",
    file_format: Annotated[str, typer.Option("--format", help="pdf, html or docx.")] = "pdf",
    look: Annotated[str, typer.Option(help="standard or accessible.")] = "standard",
    jobs: Annotated[
        int | None,
        typer.Option(
            min=1, max=64, help="How many at the same time; otherwise one a processor core."
        ),
    ] = None,
    override: Annotated[
        str | None,
        typer.Option(
            metavar="REASON",
            help="Make a public edition all the same; the reason is recorded in the history.",
        ),
    ] = None,
) -> None:
    """Write reports as files, one for each force, and list them in manifest.json."""
    from desktop.publish import Batch, ManifestError, SaveError, read_manifest

    wanted = _edition(edition, file_format, look)
    _check_override(wanted, override)
    try:
        read_manifest(folder)
    except ManifestError as error:
        raise WrongUse(str(error)) from error
    most = len(reports or ()) or 1
    jobs = jobs if every else min(jobs or most, most)
    with Batch(folder, jobs=jobs, warm_for=wanted.format) as batch:
        run = _Run(open_store(context), wanted, override)
        found, without = wanted_reports(run.opened, reports or [], every=every, programme=programme)
        if not found:
            in_the_way = [*run.opened.programmes.mistakes.values(), *without]
            nothing = "There are no reports to write yet. `fieldbook examples` loads five."
            raise WrongUse(in_the_way[0] if in_the_way else nothing)
        for line in without:
            _fail(run, line)
        try:
            _write(run, batch, found)
        except (ManifestError, SaveError) as error:
            _fail(run, str(error))
        finally:
            if err.is_terminal:
                err.print(run.said())
    if every and programme is None and complain_of_programmes(run.opened):
        raise typer.Exit(WRONG_USE)
    if run.failed or run.refused:
        raise typer.Exit(FOUND_ERRORS)


def _write(run: _Run, batch: Batch, found: Sequence[tuple[Programme, Force, Report]]) -> None:
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        console=err,
        disable=not err.is_terminal,
        transient=True,
    ) as progress:
        task = progress.add_task("Writing reports", total=run.failed + len(found))
        with closing(batch.write(_allowed(run, found))) as results:
            for result in results:
                if result.problem:
                    _fail(run, f"{result.report.name}: {result.problem}")
                else:
                    run.written += 1
                    out.print(escape(str(result.file)))
                progress.update(task, completed=run.written + run.refused + run.failed)


def _allowed(run: _Run, found: Sequence[tuple[Programme, Force, Report]]) -> Iterator[Wanted]:
    """Give the reports that may be made, or are to be all the same, which is then recorded."""
    from desktop.publish import Wanted
    from desktop.store.errors import DatabaseError
    from desktop.store.inspector import inspector_name
    from desktop.store.publishing import decide

    by, reason = inspector_name(), run.override or ""
    for of, force, report in found:
        try:
            decision = decide(run.opened, of, force, report, run.edition, reason=reason, by=by)
        except DatabaseError as error:
            _fail(run, f"{report.name}: {error}")
            continue
        if decision.refused:
            run.refused += 1
            complain(f"{report.name} was refused: {decision.refused}")
        else:
            if run.edition.kind == "embargoed" and not report.answer_text("embargo"):
                complain(
                    f"{report.name} has no embargo: each page says “Embargoed: not for"
                    " publication”. To name the time, set it and write the report again."
                )
            yield Wanted(of.folder, force, report, run.edition, decision.override)


def _fail(run: _Run, line: str) -> None:
    run.failed += 1
    complain(line)


def _edition(kind: str, file_format: str, look: str) -> Edition:
    from desktop.core.editions import Edition, Format, Kind, Look

    return Edition(
        _known("edition", kind, get_args(Kind)),
        _known("format", file_format, get_args(Format)),
        _known("look", look, get_args(Look)),
    )


def _known(what: str, typed: str, known: tuple[Word, ...]) -> Word:
    """Give the word that was typed as one of those there are."""
    for word in known:
        if word == typed:
            return word
    there_are = f"{', '.join(known[:-1])} and {known[-1]}"
    raise WrongUse(
        f'There is no {what} "{typed}": there are {there_are}.{did_you_mean(typed, known)}'
    )


def _check_override(edition: Edition, reason: str | None) -> None:
    if reason is None:
        return
    from desktop.core.editions import LONGEST_REASON

    if edition.kind != "public":
        raise WrongUse("--override goes with --edition public: no other edition is refused.")
    if not any(character.isalnum() for character in reason):
        raise WrongUse("Say after --override why: the reason is recorded in the report's history.")
    if len(reason) > LONGEST_REASON:
        raise WrongUse(
            f"The reason after --override has more than {LONGEST_REASON:,} characters: say it in"
            " fewer words."
        )
