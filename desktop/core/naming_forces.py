"""Where texts name forces: by full name, by area, or by another name they are met under."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from desktop.core.forces import Force, folded

_SPACE = r"(?:[^\S\n]|[\u2010-\u2015-])+"
_POLICE = rf"(?:{_SPACE}(?:Police|Constabulary)(?:{_SPACE}(?:Service|Force))?)?"
_PLACES = (
    "Street|Road|Avenue|Lane|Square|House|Court|Drive|Way|Place|Hall|Park|Close|Crescent|Terrace"
    "|Gardens|Grove|Row|Walk|Mews|Hotel|Buildings?|Arms|Wharf|Bridge|Broads|Downs|Airport"
    "|University|College|School|Hospital|Cathedral|Castle"
)
_TITLES = (
    "Mr|Mrs|Ms|Miss|Dr|Sir|Lord|Lady|Dame|Professor|Judge|Justice|Councillor|Cllr|Constable"
    "|Inspector|Superintendent|Sergeant|Commander|PC|DC|DS|DI|DCI|Duke|Duchess|Earl|University"
    "|Bishop|Archdeacon|Operation|River"
)
_PLACE_AFTER = re.compile(rf"\s+(?:{_PLACES})\b")
_NAME_BEFORE = re.compile(
    rf"\b(?:{_TITLES})\s+(?:of\s+)?(?:the\s+)?$|\w-(?:upon|on)-$"
    r"|[a-z,]\s(?P<forename>[A-Z][a-z]+)\s$"
)
_NO_FORENAME = re.compile(
    r"North|South|East|West|Mid|Central|Greater|The|In|For|At|And|From|Of|By|To|With|England|Wales"
    r"|January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Police|Constabulary|Force|Service|Commissioner"
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A force that is named: its key, where, and whether by more than its area."""

    force: str
    text: str
    start: int
    end: int
    full: bool


class Names:
    """The names of forces, ready to be looked for in texts."""

    def __init__(self, forces: tuple[Force, ...]) -> None:
        """Take all forces; where one name would mean two of them, the first has it."""
        self._known: dict[str, str] = {}
        areas = {name: force for force in forces for name in (force.area, *_parts(force.area))}
        names = {name: force for force in forces for name in (force.name, force.policing_body)}
        others = {name: force for force in forces for name in force.also}
        for name, force in (areas | names | others).items():
            self._known.setdefault(folded(name), force.key)
        self._areas = {folded(name) for name in areas if "police" not in name.lower()}
        patterns = {name: f"(?i:{_written(name)})" for name in areas | names}
        patterns |= {name: _spoken(name) for name in others}
        any_name = "|".join(patterns[name] for name in sorted(patterns, key=len, reverse=True))
        self._pattern = re.compile(rf"(?<!\w)(?P<name>{any_name}){_POLICE}(?!\w)")

    def find(self, text: str) -> Iterator[Naming]:
        """Find the forces that a text names; of two names, one within the other, the longer."""
        return (naming for naming, borrowed in self.find_all(text) if not borrowed)

    def find_all(self, text: str) -> Iterator[tuple[Naming, bool]]:
        """Find the names as `find` does, and those borrowed by a street, a person or the like."""
        for found in self._pattern.finditer(text):
            name = folded(found["name"])
            end = found.end() if name in self._areas else found.end("name")
            only_area = name in self._areas and end == found.end("name")
            words = text[found.start() : end]
            naming = Naming(self._known[name], words, found.start(), end, not only_area)
            yield naming, only_area and _is_longer_name(text, found)


def _parts(area: str) -> list[str]:
    """Give the counties of an area that is named after two."""
    parts = re.split(r" and |-", area)
    return parts if len(parts) > 1 else []


def _written(name: str) -> str:
    """Make a pattern of a name, in which "and" may be "&" and hyphens may be spaces."""
    words = re.escape(name).replace("'", "['’]").replace("\\-", "\\ ").split("\\ ")
    return _SPACE.join("(?:and|&)" if word == "and" else word for word in words)


def _spoken(name: str) -> str:
    """Make a pattern of another name; one that is a word as well needs an article: "the Met"."""
    is_word = name.isalpha() and name[1:].islower()
    return rf"(?<=[Tt]he ){name}(?!\s[A-Z])" if is_word else _written(name)


def _is_longer_name(text: str, found: re.Match[str]) -> bool:
    """Say whether the name of an area is only a part of that of a street or a person."""
    if _PLACE_AFTER.match(text, found.end()):
        return True
    before = _NAME_BEFORE.search(text[max(found.start() - 40, 0) : found.start()])
    forename = before["forename"] if before else None
    return bool(before) and not (forename and _NO_FORENAME.fullmatch(forename))


@lru_cache(maxsize=4)
def names_of(forces: tuple[Force, ...]) -> Names:
    """Make ready to look for the names of these forces."""
    return Names(forces)


@lru_cache(maxsize=512)  # while one types, all passages but one are what they were
def namings(names: Names, text: str) -> tuple[Naming, ...]:
    """Give the forces that a text names, in the order of the text."""
    return tuple(names.find(text))


@lru_cache(maxsize=256)  # a passage is looked at for what is named, and for what is named besides
def all_namings(names: Names, text: str) -> tuple[tuple[Naming, bool], ...]:
    """Give the names in a text, each with whether it is borrowed by something else."""
    return tuple(names.find_all(text))
