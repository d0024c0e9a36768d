"""Looking at a file before it is opened: whether it is a database of ours, and sound.

Nothing of the file is changed by looking, and nothing beside it.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from desktop.store import failures, migrating, side_files
from desktop.store.changes import Garbled
from desktop.store.connecting import bare_connection
from desktop.store.driver import sqlite_errors, sqlite_errors_or
from desktop.store.errors import DamagedError, DatabaseError
from desktop.store.passphrase import PLAIN, Passphrase, is_locked
from desktop.store.schema import schema_fault
from desktop.store.seals import JSON_COLUMNS, SEALED, SEALED_SINCE, seal
from desktop.store.temporary import remove_left_over

APPLICATION_ID = 0x46426B31
CHECKED_BYTES = 8 * 2**20
"""Files up to this size are checked to the last row at opening, larger ones while one works.

Of these, up to PAGES_CHECKED_BYTES, all pages and what leads to them are: 2 ms for each megabyte.
"""
PAGES_CHECKED_BYTES = 64 * 2**20
IN_MEMORY_BYTES: Final = 256 * 2**20
"""Files up to this size are read into memory to be checked, so that their indexes can be too."""
_HEADER = 100
_SIGNS: Final = (b"CREATE TABLE alembic_version", b"change_refuses_update")
"""What stands in each of our files, in the clear, wherever its pages came to lie."""
_LOOKED_AT: Final = 16 * 2**20
_TRIES: Final = 3


def look(path: Path, passphrase: Passphrase | None) -> str:
    """Give the revision of a file that is a sound database of ours, without changing anything.

    Raises DatabaseError: DamagedError for damage, LockedError for want of the right passphrase.
    """
    return _look(path, passphrase, deep=path.is_file() and path.stat().st_size <= CHECKED_BYTES)


def faults(path: Path, passphrase: Passphrase | None) -> str:
    """Look through all of a file, which may be open, row by row; a plain line of what is wrong.

    Empty for a sound one. Takes about 20 ms for each megabyte.
    """
    try:
        _look(path, passphrase, deep=True)
    except DatabaseError as error:
        return str(error)
    except sqlite_errors_or(OSError) as error:
        return str(failures.explain(error, str(path)) or failures.damaged(str(path)))
    return ""


def _look(path: Path, passphrase: Passphrase | None, *, deep: bool) -> str:
    where = str(path)
    # Also where no copy is needed now: one that was left may tell what a passphrase hides since.
    remove_left_over()
    if path.is_dir():
        raise DatabaseError(
            f"{where} is a folder, not a database: name a file in it, such as"
            f" {path / 'fieldbook.sqlite3'}."
        )
    if not path.is_file():
        raise failures.not_a_database(where)
    for tried in range(1, _TRIES + 1):
        before = side_files.state_of(path)
        try:
            return _look_once(path, passphrase, deep=deep)
        except DamagedError:
            # Where another program came to write just then, what was read was of two moments.
            if tried == _TRIES or side_files.state_of(path) == before:
                raise
    raise AssertionError


def _look_once(path: Path, passphrase: Passphrase | None, *, deep: bool) -> str:
    where = str(path)
    try:
        with _reading(path, passphrase, deep=deep) as (connection, locked):
            if locked:
                _look_inside(connection, where)
            revision = _revision(connection, where)
            if deep:
                _look_through(connection, where, revision)
            elif path.stat().st_size <= PAGES_CHECKED_BYTES:
                _look_at_pages(connection, where)
            return revision
    except sqlite_errors_or(UnicodeDecodeError, Garbled) as error:
        raise failures.explain(error, where) or failures.damaged(where) from error


@contextlib.contextmanager
def _reading(
    path: Path, passphrase: Passphrase | None, *, deep: bool
) -> Iterator[tuple[sqlite3.Connection, bool]]:
    """Connect to what a file says, or to a copy of it; says whether it is locked too."""
    where = str(path)
    if side_files.is_open_here(path):
        if passphrase is None:
            _look_at_header(path, may_be_short=True)
        with contextlib.closing(bare_connection(path, "mode=ro", passphrase)) as live:
            live.execute("BEGIN")
            live.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
            if passphrase is None and deep and path.stat().st_size <= IN_MEMORY_BYTES:
                with _in_memory(live.serialize()) as memory:
                    yield memory, False
            else:
                yield live, passphrase is not None
        return
    beside = any(path.with_name(path.name + ending).exists() for ending in ("-wal", "-journal"))
    locked = is_locked(path)
    if locked and passphrase is None:
        raise failures.locked(where)
    if not locked:
        passphrase = None
        _look_at_header(path, may_be_short=beside)
    if side_files.is_log_lost(path):
        raise failures.damaged(where)
    if beside:
        with side_files.copied(path) as copy:
            side_files.look_at_journal(copy)
            how = "mode=rw"
            with contextlib.closing(bare_connection(copy.path, how, passphrase)) as connection:
                if locked:
                    _look_inside(connection, where)
                side_files.look_at_log(copy, connection)
                yield connection, locked
    elif not locked and deep and path.stat().st_size <= IN_MEMORY_BYTES:
        with _in_memory(side_files.read(path)) as memory:
            yield memory, False
    else:
        # With nothing beside it nobody is writing: SQLite need not lock or make anything to read.
        how = "mode=ro&immutable=1"
        with contextlib.closing(bare_connection(path, how, passphrase)) as connection:
            yield connection, locked


@contextlib.contextmanager
def _in_memory(content: bytes) -> Iterator[sqlite3.Connection]:
    # Its header says that there is a log beside it, which nothing in memory has.
    plain = content[:18] + b"\x01\x01" + content[20:]
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as memory:
        memory.deserialize(plain)
        yield memory


def _revision(connection: sqlite3.Connection, where: str) -> str:
    """Give the revision of a sound database; raises DatabaseError."""
    found = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    if len(found) != 1:
        raise failures.damaged(where)
    revision = str(found[0][0])
    if revision not in migrating.revisions():
        raise failures.newer(where)
    if schema_fault(connection) == (revision >= SEALED_SINCE):
        raise failures.damaged(where)
    return revision


def _look_through(connection: sqlite3.Connection, where: str, revision: str) -> None:
    """Look at every page and every row of a database; raises DamagedError."""
    _look_at_pages(connection, where)
    if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
        raise failures.damaged(where)
    if revision >= SEALED_SINCE:
        for table in SEALED:
            if not seals_hold(connection, table):
                raise failures.damaged(where)
    _look_at_index(connection, revision)


def _look_at_pages(connection: sqlite3.Connection, where: str) -> None:
    if connection.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
        raise failures.damaged(where)


def seals_hold(connection: sqlite3.Connection, table: str) -> bool:
    """Say whether all rows of a table read as they were sealed."""
    rows = connection.execute(f"SELECT seal, {sealed_columns(table)} FROM {table}")
    return all(kept is None or kept == seal(table, *values) for kept, *values in rows)


def sealed_columns(table: str) -> str:
    """Give the columns of a table that are sealed, as a query asks for them."""
    return ", ".join(
        f'CAST("{name}" AS TEXT)' if name in JSON_COLUMNS else f'"{name}"' for name in SEALED[table]
    )


def _look_at_index(connection: sqlite3.Connection, revision: str) -> None:
    """See that the index of words is that of the words; raises an error of SQLite."""
    if revision < "0003":
        return
    if connection.execute("PRAGMA query_only").fetchone() == (1,):
        return
    try:
        for index in ("prose_stems", "prose_words"):
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
    except sqlite_errors() as error:
        # A file that is only read has had its index looked at by integrity_check already.
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise


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
    header = side_files.read(path, _HEADER)
    if not header:
        raise DatabaseError(
            f"{where} is empty, so it was not opened: if it held reports, put a backup in its"
            " place; if not, delete it and start again."
        )
    if not header.startswith(PLAIN):
        raise failures.damaged(where) if was_ours(path) else failures.not_a_database(where)
    if len(header) < _HEADER:
        raise failures.damaged(where)
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise failures.damaged(where) if was_ours(path) else failures.another_programs(where)
    page_size = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    whole = pages * (65536 if page_size == 1 else page_size)
    if path.stat().st_size < whole and not may_be_short:
        raise failures.damaged(where)


def was_ours(path: Path) -> bool:
    """Say whether a file that does not begin as ours do has what ours have further on."""
    content = side_files.read(path, _LOOKED_AT)
    return any(sign in content for sign in _SIGNS)


def may_write(path: Path) -> bool:
    """Say whether the account that runs Fieldbook may change a file or folder."""
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)
