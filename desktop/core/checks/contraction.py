"""A contraction, such as "don't" or, often for "its", "it's"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.own_words import found, like, own_words
from desktop.core.remarks import Found, check

_ITS = re.compile(r"\b(?P<word>it['’]s|its['’])(?!\w)", re.IGNORECASE)
_SHORT = re.compile(
    r"\b(?P<word>(?:(?P<verb>is|are|was|were|has|have|had|do|does|did|could|would|should|must|need)"
    r"n['’]t|(?P<odd>can['’]t|won['’]t|shan['’]t)"
    r"|(?P<who>they|we|you|there|who|that|he|she|i)['’](?P<with>re|ve|ll)))\b",
    re.IGNORECASE,
)
_ODD = {"can": "cannot", "won": "will not", "sha": "shall not"}
_WITH = {"re": "are", "ve": "have", "ll": "will"}


@check(severity="warning", protects="The report speaks as one does in a letter, or mixes up its.")
def contraction(examined: Examined) -> Iterator[Found]:
    """Find words drawn together by an apostrophe, but not in what someone said."""
    for words in own_words(examined, _ITS):
        word = words.match["word"]
        message = f"“{word}” is short for “it is”. Write “its” if it belongs to something."
        uses = (like("its", word), like("it is", word))
        yield found(examined, words.item, words.match.span(), message, suggestions=uses)
    for words in own_words(examined, _SHORT):
        word, use = words.match["word"], like(_in_full(words.match), words.match["word"])
        message = f"“{word}” is written “{use}” in a report."
        yield found(examined, words.item, words.match.span(), message, use=use)


def _in_full(word: re.Match[str]) -> str:
    if word["verb"]:
        return f"{word['verb'].lower()} not"
    if word["odd"]:
        return _ODD[word["odd"][:3].lower()]
    return f"{word['who'].lower()} {_WITH[word['with'].lower()]}"
