"""Remarks: what checks find in a report, where, and how it can be put right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, get_args

from desktop.core.fields import Answer

if TYPE_CHECKING:
    from desktop.core.examining import Examined
    from desktop.core.programme import Programme

Severity = Literal["error", "warning"]
LONGEST_QUOTE = 200
"""Characters of a quotation in a remark's name; not all databases can look longer ones up."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a remark belongs, by the full key of a field or of an item; both empty: the report.

    `start` and `end` bound the words meant in the plain text of the item's passage: its paragraphs
    and points one to a line, its facts spelled out. Both are 0 where the passage as a whole is.
    """

    item: str = ""
    field: str = ""
    start: int = 0
    end: int = 0

    @property
    def key(self) -> str:
        """The full key of the field or, where there is none, of the item."""
        return self.field or self.item


@dataclass(frozen=True, slots=True)
class Replacement:
    """A fix: other words in the place of those that the remark is about."""

    text: str


@dataclass(frozen=True, slots=True)
class NewAnswer:
    """A fix: another answer to a field, or none."""

    key: str
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class BackToDraft:
    """A fix: the draft, or the standard wording, in the place of an item's edited passage."""

    item: str


Fix = Replacement | NewAnswer | BackToDraft


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that a check found.

    `fix` is there only where it is certain; `suggestions` are other words that could stand there.
    """

    place: Place
    message: str
    fix: Fix | None = None
    suggestions: tuple[str, ...] = ()
    severity: Severity | None = None
    """Where this one is less than the check's own severity: a check that warns finds no errors."""


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its id, how much what it finds matters, what it protects against, how it finds it.

    `protects` is one plain sentence for the inspector. What a `binding` one finds cannot be left as
    it is.
    """

    id: str
    severity: Severity
    protects: str
    find: Callable[[Examined], Iterator[Found]]
    binding: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """What a check found in a report; `quote` are the words it is about, empty for none.

    `around` is the rest of their sentence but for its facts, which change by themselves. `left` is
    the inspector's reason for leaving it as it is, empty where there is none. `excerpt` has the
    words with some of those around them, unless the message quotes them and they stand only once. A
    `binding` one cannot be left.
    """

    check: str
    severity: Severity
    place: Place
    message: str
    quote: str = ""
    fix: Fix | None = None
    suggestions: tuple[str, ...] = ()
    left: str = ""
    around: str = ""
    excerpt: str = ""
    binding: bool = False

    @property
    def name(self) -> str:
        """What the remark is known by while the text around its sentence changes.

        Where it is about an answer, or a passage as a whole, another message is another remark.
        """
        quote = self.quote
        if len(quote) > LONGEST_QUOTE:
            quote = f"{quote[:LONGEST_QUOTE]}…{_digest(quote)}"
        told = self.message if self.place.field or not quote else ""
        return f"{self.check}|{self.place.key}|{quote}|{_digest(f'{self.around}|{told}')}"

    @property
    def remains(self) -> bool:
        """Whether something is still to be done or decided about it."""
        return not self.left


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


def where(place: Place, programme: Programme) -> str:
    """Say where a remark belongs as a person would: "Second jobs · Applications"."""
    field = programme.field(place.field) if place.field else None
    item = programme.items.get(place.item)
    names = [item.title] if item else []
    return " · ".join([*names, field.label] if field else names) or "The report"


def tally(remarks: Iterable[Remark]) -> str:
    """Say how many errors and warnings remain, such as "1 error, 3 warnings"."""
    remaining = [remark.severity for remark in remarks if remark.remains]
    counts = ((remaining.count(kind), kind) for kind in get_args(Severity))
    named = [f"{count} {kind}{'' if count == 1 else 's'}" for count, kind in counts if count]
    return ", ".join(named) or "nothing to remark"


def fix_as_json(fix: Fix | None) -> dict[str, object] | None:
    """Give a fix as commands print it."""
    match fix:
        case Replacement(text):
            return {"replace_with": text}
        case NewAnswer(key, answer):
            return {"answer": key, "with": answer}
        case BackToDraft(item):
            return {"draft": item}
        case None:
            return None


def check(
    *, severity: Severity, protects: str, binding: bool = False
) -> Callable[[Callable[[Examined], Iterator[Found]]], Check]:
    """Make a check of a function that finds things; the check's id is the function's name."""

    def made(find: Callable[[Examined], Iterator[Found]]) -> Check:
        return Check(find.__name__, severity, protects, find, binding)

    return made
