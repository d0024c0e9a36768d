"""What is typed about the force's points of one report, and is not recorded yet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Final

from desktop.core.review import PointKind, found_at

BEING_ENTERED: Final = ""
"""Stands for the key of the point that is being entered, which has none yet."""
_ENTERED: Final = "entered"
_REASON: Final = "reason "


@dataclass(frozen=True, slots=True)
class Entered:
    """A point as far as it is entered; `offered` are its words as they were put in, not typed.

    `point` is the key of the point that is being changed, empty for a new one, and `was` the kind
    and the item of it as it is recorded.
    """

    kind: PointKind
    item: str
    quote: str = ""
    start: int = 0
    text: str = ""
    evidence: str = ""
    offered: tuple[str, str, str] = ("", "", "")
    point: str = ""
    was: tuple[PointKind, str] | None = None

    @property
    def typed(self) -> bool:
        """Whether anything was typed, or chosen for a point there is, that would be lost."""
        if self.was is not None and (self.kind, self.item) != self.was:
            return True
        words = self.quote, self.text, self.evidence
        # Of what is offered for a new point nothing is lost by emptying its box.
        return any(
            now != was and bool(self.point or now.strip())
            for now, was in zip(words, self.offered, strict=True)
        )


@dataclass(slots=True)
class Typed:
    """What is typed in one report: a point that is being entered, and reasons to refuse points.

    `entered` is None where none is, and `kind` is the kind of the last one. `reasons` are by the
    keys of their points, and those in `refusing` are asked for now. `undecided` holds the keys of
    the points that can be refused, `recording` those of what is on its way to the database.
    """

    area: str
    entered: Entered | None = None
    entering: bool = False
    kind: PointKind = "inaccurate_fact"
    reasons: dict[str, str] = field(default_factory=dict)
    refusing: set[str] = field(default_factory=set)
    undecided: frozenset[str] = frozenset()
    recording: set[str] = field(default_factory=set)

    @property
    def half_entered(self) -> bool:
        """Whether a point is typed, in part at least, and not recorded."""
        return self.entered is not None and self.entered.typed

    @property
    def half_refused(self) -> frozenset[str]:
        """The keys of the points for whose refusal a reason is typed, and not recorded."""
        return frozenset(key for key in self.undecided if self.reasons.get(key, "").strip())

    def pending(self) -> list[str]:
        """Name what would be lost by closing."""
        names: list[str] = []
        if self.half_entered:
            names.append(f"a point of the force ({self.area})")
        if self.half_refused:
            names.append(f"the reason to refuse a point ({self.area})")
        return names

    def unfinished(self) -> Iterator[tuple[str, str]]:
        """Give what would be lost by closing as text that can be kept, by its places."""
        if self.entered is not None and self.half_entered:
            yield _ENTERED, json.dumps(asdict(self.entered))
        yield from ((_REASON + key, self.reasons[key]) for key in self.half_refused)

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Take up again what `unfinished` gave before."""
        for place, text in texts.items():
            if place == _ENTERED:
                self.entered = entered_from(text)
                self.kind = self.entered.kind
            elif place.startswith(_REASON):
                self.reasons[place.removeprefix(_REASON)] = text
            else:
                raise ValueError(place)


def entered_from(text: str) -> Entered:
    """Read a point as far as it was entered; raises ValueError for what is none."""
    from pydantic import TypeAdapter

    return TypeAdapter(Entered).validate_json(text)


def settled(entered: Entered, plain: str) -> Entered:
    """Give a point with its words as they stand in the passage, whose plain text is told.

    Words that were copied from pages or letters are broken into lines otherwise.
    """
    for quote in (entered.quote, " ".join(entered.quote.split())):
        found = found_at(quote, entered.start, plain)
        if found is not None:
            return replace(entered, quote=quote, start=found[0])
    return replace(entered, quote=entered.quote.strip())
