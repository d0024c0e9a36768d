"""Opening the database of a command, and asking for its passphrase where it is locked."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from typing import TYPE_CHECKING

from desktop.cli.telling import complain

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.store.errors import LockedError
    from desktop.store.opening import Opened
    from desktop.store.passphrase import Passphrase

_TIMES = 3
"""How often a passphrase may be typed wrongly."""


def opened_with_passphrase(where: str | None) -> Opened:
    """Open the database at a path or URL, with the environment's passphrase or one that is typed.

    Raises DatabaseError (LockedError for want of the right passphrase) or ForcesError.
    """
    from desktop.store.errors import LockedError
    from desktop.store.opening import open_all
    from desktop.store.passphrase import PASSPHRASE_VARIABLE, Passphrase

    try:
        return open_all(where)
    except LockedError as locked:
        if os.environ.get(PASSPHRASE_VARIABLE):
            raise LockedError(f"{PASSPHRASE_VARIABLE}: {locked}", wrong=True) from locked
        if not has_terminal():
            raise _unasked(locked) from locked
    for _ in range(_TIMES - 1):
        try:
            return open_all(where, Passphrase(asked("Passphrase: ")))
        except LockedError as wrong:
            complain(str(wrong))
    return open_all(where, Passphrase(asked("Passphrase: ")))


def passphrase_for(file: Path) -> Passphrase:
    """Give the environment's passphrase for a locked file, or one that is typed; it may be wrong.

    Raises LockedError where there is neither.
    """
    from desktop.store import failures
    from desktop.store.passphrase import PASSPHRASE_VARIABLE, Passphrase

    if words := os.environ.get(PASSPHRASE_VARIABLE):
        return Passphrase(words)
    if not has_terminal():
        raise _unasked(failures.locked(str(file)))
    return Passphrase(asked("Passphrase: "))


def _unasked(locked: LockedError) -> LockedError:
    from desktop.store.errors import LockedError
    from desktop.store.passphrase import PASSPHRASE_VARIABLE

    return LockedError(
        f"{locked} Scripts give it in {PASSPHRASE_VARIABLE}; in a terminal it is asked for.",
        wrong=False,
    )


def has_terminal() -> bool:
    """Say whether somebody is there who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked(prompt: str) -> str:
    """Ask for a passphrase on the terminal, where it is not shown as it is typed."""
    try:
        return getpass(prompt)
    except EOFError as error:
        raise KeyboardInterrupt from error
