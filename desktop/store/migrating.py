"""Bringing a database's tables to the newest revision; loads what that takes only when needed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlalchemy as sa

FOLDER = Path(__file__).with_name("migrations")


@cache
def revisions() -> tuple[str, ...]:
    """Give the revisions that this Fieldbook knows, oldest first: its files begin with them."""
    return tuple(sorted(file.name[:4] for file in (FOLDER / "versions").glob("[0-9]*.py")))


def newest() -> str:
    """Give the revision that a database must have to be worked with."""
    return revisions()[-1]


def revision_of(connection: sa.Connection) -> str | None:
    """Give the revision of a database; None for one that Fieldbook has not made tables in."""
    import sqlalchemy as sa

    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return str(connection.scalar(sa.text("SELECT version_num FROM alembic_version")))


def upgrade(connection: sa.Connection) -> None:
    """Bring the tables to the newest revision, inside the transaction that is open."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
