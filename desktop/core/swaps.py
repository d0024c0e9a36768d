"""Words put in the place of others in runs of alike characters, and where they then stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from desktop.core.richtext import Block, Run

SwapKind = Literal["words", "gap"]


@dataclass(frozen=True, slots=True)
class Swap:
    """Words for those between two places of a block; where these are the same, put in there.

    A `gap` is left for the inspector to fill in.
    """

    start: int
    end: int
    words: str
    kind: SwapKind = "words"


class Put(NamedTuple):
    """A run, what kind of swap it comes from ("" for none), and what stood there before."""

    run: Run
    kind: SwapKind | Literal[""] = ""
    before: str = ""


def apart(swaps: Iterable[Swap], others: Sequence[Swap] = ()) -> list[Swap]:
    """Give the swaps in order, without those that share a character with one before, or others."""
    kept: list[Swap] = []
    for swap in (*others, *swaps):
        if not any(swap.start < each.end and each.start < swap.end for each in kept):
            kept.append(swap)
    return sorted(kept, key=lambda swap: (swap.start, swap.end))


def swapped(block: Block, swaps: Sequence[Swap]) -> list[Put]:
    """Carry out swaps, which are in order and apart; new words look like the first they replace.

    Those that are only put in look like what stands before them. Swaps within a fact do nothing.
    """
    puts: list[Put] = []
    done = 0
    for swap in swaps:
        puts += (Put(run) for run in _cut(block, done, swap.start))
        was = block.text[swap.start : swap.end]
        look = _look_at(block, swap.start if was else max(swap.start - 1, 0))
        if swap.words != was:
            puts.append(Put(replace(look, text=swap.words), swap.kind, was))
        else:
            puts += (Put(run) for run in _cut(block, swap.start, swap.end))
        done = swap.end
    puts += (Put(run) for run in _cut(block, done, len(block.text)))
    return puts


def _cut(block: Block, start: int, end: int) -> Iterator[Run]:
    """Give the runs of a part of a block."""
    first = 0
    for run in block.runs:
        text = run.text[max(start - first, 0) : max(end - first, 0)]
        if text:
            yield replace(run, text=text)
        first += len(run.text)


def _look_at(block: Block, place: int) -> Run:
    return next(_cut(block, place, place + 1), Run(""))
