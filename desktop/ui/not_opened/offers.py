"""What can be done about a file that cannot be opened, for a thread: without Qt."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.store.passphrase import Passphrase

_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest sound backup, with its time and what it holds in words."""

    path: Path
    when: str
    holds: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of it, in lines; `made` is the file that can be opened now."""

    title: str
    lines: tuple[str, ...]
    made: Path


def newest_sound(file: Path, passphrase: Passphrase | None) -> Newest | None:
    """Find the newest backup of a file that is sound to the last row; None if there is none."""
    from desktop.store.safety.backups import list_backups
    from desktop.store.safety.telling import holds_in_words, place_of, when
    from desktop.store.soundness import faults

    now = datetime.datetime.now(datetime.UTC)
    for each in list_backups(file, passphrase):
        path = each.backup.path
        if each.holds is not None and not faults(path, passphrase if each.holds.locked else None):
            made = f"{when(each.backup.at, now)}, {place_of(each.backup)}"
            return Newest(path, made, holds_in_words(each.holds, now).rstrip("."))
    return None


def put_back(file: Path, passphrase: Passphrase | None, newest: Newest) -> Result:
    """Put a backup in the place of a file, which is kept. Raises DatabaseError."""
    from desktop.store.safety.restoring import restore

    done = restore(file, passphrase, newest.path)
    kept = [f"The file that could not be opened is kept as {done.former}."] if done.former else []
    return Result(
        f"The backup is in its place: made {newest.when}", (f"{newest.holds}.", *kept), file
    )


def save(file: Path, to: Path, passphrase: Passphrase | None, newest: Newest | None) -> Result:
    """Save what can be saved of a file into another. Raises DatabaseError."""
    from desktop.store.safety.salvage import salvage

    salvaged = salvage(file, to, passphrase, newest.path if newest else None)
    held = sum(bool(each.version) for each in salvaged.reports)
    title = f"{held} report{'' if held == 1 else 's'} saved in {to.name}"
    if salvaged.whole:
        return Result(title, ("Nothing was lost.", "The damaged file is as it was."), to)
    lines = [*salvaged.lost]
    one_programme = len({each.programme for each in salvaged.reports}) == 1
    for each in salvaged.reports:
        lost = " ".join(each.lost)
        if lost:
            more = ""
            if each.in_backup:
                newer = each.in_backup >= each.version
                more = " The backup has it as new or newer." if newer else " The backup is older."
            name = each.force if one_programme else f"{each.force} of {each.programme}"
            lines.append(f"{name}: {lost}{more}")
    if len(lines) > _MOST_LINES:
        lines[_MOST_LINES - 1 :] = [f"And {len(lines) - _MOST_LINES + 1} more that lost something."]
    whole = sum(not each.lost for each in salvaged.reports)
    lines.append(f"{whole} of {len(salvaged.reports)} are whole. The damaged file is as it was.")
    return Result(title, tuple(lines), to)
