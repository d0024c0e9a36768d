"""Words put in the place of others in runs of alike characters, and where they then stand."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from desktop.core.richtext import Block, Run

SwapKind = Literal["words", "gap"]


@dataclass(frozen=True, slots=True)
class Swap:
    """Words for those between two places of a block; a `gap` is left to be filled in."""

    start: int
    end: int
    words: str
    kind: SwapKind = "words"


class Put(NamedTuple):
    """A run, what kind of swap it comes from ("" for none), and what stood there before."""

    run: Run
    kind: SwapKind | Literal[""] = ""
    before: str = ""


def apart(swaps: Iterable[Swap], before: Sequence[Swap] = ()) -> list[Swap]:
    """Give swaps in order, without those that share a character with one given earlier.

    Those `before` come first and are in order and apart already.
    """
    kept = list(before)
    for swap in swaps:
        place = bisect_left(kept, swap.start, key=lambda each: each.start)
        free_behind = place == len(kept) or kept[place].start >= swap.end
        if free_behind and (place == 0 or kept[place - 1].end <= swap.start):
            kept.insert(place, swap)
    return kept


def swapped(block: Block, swaps: Sequence[Swap]) -> list[Put]:
    """Carry out swaps, which are in order and apart; new words look like the first they replace."""
    puts: list[Put] = []
    done = 0
    for swap in swaps:
        was = block.text[swap.start : swap.end]
        if swap.words != was:
            puts += (Put(run) for run in _cut(block, done, swap.start))
            look = next(_cut(block, swap.start, swap.end))
            words = Run(swap.words, look.bold, look.italic, look.link)
            puts.append(Put(words, swap.kind, was))
            done = swap.end
    puts += (Put(run) for run in _cut(block, done, len(block.text)))
    return puts


def _cut(block: Block, start: int, end: int) -> Iterator[Run]:
    """Give the runs of a part of a block."""
    first = 0
    for run in block.runs:
        text = run.text[max(start - first, 0) : max(end - first, 0)]
        if text:
            yield Run(text, run.bold, run.italic, run.link)
        first += len(run.text)
