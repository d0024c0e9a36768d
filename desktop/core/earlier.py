"""The same item and the same field in two programmes, by their keys and declared links."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from desktop.core.declarations import Steps
from desktop.core.programme import Programme, item_of


class _Links(NamedTuple):
    """Full keys there by those here."""

    items: Mapping[str, str]
    fields: Mapping[str, str]


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
    """Give the full key that an item has in another programme; None where it has no such item.

    An item that a link names goes by the link alone, on both sides.
    """
    return _there(item, item, _links(programme, other).items, other.items)


def field_there(programme: Programme, other: Programme, key: str) -> str | None:
    """Give the full key that a field has in another programme; None where it has no such field.

    A field of another type is another field. Without a link it is looked for in its item there.
    """
    item = item_of(key)
    if not item:
        return key if programme.field(key) else None
    item_else = item_there(programme, other, item)
    same = f"{item_else}.{key.rpartition('.')[2]}" if item_else else None
    there = _there(same, key, _links(programme, other).fields, other.fields)
    here = programme.field(key)
    return there if there and here and here.type == other.fields[there].type else None


def earlier_than(programme: Programme, others: Iterable[Programme]) -> list[Programme]:
    """Give the programmes that were published before one, or that it names so, latest first."""
    named = {each.programme for each in programme.earlier}
    before = (
        each
        for each in others
        if each.id in named
        or (each.published < programme.published and not _names(each, programme))
    )
    return sorted(before, key=lambda each: (each.published, each.id), reverse=True)


def mistakes_in_links(
    programme: Programme, others: Mapping[str, Programme]
) -> Iterator[tuple[Steps, str]]:
    """Find links that lead nowhere: the steps to each in programme.toml, and what is wrong.

    What they lead to is looked for in the other programmes, by id, as far as these are there.
    """
    met = {programme.id: "a programme cannot be earlier than itself"}
    for number, each in enumerate(programme.earlier):
        if each.programme in met:
            yield ("earlier", number, "programme"), met[each.programme]
        met[each.programme] = f'the earlier programme "{each.programme}" stands here twice'
        other = others.get(each.programme)
        for table, what in (("items", "item"), ("fields", "field")):
            links: Mapping[str, str] = getattr(each, table)
            for here, there in links.items():
                if here not in getattr(programme, table):
                    yield (
                        ("earlier", number, table, here),
                        f'"{here}" is no {what} of this programme',
                    )
                elif other is not None and there not in getattr(other, table):
                    yield ("earlier", number, table, here), f'"{there}" is no {what} of {other.id}'


def _there(
    same: str | None, key: str, links: Mapping[str, str], known: Collection[str]
) -> str | None:
    """Follow the link of a key, or else find the same key, unless that is another link's."""
    there = links.get(key)
    if there is None and same not in links.values():
        there = same
    return there if there is not None and there in known else None


def _names(programme: Programme, other: Programme) -> bool:
    return any(each.programme == other.id for each in programme.earlier)


def _links(programme: Programme, other: Programme) -> _Links:
    """Give what goes by other keys in another programme, whichever of the two declares it."""
    for each in programme.earlier:
        if each.programme == other.id:
            return _Links(each.items, each.fields)
    for each in other.earlier:
        if each.programme == programme.id:
            return _Links(_turned(each.items), _turned(each.fields))
    return _Links({}, {})


def _turned(links: Mapping[str, str]) -> dict[str, str]:
    """Lead the other way; of two that lead to one place, the first leads back."""
    back: dict[str, str] = {}
    for here, there in links.items():
        back.setdefault(there, here)
    return back
