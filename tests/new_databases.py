"""New databases for tests: made by the migrations once, and from then on by what came of them.

All else about making a file stays as it is. Tests of the migrations themselves use these alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from desktop.store import migrating, soundness

if TYPE_CHECKING:
    import sqlalchemy as sa

MADE_BY_MIGRATIONS: Final = ("test_database", "test_migrations")
"""Modules whose tests look at how the migrations make a database."""

_TABLES: Final = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
_migrate: Final = migrating.upgrade
_known: dict[tuple[Path, str], list[tuple[str, str]]] = {}


@contextmanager
def made_quickly() -> Iterator[None]:
    """Have new databases of SQLite made without the migrations, which take 50 ms each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrating, "upgrade", _upgrade)
        yield


def _upgrade(connection: sa.Connection) -> None:
    is_new = connection.dialect.name == "sqlite" and not _tables(connection)
    known = _known.get((migrating.FOLDER, migrating.newest()))
    if not is_new or known is None:
        _migrate(connection)
        if is_new:
            _known[migrating.FOLDER, migrating.newest()] = _tables(connection)
        return
    # An index for words makes tables of its own, which are named after it.
    words = [f"{name}_" for name, statement in known if statement.startswith("CREATE VIRTUAL")]
    for name, statement in known:
        if not name.startswith(tuple(words)):
            connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (migrating.newest(),))
    connection.exec_driver_sql(f"PRAGMA application_id = {soundness.APPLICATION_ID}")


def _tables(connection: sa.Connection) -> list[tuple[str, str]]:
    return [(row[0], row[1]) for row in connection.exec_driver_sql(_TABLES)]
