"""The paragraphs of passages as they are read: in sentences, those about the past told apart.

Every character knows its place in the words of the passages, so that what was read can be shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from desktop.core.programme import Programme
from desktop.core.reading.plain import MARKS, plain
from desktop.core.reading.rules import ReadingRules
from desktop.core.reading.signs import CLEARLY, Signs
from desktop.core.richtext import Block
from desktop.core.sentences import sentences

LONGEST_PARAGRAPH = 6000
LONGEST_SENTENCE = 1500

Placed = tuple[str, Block]
"""The full key of an item, and a paragraph or point of its passage."""


class Span(NamedTuple):
    """Where words stand in the plain text of passages, a line for each paragraph or point."""

    start: int
    end: int


@dataclass(frozen=True)
class Traced:
    """Words of passages, and of each of their characters the place that it was taken from."""

    text: str
    places: Sequence[int]

    @cached_property
    def plain(self) -> str:
        """The words in the form that patterns are written for."""
        return plain(self.text)

    def cut(self, start: int, end: int) -> Traced:
        """Give a part of it."""
        return Traced(self.text[start:end], self.places[start:end])

    def span(self, start: int, end: int) -> Span:
        """Say where a part of it was taken from, without the marks and spaces around it."""
        part = self.text[start:end]
        bare = part.strip(" ,;:.")
        if not bare:
            place = self.places[min(start, len(self.places) - 1)]
            return Span(place, place)
        first = start + part.index(bare)
        return Span(self.places[first], self.places[first + len(bare) - 1] + 1)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, with the points that belong to it, under the item that it speaks of.

    `past` has the places of the sentences about earlier inspections. A paragraph has `strayed`
    where it stands in the passage of another item.
    """

    item: str
    plain: str
    sentences: tuple[Traced, ...]
    past: frozenset[int]
    strayed: bool = False

    def units(self, *, past: bool, whole: bool) -> Sequence[Traced]:
        """Give its sentences, or the `whole` as one; those about the past only where asked for."""
        present = [
            sentence
            for place, sentence in enumerate(self.sentences)
            if past or place not in self.past
        ]
        return [_joined(present, " ")] if whole and present else present


class Paragraphs:
    """Takes passages apart by the rules of a programme."""

    def __init__(
        self, programme: Programme, rules: ReadingRules, strays: Sequence[str] | None = None
    ) -> None:
        """Read by these rules. Look for what strayed from these items, or from its own section."""
        self._programme = programme
        self._strays = strays
        self._past = [rules.pattern(text) for text in rules.past]
        self._turns = [rules.pattern(text) for text in rules.turns]
        self._asides = [rules.pattern(text) for text in rules.asides]
        self._lasting = [rules.pattern(text) for text in rules.lasting]
        self._signs = Signs(rules)

    def of(self, placed: Iterable[Placed]) -> list[Paragraph]:
        """Give the paragraphs, and after them the parts that speak of other items again."""
        own = [self._paragraph(item, text) for item, text in _running(placed)]
        return own + [each for paragraph in own for each in self._strayed(paragraph)]

    def _paragraph(self, item: str, text: Traced) -> Paragraph:
        found: list[Traced] = []
        past: set[int] = set()
        for sentence in _sentences(text):
            if _is_past(self, sentence.plain):
                before, now = self._turned(sentence)
                past.add(len(found))
                found.append(before)
                if now is not None:
                    found.append(now)
            else:
                said, aside = self._without_aside(sentence)
                found.append(said)
                if aside is not None:
                    past.add(len(found))
                    found.append(aside)
        return Paragraph(item, text.plain, tuple(found), frozenset(past))

    def _strayed(self, paragraph: Paragraph) -> Iterator[Paragraph]:
        """Give the parts of a paragraph that speak of other items, where a break was lost."""
        section = self._programme.section_of(paragraph.item)
        siblings = [key for key, _ in self._programme.items_of(section)]
        if self._strays is not None:
            siblings = [paragraph.item, *(key for key in self._strays if key != paragraph.item)]
        topic = paragraph.item
        parts: list[tuple[str, list[int]]] = []
        for place, sentence in enumerate(paragraph.sentences):
            found = {item: self._signs.found(sentence.plain, item) for item in siblings}
            likeliest = max(siblings, key=found.__getitem__)
            if found[likeliest] >= CLEARLY and found[topic] < CLEARLY:
                topic = likeliest
                parts.append((topic, []))
            if parts:
                parts[-1][1].append(place)
        for item, places in parts:
            if item != paragraph.item:
                spoken = tuple(paragraph.sentences[place] for place in places)
                past = frozenset(n for n, place in enumerate(places) if place in paragraph.past)
                text = " ".join(sentence.plain for sentence in spoken)
                yield Paragraph(item, text, spoken, past, strayed=True)

    def speaks_of_the_past(self, sentence: str) -> bool:
        """Say whether a sentence, in its plain form, tells what an earlier inspection found."""
        if any(pattern.search(sentence) for pattern in self._lasting):
            return False
        return any(pattern.search(sentence) for pattern in self._past)

    def _turned(self, sentence: Traced) -> tuple[Traced, Traced | None]:
        """Part a sentence about the past where it turns to the present."""
        ends = [m.start() for turn in self._turns if (m := turn.search(sentence.plain))]
        if not ends:
            return sentence, None
        end = min(ends)
        return sentence.cut(0, end), sentence.cut(end, len(sentence.text))

    def _without_aside(self, sentence: Traced) -> tuple[Traced, Traced | None]:
        """Part a sentence about the present from what it says of the past or of others."""
        spans = [m.span() for aside in self._asides if (m := aside.search(sentence.plain))]
        if not spans:
            return sentence, None
        start, end = max(spans, key=lambda span: span[1] - span[0])
        around = sentence.cut(0, start), sentence.cut(end, len(sentence.text))
        return _joined(around, ""), sentence.cut(start, end)


