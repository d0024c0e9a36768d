"""What was typed and cannot be saved: kept in a small file of its own until it can be.

The file stands beside the database, or else in the user's own folder, or among temporary files. It
is SQLite's, so that one beside a locked database is locked with the same passphrase. Its name tells
nothing but whose database it belongs to.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import secrets
import stat
import tempfile
import time
import weakref
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from desktop.core import folders
from desktop.core.fields import Answer
from desktop.store import failures, processes
from desktop.store.changes import signed
from desktop.store.connecting import bare_connection
from desktop.store.driver import sqlite_errors_or
from desktop.store.passphrase import is_locked

if TYPE_CHECKING:
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.store.database import Database
    from desktop.store.passphrase import Passphrase

_ENDING: Final = ".aside"
_APPLICATION_ID: Final = 0x46426B41
_OWN: Final = 0o600
_LEFT_SECONDS: Final = 3600
"""After this time a part is nobody's any more."""


@dataclass(frozen=True, slots=True)
class TypedOver:
    """What was typed into one report over a version of it, and under which name.

    An answer of None takes one away. `over` has, by item, the drafts that passages were typed over.
    """

    programme: str
    force: str
    version: int
    by: str
    answers: Mapping[str, Answer | None] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)
    over: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Aside:
    """All that one window could not save, with what is unfinished by its places.

    `where` names the database, `window` the process that kept it, `at` when, in UTC, ISO 8601.
    """

    reports: tuple[TypedOver, ...] = ()
    unfinished: Mapping[str, str] = field(default_factory=dict)
    where: str = ""
    window: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was kept aside, and what it holds; None if it cannot be read."""

    file: Path
    aside: Aside | None


@dataclass(frozen=True, slots=True)
class Left:
    """What was found, and the reports as they stood when it was typed over them, in its order."""

    found: Found
    bases: tuple[Report, ...] = ()


class SideFile:
    """The file in which one window keeps what it cannot save. Use it from one thread at a time."""

    def __init__(self, database: Database) -> None:
        """Belong to a database; nothing is written yet."""
        self._database = database
        self._token = secrets.token_hex(4)
        # A passphrase that the database has forgotten must not live on here.
        self._blanks: weakref.WeakKeyDictionary[Passphrase, bytes] = weakref.WeakKeyDictionary()
        self.file: Path | None = None
        """Where it stands now; None where there is none."""

    def write(self, aside: Aside) -> None:
        """Write what cannot be saved in the place of what was written before, whole or not at all.

        Raises DatabaseError where it can be written nowhere.
        """
        passphrase = self._database.passphrase
        # Asked afterwards: one that is being locked is shut first, and then has no passphrase.
        if self._database.is_shut:
            raise failures.locked(self._database.where)
        _, at = signed("")
        text = _as_text(aside, self._database.where, at)
        failure: Exception | None = None
        for folder, begins in _places(self._database):
            file = folder / f"{begins}{self._token}{_ENDING}"
            try:
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                self._write_whole(file, text, passphrase)
            except sqlite_errors_or(OSError) as error:
                failure = failure or error
                continue
            if self.file not in (None, file):
                self.remove()
            self.file = file
            return
        explained = failures.explain(failure, self._database.where)
        raise explained or failures.out_of_reach(self._database.where, failure) from failure

    def prepare(self) -> None:
        """Make the key of a locked one now, as that takes longer than all else.

        Raises DatabaseError and OSError.
        """
        if self._database.passphrase is not None:
            self.write(Aside())
            self.remove()

    def remove(self) -> None:
        """Remove it, as all that it holds is saved. Raises OSError."""
        if self.file is not None:
            self.file.unlink(missing_ok=True)
            self.file = None

    def _write_whole(self, file: Path, text: str, passphrase: Passphrase | None) -> None:
        part = file.with_name(f".{file.name}.part")
        part.unlink(missing_ok=True)
        blank = b"" if passphrase is None else self._blanks.get(passphrase, b"")
        try:
            part.touch(mode=_OWN, exist_ok=False)
            # A key takes a tenth of a second to make for each new salt: that of the first stays.
            part.write_bytes(blank)
            with contextlib.closing(bare_connection(part, "mode=rw", passphrase)) as connection:
                # It gets its name when it is whole: until then nothing need stand beside it.
                connection.execute("PRAGMA journal_mode=MEMORY")
                connection.execute("PRAGMA synchronous=OFF")
                if not blank:
                    connection.execute(f"PRAGMA application_id={_APPLICATION_ID}")
                    connection.execute("CREATE TABLE aside (content TEXT NOT NULL)")
                    if passphrase is not None:
                        self._blanks[passphrase] = part.read_bytes()
                connection.execute("INSERT INTO aside VALUES (?)", (text,))
            with part.open("rb+") as written:
                os.fsync(written.fileno())
            part.replace(file)
            _keep_name(file.parent)
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def find_aside(database: Database) -> list[Found]:
    """Find what was kept aside for a database by windows that are there no more, oldest first."""
    found: list[Found] = []
    for folder, begins in _places(database):
        beside = database.file is not None and folder == database.file.parent
        _clear_parts(folder, begins, beside=beside)
        files = _files(folder, begins)
        found += [_read(each, database) for each in files if _is_sound(each, beside=beside)]
    others = [each for each in found if each.aside is None or _is_left(each.aside)]
    return sorted(others, key=lambda each: each.aside.at if each.aside else "")


def files_aside(database: Database) -> list[Path]:
    """Give all files that are kept aside for a database, also by windows that are there still."""
    return [
        each
        for folder, begins in _places(database)
        for each in _files(folder, begins)
        if _is_sound(each, beside=database.file is not None and folder == database.file.parent)
    ]


def left_aside(database: Database) -> list[Left]:
    """Find what was kept aside, with what is needed to record it. Raises DatabaseError."""
    left: list[Left] = []
    for found in find_aside(database):
        reports = found.aside.reports if found.aside else ()
        left.append(Left(found, tuple(_typed_over(database, each) for each in reports)))
    return left


def known_of(typed: TypedOver, programme: Programme) -> TypedOver:
    """Give what was typed without what the programme has no field or item for any more."""
    items = programme.items
    return replace(
        typed,
        answers={key: each for key, each in typed.answers.items() if programme.field(key)},
        passages={item: text for item, text in typed.passages.items() if item in items},
        over={item: text for item, text in typed.over.items() if item in items},
    )


def _typed_over(database: Database, typed: TypedOver) -> Report:
    """Give a report as it stood when something was typed over it."""
    from desktop.core.report import Report
    from desktop.store.reading import report_at

    report = report_at(database, typed.programme, typed.force, typed.version)
    if report.version == typed.version:
        return report
    # It stands otherwise than it did, as after an older backup: nothing of it is known to be seen.
    return Report(typed.programme, typed.force, version=typed.version)


def remove_aside(found: Found, database: Database) -> None:
    """Remove a file whose content is saved, unless something else has been written to it since.

    Raises OSError.
    """
    if found.file.exists() and _read(found.file, database) == found:
        found.file.unlink(missing_ok=True)


def _places(database: Database) -> Iterator[tuple[Path, str]]:
    """Give the folders in which it may stand, best first, and how its name begins there."""
    # An empty folder in the place of a stick that is gone would be hidden when it comes back.
    if database.file is not None and os.path.exists(database.file):  # noqa: PTH110 - never raises
        yield database.file.parent, f"{database.file.name}."
    known = hashlib.sha256(database.where.encode("utf-8", "replace")).hexdigest()[:12]
    yield folders.user_folder() / "kept-aside", f"fieldbook-{known}."
    yield Path(tempfile.gettempdir()), f"fieldbook-{known}."


def _files(folder: Path, begins: str, ending: str = _ENDING) -> list[Path]:
    try:
        names = [each.name for each in folder.iterdir()]
    except OSError:
        return []
    return [folder / each for each in names if each.startswith(begins) and each.endswith(ending)]


def _clear_parts(folder: Path, begins: str, *, beside: bool) -> None:
    """Remove what programs left that were killed while they wrote one, once nobody can be at it."""
    for part in _files(folder, f".{begins}", f"{_ENDING}.part"):
        with contextlib.suppress(OSError):
            old = abs(time.time() - part.stat().st_mtime) > _LEFT_SECONDS
            if old and _is_sound(part, beside=beside):
                part.unlink()


def _is_sound(file: Path, *, beside: bool) -> bool:
    """Say whether to look into a file: others may write temporary files too, or links to some."""
    try:
        known = file.lstat()
    except OSError:
        return False
    mine = beside or not hasattr(os, "geteuid") or known.st_uid == os.geteuid()
    return mine and stat.S_ISREG(known.st_mode)


def _is_left(aside: Aside) -> bool:
    """Say whether it is to be taken up here: not while another program that keeps it runs."""
    return aside.window == processes.own() or processes.lives(aside.window) is not True


def _read(file: Path, database: Database) -> Found:
    try:
        passphrase = database.passphrase if is_locked(file) else None
        with contextlib.closing(bare_connection(file, "mode=ro", passphrase)) as connection:
            (text,) = connection.execute("SELECT content FROM aside").fetchone()
        return Found(file, _from_text(text))
    except sqlite_errors_or(OSError, TypeError, ValueError):
        return Found(file, None)


def _as_text(aside: Aside, where: str, at: str) -> str:
    told = asdict(aside) | {"where": where, "window": processes.own(), "at": at}
    # What stands for no letter at all, as half of a pair may, is no text for a database.
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8")


def _from_text(text: str) -> Aside:
    from pydantic import TypeAdapter

    return TypeAdapter(Aside).validate_json(text)


def _keep_name(folder: Path) -> None:
    """Make the new name itself outlast a power cut, where the system has a way to say so."""
    if os.name == "posix":
        with contextlib.suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
