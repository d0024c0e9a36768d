"""Looking at a file before it is opened: whether it is a database of ours, and sound."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from pathlib import Path

from desktop.store import failures, migrating
from desktop.store.connecting import bare_connection, side_files
from desktop.store.driver import sqlite_errors, sqlite_errors_or
from desktop.store.errors import DatabaseError
from desktop.store.passphrase import PLAIN, Passphrase, is_locked

APPLICATION_ID = 0x46426B31
CHECKED_BYTES = 8 * 2**20
"""Files up to this size are checked whole at opening: about 1 ms for each megabyte."""
_HEADER = 100


def look(path: Path, passphrase: Passphrase | None) -> str:
    """Give the revision of a file that is a sound database of ours, without changing anything."""
    where = str(path)
    if path.is_dir():
        raise DatabaseError(
            f"{where} is a folder, not a database: name a file in it, such as"
            f" {path / 'fieldbook.sqlite3'}."
        )
    if not path.is_file():
        raise failures.not_a_database(where)
    open_elsewhere = any(side_files(path))
    if is_locked(path):
        if passphrase is None:
            raise failures.locked(where)
    else:
        _look_at_header(path, may_be_short=open_elsewhere)
    # With nothing beside it nobody is writing, and SQLite need not lock or make anything to read.
    how = "mode=ro" if open_elsewhere else "mode=ro&immutable=1"
    check = path.stat().st_size <= CHECKED_BYTES
    try:
        with contextlib.closing(bare_connection(path, how, passphrase)) as connection:
            if passphrase is not None:
                _look_inside(connection, where)
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            sound = not check or connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite_errors_or(UnicodeDecodeError) as error:
        raise failures.explain(error, where) or failures.damaged(where) from error
    if not found or not sound:
        raise failures.damaged(where)
    revision = str(found[0])
    if revision not in migrating.revisions():
        raise failures.newer(where)
    return revision


def _look_inside(connection: sqlite3.Connection, where: str) -> None:
    """Refuse a locked file that the passphrase does not open, or that is another program's."""
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
    except sqlite_errors() as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_NOTADB:
            raise failures.wrong_passphrase(where) from error
        raise
    if application != APPLICATION_ID:
        raise failures.another_programs(where)


def _look_at_header(path: Path, *, may_be_short: bool) -> None:
    """Refuse what cannot be a database of ours; before SQLite, which would take an empty file."""
    where = str(path)
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if not header:
        raise DatabaseError(
            f"{where} is empty, so it was not opened: if it held reports, put a backup in its"
            " place; if not, delete it and start again."
        )
    if not header.startswith(PLAIN):
        raise failures.not_a_database(where)
    if len(header) < _HEADER:
        raise failures.damaged(where)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise failures.another_programs(where)
    page_size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    whole = pages * (65536 if page_size == 1 else page_size)
    if path.stat().st_size < whole and not may_be_short:
        raise failures.damaged(where)


def may_write(path: Path) -> bool:
    """Say whether the account that runs Fieldbook may change a file or folder."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
