"""Words to search, origins, and when each report was changed last.

The words are gathered, and their index is made, by what does so today: if that changes, a later
revision gathers them anew.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop.core import folders
from desktop.core.programmes import read_programmes
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
        # Servers bound what an index may hold, and answers are as long as one likes.
        ["key", "report", *(["value"] if on_file else [])],
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
    if not context.as_sql and op.get_bind().scalar(sa.text("SELECT COUNT(*) FROM report")):
        programmes = read_programmes(folders.programme_folders()).by_id
        prose.gather(op.get_bind(), programmes)


_LAST_CHANGES = """
UPDATE report SET
    changed_at = COALESCE((SELECT "at" FROM change WHERE id = (
        SELECT MAX(id) FROM change WHERE report = report.id)), ''),
    changed_by = COALESCE((SELECT "by" FROM change WHERE id = (
        SELECT MAX(id) FROM change WHERE report = report.id)), '')
"""
