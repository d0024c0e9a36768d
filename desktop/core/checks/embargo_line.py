"""The notice of an embargo in the text of a passage."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.house_style import MONTHS
from desktop.core.remarks import Found, check

_MONTH = "|".join(rf"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
_DAY = (
    rf"\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\b\.?(?:,?\s+\d{{4}})?"
    rf"|(?:{_MONTH})\s+\d{{1,2}}\b(?:,?\s+\d{{4}})?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}"
)
_TIME = (
    r"\d{1,2}[.:]\d{2}(?:\s*(?:am|pm|hrs|hours))?|\d{4}\s*(?:hrs|hours)|\d{1,2}\s*[ap]m"
    r"|midnight|noon|midday"
)
_MOMENT = (
    rf"(?:(?:{_TIME}|{_DAY}|on|at|the|,|(?:mon|tues|wednes|thurs|fri|satur|sun)day|GMT|BST)"
    r"(?:\s+|(?=,)|\b(?!\w)))+"
)
_THIS = r"(?:this|the)\s+(?:report|document|publication|copy|draft)\s+(?:is|remains)\s+"
_FRONT = rf"(?:^[^\w\n]*|\b{_THIS})(?:strictly\s+|under\s+(?:strict\s+)?)?"
_UNTIL = r"[\s:–-]*(?:(?:until|till|to|for\s+release)\b[\s:]*)?"
_NOT_FOR = (
    r"(?:not\s+(?:to\s+be\s+(?:published|released|quoted|broadcast|used|disclosed)"
    r"|for\s+(?:publication|release|broadcast|use|disclosure|circulation))"
    r"|no\s+(?:publication|release))(?:\s+or\s+\w+)?"
)
_NOTICE = re.compile(
    rf"{_FRONT}embargo(?:ed)?\b(?:{_UNTIL}{_MOMENT}|[\s:–-]*until\b|\s*[.:–-]?[^\S\n]*$)"
    rf"|{_FRONT}{_NOT_FOR}(?:\s+(?:before|until|till)\b(?:\s+{_MOMENT})?|[.:]?[^\S\n]*$)",
    re.IGNORECASE | re.MULTILINE,
)


@check(severity="error", protects="The notice of an embargo is left in the text.")
def embargo_line(examined: Examined) -> Iterator[Found]:
    """Find lines that say until when the report may not be published."""
    for item, prose in examined.written.items():
        for notice in _NOTICE.finditer(prose.text):
            words = notice[0].strip()
            start = notice.start() + notice[0].index(words)
            message = (
                "The embargo stands in the text. Take it out: the cover says it while it lasts."
            )
            yield Found(examined.place(item, start, start + len(words)), message)
