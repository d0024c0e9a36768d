"""A word that one report writes in two ways, such as "co-operate" and "cooperate"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from desktop.core.examining import Examined
from desktop.core.house_style import HouseStyle
from desktop.core.own_words import Span, found, left_alone, like, overlaps
from desktop.core.remarks import Found, check

_WORD = re.compile(
    r"(?<![\w'’‑‐-])[^\W\d_]+(?:(?P<hyphen>[-‐‑])[^\W\d_]+)?(?![\w'’‑‐-])"
    r"(?=(?:[ \u00a0](?P<next>[^\W\d_]+))?)"
)
_BOTH = re.compile(r"[^\W\d_]+[ \u00a0][^\W\d_]+(?![\w'’‑‐-])(?=(?:[ \u00a0](?P<next>[^\W\d_]+))?)")
_PREFIX = re.compile(
    r"(?:anti|co|counter|ex|inter|mid|multi|non|post|pre|re|self|semi|sub)\s", re.IGNORECASE
)
_OTHER_MEANING = re.compile(
    "co-op|re-(?:act|claim|collect|count|cover|creat|dress|form|lay|lease|mark|move|present|press"
    "|prove|quest|search|sent|serve|sign|solve|sort|store|strain|treat).*"
)
_OFTEN_APART = re.compile(
    "all|any|anti|away|back|down|every|for|how|into|more|not|off|one|out|over|some|the|there|through"
    "|under|upon|what|when|where|which|with|while"
)
_SHORTEST_PART = 3


_Kind = Literal["joined", "hyphen", "apart"]


class _Way(NamedTuple):
    """A word in the way it is written, its letters, where it stands and what word follows it."""

    kind: _Kind
    text: str
    letters: str
    span: Span
    next: str


_Met = tuple[str, _Way]
"""The full key of an item, and a word in its passage."""


@check(severity="warning", protects="One report writes the same word in two ways.")
def two_ways(examined: Examined) -> Iterator[Found]:
    """Find words written joined, with a hyphen or apart, where the report has them otherwise too.

    "Off-duty behaviour" and "when off duty" are both right: words apart count only where they
    stand before the same word as those with a hyphen, or begin with a prefix. What the programme's
    house style names is left to that check.
    """
    named = _named(examined.style)
    for letters, ways in _in_doubt(examined).items():
        if letters in named or len(ways) < 2:
            continue
        # The one met first is the usual one where both are met as often.
        usual = max(ways.values(), key=len)
        for item, way in (met for other in ways.values() if other is not usual for met in other):
            use = _as_many(like(usual[0][1].text.lower(), way.text), way.text)
            message = f"“{way.text}” is written “{use}” elsewhere in this report."
            yield found(examined, item, way.span, message, suggestions=(use,))


def _in_doubt(examined: Examined) -> dict[str, dict[_Kind, list[_Met]]]:
    """Give the words that could be written in several ways, by their letters and the way."""
    met = [(item, way) for item, prose in examined.written.items() for way in _ways(prose.text)]
    hyphened = {way.letters for _, way in met if way.kind == "hyphen"}
    joined = {way.letters for _, way in met if way.kind == "joined"}
    before = {(way.letters, way.next) for _, way in met if way.kind == "hyphen" and way.next}

    def counts(way: _Way) -> bool:
        if way.kind == "apart":
            could_have_hyphen = way.letters in hyphened and (
                _PREFIX.match(way.text) is not None or (way.letters, way.next) in before
            )
            return could_have_hyphen or (way.letters in joined and _could_be_one(way.text))
        return way.letters in hyphened or way.letters in apart

    apart: set[str] = set()
    apart = {way.letters for _, way in met if way.kind == "apart" and counts(way)}
    found_ones: dict[str, dict[_Kind, list[_Met]]] = defaultdict(lambda: defaultdict(list))
    alone = {item: left_alone(examined, item) for item in examined.written}
    for item, way in met:
        if counts(way) and not overlaps(way.span, alone[item]):
            found_ones[way.letters][way.kind].append((item, way))
    return found_ones


@lru_cache(maxsize=512)  # while one types, all passages but one are what they were
def _ways(text: str) -> tuple[_Way, ...]:
    """Give the words of a text, and after each the two that it and the next would make in one."""
    ways: list[_Way] = []
    for match in _WORD.finditer(text):
        word, following = match[0], (match["next"] or "").lower()
        kind: _Kind = "hyphen" if match["hyphen"] else "joined"
        if not _OTHER_MEANING.fullmatch(word.lower()):
            ways.append(_Way(kind, word, _letters(word), match.span(), following))
        if following and kind == "joined":
            both = _BOTH.match(text, match.start())
            if both:
                after = (both["next"] or "").lower()
                ways.append(_Way("apart", both[0], _letters(both[0]), both.span(), after))
    return tuple(ways)


def _as_many(word: str, example: str) -> str:
    """Give a word the "s" of the example, or take its own away."""
    if example.lower().endswith("s"):
        return word if word.lower().endswith("s") else f"{word}s"
    return word.removesuffix("s")


def _could_be_one(pair: str) -> bool:
    parts = pair.lower().split()
    return all(len(part) >= _SHORTEST_PART and not _OFTEN_APART.fullmatch(part) for part in parts)


def _letters(text: str) -> str:
    return re.sub(r"[-‐‑\s]", "", text.casefold()).removesuffix("s")


def _named(style: HouseStyle) -> set[str]:
    return {_letters(way) for term in style.terms for way in (term.use, *term.instead_of)}
