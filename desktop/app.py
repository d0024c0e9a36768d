"""Starting the window: wiring only."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.store.opening import Opened


def _load_examples(opened: Opened, by: str) -> None:
    from desktop.examples import load_examples

    load_examples(opened, by=by)


def run(where: str | None) -> int:
    """Open the window on a database, or the user's own; gives the exit status once it is closed."""
    from PySide6.QtWidgets import QApplication

    from desktop.ui import theme
    from desktop.ui.memory import Memory, settings_file
    from desktop.ui.window import Window

    app = QApplication(sys.argv[:1])
    app.setApplicationName("fieldbook")
    app.setApplicationDisplayName("Fieldbook")
    app.setDesktopFileName("fieldbook")
    theme.apply(app)
    window = Window(Memory(settings_file()), _load_examples, where)
    window.show()
    return app.exec()
