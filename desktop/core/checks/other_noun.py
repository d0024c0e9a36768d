"""The noun of other forces, such as "constabulary" where this force is not called one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desktop.core.examining import Examined, Prose
from desktop.core.forces import folded
from desktop.core.naming_forces import names_of, namings
from desktop.core.remarks import Found, Replacement, Severity, check

_NOUN = re.compile(r"\bconstabulary\b", re.IGNORECASE)
_SERVICE = re.compile(
    r"(?:(?:^|(?<=[.?!] ))The\s(?P<begins>[Ss]ervice)"
    r"(?!\s(?:of|to|that|which|for|provid\w+|level|desk)\b)"
    r"|\bthe\s(?P<does>service)(?=['’]s\s|\s(?:has|had|does|did|told|uses|keeps|investigated"
    r"|instigated)\b)"
    r"|\b(?:back\sto|by|at|within|across)\sthe\s(?P<ends>service)(?=[.,;]|\sto\b))\b",
    re.MULTILINE,
)
_SOME_SERVICE = re.compile(
    r"\b(?!(?:the|a|an|this|that|its|their|our|police)\b)[\w-]{1,40}\sservices?\b", re.IGNORECASE
)
_OTHERS = re.compile(
    r"\b(?:another|other|neighbouring|nearby|each|every|any|special|inspect(?:or|orate)s?\s+of)\s+$",
    re.IGNORECASE,
)
_NAME_BEFORE = re.compile(r"(?P<name>[A-Z][\w'’-]*)\s+$")
_NAME_AFTER = re.compile(r"\s+(?P<name>[A-Z][\w'’-]*)")
_NO_NAME = re.compile(
    r"(?:The|This|That|Its?|Their|Our|An?|If|In|For|At|By|From|Since|While|When|As|And|But|Both|Some"
    r"|All|Any|Every|Each|No|Within|Across|Although|Because|Former|New|HMIC|PCC|PSD|ACPO)(?:['’]s)?"
)


@check(severity="error", protects="A force is called what it is not: a constabulary, or a service.")
def other_noun(examined: Examined) -> Iterator[Found]:
    """Find "constabulary" or "the service" where the force is none, and names that end otherwise.

    A constabulary may also be called a force: that is a matter of style.
    """
    for item, prose in examined.written.items():
        named = list(_other_endings(examined, prose))
        for start, end in named:
            severity: Severity = "error" if _NOUN.search(prose.text, start, end) else "warning"
            yield _found(examined, item, (start, end), examined.force.name, severity)
        for start, end in _other_nouns(examined, item, prose.text):
            if not any(first <= start < last for first, last in named):
                right = _as_written(examined.force.noun, prose.text[start:end])
                yield _found(examined, item, (start, end), right, "error")


def _other_nouns(examined: Examined, item: str, text: str) -> Iterator[tuple[int, int]]:
    noun = examined.force.noun
    if noun != "constabulary":
        yield from (each.span() for each in _NOUN.finditer(text) if _means_this_force(text, each))
    # Standard wording calls all forces together the service.
    if noun != "service" and not examined.programme.items[item].wording:
        hits = [each.span(each.lastgroup or 0) for each in _SERVICE.finditer(text)]
        if hits and not _SOME_SERVICE.search(text):
            yield from hits


def _other_endings(examined: Examined, prose: Prose) -> Iterator[tuple[int, int]]:
    """Give where this force's area is followed by "Police" or "Constabulary", not as in its name.

    What a name goes on with, as in "Kent Police Authority", is not the force itself.
    """
    names = names_of(tuple(examined.circumstances.forces.values()))
    own = examined.force
    for each in namings(names, prose.text):
        ends = each.text.endswith((" Police", " Constabulary", " Service", " Force"))
        # "Metropolitan Police" is short for the whole name, not another one.
        same = folded(own.name).startswith(folded(each.text))
        if each.force == own.key and ends and not same:
            follows = _NAME_AFTER.match(prose.text, each.end)
            if follows is None or each.text.endswith("Constabulary"):
                yield each.start, each.end


def _means_this_force(text: str, noun: re.Match[str]) -> bool:
    before = text[max(noun.start() - 40, 0) : noun.start()]
    if _OTHERS.search(before):
        return False
    if noun[0].islower():
        return True
    beside = (_NAME_BEFORE.search(before), _NAME_AFTER.match(text, noun.end()))
    return all(name is None or _NO_NAME.fullmatch(name["name"]) for name in beside)


def _as_written(noun: str, model: str) -> str:
    if model.isupper():
        return noun.upper()
    return noun.capitalize() if model[0].isupper() else noun


def _found(
    examined: Examined, item: str, span: tuple[int, int], right: str, severity: Severity
) -> Found:
    words = examined.prose[item].text[slice(*span)]
    place = examined.place(item, *span)
    message = f"“{words}” is not what this force is called. Write “{right}”."
    fix = None if place.field else Replacement(right)
    return Found(place, message, fix, severity=severity)
