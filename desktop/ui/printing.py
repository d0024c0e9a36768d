"""Saving what is made of a report as a file: asked for in a dialogue, written behind it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
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

_LONGEST_MS: Final = 20_000


@dataclass(frozen=True, slots=True)
class FileKind:
    """A kind of file as it is offered: in words, and by its suffix without a dot."""

    words: str
    suffix: str

    @property
    def offered(self) -> str:
        """What the dialogue calls it."""
        return f"{self.words} (*.{self.suffix})"


class FileSaving(QObject):
    """Saves one file after the other, and says in the message strip how it went."""

    def __init__(self, messages: MessageStrip, parent: QObject) -> None:
        """Tell of what was saved in this strip."""
        super().__init__(parent)
        self._messages = messages
        self._background = Background("files", self)
        self._folder = ""

    def ask(
        self, over: QWidget, title: str, name: str, kinds: Sequence[FileKind]
    ) -> tuple[Path, FileKind] | None:
        """Ask for a file, over a widget, and for one of some kinds; None if nothing is to be saved.

        A name that was typed with the suffix of another of them stays as it was typed.
        """
        typed, offered = QFileDialog.getSaveFileName(
            over,
            title,
            str(Path(self._folder or documents()) / name),
            ";;".join(kind.offered for kind in kinds),
        )
        if not typed:
            return None
        file = Path(typed)
        kind = next((each for each in kinds if each.offered == offered), kinds[0])
        if file.suffix[1:].lower() not in {each.suffix for each in kinds}:
            file = file.with_name(f"{file.name}.{kind.suffix}")
        return file, kind

    def save(self, file: Path, make: Callable[[], bytes]) -> None:
        """Save what `make` gives, which must not touch anything of Qt, and tell of the file."""
        self._folder = str(file.parent)

        def work() -> None:
            from desktop.publish import save_file

            save_file(file, make())

        self._background.run(
            work,
            lambda _: self._messages.say(f"Saved {file}", "ok"),
            lambda error: self._messages.say(str(error), "error"),
        )

    def finish(self) -> None:
        """Finish what is being saved, if it does not take too long; nothing is saved after this."""
        self._background.finish(_LONGEST_MS)
        self._background.close()


_KINDS: Final = [FileKind(words, key) for key, words in FORMAT_WORDS.items()]


class Printing(QObject):
    """Saves editions of reports by a `FileSaving`."""

    def __init__(self, messages: MessageStrip, parent: QObject) -> None:
        """Tell of what was saved in this strip."""
        super().__init__(parent)
        self._saving = FileSaving(messages, self)

    def ask(self, over: QWidget, force: Force, edition: Edition) -> Path | None:
        """Ask for the file, over a widget; None if nothing is to be saved after all."""
        title = f"Save {KIND_WORDS[edition.kind].lower()}"
        chosen = self._saving.ask(over, title, edition.file_name(force.key), _KINDS)
        return chosen[0] if chosen is not None else None

    def save(
        self, file: Path, programme: Programme, force: Force, report: Report, edition: Edition
    ) -> None:
        """Save an edition of a report, as it is now, to a file; its name says in which format."""
        suffix = file.suffix[1:].lower()
        wanted = next((each for each in get_args(Format) if each == suffix), edition.format)
        edition = replace(edition, format=wanted)

        def make() -> bytes:
            from desktop.publish import RenderProcess

            # The process beside the form may be busy, and turns to whatever force is opened next.
            with RenderProcess() as process:
                return process.render(programme.folder, force, report, edition).file

        self._saving.save(file, make)

    def finish(self) -> None:
        """Finish what is being saved, if it does not take too long; nothing is saved after this."""
        self._saving.finish()


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
