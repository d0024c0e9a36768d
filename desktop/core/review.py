"""Review: the states of a report on its way to be published, comments, and the force's points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

State = Literal["drafting", "in_review", "fact_check", "signed_off", "published"]
STATES: Final[tuple[State, ...]] = get_args(State)
"""In the order in which a report goes through them; it can go back a step at any time."""
STATE_WORDS: Final[dict[State, str]] = {
    "drafting": "drafting",
    "in_review": "in review",
    "fact_check": "factual accuracy check",
    "signed_off": "signed off",
    "published": "published",
}

PointKind = Literal["typing_mistake", "inaccurate_fact", "omission"]
POINT_WORDS: Final[dict[PointKind, str]] = {
    "typing_mistake": "Typing mistake",
    "inaccurate_fact": "Inaccurate fact",
    "omission": "Omission",
}
Decision = Literal["", "accepted", "refused"]
LONGEST_NOTE: Final = 10_000
"""Characters in a comment, a reply, a point, its evidence or the reason for a decision."""
HASH_SHOWN: Final = 12
"""Characters of a content's hash that are shown: enough to tell one content from another."""


@dataclass(frozen=True, slots=True)
class SignOff:
    """That a report was signed off: the hash of what it then said, who did it, when (UTC, ISO)."""

    content: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a comment: who gave it, when (UTC, ISO 8601)."""

    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on an item, or on the words `quote` of its passage.

    `start` is where these stood in the passage's plain text when it was made. It is resolved once
    `resolved_by` says by whom.
    """

    item: str
    text: str
    by: str
    at: str
    quote: str = ""
    start: int = 0
    replies: tuple[Reply, ...] = ()
    resolved_by: str = ""
    resolved_at: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point that the force raised in its factual accuracy check, and what was decided about it.

    `item` is the full key of the item that it is about, empty for the report as a whole; `quote`
    are words of its passage, and `start` is where they stood in its plain text. A refusal needs a
    `reason`. `content` is the hash of what it is about as that read when the point was entered, and
    once it is accepted, as that read before anything was changed on account of it.
    """

    kind: PointKind
    item: str
    text: str
    by: str
    at: str
    quote: str = ""
    evidence: str = ""
    decision: Decision = ""
    reason: str = ""
    decided_by: str = ""
    decided_at: str = ""
    start: int = 0
    content: str = ""


def next_state(state: State) -> State | None:
    """Give the state that comes after one; None after the last."""
    place = STATES.index(state) + 1
    return STATES[place] if place < len(STATES) else None


def state_before(state: State) -> State | None:
    """Give the state that comes before one; None before the first."""
    place = STATES.index(state)
    return STATES[place - 1] if place else None


def found_at(quote: str, start: int, plain: str) -> tuple[int, int] | None:
    """Give where quoted words now stand in a plain text, nearest to where they stood; or None."""
    if not quote:
        return None
    places: list[int] = []
    at = plain.find(quote)
    while at >= 0:
        places.append(at)
        at = plain.find(quote, at + 1)
    if not places:
        return None
    nearest = min(places, key=lambda place: abs(place - start))
    return nearest, nearest + len(quote)
