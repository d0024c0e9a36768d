"""Opening the database: what stands in the way of it covers the window until it is gone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from desktop.ui.background import Background
from desktop.ui.covers import Covers
from desktop.ui.memory import Memory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.store.aside import Left
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
    unfinished: Mapping[str, str]
    """What was typed before and is not finished, by its places."""
    left: Sequence[Left]
    """What was kept aside because it could not be saved."""


class Opening(QObject):
    """Opens the database and the programmes off the UI thread, and asks where that fails."""

    opened = Signal(object)
    """A `Loaded`."""

    def __init__(
        self,
        covers: Covers,
        background: Background,
        memory: Memory,
        where: str | None,
        passphrase: Passphrase | None,
    ) -> None:
        """Open the database at a path or URL, or the user's own."""
        super().__init__(covers)
        self._covers = covers
        self._background = background
        self._last = memory.text("programme")
        self._passphrase = passphrase
        self.where = where

    def begin(self) -> None:
        """Open it; again, where it could not be."""
        passphrase = self._passphrase
        self._background.run(lambda: self._load(passphrase), self._succeeded, self._failed)

    def _load(self, passphrase: Passphrase | None) -> Loaded:
        """Read what the window is filled with; off the UI thread."""
        # What the form stands on is loaded here, where the window need not wait for it, but nothing
        # of Qt: PySide makes its classes as they are first named, and dies of that happening on two
        # threads at once.
        from desktop.core import commonmark
        from desktop.store.aside import left_aside
        from desktop.store.inspector import inspector_name
        from desktop.store.listing import has_reports, list_reports
        from desktop.store.log import note
        from desktop.store.opening import open_all
        from desktop.store.unfinished import unfinished

        commonmark.parse("")
        opened = open_all(self.where, passphrase)
        programmes = opened.programmes.by_id
        first = programmes.get(self._last) or next(iter(programmes.values()), None)
        reports = list_reports(opened.database, first.id) if first else []
        kind = "a locked database" if opened.database.passphrase else "a database"
        note(f"Opened {kind}, {len(reports)} reports of the first programme")
        return Loaded(
            opened,
            reports,
            first,
            not has_reports(opened.database),
            unfinished(opened.database, by=inspector_name()),
            left_aside(opened.database),
        )

    def _succeeded(self, loaded: Loaded) -> None:
        # A window that is locked later must not know it any more.
        self._passphrase = None
        self._covers.take_off()
        self.opened.emit(loaded)

    def _failed(self, error: Exception) -> None:
        from desktop.store.errors import LockedError
        from desktop.store.opening import chosen_database

        chosen = chosen_database(self.where)
        file = None if "://" in str(chosen) else Path(chosen)
        if isinstance(error, LockedError) and file is not None:
            self._ask_passphrase(file)
        else:
            self._say_why(error, file)

    def _ask_passphrase(self, file: Path) -> None:
        from desktop.ui.locking import LockPane

        pane = LockPane(file.name, self._background, self._open_with)
        pane.unlocked.connect(self._unlocked)
        pane.other_file_wanted.connect(self._choose_other)
        self._covers.put_over(pane)

    def _open_with(self, passphrase: Passphrase) -> Loaded | Exception:
        """Open it with a passphrase, or give what else than that stands in the way."""
        from desktop.store.errors import DatabaseError, LockedError

        try:
            return self._load(passphrase)
        except LockedError:
            raise
        except DatabaseError as error:
            return error

    def _unlocked(self, passphrase: Passphrase, given: Loaded | Exception) -> None:
        self._passphrase = passphrase
        if isinstance(given, Exception):
            self._failed(given)
        else:
            self._succeeded(given)

    def _say_why(self, error: Exception, file: Path | None) -> None:
        from desktop.ui.not_opened import NotOpenedPane

        pane = NotOpenedPane(error, file, self._background, passphrase=self._passphrase)
        pane.again.connect(self.begin)
        pane.other_file_wanted.connect(self._choose_other)
        pane.opened_wanted.connect(self._open_other)
        self._covers.put_over(pane)

    def _open_other(self, file: Path) -> None:
        self.where = str(file)
        self.begin()

    def _choose_other(self) -> None:
        file = self.ask_for_file()
        if file:
            self.where = file
            self._passphrase = None
        self.begin()

    def ask_for_file(self) -> str:
        """Ask which database to open; empty if none."""
        from desktop.store.opening import chosen_database

        chosen = str(chosen_database(self.where))
        file, _ = QFileDialog.getOpenFileName(
            self._covers,
            "Open a Fieldbook database",
            "" if "://" in chosen else str(Path(chosen).parent),
            "Fieldbook databases (*.sqlite3 *.sqlite *.db);;All files (*)",
        )
        return file
