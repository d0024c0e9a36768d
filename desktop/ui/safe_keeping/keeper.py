"""Keeps the database backed up and verified while one works, off the UI thread."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.store.database import Database
    from desktop.store.passphrase import Passphrase
    from desktop.store.safety.health import Health

_SOON_MS: Final = 20_000
_LOOK_MS: Final = 10 * 60_000
"""How often it looks whether anything is to be done, such as for a second place that is back."""
_BACKUP_SECONDS: Final = 3600.0
_VERIFY_SECONDS: Final = 24 * 3600.0
_QUICK_BYTES: Final = 16 * 2**20
_CLOSING_MS: Final = 5000


@dataclass(frozen=True, slots=True)
class Told:
    """How safe the database is after something was done for it, and what stood in the way."""

    health: Health
    trouble: str = ""
    second_trouble: str = ""
    """Why nothing could be kept in the second place, in one line."""
    done: str = ""
    """What came of it where all went well, in one line."""


class Keeper(QObject):
    """Backs up soon after opening and then each hour in which something changed; verifies daily.

    Saving never waits for it: a backup is read beside what is being written.
    """

    told = Signal(object)
    """A `Told`, after each thing that was done or looked at."""
    busy_changed = Signal(str)
    """What is being done now, as a short line; empty when nothing is."""
    troubled = Signal(str)
    """Why what is done by itself cannot be done, in one line; once, until it can be again."""

    def __init__(self, database: Database, parent: QObject | None = None) -> None:
        """Keep a database; one on a server is kept there, and nothing happens here."""
        super().__init__(parent)
        self._database = database
        self._background = Background("backup", self)
        self._backed_up: float | None = None
        self._second_was_there = True
        self._told_of = ""
        self._first = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._again = QTimer(self, interval=_LOOK_MS)
        self._first.timeout.connect(self._look_after)
        self._again.timeout.connect(self._look_after)

    @property
    def file(self) -> Path | None:
        """The file that is kept; None for a database on a server."""
        return self._database.file

    def begin(self) -> None:
        """Begin to back up while one works."""
        if self.file is not None:
            self._first.start()
            self._again.start()

    def back_up_now(self) -> None:
        """Back up at once, where anything changed."""
        self._do("Backing up", lambda: _backed_up(self._database), self._note_backup)

    def verify_now(self) -> None:
        """Look through the whole database and its newest backups at once."""
        self._do("Checking", lambda: _verified(self._database))

    def look(self) -> None:
        """Tell how safe the database is, doing nothing for it."""
        self._do("", lambda: _looked(self._database))

    def choose_second_place(self, place: Path | None) -> None:
        """Keep backups in a second folder too from now on, or no longer; backs up at once."""
        self._do("Backing up", lambda: _chosen(self._database, place), self._note_backup)

    def end(self, *, back_up: bool = True) -> None:
        """Back up what changed if that is quick, and end for good; call it when all is saved.

        A new backup can take an older one's place: where that is about to be restored, none is to
        be made.
        """
        self._first.stop()
        self._again.stop()
        if self._background.closed:
            return
        quick = self.file is not None and not self._background.busy() and _is_quick(self.file)
        if back_up and quick:
            self._do("", lambda: _backed_up(self._database))
            self._background.finish(_CLOSING_MS)
        self._background.close(_CLOSING_MS)

    def _look_after(self) -> None:
        if self._background.busy():
            return
        now = time.monotonic()
        due = self._backed_up is None or now - self._backed_up >= _BACKUP_SECONDS
        second_was_there = self._second_was_there

        def note(told: Told | None) -> None:
            if told is None:
                return
            self._second_was_there = told.health.second_is_there
            if due and not told.trouble:
                self._backed_up = now
            if told.trouble and told.trouble != self._told_of:
                self.troubled.emit(told.trouble)
            self._told_of = told.trouble

        self._do("", lambda: _looked_after(self._database, due=due, second=second_was_there), note)

    def _note_backup(self, told: Told | None) -> None:
        if told is not None and not told.trouble:
            self._backed_up = time.monotonic()

    def _do(
        self,
        doing: str,
        work: Callable[[], Told | None],
        note: Callable[[Told | None], object] = lambda _: None,
    ) -> None:
        if self.file is None or self._background.closed:
            return
        if doing:
            self.busy_changed.emit(doing)

        def done(told: Told | None) -> None:
            note(told)
            if doing:
                self.busy_changed.emit("")
            if told is not None:
                self.told.emit(told)

        self._background.run(work, done, lambda error: self._failed(error, doing))

    def _failed(self, error: Exception, doing: str) -> None:
        if doing:
            self.busy_changed.emit("")
        from desktop.store.errors import LockedError

        # While the window is locked nothing changes, and nobody is there to be told.
        if not isinstance(error, LockedError):
            raise error


# Done off the UI thread


def _backed_up(database: Database) -> Told:
    from desktop.store.locking import lock_copies
    from desktop.store.safety.backups import back_up

    def work(file: Path, passphrase: Passphrase | None) -> Told:
        if passphrase is not None:
            lock_copies(file, passphrase)
        done = back_up(file, passphrase)
        said = "✓ Backed up." if done.made else "✓ Nothing changed since the last backup."
        return Told(_health(database), second_trouble=done.second_trouble, done=said)

    return _explained(database, work)


def _verified(database: Database) -> Told:
    from desktop.store.safety.health import verify

    def work(file: Path, passphrase: Passphrase | None) -> Told:
        wrong = " ".join(verify(file, passphrase).wrong)
        return Told(
            _health(database),
            wrong,
            done="" if wrong else "✓ All that was looked through is sound.",
        )

    return _explained(database, work)


def _looked(database: Database) -> Told:
    return _explained(database, lambda *_: Told(_health(database)))


def _chosen(database: Database, place: Path | None) -> Told:
    from desktop.store.errors import DatabaseError
    from desktop.store.safety.places import choose_second_place

    try:
        choose_second_place(place)
    except DatabaseError as error:
        return Told(_health(database), str(error))
    return _backed_up(database) if place is not None else _looked(database)


def _looked_after(database: Database, *, due: bool, second: bool) -> Told | None:
    from desktop.store.safety import places

    assert database.file is not None
    place = places.second_place()
    returned = not second and place is not None and places.is_there(place)
    told = _backed_up(database) if due or returned else None
    if (told is None or not told.trouble) and _is_to_be_verified(database.file):
        second_trouble = told.second_trouble if told else ""
        told = replace(_verified(database), second_trouble=second_trouble)
    return told and replace(told, done="")


def _explained(database: Database, work: Callable[[Path, Passphrase | None], Told]) -> Told:
    """Do something with the file of a database; whoever replaces it meanwhile waits for this."""
    from desktop.store.errors import DatabaseError, LockedError

    assert database.file is not None
    try:
        with database.asking():
            return work(database.file, database.passphrase)
    except LockedError:
        raise
    except DatabaseError as error:
        return Told(_health(database), str(error))


def _is_to_be_verified(file: Path) -> bool:
    import datetime

    from desktop.store.safety.health import last_verified

    last = last_verified(file)
    if last is None:
        return True
    # A time in the future is one from a clock that was wrong.
    passed = (datetime.datetime.now(datetime.UTC) - last.at).total_seconds()
    return not 0 <= passed < _VERIFY_SECONDS


def _is_quick(file: Path) -> bool:
    try:
        return file.stat().st_size <= _QUICK_BYTES
    except OSError:
        return False


def _health(database: Database) -> Health:
    from desktop.store.safety.health import health

    assert database.file is not None
    return health(database.file, database.passphrase)
