"""PySide itself, since 6.12.0 loses a reference to None whenever a call of Qt gives None."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QImage, QPainter, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

PROJECT = Path(__file__).parents[2] / "pyproject.toml"
CALLS = 100
# What other threads do meanwhile is less than a hundred calls that each lose one.
CHANCE = 10


def references_lost(call: Callable[[], object]) -> int:
    """Tell how many references to None a hundred calls lose; from Python 3.12 on, none count."""
    call()
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    return before - sys.getrefcount(None)


def test_calls_that_give_none_lose_no_reference_to_it(qapp: QApplication) -> None:
    document = QTextDocument("Words")
    cursor = QTextCursor(document)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    painter = QPainter(image)

    def save_and_restore() -> None:
        painter.save()
        painter.restore()

    calls: list[Callable[[], object]] = [
        qapp.processEvents,
        save_and_restore,
        lambda: cursor.setPosition(1),
        lambda: document.setModified(False),
    ]
    lost = [references_lost(call) for call in calls]
    painter.end()
    assert max(lost) < CHANCE


def test_the_version_that_runs_is_the_one_that_was_chosen() -> None:
    wanted = tomllib.loads(PROJECT.read_text("utf-8"))["project"]["dependencies"]
    installed = version("PySide6-Essentials")
    assert f"PySide6-Essentials=={installed}" in wanted
    assert qVersion() == installed
