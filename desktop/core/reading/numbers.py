"""Numbers in running text, in figures and in words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

NUMBER_WORDS: Mapping[str, int] = {
    "a": 1, "an": 1, "single": 1, "sole": 1, "once": 1, "both": 2, "twice": 2, "couple": 2,
    "pair": 2, "no": 0, "none": 0, "zero": 0, "nil": 0, "neither": 0,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "thousand": 1000, "dozen": 12,
}  # fmt: skip
_COUNTING = "|".join(list(NUMBER_WORDS)[list(NUMBER_WORDS).index("one") :])
FIGURE = re.compile(
    r"(?:(?<![\w.,/£-])(?!(?:19|20)[0-9]{2}\b)(?:[0-9]{1,3}(?: [0-9]{3})+|[0-9][0-9,]*)"
    r"(?![\w%/]|[.,][0-9]|-[0-9]| per cent| percent)"
    rf"|\b(?:an? )?(?:{_COUNTING})\b(?:(?: and |[ -])(?:{_COUNTING})\b)*(?! per cent)"
    r"|\b(?:an? (?:single|sole|couple of|pair of)|both|no(?! (?:fewer|less|more|longer)\b)"
    r"|none|zero|nil|neither|once|twice)\b)"
)
"""A number in figures or in words, in a text in its plain form."""

_LARGEST_COUNT = 99_999
_OTHERS = re.compile(
    r"\b(?:further|additional|another|other|every|each|any"
    r"|(?:page|annex|appendix|table|chapter|paragraph)s?(?: [0-9]+ of)?)\s*$"
)
_IN_FULL = re.compile(r"\b(?:no|not) (?:fewer|less) than\s*$")
_NOT_BEFORE = re.compile(r"(?:\b(?:not?|never)|n't)\b(?:(?!\band\b)[^,;:.]){0,60}$")
_ONE = frozenset(("a single", "single", "a sole", "one", "one single"))
_RANGE_BEFORE = re.compile(
    rf"(?P<rise>\bfrom )?{FIGURE.pattern} (?:to|or) $|\bbetween {FIGURE.pattern} and $|[0-9] ?- ?$"
)
_ABOUT_SO_MANY = re.compile(
    r"\b(?:(?P<over>over|more than|in excess of|at least)"
    r"|(?P<under>fewer than|less than|under|at most|up to|nearly|almost)"
    r"|(?P<about>around|about|approximately|roughly|some|circa|c\.?))\s*$"
)


class Estimate(NamedTuple):
    """A number that is not said to be exact, and where the words before it start."""

    start: int
    least: int
    most: int


def is_in_range(text: str, first: int, last: int) -> bool:
    """Say whether the number that stands here is an end of a range, such as "30 to 40"."""
    before = _RANGE_BEFORE.search(text[:first])
    if before is not None:
        return before["rise"] is None or text[last:].startswith(" of ")
    if text[:first].endswith("from "):
        return False
    joint = "and" if text[:first].endswith("between ") else "to|or"
    return re.match(rf" (?:{joint}) {FIGURE.pattern}| ?- ?[0-9]", text[last:]) is not None


def read_estimate(words: str, before: str) -> Estimate | None:
    """Read what is "about 40" or "more than 40"; None where the number is said to be exact.

    What is over a number may be half as much again, what is under it half as much, and what is
    about it a fifth more or less. `before` is what stands in front of it.
    """
    found = _ABOUT_SO_MANY.search(before)
    number = read_number(words)
    if found is None or number is None or _IN_FULL.search(before):
        return None
    least, most = number - number // 5, number + number // 5
    negated = _NOT_BEFORE.search(before[: found.start()]) is not None
    if found["over"] and not negated:
        least, most = number, number + number // 2
    elif found["under"] or found["over"]:
        least, most = number // 2, number
    return Estimate(found.start(), least, most)


def read_number(words: str, before: str = "") -> int | None:
    """Read a count in figures or words; None where they count nothing exactly, or are a year.

    So "about 40", "every one", "not a single", "page 4". `before` is what stands in front of it.
    """
    if _OTHERS.search(before) or _ABOUT_SO_MANY.search(_IN_FULL.sub("", before)):
        return None
    if words.strip() in _ONE and _NOT_BEFORE.search(before):
        return None
    figures = words.strip(" ,")
    if re.fullmatch(r"[0-9]{1,3}(?:[, ][0-9]{3})+", figures):
        return int(re.sub(r"[, ]", "", figures))
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
