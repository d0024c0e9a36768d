"""The command that brings in published reports, and what is said of each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.text import Text

from desktop.cli.history import value_as_json
from desktop.cli.naming import AsJson, complain_of_programmes, open_store
from desktop.cli.telling import (
    DONE,
    FOUND_ERRORS,
    WRONG_USE,
    complain,
    complain_once,
    err,
    out,
    print_json,
)
from desktop.cli.words_of_differences import told

if TYPE_CHECKING:
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.ingest import Reading, Recognised
    from desktop.store.changes import Difference
    from desktop.store.opening import Opened

    Read = Callable[[Path], Reading]

_LONG = 60_000
"""Bytes; the text of a real report has about 12,000, and is read here, which is quicker."""


@dataclass(slots=True)
class _Import:
    """One file, what was read in it, and what became of that.

    It is `recorded` once the database says the same, and `changed` where it did not before.
    `present` is the report that is there and says something else, and `in_the_way` the line that
    says so, until the inspector wants what the file says.
    """

    file: Path
    reading: Reading | None = None
    problem: str = ""
    mistakes: tuple[str, ...] = ()
    recorded: bool = False
    changed: bool = False
    present: Report | None = None
    in_the_way: str = ""


def import_(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE…", help="Published reports: PDF, text, or Fieldbook's own data as JSON"
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Read published reports into entries, and say what was recognised and what was not.

    A PDF that Fieldbook made carries its own data: these are read, and not its text. A report that
    is there already and differs is changed only if you say so when asked.
    """
    from desktop.store.errors import DatabaseError

    opened = open_store(context)
    done: list[_Import] = []
    stopped = False
    failed = ""
    try:
        _bring_in(opened, files, done, quietly=as_json)
    except (KeyboardInterrupt, typer.Abort):
        stopped = True
    except DatabaseError as error:
        failed = done[-1].problem = f"{done[-1].file}: {error}"
    if as_json:
        print_json([_as_json(each) for each in done])
    complain_once(line for each in done for line in each.mistakes)
    if failed:
        complain(failed)
    if stopped or (failed and len(files) > 1):
        recorded = sum(each.recorded for each in done)
        complain(f"Stopped: {recorded} of {len(files)} files were read, and are recorded.")
    unread = any(each.problem for each in done)
    if unread:
        complain_of_programmes(opened)
    left = stopped or any(each.present for each in done)
    raise typer.Exit(WRONG_USE if unread else FOUND_ERRORS if left else DONE)


def _bring_in(opened: Opened, files: Sequence[Path], done: list[_Import], *, quietly: bool) -> None:
    """Read and record the files in turn; what is `done` can be told of wherever this ends."""
    with _reader(opened) as read:
        for number, file in enumerate(files):
            with _progress(number, len(files), file):
                each = _read(file, read)
            done.append(each)
            if each.reading is not None:
                _record(opened, each, each.reading)
            if not quietly:
                _say(opened, each, asking=may_ask())


def may_ask() -> bool:
    """Say whether there is a person at a terminal who can be asked."""
    return sys.stdin.isatty() and out.is_terminal


@contextmanager
def _reader(opened: Opened) -> Iterator[Read]:
    """Give what reads files: apart, where they can take no more than their time and memory, all
    that are PDFs, or longer than reports are.
    """
    from desktop.ingest import ReadingProcess, read_report
    from desktop.ingest.files import is_pdf

    programmes = tuple(opened.programmes.by_id.values())
    process = ReadingProcess(programmes, opened.forces)

    def read(file: Path) -> Reading:
        if is_pdf(file) or _is_long(file):
            return process.read(file)
        return read_report(file, programmes=programmes, forces=opened.forces)

    try:
        yield read
    finally:
        process.close()


def _is_long(file: Path) -> bool:
    try:
        return file.stat().st_size > _LONG
    except (OSError, ValueError):
        return False


