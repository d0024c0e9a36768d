"""How words are fitted into a line of the history."""

from __future__ import annotations

from typing import Final

_LONGEST_VALUE: Final = 60


def short(words: str) -> str:
    """Give no more than the first words."""
    if len(words) <= _LONGEST_VALUE:
        return words
    return f"{words[:_LONGEST_VALUE].rpartition(' ')[0] or words[:_LONGEST_VALUE]}…"


def capital(words: str) -> str:
    """Begin with a capital letter."""
    return words[:1].upper() + words[1:]


def small(words: str) -> str:
    """Begin with a small letter, unless an abbreviation is what it begins with."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
