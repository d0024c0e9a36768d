"""What the window says of a mistake of Fieldbook's own: what happened, and how the reports fare."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.ui.background import Background
from desktop.ui.message_strip import MessageStrip
from desktop.ui.saving import Saving

if TYPE_CHECKING:
    from desktop.store.database import Database


class Mistakes(QObject):
    """Tells of a mistake once the database was looked through: that it is safe is no mere claim."""

    support_wanted = Signal()
    """What helps to mend it is to be saved."""

    def __init__(
        self, saving: Saving, messages: MessageStrip, database: Callable[[], Database | None]
    ) -> None:
        """Look through the database that is open then, if any is."""
        super().__init__(messages)
        self._saving = saving
        self._messages = messages
        self._database = database
        self._background = Background("checking", self)
        self._told = ""

    def tell(self, error: BaseException) -> None:
        """Say what happened; the same mistake is not looked into again while it is told of."""
        from desktop.store.errors import DatabaseError
        from desktop.store.log import passed

        kind, *places = passed(error)
        what = f"{kind} at {places[0]}" if places else kind
        if self._background.closed or self._background.busy():
            return
        if what == self._told and self._messages.isVisible():
            return
        self._told = what
        self._saving.save_now()
        database = self._database()

        def work() -> str:
            from desktop.store.soundness import faults

            if database is None or database.file is None:
                return ""
            return faults(database.file, database.passphrase)

        def looked(faults: str) -> None:
            self._say(what, self._fared(faults, opened=database is not None))

        def not_looked(trouble: Exception) -> None:
            why = str(trouble) if isinstance(trouble, DatabaseError) else type(trouble).__name__
            self._say(what, f"The database could not be looked through after it: {why}")

        self._background.run(work, looked, not_looked)

    def _fared(self, faults: str, *, opened: bool) -> str:
        if faults:
            return f"The database was looked through, and is not as it should be: {faults}"
        if not opened:
            return "No database was open, so no report was touched. Start Fieldbook again."
        if self._saving.unsaved:
            return (
                "Your reports were checked just now and are sound; what you typed last is kept, and"
                " is being saved. Wait until “Saved” stands at the top before you go on."
            )
        return (
            "Your reports are safe: they were checked just now and are sound, and all that you"
            " typed is saved. Go on; if something does not answer, start Fieldbook again."
        )

    def _say(self, what: str, fared: str) -> None:
        self._messages.say(
            f"Fieldbook made a mistake of its own ({what}). {fared}",
            "error",
            {"Save for support…": self.support_wanted.emit},
        )

    def close(self) -> None:
        """Look into nothing any more."""
        self._background.close()
