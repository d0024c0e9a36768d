"""The draft that edited words stand in place of, reasons for leaving remarks, and own words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add a column to the passages, and two tables."""
    op.add_column(
        "passage", sa.Column("instead_of", sa.Text(), nullable=False, server_default=sa.text("''"))
    )
    op.create_table(
        "left_remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name="fk_left_remark_report"),
        sa.PrimaryKeyConstraint("id", name="pk_left_remark"),
        sa.UniqueConstraint("report", "remark", name="uq_left_remark_report_remark"),
    )
    op.create_table(
        "own_word",
        sa.Column("word", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("word", name="pk_own_word"),
    )
