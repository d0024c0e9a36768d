"""Remarks about words of a passage: where they stand while the text around them changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from PySide6.QtGui import QTextBlock

from desktop.core.remarks import Severity
from desktop.ui.passage.document import PassageDocument, selected
from desktop.ui.passage.spelled import Spelled


class Underline(NamedTuple):
    """A remark about words of a passage, by their offsets in its plain text.

    That has one paragraph or point a line, and its facts spelled out.
    """

    start: int
    end: int
    severity: Severity
    message: str


@dataclass(frozen=True, slots=True)
class Laid:
    """A remark laid under words of a document, between two positions in UTF-16 units."""

    start: int
    end: int
    words: str
    severity: Severity
    message: str


class Underlines:
    """Keeps remarks under their words, and drops one whose own words change."""

    def __init__(self, document: PassageDocument) -> None:
        self._document = document
        self._laid: list[Laid] = []

    def show(self, underlines: Iterable[Underline]) -> list[QTextBlock]:
        """Lay other remarks, and give the blocks that look different now."""
        before, self._laid = self._laid, []
        spelled = None
        for start, end, severity, message in underlines:
            spelled = spelled or Spelled(self._document)
            first, last = spelled.place(start, end)
            if first < last:
                words = self._words(first, last)
                self._laid.append(Laid(first, last, words, severity, message))
        # Where an error and a warning meet, the error is seen.
        self._laid.sort(key=lambda laid: laid.severity == "error")
        changed = {*before} ^ {*self._laid}
        numbers = {number for laid in changed for number in self._blocks(laid)}
        return [self._document.findBlockByNumber(number) for number in sorted(numbers)]

    def within(self, block: QTextBlock) -> Iterator[Laid]:
        """Go through what is laid under a block, as far as it lies there."""
        first = block.position()
        last = first + block.length() - 1
        for laid in self._laid:
            start, end = max(laid.start, first), min(laid.end, last)
            if start < end:
                yield replace(laid, start=start, end=end)

    def at(self, position: int) -> str:
        """Give what the remarks about the character at a position say, one a line."""
        return "\n".join(laid.message for laid in self._laid if laid.start <= position < laid.end)

    def follow(self, position: int, removed: int, added: int) -> None:
        """Stay under the same words when the document tells of a change."""
        kept = []
        for laid in self._laid:
            if position + removed <= laid.start:
                by = added - removed
                kept.append(replace(laid, start=laid.start + by, end=laid.end + by))
            elif laid.end <= position or self._only_looks(laid, removed, added):
                kept.append(laid)
        self._laid = kept

    def _only_looks(self, laid: Laid, removed: int, added: int) -> bool:
        """Say whether a change across words left them what they are, as making them bold does."""
        return removed == added and self._words(laid.start, laid.end) == laid.words

    def _words(self, start: int, end: int) -> str:
        last = self._document.characterCount() - 1
        return selected(self._document, min(start, last), min(end, last)).selectedText()

    def _blocks(self, laid: Laid) -> range:
        first = self._document.findBlock(laid.start).blockNumber()
        return range(first, self._document.findBlock(laid.end).blockNumber() + 1)
