"""A question that is answered by yes or no."""

from __future__ import annotations

from typing import ClassVar, Literal

from typing_extensions import override

from desktop.core.fields.base import Answer, AnswerError, FieldBase
from desktop.core.house_style import HouseStyle

_WORDS = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


class YesNoField(FieldBase):
    """Yes or no."""

    type: Literal["yes_no"]

    NAME: ClassVar[str] = "yes_no"

    @override
    def _clean(self, typed: object) -> Answer:
        if isinstance(typed, bool):
            return typed
        answer = _WORDS.get(typed.lower()) if isinstance(typed, str) else None
        if answer is None:
            raise AnswerError("Answer yes or no.")
        return answer

    @override
    def _show(self, answer: Answer) -> str:
        return "Yes" if answer else "No"

    @override
    def _in_words(self, answer: Answer, style: HouseStyle) -> str:
        return "yes" if answer else "no"

    @override
    def tells(self, answer: Answer) -> bool:
        return False

    @override
    def expects(self) -> str:
        return "yes or no"
