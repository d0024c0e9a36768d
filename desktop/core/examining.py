"""Examining a report: all that checks may look at, prepared once, and the remarks they make."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Protocol

from desktop.core import commonmark
from desktop.core.declarations import ProgrammeError
from desktop.core.drafting import draft_or_none
from desktop.core.excerpts import are_named, excerpt, sentences_at
from desktop.core.facts import FactWords, fact_in
from desktop.core.forces import Force, Forces
from desktop.core.house_style import HouseStyle
from desktop.core.programme import Programme
from desktop.core.remarks import Check, Found, Place, Remark
from desktop.core.report import Report
from desktop.core.richtext import Block, RichText, plain_text
from desktop.core.sentences import Sentence, sentences


class Speller(Protocol):
    """Knows how words are spelled."""

    def knows(self, word: str) -> bool:
        """Say whether a word is right."""
        ...

    def suggest(self, word: str) -> list[str]:
        """Give words that may have been meant, likeliest first."""
        ...


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is true around a report while it is examined.

    `now` is the time by the clock on the wall, without a zone, as embargoes are given. `isbns` has
    the digits of the ISBN of every other report, and that report's name.
    """

    now: datetime.datetime
    forces: Forces
    speller: Speller
    isbns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FactSpan:
    """A fact in a passage: the full key of its field, and where it stands in the plain text."""

    key: str
    link: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A passage as checks read it: its plain text, one paragraph or point a line, and its parts."""

    text: str
    blocks: RichText
    sentences: tuple[Sentence, ...]
    facts: tuple[FactSpan, ...]

    def lines(self) -> Iterator[tuple[int, Block]]:
        """Give the paragraphs and points, and where each begins in the plain text."""
        start = 0
        for block in self.blocks:
            yield start, block
            start += len(block.text) + 1


@dataclass(frozen=True)
class Examined:
    """A report under examination."""

    programme: Programme
    force: Force
    report: Report
    circumstances: Circumstances

    @property
    def style(self) -> HouseStyle:
        """The house style of the programme."""
        return self.programme.house_style

    @cached_property
    def words(self) -> FactWords:
        """What the report's facts say."""
        return FactWords(self.programme, self.report.answers)

    @cached_property
    def prose(self) -> dict[str, Prose]:
        """The passages that are not empty, by the full key of their item, in the order of print."""
        return {
            key: prose_of(self.report.passage(key).text)
            for key in self.programme.items
            if self.report.passage(key).text.strip()
        }

    @cached_property
    def written(self) -> dict[str, Prose]:
        """The passages but for standard wording as it stands in the programme."""
        return {key: prose for key, prose in self.prose.items() if not self._is_standard(key)}

    def place(self, item: str, start: int, end: int) -> Place:
        """Place words of a passage: those within a fact belong to its field as well."""
        for fact in self.prose[item].facts:
            if fact.start <= start and end <= fact.end:
                return Place(item, self.words.key_of(fact.link) or "", start, end)
        return Place(item, start=start, end=end)

    def _is_standard(self, key: str) -> bool:
        standard = bool(self.programme.items[key].wording)
        return standard and self.report.passage(key).mode == "drafted"

    @cached_property
    def drafts(self) -> dict[str, str]:
        """What each item would be drafted as now; items that cannot be drafted are not there."""
        drafted = {
            key: draft_or_none(self.programme, key, self.force, self.report.answers)
            for key in self.programme.items
        }
        return {key: text for key, text in drafted.items() if text}


@lru_cache(maxsize=128)  # while one types, all passages but one are what they were
def prose_of(text: str) -> Prose:
    """Read a passage, CommonMark, as checks do."""
    blocks = commonmark.parse(text)
    plain = plain_text(blocks)
    facts: list[FactSpan] = []
    start = 0
    for block in blocks:
        for run in block.runs:
            end = start + len(run.text)
            fact = fact_in(run.link)
            if fact is not None:
                facts.append(FactSpan(fact.key, run.link, run.text, start, end))
            start = end
        start += 1
    return Prose(plain, blocks, tuple(sentences(plain)), tuple(facts))


def examine(
    examined: Examined,
    checks: Iterable[Check],
    on_mistake: Callable[[str], object] | None = None,
) -> list[Remark]:
    """Carry out checks on a report: errors first, those left last, else in the order of print.

    What is remarked of an item's fields stands before what is remarked of its words. With
    `on_mistake`, a check that breaks takes no other with it: what it found until then is kept, and
    one plain line says what happened.
    """
    order = {key: place for place, key in enumerate(examined.programme.items)}
    fields = {key: place for place, key in enumerate(examined.programme.fields)}
    remarks = [remark for check in checks for remark in _carried_out(check, examined, on_mistake)]

    def rank(remark: Remark) -> tuple[bool, bool, int, bool, int, int]:
        place = remark.place
        return (
            not remark.remains,
            remark.severity != "error",
            order.get(place.item, -1),
            place.end > 0,
            place.start,
            fields.get(place.field, -1),
        )

    return sorted(remarks, key=rank)


def _carried_out(
    check: Check, examined: Examined, on_mistake: Callable[[str], object] | None
) -> Iterator[Remark]:
    try:
        for found in check.find(examined):
            yield _remark(examined, check, found)
    # Checks are many, small and to be added to: what one of them raises cannot be known here.
    except Exception as error:
        if on_mistake is None:
            raise
        on_mistake(_mistake(check, error))


def _mistake(check: Check, error: Exception) -> str:
    if isinstance(error, ProgrammeError):
        return f"Not all could be checked, for a mistake in the programme: {error}"
    what = f"{type(error).__name__}: {error}"
    return f"One check could not be carried out ({check.id}): {what}. The others were."


_FAR = 1000
"""Characters to each side that tell a remark from others; no sentence to be read is as long."""


def _remark(examined: Examined, check: Check, found: Found) -> Remark:
    place = found.place
    prose = examined.prose.get(place.item) if place.end else None
    remark = Remark(
        check.id,
        "warning" if check.severity == "warning" else found.severity or check.severity,
        place,
        found.message,
        prose.text[place.start : place.end] if prose else "",
        found.fix,
        found.suggestions,
        around=_around(prose, place.start, place.end) if prose else "",
        excerpt=_excerpt(prose, found) if prose else "",
        binding=check.binding,
    )
    return remark if check.binding else _with_reason(remark, examined.report.left)


def _around(prose: Prose, start: int, end: int) -> str:
    """Give the rest of the sentence that words stand in, or of those on both sides of a space."""
    touched = sentences_at(prose.sentences, start, end)
    if not touched:
        return ""
    before = _without_facts(prose, max(touched[0].start, start - _FAR), start)
    return f"{before}|{_without_facts(prose, end, min(touched[-1].end, end + _FAR))}"


def _excerpt(prose: Prose, found: Found) -> str:
    start, end = found.place.start, found.place.end
    if are_named(found.message, prose.text, prose.text[start:end]):
        return ""
    return excerpt(prose.text, prose.sentences, start, end)


def _without_facts(prose: Prose, start: int, end: int) -> str:
    first = bisect_right(prose.facts, start, key=lambda fact: fact.end)
    behind = bisect_left(prose.facts, end, key=lambda fact: fact.start)
    words: list[str] = []
    for fact in prose.facts[first:behind]:
        words.append(prose.text[start : fact.start])
        start = fact.end
    return "".join([*words, prose.text[start:end]])


def _with_reason(remark: Remark, left: Mapping[str, str]) -> Remark:
    reason = left.get(remark.name, "") if left else ""
    return replace(remark, left=reason) if reason else remark
