"""How a programme's reports write numbers, dates, months, times, lists and quotations."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field as Declare

from desktop.core.declarations import Declared, Line, written

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
_UNITS = (
    "nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_LARGE = ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred"))
_DateForm = Annotated[
    str,
    written(
        r"(?=.*\{day\})(?=.*\{month\})(?=.*\{year\})(?:[^{}\x00-\x1f]|\{(?:day|month|year)\})+",
        "one line of text with {day}, {month} and {year} in it, and nothing else in braces",
    ),
]
_MomentForm = Annotated[
    str,
    written(
        r"(?=.*\{time\})(?=.*\{date\})(?:[^{}\x00-\x1f]|\{(?:time|date)\})+",
        "one line of text with {time} and {date} in it, and nothing else in braces",
    ),
]


class Term(Declared):
    """A term that is written one way, and the other ways that it is met in."""

    use: Line
    instead_of: Annotated[tuple[Line, ...], Declare(min_length=1)]


class HouseStyle(Declared):
    """The style of a programme's reports; what it does not declare is as HMIC writes.

    Numbers below `figures_from` are in words, and none is `nought`. `abbreviations` need not be
    spelled out. `words` are right though no dictionary has them.
    """

    figures_from: int = Declare(default=10, ge=0, le=1000)
    nought: Line = "no"
    thousands: Literal[",", " ", ""] = ","
    per_cent: Literal[" per cent", "%"] = " per cent"
    date_form: _DateForm = "{day} {month} {year}"
    moment_form: _MomentForm = "{time} {date}"
    clock: Literal[12, 24] = 24
    comma_before_and: bool = False
    quotation_marks: Literal["straight", "curly"] = "straight"
    quoted_terms: Literal["single", "double"] = "single"
    longest_sentence: int = Declare(default=45, ge=1)
    terms: tuple[Term, ...] = ()
    abbreviations: tuple[Line, ...] = ()
    words: tuple[Line, ...] = ()

    def number(self, number: int, *, begins: bool = False) -> str:
        """Write a count within a sentence, or as what the sentence begins with."""
        if begins:
            return capitalised(self.spelled_out(number))
        return self.spelled_out(number) if number < self.figures_from else self.figures(number)

    def figures(self, number: int) -> str:
        """Write a count in figures, whatever its size."""
        return f"{number:,}".replace(",", self.thousands)

    def spelled_out(self, number: int) -> str:
        """Write a count in words, whatever its size; those of a thousand million on, in figures."""
        if number == 0:
            return self.nought
        return _spelled_out(number) if 0 < number < 10**9 else self.figures(number)

    def decimal(self, number: str) -> str:
        """Write a decimal number in figures, its decimals as given."""
        return f"{Decimal(number):,}".replace(",", self.thousands)

    def month(self, month: str) -> str:
        """Write a month given as "2012-12", such as "December 2012"."""
        year, number = month.split("-")
        return f"{MONTHS[int(number) - 1]} {int(year)}"

    def date(self, moment: str) -> str:
        """Write "2012-12-19", or "2012-12-19T00:01" with its time."""
        at = datetime.datetime.fromisoformat(moment)
        date = self.date_form.format(day=at.day, month=MONTHS[at.month - 1], year=at.year)
        return (
            self.moment_form.format(time=self.time(at.time()), date=date) if "T" in moment else date
        )

    def time(self, time: datetime.time) -> str:
        """Write a time of day, such as "00:01" or, by the clock of twelve hours, "12.01am"."""
        if self.clock == 24:
            return f"{time:%H:%M}"
        return f"{time.hour % 12 or 12}.{time.minute:02}{'am' if time.hour < 12 else 'pm'}"

    def join(self, words: Sequence[str]) -> str:
        """Join words as "a, b and c"."""
        return list_in_words(words, comma_before_and=self.comma_before_and)

    def counted(self, number: int, one: str, many: str) -> str:
        """Write a number of things: "no instances", "one instance", "12 instances"."""
        return f"{self.number(number)} {one if number == 1 else many}"

    def quoted(self, term: str) -> str:
        """Put a term between quotation marks."""
        marks = {"single": "''", "double": '""'}
        if self.quotation_marks == "curly":
            marks = {"single": "‘’", "double": "“”"}
        pair = marks[self.quoted_terms]
        return f"{pair[0]}{term}{pair[1]}"


HMIC = HouseStyle()
"""The style that HMIC's reports are written in, and the forms and messages of Fieldbook."""


def list_in_words(words: Sequence[str], *, comma_before_and: bool = False) -> str:
    """Join words as "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    comma = "," if comma_before_and and len(words) > 2 else ""
    return f"{', '.join(words[:-1])}{comma} and {words[-1]}"


def capitalised(words: str) -> str:
    """Write the first letter as a capital, and leave the others as they are."""
    return words[:1].upper() + words[1:]


def _spelled_out(number: int) -> str:
    if number < 20:
        return _UNITS[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_UNITS[unit]}" if unit else "")
    size, name = next((size, name) for size, name in _LARGE if number >= size)
    count, rest = divmod(number, size)
    joint = " and " if rest < 100 else " "
    return f"{_spelled_out(count)} {name}" + (joint + _spelled_out(rest) if rest else "")
