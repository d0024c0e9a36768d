"""How a text speaks of one force: by its names, its area, those who hold it to account."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from desktop.core.forces import Force, folded
from desktop.core.naming_forces import Naming, all_namings, names_of

COMMISSIONER = "Police and Crime Commissioner"
Kind = Literal["name", "area", "body", "authority", "borrowed", "other"]
"""The force, its area, its policing body, its former authority; a name that a street or a person
has borrowed; or the force that is to be named instead, which is no news of it."""

_STEM = re.compile(r"([A-Z][a-z]+) (?:Police|Constabulary)")
_POLICE = re.compile(r"\s+(?:Police|Constabulary)(?:\s+(?:Service|Force))?$")
_RANK_OF = re.compile(
    r"\b(?:Constable|Commander|Commissioner|Inspector|Superintendent)\s+(?:of|for)\s+(?:the\s+)?$"
)
_PART = r"(?:County|Central|Rural|(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est)(?:ern)?|[Mm]id)"
_PART_OF = re.compile(
    # "East and West Sussex": the last part stands right before the area.
    rf"(?<![\w-])(?:{_PART}(?:,?\s+(?:and|or)\s+|\s*[,&/]\s*|[\s-]+))*{_PART}[\s-]+$"
)
_MORE_OF_NAME = re.compile(r"\s+(?:Police\s+)?(?:Service|Force|Constabulary)(?!\w)")
_POLICE_AFTER = re.compile(r"\s+police(?!\w)")
_ENDS_AS_NAME = re.compile(r"(?:Police|Constabulary|Service|Force|POLICE|CONSTABULARY)$")
_LOUD_NAME = re.compile(r"\s+(?:POLICE|CONSTABULARY)(?:\s+(?:SERVICE|FORCE))?(?!\w)")
_AND_COMMISSIONER = re.compile(r"\s+and\s+Crime\s+Commissioner(?!\w)")
_AUTHORITY = re.compile(r"\s+(?:Police\s+)?Authority(?!\w)")
_BETWEEN_PARTS = re.compile(r"\s*(?:,?\s*\b(?:and|or)\b|[,&/‐‑–-])\s*")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKET = re.compile(r"\s*\((?:the\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a force is spoken of, and as what."""

    kind: Kind
    start: int
    end: int


class Mentions:
    """Finds how texts speak of one force, and of the one that is to be named instead."""

    def __init__(self, source: Force, target: Force, forces: tuple[Force, ...]) -> None:
        """Take the force that texts are about, the other one, and all there are."""
        self._source = source
        self._target = target
        self._names = names_of(forces)
        self._short = list(_short_names(source))

    def find(self, text: str) -> list[Mention]:
        """Find the mentions in a paragraph or point, in order; none lies within another."""
        found = [
            _widened(Mention(kind, naming.start, naming.end), text)
            for naming, borrowed in all_namings(self._names, text)
            if (kind := self._kind(naming, text, borrowed=borrowed))
        ]
        for kind, pattern in self._short:
            for match in pattern.finditer(text):
                start, end = match.span()
                if not any(start < each.end and each.start < end for each in found):
                    found.append(_widened(Mention(kind, start, end), text))
        return _joined(sorted(found, key=lambda each: each.start), text)

    def of_others(self, text: str) -> list[tuple[int, int]]:
        """Give where forces are named that are neither of the two."""
        two = (self._source.key, self._target.key)
        found = (naming for naming, _ in all_namings(self._names, text) if naming.force not in two)
        return [(each.start, each.end) for each in found]

    def is_in_address(self, address: str) -> bool:
        """Say whether the address of a page or a mailbox tells the force."""
        words = re.split(r"[\W_]+", _HUMP.sub(" ", address).casefold())
        joined = "".join(words)
        names = (self._source.area, self._source.name, *self._source.also)
        return any(
            known in words or (len(known) > 4 and known in joined) for known in map(folded, names)
        )

    def _kind(self, naming: Naming, text: str, *, borrowed: bool) -> Kind | None:
        if naming.force == self._target.key:
            return None if borrowed else "other"
        if naming.force != self._source.key:
            return None
        near = text[max(naming.start - 40, 0) : naming.start]
        if borrowed and not (_RANK_OF.search(near) or _PART_OF.search(near)):
            return "borrowed"
        if folded(naming.text) == folded(self._source.policing_body):
            return "body"
        return "name" if naming.full else "area"


