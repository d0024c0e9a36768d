"""Excerpts: words with some of their sentence around them, by which they are told from others."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from desktop.core.sentences import Sentence

_REACH: Final = 40
"""Characters on either side."""
_LONGEST: Final = 90
"""Characters of the words themselves."""
_CUT_SHORT = re.compile(r"“([^“”]{20,})…”")


def sentences_at(sentences: Sequence[Sentence], start: int, end: int) -> Sequence[Sentence]:
    """Give the sentences that words stand in, or those on both sides of a space."""
    first = bisect_left(sentences, start, key=lambda sentence: sentence.end)
    behind = bisect_right(sentences, end, key=lambda sentence: sentence.start)
    return sentences[first:behind]


def excerpt(text: str, sentences: Sequence[Sentence], start: int, end: int) -> str:
    """Give the words between two offsets with up to 40 characters of their sentence on each side.

    What is left out is marked by "…"; of very long words only the beginning is given.
    """
    touched = sentences_at(sentences, start, end)
    low, high = (touched[0].start, touched[-1].end) if touched else (start, end)
    words = text[start:end]
    if len(words) > _LONGEST:
        words, after = _head(words, _LONGEST), ""
    else:
        # No more is copied than can be needed: a sentence may be as long as its passage.
        after = _head(text[end : min(high, end + _REACH + 1)], _REACH)
    before = _tail(text[max(low, start - _REACH - 1) : start])
    return f"{before}{words}{after}".replace("\n", " ").strip()


def are_named(message: str, text: str, words: str) -> bool:
    """Say whether a message quotes words, and they stand only once in a text.

    Of long words a message quotes the beginning, and that is enough.
    """
    if any(words.startswith(beginning.rstrip()) for beginning in _CUT_SHORT.findall(message)):
        return True
    if not words.strip() or f"“{words}”" not in message:
        return False
    return len(list(islice(_places(words, text), 2))) == 1


def _places(words: str, text: str) -> Iterator[int]:
    """Give where words stand in a text, but not within longer words."""
    at = text.find(words)
    while at >= 0:
        around = text[max(0, at - 1) : at] + text[at + len(words) : at + len(words) + 1]
        if not any(each.isalnum() or each == "_" for each in around):
            yield at
        at = text.find(words, at + 1)


def _tail(words: str) -> str:
    if len(words) <= _REACH:
        return words
    cut = words[-_REACH:]
    _, space, rest = cut.partition(" ")
    return f"…{rest if space else cut}"


def _head(words: str, longest: int) -> str:
    if len(words) <= longest:
        return words
    cut = words[:longest]
    rest, space, _ = cut.rpartition(" ")
    return f"{rest if space else cut}…"
