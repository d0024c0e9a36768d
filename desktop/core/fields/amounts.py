"""A share in per cent, and a sum of money; kept as decimal text, so that nothing is rounded."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import ClassVar, Literal

from typing_extensions import override

from desktop.core.fields.base import Answer, AnswerError, FieldBase
from desktop.core.house_style import HMIC, HouseStyle

_FIGURES = r"(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})"
_TOO_LARGE = 10**12


def _amount(typed: object, pattern: str) -> Decimal | None:
    """Read a number from text like the pattern, or from JSON; None if there is none."""
    if isinstance(typed, int | float) and not isinstance(typed, bool) and abs(typed) < _TOO_LARGE:
        typed = str(typed)
    if not isinstance(typed, str):
        return None
    text = typed.lower().replace("\u2212", "-")
    if not re.fullmatch(pattern, text):
        return None
    # Adding nothing turns minus zero into zero.
    return Decimal(re.sub(r"[£%,\s]|per cent|percent", "", text)) + 0


def _pounds(answer: Answer, style: HouseStyle) -> str:
    return f"£{style.decimal(str(answer))}".replace("£-", "-£")


class PercentField(FieldBase):
    """A share in per cent, kept as "12.5"."""

    type: Literal["percent"]

    NAME: ClassVar[str] = "percent"

    @override
    def _clean(self, typed: object) -> Answer:
        share = _amount(typed, rf"-?{_FIGURES}(?:\.[0-9]{{1,4}})?\s*(?:%|per cent|percent)?")
        if share is None:
            raise AnswerError("Type a number in figures, such as 12 or 12.5.")
        return f"{share.normalize():f}"

    @override
    def _show(self, answer: Answer) -> str:
        return f"{HMIC.decimal(str(answer))}%"

    @override
    def _in_words(self, answer: Answer, style: HouseStyle) -> str:
        return f"{style.decimal(str(answer))}{style.per_cent}"

    @override
    def expects(self) -> str:
        return "a number"


class MoneyField(FieldBase):
    """A sum in pounds, kept as "1250" or "1250.50"."""

    type: Literal["money"]

    NAME: ClassVar[str] = "money"

    @override
    def _clean(self, typed: object) -> Answer:
        pounds = _amount(typed, rf"(?:-?£?|£-)\s*{_FIGURES}(?:\.[0-9]{{1,2}})?")
        if pounds is None:
            raise AnswerError("Type a sum in pounds, such as 1,250 or 1,250.50.")
        return f"{pounds:.0f}" if pounds == pounds.to_integral() else f"{pounds:.2f}"

    @override
    def _show(self, answer: Answer) -> str:
        return _pounds(answer, HMIC)

    @override
    def _in_words(self, answer: Answer, style: HouseStyle) -> str:
        return _pounds(answer, style)

    @override
    def expects(self) -> str:
        return "a sum in pounds"
