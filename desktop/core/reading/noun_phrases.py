"""The names of bodies, people and plans, cut out of the sentence around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

_STOPPING = """
    which who whom whose that on about to at in by as with before after when where until through via
    every each is are was were has have had will must should may can could would if once while
    regarding concerning from using under upon prior or but nor following rather not also
    annually regularly only during within across then first throughout so because
    against into over whenever wherever whether without since between towards it they them he she
    this these those there all any be been being both did do does than however although though
    directly immediately instead themselves itself routinely periodically now currently still
    continued continues remained remains ceased ended lapsed lasted began stopped up
    provides provide informed updated briefed abreast aware
"""
_OPENING = """
    the a an its their our his her this these that both either new newly former existing current
    own independent dedicated central relevant appropriate comprehensive detailed formal overall
    clear robust full specific single separate local in-house
"""
_STOPS = frozenset(_STOPPING.split())
_FREQUENT = frozenset(("daily", "weekly", "monthly", "quarterly", "yearly", "annual"))
_OPENERS = frozenset(_OPENING.split())
_PEOPLE = re.compile(
    r"^(?:(?:trained|specialist|dedicated|professional|qualified) )?(?:staff|officers|personnel|"
    r"members of staff|members|colleagues|advisers) (?:in|from|within|of|at) ",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"^(?:the |its |their )?[\w&' -]{0,60}?"
    r"(?:police|constabulary|force|service|organisation)['’]s ",
    re.IGNORECASE,
)
_ACRONYM = re.compile(r"\([A-Z][A-Za-z&/]{1,7}\)$")
_LONGEST = 16
_JOINED = frozenset(("of", "and", "&", "for"))


def phrase_from(text: str, heads: re.Pattern[str]) -> str | None:
    """Give the noun phrase that a text begins with, without "the"; None where it names no head."""
    for _ in range(2):
        text = _PEOPLE.sub("", _OWNER.sub("", text.strip().lstrip("\"'‘“ ")))
    words = text.split()[:40]
    while words and words[0].lower() in _OPENERS:
        words.pop(0)
    taken: list[str] = []
    for place, word in enumerate(words):
        if len(taken) >= _LONGEST or not _goes_on(words, place, heads):
            break
        bare = word.strip("\"'‘’“”")
        taken.append(bare if bare.startswith("(") else bare.rstrip(",;:."))
        if word.rstrip("\"'’”").endswith((",", ";", ":", ".")) and not bare.endswith(")"):
            break
    while taken and taken[-1].lower() in _JOINED:
        taken.pop()
    phrase = " ".join(taken).strip(" ,;:.-–\"'‘’“”")
    return phrase if phrase and heads.search(phrase.lower()) else None


def phrase_before(text: str, heads: re.Pattern[str]) -> str | None:
    """Give the noun phrase that a text ends with; None where it names no head."""
    words = text.split()[-24:]
    for start in range(len(words)):
        if start and not _may_begin(words, start):
            continue
        phrase = phrase_from(" ".join(words[start:]), heads)
        whole = " ".join(words[start:]).rstrip(" ,;:.\"'’”")
        if phrase and _end(whole) == _end(phrase):
            return phrase
    return None


def _end(text: str) -> str:
    """Give the last two words of a text without marks, to see whether two texts end alike."""
    return " ".join(re.findall(r"[\w&]+", text.lower())[-2:])


def _may_begin(words: Sequence[str], start: int) -> bool:
    before = words[start - 1]
    return (
        words[start].lower() in _OPENERS
        or before.endswith((",", ";", ":"))
        or before.lower() in _STOPS
        or before.lower() in ("and", "of", "found", "by", "–", "-")
        or (words[start][:1].isupper() and not before[:1].isupper())
    )


def _goes_on(words: Sequence[str], place: int, heads: re.Pattern[str]) -> bool:
    word = words[place].strip("\"'‘’“”")
    low = word.lower().rstrip(",;:.")
    if word.startswith("("):
        return bool(_ACRONYM.match(word.rstrip(",;:.")))
    if low in _FREQUENT:
        return place == 0
    if low in ("-", "–", "—") or (low.endswith("ly") and not word[:1].isupper()):
        return False
    if low in ("the", "a", "an", "its", "their"):
        return place > 0 and words[place - 1].lower() in _JOINED
    if low == "for":
        return place > 0 and words[place - 1][:1].isupper() and words[place + 1 : place + 2] != []
    if low in ("and", "&"):
        return _name_goes_on(words, place, heads)
    return low not in _STOPS and not re.fullmatch(r"[0-9]+", low)


def _name_goes_on(words: Sequence[str], place: int, heads: re.Pattern[str]) -> bool:
    """Say whether "and" stands inside a name: capitals on both sides, or the noun still to come."""
    following = [word.strip("\"'‘’“”") for word in words[place + 1 : place + 5]]
    if not following:
        return False
    had_head = heads.search(" ".join(words[:place]).lower()) is not None
    names = words[place - 1][:1].isupper() and following[0][:1].isupper()
    if names and not heads.search(words[place - 1].lower()):
        return True
    for word in following:
        low = word.lower().rstrip(",;:.")
        if low in _STOPS or low in _OPENERS:
            return False
        if heads.search(low):
            return not had_head or (words[place - 1][:1].isupper() and word[:1].isupper())
        if word.endswith((",", ";", ":", ".")):
            return False
    return False
