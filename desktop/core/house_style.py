"""How HMIC writes numbers, dates, months, times and lists."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal

SMALL_NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def number_in_words(number: int) -> str:
    """Write a count as the house does: no, one … nine, then figures with commas."""
    if 0 <= number < len(SMALL_NUMBERS):
        return SMALL_NUMBERS[number]
    return f"{number:,}"


def month_in_words(month: str) -> str:
    """Write a month given as "2012-12" as "December 2012"."""
    year, number = month.split("-")
    return f"{MONTHS[int(number) - 1]} {int(year)}"


def date_in_words(moment: str) -> str:
    """Write "2012-12-19" as "19 December 2012", and "2012-12-19T00:01" with "00:01" before it."""
    day = datetime.datetime.fromisoformat(moment)
    date = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"{day:%H:%M} {date}" if "T" in moment else date


def list_in_words(words: Sequence[str]) -> str:
    """Join words as "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def decimal_in_figures(number: str) -> str:
    """Write a decimal number with commas, its decimals as given."""
    return f"{Decimal(number):,}"
