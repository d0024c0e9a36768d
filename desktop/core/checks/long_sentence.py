"""A sentence that is too long to be read at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.own_words import standard_sentences
from desktop.core.remarks import Found, check

_LETTER = re.compile(r"\w")


@check(severity="warning", protects="A sentence is too long to be understood at first reading.")
def long_sentence(examined: Examined) -> Iterator[Found]:
    """Find sentences of more words than the house style allows."""
    most = examined.style.longest_sentence
    for item, prose in examined.written.items():
        standard = standard_sentences(examined, item)
        for sentence in prose.sentences:
            length = sum(1 for part in sentence.text.split() if _LETTER.search(part))
            if length > most and (sentence.start, sentence.end) not in standard:
                message = (
                    f"This sentence has {length} words; {most} are the most that read well."
                    " Make two of it."
                )
                yield Found(examined.place(item, sentence.start, sentence.end), message)
