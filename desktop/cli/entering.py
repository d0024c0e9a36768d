"""The commands that fill reports: examples, one answer, and published reports."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from desktop.cli.naming import (
    ReportName,
    WrongUse,
    complain_of_programmes,
    did_you_mean,
    open_store,
    report_named,
)
from desktop.cli.telling import DONE, FOUND_ERRORS, WRONG_USE, complain, out

if TYPE_CHECKING:
    from desktop.ingest import Reading


def examples(context: typer.Context) -> None:
    """Load the five published reports that come with Fieldbook; again, it changes nothing."""
    from desktop.examples import load_examples, mistakes_of
    from desktop.ingest import NotAReportError
    from desktop.store.inspector import inspector_name

    opened = open_store(context)
    try:
        loaded = load_examples(opened, by=inspector_name())
    except NotAReportError as error:
        # The examples are reports of the shipped programme: what cannot be read is its folder.
        mistakes = [*opened.programmes.mistakes.values(), *error.mistakes]
        raise WrongUse(next(iter(mistakes), str(error))) from error
    for mistake in mistakes_of(loaded):
        complain(mistake)
    for example in loaded:
        if example.loaded:
            _say_what_was_read(example.reading)
        else:
            out.print(f"{example.reading.report.name}: there already, left as it is")


def set_(
    context: typer.Context,
    report: ReportName,
    key: Annotated[str, typer.Argument(metavar="KEY", help="SECTION.ITEM.FIELD, isbn or embargo")],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="Nothing between quotes: not answered")
    ],
) -> None:
    """Record one answer as the form does; begins the report if there is none."""
    from desktop.core.fields import AnswerError
    from desktop.store.inspector import inspector_name
    from desktop.store.writing import record_answer

    opened = open_store(context)
    programme, force = report_named(opened, report)
    field = programme.field(key)
    if field is None:
        known = [*programme.fields, "isbn", "embargo", "published"]
        raise WrongUse(f'There is no field "{key}" in {programme.id}.{did_you_mean(key, known)}')
    try:
        answer = field.clean(value)
    except AnswerError as error:
        raise WrongUse(f'"{value}" is no answer to {key}. {error}') from error
    recorded = record_answer(
        opened.database,
        programme=programme,
        force=force,
        key=key,
        answer=answer,
        by=inspector_name(),
    )
    _complain_once(
        f"Recorded, but what is drafted from it stays as it was: {mistake}"
        for mistake in recorded.mistakes
    )
    said = "not answered" if answer is None else field.show(answer)
    out.print(escape(f"{report}: {field.label}: {said}"))


def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Published reports")],
) -> None:
    """Read published reports into entries, and say what was recognised and what was not."""
    from desktop.core.programme_reader import ProgrammeError
    from desktop.ingest import NotAReportError, UnreadableError, read_file, read_published
    from desktop.store.errors import AlreadyThere
    from desktop.store.inspector import inspector_name
    from desktop.store.writing import record_import

    opened = open_store(context)
    worst = DONE
    mistakes: list[str] = []
    for file in files:
        try:
            reading = read_published(
                read_file(file), programmes=opened.programmes.by_id.values(), forces=opened.forces
            )
            mistakes += reading.mistakes
            recorded = record_import(
                opened.database,
                report=reading.report,
                programme=reading.programme,
                force=reading.force,
                by=inspector_name(),
            )
        except UnreadableError as error:
            complain(str(error))
            worst = max(worst, WRONG_USE)
        except (NotAReportError, ProgrammeError) as error:
            complain(f"{file}: {error}")
            mistakes += error.mistakes if isinstance(error, NotAReportError) else ()
            worst = max(worst, WRONG_USE)
        except AlreadyThere as error:
            complain(f"{file}: {error}")
            worst = max(worst, FOUND_ERRORS)
        else:
            if recorded.changes:
                _say_what_was_read(reading)
            else:
                out.print(f"{reading.report.name}: there already, unchanged")
    _complain_once(mistakes)
    if worst == WRONG_USE:
        complain_of_programmes(opened)
    raise typer.Exit(worst)


def _complain_once(mistakes: Iterable[str]) -> None:
    for mistake in dict.fromkeys(mistakes):
        complain(mistake)


def _say_what_was_read(reading: Reading) -> None:
    fields = reading.programme.fields
    found = [each for each in reading.recognised if each.key in fields]
    out.print(
        f"[bold]{reading.report.name}[/bold]: {len(found)} of {len(fields)} answers recognised,"
        f" {len(reading.report.passages)} passages"
    )
    for each in reading.recognised:
        field = reading.programme.field(each.key)
        if field is not None:
            said = field.show(each.answer)
            out.print(f"  {each.confidence:4.0%}  {each.key}: {escape(said)}")
    answered = {each.key for each in found}
    if missing := [key for key in fields if key not in answered]:
        out.print(f"  not recognised: {', '.join(missing)}")
