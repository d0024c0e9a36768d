"""Backups of a database: made when it has changed, checked, kept in two places, thinned out."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.store import failures
from desktop.store.driver import sqlite_errors_or
from desktop.store.errors import DatabaseError, LockedError
from desktop.store.passphrase import Passphrase
from desktop.store.safety import places
from desktop.store.safety.contents import Holds, goes_on_from, holds
from desktop.store.safety.copying import (
    clear_parts,
    clear_parts_of_ours,
    copy_of_database,
    copy_of_file,
    part_in,
    take_name,
)
from desktop.store.safety.places import Backup, every_backup, found_in
from desktop.store.safety.thinning import Kept, let_go
from desktop.store.soundness import faults


@dataclass(frozen=True, slots=True)
class Listed:
    """A backup with what it holds; `why_not` says why it cannot be used, where that is so."""

    backup: Backup
    size: int
    holds: Holds | None
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The backup that holds the database as it is; `made` says that there was none before.

    `second_trouble` is one line for the user, empty where the second place is in step or not set.
    """

    backup: Backup
    made: bool
    second_trouble: str = ""


def list_backups(file: Path, passphrase: Passphrase | None) -> list[Listed]:
    """Look into the backups of a database in both places, newest first.

    Opens each: a few milliseconds each. What is damaged, or locked otherwise, is listed as such.
    """
    return [_look_into(each, passphrase) for each in every_backup(file)]


def _look_into(backup: Backup, passphrase: Passphrase | None) -> Listed:
    size = 0
    try:
        size = backup.path.stat().st_size
        return Listed(backup, size, holds(backup.path, passphrase))
    except LockedError as error:
        why = "It is locked with another passphrase." if error.wrong else "It is locked."
    except DatabaseError as error:
        why = str(error)
    except OSError as error:
        why = f"It cannot be read ({error.strerror})."
    return Listed(backup, size, None, why)


def back_up(
    file: Path,
    passphrase: Passphrase | None,
    *,
    now: datetime.datetime | None = None,
    thinning: bool = True,
) -> Done:
    """Have a backup of the database as it is, beside it and in the second place, and thin them out.

    None is made where there is one that holds the same. The passphrase is that of a database that
    is locked; its backups are locked alike. It may be in use meanwhile. Without `thinning` it
    stands beside the database only, and nothing is let go. Raises DatabaseError, NotSoundError
    where the database is damaged; nothing is then let go either.
    """
    now = now or datetime.datetime.now(datetime.UTC)
    folder = places.folder_beside(file)
    if not file.exists():
        raise failures.gone(str(file))
    try:
        places.make_own(folder)
        clear_parts(folder)
        present = holds(file, passphrase, live=True)
        backup = _of_same(found_in(folder, file, "beside"), passphrase, present)
        made = backup is None
        if backup is None:
            with part_in(folder, file.stem) as part:
                copy_of_database(file, passphrase, part)
                path = take_name(part, folder, places.names(file, now))
            backup = places.named(path, file, "beside")
            assert backup is not None
    except OSError as error:
        raise failures.explain(error, str(folder)) or error from error
    if not thinning:
        return Done(backup, made, "")
    thin(folder, file, passphrase, now, "beside")
    return Done(backup, made, keep_in_second_place(file, passphrase, now))


def back_up_to(file: Path, passphrase: Passphrase | None, to: Path) -> Holds:
    """Write a backup of a database to a file of the user's; raises DatabaseError if it is there."""
    if to.exists():
        raise DatabaseError(
            f"{to} is there already, and nothing is overwritten: give a name that is not taken."
        )
    if not to.parent.is_dir():
        raise DatabaseError(f"There is no folder {to.parent}: make it first, or name another.")
    clear_parts_of_ours(to.parent)
    try:
        with part_in(to.parent, to.name) as part:
            made = copy_of_database(file, passphrase, part)
            take_name(part, to.parent, [to.name])
    except sqlite_errors_or(OSError) as error:
        raise failures.explain(error, str(to)) or error from error
    return made


def _of_same(
    backups: Sequence[Backup], passphrase: Passphrase | None, present: Holds
) -> Backup | None:
    """Find a sound backup that holds what the database does, and is locked as it is."""
    for each in backups:
        inside = _look_into(each, passphrase).holds
        same = inside and (inside.digest, inside.locked) == (present.digest, present.locked)
        if same and not faults(each.path, passphrase):
            return each
    return None


