"""What is looked up of the open report while it is shown: who else wrote, what has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.core.report import Report
    from desktop.store.opening import Opened


class Watching(QObject):
    """Looks things up off the UI thread, and tells what was found."""

    written_elsewhere = Signal(object)
    """A `Report`, in a later version than the one that was known."""
    changed_since = Signal(str, bool)
    """Whether the published report of this name reads otherwise than when it was published."""

    def __init__(
        self, opened: Opened, background: Background, refused: Callable[[Exception], object]
    ) -> None:
        """Look into what was opened; `refused` is told what cannot be read."""
        super().__init__()
        self._opened = opened
        self._background = background
        self._refused = refused

    def look_again(self, known: Report) -> None:
        """See whether another program has written a report since it was read here."""
        database = self._opened.database

        def work() -> Report | None:
            from desktop.store.reading import read_report

            return read_report(database, known.programme, known.force)

        def seen(report: Report | None) -> None:
            if report is not None and report.version > known.version:
                self.written_elsewhere.emit(report)

        self._background.run(work, seen, self._refused)

    def compare_with_published(self, report: Report) -> None:
        """See whether a report was changed since it was published; one that was not, was not."""
        if report.state != "published":
            self.changed_since.emit(report.name, False)
            return
        database, name = self._opened.database, report.name

        def work() -> frozenset[str]:
            from desktop.store.listing import changed_since_publication

            return changed_since_publication(database, report.programme, report.force)

        def compared(changed: frozenset[str]) -> None:
            self.changed_since.emit(name, name in changed)

        self._background.run(work, compared, self._refused)
