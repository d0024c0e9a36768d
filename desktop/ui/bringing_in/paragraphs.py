"""The paragraphs of a report that was read: where each stands in the text, and in which item."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.core import commonmark
from desktop.core.richtext import Block, plain_text

if TYPE_CHECKING:
    from desktop.ingest import Part, Reading

_AHEAD = 3
"""How many paragraphs on it is looked for the one that a part of the text became."""
_LINE = 400
_PROSE = ("passage", "unplaced")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or point of a report, as CommonMark, and the item it is put into now.

    An empty item leaves it out. `sure` says from 0 to 1 how sure its place was as it was read; it
    is not `told` where nothing in the text said it. `parts` are its places among the parts of the
    text that was read.
    """

    text: str
    item: str
    sure: float = 1.0
    told: bool = True
    parts: tuple[int, ...] = ()

    @property
    def beginning(self) -> str:
        """Its first words alone, more than a line has room for."""
        return plain_text(commonmark.parse(self.text[:_LINE]))


def paragraphs_of(reading: Reading) -> tuple[Paragraph, ...]:
    """Give the paragraphs of all passages, in the order of the text that they were read from."""
    found: list[tuple[int, Paragraph]] = []
    for item, passage in reading.report.passages.items():
        blocks = commonmark.parse(passage.text)
        places = [
            number
            for number, part in enumerate(reading.parts)
            if part.kind in _PROSE and part.item == item
        ]
        became = _matched(blocks, [_text(reading, number) for number in places])
        last = reading.parts[places[0]].start if places else len(reading.source)
        for number, block in enumerate(blocks):
            parts = tuple(place for place, at in zip(places, became, strict=True) if at == number)
            paragraph = _paragraph(block, item, [(each, reading.parts[each]) for each in parts])
            last = reading.parts[parts[0]].start if parts else last
            found.append((last, paragraph))
    return tuple(paragraph for _, paragraph in sorted(found, key=lambda each: each[0]))


def _paragraph(block: Block, item: str, parts: Sequence[tuple[int, Part]]) -> Paragraph:
    return Paragraph(
        commonmark.write([block]),
        item,
        min((part.sure for _, part in parts), default=1.0),
        all(part.kind == "passage" for _, part in parts),
        tuple(number for number, _ in parts),
    )


def _text(reading: Reading, number: int) -> str:
    part = reading.parts[number]
    return reading.source[part.start : part.end]


def _matched(blocks: Sequence[Block], texts: Sequence[str]) -> list[int]:
    """Say for each text, in order, which block it became; several may have become one."""
    words = [_counted(block.text) for block in blocks]
    here = 0
    became: list[int] = []
    for text in texts:
        wanted = _counted(text)
        near = range(here, min(here + _AHEAD, len(words)))
        here = max(near, key=lambda place: ((wanted & words[place]).total(), -place), default=here)
        became.append(here)
    return became


def _counted(text: str) -> Counter[str]:
    return Counter(_words(text))


def _words(text: str) -> Iterator[str]:
    return (found[0] for found in re.finditer(r"\w+", text.casefold()))
