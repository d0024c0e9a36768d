"""Starting the window: wiring only."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from PySide6.QtWidgets import QApplication

    from desktop.store.opening import Opened
    from desktop.store.passphrase import Passphrase
    from desktop.ui.window import Window


def _load_examples(opened: Opened, by: str) -> list[str]:
    from desktop.examples import load_examples, mistakes_of

    return mistakes_of(load_examples(opened, by=by))


def _no_screen() -> bool:
    """Say whether Qt would find nothing to open a window on, and end the program over it."""
    screens = {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}
    return sys.platform == "linux" and not screens & os.environ.keys()


def make_window(where: str | None) -> tuple[QApplication, Window]:
    """Make the program's window on a database at a path or URL, or on the user's own, unshown.

    The application has a `Windows`, which knows the window that may later stand in its place.
    """
    # Nothing of what is loaded now goes again: looking through it for garbage would be waited for.
    gc.disable()
    from PySide6.QtWidgets import QApplication

    from desktop.ui import theme
    from desktop.ui.background import collect_garbage_here
    from desktop.ui.windows import Windows

    app = QApplication(sys.argv[:1])
    app.setApplicationName("fieldbook")
    app.setApplicationDisplayName("Fieldbook")
    app.setDesktopFileName("fieldbook")
    theme.apply(app)
    windows = Windows(_make_window, where, app)
    collect_garbage_here(app)
    return app, windows.window


def _make_window(where: str | None, passphrase: Passphrase | None) -> Window:
    from desktop.ui.memory import Memory, settings_file
    from desktop.ui.window import Window

    window = Window(Memory(settings_file()), _load_examples, where, passphrase)
    window.filled.connect(gc.freeze)
    return window


def close_when_told(window: Callable[[], Window]) -> None:
    """Close as by the cross, what was typed saved first, when the system or a terminal ends it."""

    def close(*_: object) -> None:
        from PySide6.QtCore import QTimer

        # Not here: a signal may come in the midst of anything.
        QTimer.singleShot(0, lambda: window().close())

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        # Who starts a program can have it live on.
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, close)


def run(where: str | None) -> int:
    """Show the window until it is closed; gives the exit status."""
    if _no_screen():
        sys.stderr.write(
            "There is no screen here to open the window on."
            " `fieldbook --help` tells what can be done without one.\n"
        )
        return 2
    from desktop.ui.windows import Windows

    app, window = make_window(where)
    windows = app.findChild(Windows)
    assert windows is not None

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        from desktop.store.log import note_mistake

        note_mistake(error)
        windows.window.say_unexpected(error)

    # A mistake of Fieldbook's own must neither end the program nor pass in silence; what Python
    # would print of it may quote what was typed.
    sys.excepthook = tell
    close_when_told(lambda: windows.window)
    window.show()
    return app.exec()
