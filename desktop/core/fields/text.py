"""A few words, on one line."""

from __future__ import annotations

from typing import ClassVar, Literal

from typing_extensions import override

from desktop.core.fields.base import Answer, AnswerError, FieldBase
from desktop.core.house_style import HouseStyle
from desktop.core.richtext import visible

LONGEST = 1000


class TextField(FieldBase):
    """A short text, such as the name of a plan or of a department."""

    type: Literal["text"]

    NAME: ClassVar[str] = "text"

    @override
    def _clean(self, typed: object) -> Answer | None:
        if not isinstance(typed, str):
            raise AnswerError("Type a few words.")
        text = " ".join(visible(typed).split())
        if len(text) > LONGEST:
            raise AnswerError(
                f"Keep it under {LONGEST:,} characters; the passage has room for more."
            )
        return text or None

    @override
    def _show(self, answer: Answer) -> str:
        return str(answer)

    @override
    def _in_words(self, answer: Answer, style: HouseStyle) -> str:
        # A sentence has its own full stop.
        return str(answer).rstrip(" .,") or str(answer)

    @override
    def expects(self) -> str:
        return "a few words"
