"""A date that is not written as the house style has it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.house_style import MONTHS, HouseStyle
from desktop.core.own_words import Words, found, own_words
from desktop.core.remarks import Found, check

_MONTH = "|".join(rf"{month[:3]}(?:{month[3:]}|t)?" for month in MONTHS)
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_DATES = (
    re.compile(
        rf"(?<![\w/.-])(?:the\s+(?=[0-9]+[a-z]+\s+of))?{_DAY}(?:\s+of)?\s+(?P<month>{_MONTH})\b\.?,?\s+(?P<year>[0-9]{{4}})\b"
    ),
    re.compile(rf"\b(?P<month>{_MONTH})\.?\s+{_DAY},?\s+(?P<year>[0-9]{{4}})\b"),
    re.compile(
        r"(?<![\w/.-])(?P<day>[0-9]{1,2})/(?P<month>[0-9]{1,2})/(?P<year>[0-9]{4})(?![\w/])"
    ),
)


@check(severity="warning", protects="Dates are written now in one way and now in another.")
def date_style(examined: Examined) -> Iterator[Found]:
    """Find whole dates that the house style writes otherwise, such as "December 19th, 2012"."""
    for pattern in _DATES:
        for words in own_words(examined, pattern):
            use = _in_style(words, examined.style)
            if use and use != words.match[0]:
                message = f"“{words.match[0]}” is written “{use}” in these reports."
                yield found(examined, words.item, words.match.span(), message, use=use)


def _in_style(words: Words, style: HouseStyle) -> str | None:
    """Write the date as the style has it; None for what is no date."""
    month = words.match["month"]
    number = int(month) if month.isdigit() else _number_of(month)
    try:
        date = datetime.date(int(words.match["year"]), number, int(words.match["day"]))
    except ValueError:
        return None
    return style.date(date.isoformat())


def _number_of(month: str) -> int:
    return 1 + next(at for at, name in enumerate(MONTHS) if name.startswith(month[:3]))
