"""A term that is not written as the programme has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from desktop.core.examining import Examined
from desktop.core.house_style import Term
from desktop.core.own_words import found, like, own_words
from desktop.core.remarks import Found, check

_ENDING = r"(?P<ending>(?:d|ed|s|es|ing)?(?:['’]s|(?<=s)['’](?!\w))?)"


@check(severity="warning", protects="A term is not written as in the other reports.")
def house_term(examined: Examined) -> Iterator[Found]:
    """Find the ways of writing terms that the programme's house style says not to use."""
    terms = examined.style.terms
    if not terms:
        return
    pattern, use = _to_find(terms)
    for words in own_words(examined, pattern):
        written, ending = words.match["term"], words.match["ending"]
        right = like(use[_folded(written)], written) + ending
        message = f"“{words.match[0]}” is written “{right}” in these reports."
        yield found(examined, words.item, words.match.span(), message, use=right)


@lru_cache(maxsize=8)
def _to_find(terms: tuple[Term, ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    use = {_folded(other): term.use for term in terms for other in term.instead_of}
    ways = "|".join(_as_pattern(way) for way in sorted(use, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?P<term>{ways}){_ENDING}(?![\w-])", re.IGNORECASE)
    return pattern, use


def _as_pattern(way: str) -> str:
    return re.escape(way).replace(r"\ ", r"[ \u00a0]+").replace(r"\-", "[-‐‑]")


def _folded(words: str) -> str:
    return re.sub("[‐‑]", "-", re.sub(r"\s+", " ", words)).casefold()
