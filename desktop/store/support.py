"""What is saved for support: the version, the machine, how the database fares, and the log.

One file of plain text, so that whoever sends it can read it first. It holds no word of any report,
and no name of an inspector, a force or a folder.
"""

from __future__ import annotations

import datetime
import errno
import platform
import sqlite3
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from desktop.store import side_files
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.log import log_files
from desktop.store.passphrase import Passphrase
from desktop.store.safety.health import health
from desktop.store.safety.telling import support_lines

_PACKAGES: Final = (
    "fieldbook",
    "PySide6-Essentials",
    "weasyprint",
    "sqlalchemy",
    "sqlcipher3",
    "pypdfium2",
)
_TITLE: Final = b"Program\n=======\n"
_COUNTED: Final = ("report", "answer", "passage", "change", "noted", "own_word")


def support_text(database: Database | None) -> str:
    """Give what helps to find out what went wrong; without a database, of the program alone."""
    parts = {
        "Program": _program(),
        "Database": _database(database),
        "Log": list(_log()),
    }
    return "\n\n".join(
        "\n".join([title, "=" * len(title), *lines]) for title, lines in parts.items()
    )


def save_for_support(file: Path, database: Database | None) -> None:
    """Write it to a file of the user's, over nothing but another such text. Raises OSError."""
    text = support_text(database)
    # It may be the database itself, by mistake.
    if file.exists() and side_files.read(file, len(_TITLE)) != _TITLE:
        raise FileExistsError(errno.EEXIST, "something else has this name")
    file.write_text(text + "\n", encoding="utf-8")


def _program() -> Iterator[str]:
    for package in _PACKAGES:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"{package} is not installed"
    yield f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    yield f"{platform.system()} {platform.release()} {platform.machine()}"
    yield f"installed: {'frozen' if getattr(sys, 'frozen', False) else 'from source'}"


def _database(database: Database | None) -> Iterator[str]:
    if database is None:
        yield "none is open"
        return
    file = database.file
    yield (
        "on a server"
        if file is None
        else f"a file, {'locked' if database.passphrase else 'not locked'}"
    )
    try:
        if file is not None:
            yield f"{file.stat().st_size:,} bytes"
        with database.asking() as ask:
            for table in _COUNTED:
                [(count,)] = ask(f"SELECT COUNT(*) FROM {table}")
                yield f"{count:,} in {table}"
        if file is not None:
            yield from _health(file, database.passphrase)
    except OSError as error:
        yield f"its file cannot be looked at ({type(error).__name__})"
    except DatabaseError as error:
        yield f"it cannot be read ({type(error).__name__})"


def _health(file: Path, passphrase: Passphrase | None) -> list[str]:
    return support_lines(health(file, passphrase), datetime.datetime.now(datetime.UTC))


def _log() -> Iterator[str]:
    for file in reversed(log_files()):
        try:
            yield from file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError as error:
            yield f"(a part of the log cannot be read: {type(error).__name__})"
