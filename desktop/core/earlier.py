"""The same item and the same field in two programmes, by their keys and declared links."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from desktop.core.declarations import Steps
from desktop.core.programme import Linked, Programme, item_of

_LINKS: Final = ("earlier", "later")
"""The tables in which programmes name each other; the first goes before the second."""


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
    """Give the programmes that were published before one, or are linked so, latest first."""
    before = (
        each
        for each in others
        if _is_earlier(each, programme)
        or (each.published < programme.published and not _is_earlier(programme, each))
    )
    return sorted(before, key=lambda each: (each.published, each.id), reverse=True)


def mistakes_in_links(
    programme: Programme, others: Mapping[str, Programme]
) -> Iterator[tuple[Steps, str]]:
    """Find links that lead nowhere: the steps to each in programme.toml, and what is wrong.

    What they lead to is looked for in the other programmes, by id, as far as these are there.
    """
    met: set[str] = set()
    for when in _LINKS:
        for number, each in enumerate(getattr(programme, when)):
            if each.programme == programme.id:
                yield (when, number, "programme"), f"a programme cannot be {when} than itself"
            elif each.programme in met:
                told = f'the {when} programme "{each.programme}" stands here twice'
                yield (when, number, "programme"), told
            met.add(each.programme)
            for steps, what in _leading_nowhere(programme, each, others.get(each.programme)):
                yield (when, number, *steps), what


def _leading_nowhere(
    programme: Programme, each: Linked, other: Programme | None
) -> Iterator[tuple[Steps, str]]:
    for table, what in (("items", "item"), ("fields", "field")):
        links: Mapping[str, str] = getattr(each, table)
        for here, there in links.items():
            if here not in getattr(programme, table):
                yield (table, here), f'"{here}" is no {what} of this programme'
            elif other is not None and there not in getattr(other, table):
                yield (table, here), f'"{there}" is no {what} of {other.id}'


def _there(
    same: str | None, key: str, links: Mapping[str, str], known: Collection[str]
) -> str | None:
    """Follow the link of a key, or else find the same key, unless that is another link's."""
    there = links.get(key)
    if there is None and same not in links.values():
        there = same
    return there if there is not None and there in known else None


def _is_earlier(programme: Programme, other: Programme) -> bool:
    """Say whether either of two programmes links them so that the one is the earlier."""
    return any(each.programme == programme.id for each in other.earlier) or any(
        each.programme == other.id for each in programme.later
    )


def _links(programme: Programme, other: Programme) -> _Links:
    """Give what goes by other keys in another programme, whichever of the two declares it.

    Where both do, what the later one declares counts, from both sides.
    """
    for when in _LINKS:
        for here, there, turned in ((programme, other, False), (other, programme, True)):
            for each in getattr(here, when):
                if each.programme == there.id:
                    items, fields = each.items, each.fields
                    return (
                        _Links(_turned(items), _turned(fields)) if turned else _Links(items, fields)
                    )
    return _Links({}, {})


def _turned(links: Mapping[str, str]) -> dict[str, str]:
    """Lead the other way; of two that lead to one place, the first leads back."""
    back: dict[str, str] = {}
    for here, there in links.items():
        back.setdefault(there, here)
    return back
