"""Questions of which only the newest matters, asked in the background one at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from desktop.ui.background import Background

Result = TypeVar("Result")


class Newest(QObject):
    """Asks one question at a time; one that is overtaken by a newer is neither asked nor answered.

    However fast questions come, the background never has more than one of them to answer.
    """

    def __init__(
        self, background: Background, failed: Callable[[Exception], object], parent: QObject
    ) -> None:
        """Ask through `background`; `failed` is told why the newest question has no answer."""
        super().__init__(parent)
        self._background = background
        self._failed = failed
        self._under_way = False
        self._over = False
        self._serial = 0
        self._waiting: Callable[[], None] | None = None

    def ask(self, work: Callable[[], Result], done: Callable[[Result], object]) -> None:
        """Ask by doing the work off the UI thread, and give its result to `done`.

        Nothing comes of it once the background is closed.
        """
        if self._over:
            return
        self._serial += 1
        serial = self._serial

        def go() -> None:
            # The last answers arrive while the window closes, and may lead to new questions.
            if self._background.closed:
                return
            self._under_way = True
            self._background.run(
                work,
                lambda result: self._ended(serial, lambda: done(result)),
                lambda error: self._ended(serial, lambda: self._failed(error)),
            )

        if self._under_way:
            self._waiting = go
        else:
            go()

    def forget(self) -> None:
        """Let no answer come to what was asked."""
        self._serial += 1
        self._waiting = None

    def end(self) -> None:
        """Ask nothing more: the background is about to close."""
        self._over = True
        self.forget()

    def _ended(self, serial: int, tell: Callable[[], object]) -> None:
        self._under_way = False
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            waiting()
        if serial == self._serial:
            tell()
