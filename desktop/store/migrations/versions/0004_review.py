"""Sign-offs, what was noted in review, and what a report said when its state changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add two columns, and a table."""
    op.add_column("report", sa.Column("signed_off", sa.JSON(), nullable=True))
    op.add_column(
        "change", sa.Column("content", sa.String(), nullable=False, server_default=sa.text("''"))
    )
    op.create_table(
        "noted",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["report.id"], name="fk_noted_report"),
        sa.PrimaryKeyConstraint("id", name="pk_noted"),
        sa.UniqueConstraint("report", "kind", "key", name="uq_noted_report_kind_key"),
    )
