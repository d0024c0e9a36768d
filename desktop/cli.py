"""The command line: the work of the window, for scripts and for machines without a screen."""

from __future__ import annotations

import difflib
import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from typer.exceptions import TyperException

if TYPE_CHECKING:
    from desktop.core.fields import Answer, Field
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.ingest import Reading
    from desktop.publish import Wanted
    from desktop.store.opening import Opened

DONE, FOUND_ERRORS, WRONG_USE = 0, 1, 2
PROG = "fieldbook"

app = typer.Typer(
    name=PROG,
    help="What was found in each police force: kept, drafted and set as the standard report.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)

ReportName = Annotated[str, typer.Argument(metavar="REPORT", help="PROGRAMME/FORCE")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
OfProgramme = Annotated[str | None, typer.Option("--programme", help="Only this programme.")]


class WrongUse(Exception):
    """The command cannot be carried out as given; the message is one plain line."""


@app.callback(invoke_without_command=True)
def _fieldbook(
    context: typer.Context,
    database: Annotated[
        str | None,
        typer.Option(
            help="Path or URL of the database; otherwise FIELDBOOK_DATABASE, or your own."
        ),
    ] = None,
) -> None:
    """Open the window, or carry out a command."""
    context.obj = database
    if context.invoked_subcommand is None:
        from desktop.app import run

        raise typer.Exit(run(database))


@app.command()
def examples(context: typer.Context) -> None:
    """Load the five published reports that come with Fieldbook; again, it changes nothing."""
    from desktop.examples import load_examples
    from desktop.ingest import NotAReportError
    from desktop.store.opening import inspector_name

    opened = _open(context)
    try:
        loaded = load_examples(opened, by=inspector_name())
    except NotAReportError as error:
        # The examples are reports of the shipped programme: what cannot be read is its folder.
        raise WrongUse(next(iter(opened.programmes.mistakes.values()), str(error))) from error
    for example in loaded:
        if example.loaded:
            _say_what_was_read(example.reading)
        else:
            out.print(f"{example.reading.report.name}: there already, left as it is")


@app.command(name="list")
def list_(context: typer.Context, programme: OfProgramme = None, as_json: AsJson = False) -> None:
    """List the reports that exist."""
    from desktop.core.report import completeness
    from desktop.store.listing import list_reports

    opened = _open(context)
    if programme is not None:
        _programme(opened, programme)
    rows: list[dict[str, str | int]] = []
    for report in list_reports(opened.database, programme):
        known = opened.programmes.by_id.get(report.programme)
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
        _print_json(rows)
    else:
        table = Table("Report", "State", "Complete", box=None)
        for row in rows:
            table.add_row(str(row["report"]), str(row["state"]), f"{row['completeness']}%")
        out.print(table if rows else "There are no reports yet. `fieldbook examples` loads five.")
    if programme is None and _complain_of_programmes(opened):
        raise typer.Exit(WRONG_USE)


@app.command()
def show(context: typer.Context, report: ReportName, as_json: AsJson = False) -> None:
    """Show the answers and passages of a report."""
    from desktop.core.programme import REPORT_FIELDS
    from desktop.core.report import report_as_json

    opened = _open(context)
    programme, force = _split(opened, report)
    there = _existing(opened, programme, force)
    if as_json:
        _print_json(report_as_json(there, programme))
        return
    out.print(f"[bold]{escape(force.name)}[/bold] · {escape(programme.title)} · {there.state}")
    for field in REPORT_FIELDS:
        _say_answer(field, there.answers.get(field.key))
    for item_key, item in programme.items.items():
        out.print(f"\n[bold]{escape(item.title)}[/bold]  {item_key}")
        for key, field in programme.fields_of(item_key):
            _say_answer(field, there.answers.get(key))
        if there.passage(item_key).text:
            out.print(escape(there.passage(item_key).text))


@app.command(name="set")
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
    from desktop.store.opening import inspector_name
    from desktop.store.writing import record_answer

    opened = _open(context)
    programme, force = _split(opened, report)
    field = programme.field(key)
    if field is None:
        known = [*programme.fields, "isbn", "embargo", "published"]
        raise WrongUse(f'There is no field "{key}" in {programme.id}.{_did_you_mean(key, known)}')
    try:
        answer = field.clean(value)
    except AnswerError as error:
        raise WrongUse(f'"{value}" is no answer to {key}. {error}') from error
    record_answer(
        opened.database,
        programme=programme,
        force=force,
        key=key,
        answer=answer,
        by=inspector_name(),
    )
    said = "not answered" if answer is None else field.show(answer)
    out.print(escape(f"{report}: {field.label}: {said}"))


@app.command(name="import")
def import_(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="Published reports")],
) -> None:
    """Read published reports into entries, and say what was recognised and what was not."""
    from desktop.ingest import NotAReportError, UnreadableError, read_file, read_published
    from desktop.store.errors import AlreadyThere
    from desktop.store.opening import inspector_name
    from desktop.store.writing import record_import

    opened = _open(context)
    worst = DONE
    for file in files:
        try:
            reading = read_published(
                read_file(file), programmes=opened.programmes.by_id.values(), forces=opened.forces
            )
            record_import(
                opened.database,
                report=reading.report,
                programme=reading.programme,
                force=reading.force,
                by=inspector_name(),
            )
        except (UnreadableError, NotAReportError) as error:
            _complain(f"{file}: {error}")
            worst = max(worst, WRONG_USE)
        except AlreadyThere as error:
            _complain(f"{file}: {error}")
            worst = max(worst, FOUND_ERRORS)
        else:
            _say_what_was_read(reading)
    if worst == WRONG_USE:
        _complain_of_programmes(opened)
    raise typer.Exit(worst)


