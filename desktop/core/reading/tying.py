"""Numbers of sentences that stand for fields, made into facts where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from desktop.core.fields import CountField
from desktop.core.programme import Programme
from desktop.core.reading.answers import Hit
from desktop.core.reading.paragraphs import Span
from desktop.core.richtext import Block, Run
from desktop.core.sentences import begins_sentence

Link = Callable[[str, str, bool], str]
"""Gives the address of a fact by its key, what is printed, and whether that begins a sentence."""


def numbers_meant(programme: Programme, hits: Iterable[Hit]) -> dict[Span, str]:
    """Give the field that each number stands for: the nearest, and the whole before its part."""
    order = list(programme.fields)

    def rank(hit: Hit) -> tuple[int, bool, int]:
        field = programme.fields[hit.key]
        is_part = isinstance(field, CountField) and field.part_of is not None
        return hit.distance, is_part, order.index(hit.key)

    found = sorted((hit for hit in hits if hit.said.counted), key=rank, reverse=True)
    return {hit.said.span: hit.key for hit in found}


def tied(blocks: Iterable[Block], meant: Mapping[Span, str], link: Link) -> list[Block]:
    """Make facts of the words at these places of the plain text; without an address they stay."""
    done: list[Block] = []
    start = 0
    for block in blocks:
        runs = [run for part in _runs(block, start, meant, link) for run in part]
        done.append(replace(block, runs=tuple(runs)))
        start += len(block.text) + 1
    return done


def _runs(
    block: Block, start: int, meant: Mapping[Span, str], link: Link
) -> Iterator[Sequence[Run]]:
    """Give the runs of a block that starts at a place in all text, those with numbers parted."""
    before = ""
    for run in block.runs:
        first = start + len(before)
        parts: list[Run] = []
        done = 0
        for span in sorted(meant):
            here = span.start - first, span.end - first
            if run.link or here[0] < done or here[1] > len(run.text):
                continue
            printed = run.text[here[0] : here[1]]
            begins = not block.bullet and begins_sentence(before + run.text[: here[0]])
            address = link(meant[span], printed, begins)
            if address:
                parts.append(replace(run, text=run.text[done : here[0]]))
                parts.append(replace(run, text=printed, link=address))
                done = here[1]
        yield *parts, replace(run, text=run.text[done:])
        before += run.text
