"""The embedded database: a SQLite file, looked at before it is touched, made, brought up."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.store import failures, migrating
from desktop.store.changes import written
from desktop.store.errors import DatabaseError

if TYPE_CHECKING:
    import sqlalchemy as sa

APPLICATION_ID = 0x46426B31
BUSY_SECONDS = 5.0
"""How long to wait for another program's writing."""
CHECKED_BYTES = 8 * 2**20
"""Files up to this size are checked whole at opening: about 1 ms for each megabyte."""
_HEADER = 100
_MAGIC = b"SQLite format 3\x00"


def prepare(path: Path) -> None:
    """Have a database of the newest revision in a file, made or brought up where need be.

    It is connected to once, so that what stands in the way is known now. Raises DatabaseError; a
    file that is refused is left as it is, with nothing new beside it.
    """
    where = str(path)
    try:
        if not path.exists():
            _make(path)
        revision = _look(path)
        if not (_may_write(path) and _may_write(path.parent)):
            raise failures.read_only(where)
        if revision != migrating.newest():
            _bring_up(path, revision)
        with contextlib.closing(connect(path)) as connection:
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except (OSError, sqlite3.Error) as error:
        explained = failures.explain(error, where)
        if explained is None:
            raise
        raise explained from error


def connect(path: Path, *, foreign_keys: bool = True) -> sqlite3.Connection:
    """Connect to a database that was prepared, set up as Fieldbook keeps it; begins nothing."""
    connection = _connection(path, "mode=rw")
    try:
        connection.execute(f"PRAGMA foreign_keys={'ON' if foreign_keys else 'OFF'}")
        connection.execute("PRAGMA synchronous=FULL")
        write_ahead(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def engine(path: Path, *, foreign_keys: bool = True) -> sa.Engine:
    """Give an engine for a database that was prepared."""
    import sqlalchemy as sa

    return sa.create_engine(
        "sqlite://",
        creator=lambda: connect(path, foreign_keys=foreign_keys),
        poolclass=sa.QueuePool,
        json_serializer=written,
    )


def begin(connection: sa.Connection, *, writing: bool = False) -> None:
    """Begin a transaction on a file; with `writing`, other writers wait from its beginning on.

    sqlite3 itself would begin late, and never before CREATE TABLE. Servers begin by themselves.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _make(path: Path) -> None:
    """Make a new database. It gets its name when it is whole, so that nobody sees a part of it."""
    for side_file in _side_files(path):
        raise DatabaseError(
            f"{path} is not there, but {side_file.name} beside it holds what was saved last: put"
            " the database back beside it, or move that file away."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        new.touch(exist_ok=False)
        with _changing(new) as connection:
            migrating.upgrade(connection)
        with contextlib.suppress(FileExistsError):
            _name(new, path)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            new.with_name(new.name + ending).unlink(missing_ok=True)


def _name(new: Path, path: Path) -> None:
    """Give a file its name; raises FileExistsError if another program was quicker."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        raise
    except OSError:
        # Some memory sticks and shares know no hard links.
        if path.exists():
            raise FileExistsError(path) from None
        new.rename(path)


def _look(path: Path) -> str:
    """Give the revision of a file that is a sound database of ours, without changing anything."""
    where = str(path)
    if path.is_dir():
        raise DatabaseError(
            f"{where} is a folder, not a database: name a file in it, such as"
            f" {path / 'fieldbook.sqlite3'}."
        )
    if not path.is_file():
        raise failures.not_a_database(where)
    open_elsewhere = any(_side_files(path))
    _look_at_header(path, may_be_short=open_elsewhere)
    # With nothing beside it nobody is writing, and SQLite need not lock or make anything to read.
    how = "mode=ro" if open_elsewhere else "mode=ro&immutable=1"
    check = path.stat().st_size <= CHECKED_BYTES
    try:
        with contextlib.closing(_connection(path, how)) as connection:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            sound = not check or connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise failures.explain(error, where) or failures.damaged(where) from error
    if not found or not sound:
        raise failures.damaged(where)
    revision = str(found[0])
    if revision not in migrating.revisions():
        raise failures.newer(where)
    return revision


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
    if not header.startswith(_MAGIC):
        raise failures.not_a_database(where)
    if len(header) < _HEADER:
        raise failures.damaged(where)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise DatabaseError(
            f"{where} is another program's database, so it was not opened: choose another file, or"
            " a name that is not taken yet."
        )
    page_size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    whole = pages * (65536 if page_size == 1 else page_size)
    if path.stat().st_size < whole and not may_be_short:
        raise failures.damaged(where)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def _bring_up(path: Path, revision: str) -> None:
    """Bring an older file to the newest revision, in one transaction, after copying it."""
    copy = _copy_beside(path, revision)
    try:
        with _changing(path) as connection:
            if migrating.revision_of(connection) != migrating.newest():
                migrating.upgrade(connection)
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise sqlite3.IntegrityError("a row points to one that is not there")
    except Exception as error:
        raise DatabaseError(
            f"{path} comes from an older Fieldbook and could not be brought up to date"
            f" ({' '.join(str(error).split())}), so it was left as it was: a copy is {copy.name},"
            " and the older Fieldbook still opens both."
        ) from error


@contextlib.contextmanager
def _changing(path: Path) -> Iterator[sa.Connection]:
    """Change the tables of a file, all or nothing; an error of SQLite comes out as its own."""
    from sqlalchemy.exc import DBAPIError

    # Tables may have to be made anew, which foreign keys would stand in the way of.
    changer = engine(path, foreign_keys=False)
    try:
        with changer.begin() as connection:
            begin(connection, writing=True)
            yield connection
    except DBAPIError as error:
        raise error.orig or error from error
    finally:
        changer.dispose()


def _copy_beside(path: Path, revision: str) -> Path:
    """Copy a database beside itself, named with its revision; earlier copies are kept."""
    copy = path.with_name(f"{path.stem}.revision-{revision}{path.suffix}")
    number = 1
    while copy.exists():
        number += 1
        copy = path.with_name(f"{path.stem}.revision-{revision}-{number}{path.suffix}")
    part = copy.with_name(f".{copy.name}.part")
    part.unlink(missing_ok=True)
    try:
        with contextlib.closing(_connection(path, "mode=rw")) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.rename(copy)
    finally:
        part.unlink(missing_ok=True)
    return copy


def _connection(path: Path, how: str) -> sqlite3.Connection:
    # A file that has gone is an error: "mode" keeps SQLite from making an empty one in its place.
    return sqlite3.connect(
        f"{path.as_uri()}?{how}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )


def write_ahead(connection: sqlite3.Connection) -> str:
    """Keep a write-ahead log, so that readers and a writer do not wait for each other.

    On a disk that cannot share memory between programs, such as most network shares, SQLite's
    ordinary journal is kept instead. Gives the journal's name.
    """
    try:
        return str(connection.execute("PRAGMA journal_mode=WAL").fetchone()[0])
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR):
            raise
    # A file that was used with a log elsewhere can only be opened here by one program alone.
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    journal = str(connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0])
    connection.execute("PRAGMA locking_mode=NORMAL")
    connection.execute("SELECT 1 FROM sqlite_master").fetchone()
    return journal


def _side_files(path: Path) -> Iterator[Path]:
    """Find what SQLite keeps beside a database that is open, or was when its program died."""
    for ending in ("-wal", "-journal"):
        side_file = path.with_name(path.name + ending)
        if side_file.exists():
            yield side_file
