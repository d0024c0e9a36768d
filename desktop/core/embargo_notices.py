"""Notices that a report is under embargo, where they stand in its text."""

from __future__ import annotations

import re
from functools import lru_cache

from desktop.core.house_style import MONTHS

_GAP = r"[^\S\n]+"
_MONTH = "|".join(rf"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_DAY = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?{_GAP}(?:of{_GAP})?(?:{_MONTH})\b\.?(?:,?{_GAP}\d{{4}})?"
    rf"|(?:{_MONTH}){_GAP}\d{{1,2}}\b(?:,?{_GAP}\d{{4}})?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}"
)
_TIME = (
    rf"\d{{1,2}}[.:]\d{{2}}(?:{_GAP}?(?:[ap]m|hrs|hours))?|\d{{4}}{_GAP}?(?:hrs|hours)"
    rf"|\d{{1,2}}{_GAP}?[ap]m|midnight|noon|midday"
)
_WEEKDAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_MOMENT = (
    rf"(?:(?:{_TIME}|{_DAY}|{_WEEKDAY}|GMT|BST|(?:on|at|the)(?={_GAP}(?:\d|the|{_WEEKDAY}))|,)"
    rf"(?:{_GAP}|(?=,)|(?!\w)))+"
)
_UNTIL = rf"(?:until|till|before|to|for{_GAP}release)"
_THIS = rf"(?:this|the){_GAP}(?:report|document|publication|copy|draft){_GAP}(?:is|remains){_GAP}"
_FRONT = rf"(?:^[^\w\n]*|(?<=[.!?] )|\b{_THIS})(?:strictly{_GAP}|under{_GAP}(?:strict{_GAP})?)?"
_NOT_FOR = (
    rf"(?:not{_GAP}(?:to{_GAP}be{_GAP}(?:published|released|quoted|broadcast|used|disclosed)"
    rf"|for{_GAP}(?:publication|release|broadcast|use|disclosure|circulation))"
    rf"|no{_GAP}(?:publication|release))(?:{_GAP}or{_GAP}\w+)?"
)
_END = r"[.:]?[^\S\n]*$"
_NOTICE = re.compile(
    rf"{_FRONT}(?:"
    rf"embargo(?:ed)?\b(?:[^\S\n]*[:–-])?(?:{_GAP}{_UNTIL}\b:?)?(?:{_GAP})?(?:{_MOMENT})"
    rf"|embargo(?:ed)?{_GAP}(?:until|till)\b(?:{_GAP}further{_GAP}notice)?"
    rf"|embargo(?:ed)?\b(?:[^\S\n]*[:–-]|(?={_END}))(?:{_GAP}{_NOT_FOR}\b)?"
    rf"|{_NOT_FOR}(?:{_GAP}{_UNTIL}\b(?:{_GAP}{_MOMENT})?|(?={_END}))"
    rf")(?:{_GAP}{_UNTIL}{_GAP}{_MOMENT})?",
    re.IGNORECASE | re.MULTILINE,
)


@lru_cache(maxsize=512)  # while one types, all passages but one are what they were
def embargo_notices(text: str) -> tuple[tuple[int, int], ...]:
    """Give where a text says until when the report is not to be published."""
    found: list[tuple[int, int]] = []
    for notice in _NOTICE.finditer(text):
        words = notice[0].strip().rstrip(",.")
        start = notice.start() + notice[0].index(words)
        found.append((start, start + len(words)))
    return tuple(found)
