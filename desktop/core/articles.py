"""The articles of bodies, people and plans where they stand in a sentence.

Fields take such names with an article or without, as they were typed: "the police authority",
"Professional Standards Department", "PSD", "internal audit procedures".
"""

from __future__ import annotations

import re

_DETERMINERS = """
    the a an this that these those its their our his her my your each every either neither both all
    any some several many most few no another other two three four five six seven eight nine ten
"""
_TITLES = "mr mrs ms miss dr sir dame lord lady professor operation project"
_RANKS = "constable superintendent inspector sergeant commander commissioner"
_HEADS = """
    department unit office team directorate branch section bureau desk division board group
    committee sub-committee subcommittee panel forum council authority corporation commission
    head officer manager director executive secretary solicitor auditor treasurer supervisor
    trust chair chairman chairwoman chairperson leader lead adviser advisor inspectorate command
    force constabulary service organisation accountant lawyer minister mayor court member
"""
_OFFICES = "PCC DPCC CC DCC ACC DACC ACO CFO CEO DCI SIO"
_UNCOUNTED = """
    audit finance procurement management supervision training security compliance payroll law
    software guidance intelligence support scrutiny oversight control staff personnel police email
    e-mail post vetting recruitment governance integrity hospitality advice information discipline
    media press everyone anyone someone nobody no-one none nothing others
"""
_DETERMINED = frozenset(_DETERMINERS.split())
_TITLED = frozenset(_TITLES.split())
_RANKED = frozenset(_RANKS.split())
_HEADED = frozenset(_HEADS.split()) | _RANKED
_IN_OFFICE = frozenset(_OFFICES.split())
_NOT_COUNTED = frozenset(_UNCOUNTED.split())
_ALWAYS_PLURAL = frozenset(("staff", "personnel", "people"))
_AFTER_A_NAME = re.compile(
    r"[;:(–—]| - |\b(?:of|for|in|at|on|by|with|within|from|to|under|through|via|who|which|that"
    r"|whose|where|when|using|including|based|held|chaired|led|headed|run|made|consisting"
    r"|comprising|representing|responsible|set up|reporting)\b"
)
_MADE_KNOWN_AFTER = re.compile(r"(?:chaired|led|headed|run|made up|consisting|comprising|set up)\b")
_ANOTHER = re.compile(r",? and (?:\w+ )?(?=(?:the|a|an|its|their|each|all|other|every)\b)")
_SINGULAR = re.compile(r"(?:ss|us|is|ics|headquarters|[^s])$")
_SOUNDS_LIKE_A_VOWEL = re.compile(
    r"(?:hour|hono|honest|heir|(?!uni(?![nm])|us[aeu]|eu|one\b|once\b|ubiq)[aeiou])|8|1[18]\b",
    re.IGNORECASE,
)
_NAMED_LIKE_A_VOWEL = re.compile(r"[AEFHILMNORSX](?:[A-Z0-9&]|\b(?![’']))")


def with_the(words: str) -> str:
    """Give the article that goes before a body or a person: "the ", "a ", "an ", or nothing.

    Nothing where there is one, and before names and plurals that need none, as in "by PSD", "by
    internal audit procedures", "by Corporate Communications".
    """
    name = _name(words)
    owner, owned, _ = name.partition("'s ")
    if owned and not _is_determined(name):
        return with_the(owner)
    head = _head(name)
    low = head.lower()
    if not head or _is_determined(name):
        return ""
    if low in _HEADED:
        unknown = _MADE_KNOWN_AFTER.match(words[len(name) :].lstrip())
        return a_or_an(words) if unknown and name[0].islower() else "the "
    if head.isupper() and len(head) > 1:
        return "the " if name in _IN_OFFICE else ""
    if _looks_plural(low):
        several = low.removesuffix("s") in _HEADED - {"service"} and head[0].isupper()
        return "the " if several else ""
    return "" if low in _NOT_COUNTED or _is_a_persons(name) else "the "


def with_a(words: str) -> str:
    """Give the article that goes before something not yet known: "a ", "an ", or nothing.

    Nothing where there is one, and before plurals and what is not counted.
    """
    name = _name(words)
    low = _head(name).lower()
    if not low or _is_determined(name):
        return ""
    if "'s " in name:
        return with_the(name)
    if low not in _HEADED and (_looks_plural(low) or low in _NOT_COUNTED or _is_a_persons(name)):
        return ""
    return a_or_an(words)


def is_plural(words: str) -> bool:
    """Say whether a body or people have a verb in the plural: "senior officers check"."""
    name = _name(words)
    if _looks_plural(_head(name).lower()) or _ANOTHER.match(words, len(name)):
        return True
    first, several, others = name.rpartition(" and ")
    alone = _may_stand_alone(_head(first)) and _may_stand_alone(_head(others))
    return bool(several) and ("," in first or alone)


def _name(words: str) -> str:
    """Cut off what says more about the thing that is named."""
    words = words.replace("’", "'").strip(" \"'‘“")
    another = _ANOTHER.search(words)
    after = _AFTER_A_NAME.search(words, 1) if words else None
    ends = [found.start() for found in (another, after) if found is not None and found.start()]
    return words[: min(ends, default=len(words))].strip(" \"'‘“”,.")


def _head(name: str) -> str:
    return name.split()[-1].strip("\"'‘“”,.") if name.split() else ""


def _is_determined(name: str) -> bool:
    first = name.split()[0].lower()
    return first in _DETERMINED or first.isdigit()


def _is_a_persons(name: str) -> bool:
    """Say whether this is the name of one person, or of an operation."""
    *before, last = name.split()
    ranked = before and (before[-1].lower() in _RANKED or before[-1] in _IN_OFFICE)
    if ranked and last[:1].isupper():
        return True
    return bool(before) and before[0].lower() in _TITLED


def _looks_plural(word: str) -> bool:
    return word in _ALWAYS_PLURAL or bool(word and not _SINGULAR.search(word))


def _may_stand_alone(head: str) -> bool:
    return head.lower() in _HEADED or (head.isupper() and len(head) > 1)


def a_or_an(words: str) -> str:
    """Give "a " or "an ", by how the words sound."""
    words = words.lstrip(" \"'‘“(")
    acronym = re.match(r"[A-Z][A-Z0-9&]+s?\b", words)
    sounds = _NAMED_LIKE_A_VOWEL if acronym else _SOUNDS_LIKE_A_VOWEL
    return "an " if sounds.match(words) else "a "
