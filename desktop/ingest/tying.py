"""Numbers of published sentences tied to the fields that they answer: facts from then on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import get_args

from desktop.core.facts import Fact, FactWords, Form
from desktop.core.fields import Answer, CountField
from desktop.core.programme import Programme
from desktop.core.reading.answers import Hit
from desktop.core.reading.paragraphs import Span
from desktop.core.richtext import Block, Run
from desktop.core.sentences import begins_sentence
from desktop.ingest.placing import Placed


def with_facts(
    programme: Programme,
    placed: Sequence[Placed],
    hits: Iterable[Hit],
    answers: Mapping[str, Answer],
) -> list[Placed]:
    """Make facts of the numbers that stand for answers; every word stays as it is printed.

    A number that would be written otherwise in any form that facts have stays plain text.
    """
    words = FactWords(programme, answers)
    meant = _meant(programme, hits, answers)
    tied: list[Placed] = []
    start = 0
    for item, block in placed:
        runs = [run for part in _runs(block, start, meant, words) for run in part]
        tied.append(Placed(item, replace(block, runs=tuple(runs))))
        start += len(block.text) + 1
    return tied


def _meant(
    programme: Programme, hits: Iterable[Hit], answers: Mapping[str, Answer]
) -> dict[Span, str]:
    """Give the field that each number stands for: the nearest, and the whole before its part."""
    order = list(programme.fields)

    def rank(hit: Hit) -> tuple[int, bool, int]:
        field = programme.fields[hit.key]
        is_part = isinstance(field, CountField) and field.part_of is not None
        return hit.distance, is_part, order.index(hit.key)

    found = [
        hit
        for hit in hits
        if hit.said.counted and hit.said.estimate is None and hit.said.value == answers.get(hit.key)
    ]
    return {hit.said.span: hit.key for hit in sorted(found, key=rank, reverse=True)}


def _runs(
    block: Block, start: int, meant: Mapping[Span, str], words: FactWords
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
            link = _link(meant[span], printed, words, begins=begins)
            if link:
                parts.append(replace(run, text=run.text[done : here[0]]))
                parts.append(replace(run, text=printed, link=link))
                done = here[1]
        yield *parts, replace(run, text=run.text[done:])
        before += run.text


def _link(key: str, printed: str, words: FactWords, *, begins: bool) -> str:
    """Give the address of the fact that says what is printed; empty where none does."""
    links = [Fact(key, form).link for form in get_args(Form)]
    return next((link for link in links if words.say(link, begins=begins) == printed), "")
