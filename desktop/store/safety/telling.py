"""How safe the database is, and what a backup would change, in words for a person."""

from __future__ import annotations

import datetime
from typing import Literal

from desktop.core.house_style import list_in_words
from desktop.store.history_words import day_in_words
from desktop.store.safety.contents import Holds
from desktop.store.safety.differing import Differing, WouldChange
from desktop.store.safety.health import Health, read_moment
from desktop.store.safety.places import Backup

_MB = 1_000_000


def when(at: datetime.datetime | None, now: datetime.datetime) -> str:
    """Say a time by the clock on the wall: "today at 14:05", "12 March 2013 at 09:30"."""
    if at is None:
        return "never"
    here, today = at.astimezone(), now.astimezone()
    day = day_in_words(here, today)
    return f"{day if day[0].isdigit() else day.lower()} at {here:%H:%M}"


def size_in_words(size: int) -> str:
    """Say how large a file is."""
    return f"{size / _MB:.1f}\u00a0MB" if size >= _MB / 10 else f"{max(1, size // 1000)}\u00a0kB"


def counted(number: int, word: str) -> str:
    """Say a number of things."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def place_of(backup: Backup) -> str:
    """Say in which place a backup is."""
    return "beside the database" if backup.place == "beside" else "in the second place"


def health_lines(health: Health, now: datetime.datetime) -> list[tuple[str, str]]:
    """Say how safe the database is, as pairs: what is told of, and how it stands."""
    locked = "locked with a passphrase" if health.locked else "not locked"
    lines = [
        ("Last saved", _saved(health, now)),
        ("Last backup", _backed_up(health, now)),
        ("Last verified", _verified(health, now)),
        ("Where", f"{health.file} ({size_in_words(health.size)}, {locked})"),
        ("Second place", _second(health, now)),
    ]
    if health.unlocked_backups:
        many = counted(health.unlocked_backups, "backup")
        is_are = "was" if health.unlocked_backups == 1 else "were"
        lines.append(
            ("Not locked", f"{many} {is_are} made before there was a passphrase: anybody can read"
                           " what they hold.")
        )  # fmt: skip
    return lines


def alarms(health: Health) -> dict[str, Literal["warning", "error"]]:
    """Give what the health tells that the user should see to, and how pressing it is."""
    found: dict[str, Literal["warning", "error"]] = {}
    if health.trouble:
        found["Last saved"] = "error"
    if health.verified and health.verified.wrong:
        found["Last verified"] = "error"
    if health.reports and health.last_backup is None:
        found["Last backup"] = "warning"
    if health.second_place is not None and not health.second_is_there:
        found["Second place"] = "warning"
    if health.unlocked_backups:
        found["Not locked"] = "warning"
    return found


def support_lines(health: Health, now: datetime.datetime) -> list[str]:
    """Say how safe a database is to whoever is asked for support, without names or folders."""
    found = health.verified
    usable = [each for each in health.backups if each.holds]
    second = (
        "none" if health.second_place is None else "there" if health.second_is_there else "away"
    )
    last = health.last_backup
    return [
        f"it {'cannot be read' if health.trouble else 'can be read'}",
        f"last saved {when(health.last_saved, now)}",
        f"last backup {when(last.backup.at if last else None, now)}",
        f"{len(usable)} of {counted(len(health.backups), 'backup')} can be used",
        f"last verified {when(found.at if found else None, now)}"
        + (f", {counted(len(found.wrong), 'file')} not sound" if found and found.wrong else ""),
        f"second place: {second}",
    ]


def _saved(health: Health, now: datetime.datetime) -> str:
    if health.trouble:
        return health.trouble
    if health.last_saved is None:
        return "Nothing was recorded yet."
    return f"{_start(when(health.last_saved, now))}. {counted(health.reports, 'report')}."


def _backed_up(health: Health, now: datetime.datetime) -> str:
    last = health.last_backup
    if last is None:
        return "There is no backup yet."
    second = health.last_in_second
    both = second is not None and second.path.name == last.backup.path.name
    place = "in both places" if both else place_of(last.backup)
    words = f"{_start(when(last.backup.at, now))}, {place}."
    if health.trouble:
        return words
    return f"{words} {'It holds all there is.' if health.up_to_date else 'Changed since.'}"


def _verified(health: Health, now: datetime.datetime) -> str:
    found = health.verified
    if found is None:
        return "Not verified yet."
    words = _start(when(found.at, now))
    if not found.wrong:
        with_them = f" and {counted(found.backups, 'backup')}" if found.backups else ""
        return f"{words}: the database{with_them}, sound."
    return f"{words}. {' '.join(found.wrong)}"


def _second(health: Health, now: datetime.datetime) -> str:
    place = health.second_place
    if place is None:
        return "None is set. A memory stick or a shared folder saves your work if this disk fails."
    if not health.second_is_there:
        return f"{place} is not there now. What is missing will be made up for when it is back."
    if health.last_in_second is None:
        return f"{place}. No backup is there yet."
    newest = health.last_backup
    behind = newest is not None and newest.backup.at > health.last_in_second.at
    lacks = " It lacks the newest." if behind else ""
    return f"{place}. Last backup {when(health.last_in_second.at, now)}.{lacks}"


def holds_in_words(holds: Holds, now: datetime.datetime) -> str:
    """Say what a backup holds."""
    reports = counted(holds.reports, "report")
    at = read_moment(holds.changed_at)
    return f"{reports}, changed last {when(at, now)} by {holds.changed_by}" if at else reports


def change_lines(would: WouldChange, now: datetime.datetime) -> list[tuple[str, str]]:
    """Say what restoring would change: for each report its name, and what happens to it."""
    return [(each.report, _change(each, now)) for each in would.reports]


def changes_in_words(would: WouldChange) -> str:
    """Sum up what restoring would change."""
    if would.here is None:
        return "The database cannot be read now, so what would change is not known."
    if would.nothing:
        return "Nothing would change: the database holds just the same."
    if not would.reports:
        return "No report would change; words you taught it, or what is half-written, would."
    kinds = [each.what for each in would.reports]
    said = [
        f"{counted(kinds.count(what), 'report')} {words}"
        for what, words in (
            ("differs", "would be as it was then"),
            ("comes back", "would come back"),
            ("goes", "would go, as the backup has none of it"),
        )
        if what in kinds
    ]
    return f"{list_in_words(said)}."


def _change(each: Differing, now: datetime.datetime) -> str:
    there = when(read_moment(each.changed_at_there), now)
    here = when(read_moment(each.changed_at_here), now)
    told = [
        counted(number, word)
        for number, word in (
            (each.answers, "answer"),
            (each.passages, "passage"),
            (each.notes, "note"),
        )
        if number
    ]
    what = list_in_words(told) if told else ""
    if each.what == "comes back":
        return f"comes back{f' with {what}' if what else ''}; changed last {there}"
    if each.what == "goes":
        return f"goes{f', with {what}' if what else ''}; changed last {here}"
    if each.state:
        what = f"{what} and its state" if what else "its state"
    return f"{what or 'only its history'} would be as {there}; changed last here {here}"


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]
