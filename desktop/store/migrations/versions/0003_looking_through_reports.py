"""Words to search, origins, and when each report was changed last."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop.store import prose, searching

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add columns, indexes and the searched words of all passages that are there."""
    none = sa.text("''")
    for table, column in (("report", "changed_at"), ("report", "changed_by"), ("change", "origin")):
        op.add_column(table, sa.Column(column, sa.String(), nullable=False, server_default=none))
    context = op.get_context()
    on_file = context.dialect.name == "sqlite"
    op.create_index(
        "ix_answer_key_report_value",
        "answer",
        ["key", "report", *(["value"] if on_file else [])],
        # A server keeps no order among answers, but takes them into the index all the same.
        postgresql_include=None if on_file else ["value"],
    )
    op.create_index("ix_passage_item_report", "passage", ["item", "report"])
    op.create_table(
        "prose",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name="fk_prose_report"),
        sa.PrimaryKeyConstraint("id", name="pk_prose"),
        sa.UniqueConstraint("report", "key", name="uq_prose_report_key"),
    )
    for statement in searching.index_for(context.dialect.name):
        op.execute(statement)
    op.execute(_LAST_CHANGES)
    if not context.as_sql:
        prose.gather(op.get_bind())


_LAST_CHANGES = """
UPDATE report SET
    changed_at = COALESCE((SELECT "at" FROM change WHERE id = (
        SELECT MAX(id) FROM change WHERE report = report.id)), ''),
    changed_by = COALESCE((SELECT "by" FROM change WHERE id = (
        SELECT MAX(id) FROM change WHERE report = report.id)), '')
"""
