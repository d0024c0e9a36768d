"""The two builds of SQLite: Python's own for plain files, SQLCipher's for locked ones.

Never let both open the same file in one process: each would drop the other's locks on it. They have
the same interface and codes; only their errors are classes of their own.
"""

from __future__ import annotations

import sqlite3
import sys
from importlib import import_module
from typing import Any

_SQLCIPHER = "sqlcipher3.dbapi2"


def driver_for(*, locked: bool) -> Any:
    """Give the module that opens files; SQLCipher's is loaded only for one that is locked."""
    return import_module(_SQLCIPHER) if locked else sqlite3


def sqlite_errors() -> tuple[type[sqlite3.Error], ...]:
    """Give the errors of SQLite in the builds that are loaded, to be caught."""
    cipher = sys.modules.get(_SQLCIPHER)
    return (sqlite3.Error, cipher.Error) if cipher else (sqlite3.Error,)


def sqlite_errors_or(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """Give the errors of SQLite together with others, to be caught."""
    return (*others, *sqlite_errors())
