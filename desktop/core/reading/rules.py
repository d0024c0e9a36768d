"""How published reports of a programme are read: its `reading.toml`, as strict models.

Every pattern is a regular expression for text in its plain form: lower case, straight quotes,
plain hyphens, single spaces, no marks of bold or italics. In it `{name}` stands for an entry of
`words`, `{number}` for a number that is captured, `{earlier}` for one that it is compared with,
`{figure}` for one that is not, `{phrase}` and `{subject}` for the noun phrase that begins there
and for the one that ends there.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ValidationInfo, field_validator, model_validator
from pydantic import Field as Declare

from desktop.core.declarations import Declared, Key, Line
from desktop.core.fields import AnswerError, ChoicesField, CountField
from desktop.core.programme import Programme
from desktop.core.programme_reader import read_declaration
from desktop.core.reading.numbers import FIGURE

READING_FILE = "reading.toml"

_BUILT_IN = {
    "number": f"(?P<number>{FIGURE.pattern})",
    "earlier": f"(?P<earlier>{FIGURE.pattern})",
    "figure": FIGURE.pattern,
    "phrase": r"(?P<phrase>\S.{0,160})",
    "subject": r"(?P<subject>\S.{0,120}?)",
}
_CAPTURE = re.compile(r"\{(?:number|phrase|subject)\}")
_STANDS_FOR = re.compile(r"\{([a-z_]+)\}")
_DEEPEST = 8

Share = Literal["all", "none", "all_but", "half", "rest", "at_most_rest", "most", "some"]
Where = Literal["item", "section", "report"]


def _sound(text: str, info: ValidationInfo) -> str:
    words = info.context.get("words") if info.context else None
    compiled(text, words if isinstance(words, tuple) else ())
    return text


def _known_item(key: str, info: ValidationInfo) -> str:
    programme = _programme(info)
    if programme is not None and key not in programme.items:
        raise ValueError(f'the programme has no item "{key}"')
    return key


def _known_field(key: str, info: ValidationInfo) -> str:
    programme = _programme(info)
    if programme is not None and key not in programme.fields:
        raise ValueError(f'the programme has no field "{key}"')
    return key


def _known_section(key: str, info: ValidationInfo) -> str:
    programme = _programme(info)
    if programme is not None and key not in (section.key for section in programme.sections):
        raise ValueError(f'the programme has no section "{key}"')
    return key


def _programme(info: ValidationInfo) -> Programme | None:
    programme = info.context.get("programme") if info.context else None
    return programme if isinstance(programme, Programme) else None


Pattern = Annotated[str, AfterValidator(_sound)]
Patterns = tuple[Pattern, ...]


class Way(Declared):
    """One way to put an answer in words.

    All of `find` must be found in one sentence (or `within` one paragraph), none of `unless`, and
    `about` somewhere in the paragraph. The answer is `value`; or what `find` captures; or, of the
    count that the field is part of, a `share`: all, none, all but the number, half, what the number
    leaves, or (no answers, but they can contradict one) at most that, most, or some; and that only
    where the whole is `of`, if given; or `more`, `fewer` or `same` as the number is to the
    `earlier` one. Of the ways that are found, those of the highest `rank` count. Sentences about
    the past are passed over, but for `past`.
    """

    find: Annotated[Patterns, Declare(min_length=1)]
    unless: Patterns = ()
    about: Pattern = ""
    value: bool | int | str | None = None
    share: Share | None = None
    of: int | None = None
    more: str | None = None
    fewer: str | None = None
    same: str | None = None
    within: Literal["sentence", "paragraph"] = "sentence"
    where: Where = "item"
    rank: int = 1
    past: bool = False

    @model_validator(mode="after")
    def _gives_an_answer(self) -> Self:
        first = next((text for text in self.find if _CAPTURE.search(text)), "")
        if (self.more or self.fewer or self.same) and not (
            "{number}" in first and "{earlier}" in first
        ):
            raise ValueError("to compare, one pattern must capture {number} and {earlier}")
        if self.value is None and self.share is None and not first:
            raise ValueError("this way captures nothing, and gives no value either")
        return self


class Answered(Declared):
    """The ways in which reports answer one field, given by its full key.

    `unless` holds for all of them; `heads` replaces the report's for captured phrases.
    """

    field: Annotated[str, AfterValidator(_known_field)]
    unless: Patterns = ()
    heads: Patterns = ()
    ways: tuple[Way, ...] = Declare(min_length=1)

    @model_validator(mode="after")
    def _values_fit(self, info: ValidationInfo) -> Self:
        programme = _programme(info)
        field = programme.fields[self.field] if programme else None
        for way in self.ways:
            if field is None:
                continue
            if way.share and not (isinstance(field, CountField) and field.part_of):
                raise ValueError("only a count that is part of another can be a share of it")
            for value in (way.value, way.more, way.fewer, way.same):
                if value is None:
                    continue
                try:
                    field.clean([value] if isinstance(field, ChoicesField) else value)
                except AnswerError as error:
                    raise ValueError(f'"{value}" is no answer here. {error}') from error
        return self


class Placed(Declared):
    """What tells that a paragraph belongs to an item; `strong` signs count three times.

    Words in bold that match one of `bold` count most. Lines that begin as one of `lines` are
    paragraphs of this item by themselves.
    """

    item: Annotated[str, AfterValidator(_known_item)]
    lines: Patterns = ()
    bold: Patterns = ()
    strong: Patterns = ()
    signs: Patterns = ()


class OtherHeadings(Declared):
    """Other headings under which a section is met, as they are printed."""

    section: Annotated[str, AfterValidator(_known_section)]
    headings: Annotated[tuple[Line, ...], Declare(min_length=1)]


class ReadingRules(Declared):
    """How reports of one programme are read.

    `cover` lists further phrases that covers and running heads are made of, `compounds` words
    that keep their hyphen where a line ends in it, `past` how sentences about earlier inspections
    begin, `turns` where such a sentence turns to the present, `asides` the parts of a sentence
    about the present that speak of the past or of others, `lasting` what says that it holds still,
    `heads` the nouns of which a captured phrase must have one.
    """

    cover: tuple[Line, ...] = ()
    compounds: tuple[Line, ...] = ()
    words: dict[Key, Pattern] = Declare(default_factory=dict)
    past: Patterns = ()
    turns: Patterns = ()
    asides: Patterns = ()
    lasting: Patterns = ()
    heads: Patterns = ()
    headings: tuple[OtherHeadings, ...] = ()
    items: tuple[Placed, ...] = Declare(min_length=1)
    answers: tuple[Answered, ...] = Declare(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _tell_words(cls, data: object, info: ValidationInfo) -> object:
        words = data.get("words") if isinstance(data, dict) else None
        if info.context is not None and isinstance(words, dict):
            info.context["words"] = tuple(
                (key, text) for key, text in words.items() if isinstance(text, str)
            )
        return data

    @field_validator("words")
    @classmethod
    def _words_are_sound(cls, words: dict[str, str]) -> dict[str, str]:
        for key in words:
            if key in _BUILT_IN:
                raise ValueError(f'"{key}" has its own meaning and cannot be a word')
        return words

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        keys = [answered.field for answered in self.answers]
        for key in keys:
            if keys.count(key) > 1:
                raise ValueError(f'the field "{key}" stands here twice')
        return self

    def pattern(self, text: str) -> re.Pattern[str]:
        """Compile one of the patterns of these rules."""
        return compiled(text, tuple(self.words.items()))


def read_rules(programme: Programme) -> ReadingRules | None:
    """Read how reports of a programme are read; None where it does not say.

    Raises ProgrammeError naming file, line and key of a mistake.
    """
    file = programme.folder / READING_FILE
    if not file.is_file():
        return None
    return read_declaration(file, ReadingRules, context={"programme": programme})


@lru_cache(maxsize=4096)
def compiled(text: str, words: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Compile a pattern in which `{name}` stands for one of the words; raises ValueError."""
    meanings = _BUILT_IN | dict(words)

    def meaning(found: re.Match[str]) -> str:
        if found[1] not in meanings:
            raise ValueError(f'"{found[0]}" in a pattern stands for nothing')
        each = meanings[found[1]]
        return each if found[1] in _BUILT_IN else f"(?:{each})"

    full = text
    for _ in range(_DEEPEST):
        if not _STANDS_FOR.search(full):
            break
        full = _STANDS_FOR.sub(meaning, full)
    else:
        raise ValueError("the words of a pattern stand for each other without an end")
    try:
        return re.compile(full)
    except re.error as error:
        raise ValueError(f"a pattern is no regular expression: {error} in {text!r}") from error
