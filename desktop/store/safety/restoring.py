"""Putting a backup in the place of a database: the former is kept, and nothing in between is seen.

A sound database is written over in one transaction of its own, which is there whole or not at all
whatever happens to the program, and which nobody who has it open can miss. A damaged one cannot be
trusted with that: it is set aside as it is, and the new file takes its name.
"""

from __future__ import annotations

import contextlib
import datetime
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.store import failures, migrating
from desktop.store.connecting import bare_connection
from desktop.store.driver import sqlite_errors, sqlite_errors_or
from desktop.store.errors import DatabaseError, LockedError
from desktop.store.passphrase import Passphrase
from desktop.store.rekeying import renew
from desktop.store.safety import places
from desktop.store.safety.backups import back_up
from desktop.store.safety.contents import Holds, holds, key_to
from desktop.store.safety.copying import (
    NotSoundError,
    clear_parts,
    copy_of_database,
    flush,
    flush_folder,
    part_in,
)
from desktop.store.safety.differing import WouldChange, what_would_change
from desktop.store.soundness import faults, look
from desktop.store.sqlite_file import upgrade

_SIDES: Final = ("-wal", "-shm", "-journal")
_WAIT_MS: Final = 1000
_SHARED_BYTES: Final = (0x40000002, 510)
"""Where SQLite keeps the locks of those who have a file open."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What the database holds now, and where the former one is: a backup, or set aside as it was.

    `former` is None where there was none.
    """

    holds: Holds
    former: Path | None
    set_aside: bool


def restore(
    file: Path,
    passphrase: Passphrase | None,
    backup: Path,
    *,
    opens_backup: Passphrase | None = None,
    now: datetime.datetime | None = None,
) -> Restored:
    """Put a backup in the place of a database, which nobody may have open, after backing that up.

    The passphrase is what opens the database if it is locked, and the restored one stays locked
    with it; `opens_backup` is for a backup that is locked with another. Where the database is gone
    or damaged, a new file takes its name, locked as the backup is. It has to be opened anew
    afterwards: every `Database` remembers what was in it. Raises DatabaseError; the former is then
    as it was.
    """
    now = now or datetime.datetime.now(datetime.UTC)
    if backup.resolve() == file.resolve():
        raise DatabaseError(f"{backup} is the database itself: name one of its backups.")
    _refuse_if_unsound(backup, opens_backup or passphrase)
    # A link to the file must go on leading to it.
    real = file.resolve()
    folder = places.folder_beside(real)
    try:
        places.make_own(folder)
        clear_parts(folder)
        state = _state_of(real, passphrase)
        with part_in(folder, file.stem) as ready:
            wanted = _make_ready(
                ready, backup, opens_backup or passphrase, passphrase, keep_lock=state == "sound"
            )
            if state == "sound":
                return _write_over(file, passphrase, ready, wanted, now)
            former = _set_aside(real, state, now) if state != "gone" else None
            _take_place(ready, real)
            return Restored(wanted, former, state != "gone")
    except sqlite_errors_or(OSError) as error:
        raise failures.explain(error, str(file)) or failures.damaged(str(file)) from error


def compare(
    file: Path, passphrase: Passphrase | None, backup: Path, *, live: bool = False
) -> WouldChange:
    """Say what restoring a backup would change, where the database can be read.

    With `live` it may be open in this process, and the passphrase says whether it is locked. Looks
    through both: about 20 ms for each megabyte. Raises DatabaseError where the backup is not sound.
    """
    _refuse_if_unsound(backup, passphrase)
    here = None
    with contextlib.suppress(DatabaseError, OSError):
        opens = passphrase if live else key_to(file, passphrase)
        if not faults(file, opens):
            here = (file, opens)
    return what_would_change((backup, passphrase), here, live=live)


def _not_there(backup: Path) -> DatabaseError:
    return DatabaseError(
        f"There is no file {backup}, so nothing was restored: name a backup that is there."
    )


def _refuse_if_unsound(backup: Path, opens: Passphrase | None) -> None:
    if not backup.is_file():
        raise _not_there(backup)
    holds(backup, opens)
    if wrong := faults(backup, opens):
        raise NotSoundError(
            f"Nothing was restored, because the backup is not sound: choose another. {wrong}"
        )


def _state_of(file: Path, passphrase: Passphrase | None) -> str:
    """Say how the database stands: sound, damaged, of another kind, or gone.

    Refuses one that somebody has open.
    """
    if not file.exists():
        return "gone"
    if not file.is_file():
        raise DatabaseError(f"{file} is no file, so nothing was restored: name another place.")
    _refuse_if_open(file)
    try:
        look(file, passphrase)
    except LockedError:
        return "unopened"
    except DatabaseError as error:
        if _is_busy(error.__cause__):
            raise
        return "damaged"
    return "damaged" if faults(file, key_to(file, passphrase)) else "sound"


def _is_busy(error: BaseException | None) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


