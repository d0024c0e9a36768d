"""Opening the database of a command, and asking for its passphrase where it is locked."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from typing import TYPE_CHECKING

from desktop.cli.telling import complain

if TYPE_CHECKING:
    from desktop.store.opening import Opened

_TIMES = 3
"""How often a passphrase may be typed wrongly."""


def opened_with_passphrase(where: str | None) -> Opened:
    """Open the database at a path or URL, with the environment's passphrase or one that is typed.

    Raises DatabaseError (LockedError for want of the right passphrase) or ForcesError.
    """
    from desktop.store.database import LockedError
    from desktop.store.opening import open_all
    from desktop.store.passphrase import PASSPHRASE_VARIABLE, Passphrase

    try:
        return open_all(where)
    except LockedError as locked:
        if os.environ.get(PASSPHRASE_VARIABLE):
            raise LockedError(f"{PASSPHRASE_VARIABLE}: {locked}", wrong=True) from locked
        if not has_terminal():
            raise LockedError(
                f"{locked} Scripts give it in {PASSPHRASE_VARIABLE}; in a terminal it is asked"
                " for.",
                wrong=False,
            ) from locked
    for _ in range(_TIMES - 1):
        try:
            return open_all(where, Passphrase(asked("Passphrase: ")))
        except LockedError as wrong:
            complain(str(wrong))
    return open_all(where, Passphrase(asked("Passphrase: ")))


def has_terminal() -> bool:
    """Say whether somebody is there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked(prompt: str) -> str:
    """Ask for a passphrase on the terminal, where it is not shown as it is typed."""
    try:
        return getpass(prompt)
    except EOFError as error:
        raise KeyboardInterrupt from error
