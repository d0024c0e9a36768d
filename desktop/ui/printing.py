"""Saving an edition of a report as a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, get_args

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.editions import FORMAT_WORDS, KIND_WORDS, Edition, Format
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.background import Background
from desktop.ui.message_strip import MessageStrip

LONGEST_MS = 20_000
_FILTERS: Final[dict[Format, str]] = {
    key: f"{words} (*.{key})" for key, words in FORMAT_WORDS.items()
}


class Printing(QObject):
    """Saves one report after the other, and says in the message strip how it went."""

    def __init__(self, messages: MessageStrip, parent: QObject) -> None:
        """Tell of what was saved in this strip."""
        super().__init__(parent)
        self._messages = messages
        self._background = Background("printing", self)
        self._folder = ""

    def ask(self, over: QWidget, force: Force, edition: Edition) -> Path | None:
        """Ask for the file, over a widget; None if nothing is to be saved after all."""
        name, chosen = QFileDialog.getSaveFileName(
            over,
            f"Save {KIND_WORDS[edition.kind].lower()}",
            str(Path(self._folder or documents()) / edition.file_name(force.key)),
            ";;".join(_FILTERS.values()),
        )
        if not name:
            return None
        file = Path(name)
        if file.suffix[1:].lower() in _FILTERS:
            return file
        suffix = next(
            key for key, words in _FILTERS.items() if words == (chosen or _FILTERS["pdf"])
        )
        return file.with_name(f"{file.name}.{suffix}")

    def save(
        self, file: Path, programme: Programme, force: Force, report: Report, edition: Edition
    ) -> None:
        """Save an edition of a report, as it is now, to a file; its name says in which format."""
        self._folder = str(file.parent)
        suffix = file.suffix[1:].lower()
        wanted = next((each for each in get_args(Format) if each == suffix), edition.format)
        edition = replace(edition, format=wanted)

        def work() -> None:
            from desktop.publish import RenderProcess, save_file

            # The process beside the form may be busy, and turns to whatever force is opened next.
            with RenderProcess() as process:
                save_file(file, process.render(programme.folder, force, report, edition).file)

        self._background.run(
            work,
            lambda _: self._messages.say(f"Saved {file}", "ok"),
            lambda error: self._messages.say(str(error), "error"),
        )

    def finish(self) -> None:
        """Finish what is being saved, if it does not take too long; nothing is saved after this."""
        self._background.finish(LONGEST_MS)
        self._background.close()


def documents() -> str:
    """Give the folder where a user's documents belong; empty where there is none."""
    for place in (
        QStandardPaths.StandardLocation.DocumentsLocation,
        QStandardPaths.StandardLocation.HomeLocation,
    ):
        folder = QStandardPaths.writableLocation(place)
        if Path(folder).is_dir():
            return folder
    return ""
