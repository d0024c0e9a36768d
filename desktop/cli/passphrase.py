"""Setting, changing and removing the passphrase of a database."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer

from desktop.cli.naming import WrongUse, open_store
from desktop.cli.telling import DONE, FOUND_ERRORS, complain, out
from desktop.cli.unlocking import asked, has_terminal

if TYPE_CHECKING:
    from desktop.store.database import Database
    from desktop.store.passphrase import Passphrase

NEW_VARIABLE = "FIELDBOOK_NEW_PASSPHRASE"

app = typer.Typer(
    help="Lock the database with a passphrase, change it, or remove it.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command(name="set")
def set_(context: typer.Context) -> int:
    """Lock the database and all its backups with a passphrase."""
    from desktop.store.locking import NOBODY_CAN_HELP

    database = open_store(context).database
    if database.passphrase is not None:
        raise WrongUse(
            f"{database.where} has a passphrase already: `fieldbook passphrase change` changes it."
        )
    if has_terminal():
        complain(NOBODY_CAN_HELP)
    return _bring_under(database, _new_passphrase(), "locked with the passphrase")


@app.command()
def change(context: typer.Context) -> int:
    """Lock the database and all its backups with another passphrase."""
    database = _locked_database(context)
    return _bring_under(database, _new_passphrase(), "locked with the new passphrase")


@app.command()
def remove(context: typer.Context) -> int:
    """Take the passphrase away: anybody who has the file can then read it."""
    return _bring_under(_locked_database(context), None, "open to anybody who has the file")


def _locked_database(context: typer.Context) -> Database:
    database = open_store(context).database
    if database.passphrase is None:
        raise WrongUse(
            f"{database.where} has no passphrase: `fieldbook passphrase set` gives it one."
        )
    return database


def _bring_under(database: Database, new: Passphrase | None, now: str) -> int:
    from desktop.store.locking import NO_PROMISE, set_passphrase

    done = set_passphrase(database, new, database.passphrase)
    copies = {0: "", 1: ", and so is its one copy"}.get(
        done.copies, f", and so are its {done.copies} copies"
    )
    out.print(f"{database.where} is now {now}{copies}.", markup=False)
    if new is not None:
        out.print(NO_PROMISE, markup=False)
    for line in done.left:
        complain(line)
    return FOUND_ERRORS if done.left else DONE


def _new_passphrase() -> Passphrase:
    from desktop.store.passphrase import Passphrase, weakness

    words = os.environ.get(NEW_VARIABLE)
    if words is None:
        if not has_terminal():
            raise WrongUse(
                f"A new passphrase is needed: give it in {NEW_VARIABLE}, or run the command in a"
                " terminal, which asks for it."
            )
        words = asked("New passphrase: ")
        if words and asked("Type it again: ") != words:
            raise WrongUse("The two are not the same, so nothing was changed.")
    if not words:
        raise WrongUse("An empty passphrase locks nothing, so nothing was changed.")
    if warning := weakness(words):
        complain(warning)
    return Passphrase(words)
