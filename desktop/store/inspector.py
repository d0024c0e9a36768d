"""The inspector's name, under which changes are recorded: a setting that is asked for once."""

from __future__ import annotations

import getpass
import os
from typing import Final

from desktop.store.settings import keep_setting, setting, settings_file

LONGEST_NAME: Final = 80
"""Characters of an inspector's name."""

_KEY: Final = "inspector"


class NotKeptError(Exception):
    """The name was not kept; the message says why, and what to do."""


def inspector_name() -> str:
    """Give the name that changes are recorded under: the one kept, or that of the account."""
    return kept_name() or account_name()


def kept_name() -> str | None:
    """Give the name that the inspector gave; None where none was given, or none can be read."""
    name = setting(_KEY)
    return _cleaned(name) or None if isinstance(name, str) else None


def keep_inspector_name(name: str) -> str:
    """Keep a name in the settings, whole or not at all, and give it as it is kept.

    Raises NotKeptError where it is no name, or the settings cannot be written.
    """
    cleaned = _cleaned(name)
    if not cleaned:
        raise NotKeptError("There is no name here, so nothing was kept: type your name first.")
    if len(cleaned) > LONGEST_NAME:
        raise NotKeptError(
            f"This name has more than {LONGEST_NAME} characters, so it was not kept: give a"
            " shorter one."
        )
    try:
        keep_setting(_KEY, cleaned)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise NotKeptError(
            f"Your name was not kept, because {settings_file()} cannot be written ({reason})."
            f" Changes are recorded as {inspector_name()} until it can."
        ) from error
    return cleaned


def account_name() -> str:
    """Give the full name of the user's account, or else the name it goes by."""
    try:
        login = getpass.getuser()
    except (ImportError, KeyError, OSError):
        login = ""
    return _cleaned(_full_name(login)) or _cleaned(login) or "unknown"


def _full_name(login: str) -> str:
    try:
        import pwd

        entry = pwd.getpwuid(os.getuid())
    except (ImportError, KeyError, OSError):
        return ""
    # By custom the full name comes first, and "&" in it stands for the account's own name.
    return entry.pw_gecos.split(",")[0].replace("&", login.capitalize())


def _cleaned(name: str) -> str:
    shown = (each for each in name if each.isprintable() or each.isspace())
    return " ".join("".join(shown).split())
