"""What Alembic runs to bring tables up: it is given the connection, its transaction open."""

from __future__ import annotations

from alembic import context

from desktop.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
