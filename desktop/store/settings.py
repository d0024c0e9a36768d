"""The user's settings: a small file of JSON, shared by the window and the commands.

They are the user's own on this computer, and hold nothing of any report.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

_LARGEST: Final = 1_000_000
"""Bytes of a file of settings; one that the program wrote has some hundred."""


def settings_file() -> Path:
    """Give the file that holds the user's settings; it may not exist yet."""
    from platformdirs import user_config_path

    return user_config_path("fieldbook", appauthor=False) / "settings.json"


def setting(name: str) -> object:
    """Give a setting as it was kept; None where it was not, or the file cannot be read."""
    return _settings().get(name)


def keep_setting(name: str, value: str | int | None) -> None:
    """Keep a setting, whole or not at all; None forgets it. Raises OSError."""
    kept = {key: each for key, each in _settings().items() if key != name}
    write_settings(settings_file(), kept if value is None else {**kept, name: value})


def _settings() -> dict[str, object]:
    return read_settings(settings_file())


def read_settings(file: Path) -> dict[str, object]:
    """Read a file of settings; empty where it cannot be read, whatever it holds."""
    try:
        # What is a pipe or a device may never come to an end.
        if not file.is_file() or file.stat().st_size > _LARGEST:
            return {}
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, RecursionError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_settings(file: Path, settings: Mapping[str, object]) -> None:
    """Write a file of settings, whole or not at all. Raises OSError."""
    part = file.with_name(f".{file.stem}.{secrets.token_hex(6)}.part")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("x", encoding="utf-8", errors="replace") as writing:
            json.dump(settings, writing, ensure_ascii=False, indent=2)
            writing.flush()
            os.fsync(writing.fileno())
        part.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