@app.command()
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
    from desktop.publish import render_many

    if edition != "proof":
        raise WrongUse(f'There is no edition "{edition}" yet: this version prints proofs.')
    if file_format != "pdf":
        raise WrongUse(f'There is no format "{file_format}" yet: this version writes PDF.')
    opened = _open(context)
    wanted, without = _wanted(opened, reports or [], every=every, programme=programme)
    for line in without:
        _complain(line)
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
                _complain(f"{result.report.name}: {result.problem}")
            else:
                out.print(escape(str(result.file)))
    if every and programme is None and _complain_of_programmes(opened):
        raise typer.Exit(WRONG_USE)
    if failed:
        raise typer.Exit(FOUND_ERRORS)


def _wanted(
    opened: Opened, names: Iterable[str], *, every: bool, programme: str | None
) -> tuple[list[Wanted], list[str]]:
    """Give the reports to write, and a line for each that cannot be."""
    from desktop.publish import Wanted
    from desktop.store.listing import list_reports

    if bool(names) == every:
        raise WrongUse("Name the reports to write, or write them all with --all.")
    if programme is not None:
        _programme(opened, programme)
    known = opened.programmes.by_id
    wanted: list[Wanted] = []
    without: list[str] = []
    if not every:
        places = [_split(opened, name) for name in dict.fromkeys(names)]
        wanted = [Wanted(p.folder, force, _existing(opened, p, force)) for p, force in places]
    else:
        for report in list_reports(opened.database, programme):
            if report.programme in known and report.force in opened.forces:
                folder = known[report.programme].folder
                wanted.append(Wanted(folder, opened.forces[report.force], report))
            elif report.programme not in opened.programmes.mistakes:
                without.append(f"{report.name}: its programme or force is not there any more.")
    if not wanted and (in_the_way := [*opened.programmes.mistakes.values(), *without]):
        raise WrongUse(in_the_way[0])
    if not wanted:
        raise WrongUse("There are no reports to write yet. `fieldbook examples` loads five.")
    return wanted, without


def _open(context: typer.Context) -> Opened:
    from desktop.core.forces import ForcesError
    from desktop.store.database import DatabaseError
    from desktop.store.opening import open_all

    try:
        opened = open_all(context.obj)
    except (DatabaseError, ForcesError) as error:
        raise WrongUse(str(error)) from error
    context.call_on_close(opened.database.close)
    return opened


def _split(opened: Opened, name: str) -> tuple[Programme, Force]:
    programme_id, slash, force_key = name.partition("/")
    if not slash:
        raise WrongUse(f'"{name}" names no report: write PROGRAMME/FORCE.')
    programme = _programme(opened, programme_id)
    if force_key not in opened.forces:
        hint = _did_you_mean(force_key, opened.forces)
        raise WrongUse(f'There is no force "{force_key}".{hint}')
    return programme, opened.forces[force_key]


def _programme(opened: Opened, programme_id: str) -> Programme:
    programme = opened.programmes.by_id.get(programme_id)
    if programme_id in opened.programmes.mistakes:
        raise WrongUse(opened.programmes.mistakes[programme_id])
    if programme is None:
        hint = _did_you_mean(programme_id, opened.programmes.by_id)
        raise WrongUse(f'There is no programme "{programme_id}".{hint}')
    return programme


def _complain_of_programmes(opened: Opened) -> bool:
    """Name the programme folders that cannot be read, and say whether there are any."""
    for mistake in opened.programmes.mistakes.values():
        _complain(mistake)
    return bool(opened.programmes.mistakes)


def _existing(opened: Opened, programme: Programme, force: Force) -> Report:
    from desktop.store.reading import read_report

    report = read_report(opened.database, programme.id, force.key)
    if report is None:
        raise WrongUse(f"There is no report {programme.id}/{force.key} yet.")
    return report


def _did_you_mean(typed: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(typed, known, n=1)
    return f" Did you mean {near[0]}?" if near else ""


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


def _say_answer(field: Field, answer: Answer | None) -> None:
    said = "not answered" if answer is None else field.show(answer)
    out.print(f"  {escape(field.label)}: {escape(said)}")


def _print_json(document: object) -> None:
    plainly = not (sys.stdout.encoding or "").lower().startswith("utf")
    sys.stdout.write(json.dumps(document, ensure_ascii=plainly, indent=2) + "\n")


def _complain(line: str) -> None:
    err.print(escape(" ".join(line.split())))


def run_command(arguments: list[str]) -> int:
    """Carry out a command; gives 0 done, 1 errors found, 2 wrong use or unreadable input."""
    from desktop.core.programme_reader import ProgrammeError
    from desktop.store.database import DatabaseError

    try:
        status: object = app(arguments, prog_name=PROG, standalone_mode=False)
    except (WrongUse, DatabaseError, ProgrammeError) as error:
        _complain(str(error))
        return WRONG_USE
    except TyperException as error:
        _complain(f"{error.format_message().rstrip('.')}. `{PROG} --help` tells more.")
        return WRONG_USE
    except (typer.Abort, KeyboardInterrupt):
        _complain("Stopped.")
        return FOUND_ERRORS
    return status if isinstance(status, int) else DONE


def _say_all_there_is() -> None:
    """Let a terminal or file that cannot hold a character show its number, and never fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def main() -> None:
    """Run Fieldbook: without arguments the window, else a command."""
    _say_all_there_is()
    if len(sys.argv) == 1:
        # The window alone starts without the command line's work behind it.
        from desktop.app import run

        sys.exit(run(None))
    sys.exit(run_command(sys.argv[1:]))
