"""Making a copy of a database under a name that nothing has: whole, checked, and on the disk."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import sqlite3
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from desktop.store import failures, processes
from desktop.store.driver import sqlite_errors
from desktop.store.errors import DamagedError
from desktop.store.passphrase import Passphrase
from desktop.store.safety.contents import Holds, connected, holds
from desktop.store.soundness import faults
from desktop.store.sqlite_file import name_file

PART: Final = ".part"
_OWN: Final = 0o600
_LEFT_SECONDS: Final = 3600
"""After this time a part is nobody's any more: no copy takes so long."""
_UNKNOWN: Final = "unknown"
_OURS: Final = re.compile(
    rf"\..+\.([0-9a-f]{{12}}_[0-9]+_[^_]+)\.[0-9a-f]{{8}}{re.escape(PART)}(-[a-z]+)?", re.DOTALL
)
"""A part by the process that writes it."""


class NotSoundError(DamagedError):
    """A file is damaged, so that no backup was made of it."""


@contextlib.contextmanager
def part_in(folder: Path, name: str) -> Iterator[Path]:
    """Give the name of a file to be written, which is removed at the end if it is still there."""
    # The name must be one that any system takes for a file's.
    own = processes.own().replace(":", "_").replace("?", _UNKNOWN)
    part = folder / f".{name}.{own}.{secrets.token_hex(4)}{PART}"
    try:
        # SQLite would let others read it.
        part.touch(mode=_OWN, exist_ok=False)
        yield part
    finally:
        with contextlib.suppress(OSError):
            remove(part)


def remove(part: Path) -> None:
    """Remove a file that was being written, with what SQLite kept beside it. Raises OSError."""
    for ending in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + ending).unlink(missing_ok=True)


def copy_of_database(
    source: Path, passphrase: Passphrase | None, part: Path, *, live: bool = True
) -> Holds:
    """Copy a database, which may be in use, and give what the copy holds, which was checked whole.

    A locked one gives a copy that is locked with the same passphrase. Raises DatabaseError.
    """
    before = holds(source, passphrase, live=live)
    if wrong := faults(source, passphrase):
        raise NotSoundError(f"No copy was made of what is not sound. {wrong}")
    try:
        with connected(source, passphrase, live=live) as connection:
            _write_into(part, connection)
        flush(part)
    except OSError as error:
        raise failures.explain(error, str(part.parent)) or error from error
    return _checked(part, passphrase, before)


def _write_into(part: Path, connection: sqlite3.Connection) -> None:
    try:
        connection.execute("VACUUM INTO ?", (str(part),))
    except sqlite_errors() as error:
        # It is the copy that there is no room for, or that may not be written.
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY):
            explained = failures.explain(error, str(part.parent))
            raise explained or error from error
        raise


def copy_of_file(source: Path, passphrase: Passphrase | None, part: Path) -> Holds:
    """Copy a backup byte by byte, and give what the copy holds, checked. Raises DatabaseError."""
    before = holds(source, passphrase)
    try:
        shutil.copyfile(source, part)
        flush(part)
    except OSError as error:
        raise failures.explain(error, str(part.parent)) or error from error
    made = _checked(part, passphrase, before)
    if made.digest != before.digest:
        raise NotSoundError(f"{part.parent} did not keep what was copied to it: see to the disk.")
    return made


def _checked(part: Path, passphrase: Passphrase | None, before: Holds) -> Holds:
    wrong = faults(part, passphrase)
    made = holds(part, passphrase)
    # Others may have written meanwhile, so it may hold more, but never less.
    if wrong or made.changes < before.changes or made.reports < before.reports:
        raise NotSoundError(
            f"The backup in {part.parent} did not come out whole, so it was not kept: see to the"
            f" disk, and make another. {wrong}".rstrip()
        )
    return made


def take_name(part: Path, folder: Path, names: Iterable[str]) -> Path:
    """Give what was written the first name that is free; nothing is ever overwritten.

    Raises OSError, and FileExistsError if none is free.
    """
    for name in names:
        with contextlib.suppress(FileExistsError):
            name_file(part, folder / name)
            part.unlink(missing_ok=True)
            flush_folder(folder)
            return folder / name
    raise FileExistsError(folder)


def clear_parts(folder: Path) -> None:
    """Remove what copies that were broken off have left, once nobody can be writing it.

    Only for a folder of Fieldbook's own.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if not (entry.name.startswith(".") and PART in entry.name):
                continue
            with contextlib.suppress(OSError):
                age = abs(time.time() - entry.stat(follow_symlinks=False).st_mtime)
                if age > _LEFT_SECONDS or _is_of_the_dead(entry.name):
                    Path(entry.path).unlink()


def clear_parts_of_ours(folder: Path) -> None:
    """Remove what our processes left that died over a copy, from a folder of the user's."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            with contextlib.suppress(OSError):
                if entry.is_file(follow_symlinks=False) and _is_of_the_dead(entry.name):
                    Path(entry.path).unlink()


def _is_of_the_dead(name: str) -> bool:
    """Say whether a name is that of a part, and the process that wrote it certainly gone."""
    ours = _OURS.fullmatch(name)
    return ours is not None and processes.lives(ours[1].replace("_", ":")) is False


def flush(file: Path) -> None:
    """Have a file on the disk itself. Raises OSError."""
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on the disk itself, where the system lets a folder be opened."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
