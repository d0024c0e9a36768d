"""How much the words of a text speak for each item of a programme."""

from __future__ import annotations

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
        return sum(
            weight for pattern, weight in self._patterns.get(item, ()) if pattern.search(text)
        )