@lru_cache(maxsize=4096)  # while one types, all sentences but one are what they were
def _is_past(paragraphs: Paragraphs, sentence: str) -> bool:
    return paragraphs.speaks_of_the_past(sentence)


def _running(placed: Iterable[Placed]) -> Iterator[tuple[str, Traced]]:
    """Give the paragraphs with their items, the points of a list in one with their lead-in."""
    running: Traced | None = None
    before: Placed | None = None
    start = 0
    for item, block in placed:
        text = _without_marks(_in_single_spaces(block.text[:LONGEST_PARAGRAPH], start))
        start += len(block.text) + 1
        if running is not None and before is not None and _belongs(before, (item, block)):
            if len(running.text) < LONGEST_PARAGRAPH:
                led_in = running.cut(0, len(running.text.rstrip(";, ")))
                running = _joined((led_in, text), " " if running.text.endswith(":") else "; ")
        else:
            if running is not None and before is not None:
                yield before[0], running.cut(0, LONGEST_PARAGRAPH)
            running = text
        before = item, block
    if running is not None and before is not None:
        yield before[0], running.cut(0, LONGEST_PARAGRAPH)


def _belongs(before: Placed, after: Placed) -> bool:
    if before[0] != after[0] or not after[1].bullet:
        return False
    ended = before[1].text.rstrip()
    return ended.endswith(":") or (before[1].bullet and not ended.endswith((".", "?", "!")))


def _in_single_spaces(text: str, start: int) -> Traced:
    spaced = " ".join(text.split())
    if spaced == text:
        return Traced(text, range(start, start + len(text)))
    words = [
        Traced(word[0], range(start + word.start(), start + word.end()))
        for word in re.finditer(r"\S+", text)
    ]
    return _joined(words, " ")


def _without_marks(text: Traced) -> Traced:
    """Leave out the marks of footnotes, and the page numbers that stand among the words."""
    parts: list[Traced] = []
    done = 0
    for mark in MARKS.finditer(text.text):
        parts.append(text.cut(done, mark.start()))
        done = mark.end()
    return _joined([*parts, text.cut(done, len(text.text))], "") if done else text


def _joined(parts: Sequence[Traced], joint: str) -> Traced:
    """Put parts together; the characters between them have the place where the part ended."""
    places: list[int] = []
    parts = [part for part in parts if part.text]
    for part in parts:
        places += [places[-1] + 1] * len(joint) if places else ()
        places += part.places
    return Traced(joint.join(part.text for part in parts), places)


def _sentences(text: Traced) -> Iterator[Traced]:
    """Split a paragraph into sentences; none is longer than LONGEST_SENTENCE characters."""
    for sentence in sentences(text.text):
        for cut in range(sentence.start, sentence.end, LONGEST_SENTENCE):
            yield text.cut(cut, min(cut + LONGEST_SENTENCE, sentence.end))
