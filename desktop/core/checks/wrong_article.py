"""The wrong one of "a" and "an"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.own_words import found, like, own_words
from desktop.core.remarks import Found, check

_SMALL_WORD = r"(?:a|an|and|are|as|at|i|if|in|into|is|it|of|on|onto|or)\b"
_VOWEL = (
    rf"(?!{_SMALL_WORD})(?:[aAiI][a-z]|[eE](?!u|w)[a-z-]|[oO](?!n(?:e|ce)\b|ne-|uija)[a-z]"
    r"|[uU](?:n(?!i(?!m)|a)|p[a-z]|lt|mb|rg|gl|tt|sh)|[hH](?:our|onest|onou?r))[a-z-]*"
    r"|[AEI][A-Z]+|8[0-9]*|11|18"
)
_CONSONANT = (
    r"[b-df-gj-np-tv-zB-DF-GJ-NP-TV-Z][a-z][a-z-]*"
    r"|(?:[uU](?:ni(?:t|on|que|ver|form|lat)|s[eu])|[eE]ur|[oO]n(?:e|ce)(?![a-z])|[hH](?:igh|ouse|um|elp))"
    r"[a-z-]*|[BCDGJKPQTVWYZ][A-Z]+|[1-79]|1[02-79]"
)
_WRONG = re.compile(
    rf"(?<![\w.'’(-])(?:[aA](?=[ \u00a0]+[\"'‘“]?(?P<vowel>{_VOWEL})(?!\w|\.\w))"
    rf"|[aA]n(?=[ \u00a0]+[\"'‘“]?(?P<other>{_CONSONANT})(?!\w|\.\w)))"
)
_A_LETTER = re.compile(
    r"\b(?:appendix|category|grade|option|part|plan|section|type)\s+$", re.IGNORECASE
)


@check(severity="warning", protects="“A” stands where “an” belongs, or “an” where “a” does.")
def wrong_article(examined: Examined) -> Iterator[Found]:
    """Find "a" before a sound that needs "an", and "an" before one that does not."""
    for words in own_words(examined, _WRONG, facts=True):
        article = words.match[0]
        if not _A_LETTER.search(words.before):
            use = like("an" if len(article) == 1 else "a", article)
            before = words.match["vowel"] or words.match["other"]
            message = f"“{article}” does not go before “{before}”: write “{use}”."
            yield found(examined, words.item, words.match.span(), message, use=use)
