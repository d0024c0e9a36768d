"""Failures of the database in plain words: what happened, what it means and what to do."""

from __future__ import annotations

import errno
import re
import sqlite3

from desktop.store.driver import sqlite_errors
from desktop.store.errors import DamagedError, DatabaseError, LockedError

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)
# Where these are said without a code of their own, the names of tables or the text are damaged.
_DAMAGED = re.compile(
    "decode to UTF-8|no such (?:fts5 )?(?:table|column)|has no column named|fts5 file format"
    "|vtable constructor failed"
)
_READ_ONLY = (errno.EACCES, errno.EPERM, errno.EROFS)


def not_a_database(where: str) -> DatabaseError:
    """Say that a file holds something else."""
    return DatabaseError(
        f"{where} is not a Fieldbook database, so it was not opened: choose another file, or a name"
        " that is not taken yet."
    )


def another_programs(where: str) -> DatabaseError:
    """Say that a file is a database, but not of Fieldbook."""
    return DatabaseError(
        f"{where} is another program's database, so it was not opened: choose another file, or a"
        " name that is not taken yet."
    )


def damaged(where: str) -> DamagedError:
    """Say that a file does not hold what was written to it."""
    return DamagedError(
        f"{where} is damaged, so nothing in it was read or changed: put a backup in its place, and"
        " keep the damaged file, for some of it may be saved."
    )


def locked(where: str) -> LockedError:
    """Say that a file is locked, and no passphrase was given."""
    return LockedError(
        f"{where} is locked, so nothing in it was read: give its passphrase.", wrong=False
    )


def wrong_passphrase(where: str) -> LockedError:
    """Say that a passphrase does not open a file that looks locked."""
    return LockedError(
        f"This passphrase does not open {where}: see that capitals and the keyboard are as they"
        " should be, and type it again. If it is right, the file is damaged, or is not a Fieldbook"
        " database.",
        wrong=True,
    )


def locked_anew(where: str) -> LockedError:
    """Say that a file that was open here got another passphrase elsewhere, or lost it."""
    return LockedError(
        f"The passphrase of {where} was set, changed or removed in another window or by a command,"
        " so nothing was read or saved: open the file again.",
        wrong=False,
    )


def replaced(where: str) -> DatabaseError:
    """Say that another file came into the place of one just as it was to be written to."""
    return DatabaseError(
        f"{where} was replaced by another file a moment ago, so nothing was saved: try again."
    )


def in_use(where: str) -> DatabaseError:
    """Say that a file cannot be replaced while others have it open."""
    return DatabaseError(
        f"{where} is open in another window or program, so it was left as it was: close it there,"
        " and try again."
    )


def on_a_server(where: str) -> DatabaseError:
    """Say that Fieldbook can lock files alone."""
    return DatabaseError(
        f"{where} is kept on a server, which Fieldbook cannot lock with a passphrase: whoever looks"
        " after the server says who gets in."
    )


def newer(where: str) -> DatabaseError:
    """Say that a database was made by a later Fieldbook."""
    return DatabaseError(
        f"{where} comes from a newer Fieldbook, so it was not opened: install the newest Fieldbook,"
        " or choose another file."
    )


def read_only(where: str) -> DatabaseError:
    """Say that nothing can be saved in a file or its folder."""
    return DatabaseError(
        f"{where} cannot be written to, so nothing could be saved in it: allow changes to the file"
        " and its folder, or work on a copy elsewhere."
    )


def gone(where: str) -> DatabaseError:
    """Say that a file that was open is not there any more."""
    return DatabaseError(
        f"{where} was moved or deleted while it was open, so nothing was saved: put it back in its"
        " place."
    )


def out_of_reach(where: str, error: BaseException | None) -> DatabaseError:
    """Say that a server does not answer, or not as it should."""
    reason = " ".join(str(error).split())
    return DatabaseError(
        f"{where} cannot be reached ({reason}), so nothing was read or saved: see that the server"
        " and the way to it are in order, and try again."
    )


def explain(error: BaseException | None, where: str) -> DatabaseError | None:
    """Put a failure of SQLite or of the file system into words; None if it is Fieldbook's own."""
    if isinstance(error, OSError):
        return _of_file_system(error, where)
    code = getattr(error, "sqlite_errorcode", None)
    match None if code is None else code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED | sqlite3.SQLITE_PROTOCOL:
            return DatabaseError(
                f"{where} is being used by another program, so nothing was read or saved: close"
                " that program, or wait until it has finished, and try again."
            )
        case sqlite3.SQLITE_FULL:
            return no_room(where)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(where)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(where)
        case sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_IOERR:
            return DatabaseError(
                f"{where} cannot be reached on its disk ({error}), so nothing was read or saved:"
                " see that the disk is there and sound, and try again."
            )
    if isinstance(error, sqlite_errors()) and _DAMAGED.search(str(error)):
        return damaged(where)
    return None


def _of_file_system(error: OSError, where: str) -> DatabaseError:
    if error.errno in _NO_ROOM:
        return no_room(where)
    if error.errno in _READ_ONLY:
        return read_only(where)
    return DatabaseError(
        f"{where} cannot be opened ({error.strerror}), so nothing was read or changed: choose"
        " another place for it."
    )


def no_room(where: str) -> DatabaseError:
    """Say that the disk is full."""
    return DatabaseError(
        f"There is no room left on the disk of {where}, so nothing more was saved: free some space"
        " and try again."
    )
