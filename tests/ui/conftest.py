"""What every test of the window stands on: settings of its own, and no noise from Qt."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot


def pytest_configure(config: pytest.Config) -> None:
    # The offscreen platform says so of every window, and means nothing by it.
    harmless = r"^This plugin does not support (propagateSizeHints|raise)\(\)$"
    config.addinivalue_line("qt_log_ignore", harmless)


@pytest.fixture(scope="session", autouse=True)
def _what_was_imported_is_no_garbage() -> None:
    gc.freeze()


@pytest.fixture(autouse=True)
def _garbage_here(_what_was_imported_is_no_garbage: None) -> Iterator[None]:
    """Collect garbage between tests, on the main thread, where widgets can be destroyed."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, qtbot: QtBot) -> None:
    """Keep settings apart: Qt remembers the user's folder from before the test began."""
    for style in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(style, QSettings.Scope.UserScope, str(tmp_path / "settings"))
