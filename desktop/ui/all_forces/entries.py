"""What is answered in the grid, on its way to the report that each answer belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from desktop.core.fields import Answer
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.store.opening import Opened
    from desktop.ui.background import Background
    from desktop.ui.saving import Saving


class Entries(QObject):
    """Takes up each report before the first answer in it is recorded, off the UI thread."""

    refused = Signal(str)
    """A report could not be read: a plain line. Its answers were not recorded."""

    def __init__(
        self, opened: Opened, background: Background, saving: Saving, parent: QObject
    ) -> None:
        """Read with the background, record through saving."""
        super().__init__(parent)
        self._opened = opened
        self._background = background
        self._saving = saving
        self._taken_up: set[str] = set()
        self._newest: dict[str, Report] = {}
        self._waiting: dict[str, dict[str, Answer | None]] = {}

    def take_up(self, programme: Programme, force: Force) -> None:
        """Make ready to record answers in a report."""
        name = f"{programme.id}/{force.key}"
        if name in self._taken_up or name in self._waiting:
            return
        self._waiting[name] = {}
        database = self._opened.database

        def work() -> Report | None:
            from desktop.store.reading import read_report

            return read_report(database, programme.id, force.key)

        self._background.run(
            work,
            lambda report: self._read(programme, force, report),
            lambda error: self._failed(name, str(error)),
        )

    def answer(self, programme: Programme, force: Force, key: str, answer: Answer | None) -> None:
        """Record an answer, or that there is none, after the pause that typing has."""
        name = f"{programme.id}/{force.key}"
        self.take_up(programme, force)
        if name in self._waiting:
            self._waiting[name][key] = answer
        else:
            self._saving.type_answer(name, key, answer)

    def save_now(self) -> None:
        """Record what was answered without waiting for the pause."""
        self._saving.save_now()

    def note(self, report: Report) -> Report:
        """Take what was recorded; gives the report as it stands, typed but unsaved words too."""
        before = self._newest.get(report.name)
        if before is None or before.version <= report.version:
            self._newest[report.name] = report
        return self.present(report)

    def noted(self, programme: Programme) -> list[Report]:
        """Give the reports of a programme that were recorded since this room is there."""
        return [
            self.present(report)
            for report in self._newest.values()
            if report.programme == programme.id
        ]

    def present(self, report: Report) -> Report:
        """Give a report as it stands on the screen, typed but unsaved words included."""
        if report.name not in self._taken_up:
            return report
        present = self._saving.present(report.name)
        # What came in without being typed, such as a file, saving meets only when it next records.
        return present if present.version >= report.version else report

    def _read(self, programme: Programme, force: Force, report: Report | None) -> None:
        name = f"{programme.id}/{force.key}"
        if report is None:
            self._failed(
                name,
                f"{force.name} has no report any more, so nothing was recorded."
                " Open it to begin one.",
            )
            return
        newest = self._newest.get(name, report)
        self._saving.open(programme, force, max(report, newest, key=lambda each: each.version))
        self._taken_up.add(name)
        waiting = self._waiting.pop(name)
        for key, answer in waiting.items():
            self._saving.type_answer(name, key, answer)
        if waiting:
            self._saving.save_now()

    def _failed(self, name: str, why: str) -> None:
        # Only what was answered is worth a word: a report is also read before anything is.
        if self._waiting.pop(name, None):
            self.refused.emit(why)