# The second place


def keep_in_second_place(
    file: Path, passphrase: Passphrase | None, now: datetime.datetime | None = None
) -> str:
    """Have in the second place what is kept beside the database, what was missed among it.

    Gives one line that says what stands in the way; empty where nothing does, or none is set.
    """
    now = now or datetime.datetime.now(datetime.UTC)
    second = places.second_place()
    if second is None:
        return ""
    if not places.is_there(second):
        return (
            f"The second place, {second}, is not there now: its backups will be made up for when it"
            " is back."
        )
    try:
        places.begin_in(second)
        folder = places.folder_in(second, file)
        places.make_own(folder)
        clear_parts(folder)
        for each in _missed(folder, file, passphrase, now):
            with part_in(folder, file.stem) as part:
                copy_of_file(each.path, passphrase, part)
                take_name(part, folder, [each.path.name])
        thin(folder, file, passphrase, now, "second")
    except FileExistsError as error:
        return f"The second place, {second}, has another file named {error.filename or 'alike'}."
    except (OSError, DatabaseError) as error:
        explained = failures.explain(error, str(second)) if isinstance(error, OSError) else error
        return f"No backup was kept in the second place: {explained}"
    return ""


def _missed(
    folder: Path, file: Path, passphrase: Passphrase | None, now: datetime.datetime
) -> Iterator[Backup]:
    """Find, newest first, what the second place lacks of what would be kept there."""
    there = found_in(folder, file, "second")
    names = {each.path.name for each in there}
    here = found_in(places.folder_beside(file), file, "beside")
    lacking = [each for each in here if each.path.name not in names]
    if not lacking:
        return
    kept = _usable([*there, *lacking], passphrase)
    gone = let_go([one for one, _ in kept.values()], now)
    for each in lacking:
        known = kept.get(each.path.name)
        # One from before there was a passphrase stays where it is: nobody else is to read it.
        if known and each.path.name not in gone and known[1].locked == (passphrase is not None):
            yield each


# Letting go


def thin(
    folder: Path,
    file: Path,
    passphrase: Passphrase | None,
    now: datetime.datetime,
    place: places.Place,
) -> list[Path]:
    """Let go of the backups in a folder that need not be kept; gives those.

    None is let go before the one that is kept in its stead was looked through whole. What is no
    sound backup of this database is left alone.
    """
    known = _usable(found_in(folder, file, place), passphrase)
    looked_through: set[str] = set()
    while True:
        gone = let_go([one for one, _ in known.values()], now)
        unseen = {each for each in gone.values() if each} - looked_through
        damaged = {each for each in unseen if faults(folder / each, passphrase)}
        looked_through |= unseen
        if not damaged:
            break
        known = {name: each for name, each in known.items() if name not in damaged}
    removed = []
    for name in _without_the_only_ones(folder, passphrase, gone, known):
        with contextlib.suppress(OSError):
            (folder / name).unlink()
            removed.append(folder / name)
    return removed


def _without_the_only_ones(
    folder: Path,
    passphrase: Passphrase | None,
    gone: Mapping[str, str | None],
    known: Mapping[str, tuple[Kept, Holds]],
) -> list[str]:
    """Leave out those that hold what nothing kept in their stead does.

    After a restore the history goes on from an earlier one, and leaves out what came after that.
    """
    kept: dict[str, list[str]] = {}
    wanted = []
    for name, instead in gone.items():
        others = kept.setdefault(instead, [instead]) if instead else []
        inside = known[name][1]
        if not instead or any(_goes_on(folder / each, passphrase, inside) for each in others):
            wanted.append(name)
        else:
            others.append(name)
    return wanted


def _goes_on(path: Path, passphrase: Passphrase | None, earlier: Holds) -> bool:
    with contextlib.suppress(DatabaseError):
        return goes_on_from(path, passphrase, earlier)
    return False


def _usable(
    backups: Sequence[Backup], passphrase: Passphrase | None
) -> dict[str, tuple[Kept, Holds]]:
    found = {}
    for each in backups:
        inside = _look_into(each, passphrase).holds
        if inside is not None:
            name = each.path.name
            # Of those of one second, the number says which came later.
            at = each.at + datetime.timedelta(microseconds=each.number)
            found[name] = (Kept(name, at, inside.changes), inside)
    return found
