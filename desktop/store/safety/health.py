"""How safe the database is: last saved, last backed up, last verified, and where all that is."""

from __future__ import annotations

import contextlib
import datetime
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from desktop.store.errors import DamagedError, DatabaseError
from desktop.store.passphrase import Passphrase
from desktop.store.safety import places
from desktop.store.safety.backups import Listed, list_backups
from desktop.store.safety.contents import holds
from desktop.store.safety.copying import part_in
from desktop.store.safety.places import Backup
from desktop.store.soundness import faults, look

_CHECKED: Final = "verified.json"
_NEWEST: Final = 3
"""How many of the newest backups in each place are looked through with the database."""


@dataclass(frozen=True, slots=True)
class Verified:
    """When the whole database and its newest backups were looked through, and what was wrong.

    `wrong` has one line for each file with something wrong, the database first, or is empty.
    """

    at: datetime.datetime
    wrong: tuple[str, ...]
    backups: int


@dataclass(frozen=True, slots=True)
class Health:
    """How safe a database is; times are in UTC, and None where there was no such thing yet.

    `trouble` says in one line why it cannot be read. `up_to_date` says that a backup holds all that
    it does.
    """

    file: Path
    size: int
    locked: bool
    reports: int
    last_saved: datetime.datetime | None
    last_backup: Listed | None
    up_to_date: bool
    verified: Verified | None
    second_place: Path | None
    second_is_there: bool
    last_in_second: Backup | None
    backups: tuple[Listed, ...]
    trouble: str = ""
    unlocked_backups: int = 0
    """How many backups of a locked database can be read without its passphrase."""


def health(file: Path, passphrase: Passphrase | None) -> Health:
    """Gather how safe a database is. Opens it and each backup: a few milliseconds for each.

    The passphrase is that of a database that is locked, and None of any other.
    """
    listed = tuple(list_backups(file, passphrase))
    usable = [each for each in listed if each.holds]
    second = places.second_place()
    in_second = [each.backup for each in usable if each.backup.place == "second"]
    size = 0
    with contextlib.suppress(OSError):
        size = sum(
            each.stat().st_size
            for each in (file, file.with_name(f"{file.name}-wal"))
            if each.exists()
        )
    found = Health(
        file,
        size,
        passphrase is not None,
        0,
        None,
        usable[0] if usable else None,
        False,
        last_verified(file),
        second,
        second is not None and places.is_there(second),
        in_second[0] if in_second else None,
        listed,
    )
    if found.locked:
        plain = sum(each.holds is not None and not each.holds.locked for each in listed)
        found = replace(found, unlocked_backups=plain)
    try:
        present = holds(file, passphrase, live=True)
    except DatabaseError as error:
        return replace(found, trouble=str(error))
    same = [each for each in usable if each.holds and each.holds.digest == present.digest]
    return replace(
        found,
        reports=present.reports,
        last_saved=read_moment(present.changed_at),
        last_backup=same[0] if same else found.last_backup,
        up_to_date=bool(same),
    )


def verify(
    file: Path, passphrase: Passphrase | None, *, now: datetime.datetime | None = None
) -> Verified:
    """Look through the whole database and the newest backups in each place, and keep the result.

    Takes about 20 ms for each megabyte, longer from slow disks. Raises DatabaseError for
    what is no database of ours, is newer, or does not open with this passphrase.
    """
    now = now or datetime.datetime.now(datetime.UTC)
    with contextlib.suppress(DamagedError):
        look(file, passphrase)
    newest = [
        each.path
        for place in ("beside", "second")
        for each in [one for one in places.every_backup(file) if one.place == place][:_NEWEST]
    ]
    wrong = [found for each in (file, *newest) if (found := faults(each, passphrase))]
    verified = Verified(now, tuple(wrong), len(newest))
    _keep(file, verified)
    return verified


def last_verified(file: Path) -> Verified | None:
    """Give when a database was verified last, and how that went; None if it never was."""
    try:
        kept = json.loads((places.folder_beside(file) / _CHECKED).read_text(encoding="utf-8"))
        at = read_moment(str(kept["at"]))
        return Verified(at, tuple(map(str, kept["wrong"])), int(kept["backups"])) if at else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _keep(file: Path, verified: Verified) -> None:
    folder = places.folder_beside(file)
    told = {"at": verified.at.isoformat(), "wrong": verified.wrong, "backups": verified.backups}
    # Where it cannot be kept, it is as if it had not been verified.
    with contextlib.suppress(OSError):
        places.make_own(folder)
        with part_in(folder, _CHECKED) as part:
            part.write_text(json.dumps(told), encoding="utf-8")
            part.replace(folder / _CHECKED)


def read_moment(text: str) -> datetime.datetime | None:
    """Read a time as the history keeps it; None for what is none."""
    try:
        at = datetime.datetime.fromisoformat(text)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=datetime.UTC)
