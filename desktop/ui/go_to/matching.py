"""Matching what is typed with names: words in any order, their beginnings, small mistakes too."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

_WHOLE: Final = 1.0
_BEGINNING: Final = 0.8
_MISTYPED: Final = 0.5
_FIRST_WORD: Final = 0.3
_SHORTEST_MISTYPED: Final = 4
"""Letters of the shortest word that may hold a mistake."""
_LIKE: Final = 0.78
_MOST_WORDS: Final = 8
_LITTLE: Final = frozenset(("and", "the", "of", "for", "in", "on", "to", "a"))


def words_of(text: str) -> tuple[str, ...]:
    """Give the words of a text as they are compared: without case, accents and apostrophes."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in plain if not unicodedata.combining(each))
    return tuple(re.findall(r"[^\W_]+", re.sub(r"['’]", "", plain)))


class Names:
    """Some names, and how well each fits what is typed.

    Each is given by the words that it may be asked for by, those that it is best known by first.
    """

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        """Take names in order."""
        self._words = [[words_of(text) for text in texts] for texts in names]
        self._vocabulary = sorted({word for name in self._words for one in name for word in one})
        self._known: dict[str, dict[str, float]] = {}

    def fits(self, typed: Sequence[str]) -> list[list[float]]:
        """Say of each name how well it fits each of the words typed, from 0, not at all, to 1.3."""
        meant = [self._meant(word) for word in typed[:_MOST_WORDS]]
        return [[_fit(name, each) for each in meant] for name in self._words]

    def best(self, typed: Sequence[str], most: int) -> list[int]:
        """Give the places of the names that fit all words typed, best first."""
        return best(self.fits(typed), most) if typed else []

    def _meant(self, word: str) -> dict[str, float]:
        """Give the words of the names that a typed word may mean, and how likely that is."""
        if word not in self._known:
            found = {
                each: _WHOLE if each == word else _BEGINNING
                for each in self._vocabulary
                if each.startswith(word)
            }
            self._known[word] = found or self._mistyped(word)
        return self._known[word]

    def _mistyped(self, word: str) -> dict[str, float]:
        if len(word) < _SHORTEST_MISTYPED:
            return {}
        found: dict[str, float] = {}
        matcher = SequenceMatcher(None, "", word, autojunk=False)
        for each in self._vocabulary:
            if each[0] not in word[:2] or len(each) < len(word) - 1:
                continue
            # What is typed may be the beginning of the word, one letter longer or shorter.
            for length in {min(len(each), len(word) + more) for more in (-1, 0, 1)}:
                matcher.set_seq1(each[:length])
                if matcher.real_quick_ratio() >= _LIKE and matcher.ratio() >= _LIKE:
                    found[each] = max(found.get(each, 0.0), _MISTYPED * matcher.ratio())
        return found


def best(fits: Sequence[Sequence[float]], most: int) -> list[int]:
    """Give the places where every word fits, best first and of equals the first first."""
    scored = [(sum(each), place) for place, each in enumerate(fits) if all(each)]
    return [place for _, place in sorted(scored, key=lambda each: (-each[0], each[1]))[:most]]


def _fit(name: Sequence[Sequence[str]], meant: dict[str, float]) -> float:
    found = 0.0
    for text in name:
        for place, word in enumerate(text):
            fit = meant.get(word)
            if fit is not None:
                # "and" is a word of many names, and stands for none of them.
                fit = fit * 0.5 if word in _LITTLE else fit
                found = max(found, fit + (_FIRST_WORD if place == 0 and text is name[0] else 0.0))
    return found
