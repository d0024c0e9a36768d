"""The number under which a report is published."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from typing_extensions import override

from desktop.core.fields.base import Answer, AnswerError, FieldBase
from desktop.core.richtext import visible


def check_digit(digits: str) -> str:
    """Give the digit that must end an ISBN-13 whose first twelve digits are these."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits[:12]))
    return str(-total % 10)


def digits_of(isbn: str) -> str:
    """Give the digits of an ISBN, by which two are compared."""
    return re.sub(r"[^0-9]", "", isbn)


class IsbnField(FieldBase):
    """An ISBN of 13 digits, its hyphens as given.

    A wrong check digit is kept, as it may be in print; `warning` tells.
    """

    type: Literal["isbn"]

    NAME: ClassVar[str] = "isbn"

    @override
    def _clean(self, typed: object) -> Answer:
        text = visible(typed) if isinstance(typed, str) else ""
        text = re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff]", "", text)
        text = re.sub(r"[\s\u2010-\u2015\u2212-]+", "-", text).strip("-")
        text = re.sub(r"^ISBN(-?13)?:?-?(?=97[89])", "", text, flags=re.IGNORECASE)
        digits = text.replace("-", "")
        if not re.fullmatch(r"97[89][0-9]{10}", digits):
            raise AnswerError("Type the 13 digits of the ISBN, such as 978-1-78246-041-1.")
        return text

    @override
    def _show(self, answer: Answer) -> str:
        return str(answer)

    def warning(self, answer: Answer) -> str:
        """Say what is odd about a well-formed ISBN that cannot be right; empty if nothing is."""
        digits = digits_of(str(answer))
        right = check_digit(digits)
        if digits[-1] == right:
            return ""
        return (
            f"The last digit of this ISBN would have to be {right}: "
            "compare it with the publisher's list."
        )

    @override
    def expects(self) -> str:
        return "an ISBN of 13 digits"
