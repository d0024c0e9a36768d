"""Connecting to a SQLite file, set up as Fieldbook keeps it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.store.changes import written
from desktop.store.driver import driver_for, sqlite_errors
from desktop.store.passphrase import Passphrase

if TYPE_CHECKING:
    import sqlalchemy as sa

BUSY_SECONDS = 5.0
"""How long to wait for another program's writing."""


def connect(
    path: Path, passphrase: Passphrase | None, *, foreign_keys: bool = True
) -> sqlite3.Connection:
    """Connect to a database that was prepared, set up as Fieldbook keeps it; begins nothing."""
    connection = bare_connection(path, "mode=rw", passphrase)
    try:
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        # What is sorted or put together for a while must not reach the disk in the clear.
        connection.execute("PRAGMA temp_store=MEMORY")
        # Before what looks into the file, for that may need memory that cannot be shared there.
        write_ahead(connection)
        connection.execute("PRAGMA synchronous=FULL")
    except BaseException:
        connection.close()
        raise
    return connection


def engine(path: Path, passphrase: Passphrase | None, *, foreign_keys: bool = True) -> sa.Engine:
    """Give an engine for a database that was prepared."""
    import sqlalchemy as sa

    return sa.create_engine(
        "sqlite://",
        module=driver_for(locked=passphrase is not None),
        creator=lambda: connect(path, passphrase, foreign_keys=foreign_keys),
        poolclass=sa.QueuePool,
        json_serializer=written,
    )


def begin(connection: sa.Connection, *, writing: bool = False) -> None:
    """Begin a transaction on a file; with `writing`, other writers wait from its beginning on.

    sqlite3 itself would begin late, and never before CREATE TABLE. Servers begin by themselves.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def bare_connection(
    path: Path, how: str, passphrase: Passphrase | None = None
) -> sqlite3.Connection:
    """Connect to a file as the URI's query says, and set nothing up; a locked one is unlocked."""
    # A file that has gone is an error: "mode" keeps SQLite from making an empty one in its place.
    connection: sqlite3.Connection = driver_for(locked=passphrase is not None).connect(
        f"{path.as_uri()}?{how}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    if passphrase is not None:
        try:
            # It would write of wrong passphrases to the terminal, past whoever tells of them.
            connection.execute("PRAGMA cipher_log_level = NONE")
            passphrase.unlock(connection, path)
        except BaseException:
            connection.close()
            raise
    return connection


def write_ahead(connection: sqlite3.Connection) -> str:
    """Keep a write-ahead log, so that readers and a writer do not wait for each other.

    On a disk that cannot share memory between programs, such as most network shares, SQLite's
    ordinary journal is kept instead. Gives the journal's name.
    """
    try:
        return str(connection.execute("PRAGMA journal_mode=WAL").fetchone()[0])
    except sqlite_errors() as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
            raise
    # A file that was used with a log elsewhere can only be opened here by one program alone.
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    journal = str(connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0])
    connection.execute("PRAGMA locking_mode=NORMAL")
    connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    return journal


def side_files(path: Path) -> Iterator[Path]:
    """Find what SQLite keeps beside a database that is open, or was when its program died."""
    for ending in ("-wal", "-journal"):
        side_file = path.with_name(path.name + ending)
        if side_file.exists():
            yield side_file
