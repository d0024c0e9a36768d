"""Words found in a document, whatever their case, spaces and quotation marks look like."""

from __future__ import annotations

from desktop.ui.passage.document import PassageDocument
from desktop.ui.passage.spelled import Spelled

_ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\xa0": " ", "‑": "-", "‐": "-"})


def matches(document: PassageDocument, words: str) -> list[tuple[int, int]]:
    """Give start and end of every match (UTF-16 units), in order, none overlapping.

    Words within a fact are found too, and a match that has a part of a fact has all of it.
    """
    wanted = _folded(words)
    if not wanted:
        return []
    spelled = Spelled(document)
    text = _folded(spelled.text)
    found: list[tuple[int, int]] = []
    start = text.find(wanted)
    while start >= 0:
        place = spelled.place(start, start + len(wanted))
        if not found or found[-1][1] <= place[0]:
            found.append(place)
        start = text.find(wanted, start + len(wanted))
    return found


def _folded(text: str) -> str:
    """Fold letters one by one, so that places in the text stay what they were."""
    return "".join(
        low if len(low := letter.lower()) == 1 else letter for letter in text.translate(_ALIKE)
    )
