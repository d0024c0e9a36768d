"""Reports beside each other: the answers of each field and the passages of each item.

Items and fields of different programmes are matched by their keys and declared links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.core.comparing import Difference, differences_in_words, readable
from desktop.core.comparing_names import differences_but_for_names
from desktop.core.earlier import field_there, item_there
from desktop.core.fields import Answer, Field
from desktop.core.forces import Force
from desktop.core.programme import Programme, item_of
from desktop.core.report import Report

NOT_ANSWERED: Final = "Not answered"
NOT_ASKED: Final = "Not asked"
MOST_COMPARED: Final = 6
"""Reports that can be compared at once: no screen shows the columns of more."""

Keys = tuple[str | None, ...]
"""The full key that an item or a field has in each report's programme; None where it is not."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A report that is compared with others, its programme and its force."""

    programme: Programme
    force: Force
    report: Report

    def field(self, key: str | None) -> Field | None:
        """Give the field of a full key in this programme; None for no key."""
        return None if key is None else self.programme.fields[key]

    def answer(self, key: str | None) -> Answer | None:
        """Give the answer to the field of a full key in this programme; None for no key."""
        return None if key is None else self.report.answers.get(key)

    def show(self, key: str | None) -> str:
        """Say the answer as the form shows it, or that there is none or no such field."""
        field, answer = self.field(key), self.answer(key)
        if field is None:
            return NOT_ASKED
        return NOT_ANSWERED if answer is None else field.show(answer)

    def text(self, item: str | None) -> str | None:
        """Give the passage of an item as CommonMark; None where the programme has no such item."""
        return None if item is None else self.report.passage(item).text


@dataclass(frozen=True, slots=True)
class ComparedField:
    """One field, with each report's answer and how the form shows it.

    `key` and `label` are those of the first programme that has the field.
    """

    key: str
    label: str
    keys: Keys
    values: tuple[Answer | None, ...]
    shown: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether all reports give the same answer, or none."""
        return all(value == self.values[0] for value in self.values)


@dataclass(frozen=True, slots=True)
class ComparedItem:
    """One item, with its fields and each report's passage, as CommonMark.

    `item` and `title` are those of the first programme that has the item. `same` tells of the
    passages whether they read the same.
    """

    item: str
    title: str
    keys: Keys
    fields: tuple[ComparedField, ...]
    texts: tuple[str | None, ...]
    same: bool

    @property
    def differing(self) -> int:
        """How many of the fields have differing answers."""
        return sum(not field.same for field in self.fields)


def compare_reports(reports: Sequence[Compared], only: str | None = None) -> list[ComparedItem]:
    """Put the items of reports beside each other, in the order of the first programme.

    What only a later programme has stands after what comes before it there. With `only`, the full
    key of an item of the first programme, no other item is looked at.
    """
    programmes = list({each.programme.id: each.programme for each in reports}.values())
    place = [programmes.index(each.programme) for each in reports]
    items = _matched(programmes, item_there, lambda programme: programme.items)
    if only is not None:
        items = [keys for keys in items if keys[0] == only]
    wanted = {(at, key) for keys in items for at, key in enumerate(keys)}
    of_item: dict[tuple[int, str | None], list[ComparedField]] = {}
    for keys in _matched(programmes, field_there, lambda programme: programme.fields):
        first, key = _first(keys)
        where = first, item_of(key)
        if where in wanted:
            beside = _field(reports, programmes[first], key, [keys[at] for at in place])
            of_item.setdefault(where, []).append(beside)
    found = []
    for keys in items:
        first, item = _first(keys)
        fields = [field for where in enumerate(keys) for field in of_item.get(where, ())]
        its = [keys[at] for at in place]
        found.append(_item(reports, programmes[first], item, its, fields))
    return found


def differences_from_first(
    item: ComparedItem, reports: Sequence[Compared], *, ignore_names: bool = False
) -> list[list[Difference]]:
    """Tell each other report's passage of an item from the first one's, word by word.

    Names can be ignored: what each report calls its own force is then no difference.
    """
    first, *others = (text or "" for text in item.texts)
    if not ignore_names:
        return [differences_in_words(first, text) for text in others]
    forces = [each.force for each in reports]
    return [
        differences_but_for_names(first, text, forces[0], force)
        for text, force in zip(others, forces[1:], strict=True)
    ]


def is_same(found: Iterable[Sequence[Difference]]) -> bool:
    """Say whether passages differ in no word, given how each differs from the first."""
    return all(part.kind == "same" for each in found for part in each)


def _matched(
    programmes: Sequence[Programme],
    there: Callable[[Programme, Programme, str], str | None],
    keys_of: Callable[[Programme], Iterable[str]],
) -> list[list[str | None]]:
    """Give the keys that are one in some of the programmes, a row each."""
    rows: list[list[str | None]] = []
    row_of: dict[tuple[int, str | None], list[str | None]] = {}
    for at, programme in enumerate(programmes):
        before: list[str | None] | None = None
        for key in keys_of(programme):
            others = ((other, there(programme, programmes[other], key)) for other in range(at))
            known = (row_of[place] for place in others if place in row_of)
            row = next((row for row in known if row[at] is None), None)
            if row is None:
                row = [None] * len(programmes)
                rows.insert(_place_of(before, rows) + 1, row)
            row[at] = key
            row_of[at, key] = before = row
    return rows


def _place_of(row: object, rows: Sequence[object]) -> int:
    return next((place for place, each in enumerate(rows) if each is row), -1)


def _first(keys: Iterable[str | None]) -> tuple[int, str]:
    return next((at, key) for at, key in enumerate(keys) if key is not None)


def _field(
    reports: Sequence[Compared], programme: Programme, key: str, keys: Sequence[str | None]
) -> ComparedField:
    beside = list(zip(reports, keys, strict=True))
    return ComparedField(
        key,
        programme.fields[key].label,
        tuple(keys),
        tuple(each.answer(its) for each, its in beside),
        tuple(each.show(its) for each, its in beside),
    )


def _item(
    reports: Sequence[Compared],
    programme: Programme,
    item: str,
    keys: Sequence[str | None],
    fields: Iterable[ComparedField],
) -> ComparedItem:
    texts = tuple(each.text(its) for each, its in zip(reports, keys, strict=True))
    read = {readable(text or "") for text in texts}
    return ComparedItem(
        item, programme.items[item].title, tuple(keys), tuple(fields), texts, len(read) == 1
    )
