"""Setting, changing and removing the passphrase of a database, and of all copies of it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from desktop.store import failures, soundness
from desktop.store.aside import files_aside
from desktop.store.database import Database
from desktop.store.driver import sqlite_errors_or
from desktop.store.errors import DatabaseError, LockedError
from desktop.store.passphrase import (
    PLAIN,
    Passphrase,
    is_locked,
    keep_memory_off_the_disk,
    new_salt,
)
from desktop.store.rekeying import (
    backup_folders,
    clear_left_over,
    literally,
    renew,
    wipe,
)
from desktop.store.safety import places

NOBODY_CAN_HELP = (
    "Nobody can recover a forgotten passphrase: without it the reports, and all backups of them,"
    " are lost. Keep it where you will find it again, and where nobody else will."
)
"""What has to be said before a passphrase is set."""
NO_PROMISE = (
    "What was stored before was written over, as far as the disk allows: memory cards, solid-state"
    " disks and disks that keep versions may hold parts of it for some time, and copies made"
    " elsewhere are not known here."
)
"""What can be said of the old files afterwards, and no more."""


@dataclass(frozen=True, slots=True)
class Renewed:
    """How it went: how many copies came along, and a plain line for each that could not."""

    copies: int
    left: tuple[str, ...]


def set_passphrase(
    where: Path | Database, new: Passphrase | None, old: Passphrase | None = None
) -> Renewed:
    """Lock a database and all known copies of it with a passphrase; with none, remove it.

    Takes some tenths of a second for each copy. An open database goes on with the new one. If the
    program dies on the way, each file stands whole, under the old passphrase or the new, and doing
    the same again completes it: the database itself comes last. Raises DatabaseError: LockedError
    if the old passphrase is not right; nothing is changed then.
    """
    if isinstance(where, Database):
        if where.file is None:
            raise failures.on_a_server(where.where)
        with where.set_aside():
            done = _renew_all(where.file, new, old)
            where.passphrase = new
            if new is not None:
                keep_memory_off_the_disk()
            return done
    return _renew_all(where.absolute(), new, old)


def copies_of(file: Path) -> list[Path]:
    """Find all that is kept of a database elsewhere than in it, and is known here.

    Those are backups in both places, what was set aside before it was brought up or restored, and
    what was typed and could not be saved.
    """
    stem = literally(file.stem)
    beside = (f"{stem}.{how}-*{file.suffix}" for how in ("revision", "damaged", "set-aside"))
    found = [each for pattern in beside for each in file.parent.glob(pattern)]
    found += files_aside(Database(str(file), file))
    for folder in backup_folders(file):
        found += folder.glob("[!.]*.sqlite3")
    return sorted(each for each in found if each.is_file() and not each.is_symlink())


def _unreached(new: Passphrase | None, old: Passphrase | None) -> list[str]:
    """Tell of a second place that is not there now."""
    second = places.second_place()
    if second is None or places.is_there(second):
        return []
    if new is None:
        stays = "stays locked with the passphrase"
    elif old is None:
        stays = "can be read by anybody until the database is opened while it is there"
    else:
        stays = "stays locked with the earlier passphrase, so keep that too"
    return [f"The second place, {second}, is not there now: what is kept in it {stays}."]


def _wipe_parts(file: Path) -> None:
    """Remove what programs left that died while they wrote a copy; nobody is at it any more."""
    stem, name = literally(file.stem), literally(file.name)
    left = [*file.parent.glob(f".{stem}.revision-*")]
    clear_left_over(file)
    for ending in (".new", ".part"):
        left += file.parent.glob(f".{name}.*{ending}*")
    for folder in backup_folders(file):
        left += folder.glob(".*.part*")
    for each in left:
        with contextlib.suppress(OSError):
            if each.is_file() and not each.is_symlink():
                wipe(each)


def lock_copies(file: Path, passphrase: Passphrase) -> Renewed:
    """Lock the copies of a locked database that stand in the clear, such as in a second place.

    Raises nothing; what could not be locked is told.
    """
    clear = [each for each in copies_of(file) if _is_clear(each)]
    return _bring_along(clear, passphrase, None, new_salt())


def _renew_all(file: Path, new: Passphrase | None, old: Passphrase | None) -> Renewed:
    old = old if is_locked(file) else None
    soundness.look(file, old)
    if old is None and new is None:
        raise DatabaseError(f"{file} has no passphrase, so there is none to remove.")
    for each in (file, file.parent):
        if not soundness.may_write(each):
            raise failures.read_only(str(file))
    done: list[Renewed] = []
    # One salt for all of them, since a key takes a tenth of a second to make.
    salt = new_salt()

    def first() -> None:
        _wipe_parts(file)
        done.append(_bring_along(copies_of(file), new, old, salt))

    renew(file, old, new, salt, first)
    return Renewed(done[0].copies, (*done[0].left, *_unreached(new, old)))


def _bring_along(
    copies: list[Path], new: Passphrase | None, old: Passphrase | None, salt: bytes
) -> Renewed:
    left: list[str] = []
    count = 0
    for copy in copies:
        try:
            count += _bring_one(copy, new, old, salt)
        except LockedError:
            left.append(f"{copy} has another passphrase, and keeps it.")
        except sqlite_errors_or(DatabaseError, OSError) as error:
            clear = "still shows its content to anybody" if new is not None else "stays locked"
            left.append(f"{copy} could not be brought along, and {clear}: {error}")
    return Renewed(count, tuple(left))


def _bring_one(copy: Path, new: Passphrase | None, old: Passphrase | None, salt: bytes) -> bool:
    """Have one copy under the new passphrase; says whether anything had to be done."""
    if is_locked(copy):
        if new is not None and _opens(copy, new):
            return False
        if old is None:
            raise failures.wrong_passphrase(str(copy))
        renew(copy, old, new, salt)
        return True
    if new is None or not _is_clear(copy):
        return False
    renew(copy, None, new, salt)
    return True


def _opens(copy: Path, passphrase: Passphrase) -> bool:
    try:
        soundness.look(copy, passphrase)
    except LockedError:
        return False
    return True


def _is_clear(file: Path) -> bool:
    with file.open("rb") as reading:
        return reading.read(len(PLAIN)) == PLAIN
