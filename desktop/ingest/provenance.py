"""What became of each piece of a text that was read, and where in it an answer is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby
from typing import Literal, NamedTuple

from desktop.core.reading.paragraphs import Span
from desktop.ingest.furniture import Around
from desktop.ingest.paragraphs import Piece
from desktop.ingest.placing import Choice
from desktop.ingest.tracing import traced

Kind = Literal["heading", "passage", "cover", "furniture", "unplaced"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text, and what became of it.

    `item` is the item that a passage was placed in, or the section of a heading; `sure` says how
    sure that is, from 0 to 1. Nothing says where an "unplaced" one belongs: it was put into `item`
    after its neighbours. "cover" and "furniture" stand in no passage.
    """

    start: int
    end: int
    kind: Kind
    item: str = ""
    sure: float = 1.0


class _Stretch(NamedTuple):
    """A line, and the paragraph that it is of: where that one starts."""

    part: Part
    paragraph: int


def parts_of(
    around: Iterable[Around], pieces: Iterable[Piece], choices: Iterable[Choice]
) -> tuple[Part, ...]:
    """Give all of a text but the spaces between, in order, a part for each paragraph.

    A paragraph that a page break runs through has several.
    """
    chosen = {span: choice for choice in choices for span in choice.piece.spans}
    found = [_Stretch(Part(*each.line.span, each.kind), -1) for each in around]
    for piece in pieces:
        part = _part(piece, chosen.get(piece.spans[0]))
        found += [
            _Stretch(replace(part, start=span.start, end=span.end), piece.spans[0].start)
            for span in piece.spans
        ]
    found.sort(key=lambda stretch: stretch.part.start)
    parts: list[Part] = []
    for _, group in groupby(found, key=lambda stretch: (stretch.part.kind, stretch.paragraph)):
        stretches = [stretch.part for stretch in group]
        parts.append(replace(stretches[0], end=stretches[-1].end))
    return tuple(parts)


def _part(piece: Piece, choice: Choice | None) -> Part:
    if piece.kind == "heading":
        return Part(0, 0, "heading", piece.belongs)
    if choice is None:
        return Part(0, 0, "furniture")
    item = choice.placed.item
    return Part(0, 0, "passage" if choice.told else "unplaced", item, choice.sure)


class Tracer:
    """Finds where words of placed paragraphs stand in the text that they were read from."""

    def __init__(self, source: str, choices: Sequence[Choice]) -> None:
        """Take a text and all that was placed of it, in order."""
        self._source = source
        self._choices = choices
        self._places: list[int | None] | None = None

    def span(self, words: Span | None) -> Span | None:
        """Say where words stand in the text, given their place in the lines of the paragraphs."""
        if self._places is None:
            self._places = self._traced()
        found = [place for place in self._places[slice(*words or (0, 0))] if place is not None]
        return Span(found[0], found[-1] + 1) if found else None

    def sure(self, words: Span | None) -> float:
        """Say how sure the place of the paragraph is that holds words, from 0 to 1."""
        if words is None:
            return 1.0
        ends = accumulate(len(choice.placed.block.text) + 1 for choice in self._choices)
        found = zip(ends, self._choices, strict=True)
        return next((choice.sure for end, choice in found if words.start < end), 1.0)

    def _traced(self) -> list[int | None]:
        """Give the place in the text of each character of the paragraphs, a line for each."""
        places: list[int | None] = []
        for piece, choices in groupby(self._choices, key=lambda choice: choice.piece):
            texts = (choice.placed.block.text for choice in choices)
            places += traced(self._source, piece.spans, *texts)
        return places
