"""A share in per cent, and a sum of money; kept as decimal text, so that nothing is rounded."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import ClassVar, Literal

from typing_extensions import override

from desktop.core.fields.base import Answer, AnswerError, FieldBase
from desktop.core.house_style import decimal_in_figures

_FIGURES = r"-?(?:[0-9]{1,12}|[0-9]{1,3}(?:,[0-9]{3}){1,3})"


def _figures(typed: object, pattern: str) -> str | None:
    text = str(typed) if isinstance(typed, int | float) and not isinstance(typed, bool) else typed
    if not isinstance(text, str) or not re.fullmatch(pattern, text):
        return None
    return re.sub(r"[£%,\s]|per cent|percent", "", text)


class PercentField(FieldBase):
    """A share in per cent, kept as "12.5"."""

    type: Literal["percent"]

    NAME: ClassVar[str] = "percent"

    @override
    def _clean(self, typed: object) -> Answer:
        figures = _figures(typed, rf"{_FIGURES}(?:\.[0-9]{{1,4}})?\s*(?:%|per cent|percent)?")
        if figures is None:
            raise AnswerError("Type a number in figures, such as 12 or 12.5.")
        return f"{Decimal(figures).normalize():f}"

    @override
    def show(self, answer: Answer) -> str:
        return f"{decimal_in_figures(str(answer))}%"

    @override
    def in_words(self, answer: Answer) -> str:
        return f"{decimal_in_figures(str(answer))} per cent"

    @override
    def expects(self) -> str:
        return "a number"


class MoneyField(FieldBase):
    """A sum in pounds, kept as "1250" or "1250.50"."""

    type: Literal["money"]

    NAME: ClassVar[str] = "money"

    @override
    def _clean(self, typed: object) -> Answer:
        figures = _figures(typed, rf"£?\s*{_FIGURES}(?:\.[0-9]{{1,2}})?")
        if figures is None:
            raise AnswerError("Type a sum in pounds, such as 1,250 or 1,250.50.")
        pounds = Decimal(figures)
        return f"{pounds:.0f}" if pounds == pounds.to_integral() else f"{pounds:.2f}"

    @override
    def show(self, answer: Answer) -> str:
        return f"£{decimal_in_figures(str(answer))}".replace("£-", "-£")

    @override
    def expects(self) -> str:
        return "a sum in pounds"
