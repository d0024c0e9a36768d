"""A word, two small ones or a mark, written twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.own_words import Words, found, own_words
from desktop.core.remarks import Found, check

_SMALL = r"(?:of|in|at|by|for|from|on|to|with|that|as)[ \u00a0]+(?:the|a|an|its|their|this)"
_TWICE = re.compile(
    rf"(?<![\w'’.-])(?P<once>{_SMALL}|[^\W\d_]+|[0-9]{{1,4}})"
    r"(?:[ \u00a0]+(?P=once)){1,9}(?![\w'’-])",
    re.IGNORECASE,
)
_MARK_TWICE = re.compile(r"([,;:])\1|(?<!\.)\.\.(?!\.)")
_MAY_BE_MEANT = re.compile("had|that|very|so|no|many|much|again|long|bye|ha", re.IGNORECASE)
_NO_NAME = re.compile(
    "the|a|an|this|these|it|its|in|on|at|of|to|for|from|by|with|and|or|but|as|if|we|our|they|their"
    "|there|is|are|was|were|has|have|since|between|all|some|staff|officers",
    re.IGNORECASE,
)
_NOT_AFTER_THAT = re.compile(
    r" (?:the|an?|this|these|those|they|it|its|we|our|he|she|their|there|all|some|any|no|both|each"
    r"|every|staff|people|[a-z]+(?:ers|ons|ies|ses|ces|nts|gs|ks|ds))\b"
)
"""Words before which "that" is no "that one", so that a second one before them says nothing."""


@check(severity="warning", protects="A word or a mark stands twice in a row.")
def doubled_word(examined: Examined) -> Iterator[Found]:
    """Find words and marks twice in a row, but not words that can be, such as "had had"."""
    for words in own_words(examined, _TWICE, facts=True, speech=True):
        once, both = words.match["once"], words.match[0]
        named = once.istitle() and both[-len(once)].isupper() and not _NO_NAME.fullmatch(once)
        if not named and not _may_be_meant(once, words):
            message = f"“{both}” says the same twice. Take one out."
            yield found(examined, words.item, words.match.span(), message, use=once)
    for words in own_words(examined, _MARK_TWICE, facts=True, speech=True):
        mark = words.match[0][0]
        message = f"“{mark}” stands twice in a row. Take one out."
        yield found(examined, words.item, words.match.span(), message, use=mark)


def _may_be_meant(once: str, words: Words) -> bool:
    if not _MAY_BE_MEANT.fullmatch(once):
        return False
    if once.lower() not in ("had", "that"):
        return True
    thrice = len(words.match[0].split()) > 2
    return not thrice and (once.lower() == "had" or not _NOT_AFTER_THAT.match(words.after))
