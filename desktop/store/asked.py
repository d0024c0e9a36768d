"""What a query asks for: words and phrases, whatever was typed."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

MOST_WORDS = 12
"""Words and phrases of one query that are looked for; what follows is left out."""
LONGEST_QUERY = 1000
"""Characters of one query that are read."""

_PIECE = re.compile(r'["“”„]([^"“”„]*)(["“”„]|$)|([^\s"“”„]+)')
# As the index of SQLite splits text: letters and digits, and the accents that follow them.
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_OF_LATIN_LETTERS = re.compile("(?<=[a-zæøʒ])[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """One word or phrase that is asked for; `open` where its last word may go on."""

    words: tuple[str, ...]
    open: bool = False


def asked(query: str) -> list[Asked]:
    """Read a query; one without words asks for nothing.

    What stands in quotation marks is a phrase, and so is what punctuation joins, as in "1,000". The
    last word may be still being typed, and `*` ends the beginning of any other.
    """
    text = unicodedata.normalize("NFC", query[:LONGEST_QUERY])
    whole = len(query) <= LONGEST_QUERY
    found: list[Asked] = []
    for piece in _PIECE.finditer(text):
        words = words_of(piece[1] if piece[3] is None else piece[3])
        if words:
            goes_on = whole and piece.end() == len(text) and not piece[2]
            found.append(Asked(words, goes_on or (piece[3] or "").endswith("*")))
    return found[:MOST_WORDS]


def words_of(text: str) -> tuple[str, ...]:
    """Split text into its words, as the index does."""
    return tuple(_WORD.findall(text))


def plain(word: str) -> str:
    """Give a word without accents and capitals, as the index holds it."""
    bare = _OF_LATIN_LETTERS.sub("", unicodedata.normalize("NFD", word.lower()))
    # A letter of its own in another alphabet, such as "й", is one in the index too.
    return _ACCENTS.sub("", unicodedata.normalize("NFC", bare))
