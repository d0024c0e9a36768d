"""The commands there are, the options before them, and what a command gives back."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import typer
from typer.exceptions import TyperException

from desktop.cli.checking import check
from desktop.cli.comparing import compare
from desktop.cli.drafting import draft
from desktop.cli.entering import examples, set_
from desktop.cli.history import history
from desktop.cli.importing import import_
from desktop.cli.keeping import backup, restore, verify
from desktop.cli.naming import WrongUse
from desktop.cli.passphrase import app as passphrase
from desktop.cli.rendering import render
from desktop.cli.searching import search
from desktop.cli.showing import list_, show
from desktop.cli.support import mistake_told, support
from desktop.cli.table import table
from desktop.cli.telling import DONE, FOUND_ERRORS, WRONG_USE, complain
from desktop.cli.undoing import redo, undo

PROG = "fieldbook"
_INTERRUPTED = 130
"""What Typer gives back after Ctrl+C."""

app = typer.Typer(
    name=PROG,
    help="What was found in each police force: kept, drafted and set as the standard report.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


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
    context.with_resource(_ended_as_by_ctrl_c())


app.command()(examples)
app.command(name="list")(list_)
app.command()(show)
app.command()(draft)
app.command()(check)
# What begins with a hyphen can be an answer, and is one or none by the rules of its field.
app.command(name="set", context_settings={"ignore_unknown_options": True})(set_)
app.command(name="import")(import_)
app.command()(render)
# Whatever is looked for, hyphens before it too, is no mistake.
app.command(context_settings={"ignore_unknown_options": True})(search)
app.command()(compare)
app.command()(table)
app.command()(history)
app.command()(undo)
app.command()(redo)
app.command()(backup)
app.command()(restore)
app.command()(verify)
app.add_typer(passphrase, name="passphrase")
app.command()(support)


@contextmanager
def _ended_as_by_ctrl_c() -> Iterator[None]:
    """Let a system that shuts down, or a terminal that is closed, end a command in its order."""
    names = ("SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    if threading.current_thread() is not threading.main_thread():
        numbers = []
    # Who starts a program can have it live on.
    heard = [each for each in numbers if signal.getsignal(each) is signal.SIG_DFL]

    def stop(*_: object) -> NoReturn:
        for each in heard:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for each in heard:
        signal.signal(each, stop)
    try:
        yield
    finally:
        for each in heard:
            signal.signal(each, signal.SIG_DFL)


def run(arguments: list[str]) -> int:
    """Carry out a command; gives 0 done, 1 errors found, 2 wrong use or unreadable input."""
    from desktop.core.programme_reader import ProgrammeError
    from desktop.store.database import DatabaseError

    try:
        status: object = app(arguments, prog_name=PROG, standalone_mode=False)
    except (WrongUse, DatabaseError, ProgrammeError) as error:
        complain(str(error))
        return WRONG_USE
    except TyperException as error:
        complain(f"{error.format_message().rstrip('.')}. `{PROG} --help` tells more.")
        return WRONG_USE
    except (typer.Abort, KeyboardInterrupt):
        status = _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told without what was typed
        complain(mistake_told(error))
        return WRONG_USE
    if status == _INTERRUPTED:
        complain("Stopped.")
        return FOUND_ERRORS
    return status if isinstance(status, int) else DONE
