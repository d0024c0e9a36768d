"""The commands that keep the database safe: backing up, restoring, verifying."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from desktop.cli.naming import AsJson, WrongUse
from desktop.cli.telling import DONE, FOUND_ERRORS, complain, out, print_json

if TYPE_CHECKING:
    from desktop.store.passphrase import Passphrase
    from desktop.store.safety.differing import WouldChange
    from desktop.store.safety.restoring import Restored


def backup(
    context: typer.Context,
    to: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]", help="Where to write it; otherwise among the database's own backups"
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Back up the database, which may be in use; a locked one gives a locked backup."""
    from desktop.store.safety.backups import back_up, back_up_to
    from desktop.store.safety.contents import holds, key_to

    file, passphrase = _database(context)
    if not file.exists():
        raise WrongUse(f"There is no database {file}, so nothing was backed up.")
    key_to(file, passphrase)
    trouble = ""
    made = True
    if to is None:
        done = back_up(file, passphrase)
        path, made, trouble = done.backup.path, done.made, done.second_trouble
        inside = holds(path, passphrase)
    else:
        path = to.expanduser().absolute()
        inside = back_up_to(file, passphrase, path)
    if as_json:
        told = {"database": str(file), "backup": str(path), "made": made}
        print_json({**told, "reports": inside.reports, "second_place": trouble or None})
    else:
        said = _holds(inside.reports)
        how = f"Backed up to {path}" if made else f"Nothing changed since the backup {path}"
        out.print(escape(f"{how}: {said}."))
    if trouble:
        complain(trouble)


def restore(
    context: typer.Context,
    backup: Annotated[Path, typer.Argument(metavar="FILE", help="A backup")],
    as_json: AsJson = False,
) -> None:
    """Put a backup in the place of the database, after backing that up; says what changes.

    Nobody may have the database open meanwhile. A damaged one is set aside as it is.
    """
    from desktop.store.safety.restoring import compare, restore, restored_in_words

    file, passphrase = _database(context)
    backup = backup.expanduser().absolute()
    opens_backup = passphrase or _what_opens(backup)
    would = compare(file, opens_backup, backup)
    if not as_json:
        _say_changes(would)
    restored = restore(file, passphrase, backup, opens_backup=opens_backup)
    if as_json:
        print_json(_as_json(file, backup, would, restored))
        return
    out.print(escape(restored_in_words(restored)))


def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Look through the whole database and its newest backups; 1 if anything is wrong."""
    from desktop.store.safety.health import verify

    file, passphrase = _database(context)
    if not file.exists():
        raise WrongUse(f"There is no database {file}, so there is nothing to verify.")
    found = verify(file, passphrase)
    if as_json:
        told = {"database": str(file), "sound": not found.wrong, "wrong": list(found.wrong)}
        print_json({**told, "backups": found.backups, "at": found.at.isoformat()})
    elif not found.wrong:
        with_them = f", and so are its {found.backups} newest backups" if found.backups else ""
        out.print(escape(f"{file} is sound{with_them}."))
    for line in found.wrong:
        complain(line)
    raise typer.Exit(FOUND_ERRORS if found.wrong else DONE)


def _database(context: typer.Context) -> tuple[Path, Passphrase | None]:
    """Give the file of this command line's database, unopened, and what opens it if locked."""
    from desktop.store.opening import chosen_database
    from desktop.store.passphrase import PASSPHRASE_VARIABLE, Passphrase

    where = str(chosen_database(context.obj))
    if "://" in where:
        kind, _, path = where.partition(":///")
        if not kind.startswith("sqlite") or not path:
            raise WrongUse(
                f"{where.rpartition('@')[2]} is on a server: back it up and restore it there, with"
                " the server's own tools."
            )
        where = path
    file = Path(where).expanduser().absolute()
    if not file.exists():
        words = os.environ.get(PASSPHRASE_VARIABLE)
        return file, Passphrase(words) if words else None
    return file, _what_opens(file)


def _what_opens(file: Path) -> Passphrase | None:
    from desktop.cli.unlocking import passphrase_for
    from desktop.store.passphrase import is_locked

    try:
        locked = file.is_file() and is_locked(file)
    except OSError as error:
        raise WrongUse(f"{file} cannot be read ({error.strerror}).") from error
    return passphrase_for(file) if locked else None


def _holds(reports: int) -> str:
    return f"{reports} report{'' if reports == 1 else 's'}"


def _say_changes(would: WouldChange) -> None:
    from desktop.store.safety.telling import change_lines, changes_in_words

    now = datetime.datetime.now(datetime.UTC)
    out.print(escape(changes_in_words(would)))
    for report, what in change_lines(would, now):
        out.print(f"  [bold]{escape(report)}[/bold]: {escape(what)}")


def _as_json(file: Path, backup: Path, would: WouldChange, restored: Restored) -> dict[str, object]:
    return {
        "database": str(file),
        "restored": str(backup),
        "reports": restored.holds.reports,
        "former": None if restored.former is None else str(restored.former),
        "set_aside": restored.set_aside,
        "changes": None
        if would.here is None
        else [
            {
                "report": each.report,
                "what": each.what,
                "answers": each.answers,
                "passages": each.passages,
                "notes": each.notes,
                "changed_at_before": each.changed_at_here or None,
                "changed_at_after": each.changed_at_there or None,
            }
            for each in would.reports
        ],
    }
