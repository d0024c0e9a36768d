"""Saving the pages of a report as a PDF file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.background import Background
from desktop.ui.message_strip import MessageStrip

LONGEST_MS = 20_000


class Printing(QObject):
    """Saves one report after the other, and says in the message strip how it went."""

    def __init__(self, messages: MessageStrip, parent: QObject) -> None:
        """Tell of what was saved in this strip."""
        super().__init__(parent)
        self._messages = messages
        self._background = Background("printing", self)
        self._folder = ""

    def ask(self, over: QWidget, force: Force) -> Path | None:
        """Ask for the file, over a widget; None if nothing is to be saved after all."""
        name, _ = QFileDialog.getSaveFileName(
            over,
            "Save PDF",
            str(Path(self._folder or _documents()) / f"{force.key}.pdf"),
            "PDF (*.pdf)",
        )
        if not name:
            return None
        file = Path(name)
        return file if file.suffix else file.with_suffix(".pdf")

    def save(self, file: Path, programme: Programme, force: Force, report: Report) -> None:
        """Save a report, as it is now, to a file."""
        self._folder = str(file.parent)

        def work() -> None:
            from desktop.publish import RenderProcess, save_file

            # The process beside the form may be busy, and turns to whatever force is opened next.
            with RenderProcess() as process:
                save_file(file, process.render(programme.folder, force, report).file)

        self._background.run(
            work,
            lambda _: self._messages.say(f"Saved {file}", "ok"),
            lambda error: self._messages.say(str(error), "error"),
        )

    def finish(self) -> None:
        """Finish what is being saved, if it does not take too long; nothing is saved after this."""
        self._background.finish(LONGEST_MS)
        self._background.close()


def _documents() -> str:
    for place in (
        QStandardPaths.StandardLocation.DocumentsLocation,
        QStandardPaths.StandardLocation.HomeLocation,
    ):
        folder = QStandardPaths.writableLocation(place)
        if Path(folder).is_dir():
            return folder
    return ""
