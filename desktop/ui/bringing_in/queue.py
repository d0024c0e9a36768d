"""Reading files one after the other in a process of its own, off the UI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from desktop.core.forces import Forces
from desktop.core.programme import Programme
from desktop.ui.background import Background
from desktop.ui.bringing_in.review import Review

if TYPE_CHECKING:
    from desktop.ingest import Reading


class FileReader(Protocol):
    """What reads files, as `ingest.ReadingProcess` does: blocking, ended from another thread."""

    def read(self, path: Path) -> Reading:
        """Read a published report; raises UnreadableError or NotAReportError."""
        ...

    def close(self) -> None:
        """End, also in the middle of a file, which then raises UnreadableError."""


class Queue(QObject):
    """Reads the files that wait, in order; cancelling stops the one under way too."""

    begun = Signal(object)
    """The path of the file that is being read now."""
    read = Signal(object, object)
    """A path and its `Review`."""
    refused = Signal(object, str)
    """A path, and why it cannot be read as a report."""

    def __init__(
        self,
        programmes: Iterable[Programme],
        forces: Forces,
        parent: QObject,
        reader: Callable[[], FileReader] | None = None,
    ) -> None:
        """Read reports of these programmes; without a maker of readers, in a child process."""
        super().__init__(parent)
        self._make = reader or partial(_process, programmes, forces)
        self._background = Background("bringing in", self)
        self._reader = _Reader(self._make)
        self._waiting: list[Path] = []
        self._at: Path | None = None
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether anything is being read or waits."""
        return self._at is not None or bool(self._waiting)

    def add(self, path: Path) -> None:
        """Read a file in its turn."""
        self._waiting.append(path)
        self._go_on()

    def cancel(self) -> list[Path]:
        """Read nothing more; gives the files that were not read."""
        dropped = [self._at] if self._at is not None else []
        dropped += self._waiting
        self._waiting = []
        if self._at is not None:
            self._at = None
            self._reader.close()
            self._reader = _Reader(self._make)
        return dropped

    def drop(self, path: Path) -> None:
        """Do not read a file that waits."""
        self._waiting.remove(path)

    def close(self) -> None:
        """End for good, in the middle of a file too."""
        self._closed = True
        self.cancel()
        self._reader.close()
        self._background.close()

    def _go_on(self) -> None:
        if self._at is not None or not self._waiting or self._closed:
            return
        path = self._at = self._waiting.pop(0)
        reader = self._reader

        def work() -> Review:
            return Review(reader.read(path))

        self.begun.emit(path)
        self._background.run(
            work,
            lambda review: self._done(reader, path, review),
            lambda error: self._failed(reader, path, error),
        )

    def _done(self, reader: _Reader, path: Path, review: Review) -> None:
        if reader is self._reader and not self._closed:
            self._at = None
            self.read.emit(path, review)
            self._go_on()

    def _failed(self, reader: _Reader, path: Path, error: Exception) -> None:
        if reader is self._reader and not self._closed:
            self._at = None
            self.refused.emit(path, _plain(path, error))
            self._go_on()


class _Reader:
    """Makes the reader when it is first needed, in the thread that needs it."""

    def __init__(self, make: Callable[[], FileReader]) -> None:
        self._make = make
        self._made: FileReader | None = None
        self._closed = False
        self._lock = threading.Lock()

    def read(self, path: Path) -> Reading:
        from desktop.ingest import UnreadableError

        made = None if self._closed else self._made or self._make()
        # Not while it is made: that takes a while, and whoever closes this must not wait for it.
        with self._lock:
            self._made = made
            closed = self._closed
        if made is None or closed:
            if made is not None:
                made.close()
            raise UnreadableError(f"{path} was not read.")
        return made.read(path)

    def close(self) -> None:
        with self._lock:
            self._closed = True
            made = self._made
        if made is not None:
            made.close()


def _plain(path: Path, error: Exception) -> str:
    from desktop.core.declarations import ProgrammeError
    from desktop.ingest import NotAReportError, UnreadableError

    if not isinstance(error, UnreadableError | NotAReportError | ProgrammeError):
        # Whatever it is, the other files can still be read.
        return f"{path} could not be read ({type(error).__name__}: {error})."
    mistakes = error.mistakes if isinstance(error, NotAReportError) else ()
    return " ".join((str(error), *mistakes))


def _process(programmes: Iterable[Programme], forces: Forces) -> FileReader:
    from desktop.ingest import ReadingProcess

    return ReadingProcess(programmes, forces)
