"""How much the words of a text speak for each item of a programme."""

from __future__ import annotations

from functools import lru_cache

from desktop.core.reading.rules import ReadingRules

CLEARLY = 3.0
"""So much speaks for an item, out of a text's own words, where it is clearly about it."""


class Signs:
    """The signs that the rules of a programme give for its items."""

    def __init__(self, rules: ReadingRules) -> None:
        """Take the signs from these rules."""
        self._patterns = {
            placed.item: [
                *((rules.pattern(text), CLEARLY) for text in placed.strong),
                *((rules.pattern(text), 1.0) for text in placed.signs),
            ]
            for placed in rules.items
        }

    def found(self, text: str, item: str) -> float:
        """Say how much a text in its plain form speaks for an item by its own words."""
        return _weight(self, text, item)

    def weigh(self, text: str, item: str) -> float:
        """Add up the signs that are found."""
        return sum(
            weight for pattern, weight in self._patterns.get(item, ()) if pattern.search(text)
        )


@lru_cache(maxsize=8192)  # while one types, all sentences but one are what they were
def _weight(signs: Signs, text: str, item: str) -> float:
    return signs.weigh(text, item)
