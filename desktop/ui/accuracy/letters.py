"""Saving the letter that answers the force, as PDF or for Word, in either look."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.core.editions import FORMAT_WORDS, LOOK_WORDS, Look
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.review import Point
from desktop.ui.message_strip import MessageStrip
from desktop.ui.printing import FileKind, FileSaving

if TYPE_CHECKING:
    from desktop.publish.letter import LetterFormat

_FORMATS: Final[tuple[LetterFormat, ...]] = ("pdf", "docx")


def _kind(letter: LetterFormat, look: Look) -> FileKind:
    words = FORMAT_WORDS[letter]
    return FileKind(
        words if look == "standard" else f"{words}, {LOOK_WORDS[look].lower()} look", letter
    )


_LOOKS: Final = {_kind(letter, look): look for letter in _FORMATS for look in LOOK_WORDS}


class Letters(QObject):
    """Saves one letter after the other, and says in the message strip how it went."""

    def __init__(
        self, messages: MessageStrip, today: Callable[[], datetime.date], parent: QObject
    ) -> None:
        """Tell of what was saved in this strip; `today` gives the date of a letter."""
        super().__init__(parent)
        self._today = today
        self._saving = FileSaving(messages, self)

    def save(
        self,
        over: QWidget,
        programme: Programme,
        force: Force,
        report: Report,
        points: Sequence[Point],
        signed: str,
    ) -> None:
        """Ask for the file, over a widget, and answer points of a report in this order."""
        # Only wanted here, and not before the window's first paint.
        from desktop.publish.letter import Letter

        letter = Letter(report, points, signed, self._today())
        chosen = self._saving.ask(over, "Save letter", letter.file_name(force.key), [*_LOOKS])
        if chosen is None:
            return
        file, kind = chosen
        written = next(each for each in _FORMATS if file.suffix.lower() == f".{each}")
        letter = replace(letter, format=written, look=_LOOKS[kind])

        def make() -> bytes:
            from desktop.publish import RenderProcess

            with RenderProcess() as process:
                return process.write_letter(programme.folder, force, letter).file

        self._saving.save(file, make)

    def finish(self) -> None:
        """Finish what is being saved, if it does not take too long; nothing is saved after this."""
        self._saving.finish()
