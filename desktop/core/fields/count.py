"""A whole number of things, zero included."""

from __future__ import annotations

import re
from typing import ClassVar, Literal

from typing_extensions import override

from desktop.core.declarations import Key
from desktop.core.fields.base import Answer, AnswerError, FieldBase
from desktop.core.house_style import HouseStyle

LARGEST = 999_999_999


class CountField(FieldBase):
    """A count. `part_of` names the field of the same item that counts the whole."""

    type: Literal["count"]
    part_of: Key | None = None

    NAME: ClassVar[str] = "count"

    @override
    def _clean(self, typed: object) -> Answer:
        if isinstance(typed, int) and not isinstance(typed, bool):
            number = typed
        elif isinstance(typed, str) and re.fullmatch(
            r"[0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3}", typed
        ):
            number = int(typed.replace(",", ""))
        else:
            raise AnswerError("Type a whole number in figures, such as 0, 7 or 1,250.")
        if not 0 <= number <= LARGEST:
            raise AnswerError(f"Type a number from 0 to {LARGEST:,}.")
        return number

    @override
    def _show(self, answer: Answer) -> str:
        return f"{answer:,}"

    @override
    def _in_words(self, answer: Answer, style: HouseStyle) -> str:
        return style.number(int(str(answer)))

    @override
    def expects(self) -> str:
        return "a whole number"
