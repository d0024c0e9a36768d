"""How the window was left: its place, its panes, and the report that was open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths


def settings_file() -> Path:
    """Give the file in the user's configuration folder that holds how the window was left."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder, "fieldbook", "window.ini")


class Memory:
    """Reads and writes how the window was left; what cannot be read counts as never set."""

    def __init__(self, file: Path) -> None:
        """Keep it in this file."""
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def text(self, key: str) -> str:
        """Give a remembered text; empty if there is none."""
        value = self._settings.value(key, "")
        return value if isinstance(value, str) else ""

    def state(self, key: str) -> QByteArray:
        """Give a remembered state of a window or splitter; empty if there is none."""
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep(self, **values: str | QByteArray) -> None:
        """Remember texts and states by their names."""
        for key, value in values.items():
            self._settings.setValue(key, value)
        self._settings.sync()
