"""Words put in the place of others in runs of alike characters, and where they then stand."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal, NamedTuple

from desktop.core.richtext import Block, Run

Kind = Literal["words", "fact", "gap"]
"""What is new: words for others, a fact of this report, or what is left to be filled in."""


@dataclass(frozen=True, slots=True)
class Swap:
    """Words for those between two places of a block."""

    start: int
    end: int
    words: str
    kind: Kind = "words"


class Put(NamedTuple):
    """A run, what is new in it, if anything is, and what stood there before."""

    run: Run
    kind: Kind | None = None
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
    text = block.text
    starts = [0, *accumulate(len(run.text) for run in block.runs)]
    puts: list[Put] = []
    done = 0
    for swap in swaps:
        was = text[swap.start : swap.end]
        if swap.words != was:
            puts += (Put(run) for run in _cut(block, starts, done, swap.start))
            look = next(_cut(block, starts, swap.start, swap.end))
            words = Run(swap.words, look.bold, look.italic, look.link)
            puts.append(Put(words, swap.kind, was))
            done = swap.end
    puts += (Put(run) for run in _cut(block, starts, done, len(text)))
    return puts


def _cut(block: Block, starts: Sequence[int], start: int, end: int) -> Iterator[Run]:
    """Give the runs of a part of a block; `starts` says where each of them begins."""
    for place in range(bisect_right(starts, start) - 1, len(block.runs)):
        if starts[place] >= end:
            break
        run = block.runs[place]
        text = run.text[max(start - starts[place], 0) : end - starts[place]]
        if text:
            yield Run(text, run.bold, run.italic, run.link)
