"""Opening the database: what stands in the way of it covers the window until it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.ui.background import Background
from desktop.ui.covers import Covers
from desktop.ui.memory import Memory
from desktop.ui.message_strip import MessageStrip

if TYPE_CHECKING:
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.store.opening import Opened
    from desktop.store.passphrase import Passphrase


class Loaded(NamedTuple):
    """What a window is filled with."""

    opened: Opened
    reports: list[Report]
    """Of the programme that is opened first."""
    first: Programme | None
    empty: bool
    """Whether there are no reports at all."""


class Opening(QObject):
    """Opens the database and the programmes off the UI thread, and asks where that fails."""

    opened = Signal(object)
    """A `Loaded`."""

    def __init__(
        self,
        covers: Covers,
        background: Background,
        memory: Memory,
        messages: MessageStrip,
        where: str | None,
        passphrase: Passphrase | None,
    ) -> None:
        """Open the database at a path or URL, or the user's own."""
        super().__init__(covers)
        self._covers = covers
        self._background = background
        self._memory = memory
        self._messages = messages
        self._passphrase = passphrase
        self.where = where

    def begin(self) -> None:
        """Open it; again, where it could not be."""
        where, passphrase, last = self.where, self._passphrase, self._memory.text("programme")

        def work() -> Loaded:
            # What the form stands on is loaded here, where the window need not wait for it, but
            # nothing of Qt: PySide makes its classes as they are first named, and dies of that
            # happening on two threads at once.
            from desktop.core import commonmark
            from desktop.store.listing import has_reports, list_reports
            from desktop.store.opening import open_all

            commonmark.parse("")
            opened = open_all(where, passphrase)
            programmes = opened.programmes.by_id
            first = programmes.get(last) or next(iter(programmes.values()), None)
            reports = list_reports(opened.database, first.id) if first else []
            return Loaded(opened, reports, first, not has_reports(opened.database))

        self._background.run(work, self._succeeded, self._failed)

    def _succeeded(self, loaded: Loaded) -> None:
        self._covers.take_off()
        self.opened.emit(loaded)

    def _failed(self, error: Exception) -> None:
        self._messages.say(
            str(error),
            "error",
            {"Try again": self.begin, "Choose another file…": self._choose_other},
        )

    def _choose_other(self) -> None:
        file, _ = QFileDialog.getOpenFileName(
            self._covers,
            "Open a Fieldbook database",
            "",
            "Fieldbook databases (*.sqlite3);;All files (*)",
        )
        if file:
            self.where = file
        self.begin()
