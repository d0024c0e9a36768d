"""What every field type has in common: its declaration in the programme and its five questions."""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Annotated, ClassVar

from pydantic import AfterValidator, BaseModel, ConfigDict

Answer = bool | int | str | tuple[str, ...]
"""A given answer. "Not answered" is None, which is different from no, zero and empty."""


def written(pattern: str, how: str) -> AfterValidator:
    """Refuse text that is not wholly written like the pattern; `how` says what it must be."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(f"this must be {how}")
        return text

    return AfterValidator(check)


Key = Annotated[
    str, written(r"[a-z][a-z0-9_]*", "small letters, digits and underscores, a letter first")
]
Line = Annotated[
    str,
    written(
        r"(?!\s)[^\x00-\x1f\x7f-\x9f\u2028\u2029]+(?<!\s)",
        "one line of text, with no space around it",
    ),
]


class AnswerError(ValueError):
    """What was typed is no answer to the field; the message says so in plain words."""


class Declared(BaseModel):
    """Base of everything declared in a programme folder: closed, typed strictly, never changed."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class FieldBase(Declared):
    """One field of an item, as its programme declares it.

    `optional` fields need no answer for the report to be complete. `was` names the key that
    the field had in earlier versions of the programme.
    """

    key: Key
    label: Line
    guidance: str = ""
    optional: bool = False
    was: Key | None = None

    NAME: ClassVar[str]

    def clean(self, typed: object) -> Answer | None:
        """Turn what was typed, or stored as JSON, into an answer; None where nothing was typed.

        Raises AnswerError when it is no answer to this field.
        """
        if typed is None or (isinstance(typed, str) and not typed.strip()):
            return None
        return self._clean(typed.strip() if isinstance(typed, str) else typed)

    @abstractmethod
    def _clean(self, typed: object) -> Answer | None:
        """Clean something that is neither None nor blank."""

    def show(self, answer: Answer) -> str:
        """Say the answer as the form shows it.

        One that only an earlier version of the programme took is shown as it is kept.
        """
        try:
            return self._show(answer)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            return ", ".join(answer) if isinstance(answer, tuple) else str(answer)

    @abstractmethod
    def _show(self, answer: Answer) -> str:
        """Say an answer that this field takes."""

    def in_words(self, answer: Answer) -> str:
        """Say the answer as it stands in a sentence of the report, in house style."""
        return self.show(answer)

    def to_json(self, answer: Answer | None) -> bool | int | str | list[str] | None:
        """Give the answer as it is stored and exchanged."""
        return list(answer) if isinstance(answer, tuple) else answer

    def expects(self) -> str:
        """Say in a few words what may be typed."""
        return self.NAME
