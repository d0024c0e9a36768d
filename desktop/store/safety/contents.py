"""What a database or a backup holds, read from the file itself and changing nothing."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop.store import failures, migrating, soundness
from desktop.store.connecting import bare_connection, side_files
from desktop.store.driver import sqlite_errors_or
from desktop.store.passphrase import Passphrase, is_locked

# The beats of windows that are open are no change: of what else is written outside the history,
# all rows count.
_BESIDE_HISTORY: Final = ("own_word", "unfinished")
_LAST_CHANGE: Final = """
SELECT change.id, change.at, change.by, report.programme, report.force
FROM change JOIN report ON report.id = change.report ORDER BY change.id DESC LIMIT 1
"""
_THE_CHANGE: Final = "SELECT 1 FROM change WHERE id = ? AND at = ?"
_LAST_ROW: Final = "SELECT * FROM change ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True, slots=True)
class Holds:
    """What a file holds: how many reports, and when, by whom and in which it was changed last.

    `changes` is the number of the last entry of its history. Two files with the same `digest` hold
    the same, but for which windows had them open. `changed_at` is in UTC, ISO 8601; it and what
    follows are empty where nothing was recorded yet.
    """

    reports: int
    changes: int
    changed_at: str
    changed_by: str
    report: str
    revision: str
    locked: bool
    digest: str


def holds(path: Path, passphrase: Passphrase | None, *, live: bool = False) -> Holds:
    """Read what a backup holds, or with `live` a database that may be open.

    The passphrase of a live one says whether it is locked; a backup's is asked for only where it is
    locked. Raises DatabaseError, and LockedError for want of the right passphrase.
    """
    with reading(path, passphrase, live=live) as connection:
        locked = passphrase is not None and (live or is_locked(path))
        return holds_of(connection, path, locked=locked)


@contextlib.contextmanager
def reading(
    path: Path, passphrase: Passphrase | None, *, live: bool = False
) -> Iterator[sqlite3.Connection]:
    """Connect to a file to read one state of it; raises DatabaseError."""
    with connected(path, passphrase, live=live) as connection:
        connection.execute("BEGIN")
        yield connection


@contextlib.contextmanager
def connected(
    path: Path, passphrase: Passphrase | None, *, live: bool = False
) -> Iterator[sqlite3.Connection]:
    """Connect to a file; one that is not live is not changed by it. Raises DatabaseError."""
    where = str(path)
    try:
        if not live:
            passphrase = key_to(path, passphrase)
        # A file with nothing beside it is read without a lock, and without making anything.
        beside = live or any(side_files(path))
        how = "mode=rw" if live else "mode=ro" if beside else "mode=ro&immutable=1"
        with contextlib.closing(bare_connection(path, how, passphrase)) as connection:
            yield connection
    except sqlite_errors_or(OSError, UnicodeDecodeError) as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if passphrase is not None and code == sqlite3.SQLITE_NOTADB:
            raise failures.wrong_passphrase(where) from error
        raise failures.explain(error, where) or failures.damaged(where) from error


def key_to(path: Path, passphrase: Passphrase | None) -> Passphrase | None:
    """Give what opens a backup: the passphrase where it is locked, else None.

    Never ask it of a file that may be open in this process. Raises LockedError, and OSError.
    """
    if not is_locked(path):
        return None
    if passphrase is None:
        raise failures.locked(str(path))
    return passphrase


def holds_of(connection: sqlite3.Connection, path: Path, *, locked: bool) -> Holds:
    """Read what an open file holds; raises DatabaseError for one that is not ours, or newer."""
    where = str(path)
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != soundness.APPLICATION_ID:
        raise failures.another_programs(where)
    (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if revision not in migrating.revisions():
        raise failures.newer(where)
    (reports,) = connection.execute("SELECT COUNT(*) FROM report").fetchone()
    found = connection.execute(_LAST_CHANGE).fetchone() or (0, "", "", "", "")
    changes, at, by, programme, force = found
    report = f"{programme}/{force}" if programme else ""
    digest = _digest(connection, revision)
    return Holds(reports, changes, str(at), str(by), report, revision, locked, digest)


def goes_on_from(path: Path, passphrase: Passphrase | None, earlier: Holds) -> bool:
    """Say whether the history of a backup holds that of an earlier one; raises DatabaseError."""
    with reading(path, passphrase) as connection:
        wanted = (earlier.changes, earlier.changed_at)
        return not earlier.changes or bool(connection.execute(_THE_CHANGE, wanted).fetchone())


def _digest(connection: sqlite3.Connection, revision: str) -> str:
    """Sum up what the file says: the history's last row stands for all that is in it."""
    there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    told: list[object] = [revision]
    told += connection.execute("SELECT COUNT(*), TOTAL(version) FROM report").fetchall()
    told += connection.execute(_LAST_ROW).fetchall()
    for table in _BESIDE_HISTORY:
        if table in there:
            told.append((table, connection.execute(f"SELECT * FROM {table} ORDER BY 1").fetchall()))
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).hexdigest()
