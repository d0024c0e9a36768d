"""The inspector's name, under which changes are recorded: in the user's settings, asked for once.

The settings are a small file of JSON in the user's configuration folder, shared by the window and
the commands.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
import secrets
from pathlib import Path
from typing import Final

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
    name = _settings().get(_KEY)
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
    file = settings_file()
    try:
        _write(file, {**_settings(), _KEY: cleaned})
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise NotKeptError(
            f"Your name was not kept, because {file} cannot be written ({reason}). Changes are"
            f" recorded as {inspector_name()} until it can."
        ) from error
    return cleaned


def account_name() -> str:
    """Give the full name of the user's account, or else the name it goes by."""
    try:
        login = getpass.getuser()
    except (ImportError, KeyError, OSError):
        login = ""
    return _cleaned(_full_name(login)) or _cleaned(login) or "unknown"


def settings_file() -> Path:
    """Give the file that holds the user's settings; it may not exist yet."""
    from platformdirs import user_config_path

    return user_config_path("fieldbook", appauthor=False) / "settings.json"


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


def _settings() -> dict[str, object]:
    try:
        found = json.loads(settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(file: Path, settings: dict[str, object]) -> None:
    part = file.with_name(f".{file.stem}.{secrets.token_hex(6)}.part")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("x", encoding="utf-8") as writing:
            json.dump(settings, writing, ensure_ascii=False, indent=2)
            writing.flush()
            os.fsync(writing.fileno())
        part.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
