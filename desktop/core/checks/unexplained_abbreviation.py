"""An abbreviation that a reader is not told the meaning of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from desktop.core.examining import Examined
from desktop.core.own_words import addresses, found, overlaps
from desktop.core.remarks import Found, check

_ABBREVIATION = re.compile(
    r"(?<![\w&.-])(?P<letters>[A-Z](?:&?[A-Z]){1,6})(?:s(?!\w))?(?![\w&]|-?[0-9])(?!\.\w)"
)
_LONGEST_NAME = 150
_NO_ABBREVIATION = re.compile(
    r"[IVX]+|AND|ALL|ANY|BOTH|DO|DOES|EACH|EVERY|MAY|MUST|NB|NEVER|NEW|NO|NOT|NOW|OK|ONLY"
    r"|OR|SHALL|SHOULD|TBA|TBC|TBD|THE|TODO|VERY|WAS|WERE|WILL|YES"
)
_NAMED_BY_IT = re.compile(r"\b(?:Operation|Op|Project)\s+$")
_EXPLAINS_BEFORE = re.compile(r"\(\s*(?:(?:hereafter|known as|called|or|the) |['‘“\"])*$")
_EXPLAINS_AFTER = re.compile(
    r"\s*\((?P<name>[^()\n]{5,120})\)|,? (?:which )?stands? for (?P<long>.{,120})"
)


class _Use(NamedTuple):
    letters: str
    start: int
    end: int
    explained: bool


@check(severity="warning", protects="An abbreviation is used and nobody is told what it means.")
def unexplained_abbreviation(examined: Examined) -> Iterator[Found]:
    """Find the first use of each abbreviation that is not spelled out there or before.

    What the whole report says counts, standard wording included, in the order of print.
    """
    told = set(examined.style.abbreviations)
    first: dict[str, tuple[str, _Use]] = {}
    later: set[str] = set()
    for item, prose in examined.prose.items():
        for use in _uses(prose.text):
            if use.letters in told:
                continue
            if use.letters in first:
                if use.explained:
                    later.add(use.letters)
            elif use.explained:
                told.add(use.letters)
            else:
                first[use.letters] = item, use
    for letters, (item, use) in first.items():
        if letters in later:
            message = f"“{letters}” is spelled out only further on. Spell it out here."
        else:
            message = f"“{letters}” is not spelled out. Write here what it is short for."
        yield found(examined, item, (use.start, use.end), message)


@lru_cache(maxsize=512)
def _uses(text: str) -> tuple[_Use, ...]:
    alone = addresses(text)
    return tuple(
        _Use(match["letters"], *match.span("letters"), _explained(match, text))
        for match in _ABBREVIATION.finditer(text)
        if not _NO_ABBREVIATION.fullmatch(match["letters"])
        and not overlaps(match.span(), alone)
        and not _NAMED_BY_IT.search(_before(match, text))
    )


def _explained(match: re.Match[str], text: str) -> bool:
    """Say whether an abbreviation stands in brackets after its full name, or before it."""
    before = _before(match, text)
    opening = _EXPLAINS_BEFORE.search(before)
    if opening:
        return _is_short_for(match["letters"], before[: opening.start()])
    after = _EXPLAINS_AFTER.match(text, match.end())
    return after is not None and _is_short_for(
        match["letters"], after["name"] or after["long"] or ""
    )


def _before(match: re.Match[str], text: str) -> str:
    return text[max(0, match.start() - _LONGEST_NAME) : match.start()].rpartition("\n")[2]


def _is_short_for(letters: str, words: str) -> bool:
    """Say whether the last of these words begin with an abbreviation's letters, in order.

    Letters may also stand within them where there are no more words than letters.
    """
    wanted = letters.replace("&", "").lower()
    last = re.findall(r"[^\W\d_]+", words.lower())[-2 * len(wanted) :]
    return _in_order(wanted, (word[0] for word in last)) or _in_order(
        wanted, iter("".join(last[-len(wanted) :]))
    )


def _in_order(wanted: str, letters: Iterator[str]) -> bool:
    return all(letter in letters for letter in wanted)
