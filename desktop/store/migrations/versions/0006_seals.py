"""Seals on the rows, by which damage to them is known."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from desktop.store import seals, searching

revision = "0006"
down_revision = "0005"

AT_ONCE = 1000
"""Rows that are sealed at once, so that they need not all be held in memory."""


def upgrade() -> None:
    """Add a column to the tables of what is recorded, and seal all rows that are there."""
    for table in seals.SEALED:
        op.add_column(table, sa.Column("seal", sa.BigInteger(), nullable=True))
    context = op.get_context()
    on_file = context.dialect.name == "sqlite"
    refusal = ""
    if on_file:
        # Words that only get a seal stay as they are in the index.
        op.execute("DROP TRIGGER prose_is_other")
        op.execute(searching.OTHER_PROSE)
    if not context.as_sql:
        connection = op.get_bind()
        refusal = _allow_sealing_of_history(connection)
        for table, names in seals.SEALED.items():
            _seal_all(connection, table, names)
        connection.exec_driver_sql(refusal)
    if on_file:
        for statement in seals.triggers():
            op.execute(statement)


def _allow_sealing_of_history(connection: sa.Connection) -> str:
    """Let the history be changed; gives the statement by which it refuses that again."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("ALTER TABLE change DISABLE TRIGGER change_refuses")
        return "ALTER TABLE change ENABLE TRIGGER change_refuses"
    statement = connection.scalar(
        sa.text("SELECT sql FROM sqlite_master WHERE name = 'change_refuses_update'")
    )
    connection.exec_driver_sql("DROP TRIGGER change_refuses_update")
    return str(statement)


def _seal_all(connection: sa.Connection, name: str, names: tuple[str, ...]) -> None:
    key = "word" if name == "own_word" else "id"
    table = sa.table(name, *(sa.column(each) for each in {*names, key, "seal"}))
    columns = [
        sa.cast(table.c[each], sa.Text) if each in seals.JSON_COLUMNS else table.c[each]
        for each in names
    ]
    rows = sa.select(table.c[key], *columns).order_by(table.c[key]).limit(AT_ONCE)
    seal_one = (
        sa.update(table)
        .where(table.c[key] == sa.bindparam("this"))
        .values(seal=sa.bindparam("new_seal"))
    )
    found = connection.execute(rows).all()
    while found:
        new = [
            {"this": this, "new_seal": seals.seal(name, *values)}
            for this, *values in found
            if _as_we_write(names, values)
        ]
        if new:
            connection.execute(seal_one, new)
        found = connection.execute(rows.where(table.c[key] > found[-1][0])).all()


def _as_we_write(names: tuple[str, ...], values: list[object]) -> bool:
    """Say whether what is JSON in a row is put as Fieldbook puts it, and so can be sealed."""
    try:
        return all(
            value is None or seals.json_text(json.loads(str(value))) == value
            for name, value in zip(names, values, strict=True)
            if name in seals.JSON_COLUMNS
        )
    except ValueError:
        return False
