"""The moment until which a report may not be published, however a line puts it."""

from __future__ import annotations

import datetime
import re

from desktop.core.house_style import MONTHS
from desktop.core.reading.plain import plain

_EMBARGO = re.compile(
    r"\bembargo(?:ed)?\b"
    r"|\bnot (?:to be (?:published|released|quoted|broadcast|used|disclosed)"
    r"|for (?:publication|release|broadcast|use|disclosure|circulation))\b"
    r"|\bno(?:t)? (?:publication|release) (?:before|until)\b"
    r"|\bfor (?:release|publication) (?:at|on|from|after)\b"
)
_LIFTED = re.compile(r"\bembargo (?:was |has been |is )?(?:lifted|removed|ended)\b|\bno longer\b")
_NAMES = "|".join(f"{month.lower()}|{month[:3].lower()}" for month in MONTHS)
_DATE = (
    rf"(?P<day>[0-9]{{1,2}})\s*(?:st|nd|rd|th)?(?: of)?[ -](?P<name>{_NAMES})\.?,?[ -]?"
    r"(?P<year>[0-9]{4})",
    rf"(?P<name>{_NAMES})\.? (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>[0-9]{{4}})",
    r"(?P<day>[0-9]{1,2}) ?[/.-] ?(?P<month>[0-9]{1,2}) ?[/.-] ?"
    r"(?P<year>[0-9]{4}|[0-9]{2})(?![0-9])",
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
)
_TIME = (
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.]00)?\s*(?P<half>[ap])\.?m\b",
    r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?![0-9/.])",
    r"(?<![0-9])(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})\s*(?:hrs?|hours|h|gmt)?\b(?![/.-][0-9])",
    r"(?<![0-9:.])(?P<hour>[0-9]{1,2})\s*(?P<half>[ap])\.?m\b",
)
_WORDED_TIMES = (
    (r"\b(?:one|1|a) minute (?:past|after) midnight\b", datetime.time(0, 1)),
    (r"\bmidnight\b", datetime.time(0, 0)),
    (r"\b(?:noon|midday)\b", datetime.time(12, 0)),
)
LONGEST = 200


def speaks_of_embargo(line: str) -> bool:
    """Say whether a line is, or begins, the notice of an embargo."""
    words = plain(line)
    return len(words) <= LONGEST and bool(_EMBARGO.search(words)) and not _LIFTED.search(words)


def read_embargo(notice: str) -> str | None:
    """Give the moment that a notice names, as "2012-12-19T00:01"; None where it names none."""
    words = " ".join(plain(notice).split())
    for pattern in _DATE:
        if found := re.search(rf"(?<![0-9]){pattern}", words):
            day = _day(found.groupdict())
            rest = words[: found.start()] + " | " + words[found.end() :]
            time = _time(rest)
            return f"{day}T{time:%H:%M}" if day and time is not None else None
    return None


def names_a_day(notice: str) -> bool:
    """Say whether a notice names a day."""
    words = " ".join(plain(notice).split())
    return any(re.search(rf"(?<![0-9]){pattern}", words) for pattern in _DATE)


def _day(parts: dict[str, str]) -> datetime.date | None:
    name = parts.get("name", "")[:3]
    month = [each[:3].lower() for each in MONTHS].index(name) + 1 if name else int(parts["month"])
    year = int(parts["year"])
    try:
        return datetime.date(year + 2000 if year < 100 else year, month, int(parts["day"]))
    except ValueError:
        return None


def _time(words: str) -> datetime.time | None:
    for pattern in _TIME:
        if found := re.search(pattern, words):
            parts = found.groupdict()
            hour, minute = int(parts["hour"]), int(parts.get("minute") or 0)
            if parts.get("half") and 1 <= hour <= 12:
                hour = hour % 12 + (12 if parts["half"] == "p" else 0)
            try:
                return datetime.time(hour, minute)
            except ValueError:
                return None
    for pattern, time in _WORDED_TIMES:
        if re.search(pattern, words):
            return time
    return None
