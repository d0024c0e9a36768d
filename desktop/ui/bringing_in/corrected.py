"""What is recorded of a reading, with what the inspector made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

from desktop.core import commonmark
from desktop.core.drafting import draft_or_none, follow_answers
from desktop.core.facts import fact_in
from desktop.core.fields import Answer
from desktop.core.forces import Force
from desktop.core.report import Passage, Report
from desktop.core.richtext import Block, RichText, Run, same_words
from desktop.ui.bringing_in.paragraphs import Paragraph

if TYPE_CHECKING:
    from desktop.ingest import Reading


@dataclass(frozen=True, slots=True)
class Corrected:
    """A reading with what the inspector made of it."""

    reading: Reading
    force: Force
    answers: Mapping[str, Answer]
    paragraphs: tuple[Paragraph, ...]
    as_read: tuple[Paragraph, ...]

    @property
    def is_entry(self) -> bool:
        """Whether it is the very entry that the file carries, but for what was put right in it."""
        return self.reading.from_data and self.force.key == self.reading.force.key

    def report(self) -> Report:
        """Give the report that is to be recorded; takes a while, so call it from a thread."""
        if self.is_entry:
            return self._entry()
        read = self.reading.report
        changed = changed_answers(read.answers, self.answers)
        passages: dict[str, Passage] = {}
        for item in self.reading.programme.items:
            passage = self._passage(item, changed)
            if passage is not None:
                passages[item] = passage
        return replace(read, force=self.force.key, answers=dict(self.answers), passages=passages)

    def _entry(self) -> Report:
        read, programme = self.reading.report, self.reading.programme
        passages = dict(read.passages)
        for item in programme.items:
            mine = [each.text for each in self.paragraphs if each.item == item]
            if mine != [each.text for each in self.as_read if each.item == item]:
                text = commonmark.write(chain.from_iterable(map(commonmark.parse, mine)))
                before = read.passage(item)
                seen = before.text if before.mode == "drafted" else before.instead_of
                passages[item] = Passage(text, "edited", seen)
        report = replace(read, answers=dict(self.answers), passages=passages)
        changed = changed_answers(read.answers, self.answers)
        if not changed:
            return report
        followed = follow_answers(programme, self.force, report, changed)
        return replace(report, passages=passages | followed.passages)

    def _passage(self, item: str, changed: set[str]) -> Passage | None:
        programme = self.reading.programme
        before = self.reading.report.passages.get(item)
        mine = [each.text for each in self.paragraphs if each.item == item]
        touched = mine != [each.text for each in self.as_read if each.item == item]
        blocks = untied(chain.from_iterable(map(commonmark.parse, mine)), changed)
        if programme.items[item].wording:
            standard = draft_or_none(programme, item, self.force, self.answers)
            as_it_was = before is not None and before.mode == "drafted" and not touched
            if as_it_was and self.force.key == self.reading.force.key:
                return before if standard is None else Passage(standard)
            if standard is not None and same_words(blocks, commonmark.parse(standard)):
                return Passage(standard)
        if not blocks and before is None:
            return None
        return Passage(commonmark.write(blocks), "edited")


def changed_answers(before: Mapping[str, Answer], after: Mapping[str, Answer]) -> set[str]:
    """Give the keys of the fields that are answered otherwise."""
    return {key for key in {*before, *after} if before.get(key) != after.get(key)}


def untied(blocks: Iterable[Block], changed: Collection[str]) -> RichText:
    """Leave as plain words, as printed, what was taken for an answer that was misread."""
    return tuple(
        replace(block, runs=tuple(_plain(run, changed) for run in block.runs)) for block in blocks
    )


def _plain(run: Run, changed: Collection[str]) -> Run:
    fact = fact_in(run.link)
    return replace(run, link="") if fact is not None and fact.key in changed else run
