"""Where sentences begin and end in the words of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_OPENING = "\"'‘“(["
_CLOSING = "\"'’”)]"
_SHORTENED = re.compile(
    r"(?:^|[\s(\[\"'‘“])(?:(?i:e\.g|i\.e|vs|cf|approx|paras?|pp?|figs?|vol|mr|mrs|ms|dr|st|prof|rev"
    r"|hon|cllr|ch|supt|insp|det|sgt)|Nos?|(?:[A-Z]\.)*[A-Z])\.$"
)
"""What is never last in a sentence; "etc." can be, and what follows tells."""
_STOP = re.compile(rf"[.?!…][{re.escape(_CLOSING)}]*(?=\s)")

_NEAR = 100  # characters: looking further at every full stop takes minutes in a long text


class Sentence(NamedTuple):
    """One sentence, and where it stands in the text it was found in."""

    text: str
    start: int
    end: int


def begins_sentence(before: str) -> bool:
    """Say whether what follows these words of a paragraph begins a sentence."""
    before = before.rstrip(_OPENING)
    bare = before.rstrip()
    if not bare:
        return True
    if bare == before:
        return False
    stopped = bare.rstrip(_CLOSING)
    return stopped.endswith((".", "?", "!", "…")) and not _SHORTENED.search(stopped[-_NEAR:])


def sentences(text: str) -> Iterator[Sentence]:
    """Split text into sentences, without the white space between them; a line ends one too."""
    start = 0
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for stop in _STOP.finditer(line[0]):
            end = line.start() + stop.end()
            after = text[end : min(end + _NEAR, line.end())].lstrip().lstrip(_OPENING)
            before = text[max(end - _NEAR, line.start()) : end]
            if after[:1].islower() or not begins_sentence(before + " "):
                continue
            yield from _sentence(text, start, end)
            start = end
        yield from _sentence(text, start, line.end())


def _sentence(text: str, start: int, end: int) -> Iterator[Sentence]:
    words = text[start:end].strip()
    if words:
        first = start + text[start:end].index(words)
        yield Sentence(words, first, first + len(words))
