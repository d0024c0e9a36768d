"""The way back from words that were read to their places in the text."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.reading.paragraphs import Span

_FURTHEST = 400


def traced(source: str, spans: Sequence[Span], *texts: str) -> list[int | None]:
    """Give the place in a source of each character of texts that its spans hold, in order.

    A space has none, nor has the end of each text, which is given after it. What is not in the
    texts, such as marks of bold, is passed over.
    """
    held = "".join(source[slice(*span)] for span in spans)
    where = [place for span in spans for place in range(*span)]
    places: list[int | None] = []
    at = 0
    for text in texts:
        for letter in text:
            found = -1 if letter.isspace() else held.find(letter, at, at + _FURTHEST)
            places.append(where[found] if found >= 0 else None)
            at = max(at, found + 1)
        places.append(None)
    return places
