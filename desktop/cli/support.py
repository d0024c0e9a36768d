"""Saving what helps whoever is asked for support."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli.naming import WrongUse, open_store
from desktop.cli.telling import complain, out


def mistake_told(error: Exception) -> str:
    """Note a mistake of Fieldbook's own, and give the line that tells of it and of how to go on.

    What it says itself is left out, for that may quote a report.
    """
    from desktop.store.log import note_mistake, passed

    note_mistake(error)
    kind, *places = passed(error)
    where = f" at {places[0]}" if places else ""
    return (
        f"Fieldbook made a mistake of its own ({kind}{where}), so the command was not finished."
        " `fieldbook verify` says whether the database is sound; `fieldbook support FILE` saves"
        " what helps to mend the mistake."
    )


def support(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")],
) -> None:
    """Save the version, the health of the database and the log, without a word of any report."""
    from desktop.store.support import save_for_support

    try:
        database = open_store(context).database
    except WrongUse as error:
        # What stands in the way of opening is what support will be asked about.
        complain(str(error))
        database = None
    try:
        save_for_support(file, database)
    except OSError as error:
        raise WrongUse(f"{file} cannot be written ({error.strerror}): choose another.") from error
    out.print(f"Saved {file}. Read it before you pass it on.", markup=False)
