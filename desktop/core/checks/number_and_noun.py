"""A number that disagrees with its noun or its verb, such as "one instances"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.own_words import COUNTING_WORDS, Words, belongs_to_name, found, like, own_words
from desktop.core.reading.numbers import read_number
from desktop.core.remarks import Found, check

_IRREGULAR = {
    "agencies": "agency", "authorities": "authority", "companies": "company",
    "counties": "county", "enquiries": "enquiry", "entries": "entry", "inquiries": "inquiry",
    "people": "person", "policies": "policy", "vacancies": "vacancy",
}  # fmt: skip
_PLURAL = {one: many for many, one in _IRREGULAR.items()}
_REGULAR = (
    "allegation|application|appointment|arrangement|case|colleague|commissioner|complaint|constable"
    "|contractor|conviction|day|department|detective|disclosure|dismissal|employee|error|exception"
    "|gift|incident|individual|inspection|inspector|instance|investigation|investigator|job"
    "|journalist|manager|meeting|member|mistake|month|occasion|offence|officer|organisation"
    "|procedure|reason|recommendation|referral|role|sergeant|superintendent|supplier|system|unit"
    "|volunteer|website|week|workshop|year"
)
_BETWEEN = (
    r"(?:(?:additional|alleged|approved|confirmed|continuing|corruption|criminal|different"
    r"|disciplinary|external|formal|further|inappropriate|information|internal|media|minor|misconduct"
    r"|more|new|ongoing|other|outstanding|police|possible|potential|potentially|previous|recent"
    r"|recorded|registered|reported|second|separate|serious|similar|specific|substantiated|such)\s+){,3}"
)
_COUNT = (
    rf"(?<![\w.,/:£$€-])(?P<count>[0-9]{{1,3}}(?:,[0-9]{{3}})*|(?:{COUNTING_WORDS})"
    rf"(?:[ -](?:{COUNTING_WORDS}|hundred|thousand)){{,4}})"
)
_ONE_AND_MANY = re.compile(
    rf"{_COUNT}\s+{_BETWEEN}(?P<noun>(?:{_REGULAR})s|{'|'.join(_IRREGULAR)})\b(?!['’-])",
    re.IGNORECASE,
)
_MANY_AND_ONE = re.compile(
    rf"{_COUNT}\s+{_BETWEEN}(?P<noun>{_REGULAR}|{'|'.join(_PLURAL)})"
    r"(?=[.,;:?!)]|$|\s+(?:and|are|at|because|between|by|during|for|from|had|has|have|in|into|made"
    r"|of|on|since|that|to|under|was|were|where|which|who|whose|with|within)\b)",
    re.IGNORECASE,
)
_OF_WHICH = re.compile(
    rf"{_COUNT}\s+of\s+(?:which|these|them|those|whom)\s+(?P<verb>has|have|was|were|is|are)\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\bthere\s+(?P<verb>was|were|is|are|has been|have been)\s+(?:also\s+|only\s+|still\s+)?"
    rf"{_COUNT}(?=\s+[a-z])"
    r"(?!\s+(?:or|in|million|per ?cent|hours?|minutes?|days?|weeks?|months?|years?)\b)",
    re.IGNORECASE,
)
_NO_OF = re.compile(r"\b(?P<count>no)\s+of\s+(?:which|these|them|those|whom)\b", re.IGNORECASE)
_FOR_MANY = {"has": "have", "was": "were", "is": "are", "has been": "have been"}
_FOR_ONE = {many: one for one, many in _FOR_MANY.items()}
_NOT_ALONE = re.compile(r"\b(?:but|than|or|and|to)\s+$", re.IGNORECASE)


@check(severity="warning", protects="A number does not agree with its noun or its verb.")
def number_and_noun(examined: Examined) -> Iterator[Found]:
    """Find one of many things, many of one thing, and verbs that do not go with their number."""
    for words in own_words(examined, _ONE_AND_MANY, facts=True):
        if _count(words) == 1:
            noun = words.match["noun"]
            one = _IRREGULAR.get(noun.lower(), noun[:-1])
            yield _disagrees(examined, words, "noun", one)
    for words in own_words(examined, _MANY_AND_ONE, facts=True):
        if _count(words) > 1:
            noun = words.match["noun"]
            yield _disagrees(examined, words, "noun", _PLURAL.get(noun.lower(), f"{noun}s"))
    for words in own_words(examined, _NO_OF, facts=True):
        none = like("none", words.match["count"])
        message = f"“{words.match[0]}” is written “{none}{words.match[0][2:]}”."
        yield found(examined, words.item, words.match.span("count"), message, use=none)
    for pattern in (_OF_WHICH, _THERE):
        for words in own_words(examined, pattern, facts=True):
            verb = words.match["verb"].lower()
            if _count(words) == 1 and not _NOT_ALONE.search(words.before):
                agreeing = _FOR_ONE.get(verb)
            else:
                agreeing = _FOR_MANY.get(verb) if _count(words) > 1 else None
            if agreeing:
                yield _disagrees(examined, words, "verb", agreeing)


def _count(words: Words) -> int:
    """Read the number; 0 where it counts nothing: a year, or what belongs to a name."""
    start = words.match.start("count") - words.match.start()
    before = words.before + words.match[0][:start]
    count = words.match["count"]
    return 0 if belongs_to_name(count, before) else read_number(count.lower()) or 0


def _disagrees(examined: Examined, words: Words, group: str, use: str) -> Found:
    message = f"“{words.match[group]}” does not go with “{words.match['count']}”: write “{use}”."
    return found(examined, words.item, words.match.span(group), message, use=use)
