"""A contraction, such as "don't" or, often for "its", "it's"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.own_words import found, like, own_words
from desktop.core.remarks import Found, check

_DRAWN = re.compile(r"['’](?P<end>s|t|re|ve|ll)?(?!\w)")
"""An apostrophe and what follows it, to be looked at with the word before: that is quick."""
_WORD = re.compile(r"[a-z]+$", re.IGNORECASE)
_NOT = re.compile(
    "(?P<verb>is|are|was|were|has|have|had|do|does|did|could|would|should|must|need)n",
    re.IGNORECASE,
)
_ODD = {"can": "cannot", "won": "will not", "shan": "shall not"}
_WHO = re.compile("they|we|you|there|who|that|he|she|i", re.IGNORECASE)
_WITH = {"re": "are", "ve": "have", "ll": "will"}


@check(severity="warning", protects="The report speaks as one does in a letter, or mixes up its.")
def contraction(examined: Examined) -> Iterator[Found]:
    """Find words drawn together by an apostrophe, but not in what someone said."""
    for words in own_words(examined, _DRAWN):
        before, end = _WORD.search(words.before), words.match["end"] or ""
        if before is None:
            continue
        word = before[0] + words.match[0]
        span = words.match.start() - len(before[0]), words.match.end()
        if (before[0].lower(), end) in (("it", "s"), ("its", "")):
            message = f"“{word}” is short for “it is”. Write “its” if it belongs to something."
            uses = (like("its", word), like("it is", word))
            yield found(examined, words.item, span, message, suggestions=uses)
        elif use := _in_full(before[0], end):
            use = like(use, word)
            message = f"“{word}” is written “{use}” in a report."
            yield found(examined, words.item, span, message, use=use)


def _in_full(word: str, end: str) -> str:
    """Write a word and what was drawn to it apart; empty where nothing was."""
    if end == "t":
        negated = _NOT.fullmatch(word)
        return f"{negated['verb'].lower()} not" if negated else _ODD.get(word.lower(), "")
    return f"{word.lower()} {_WITH[end]}" if end in _WITH and _WHO.fullmatch(word) else ""
