"""The same item and the same field in two programmes, by their keys and declared links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.core.programme import Programme, item_of


@dataclass(frozen=True, slots=True)
class Alike:
    """Programmes in which an item goes by the same key, and its fields by the same keys.

    `fields` gives the full keys there by those here.
    """

    programmes: tuple[str, ...]
    item: str
    fields: Mapping[str, str]


def alike(programme: Programme, others: Iterable[Programme], item: str) -> list[Alike]:
    """Find an item in other programmes, and in its own, which is the first."""
    found: dict[tuple[str, tuple[tuple[str, str], ...]], list[str]] = {}
    for other in (programme, *(each for each in others if each.id != programme.id)):
        there = item_there(programme, other, item)
        if there is not None:
            keys = (
                (key, field_there(programme, other, key)) for key, _ in programme.fields_of(item)
            )
            fields = tuple((here, key) for here, key in keys if key is not None)
            found.setdefault((there, fields), []).append(other.id)
    return [Alike(tuple(ids), there, dict(fields)) for (there, fields), ids in found.items()]


def item_there(programme: Programme, other: Programme, item: str) -> str | None:
    """Give the full key that an item has in another programme; None where it has no such item."""
    there = _items(programme, other).get(item, item)
    return there if there in other.items else None


def field_there(programme: Programme, other: Programme, key: str) -> str | None:
    """Give the full key that a field has in another programme; None where it has no such field.

    A field of another type is another field.
    """
    item = item_of(key)
    if item:
        same = f"{item_there(programme, other, item)}.{key.rpartition('.')[2]}"
        key_there = _fields(programme, other).get(key, same)
    else:
        key_there = key
    here, there = programme.field(key), other.field(key_there)
    return key_there if here and there and here.type == there.type else None


def earlier_than(programme: Programme, others: Iterable[Programme]) -> list[Programme]:
    """Give the programmes that were published before one, the latest first."""
    before = (each for each in others if each.published < programme.published)
    return sorted(before, key=lambda each: (each.published, each.id), reverse=True)


def _items(programme: Programme, other: Programme) -> Mapping[str, str]:
    for each in programme.earlier:
        if each.programme == other.id:
            return each.items
    for each in other.earlier:
        if each.programme == programme.id:
            return {there: here for here, there in each.items.items()}
    return {}


def _fields(programme: Programme, other: Programme) -> Mapping[str, str]:
    for each in programme.earlier:
        if each.programme == other.id:
            return each.fields
    for each in other.earlier:
        if each.programme == programme.id:
            return {there: here for here, there in each.fields.items()}
    return {}
