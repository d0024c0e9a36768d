"""Starting the window: wiring only."""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from desktop.store.opening import Opened
    from desktop.ui.window import Window


def _load_examples(opened: Opened, by: str) -> list[str]:
    from desktop.examples import load_examples, mistakes_of

    return mistakes_of(load_examples(opened, by=by))


def _no_screen() -> bool:
    """Say whether Qt would find nothing to open a window on, and end the program over it."""
    screens = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    return sys.platform == "linux" and not screens & os.environ.keys()


def make_window(where: str | None) -> tuple[QApplication, Window]:
    """Make the program's window on a database at a path or URL, or on the user's own, unshown."""
    # Nothing of what is loaded now goes again: looking through it for garbage would be waited for.
    gc.disable()
    from PySide6.QtWidgets import QApplication

    from desktop.ui import theme
    from desktop.ui.background import collect_garbage_here
    from desktop.ui.memory import Memory, settings_file
    from desktop.ui.window import Window

    app = QApplication(sys.argv[:1])
    app.setApplicationName("fieldbook")
    app.setApplicationDisplayName("Fieldbook")
    app.setDesktopFileName("fieldbook")
    theme.apply(app)
    window = Window(Memory(settings_file()), _load_examples, where)
    collect_garbage_here(app)
    window.filled.connect(gc.freeze)
    return app, window


def run(where: str | None) -> int:
    """Show the window until it is closed; gives the exit status."""
    if _no_screen():
        sys.stderr.write(
            "There is no screen here to open the window on."
            " `fieldbook --help` tells what can be done without one.\n"
        )
        return 2
    app, window = make_window(where)

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        window.say_unexpected(error)

    # A mistake of Fieldbook's own must neither end the program nor pass in silence.
    sys.excepthook = tell
    window.show()
    return app.exec()
