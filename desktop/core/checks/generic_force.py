"""The word "force" in the report of a constabulary or a service."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.own_words import found, like, own_words
from desktop.core.remarks import Found, check

_GENERIC = "force"
_FORCE = re.compile(
    rf"\b(?:the|this)\s+(?:whole\s+|entire\s+|wider\s+)?(?P<noun>{_GENERIC})\b"
    r"(?![-‐‑]|\s+of\b)",
    re.IGNORECASE,
)


@check(severity="warning", protects="A report calls its force by two different nouns.")
def generic_force(examined: Examined) -> Iterator[Found]:
    """Find "the force" where the report's own noun is another."""
    noun = examined.force.noun
    if noun == _GENERIC:
        return
    message = f"{examined.force.name} is called “the {noun}” in its report, not “the {_GENERIC}”."
    for words in own_words(examined, _FORCE):
        use = like(noun, words.match["noun"])
        yield found(examined, words.item, words.match.span("noun"), message, use=use)