def _refuse_if_open(file: Path) -> None:
    """Refuse a file that another process has open.

    Whether this one has, SQLite tells; where the file is too damaged for that, nobody can ask.
    """
    try:
        import fcntl
    except ImportError:  # pragma: no cover
        # Windows lets nobody replace a file that is open.
        return
    begin, length = _SHARED_BYTES
    with contextlib.suppress(PermissionError), file.open("rb+") as opened:
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB, length, begin)
        except OSError as error:
            raise failures.in_use(str(file)) from error


# The new one


def _make_ready(
    ready: Path,
    backup: Path,
    opens_backup: Passphrase | None,
    passphrase: Passphrase | None,
    *,
    keep_lock: bool,
) -> Holds:
    """Write what the database is to hold to a file beside it, brought up to date and checked."""
    opens = key_to(backup, opens_backup)
    copy_of_database(backup, opens, ready, live=False)
    if keep_lock and opens is not passphrase:
        renew(ready, opens, passphrase, secrets.token_bytes(16))
        opens = passphrase
    if holds(ready, opens).revision != migrating.newest():
        upgrade(ready, opens)
    with contextlib.closing(bare_connection(ready, "mode=rw", opens)) as connection:
        # The windows that had it open when it was backed up have long been closed.
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("DELETE FROM present")
    flush(ready)
    if wrong := faults(ready, opens):
        raise NotSoundError(
            f"Nothing was restored, because the backup did not come out whole. {wrong}"
        )
    return holds(ready, opens)


def _write_over(
    file: Path, passphrase: Passphrase | None, ready: Path, wanted: Holds, now: datetime.datetime
) -> Restored:
    # What is being restored may be what the former would stand in the place of: should the program
    # die before it is restored, it must still be there.
    former = back_up(file, passphrase, now=now, thinning=False).backup.path
    opens = key_to(ready, passphrase)
    with _alone(file, passphrase) as database:
        before = holds(former, passphrase)
        with contextlib.closing(bare_connection(ready, "mode=ro&immutable=1", opens)) as source:
            source.backup(database)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    came_out = holds(file, passphrase, live=True)
    if came_out.digest != wanted.digest or faults(file, passphrase):
        with (
            _alone(file, passphrase) as database,
            contextlib.closing(bare_connection(former, "mode=ro&immutable=1", passphrase)) as old,
        ):
            old.backup(database)
        raise NotSoundError(
            f"{file} did not come out whole, so what it held before was put back, with its"
            f" {before.reports} reports: see to the disk. A backup of it is {former}."
        )
    return Restored(came_out, former, set_aside=False)


@contextlib.contextmanager
def _alone(file: Path, passphrase: Passphrase | None) -> Iterator[sqlite3.Connection]:
    """Connect to a database that nobody else has open, and keep others out of it."""
    with contextlib.closing(bare_connection(file, "mode=rw", passphrase)) as connection:
        try:
            connection.execute(f"PRAGMA busy_timeout={_WAIT_MS}")
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("COMMIT")
        except sqlite_errors() as error:
            if _is_busy(error):
                raise failures.in_use(str(file)) from error
            raise
        yield connection


# In the place of one that cannot be used


def _set_aside(file: Path, state: str, now: datetime.datetime) -> Path:
    """Give a database a second name that says what it is, with all that belongs to it."""
    how = "damaged" if state == "damaged" else "set-aside"
    stamp = now.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    number = 1
    while True:
        more = "" if number == 1 else f"-{number}"
        aside = file.with_name(f"{file.stem}.{how}-{stamp}{more}{file.suffix}")
        if not any(aside.with_name(aside.name + each).exists() for each in ("", *_SIDES)):
            break
        number += 1
    # Its log first: whoever sees the file aside is to see all of it.
    for ending in (*_SIDES, ""):
        part = file.with_name(file.name + ending)
        if part.exists():
            _link(part, aside.with_name(aside.name + ending))
    flush_folder(file.parent)
    return aside


def _link(file: Path, name: Path) -> None:
    try:
        name.hardlink_to(file)
    except OSError:
        if name.exists():
            raise
        # Some memory sticks and shares know no hard links.
        shutil.copy2(file, name)
        flush(name)


def _take_place(ready: Path, file: Path) -> None:
    """Have the new file take the place of one that has a second name by now, or of none."""
    # A log of the former would be taken for one of the new: it goes before that comes.
    for ending in _SIDES:
        file.with_name(file.name + ending).unlink(missing_ok=True)
    flush_folder(file.parent)
    ready.replace(file)
    flush_folder(file.parent)


def restored_in_words(restored: Restored) -> str:
    """Say in one line what the database holds now, and where the former one is."""
    many = restored.holds.reports
    said = f"The backup was restored: {many} report{'' if many == 1 else 's'}."
    if restored.former is None:
        return said
    how = "was set aside as it was" if restored.set_aside else "is backed up"
    return f"{said} What it held before {how}: {restored.former}"
