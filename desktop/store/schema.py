"""Whether the tables of a file are those that are sealed, told without loading SQLAlchemy."""

from __future__ import annotations

import sqlite3

from desktop.store.seals import SEALED, triggers


def schema_fault(connection: sqlite3.Connection) -> bool:
    """Say whether what is recorded is in other tables than those that are sealed."""
    for table, names in SEALED.items():
        columns = connection.execute("SELECT name FROM pragma_table_info(?)", [table])
        if not {*names, "seal"} <= {name for (name,) in columns}:
            return True
    known = {statement.split()[2]: statement for statement in triggers()}
    there = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    return any(known.get(name, sql) != sql for name, sql in there)
