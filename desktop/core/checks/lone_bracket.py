"""A bracket that is opened and never closed, or closed and never opened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.own_words import Words, found, own_words
from desktop.core.remarks import Found, check

_BRACKET = re.compile(r"[()]")
_LABEL = re.compile(r"(?:^|[\s;,])[A-Za-z0-9]{1,3}$")
"""What a closing bracket alone may follow, as in "a) the first"."""


@check(severity="warning", protects="The reader waits for the other bracket.")
def lone_bracket(examined: Examined) -> Iterator[Found]:
    """Find round brackets without their other one in the same paragraph or point."""
    opened: list[Words] = []
    for words in own_words(examined, _BRACKET, facts=True, speech=True):
        if opened and not _same_line(opened[-1], words):
            yield from (_lone(examined, each) for each in opened)
            opened.clear()
        if words.match[0] == "(":
            opened.append(words)
        elif opened:
            opened.pop()
        elif not _LABEL.search(words.before):
            yield _lone(examined, words)
    for words in opened:
        yield _lone(examined, words)


def _same_line(first: Words, other: Words) -> bool:
    between = first.prose.text[first.match.start() : other.match.start()]
    return first.item == other.item and "\n" not in between


def _lone(examined: Examined, words: Words) -> Found:
    message = "This bracket stands alone. Add its other one, or take it out."
    return found(examined, words.item, words.match.span(), message)
