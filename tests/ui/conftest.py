"""What every test of the window stands on: settings of its own, and no noise from Qt."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.examples import load_examples, mistakes_of
from desktop.store.opening import Opened
from desktop.ui.form import FormView
from desktop.ui.memory import Memory
from desktop.ui.passage import PassageEditor
from desktop.ui.window import Window
from tests.ui.driving import Open
from tests.ui.widgets import in_a_form, text_of


def pytest_configure(config: pytest.Config) -> None:
    # The offscreen platform says so of every window, and means nothing by it.
    harmless = (
        r"^This plugin does not support (propagateSizeHints\(\)|raise\(\)|grabbing the keyboard)$"
    )
    config.addinivalue_line("qt_log_ignore", harmless)


@pytest.fixture(scope="session", autouse=True)
def _what_was_imported_is_no_garbage() -> None:
    gc.freeze()


@pytest.fixture(autouse=True)
def _garbage_here(_what_was_imported_is_no_garbage: None, qapp: object) -> Iterator[None]:
    """Collect garbage between tests, on the main thread, where widgets can be destroyed."""
    gc.disable()
    yield
    # What Python put on the clipboard must not outlive Python: the offscreen platform keeps it.
    QGuiApplication.clipboard().clear()
    gc.collect()
    gc.enable()


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, qtbot: QtBot) -> None:
    """Keep settings apart: Qt remembers the user's folder from before the test began."""
    for style in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(style, QSettings.Scope.UserScope, str(tmp_path / "settings"))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "book.sqlite3"


@pytest.fixture
def open_window(qtbot: QtBot, database: Path, tmp_path: Path) -> Iterator[Open]:
    windows: list[Window] = []

    def open_() -> Window:
        def load(opened: Opened, by: str) -> list[str]:
            return mistakes_of(load_examples(opened, by=by))

        window = Window(Memory(tmp_path / "window.json"), load, str(database))
        windows.append(window)
        with qtbot.waitSignal(window.filled, timeout=20_000):
            window.show()
        return window

    yield open_
    for window in windows:
        window.close()


@pytest.fixture
def form(qtbot: QtBot, programme: Programme, forces: Forces, cleveland: Report) -> FormView:
    """The form of Cleveland, in a window of its own that takes the keys."""
    view = FormView()
    view.resize(560, 700)
    view.show_report(programme, forces["cleveland"], cleveland)
    qtbot.addWidget(view)
    view.show()
    view.activateWindow()
    qtbot.waitUntil(view.isActiveWindow)
    return view


@pytest.fixture
def scrolled(qtbot: QtBot) -> QScrollArea:
    """A form with nothing but one empty passage."""
    area = in_a_form(PassageEditor())
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    return area


@pytest.fixture
def passage(qtbot: QtBot, scrolled: QScrollArea) -> PassageEditor:
    """An empty passage in a form, with the cursor in it."""
    editor = scrolled.findChild(PassageEditor)
    assert isinstance(editor, PassageEditor)
    editor.setFocus()
    qtbot.waitUntil(text_of(editor).hasFocus)
    return editor
