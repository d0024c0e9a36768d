"""What every test of the window stands on: settings of its own, and help with the event loop."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, qtbot: QtBot) -> None:
    """Keep settings apart: Qt remembers the user's folder from before the test began."""
    for style in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(style, QSettings.Scope.UserScope, str(tmp_path / "settings"))
