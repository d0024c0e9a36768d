"""Killed while a database is backed up, restored, locked, locked otherwise or opened again."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from desktop.core.report import Report
from desktop.store import soundness
from desktop.store.errors import DatabaseError, LockedError
from desktop.store.passphrase import Passphrase, is_locked
from desktop.store.safety.places import folder_beside
from tests.crash.commands import Job, book_of
from tests.crash.jobs import CommandJob, Import, Migration, Rendering, look_at
from tests.crash.killing import Broken, made, run

PLANTED = "A heron stood in the evidence room."
_OLD, _NEW = "four grey herons by the weir", "nine black swans at the lock"
_ITEM = "press.leaks.plan"


class _Keeping(CommandJob):
    """Begins with a database that has a backup and was changed since."""

    def __init__(self) -> None:
        self.backed_up: dict[str, Report] = {}
        self.before: dict[str, Report] = {}

    def prepare(self, home: Path) -> None:
        run(["-m", "desktop", "examples"], home)
        settings = made(home / "config" / "fieldbook") / "settings.json"
        settings.write_text(json.dumps({"second_place": str(made(home / "stick"))}), "utf-8")
        run(["-m", "desktop", "backup"], home)
        self.backed_up = look_at(home).reports
        self.change(home)
        self.before = look_at(home).reports

    def change(self, home: Path) -> None:
        """Record something since the backup."""
        name = next(iter(self.backed_up))
        run(["-m", "desktop", "set", name, "published", "2013-04"], home)

    def backups(self, home: Path) -> list[Path]:
        """Give what counts as a backup, in both places."""
        beside = folder_beside(book_of(home)).glob("[!.]*.sqlite3")
        return [*beside, *(home / "stick").rglob("[!.]*.sqlite3")]

    def backups_are_whole(self, home: Path) -> None:
        """See that each backup opens and holds what one of the two states held."""
        for each in self.backups(home):
            if look_at(home, each).reports not in (self.backed_up, self.before):
                raise Broken(f"{each.name} holds neither what was nor what is.")

    def look_killed(self, home: Path) -> None:
        if look_at(home).reports != self.before:
            raise Broken("The database is not as it was.")
        self.backups_are_whole(home)


class Backup(_Keeping):
    """A backup is made among the database's own, and in a second place."""

    what = "backup"

    def command(self, home: Path) -> Sequence[str]:
        return ["backup"]

    def look_done(self, home: Path) -> None:
        self.look_killed(home)
        held = [each for each in self.backups(home) if look_at(home, each).reports == self.before]
        if {each.is_relative_to(home / "stick") for each in held} != {False, True}:
            raise Broken(f"What there is, is not backed up in both places, but in {held}.")
        self.nothing_left(home, home / "stick")


class BackupTo(_Keeping):
    """A backup is made to a file of the user's."""

    what = "backup to a file"

    def command(self, home: Path) -> Sequence[str]:
        return ["backup", str(made(home / "own") / "copy.sqlite3")]

    def finish(self, home: Path) -> Sequence[str]:
        return ["backup", str(home / "own" / "another.sqlite3")]

    def backups(self, home: Path) -> list[Path]:
        return [*super().backups(home), *(home / "own").glob("[!.]*.sqlite3")]

    def look_done(self, home: Path) -> None:
        self.look_killed(home)
        self.nothing_left(home, home / "own")


class Restore(_Keeping):
    """A backup is put in the place of the database."""

    what = "restore"

    def command(self, home: Path) -> Sequence[str]:
        return ["restore", str(self._wanted(home))]

    def _wanted(self, home: Path) -> Path:
        """Give a backup of what the database held first. Raises Broken where none is left."""
        for each in self.backups(home):
            if look_at(home, each).reports == self.backed_up:
                return each
        raise Broken("The backup that was being restored is gone.")

    def look_killed(self, home: Path) -> None:
        if look_at(home).reports not in (self.before, self.backed_up):
            raise Broken("The database is neither what it was nor what the backup is.")
        self.backups_are_whole(home)

    def look_done(self, home: Path) -> None:
        if look_at(home).reports != self.backed_up:
            raise Broken("It was not restored.")
        self.backups_are_whole(home)
        held = [look_at(home, each).reports for each in self.backups(home)]
        if self.before not in held:
            raise Broken("What it held before is in no backup.")
        self.nothing_left(home, home / "stick")


class Rekeying(_Keeping):
    """A database and its backups are locked, locked otherwise, or opened to all."""

    def __init__(self, how: Literal["set", "change", "remove"]) -> None:
        super().__init__()
        self.what = f"passphrase {how}"
        self._how = how

    def prepare(self, home: Path) -> None:
        super().prepare(home)
        if self._how != "set":
            given = {"FIELDBOOK_NEW_PASSPHRASE": _OLD, "FIELDBOOK_PASSPHRASE": _OLD}
            run(["-m", "desktop", "passphrase", "set"], home, given)

    def change(self, home: Path) -> None:
        name = next(iter(self.backed_up))
        run(["-m", "desktop", "set", name, "press.media_policy.contact_via", PLANTED], home)

    def command(self, home: Path) -> Sequence[str]:
        return ["passphrase", self._how]

    def finish(self, home: Path) -> Sequence[str]:
        return ["verify"] if self._is_done(home) else self.command(home)

    def environment(self, home: Path) -> dict[str, str]:
        words = self._opens(book_of(home))
        return {"FIELDBOOK_NEW_PASSPHRASE": _NEW} | (
            {"FIELDBOOK_PASSPHRASE": words} if words is not None else {}
        )

    def _opens(self, file: Path) -> str | None:
        """Give what opens a file; None for one that is not locked. Raises Broken."""
        if not is_locked(file):
            return None
        for words in (_OLD, _NEW):
            try:
                soundness.look(file, Passphrase(words))
            except LockedError:
                continue
            except DatabaseError as error:
                raise Broken(f"{file.name} does not open: {error}") from error
            return words
        raise Broken(f"{file.name} opens with neither passphrase.")

    def _is_done(self, home: Path) -> bool:
        return self._opens(book_of(home)) == (None if self._how == "remove" else _NEW)

    def look_killed(self, home: Path) -> None:
        words = self._opens(book_of(home))
        if look_at(home, passphrase=words).reports != self.before:
            raise Broken("The database does not hold what it held.")
        for each in self.backups(home):
            held = look_at(home, each, self._opens(each)).reports
            if held not in (self.backed_up, self.before):
                raise Broken(f"{each.name} does not hold what it held.")

    def look_done(self, home: Path) -> None:
        self.look_killed(home)
        if not self._is_done(home):
            raise Broken("It is not under the new passphrase.")
        self.nothing_left(home, home / "stick")
        if self._how != "remove":
            self._shows_nothing(home)

    def _shows_nothing(self, home: Path) -> None:
        for each in home.rglob("*"):
            if each.is_file() and PLANTED.encode() in each.read_bytes():
                raise Broken(f"{each.name} shows what is locked.")


def all_jobs() -> dict[str, Job]:
    """Give every command that is killed, by what it does."""
    jobs: list[Job] = [
        Migration(),
        Import(),
        Rendering(),
        Backup(),
        BackupTo(),
        Restore(),
        Rekeying("set"),
        Rekeying("change"),
        Rekeying("remove"),
    ]
    return {each.what: each for each in jobs}
