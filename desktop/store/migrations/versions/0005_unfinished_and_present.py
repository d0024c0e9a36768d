"""What was typed and is not finished yet, and which windows have the database open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add two tables, which hold nothing of any report's history."""
    op.create_table(
        "unfinished",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("place", "by", name="pk_unfinished"),
    )
    op.create_table(
        "present",
        sa.Column("window", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("machine", sa.String(), nullable=False),
        sa.Column("report", sa.String(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("window", name="pk_present"),
    )
