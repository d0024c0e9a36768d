"""The inspected forces, read from `resources/forces.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeGuard

from desktop.core.toml_text import read_toml

NOUNS = ("force", "constabulary", "service")
CHIEFS = ("Chief Constable", "Commissioner")
NATIONS = ("England", "Wales", "Great Britain")

_TEXT_KEYS = ("key", "name", "area", "area_in_sentence", "noun", "nation", "policing_body")
_KEY = re.compile(r"[a-z]+(-[a-z]+)*")


class ForcesError(Exception):
    """A file of forces cannot be used; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class Force:
    """One inspected force, as it stood when its programme ran."""

    key: str
    name: str
    area: str
    area_in_sentence: str
    noun: str
    nation: str
    policing_body: str
    also: tuple[str, ...] = ()
    chief: str = CHIEFS[0]
    """The office of who leads it."""

    @property
    def name_in_sentence(self) -> str:
        """The name as it reads in a sentence: "Kent Police", "the Metropolitan Police Service"."""
        with_the = f"the {self.name}"
        return with_the if self.area_in_sentence == with_the else self.name


class Forces(Mapping[str, Force]):
    """The forces by key, in the order of their file."""

    def __init__(self, forces: Iterable[Force]) -> None:
        """Take forces in order; raises ValueError when a key or a name would mean two of them."""
        self._by_key: dict[str, Force] = {}
        self._by_name: dict[str, Force] = {}
        for force in forces:
            if force.key in self._by_key:
                raise ValueError(f'there is already a force with the key "{force.key}"')
            self._by_key[force.key] = force
            for name in (force.key, force.name, force.area, force.area_in_sentence, *force.also):
                other = self._by_name.setdefault(folded(name), force)
                if other is not force:
                    raise ValueError(f'"{name}" ({force.key}) already means {other.name}')

    def __getitem__(self, key: str) -> Force:
        return self._by_key[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_key)

    def __len__(self) -> int:
        return len(self._by_key)

    def find(self, text: str) -> Force | None:
        """Find the force whose key, name, area or other name the whole text is.

        Case, spaces, punctuation and a leading "the" do not count, and "&" is "and".
        """
        return self._by_name.get(folded(text))


def read_forces(path: Path) -> Forces:
    """Read a file of forces; raises ForcesError, naming the file and the faulty entry."""
    try:
        document = read_toml(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ForcesError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise ForcesError(f"{path} cannot be read: it is not UTF-8 text.") from error
    except tomllib.TOMLDecodeError as error:
        raise ForcesError(f"{path} is not valid TOML: {error}.") from error
    except ValueError as error:
        raise ForcesError(f"{path} cannot be read: {error}.") from error
    entries = document.pop("forces", None)
    try:
        if document:
            raise ValueError(f'"{next(iter(document))}" is not known here; only [[forces]] is')
        if not isinstance(entries, list) or not entries:
            raise ValueError("there is no [[forces]] entry")
        return Forces([_force(entry, number) for number, entry in enumerate(entries, start=1)])
    except ValueError as error:
        # A quoted TOML key may hold a line break; the message must not.
        raise ForcesError(f"{path}: {' '.join(str(error).split())}.") from error


def folded(name: str) -> str:
    """Reduce a name to what counts when names are compared."""
    words = re.sub(r"^\s*the\s+", "", name.casefold().replace("&", " and "))
    return re.sub(r"[\W_]+", "", words)


def _force(table: object, number: int) -> Force:
    entry = table if isinstance(table, dict) else None
    if entry is None:
        raise ValueError(f"force {number} is not a table; write it under [[forces]]")
    key = entry.get("key")
    where = f"force {number}" + (f" ({key})" if isinstance(key, str) and key.isprintable() else "")
    for name in entry:
        if name not in (*_TEXT_KEYS, "also", "chief"):
            raise ValueError(f'{where}: "{name}" is not known here')
    texts = {name: _text(entry, name, where) for name in _TEXT_KEYS}
    texts["chief"] = _text(entry, "chief", where) if "chief" in entry else CHIEFS[0]
    if not _KEY.fullmatch(texts["key"]):
        raise ValueError(f'{where}: "key" must be small letters a to z, joined by single hyphens')
    _one_of(texts, "noun", NOUNS, where)
    _one_of(texts, "nation", NATIONS, where)
    _one_of(texts, "chief", CHIEFS, where)
    also = entry.get("also", [])
    if not isinstance(also, list) or not all(_is_name(name) for name in also):
        raise ValueError(f'{where}: "also" must be a list of names')
    return Force(**texts, also=tuple(also))


def _text(entry: Mapping[str, object], name: str, where: str) -> str:
    value = entry.get(name)
    if value is None:
        raise ValueError(f'{where}: "{name}" is missing')
    if not _is_name(value):
        raise ValueError(f'{where}: "{name}" must be one line of text, with no space around it')
    return value


def _is_name(value: object) -> TypeGuard[str]:
    """Tell whether a value is one line of text that can be found again."""
    return (
        isinstance(value, str)
        and value == value.strip()
        and value.isprintable()
        and folded(value) != ""
    )


def _one_of(texts: Mapping[str, str], name: str, allowed: tuple[str, ...], where: str) -> None:
    if texts[name] not in allowed:
        choices = ", ".join(allowed[:-1]) + " or " + allowed[-1]
        raise ValueError(f'{where}: "{name}" must be {choices}, not "{texts[name]}"')
