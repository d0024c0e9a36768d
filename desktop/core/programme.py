"""A programme: one inspection of many forces, as its folder declares it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field as Declare
from pydantic import PrivateAttr, model_validator

from desktop.core.declarations import Declared, Key, Line, written
from desktop.core.fields import DateField, DeclaredField, Field, IsbnField, MonthField
from desktop.core.forces import Force
from desktop.core.house_style import HouseStyle

ProgrammeId = Annotated[
    str,
    written(r"[a-z0-9]+(-[a-z0-9]+)*", "small letters and digits, joined by single hyphens"),
]
Month = Annotated[str, written(r"[1-9][0-9]{3}-(0[1-9]|1[0-2])", 'a month written like "2012-12"')]
FileName = Annotated[
    str,
    written(r"[a-z0-9][a-z0-9_.-]*", "the name of a file in small letters, without a folder"),
]
Heading = Annotated[
    str,
    written(
        r"(?:[^{}\x00-\x1f]|\{area\})*", "one line of text, in which only {area} may be in braces"
    ),
]

TEMPLATE_WORDS = re.compile(
    "force|programme|report|true|false|none|and|or|not|in|is|if|else|elif|endif"
)
"""Words that cannot be keys of fields, because they mean something else in templates."""

REPORT_FIELDS: tuple[Field, ...] = (
    IsbnField(type="isbn", key="isbn", label="ISBN"),
    DateField(type="date", key="embargo", label="Embargoed until", with_time=True, optional=True),
    MonthField(type="month", key="published", label="Published", optional=True),
)
"""The fields that every report has, whatever its programme: their keys have no section or item."""


class Item(Declared):
    """One subject of a section: its fields, and one passage.

    `wording` names a file of standard wording in the programme's `wording/` folder; `draft` one
    in `drafts/`. Both are templates that give the passage as CommonMark.
    """

    key: Key
    title: Line
    guidance: str = ""
    wording: FileName | None = None
    draft: FileName | None = None
    optional: bool = False
    fields: tuple[DeclaredField, ...] = ()

    @model_validator(mode="after")
    def _fields_fit(self) -> Self:
        keys = [field.key for field in self.fields]
        _refuse_twice("field", keys + [field.was for field in self.fields if field.was])
        for key in keys:
            if TEMPLATE_WORDS.fullmatch(key):
                raise ValueError(f'"{key}" means something else in templates: choose another key')
        counts = {field.key for field in self.fields if field.type == "count"}
        for field in self.fields:
            whole = field.part_of if field.type == "count" else None
            if whole is not None and (whole == field.key or whole not in counts):
                raise ValueError(
                    f'"{field.key}" is part_of "{whole}", which is no other count of this item'
                )
        if self.wording and self.draft:
            raise ValueError("an item has standard wording or a draft, not both")
        return self


class Section(Declared):
    """A part of the report under one heading, in which "{area}" stands for the force's area.

    A `question` is one of the programme's questions, set below the heading before it. A section
    without a heading is set as small print.
    """

    key: Key
    heading: Heading = ""
    title: Line
    question: bool = False
    items: tuple[Item, ...] = Declare(min_length=1)

    @model_validator(mode="after")
    def _items_differ(self) -> Self:
        _refuse_twice("item", [item.key for item in self.items])
        return self

    def heading_for(self, force: Force) -> str:
        """Give the heading as it stands in this force's report."""
        return self.heading.replace("{area}", force.area)


class Months(Declared):
    """A period of whole months, both included."""

    first: Month
    last: Month

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.first > self.last:
            raise ValueError("the last month is before the first")
        return self


class Linked(Declared):
    """A programme whose reports are read beside this one's, and what is called otherwise there.

    `items` and `fields` give, by full key, the full keys there; what has the same key in both need
    not be named.
    """

    programme: ProgrammeId
    items: dict[str, str] = Declare(default_factory=dict)
    fields: dict[str, str] = Declare(default_factory=dict)

    def __hash__(self) -> int:
        # Tables have no hash, and a programme is looked up by its own in what is kept ready for it.
        return hash((self.programme, *self.items, *self.fields))


class Programme(Declared):
    """One inspection: what is asked of every force, and the standard matter of its reports."""

    id: ProgrammeId
    version: int = Declare(ge=1)
    title: Line
    short_title: Line
    strapline: Line
    publisher: Line
    website: Line
    published: Month
    previous_inspection: int = Declare(ge=1856)
    previous_report: Line
    review_period: Months
    house_style: HouseStyle = HouseStyle()
    earlier: tuple[Linked, ...] = ()
    later: tuple[Linked, ...] = ()
    sections: tuple[Section, ...] = Declare(min_length=1)

    _folder: Path = PrivateAttr(default=Path())

    @model_validator(mode="after")
    def _sections_differ(self) -> Self:
        _refuse_twice("section", [section.key for section in self.sections])
        return self

    @property
    def folder(self) -> Path:
        """The folder that the programme was read from."""
        return self._folder

    def read_from(self, folder: Path) -> Self:
        """Remember the folder that the programme was read from."""
        self._folder = folder
        return self

    @cached_property
    def items(self) -> dict[str, Item]:
        """All items by their full key, "section.item", in the order of print."""
        return {f"{s.key}.{item.key}": item for s in self.sections for item in s.items}

    @cached_property
    def fields(self) -> dict[str, Field]:
        """All fields by their full key, "section.item.field", in the order of the form."""
        return {
            f"{item}.{field.key}": field for item, i in self.items.items() for field in i.fields
        }

    def field(self, key: str) -> Field | None:
        """Find a field of an item or of the report itself by its full key."""
        for field in REPORT_FIELDS:
            if field.key == key:
                return field
        return self.fields.get(key)

    def section_of(self, key: str) -> Section:
        """Find the section of an item or field, given its full key."""
        return next(section for section in self.sections if section.key == key.split(".")[0])

    def items_of(self, section: Section) -> Iterator[tuple[str, Item]]:
        """Give the items of a section with their full keys."""
        return ((f"{section.key}.{item.key}", item) for item in section.items)

    def fields_of(self, item_key: str) -> Iterator[tuple[str, Field]]:
        """Give the fields of an item with their full keys."""
        return ((f"{item_key}.{field.key}", field) for field in self.items[item_key].fields)


def item_of(key: str) -> str:
    """Give the full key of the item of a field; empty for a field of the report itself."""
    return key.rpartition(".")[0]


def _refuse_twice(what: str, keys: list[str]) -> None:
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError(f'the {what} "{key}" stands here twice')