def has_commissioner(force: Force) -> bool:
    """Say whether an elected commissioner holds the force to account."""
    return force.policing_body.startswith(COMMISSIONER)


def is_place(force: Force) -> bool:
    """Say whether the area of a force is a place, and not the force again."""
    return "Police" not in force.area


def _short_names(force: Force) -> Iterator[tuple[Kind, re.Pattern[str]]]:
    """Make patterns of what the other names of a force are short for: "Beds", "the City", "Met"."""
    stems = [match[1] for name in force.also if (match := _STEM.fullmatch(name))]
    alone = [name for name in force.also if name.isalpha() and name[1:].islower()]
    kind: Kind = "area" if is_place(force) else "name"
    for stem in dict.fromkeys([*stems, *alone]):
        if stem in force.name.split():
            if folded(stem) != folded(force.area):
                yield kind, re.compile(rf"(?<=[Tt]he ){stem}(?!\w|\s+[A-Z])")
        else:
            yield kind, re.compile(rf"(?<![\w.]){stem}(?!\w|\s+(?:Office|with|by)\b)")
    if " and " in force.area:
        first, _, second = force.area.partition(" and ")
        initials = rf"{first[0]}\s?&\s?{second[0]}"
        yield "name", re.compile(rf"(?<![\w&]){initials}\s+(?:Police|Constabulary)(?!\w)")
    if not has_commissioner(force):
        letters = re.findall(r"\b(?:[A-Z]|(?=and\b)a)", force.policing_body)
        initials = "".join("A?" if letter == "a" else letter for letter in letters)
        yield "body", re.compile(rf"(?<!\w){initials}(?!\w)")


def _widened(mention: Mention, text: str) -> Mention:
    """Take in the words around a name that go with it, or leave out what does not."""
    start, end = mention.start, mention.end
    words = text[start:end]
    if mention.kind in ("body", "borrowed"):
        return mention
    if mention.kind == "name" and _AND_COMMISSIONER.match(text, end):
        area = _POLICE.sub("", words)
        return replace(mention, kind="area", end=start + len(area))
    authority = _AUTHORITY.match(text, end)
    if authority and mention.kind in ("name", "area"):
        return replace(mention, kind="authority", end=authority.end())
    loud = _LOUD_NAME.match(text, end) if words.isupper() else None
    more = loud or (_MORE_OF_NAME.match(text, end) if mention.kind != "area" else None)
    if more is None and mention.kind == "name" and not _ENDS_AS_NAME.search(words):
        more = _POLICE_AFTER.match(text, end)
    if more:
        return replace(mention, kind="name" if loud else mention.kind, end=more.end())
    part = _PART_OF.search(text[max(start - 40, 0) : start]) if mention.kind == "area" else None
    return replace(mention, start=start - len(part[0])) if part else mention


def _joined(mentions: Iterable[Mention], text: str) -> list[Mention]:
    """Make one of a name and its short form in brackets, and of the parts of an area in a row."""
    joined: list[Mention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        between = text[last.end : mention.start] if last else ""
        if last is None or mention.start < last.end:
            joined += [mention] if last is None else []
        elif _BRACKET.fullmatch(between) and text[mention.end : mention.end + 1] == ")":
            joined[-1] = replace(last, end=mention.end + 1)
        elif last.kind == mention.kind == "area" and _BETWEEN_PARTS.fullmatch(between):
            joined[-1] = replace(last, end=mention.end)
        else:
            joined.append(mention)
    return joined


@lru_cache(maxsize=256)
def _mentions(source: Force, target: Force, forces: tuple[Force, ...]) -> Mentions:
    return Mentions(source, target, forces)


def mentions_of(source: Force, target: Force, forces: Sequence[Force]) -> Mentions:
    """Make ready to look for how texts speak of a force, to name another one instead."""
    return _mentions(source, target, tuple(forces))
