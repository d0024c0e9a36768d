"""Writing a database anew under another passphrase or none, and putting it in the old one's place.

At any moment there is the old file or the new, whole, whatever happens to the program.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from desktop.store import failures
from desktop.store.connecting import BUSY_SECONDS, bare_connection
from desktop.store.driver import driver_for, sqlite_errors, sqlite_errors_or
from desktop.store.errors import DatabaseError
from desktop.store.passphrase import Passphrase
from desktop.store.safety import places

ENDING = ".rekeyed"
"""How a file is named that is being written; one that is found was left by a program that died."""
_BLOCK = 2**20
_Content = tuple[list[tuple[str, ...]], dict[str, int]]


def renew(
    path: Path,
    old: Passphrase | None,
    new: Passphrase | None,
    salt: bytes,
    first: Callable[[], object] = lambda: None,
) -> None:
    """Have a database under a new passphrase, or none, that opens with the old, or needs none.

    A locked one gets this salt. What the old file held is written over, as far as the disk lets.
    `first` is done before, while nobody else can have the file open; it may still raise. Raises
    DatabaseError: LockedError for the wrong passphrase.
    """
    # A link to the file must go on leading to it.
    path = path.resolve()
    made = path.with_name(f".{path.name}.{secrets.token_hex(4)}{ENDING}")
    # Opened before anything else, and closed at the very end: closing it drops the locks on it.
    with _held(path) as old_files:
        try:
            with alone(path, old) as source:
                first()
                _write_anew(source, path, made, new, salt)
                if os.name != "nt":
                    made.replace(path)
            if os.name == "nt":  # pragma: no cover
                # Windows replaces no file that is open, and lets nobody open one being replaced.
                made.replace(path)
            _settle(path.parent)
        finally:
            remove_with_journals(made)
        for file, size in old_files:
            _write_over(file, size)


@contextmanager
def alone(path: Path, passphrase: Passphrase | None) -> Iterator[sqlite3.Connection]:
    """Connect to a file that nobody else has open, and keep others out of it.

    All of it is in the file itself then. Raises DatabaseError.
    """
    where = str(path)
    if passphrase is None:
        # The other build of SQLite does not see what this process has open by way of Python's own.
        with closing(bare_connection(path, "mode=rw")) as own:
            _keep_others_out(own, where)
    with closing(_connection(path, passphrase)) as connection:
        _keep_others_out(connection, where)
        yield connection


def _keep_others_out(connection: sqlite3.Connection, where: str) -> None:
    try:
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        # With a log, each connection that is open holds a lock: this is refused while there is one.
        connection.execute("PRAGMA journal_mode=DELETE").fetchone()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite_errors() as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
        if code == sqlite3.SQLITE_NOTADB:
            raise failures.wrong_passphrase(where) from error
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise failures.in_use(where) from error
        raise failures.explain(error, where) or failures.damaged(where) from error


def _connection(path: Path, passphrase: Passphrase | None) -> sqlite3.Connection:
    """Connect by the build that writes both plain and locked files."""
    if passphrase is not None:
        return bare_connection(path, "mode=rw", passphrase)
    connection: sqlite3.Connection = driver_for(locked=True).connect(
        f"{path.as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS, isolation_level=None
    )
    return connection


def _write_anew(
    source: sqlite3.Connection, path: Path, made: Path, new: Passphrase | None, salt: bytes
) -> None:
    """Write all of a database to a new file, and make sure of it."""
    where = str(path)
    try:
        _make_room(path)
        made.touch(mode=0o600, exist_ok=False)
        shutil.copymode(path, made)
        key = "" if new is None else new.key(salt)
        source.execute("ATTACH ? AS made KEY ?", (str(made), key))
        # Nobody needs it before it is whole.
        source.execute("PRAGMA made.synchronous=OFF")
        source.execute("PRAGMA made.journal_mode=OFF")
        source.execute("SELECT sqlcipher_export('made')").fetchone()
        for name in ("application_id", "user_version"):
            (value,) = source.execute(f"PRAGMA main.{name}").fetchone()
            source.execute(f"PRAGMA made.{name} = {int(value)}")
        source.execute("DETACH made")
        with made.open("rb+") as file:
            os.fsync(file.fileno())
        with closing(_connection(made, new)) as again:
            sound = again.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
            if not sound or _content(again) != _content(source):
                raise DatabaseError(
                    f"{where} could not be written anew as it is, so it was left as it was: see"
                    " whether it is sound with `fieldbook verify`."
                )
    except sqlite_errors_or(OSError) as error:
        raise failures.explain(error, where) or failures.damaged(where) from error


def _make_room(path: Path) -> None:
    """Refuse at once where the disk has no room for the file once more."""
    if shutil.disk_usage(path.parent).free < path.stat().st_size:
        raise failures.no_room(str(path))


def _content(connection: sqlite3.Connection) -> _Content:
    """Give what there is in a database, and how many rows there are in each table."""
    schema = connection.execute(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2"
    ).fetchall()
    tables = [name for kind, name, _, _ in schema if kind == "table"]
    counts = {}
    for name in tables:
        quoted = name.replace('"', '""')
        counts[name] = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0]
    return schema, counts


@contextmanager
def _held(path: Path) -> Iterator[list[tuple[int, int]]]:
    """Hold a database and its log open, whatever becomes of their names; gives their sizes too."""
    held: list[tuple[int, int]] = []
    try:
        for file in (path, path.with_name(path.name + "-wal")):
            with contextlib.suppress(FileNotFoundError):
                opened = os.open(file, os.O_RDWR)
                held.append((opened, os.fstat(opened).st_size))
        yield held
    except OSError as error:
        raise failures.explain(error, str(path)) or error from error
    finally:
        for opened, _ in held:
            os.close(opened)


def _write_over(file: int, size: int) -> None:
    """Write over what a file holds that has no name any more; a disk may keep it all the same."""
    # Under another name, somebody may still want it.
    if os.fstat(file).st_nlink:
        return
    with contextlib.suppress(OSError):
        os.lseek(file, 0, os.SEEK_SET)
        for begin in range(0, size, _BLOCK):
            os.write(file, bytes(min(_BLOCK, size - begin)))
        os.fsync(file)


def wipe(path: Path) -> None:
    """Write over a file and remove it. Raises OSError."""
    file = os.open(path, os.O_RDWR)
    try:
        size = os.fstat(file).st_size
        path.unlink()
        _write_over(file, size)
    finally:
        os.close(file)


def remove_with_journals(path: Path) -> None:
    """Remove a file that was being written, with what SQLite kept beside it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        with contextlib.suppress(FileNotFoundError):
            wipe(path.with_name(path.name + ending))


def clear_left_over(path: Path) -> None:
    """Remove what a program left that died while it wrote a database or a copy of it anew.

    Only for whoever is connected to the database just now: nobody else can be at it then.
    """
    stem = literally(path.stem)
    for left in path.parent.glob(f".{stem}.*{ENDING}*"):
        _remove_quietly(left)
    for folder in backup_folders(path):
        for left in folder.glob(f".{stem}-*{ENDING}*"):
            _remove_quietly(left)


def backup_folders(path: Path) -> list[Path]:
    """Give the folders of a database's backups, as far as they can be reached now."""
    second = places.second_place()
    there = [places.folder_in(second, path)] if second and places.is_there(second) else []
    return [places.folder_beside(path), *there]


def _remove_quietly(left: Path) -> None:
    with contextlib.suppress(OSError):
        if left.is_file() and not left.is_symlink():
            wipe(left)


def literally(name: str) -> str:
    """Give a name as it must be put into a pattern of names."""
    return "".join(f"[{each}]" if each in "*?[" else each for each in name)


def _settle(folder: Path) -> None:
    """Have the folder remember the new name also after the power fails."""
    if os.name == "nt":  # pragma: no cover
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
