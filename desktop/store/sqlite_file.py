"""The embedded database: a SQLite file, looked at before it is touched, made, brought up."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.store import failures, migrating, soundness
from desktop.store.connecting import bare_connection, begin, connect, engine, side_files
from desktop.store.driver import sqlite_errors_or
from desktop.store.errors import DatabaseError
from desktop.store.passphrase import Passphrase, is_locked
from desktop.store.rekeying import clear_left_over, literally

if TYPE_CHECKING:
    import sqlalchemy as sa

_OWN = 0o600
"""What is found before it is published is for nobody else on the computer."""
_LEFT_SECONDS = 3600
"""After this time a new file is nobody's any more: none takes so long to make."""


def prepare(path: Path, passphrase: Passphrase | None = None) -> Passphrase | None:
    """Have a database of the newest revision in a file, made or brought up where need be.

    With a passphrase a new one is locked; gives it where it is needed to open the file. It is
    connected to once, so that what stands in the way is known now. Raises DatabaseError, and
    LockedError for want of the right passphrase; a file that is refused is left as it is, with
    nothing new beside it.
    """
    where = str(path)
    try:
        if not path.exists():
            _make(path, passphrase)
        if path.is_file() and not is_locked(path):
            passphrase = None
        revision = soundness.look(path, passphrase)
        if not (soundness.may_write(path) and soundness.may_write(path.parent)):
            raise failures.read_only(where)
        if revision != migrating.newest():
            _bring_up(path, revision, passphrase)
        with contextlib.closing(connect(path, passphrase)) as connection:
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
            clear_left_over(path)
            _clear_never_made(path)
        return passphrase
    except sqlite_errors_or(OSError) as error:
        explained = failures.explain(error, where)
        if explained is None:
            raise
        raise explained from error


def _make(path: Path, passphrase: Passphrase | None) -> None:
    """Make a new database. It gets its name when it is whole, so that nobody sees a part of it."""
    for side_file in side_files(path):
        raise DatabaseError(
            f"{path} is not there, but {side_file.name} beside it holds what was saved last: put"
            " the database back beside it, or move that file away."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        new.touch(mode=_OWN, exist_ok=False)
        if passphrase is not None:
            with contextlib.closing(bare_connection(new, "mode=rw", passphrase)) as locked:
                # Its first page makes the salt its own, which all later connections need.
                locked.execute(f"PRAGMA application_id = {soundness.APPLICATION_ID}")
        with _changing(new, passphrase) as connection:
            migrating.upgrade(connection)
        with contextlib.suppress(FileExistsError):
            name_file(new, path)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            new.with_name(new.name + ending).unlink(missing_ok=True)


def _clear_never_made(path: Path) -> None:
    """Remove what programs left that died while they made the database, once that is certain."""
    with contextlib.suppress(OSError):
        for left in path.parent.glob(f".{literally(path.name)}.*.new*"):
            # The clock may have been set back.
            if abs(time.time() - left.lstat().st_mtime) > _LEFT_SECONDS:
                left.unlink(missing_ok=True)


def name_file(new: Path, path: Path) -> None:
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


def _bring_up(path: Path, revision: str, passphrase: Passphrase | None) -> None:
    """Bring an older file to the newest revision, in one transaction, after copying it."""
    copy = _copy_beside(path, revision, passphrase)
    try:
        upgrade(path, passphrase)
    except Exception as error:
        raise DatabaseError(
            f"{path} comes from an older Fieldbook and could not be brought up to date"
            f" ({' '.join(str(error).split())}), so it was left as it was: a copy is {copy.name},"
            " and the older Fieldbook still opens both."
        ) from error


def upgrade(path: Path, passphrase: Passphrase | None) -> None:
    """Bring the tables of a file to the newest revision, in one transaction.

    What SQLite has against it comes out as its own errors.
    """
    with _changing(path, passphrase) as connection:
        if migrating.revision_of(connection) != migrating.newest():
            migrating.upgrade(connection)
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise sqlite3.IntegrityError("a row points to one that is not there")


@contextlib.contextmanager
def _changing(path: Path, passphrase: Passphrase | None) -> Iterator[sa.Connection]:
    """Change the tables of a file, all or nothing; an error of SQLite comes out as its own."""
    from sqlalchemy.exc import DBAPIError

    # Tables may have to be made anew, which foreign keys would stand in the way of.
    changer = engine(path, passphrase, foreign_keys=False)
    try:
        with changer.begin() as connection:
            begin(connection, writing=True)
            yield connection
    except DBAPIError as error:
        raise error.orig or error from error
    finally:
        changer.dispose()


def _copy_beside(path: Path, revision: str, passphrase: Passphrase | None) -> Path:
    """Copy a database beside itself, named with its revision; earlier copies are kept."""
    first = f"{path.stem}.revision-{revision}"
    part = path.with_name(f".{first}.part")
    with contextlib.closing(bare_connection(path, "mode=rw", passphrase)) as writer:
        # One program at a time: what lies there under this name was left by one that died.
        writer.execute("BEGIN IMMEDIATE")
        part.unlink(missing_ok=True)
        try:
            # SQLite would let others read it.
            part.touch(mode=_OWN, exist_ok=False)
            with contextlib.closing(bare_connection(path, "mode=rw", passphrase)) as connection:
                connection.execute("VACUUM INTO ?", (str(part),))
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            for more in ("", *(f"-{number}" for number in range(2, 10_000))):
                copy = path.with_name(f"{first}{more}{path.suffix}")
                with contextlib.suppress(FileExistsError):
                    name_file(part, copy)
                    return copy
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
        finally:
            part.unlink(missing_ok=True)
