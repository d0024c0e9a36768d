"""What every field type has in common: its declaration in the programme and its five questions."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar

from desktop.core.declarations import Declared, Key, Line
from desktop.core.house_style import HouseStyle

Answer = bool | int | str | tuple[str, ...]
"""A given answer. "Not answered" is None, which is different from no, zero and empty."""


class AnswerError(ValueError):
    """What was typed is no answer to the field; the message says so in plain words."""


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

    def in_words(self, answer: Answer, style: HouseStyle) -> str:
        """Say the answer as it stands in a sentence of the report, in its house style.

        One that only an earlier version of the programme took is said as it is kept.
        """
        try:
            return self._in_words(answer, style)
        except (ArithmeticError, LookupError, TypeError, ValueError):
            return self.show(answer)

    def _in_words(self, answer: Answer, style: HouseStyle) -> str:
        """Say an answer that this field takes, in a sentence."""
        return self._show(answer)

    def tells(self, answer: Answer) -> bool:
        """Say whether the answer makes words that can stand in a sentence."""
        return True

    def to_json(self, answer: Answer | None) -> bool | int | str | list[str] | None:
        """Give the answer as it is stored and exchanged."""
        return list(answer) if isinstance(answer, tuple) else answer

    def expects(self) -> str:
        """Say in a few words what may be typed."""
        return self.NAME
