"""What the window and the commands open first: forces, programmes and the database."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from desktop.core import folders
from desktop.core.forces import Forces, read_forces
from desktop.core.programmes import Programmes, read_programmes
from desktop.store.database import Database, default_database
from desktop.store.passphrase import PASSPHRASE_VARIABLE, Passphrase

DATABASE_VARIABLE = "FIELDBOOK_DATABASE"


@dataclass(frozen=True, slots=True)
class Opened:
    """Everything that work on reports needs at hand."""

    database: Database
    programmes: Programmes
    forces: Forces


def open_all(where: str | None = None, passphrase: Passphrase | None = None) -> Opened:
    """Open the database at a path or URL, the one the environment names, or the user's own.

    Without a passphrase the environment's is taken. Raises DatabaseError (LockedError for want of
    the right passphrase) or ForcesError, each one plain line.
    """
    words = os.environ.get(PASSPHRASE_VARIABLE)
    passphrase = passphrase or (Passphrase(words) if words else None)
    forces = read_forces(folders.FORCES_FILE)
    programmes = read_programmes(folders.programme_folders())
    return Opened(Database.open(chosen_database(where), passphrase), programmes, forces)


def chosen_database(where: str | None) -> str | Path:
    """Give the path or URL that is opened: the given one, the environment's, or the user's own."""
    return where or os.environ.get(DATABASE_VARIABLE) or default_database()
