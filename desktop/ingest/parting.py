"""Paragraphs that ran together, parted again where they turn to another item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.core.reading.paragraphs import Span
from desktop.core.reading.plain import plain
from desktop.core.reading.signs import CLEARLY, Signs
from desktop.core.sentences import sentences
from desktop.ingest.paragraphs import Piece
from desktop.ingest.tracing import traced

MOST_WORDS = 130
"""The most words that a paragraph of a real report has; longer ones have lost their breaks."""


def parted(
    pieces: Sequence[Piece], source: str, signs: Signs, items: Sequence[str]
) -> Iterator[Piece]:
    """Part paragraphs with too many words before each sentence that clearly turns to another item.

    Halves that prove to be of one item are put together again when they are placed.
    """
    for piece in pieces:
        if piece.kind != "paragraph" or len(piece.text.split()) <= MOST_WORDS:
            yield piece
            continue
        starts = [0, *_turns(piece.text, signs, items)]
        ends = [*starts[1:], len(piece.text)]
        places = traced(source, piece.spans, piece.text)
        for start, end in zip(starts, ends, strict=True):
            yield replace(
                piece,
                text=piece.text[start:end].strip(),
                spans=_within(
                    piece.spans, [each for each in places[start:end] if each is not None]
                ),
                may_go_on=end < len(piece.text) or piece.may_go_on,
            )


def _turns(text: str, signs: Signs, items: Sequence[str]) -> Iterator[int]:
    topic = ""
    for sentence in sentences(text):
        words = plain(sentence.text)
        found = {item: signs.found(words, item) for item in items}
        likeliest = max(items, key=found.__getitem__)
        if found[likeliest] < CLEARLY or found[likeliest] <= found.get(topic, 0.0):
            continue
        if topic:
            yield sentence.start
        topic = likeliest


def _within(spans: Sequence[Span], places: Sequence[int]) -> tuple[Span, ...]:
    """Give the parts of spans that lie between the first and the last of some places."""
    first, last = min(places), max(places) + 1
    cut = (Span(max(span.start, first), min(span.end, last)) for span in spans)
    return tuple(span for span in cut if span.start < span.end)
