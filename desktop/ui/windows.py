"""The one window that is open, and the next in its place."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject

if TYPE_CHECKING:
    from desktop.store.passphrase import Passphrase
    from desktop.ui.window import Anew, Window


class Windows(QObject):
    """Opens a window in the place of another that asks for it, as after a backup was restored."""

    def __init__(
        self,
        make: Callable[[str | None, Passphrase | None], Window],
        where: str | None,
        parent: QCoreApplication,
    ) -> None:
        """Make the first window, unshown, on a database at a path or URL, or the user's own."""
        super().__init__(parent)
        self._make = make
        self.window = self._connected(make(where, None))

    def _connected(self, window: Window) -> Window:
        window.anew_wanted.connect(self._open_anew)
        return window

    def _open_anew(self, anew: Anew) -> None:
        before = self.window
        self.window = self._connected(self._make(anew.where, anew.passphrase))
        self.window.show()
        if anew.said:
            self.window.messages.say(anew.said, "error" if anew.failed else "ok")
        # Only now: a program without a window ends.
        before.close()
        before.deleteLater()
