"""Reports beside each other: the answers of each field and the passages of each item.

Items and fields of different programmes are matched by their keys and declared links.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from desktop.core.comparing import Difference, differences_in_words, readable
from desktop.core.earlier import field_there, item_there
from desktop.core.fields import Answer, Field
from desktop.core.forces import Force
from desktop.core.programme import Programme, item_of
from desktop.core.report import Report

NOT_ANSWERED: Final = "Not answered"
NOT_ASKED: Final = "Not asked"

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


def compare_reports(reports: Sequence[Compared]) -> list[ComparedItem]:
    """Put the items of reports beside each other, in the order of the first programme.

    What only a later programme has stands after what comes before it there.
    """
    programmes = list({each.programme.id: each.programme for each in reports}.values())
    place = [programmes.index(each.programme) for each in reports]
    items = _matched(programmes, item_there, lambda programme: programme.items)
    fields = _matched(programmes, field_there, lambda programme: programme.fields)
    of_item: dict[tuple[int, str], list[ComparedField]] = {}
    for keys in fields:
        first, key = _first(keys)
        of_item.setdefault((first, item_of(key)), []).append(
            _field(reports, programmes[first], key, [keys[at] for at in place])
        )
    found = []
    for keys in items:
        first, item = _first(keys)
        its = (of_item.get((at, key), ()) for at, key in enumerate(keys) if key is not None)
        found.append(
            _item(
                reports,
                programmes[first],
                item,
                [keys[at] for at in place],
                [field for of_programme in its for field in of_programme],
            )
        )
    return found


def differences_from_first(
    item: ComparedItem, as_if: Callable[[int, str], str] | None = None
) -> list[list[Difference]]:
    """Tell each other report's passage of an item from the first one's, word by word.

    With `as_if` they are compared as it rewrites them, told the report's place and its passage.
    """
    first, *others = (text or "" for text in item.texts)
    return [
        differences_in_words(first, as_if(place, text) if as_if else text)
        for place, text in enumerate(others, 1)
    ]


def _matched(
    programmes: Sequence[Programme],
    there: Callable[[Programme, Programme, str], str | None],
    keys_of: Callable[[Programme], Iterable[str]],
) -> list[list[str | None]]:
    """Give the keys that are one in some of the programmes, a row each."""
    rows: list[list[str | None]] = []
    for at, programme in enumerate(programmes):
        before = -1
        for key in keys_of(programme):
            row = next(
                (
                    row
                    for row in rows
                    if row[at] is None
                    and any(
                        row[other] is not None
                        and there(programme, programmes[other], key) == row[other]
                        for other in range(at)
                    )
                ),
                None,
            )
            if row is None:
                row = [None] * len(programmes)
                rows.insert(before + 1, row)
            row[at] = key
            before = next(place for place, each in enumerate(rows) if each is row)
    return rows


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
