"""One, or several, of the answers that the programme offers."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field as Declare
from pydantic import model_validator
from typing_extensions import override

from desktop.core.declarations import Declared, Key, Line, written
from desktop.core.fields.base import Answer, AnswerError, FieldBase
from desktop.core.house_style import HouseStyle

Words = Annotated[
    str,
    written(
        r"|(?!\s)[^\x00-\x1f\x7f-\x9f\u2028\u2029]+(?<!\s)",
        "one line of text, with no space around it",
    ),
]


class Option(Declared):
    """One of the answers offered: its permanent key, its label on the form, its words in print."""

    key: Key
    label: Line
    words: Words = ""


class _Offering(FieldBase):
    options: tuple[Option, ...] = Declare(min_length=2)

    @model_validator(mode="after")
    def _options_differ(self) -> Self:
        met: set[str] = set()
        for option in self.options:
            names = {option.key, option.label.lower()}
            if names & met:
                raise ValueError(f'the option "{option.key}" stands here twice')
            met |= names
        return self

    def option(self, typed: object) -> Option:
        """Find an option by its key or, whatever its case, its label."""
        for option in self.options:
            if isinstance(typed, str) and typed.lower() in (option.key, option.label.lower()):
                return option
        raise AnswerError(f"Choose {self.expects()}.")

    @override
    def expects(self) -> str:
        *others, last = [option.key for option in self.options]
        return f"{', '.join(others)} or {last}"


class ChoiceField(_Offering):
    """Exactly one of the options."""

    type: Literal["choice"]

    NAME: ClassVar[str] = "choice"

    @override
    def _clean(self, typed: object) -> Answer:
        return self.option(typed).key

    @override
    def _show(self, answer: Answer) -> str:
        return self.option(answer).label

    @override
    def _in_words(self, answer: Answer, style: HouseStyle) -> str:
        option = self.option(answer)
        return option.words or option.label.lower()

    @override
    def tells(self, answer: Answer) -> bool:
        return any(option.key == answer and option.words for option in self.options)


class ChoicesField(_Offering):
    """Any of the options, kept in the order of the programme; none of them is an answer too."""

    type: Literal["choices"]

    NAME: ClassVar[str] = "choices"

    @model_validator(mode="after")
    def _none_is_none(self) -> Self:
        if any("none" in (option.key, option.label.lower()) for option in self.options):
            raise ValueError("none of the options is an answer already: leave out that option")
        return self

    @override
    def _clean(self, typed: object) -> Answer:
        if isinstance(typed, str):
            typed = [] if typed.lower() == "none" else [part.strip() for part in typed.split(",")]
        if not isinstance(typed, list | tuple):
            raise AnswerError(f"Choose {self.expects()}.")
        chosen = {self.option(each).key for each in typed}
        return tuple(option.key for option in self.options if option.key in chosen)

    @override
    def _show(self, answer: Answer) -> str:
        return ", ".join(self.option(key).label for key in self._keys(answer)) or "None"

    @override
    def _in_words(self, answer: Answer, style: HouseStyle) -> str:
        options = [self.option(key) for key in self._keys(answer)]
        return style.join([option.words or option.label.lower() for option in options]) or "none"

    @override
    def expects(self) -> str:
        return f"any of {super().expects()}, with commas between, or none"

    @staticmethod
    def _keys(answer: Answer) -> tuple[str, ...]:
        return answer if isinstance(answer, tuple) else (str(answer),)
