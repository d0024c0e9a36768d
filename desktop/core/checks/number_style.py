"""A number that is not written as the house style has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from desktop.core.examining import Examined
from desktop.core.facts import Fact
from desktop.core.house_style import MONTHS, HouseStyle
from desktop.core.own_words import (
    COUNTING_WORDS,
    Words,
    belongs_to_name,
    ends_in,
    found,
    own_words,
)
from desktop.core.reading.numbers import read_number
from desktop.core.remarks import Found, check
from desktop.core.sentences import begins_sentence

_FIGURES = re.compile(
    r"(?<![\w.,/:£$€#&+×–-])(?P<figures>[0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]{1,7})"
    r"(?![\w%/:°+×]|[.,–][0-9]|[-‐‑](?!(?!in\b|to\b|of\b|up\b)[a-z]{2}))"
)
_WORDS = re.compile(
    rf"(?<![\w-])(?P<words>(?:{COUNTING_WORDS})\b(?:[ -](?:{COUNTING_WORDS}|hundred|thousand)\b"
    rf"|(?:(?<=hundred)|(?<=thousand)) and (?:{COUNTING_WORDS})\b){{,8}})"
    r"(?!-(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|fold)\b)",
    re.IGNORECASE,
)
_COMMA_ASTRAY = re.compile(
    r"(?<![\w.,/£$€-])[0-9]{1,3}(?:,[0-9]{3})*,(?:[0-9]{1,2}|[0-9]{4,})(?![\w.,/%-]{0,9}[0-9])"
)
_OF_AN_ISBN = re.compile(r"\bISBN\b[^.\n]*$")
_NUMBER = rf"(?:[0-9][0-9,]*|{COUNTING_WORDS})"

_IN_A_RANGE = re.compile(
    rf"\b(?:between|from)\s+{_NUMBER}\s+(?:and|to)\s+$"
    rf"|\b{_NUMBER}\s+(?:to|or|in|of|out of|by|x)\s+$|\b(?:out of|top)\s+$",
    re.IGNORECASE,
)
_IN_A_DATE_OR_RANGE = re.compile(
    rf"\s*(?:(?:{'|'.join(MONTHS)})\b|(?:am|pm|a\.m|p\.m|noon|o['’]clock|hrs|hours on)\b"
    rf"|(?:to|or|in|of|out of|by|x)\s+{_NUMBER}\b|years?[ -]olds?\b)"
)
_BETWEEN = re.compile(r"\b(?:between|from)\s+$")
_OF_A_MEASURE = re.compile(
    r"\s*(?:per ?cent|percentage|million|billion|thousand|bn|km|kg|mph|miles?|metres?|[GMK]B)\b"
)
_SINCE = re.compile(r"\b(?:in|since|until|from|before|after|of)\s+$", re.IGNORECASE)
_COUNTS_NOTHING = re.compile(
    r"\s*(?:[.,;:)]|$|(?:and|as|by|for|it|that|the|to|under|was|when|which|with)\b)"
)
_PER_CENT = re.compile(
    r"(?<![\w.,/–-])(?P<share>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<sign>[ \u00a0]?%|[ \u00a0]?per ?cent\b)"
)
_LIST_MARK = re.compile(r"[.)]\s")
_THINGS = re.compile(r"\s+(?!(?:and|but|from|in|of|on|or|out|per|to|was|were)\b)[a-z]{3}")
_A_VALUE = re.compile(r"\b(?:as|at|by|from|is|of|than|to|was)\s+$")


@check(severity="warning", protects="Numbers are written now in words and now in figures.")
def number_style(examined: Examined) -> Iterator[Found]:
    """Find numbers in words or figures that the house style writes the other way.

    Dates, times, money, measures, ranges, ages, and numbers that belong to a name stay.
    """
    style = examined.style
    for words in _numbers(examined, _FIGURES):
        told = _figures_wrong(words, style)
        if told:
            yield _found(examined, words, *told)
    for words in _numbers(examined, _WORDS):
        use = _words_wrong(words, style)
        if use:
            rule = f"numbers from {style.figures_from} on are in figures"
            yield _found(examined, words, use, rule)
    if style.thousands == ",":
        for words in own_words(examined, _COMMA_ASTRAY):
            message = f"Three figures follow the comma that marks thousands: “{words.match[0]}”."
            yield found(examined, words.item, words.match.span(), f"{message} Correct it.")
    for words in own_words(examined, _PER_CENT):
        sign, share = words.match["sign"], words.match["share"]
        if sign.replace("\u00a0", " ") != style.per_cent:
            use = f"{share}{style.per_cent}"
            yield _found(examined, words, use, "shares are written that way")


def _numbers(examined: Examined, pattern: re.Pattern[str]) -> Iterator[Words]:
    """Find numbers but for those of facts that are in house style by themselves."""
    for words in own_words(examined, pattern, facts=True):
        start, end = words.match.span()
        if not any(
            fact.start <= start and end <= fact.end and Fact(fact.key).link == fact.link
            for fact in words.prose.facts
        ):
            yield words


def _found(examined: Examined, words: Words, use: str, rule: str) -> Found:
    message = f"“{words.match[0]}” is written “{use}” in these reports: {rule}."
    remark = found(examined, words.item, words.match.span(), message, use=use)
    if remark.place.field:
        # A fact says its number as it was told to when it was put in.
        return replace(remark, message=f"{message} Put it in again from the list of facts.")
    return remark


def _figures_wrong(words: Words, style: HouseStyle) -> tuple[str, str] | None:
    """Give what should stand in the place of figures, and by which rule; None where they stay."""
    figures, before, after = words.match[0], words.before, words.after
    number = int(re.sub("[, ]", "", figures))
    if _is_year(figures, before, after) or _stays(before, after):
        return None
    if not before.strip() and _LIST_MARK.match(after):
        return None
    if _OF_AN_ISBN.search(before):
        return None
    if begins_sentence(before) and not words.in_point:
        return style.number(number, begins=True), "no sentence begins with figures"
    if belongs_to_name(figures, before) or _OF_A_MEASURE.match(after) or after.startswith(")"):
        return None
    if number == 0 and (_A_VALUE.search(before) or not _THINGS.match(after)):
        return None
    if number < style.figures_from:
        return style.number(number), f"numbers below {style.figures_from} are in words"
    if re.match(r"\s*(?:hours|hrs)\b", after) or figures == style.figures(number):
        return None
    return style.figures(number), "that is how thousands are marked"


def _is_year(figures: str, before: str, after: str) -> bool:
    """Say whether figures are a year or, with a nought before them, a time or a code."""
    if re.fullmatch("(?:19|20)[0-9]{2}|0[0-9]+", figures):
        return True
    old = re.fullmatch(r"1[0-8][0-9]{2}", figures) and _SINCE.search(before)
    return bool(old) and _COUNTS_NOTHING.match(after) is not None


def _words_wrong(words: Words, style: HouseStyle) -> str | None:
    number = read_number(words.match[0])
    if number is None or number < style.figures_from or words.match[0][0].isupper():
        return None
    if _stays(words.before, words.after) or re.match(r"\s*(?:[mb]illion|or so)\b", words.after):
        return None
    return style.figures(number)


def _stays(before: str, after: str) -> bool:
    in_between = _BETWEEN.search(before) and re.match(rf"\s*(?:and|to)\s+{_NUMBER}\b", after)
    return bool(in_between or ends_in(_IN_A_RANGE, before) or _IN_A_DATE_OR_RANGE.match(after))
