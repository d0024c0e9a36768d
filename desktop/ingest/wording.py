"""Sentences, numbers and noun phrases in running text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.core.reading_rules import NUMBER_WORDS
from desktop.ingest.cleaning import plain

LONGEST_SENTENCE = 1500
_LARGEST_COUNT = 99_999
_SENTENCE_END = re.compile(
    r"(?<!\be\.g)(?<!\bi\.e)(?<!\bno)(?<!\bmr)(?<!\bdr)(?<!\bst)(?<!\bapprox)[.?!][\"')\]]*\s+(?=\S)"
)
_ABOUT_SO_MANY = re.compile(
    r"(?:\b(?:over|around|about|approximately|roughly|nearly|almost|more than|fewer than|less than"
    r"|at least|at most|up to|some|circa|c\.?|in excess of|further|additional|another|other)\s*)$"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence as printed, and in the form that patterns are written for, place by place."""

    text: str
    plain: str


def sentences(text: str) -> list[Sentence]:
    """Split a paragraph into sentences; none is longer than LONGEST_SENTENCE characters."""
    text = " ".join(text.split())
    low = plain(text)
    found: list[Sentence] = []
    start = 0
    for end in [*(m.end() for m in _SENTENCE_END.finditer(low)), len(text)]:
        following = text[end : end + 1]
        if end < len(text) and following.islower():
            continue
        for cut in range(start, end, LONGEST_SENTENCE):
            part = slice(cut, min(cut + LONGEST_SENTENCE, end))
            found.append(Sentence(text[part].strip(), low[part].strip()))
        start = end
    return [sentence for sentence in found if sentence.text]


def read_number(words: str, before: str = "") -> int | None:
    """Read a count in figures or words; None for years, for "about 40", and for no number.

    `before` is what stands in front of it.
    """
    if _ABOUT_SO_MANY.search(before):
        return None
    figures = words.strip(" ,")
    if re.fullmatch(r"[0-9]{1,3}(?:,[0-9]{3})+", figures):
        return int(figures.replace(",", ""))
    if re.fullmatch(r"[0-9]{1,6}", figures):
        number = int(figures)
        is_year = len(figures) == 4 and 1900 <= number < 2100
        return None if is_year or number > _LARGEST_COUNT else number
    return _number_in_words(words)


def _number_in_words(words: str) -> int | None:
    """Read a number in words; None for words that make none together, such as "two six"."""
    parts = [word for word in re.split(r"[ -]+", words.strip()) if word != "of"]
    total = current = 0
    last = ""
    for word in parts:
        value = NUMBER_WORDS.get(word)
        if word == "and" and last in ("hundred", "thousand"):
            continue
        if value is None:
            return None
        if word in ("dozen", "hundred"):
            current = max(current, 1) * value
        elif word == "thousand":
            total, current = total + max(current, 1) * value, 0
        elif word in ("single", "sole", "couple", "pair"):
            current = value
        elif last in ("", "hundred", "thousand") or (last.endswith("ty") and 0 < value < 10):
            current += value
        else:
            return None
        last = word
    return total + current if parts else None
