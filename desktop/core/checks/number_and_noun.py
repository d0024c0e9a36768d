"""A number that disagrees with its noun or its verb, such as "one instances"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from desktop.core.drafting import new_draft
from desktop.core.examining import Examined
from desktop.core.own_words import (
    COUNTING_WORDS,
    Words,
    belongs_to_name,
    ends_in,
    found,
    like,
    own_words,
)
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
_NO_OF = re.compile(
    r"(?<!\bthe )(?<!\bref )\b(?P<count>no)\s+"
    r"(?:of\s+(?:which|these|them|those|whom|the|its|their|our)\b"
    r"|(?P<verb>has|have|was|were|are)\b(?!\s+(?:a|an|the)\b))",
    re.IGNORECASE,
)
_VERB = (
    r"(?P<verb>has|have|was|were|is|are)\b"
    r"(?!\s+(?:a|an|the|too|enough|more|less|fewer|(?:not|still)\s+(?:a|the|too|enough|many))\b)"
)
_AND_VERB = re.compile(
    rf"(?:{_COUNT}|(?<![\w.,/:£$€-])(?P<none>no))\s+(?P<of>of\s+(?:the|these|those|its|their|our)\s+)?"
    rf"{_BETWEEN}(?P<noun>(?:{_REGULAR})s?|{'|'.join(_IRREGULAR)}|{'|'.join(_PLURAL)})\s+{_VERB}",
    re.IGNORECASE,
)
_ALONE_AND_VERB = re.compile(rf"{_COUNT}\s+{_VERB}", re.IGNORECASE)
_TIMES = re.compile(r"(?:day|week|month|year)s?", re.IGNORECASE)
_BEGINS_CLAUSE = re.compile(
    r"(?:^|[.;:?!(,–—]\s+|\b(?:although|and|because|of (?:which|whom|these|those|them),?|since"
    r"|that|when|where|while|whilst)\s+)"
    r"(?:(?:about|all|almost|another|approximately|around|at least|exactly|just|nearly|only|some"
    r"|the|these|those)\s+){,2}$",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\band\s+$", re.IGNORECASE)
_NUMBER = re.compile(rf"(?:{_COUNT}|\bno)(?=\s)", re.IGNORECASE)
_FOR_MANY = {"has": "have", "was": "were", "is": "are", "has been": "have been"}
_FOR_ONE = {many: one for one, many in _FOR_MANY.items()}
_NOT_ALONE = re.compile(r"\b(?:but|than|or|and|to)\s+$", re.IGNORECASE)


@check(severity="warning", protects="A number does not agree with its noun or its verb.")
def number_and_noun(examined: Examined) -> Iterator[Found]:
    """Find one of many things, many of one thing, and verbs that do not go with their number."""
    for number in own_words(examined, _NUMBER, facts=True):
        for words in _followed(number, _ONE_AND_MANY):
            if _count(words) == 1:
                noun = words.match["noun"]
                one = _IRREGULAR.get(noun.lower(), noun[:-1])
                yield _disagrees(examined, words, "noun", one)
        for words in _followed(number, _MANY_AND_ONE):
            if _count(words) > 1:
                noun = words.match["noun"]
                yield _disagrees(examined, words, "noun", _PLURAL.get(noun.lower(), f"{noun}s"))
        for words in _followed(number, _NO_OF):
            if words.match["verb"] is None or ends_in(_BEGINS_CLAUSE, words.before):
                yield _none(examined, words)
        for words in _followed(number, _OF_WHICH):
            if agreeing := _verb_of(words):
                yield _disagrees(examined, words, "verb", agreeing)
        for words in _followed(number, _AND_VERB, _ALONE_AND_VERB):
            if agreeing := _verb_of_subject(words):
                yield _disagrees(examined, words, "verb", agreeing)
    for words in own_words(examined, _THERE, facts=True):
        if agreeing := _verb_of(words):
            yield _disagrees(examined, words, "verb", agreeing)


def _followed(number: Words, *patterns: re.Pattern[str]) -> Iterator[Words]:
    """Give the number with what follows it, as each pattern has it."""
    for pattern in patterns:
        match = pattern.match(number.prose.text, number.match.start())
        if match:
            yield number._replace(match=match)


def _verb_of(words: Words) -> str | None:
    """Give the verb that goes with a number; None where it does go."""
    count, verb = _count(words), words.match["verb"].lower()
    if count == 1 and not _NOT_ALONE.search(words.before):
        return _FOR_ONE.get(verb)
    return _FOR_MANY.get(verb) if count > 1 else None


def _verb_of_subject(words: Words) -> str | None:
    """Give the verb that goes with a number, and its noun, where they begin a clause.

    Behind other words, such as "staff in one unit", the verb may not be theirs. None where it does
    go, or the noun does not.
    """
    if not ends_in(_BEGINS_CLAUSE, words.before):
        return None
    groups = words.match.groupdict()
    noun = (groups.get("noun") or "").lower()
    many = noun in _IRREGULAR or noun.endswith("s")
    count = None if groups.get("none") else _count(words)
    if count == 1 and _JOINED.search(words.before):
        return None
    if count and (not noun or groups.get("of")):
        many = count > 1
    elif count == 0 or (count and many != (count > 1)) or _TIMES.fullmatch(noun):
        return None
    return (_FOR_MANY if many else _FOR_ONE).get(words.match["verb"].lower())


def _count(words: Words) -> int:
    """Read the number; 0 where it counts nothing: a year, or what belongs to a name."""
    start = words.match.start("count") - words.match.start()
    before = words.before + words.match[0][:start]
    count = words.match["count"]
    return 0 if belongs_to_name(count, before) else read_number(count.lower()) or 0


def _none(examined: Examined, words: Words) -> Found:
    none = like("none", words.match["count"])
    message = f"“{words.match[0]}” is written “{none}{words.match[0][2:]}”."
    remark = found(examined, words.item, words.match.span("count"), message, use=none)
    if remark.fix:
        return remark
    anew = new_draft(examined.programme, words.item, examined.force, examined.report)
    instead = f"Type “{none}” in the place of the fact" + (
        ", or take the new draft." if anew else "."
    )
    return replace(remark, message=f"{message} {instead}")


def _disagrees(examined: Examined, words: Words, group: str, use: str) -> Found:
    number = words.match["count"] or "no"
    message = f"“{words.match[group]}” does not go with “{number}”: write “{use}”."
    return found(examined, words.item, words.match.span(group), message, use=use)
