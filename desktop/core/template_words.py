"""What templates of a programme print: answers, in house style, with words around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from desktop.core import articles, commonmark
from desktop.core.house_style import HouseStyle, capitalised

_NOT_PRINTED = "only a text or a number can be printed"


class Counted(int):
    """A count that is printed as a fact: what stands for it, and its words."""

    fact: str
    words: str

    def __new__(cls, count: int, *, fact: str, words: str) -> Self:
        """Make a number that can be compared and reckoned with like any other."""
        made = super().__new__(cls, count)
        made.fact, made.words = fact, words
        return made


class Worded(str):
    """An answer kept as text: its words, and what stands for it where they are short.

    Without a `fact` they are printed as plain words.
    """

    fact: str
    words: str

    def __new__(cls, kept: str, *, fact: str, words: str) -> Self:
        """Make a text that can be compared like any other."""
        made = super().__new__(cls, kept)
        made.fact, made.words = fact, words
        return made


class Chosen(tuple[str, ...]):
    """The options chosen, printed as plain words: verbs around them follow only in a draft."""

    words: str

    def __new__(cls, keys: tuple[str, ...], *, words: str) -> Self:
        """Make a tuple of keys that can be asked what is in it like any other."""
        made = super().__new__(cls, keys)
        made.words = words
        return made


@dataclass(frozen=True, slots=True)
class Said:
    """Words to be printed, as a fact where `fact` is its address, and what stands around them."""

    words: str
    fact: str = ""
    before: str = ""
    after: str = ""


def printed(style: HouseStyle, value: object) -> str:
    """Give a value as it is printed, as CommonMark; raises ValueError for what is no words."""
    said = _said(style, value)
    words = f"[{commonmark.escape(said.words)}]({said.fact})" if said.fact else _plain(said.words)
    return f"{_plain(said.before)}{words}{_plain(said.after)}"


def _plain(text: str) -> str:
    """Write words without marks; a space at either end stays."""
    first = " " if text[:1].isspace() else ""
    last = " " if text.strip() and text[-1:].isspace() else ""
    return f"{first}{commonmark.escape(text)}{last}"


def _said(style: HouseStyle, value: object) -> Said:
    match value:
        case Said():
            return value
        case Counted() | Worded():
            return Said(value.words, value.fact)
        case Chosen():
            return Said(value.words)
        case str():
            return Said(value)
        case bool() | None:
            raise ValueError(f"{_NOT_PRINTED}: ask first what was answered")
        case int():
            return Said(style.number(value))
        case _:
            raise ValueError(_NOT_PRINTED)


def _the(style: HouseStyle, value: object) -> Said:
    said = _said(style, value)
    return replace(said, before=articles.with_the(said.words))


def _a(style: HouseStyle, value: object) -> Said:
    said = _said(style, value)
    return replace(said, before=articles.with_a(said.words))


def _capitalised(style: HouseStyle, value: object) -> Said:
    said = _said(style, value)
    if said.before or said.fact:
        # A fact that begins a sentence is written so without being told.
        return replace(said, before=capitalised(said.before))
    return replace(said, words=capitalised(said.words))


def _counted(style: HouseStyle, value: object, one: str, many: str) -> Said:
    said = _said(style, value)
    return replace(said, after=f" {one if value == 1 else many}")


def _length(_: HouseStyle, value: object) -> int:
    match value:
        case tuple():
            return len(value)
        case _:
            raise ValueError("only options can be counted: ask first what was answered")


def _is_plural(value: object) -> bool:
    return isinstance(value, str) and articles.is_plural(value)


FILTERS: Mapping[str, tuple[Callable[..., object], int]] = {
    "the": (_the, 0),
    "a": (_a, 0),
    "capitalised": (_capitalised, 0),
    "counted": (_counted, 2),
    "length": (_length, 0),
}
"""What may stand behind "|" in a template, and how many texts it takes in brackets.

`the` and `a` put the article before a name where it needs one, `capitalised` begins a sentence,
`counted("instance", "instances")` adds the noun to a number, `length` tells how many options were
chosen.
"""

TESTS: Mapping[str, Callable[[object], bool]] = {"plural": _is_plural}
"""What may stand behind "is" in a template, beside "none".

`plural` asks whether a name has its verb in the plural: "senior officers check".
"""
