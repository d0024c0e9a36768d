"""Saving the letter that answers the force, as PDF or for Word."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.editions import FORMAT_WORDS
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.review import Point
from desktop.ui.background import Background
from desktop.ui.message_strip import MessageStrip
from desktop.ui.printing import LONGEST_MS, documents

if TYPE_CHECKING:
    from desktop.publish.letter import Letter, LetterFormat

_FILTERS: Final[dict[LetterFormat, str]] = {
    "pdf": f"{FORMAT_WORDS['pdf']} (*.pdf)",
    "docx": f"{FORMAT_WORDS['docx']} (*.docx)",
}


class Letters(QObject):
    """Saves one letter after the other, and says in the message strip how it went."""

    def __init__(
        self, messages: MessageStrip, today: Callable[[], datetime.date], parent: QObject
    ) -> None:
        """Tell of what was saved in this strip; `today` gives the date of a letter."""
        super().__init__(parent)
        self._messages = messages
        self._today = today
        self._background = Background("letters", self)
        self._folder = ""

    def save(
        self,
        over: QWidget,
        programme: Programme,
        force: Force,
        points: Sequence[Point],
        signed: str,
    ) -> None:
        """Ask for the file, over a widget, and save a letter that answers points in this order."""
        # Only wanted here, and not before the window's first paint.
        from desktop.publish.letter import Letter

        letter = Letter(points, signed, self._today())
        file = self._ask(over, letter.file_name(force.key))
        if file is not None:
            self._folder = str(file.parent)
            of_word = file.suffix.lower() == ".docx"
            self._write(
                file, programme, force, replace(letter, format="docx" if of_word else "pdf")
            )

    def _ask(self, over: QWidget, name: str) -> Path | None:
        chosen, kind = QFileDialog.getSaveFileName(
            over,
            "Save letter",
            str(Path(self._folder or documents()) / name),
            ";;".join(_FILTERS.values()),
        )
        if not chosen:
            return None
        file = Path(chosen)
        if file.suffix[1:].lower() in _FILTERS:
            return file
        suffix = "docx" if kind == _FILTERS["docx"] else "pdf"
        return file.with_name(f"{file.name}.{suffix}")

    def _write(self, file: Path, programme: Programme, force: Force, letter: Letter) -> None:
        def work() -> None:
            from desktop.publish import RenderProcess, save_file

            with RenderProcess() as process:
                save_file(file, process.write_letter(programme.folder, force, letter).file)

        self._background.run(
            work,
            lambda _: self._messages.say(f"Saved {file}", "ok"),
            lambda error: self._messages.say(str(error), "error"),
        )

    def finish(self) -> None:
        """Finish what is being saved, if it does not take too long; nothing is saved after this."""
        self._background.finish(LONGEST_MS)
        self._background.close()
