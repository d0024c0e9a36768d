"""The command that gives the answers of all forces as one table."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape
from rich.text import Text

from desktop.cli.naming import OfProgramme, WrongUse, did_you_mean, open_store, programme_named
from desktop.cli.telling import out, print_json

if TYPE_CHECKING:
    from desktop.core.programme import Programme
    from desktop.publish.tables import Table
    from desktop.store.opening import Opened

_FORMATS = ("csv", "xlsx", "json")


def table(
    context: typer.Context,
    programme: OfProgramme = None,
    item: Annotated[
        str | None, typer.Option("--item", metavar="SECTION.ITEM", help="Only this item's fields.")
    ] = None,
    file_format: Annotated[
        str | None, typer.Option("--format", help="csv, xlsx or json; else as FILE is named.")
    ] = None,
    file: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="Where it goes; else it is printed."),
    ] = None,
) -> None:
    """Give the answers of all forces: one row a force, one column a field."""
    from desktop.publish.tables import as_csv, as_xlsx, table_of_answers
    from desktop.store.all_forces import all_forces

    wanted = _format(file_format, file)
    opened = open_store(context)
    of = _programme(opened, programme)
    if item is not None and item not in of.items:
        raise WrongUse(f'There is no item "{item}" in {of.id}.{did_you_mean(item, of.items)}')
    answers = all_forces(opened.database, of.id)
    made = table_of_answers(of, opened.forces, answers, item or "")
    if wanted == "xlsx":
        _give(as_xlsx(made), file)
    elif wanted == "csv":
        _give(as_csv(made).encode("utf-8"), file)
    elif file is None:
        print_json(_as_json(made))
    else:
        written = json.dumps(_as_json(made), ensure_ascii=False, indent=2)
        _give(f"{written}\n".encode("utf-8", "replace"), file)


def _format(named: str | None, file: Path | None) -> str:
    """Give the format that is asked for, by its name or by that of the file."""
    ending = file.suffix[1:].lower() if file is not None else ""
    of_file = ending if ending in _FORMATS else ""
    wanted = (named or of_file or "csv").lower()
    if wanted not in _FORMATS:
        raise WrongUse(f'There is no format "{named}": choose csv, xlsx or json.')
    if of_file and wanted != of_file:
        raise WrongUse(
            f"{file} is named as {of_file}, not {wanted}: leave --format out, or name another file."
        )
    if wanted == "xlsx" and file is None and sys.stdout.isatty():
        raise WrongUse("An XLSX file is nothing to read on a terminal: name a file with -o FILE.")
    return wanted


def _programme(opened: Opened, named: str | None) -> Programme:
    known = opened.programmes.by_id
    if named is None and len(known) == 1:
        return next(iter(known.values()))
    if named is None:
        raise WrongUse(
            f"Say which programme with --programme: {', '.join(known)}."
            if known
            else next(iter(opened.programmes.mistakes.values()), "There is no programme.")
        )
    return programme_named(opened, named)


def _as_json(made: Table) -> list[dict[str, object]]:
    """Give each row by the keys of its columns, answers as `fieldbook show` gives them."""
    return [
        {
            column.key: list(cell) if isinstance(cell, tuple) else cell
            for column in made.columns
            for cell in (row.get(column.key),)
        }
        for row in made.rows
    ]


def _give(content: bytes, file: Path | None) -> None:
    from desktop.publish import SaveError, save_file

    if file is None and sys.stdout.isatty():
        # A person looks at it, and no word in it is to command the terminal.
        out.print(Text(content.decode("utf-8", "replace")), end="")
        return
    if file is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    try:
        save_file(file, content)
    except SaveError as error:
        raise WrongUse(str(error)) from error
    out.print(escape(str(file)))
