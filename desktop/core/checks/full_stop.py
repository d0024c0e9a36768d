"""A sentence without its full stop."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from desktop.core.embargo_notices import embargo_notices
from desktop.core.examining import Examined, Prose
from desktop.core.joined_words import Joined, joined_words
from desktop.core.line_ends import CLOSING, bare_end, is_heading, is_imprint, is_point
from desktop.core.quotations import within
from desktop.core.remarks import Found, Replacement, check
from desktop.core.richtext import Block
from desktop.core.running_on import comma_splices, run_on_sentences, small_beginnings

_STOPS = (".", "?", "!", "…")
_GOES_ON = re.compile(r"(?:[,;:]|\b(?:and|or))$")
_LONGEST_LABEL = 8
"""In words: points that are all as short as this, and end in nothing, are names of things."""

_Line = tuple[int, Block]


@check(severity="error", protects="A sentence breaks off, or runs into the next one.")
def full_stop(examined: Examined) -> Iterator[Found]:
    """Find paragraphs and points that do not end as they should, and sentences that run on."""
    for item, prose in examined.written.items():
        small_print = not examined.programme.section_of(item).heading
        notices = embargo_notices(prose.text)
        for points, group in groupby(prose.lines(), key=lambda line: is_point(line[1])):
            lines = list(group)
            unended = _open_points(lines) if points else _open_paragraphs(lines, small_print)
            for start, block in unended:
                if not within(start + len(block.text) - 1, start + len(block.text), notices):
                    yield _unended(examined, item, start, block)
        for start, end in run_on_sentences(prose):
            yield _run_on(examined, item, start, end)
        for start, end in comma_splices(prose):
            yield _spliced(examined, item, start, end)
        for joined in joined_words(prose, examined.circumstances.speller.knows):
            if joined.sentence:
                yield _lost(examined, item, joined)
        for start, end in small_beginnings(prose):
            message = f"The sentence that begins with “{prose.text[start:end]}” has no capital."
            place = examined.place(item, start, end)
            yield Found(place, f"{message} Write one, or take the full stop before it out.")


def _open_paragraphs(lines: list[_Line], small_print: bool) -> Iterator[_Line]:
    for start, block in lines:
        end = bare_end(block.text)
        no_sentence = is_heading(block) or is_imprint(block.text)
        label = small_print and len(block.text.split()) < 12
        if not end.endswith((*_STOPS, ":")) and not no_sentence and not label:
            yield start, block


def _open_points(lines: list[_Line]) -> Iterator[_Line]:
    ends = [bare_end(block.text) for _, block in lines]
    labels = all(
        not end.endswith(_STOPS) and not _GOES_ON.search(end) and len(end.split()) <= _LONGEST_LABEL
        for end in ends
    )
    if labels:
        return
    for line, end in zip(lines, ends, strict=True):
        last = line is lines[-1]
        stopped = end.endswith((*_STOPS, ":"))
        if not stopped and (last or not _GOES_ON.search(end)):
            yield line


def _unended(examined: Examined, item: str, start: int, block: Block) -> Found:
    prose = examined.prose[item]
    words = block.text.rstrip()
    end = start + len(words)
    begin = start + len(words) - len(words.split()[-1])
    last = prose.text[begin:end]
    if _GOES_ON.search(bare_end(words)):
        message = f"The text breaks off after “{last}”. Finish it, or end it with a full stop."
        return Found(examined.place(item, begin, end), message)
    message = f"There is no full stop after “{last}”."
    certain = last[-1] not in CLOSING.replace(")", "") and not _cuts(prose, begin, end)
    return Found(
        examined.place(item, begin, end), message, Replacement(f"{last}.") if certain else None
    )


def _run_on(examined: Examined, item: str, start: int, end: int) -> Found:
    prose = examined.prose[item]
    last, first = prose.text[start:end].split()
    message = f"There is no full stop between “{last}” and “{first}”."
    fix = None if _cuts(prose, start, end) else Replacement(f"{last}. {first}")
    return Found(examined.place(item, start, end), message, fix)


def _spliced(examined: Examined, item: str, start: int, end: int) -> Found:
    prose = examined.prose[item]
    last, first = prose.text[start:end].split(",")
    message = f"There is a comma, and no full stop, between “{last}” and “{first.strip()}”."
    fix = None if _cuts(prose, start, end) else Replacement(f"{last}.{first}")
    return Found(examined.place(item, start, end), message, fix)


def _lost(examined: Examined, item: str, joined: Joined) -> Found:
    prose = examined.prose[item]
    last, first = joined.parts(prose.text)
    message = f"There is no full stop between “{last}” and “{first}”."
    apart = () if _cuts(prose, joined.start, joined.end) else (f"{last}. {first}",)
    return Found(examined.place(item, joined.start, joined.end), message, suggestions=apart)


def _cuts(prose: Prose, start: int, end: int) -> bool:
    """Say whether words reach into a fact, which other words cannot take the place of."""
    return any(fact.start < end and start < fact.end for fact in prose.facts)
