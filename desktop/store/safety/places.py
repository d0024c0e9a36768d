"""Where backups are kept: in a folder beside the database, and in a second place if there is one.

In the second place stands a small text, so that a memory stick that is not there is told from the
empty folder that its place in the file system then is.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from desktop.store import failures
from desktop.store.errors import DatabaseError
from desktop.store.settings import keep_setting, setting

Place = Literal["beside", "second"]
SECOND_PLACE: Final = "second_place"
_BEGUN: Final = "second_place_begun"
_SIGN: Final = "Fieldbook keeps backups here.txt"
_SIGN_SAYS: Final = (
    "Fieldbook keeps copies of its databases in the folders beside this file. By this file it"
    " knows the place again: leave it here as long as copies are to be kept here.\n"
)
_OWN_FOLDER: Final = 0o700
_TIME: Final = "%Y-%m-%dT%H-%M-%SZ"
_MADE: Final = re.compile(r"(\d{4}(?:-\d\d){2}T\d\d-\d\d-\d\dZ)(?:-(\d{1,4}))?\.sqlite3")


@dataclass(frozen=True, slots=True)
class Backup:
    """A file that is a backup by its name, which says when it was made (UTC)."""

    path: Path
    at: datetime.datetime
    place: Place
    number: int = 1
    """Which it is of those of the same second."""


def folder_beside(file: Path) -> Path:
    """Give the folder beside a database that holds its backups; it may not exist yet."""
    return file.with_name(f"{file.stem}-backups")


def second_place() -> Path | None:
    """Give the second place that the user set, whether or not it is there now."""
    kept = setting(SECOND_PLACE)
    return Path(kept) if isinstance(kept, str) and kept else None


def is_there(place: Path) -> bool:
    """Say whether a second place can be reached now; one that was never used, if it is a folder."""
    try:
        if setting(_BEGUN) == str(place):
            return (place / _SIGN).is_file()
        return place.is_dir()
    except OSError:
        return False


def choose_second_place(place: Path | None) -> None:
    """Keep backups in a second folder too from now on; with None, no longer.

    What is there stays there. Raises DatabaseError where nothing can be written.
    """
    try:
        if place is not None:
            place = place.expanduser().absolute()
            begin_in(place)
        keep_setting(SECOND_PLACE, None if place is None else str(place))
    except OSError as error:
        raise failures.explain(error, str(place)) or error from error


def begin_in(place: Path) -> None:
    """Leave the text by which a second place is known again. Raises OSError, DatabaseError."""
    if not place.is_dir():
        raise DatabaseError(f"{place} is not a folder, so no backups are kept there: choose one.")
    if not (place / _SIGN).is_file():
        (place / _SIGN).write_text(_SIGN_SAYS, encoding="utf-8")
    if setting(_BEGUN) != str(place):
        keep_setting(_BEGUN, str(place))


def folder_in(place: Path, file: Path) -> Path:
    """Give the folder of a database in the second place, where other databases have theirs too."""
    which = hashlib.sha256(str(file).encode("utf-8", "surrogateescape")).hexdigest()[:6]
    return place / f"{file.stem}-backups-{which}"


def make_own(folder: Path) -> None:
    """Make a folder that nobody else can look into, as far as the disk lets.

    Raises OSError, and DatabaseError where something else has its name.
    """
    if folder.exists() and not folder.is_dir():
        raise DatabaseError(
            f"{folder} is a file, and the backups would be kept in a folder of that name: move it"
            " away."
        )
    folder.mkdir(mode=_OWN_FOLDER, parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        if folder.stat().st_mode & 0o777 != _OWN_FOLDER:
            folder.chmod(_OWN_FOLDER)


def names(file: Path, at: datetime.datetime) -> Iterator[str]:
    """Give the names that a backup made now can have, the first that is free to be taken."""
    first = f"{file.stem}-{at.astimezone(datetime.UTC).strftime(_TIME)}"
    yield f"{first}.sqlite3"
    for number in range(2, 10_000):
        yield f"{first}-{number}.sqlite3"


def found_in(folder: Path, file: Path, place: Place) -> list[Backup]:
    """Find what is a backup of a database by its name, newest first; nothing else is touched.

    A folder that cannot be read holds none.
    """
    found: list[Backup] = []
    with contextlib.suppress(OSError):
        for entry in os.scandir(folder):
            backup = named(Path(entry.path), file, place)
            if backup is not None and entry.is_file(follow_symlinks=False):
                found.append(backup)
    return sorted(found, key=lambda each: (each.at, each.number), reverse=True)


def named(path: Path, file: Path, place: Place) -> Backup | None:
    """Give what is a backup of a database by its name; None for any other."""
    match = _MADE.fullmatch(path.name.removeprefix(f"{file.stem}-"))
    at = moment_of(match[1]) if match else None
    if match is None or at is None or not path.name.startswith(f"{file.stem}-"):
        return None
    return Backup(path, at, place, int(match[2] or 1))


def moment_of(text: str) -> datetime.datetime | None:
    """Read the time that a name says; None for one that is no time."""
    try:
        return datetime.datetime.strptime(text, _TIME).replace(tzinfo=datetime.UTC)
    except ValueError:
        return None


def every_backup(file: Path) -> list[Backup]:
    """Find the backups of a database in both places, newest first."""
    found = found_in(folder_beside(file), file, "beside")
    second = second_place()
    if second is not None and is_there(second):
        found += found_in(folder_in(second, file), file, "second")
    return sorted(found, key=lambda each: (each.at, each.number), reverse=True)
