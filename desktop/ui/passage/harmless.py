"""Which HTML from elsewhere may be given to Qt, that reads it without any limit of its own."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 2_000_000
_MOST_ELEMENTS: Final = 20_000
"""A page of Word has about 100; Qt's time for each is that of a page of text."""
_DEEPEST: Final = 100
"""Real pages nest some 30 deep; Qt's time grows with the square of it, and then its stack ends."""

_ELEMENT = re.compile(r"<(/?)([a-z][a-z0-9:]*)", re.IGNORECASE)
_NEVER_NEST: Final = frozenset(
    ("br", "dd", "dt", "hr", "li", "meta", "p", "tbody", "td", "tfoot", "th", "thead", "tr")
)
"""Elements that have no end for Qt, or that the next of them ends."""
_WITHOUT_WORDS = re.compile(
    r"<(/?)(?:area|base|col|embed|iframe|img|input|link|object|param|source|svg|track|video|wbr)\b",
    re.IGNORECASE,
)


def without_pictures(html: str) -> str:
    """Give HTML whose pictures and the like are nothing to Qt, which takes long over many."""
    return _WITHOUT_WORDS.sub(r"<\1meta", html) if len(html) <= _LONGEST else html


def is_harmless(html: str) -> bool:
    """Say whether reading HTML takes no more time and memory than a long text does."""
    if len(html) > _LONGEST or html.count("<") > _MOST_ELEMENTS:
        return False
    open_now: list[str] = []
    for end, name in _ELEMENT.findall(html):
        name = name.lower()
        if end and name in open_now:
            while open_now.pop() != name:
                pass
        elif not end and name not in _NEVER_NEST:
            open_now.append(name)
            if len(open_now) > _DEEPEST:
                return False
    return True
