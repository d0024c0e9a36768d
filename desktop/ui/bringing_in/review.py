"""One published report as it was read, and as the inspector puts it right before it is recorded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Literal

from desktop.core import commonmark
from desktop.core.fields import Answer
from desktop.core.programme import REPORT_FIELDS, Programme, item_of
from desktop.core.report import needed_fields
from desktop.ui.bringing_in.corrected import Corrected, changed_answers, untied
from desktop.ui.bringing_in.paragraphs import Paragraph, paragraphs_of

if TYPE_CHECKING:
    from desktop.ingest import Reading

CERTAIN: Final = 0.9
"""How sure something is, from 0 to 1, from which it need not be looked at."""
LIKELY: Final = 0.7
_PLACED: Final = 0.8

Kind = Literal["group", "field", "paragraph", "missing", "warning"]
Standing = Literal[
    "certain",
    "likely",
    "unsure",
    "not found",
    "not in the text",
    "not in the data",
    "not recognised",
    "left out",
    "corrected",
    "checked",
    "note",
]


@dataclass(frozen=True, slots=True)
class Row:
    """Something that was recognised, or was not: a field, a paragraph, an item without any.

    `key` is that of the field or item, or the number of the paragraph or warning; a group has its
    title there.
    """

    kind: Kind
    key: str


class Review:
    """What was recognised, what of it the inspector has put right, and what is still to look at."""

    def __init__(self, reading: Reading) -> None:
        """Begin with everything as it was read; takes a while for long texts."""
        self.reading = reading
        self.programme: Programme = reading.programme
        self.force = reading.force
        self.answers: dict[str, Answer] = dict(reading.report.answers)
        self.as_read = self.paragraphs = paragraphs_of(reading)
        self.items_of_parts = self._items_of_parts()
        """By the number of a part of the text, the item that it now stands in; "" for none."""
        self.unsaved: dict[str, str] = {}
        """What was typed and is no answer yet, by field."""
        self.checked: set[Row] = set()
        self._found = {each.key: each for each in reading.recognised}
        needed = {key for key, _ in needed_fields(reading.report, self.programme)}
        # Data leave nothing to be looked for: what they do not say was not entered.
        self._wanting = set() if reading.from_data else needed - set(reading.report.answers)
        self._needed = frozenset(
            row for row in self._rows() if self._standing_as_read(row) not in _SETTLED
        )

    @property
    def left(self) -> int:
        """How many things are still to look at."""
        return len(self._needed - self.checked)

    @property
    def is_certain(self) -> bool:
        """Whether it can be recorded without another look: nothing is to look at or left out."""
        return not self.left and not self.unplaced() and not self.unsaved

    @property
    def is_touched(self) -> bool:
        """Whether anything was looked at, put right, moved or typed."""
        return bool(self.checked or self.unsaved) or self.force.key != self.reading.force.key

    @property
    def keys(self) -> list[str]:
        """The keys of all fields, in reading order."""
        return [*(field.key for field in REPORT_FIELDS), *self.programme.fields]

    def corrected(self) -> Corrected:
        """Give all as it is now, to be recorded from a thread."""
        return Corrected(
            self.reading, self.force, dict(self.answers), self.paragraphs, self.as_read
        )

    def rows(self, *, to_look_at: bool) -> list[Row]:
        """Give what was recognised under the names of its items; or only what is to be looked at.

        What has been looked at stays among it.
        """
        shown: list[Row] = []
        group: Row | None = None
        for row in self._rows():
            if row.kind == "group":
                group = row
            elif not to_look_at or row in self._needed:
                if group is not None:
                    shown.append(group)
                    group = None
                shown.append(row)
        return shown

    def _rows(self) -> Iterator[Row]:
        unknown = [number for number, each in enumerate(self.as_read) if not each.told]
        yield Row("group", "Not recognised")
        yield from (Row("paragraph", str(number)) for number in unknown)
        yield Row("group", "The report")
        yield from (Row("warning", str(n)) for n in range(len(self.reading.warnings)))
        yield from (Row("field", field.key) for field in REPORT_FIELDS)
        yield from self._left_out()
        for key, item in self.programme.items.items():
            yield Row("group", item.title)
            yield from (Row("field", field) for field, _ in self.programme.fields_of(key))
            mine = [n for n, each in enumerate(self.paragraphs) if each.item == key]
            yield from (Row("paragraph", str(n)) for n in mine if self.as_read[n].told)
            if not (mine or item.optional or item.wording or self.reading.from_data):
                yield Row("missing", key)

    def _left_out(self) -> Iterator[Row]:
        for number, each in enumerate(self.paragraphs):
            if not each.item and self.as_read[number].told:
                yield Row("paragraph", str(number))

    def check(self, row: Row) -> None:
        """Take something as it now stands for looked at."""
        self.checked.add(row)

    def answer(self, key: str, answer: Answer | None) -> None:
        """Take another answer than the one that was read, or none."""
        if answer is None:
            self.answers.pop(key, None)
        else:
            self.answers[key] = answer
        self.unsaved.pop(key, None)
        self.checked.add(Row("field", key))

    def put_into(self, number: int, item: str) -> None:
        """Put a paragraph into another item; into none to leave it out."""
        self._change(number, replace(self.paragraphs[number], item=item))

    def write(self, number: int, text: str) -> None:
        """Take other words, CommonMark, for a paragraph."""
        self._change(number, replace(self.paragraphs[number], text=text))

    def _change(self, number: int, paragraph: Paragraph) -> None:
        self.paragraphs = (
            *self.paragraphs[:number],
            paragraph,
            *self.paragraphs[number + 1 :],
        )
        self.items_of_parts = self._items_of_parts()
        self.checked.add(Row("paragraph", str(number)))

    def unplaced(self) -> list[int]:
        """Give the numbers of the paragraphs without a known place, and of those left out."""
        return [
            number
            for number, each in enumerate(self.paragraphs)
            if not each.item
            or (not each.told and Row("paragraph", str(number)) not in self.checked)
        ]

    def standing(self, row: Row) -> Standing:
        """Say how sure something is by now."""
        if row.kind == "paragraph":
            paragraph, before = self.paragraphs[int(row.key)], self.as_read[int(row.key)]
            if not paragraph.item:
                return "left out"
            if paragraph != before:
                return "corrected"
        if row.kind == "field" and row.key in self._changed():
            return "corrected"
        if row in self.checked and row in self._needed:
            return "checked"
        return self._standing_as_read(row)

    def _standing_as_read(self, row: Row) -> Standing:
        match row.kind:
            case "field" if row.key in self._found:
                return _how_sure(self._found[row.key].confidence)
            case "field":
                nowhere: Standing = (
                    "not in the data" if self.reading.from_data else "not in the text"
                )
                return "not found" if row.key in self._wanting else nowhere
            case "paragraph":
                paragraph = self.as_read[int(row.key)]
                return _how_sure_placed(paragraph.sure) if paragraph.told else "not recognised"
            case "missing":
                return "not found"
            case "warning":
                return "note"
        return "certain"

    def text_of(self, number: int) -> str:
        """Give the words of a paragraph, CommonMark, tied to no answer that was misread."""
        blocks = commonmark.parse(self.paragraphs[number].text)
        # What data tie to an answer follows it, however it is put right.
        misread = set() if self.reading.from_data else self._changed()
        return commonmark.write(untied(blocks, misread))

    def _changed(self) -> set[str]:
        return changed_answers(self.reading.report.answers, self.answers)

    def sentence(self, key: str) -> str:
        """Give the sentence that an answer was read from; empty for none."""
        return self._found[key].sentence if key in self._found else ""

    def spans(self, row: Row) -> list[tuple[int, int]]:
        """Say where in the text something stands."""
        if row.kind == "field" and row.key in self._found:
            span = self._found[row.key].span
            return [(span.start, span.end)] if span is not None else []
        if row.kind == "paragraph":
            parts = self.paragraphs[int(row.key)].parts
            return [(self.reading.parts[n].start, self.reading.parts[n].end) for n in parts]
        return []

    def near(self, row: Row) -> tuple[int, int] | None:
        """Say where in the text the item of a row begins, for one that stands nowhere itself."""
        item = item_of_row(row, self)
        parts = [place for each in self.paragraphs if each.item == item for place in each.parts]
        if not item or not parts:
            return None
        part = self.reading.parts[min(parts)]
        return part.start, part.end

    def row_at(self, position: int) -> Row | None:
        """Find the paragraph that stands at a place in the text; None where there is none."""
        for number, each in enumerate(self.paragraphs):
            for place in each.parts:
                part = self.reading.parts[place]
                if part.start <= position <= part.end:
                    return Row("paragraph", str(number))
        return None

    def _items_of_parts(self) -> dict[int, str]:
        return {part: each.item for each in self.paragraphs for part in each.parts}


_SETTLED: Final = ("certain", "not in the text", "not in the data")


def item_title(programme: Programme, key: str) -> str:
    """Name an item, given its full key; empty for none."""
    return programme.items[key].title if key in programme.items else ""


def item_of_row(row: Row, review: Review) -> str:
    """Give the full key of the item that a row belongs to; empty for the report itself."""
    match row.kind:
        case "field":
            return item_of(row.key)
        case "missing":
            return row.key
        case "paragraph":
            return review.paragraphs[int(row.key)].item
    return ""


def _how_sure(confidence: float) -> Standing:
    return "certain" if confidence >= CERTAIN else "likely" if confidence >= LIKELY else "unsure"


def _how_sure_placed(sure: float) -> Standing:
    return "certain" if sure >= _PLACED else "unsure"
