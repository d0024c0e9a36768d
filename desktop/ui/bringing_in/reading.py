"""Having files read in turn, and how far that has come."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.house_style import list_in_words
from desktop.ui.bringing_in.files import Brought, FilesModel, stamp_of
from desktop.ui.bringing_in.queue import FileReader, Queue
from desktop.ui.bringing_in.review import Review

if TYPE_CHECKING:
    from desktop.store.opening import Opened


class FilesReading(QObject):
    """Has the files of a list read, and keeps how each stands."""

    stands = Signal(object)
    """A `Brought` stands otherwise now."""
    progressed = Signal(int, int)
    """So many files of so many are read or being read; 0 of 0 once none is."""
    told = Signal(str, str, object)
    """What came of it, in a line, its role, and what can be done about it, as `MessageStrip`."""

    def __init__(
        self,
        files: FilesModel,
        opened: Opened,
        parent: QObject,
        reader: Callable[[], FileReader] | None,
    ) -> None:
        """Read into a list of files; see `Queue` for a `reader`."""
        super().__init__(parent)
        self._files = files
        self._queue = Queue(opened.programmes.by_id.values(), opened.forces, self, reader)
        self._queue.begun.connect(self._begun)
        self._queue.read.connect(self._read)
        self._queue.refused.connect(self._refused)
        self._total = self._done = 0

    def bring(self, paths: Sequence[Path]) -> None:
        """Read files that are not in the list, or may say something else by now."""
        there: list[Brought] = []
        kept: list[Brought] = []
        for path in paths:
            brought = self._files.find(path.absolute())
            if brought is None:
                self.read(self._files.add(path.absolute()))
            elif brought.state in ("refused", "cancelled", "recorded"):
                self.read(brought)
            elif brought.state not in ("read", "differs") or brought.stamp == stamp_of(
                brought.path
            ):
                there.append(brought)
            elif brought.is_unrecorded:
                kept.append(brought)
            else:
                self.read(brought)
        if there:
            are = "is" if len(there) == 1 else "are"
            self.told.emit(f"{quoted(there)} {are} in the list already.", "warning", {})
        if kept:
            self._tell_kept(kept)

    def read(self, brought: Brought) -> None:
        """Read a file in its turn, whatever was made of it so far."""
        brought.state, brought.trouble = "waiting", ""
        brought.review = brought.comparison = None
        brought.kept, brought.again = {}, False
        if not self._queue.busy:
            self._total = self._done = 0
        self._total += 1
        self.stands.emit(brought)
        self._queue.add(brought.path)
        self._tell_progress()

    def take_out(self, brought: Brought, *, all_the_same: bool = False) -> None:
        """Take a file out of the list, unless something would be lost by that and is not meant."""
        name = quoted([brought])
        if self._files.find(brought.path) is not brought:
            # It was asked for twice.
            return
        if brought.state in ("reading", "recording"):
            done = "read" if brought.state == "reading" else "recorded"
            self.told.emit(f"{name} is being {done}: cancel that first.", "warning", {})
            return
        if brought.is_unrecorded and not all_the_same:
            self.told.emit(
                f"{name} stays in the list: what you looked at or put right in it is not recorded.",
                "warning",
                {"Take it out all the same": partial(self.take_out, brought, all_the_same=True)},
            )
            return
        if brought.state == "waiting":
            self._queue.drop(brought.path)
            self._total -= 1
            self._tell_progress()
        self._files.remove(brought)

    def cancel(self) -> None:
        """Read nothing more; the file under way is given up too."""
        dropped = self._queue.cancel()
        for path in dropped:
            brought = self._brought(path)
            brought.state = "cancelled"
            self.stands.emit(brought)
        self._tell_progress()
        number = len(dropped)
        self.told.emit(
            f"{number} file{' was' if number == 1 else 's were'} not read. What was read stays.",
            "ok",
            {},
        )

    def end(self) -> None:
        """End for good, in the middle of a file too."""
        self._queue.close()

    def _tell_kept(self, files: Sequence[Brought]) -> None:
        one = len(files) == 1
        words = (
            "was changed on disk. It stays here as it was read"
            if one
            else "were changed on disk. They stay here as they were read"
        )

        def read_again() -> None:
            for each in files:
                if each.state in ("read", "differs") and self._files.find(each.path) is each:
                    self.read(each)

        self.told.emit(
            f"{quoted(files)} {words}, as what you looked at or put right would be lost.",
            "warning",
            {f"Read {'it' if one else 'them'} again": read_again},
        )

    def _brought(self, path: Path) -> Brought:
        found = self._files.find(path)
        assert found is not None
        return found

    def _begun(self, path: Path) -> None:
        brought = self._brought(path)
        brought.state, brought.stamp = "reading", stamp_of(path)
        self._done += 1
        self._tell_progress()
        self.stands.emit(brought)

    def _read(self, path: Path, review: Review) -> None:
        brought = self._brought(path)
        brought.state, brought.review = "read", review
        if review.reading.mistakes:
            self.told.emit(" ".join(review.reading.mistakes), "warning", {})
        self._ended(brought)

    def _refused(self, path: Path, why: str) -> None:
        brought = self._brought(path)
        brought.state, brought.trouble = "refused", why
        self._ended(brought)

    def _ended(self, brought: Brought) -> None:
        self._tell_progress()
        self.stands.emit(brought)

    def _tell_progress(self) -> None:
        if self._queue.busy:
            self.progressed.emit(self._done, self._total)
        else:
            self.progressed.emit(0, 0)


def quoted(files: Sequence[Brought]) -> str:
    """Name files for a sentence."""
    return list_in_words([f"“{each.name}”" for each in files])
