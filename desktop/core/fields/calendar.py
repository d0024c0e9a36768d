"""A day, with or without the time of day, and a month."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import ClassVar, Literal

from typing_extensions import override

from desktop.core.fields.base import Answer, AnswerError, FieldBase
from desktop.core.house_style import HMIC, MONTHS, HouseStyle

_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_TIME = r"(?P<hour>[0-9]{1,2})[:.]?(?P<minute>[0-9]{2})\s*(?:hrs|hours|h)?"
_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day\s+)?"
_MONTH_WORD = r"(?P<word>[A-Za-z]{3,9})\.?"
_DATES = (
    r"(?P<year>[1-9][0-9]{3})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})",
    r"(?P<day>[0-9]{1,2})[/.](?P<month>[0-9]{1,2})[/.](?P<year>[1-9][0-9]{3})",
    rf"(?i:{_WEEKDAY}){_DAY}\s+{_MONTH_WORD}\s+(?P<year>[1-9][0-9]{{3}})",
)


def _month_number(word: str) -> int:
    """Give the number of a month from its name or the beginning of it; 0 for no month."""
    for number, name in enumerate(MONTHS, 1):
        if len(word) >= 3 and name.lower().startswith(word.lower()):
            return number
    return 0


def _read_date(typed: str) -> datetime.date | None:
    """Read a day; raises AnswerError where the month has no such day."""
    for pattern in _DATES:
        if found := re.fullmatch(pattern, typed):
            parts = found.groupdict()
            year, day = int(parts["year"]), int(parts["day"])
            month = int(parts["month"]) if "month" in parts else _month_number(parts["word"])
            if not 1 <= month <= 12:
                return None
            if not 1 <= day <= calendar.monthrange(year, month)[1]:
                raise AnswerError(f"There is no {day} {MONTHS[month - 1]} {year}.")
            return datetime.date(year, month, day)
    return None


class DateField(FieldBase):
    """A day, kept as "2012-12-19"; `with_time` adds the time: "2012-12-19T00:01"."""

    type: Literal["date"]
    with_time: bool = False

    NAME: ClassVar[str] = "date"

    @override
    def _clean(self, typed: object) -> Answer:
        text = " ".join(typed.replace(",", " ").split()) if isinstance(typed, str) else ""
        time: datetime.time | None = None
        if self.with_time:
            text, time = self._split_time(text)
        day = _read_date(text)
        if day is None:
            raise AnswerError(f"Type {self.expects()}.")
        if self.with_time and time is None:
            raise AnswerError("Add the time, such as 00:01 19 December 2012.")
        return f"{day}T{time:%H:%M}" if time is not None else f"{day}"

    @staticmethod
    def _split_time(text: str) -> tuple[str, datetime.time | None]:
        for pattern in (
            rf"{_TIME}(?:\s+on)?\s+(?P<date>.+)",
            rf"(?P<date>.+?)(?:\s+|T|\s+at\s+){_TIME}(?::00)?",
        ):
            if found := re.fullmatch(pattern, text):
                hour, minute = int(found["hour"]), int(found["minute"])
                if hour < 24 and minute < 60 and _read_date(found["date"]):
                    return found["date"], datetime.time(hour, minute)
        return text, None

    @override
    def _show(self, answer: Answer) -> str:
        return HMIC.date(str(answer))

    @override
    def _in_words(self, answer: Answer, style: HouseStyle) -> str:
        return style.date(str(answer))

    @override
    def expects(self) -> str:
        if self.with_time:
            return "a time and a date, such as 00:01 19 December 2012"
        return "a date, such as 19 December 2012"


class MonthField(FieldBase):
    """A month, kept as "2012-12"."""

    type: Literal["month"]

    NAME: ClassVar[str] = "month"

    @override
    def _clean(self, typed: object) -> Answer:
        text = " ".join(typed.split()) if isinstance(typed, str) else ""
        month = 0
        if found := re.fullmatch(r"(?P<year>[1-9][0-9]{3})-(?P<month>[0-9]{1,2})", text):
            month = int(found["month"])
        elif found := re.fullmatch(rf"{_MONTH_WORD}\s+(?P<year>[1-9][0-9]{{3}})", text):
            month = _month_number(found["word"])
        if not found or not 1 <= month <= 12:
            raise AnswerError(f"Type {self.expects()}.")
        return f"{found['year']}-{month:02}"

    @override
    def _show(self, answer: Answer) -> str:
        return HMIC.month(str(answer))

    @override
    def _in_words(self, answer: Answer, style: HouseStyle) -> str:
        return style.month(str(answer))

    @override
    def expects(self) -> str:
        return "a month, such as December 2012"
