"""How the window was left: its place, its panes, and the report that was open."""

from __future__ import annotations

import base64
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QByteArray, QStandardPaths

from desktop.store.settings import read_settings, write_settings


def settings_file() -> Path:
    """Give the file in the user's configuration folder that holds how the window was left."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder, "fieldbook", "window.json")


class Memory:
    """Reads and writes how the window was left; what cannot be read counts as never set.

    Qt's own file of settings is not used: reading one can run whatever somebody wrote into it.
    """

    def __init__(self, file: Path) -> None:
        """Keep it in this file."""
        self._file = file
        self._kept = read_settings(file)

    def text(self, key: str) -> str:
        """Give a remembered text; empty if there is none."""
        value = self._kept.get(key)
        return value if isinstance(value, str) else ""

    def state(self, key: str) -> QByteArray:
        """Give a remembered state of a window or splitter; empty if there is none."""
        with suppress(ValueError):
            return QByteArray(base64.b64decode(self.text(key), validate=True))
        return QByteArray()

    def keep(self, **values: str | QByteArray) -> None:
        """Remember texts and states by their names; what cannot be written is forgotten."""
        kept = {
            key: value if isinstance(value, str) else base64.b64encode(value.data()).decode("ascii")
            for key, value in values.items()
        }
        self._kept |= kept
        with suppress(OSError):
            # Another window may have kept something since.
            write_settings(self._file, {**read_settings(self._file), **kept})