@contextmanager
def _progress(number: int, total: int, file: Path) -> Iterator[None]:
    """Show on a terminal how many files are done, and which is being read."""
    with Progress(
        TextColumn("Reading reports"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        console=err,
        disable=not err.is_terminal,
        transient=True,
    ) as progress:
        progress.add_task(escape(file.name), total=total, completed=number)
        yield


def _read(file: Path, read: Read) -> _Import:
    from desktop.core.declarations import ProgrammeError
    from desktop.ingest import NotAReportError, UnreadableError

    try:
        reading = read(file)
    except UnreadableError as error:
        return _Import(file, problem=str(error))
    except NotAReportError as error:
        return _Import(file, problem=f"{file}: {error}", mistakes=error.mistakes)
    except ProgrammeError as error:
        return _Import(file, problem=f"{file}: {error}")
    return _Import(file, reading, mistakes=reading.mistakes)


def _record(opened: Opened, each: _Import, reading: Reading, *, over: Report | None = None) -> None:
    """Record what was read; a report that says something else is replaced if it is `over` that."""
    from desktop.store.errors import AlreadyThere
    from desktop.store.inspector import inspector_name
    from desktop.store.reading import read_report
    from desktop.store.writing import record_import

    try:
        recorded = record_import(
            opened.database,
            report=reading.report,
            programme=reading.programme,
            force=reading.force,
            by=inspector_name(),
            origin=each.file.name,
            over=over.version if over else None,
            from_data=reading.from_data,
        )
    except AlreadyThere as error:
        each.present = read_report(opened.database, reading.programme.id, reading.force.key)
        each.in_the_way = f"{each.file}: {error}"
    else:
        each.recorded = True
        each.changed = bool(recorded.changes)
        each.present = None


def _say(opened: Opened, each: _Import, *, asking: bool) -> None:
    reading = each.reading
    if reading is None:
        complain(each.problem)
        return
    if each.present is not None:
        _say_differences(opened, reading, each.present)
        if asking and typer.confirm("Take these?", default=False):
            _record(opened, each, reading, over=each.present)
    if each.present is not None:
        complain(each.in_the_way)
    elif each.changed:
        say_what_was_read(reading)
    else:
        out.print(escape(f"{reading.report.name}: there already, unchanged"))
        _say_warnings(reading)


def _say_differences(opened: Opened, reading: Reading, present: Report) -> None:
    """Tell what the report that is there says, and what the file says instead."""
    from desktop.store.history_words import HistoryWords

    words = HistoryWords(reading.programme, opened.forces)
    out.print(f"[bold]{present.name}[/bold]: there → in the file")
    for difference in _differences(reading, present):
        line = Text("  ")
        line.append(f"{words.name(difference)}: ")
        line.append_text(Text.assemble(*told(difference, words, whole=False)))
        out.print(line)


def _differences(reading: Reading, present: Report) -> list[Difference]:
    from desktop.store.imported import as_imported, differing_from

    imported = as_imported(
        reading.report, reading.programme, reading.force, from_data=reading.from_data
    )
    return differing_from(present, imported)


def _as_json(each: _Import) -> dict[str, object]:
    reading = each.reading
    if reading is None:
        lists = ("recognised", "unanswered", "left_over", "warnings", "differences")
        empty: dict[str, object] = {name: [] for name in lists}
        none = {"file": str(each.file), "report": None, "read_from": None}
        return {**none, **empty, "problem": each.problem}
    return {
        "file": str(each.file),
        "report": reading.report.name,
        "read_from": "data" if reading.from_data else "text",
        "recognised": [_recognised_as_json(one, reading.programme) for one in reading.recognised],
        "unanswered": list(reading.unanswered),
        "left_over": list(reading.left_over),
        "warnings": list(reading.warnings),
        "differences": [
            _difference_as_json(one, reading.programme)
            for one in (_differences(reading, each.present) if each.present else ())
        ],
        "problem": each.problem or (each.in_the_way if each.present else None),
    }


def _difference_as_json(each: Difference, programme: Programme) -> dict[str, object]:
    return {
        "kind": each.kind,
        "key": each.key or None,
        "from": value_as_json(each, each.before, programme),
        "to": value_as_json(each, each.after, programme),
    }


def _recognised_as_json(each: Recognised, programme: Programme) -> dict[str, object]:
    its = programme.field(each.key)
    return {
        "key": each.key,
        "answer": its.to_json(each.answer) if its else each.answer,
        "confidence": each.confidence,
        "sentence": each.sentence,
    }


def say_what_was_read(reading: Reading) -> None:
    """Print how many answers were recognised and how sure each is, and what was not recognised."""
    fields = reading.programme.fields
    found = [each for each in reading.recognised if each.key in fields]
    name, passages = f"[bold]{reading.report.name}[/bold]", len(reading.report.passages)
    if reading.from_data:
        out.print(
            f"{name}: read from the data in the file, exactly: {len(found)} of {len(fields)}"
            f" answers, {passages} passages"
        )
    else:
        out.print(f"{name}: {len(found)} of {len(fields)} answers recognised, {passages} passages")
    for each in reading.recognised:
        its = reading.programme.field(each.key)
        if its is not None:
            out.print(f"  {each.confidence:4.0%}  {each.key}: {escape(its.show(each.answer))}")
    answered = {each.key for each in found}
    if missing := [key for key in fields if key not in answered]:
        what = "not answered" if reading.from_data else "not recognised"
        out.print(f"  {what}: {', '.join(missing)}")
    for paragraph in reading.left_over:
        out.print(f"  placed by its neighbours alone: {escape(paragraph)}")
    _say_warnings(reading)


def _say_warnings(reading: Reading) -> None:
    for warning in reading.warnings:
        out.print(f"  {escape(warning)}")
