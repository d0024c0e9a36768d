"""What keeps a database safe while a window has it open: backups, the lock, others at the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QMainWindow

from desktop.ui.background import Background
from desktop.ui.covers import Covers
from desktop.ui.desk import Desk
from desktop.ui.locking import Locking, PassphrasePart
from desktop.ui.message_strip import MessageStrip
from desktop.ui.others import Together
from desktop.ui.safe_keeping import Keeper, SafeKeeping
from desktop.ui.saving import Saving

if TYPE_CHECKING:
    from desktop.store.opening import Opened

_FILE = "fieldbook-support.txt"


class Guarding(QObject):
    """Makes and ends them together, and the room that shows how safe all is."""

    restore_wanted = Signal(object)
    """A `Backup` is to take the place of the database."""
    other_file_wanted = Signal()

    def __init__(
        self,
        window: QMainWindow,
        covers: Covers,
        opened: Opened,
        desk: Desk,
        background: Background,
        saving: Saving,
        messages: MessageStrip,
    ) -> None:
        """Guard what was opened; `background` is that in which the database's work stands."""
        super().__init__(window)
        self._window = window
        self._opened = opened
        self._background = background
        self._messages = messages
        self._keeper = Keeper(opened.database, self)
        self._keeper.troubled.connect(lambda why: messages.say(why, "error"))
        self._desk = desk
        self._saving = saving
        self._together: Together | None = None
        self._locking = Locking(window, covers, background, saving)
        self._locking.use(opened.database)
        self._locking.other_file_wanted.connect(self.other_file_wanted)
        self._locking.unlocked.connect(desk.look_anew)

    def begin(self) -> None:
        """Begin to back up and to look for others, once the form is there to be worked in."""
        self._keeper.begin()
        self._together = Together(self._opened, self._desk, self._saving, self)

    def lock(self) -> None:
        """Lock the window, or say how it could be locked."""
        if not self._locking.lock():
            self._messages.say(
                "There is no passphrase that could lock this database. Safe keeping (Ctrl+7) is"
                " where one is set.",
                "ok",
            )

    def make_room(self, background: Background) -> SafeKeeping:
        """Make the room; what it looks up is read in the background given."""
        room = SafeKeeping(self._opened, background, self._keeper)
        part = PassphrasePart(self._background, room)
        part.show_database(self._opened.database)
        part.changed.connect(self._locking.watch)
        part.changed.connect(self._keeper.look)
        part.lock_wanted.connect(self.lock)
        room.add_part(part)
        room.support_wanted.connect(self.save_for_support)
        room.restore_wanted.connect(self.restore_wanted)
        return room

    def save_for_support(self) -> None:
        """Ask where, and save what helps whoever is asked for support."""
        name, _ = QFileDialog.getSaveFileName(
            self._window, "Save for support", str(Path.home() / _FILE), "Text (*.txt)"
        )
        if not name:
            return
        database, file = self._opened.database, Path(name)

        def work() -> None:
            from desktop.store.support import save_for_support

            save_for_support(file, database)

        self._background.run(
            work,
            lambda _: self._messages.say(
                f"Saved {file.name}. It holds no word of any report; read it before you pass it"
                " on.",
                "ok",
            ),
            lambda error: self._messages.say(
                f"{file.name} was not saved ({error}). Choose another place.",
                "error",
                {"Choose another place…": self.save_for_support},
            ),
        )

    def close(self, *, back_up: bool) -> None:
        """End all of it when what was typed is saved; back up once more where that is quick."""
        self._locking.close()
        if self._together is not None:
            self._together.close()
        self._keeper.end(back_up=back_up)
