"""Answers read out of passages, by the ways that the programme declares."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop.core.fields import Answer, AnswerError, ChoicesField, CountField, Field, TextField
from desktop.core.programme import Programme, item_of
from desktop.core.reading.finding import Finder, Said, one_of
from desktop.core.reading.paragraphs import Paragraph, Paragraphs, Placed, Span
from desktop.core.reading.rules import READING_FILE, Answered, ReadingRules, Way, read_rules

_REACH = {"item": 0, "section": 1, "report": 2}
_CONFIDENCE = (0.95, 0.8, 0.65)
_WEAKLY_PUT = 0.15


@dataclass(frozen=True, slots=True)
class Recognised:
    """One answer that was read: how sure that is, from 0 to 1, and the sentence that says it.

    `span` is where that sentence stands in what was read.
    """

    key: str
    answer: Answer
    confidence: float
    sentence: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """What one sentence says of a field, given by its full key.

    `distance` is 0 in the passage of the field's own item, 1 in its section, 2 in the report. The
    sentence stands at `spoken`, and has `strayed` where it clearly speaks of the item in the
    passage of another. Of the hits for one field those of the highest `rank` count.
    """

    key: str
    said: Said
    rank: int
    distance: int
    sentence: str
    spoken: Span
    strayed: bool = False


@dataclass(frozen=True, slots=True)
class _Sought:
    """One way to put a field, ready to be found."""

    key: str
    way: Way
    finder: Finder


class Reader:
    """Reads what passages say of the fields of a programme."""

    def __init__(
        self, programme: Programme, rules: ReadingRules, strays: Sequence[str] | None = None
    ) -> None:
        """Read by these rules; see `Paragraphs` for what strayed."""
        self.rules = rules
        self.counts = frozenset(
            key for key, field in programme.fields.items() if isinstance(field, CountField)
        )
        self._programme = programme
        self._paragraphs = Paragraphs(programme, rules, strays)
        self._sought = [
            _Sought(answered.field, way, Finder(rules, answered, way, _heads(rules, answered)))
            for answered in rules.answers
            for way in answered.ways
        ]

    def hits(self, placed: Iterable[Placed], keys: Collection[str] | None = None) -> list[Hit]:
        """Give all that is said of the fields, or of those with these keys, in passages."""
        paragraphs = self._paragraphs.of(placed)
        return [
            hit
            for sought in self._sought
            if keys is None or sought.key in keys
            for hit in _hits(sought, paragraphs)
        ]

    def settled(self, hits: Iterable[Hit]) -> tuple[list[Recognised], list[str]]:
        """Give what was recognised, and the keys of fields that are answered in two ways."""
        found: dict[str, list[Hit]] = {}
        for hit in hits:
            found.setdefault(hit.key, []).append(hit)
        recognised: dict[str, Recognised] = {}
        doubtful: list[str] = []
        order = list(self._programme.fields)
        for key in sorted(found, key=lambda key: (self._is_part(key), order.index(key))):
            field = self._programme.fields[key]
            readings = list(_readings(field, found[key], self._whole(key, recognised)))
            settled = _settled(field, readings)
            if settled is not None:
                hit, answer = settled
                sure = _CONFIDENCE[hit.distance] - (_WEAKLY_PUT if hit.rank == 0 else 0.0)
                recognised[key] = Recognised(key, answer, round(sure, 2), hit.sentence, hit.spoken)
            elif readings:
                doubtful.append(key)
        return sorted(recognised.values(), key=lambda each: order.index(each.key)), doubtful

    def _is_part(self, key: str) -> bool:
        field = self._programme.fields[key]
        return isinstance(field, CountField) and field.part_of is not None

    def _whole(self, key: str, recognised: Mapping[str, Recognised]) -> int | None:
        field = self._programme.fields[key]
        if not isinstance(field, CountField) or field.part_of is None:
            return None
        whole = recognised.get(f"{item_of(key)}.{field.part_of}")
        return whole.answer if whole and isinstance(whole.answer, int) else None


_Reading = tuple[Hit, Answer]


def reader_of(programme: Programme) -> Reader | None:
    """Give the reader of a programme; None where it does not say how its reports are read.

    Raises ProgrammeError naming file, line and key of a mistake. What was read from the folder is
    kept until the file changes: the first time takes a third of a second.
    """
    file = programme.folder / READING_FILE
    return _reader_as_of(programme, file.stat().st_mtime_ns) if file.is_file() else None


@lru_cache(maxsize=8)
def _reader_as_of(programme: Programme, _changed: int) -> Reader | None:
    rules = read_rules(programme)
    return Reader(programme, rules) if rules else None


def _heads(rules: ReadingRules, answered: Answered) -> re.Pattern[str]:
    return one_of(rules, answered.heads or rules.heads)


def _hits(sought: _Sought, paragraphs: Iterable[Paragraph]) -> Iterator[Hit]:
    way, about = sought.way, sought.finder.about
    for paragraph, distance in _within_reach(sought, paragraphs):
        if about is not None and not about.search(paragraph.plain):
            continue
        for sentence in paragraph.units(past=way.past, whole=way.within == "paragraph"):
            said = sought.finder.found(sentence)
            if said is not None:
                yield Hit(
                    sought.key,
                    said,
                    way.rank,
                    distance,
                    sentence.text,
                    Span(sentence.places[0], sentence.places[-1] + 1),
                    paragraph.strayed,
                )


def _within_reach(
    sought: _Sought, paragraphs: Iterable[Paragraph]
) -> Iterator[tuple[Paragraph, int]]:
    item = item_of(sought.key)
    for paragraph in paragraphs:
        same_section = paragraph.item.split(".")[0] == item.split(".")[0]
        distance = 0 if paragraph.item == item else 1 if same_section else 2
        if paragraph.strayed and distance == 0:
            yield paragraph, 1
        elif not paragraph.strayed and distance <= _REACH[sought.way.where]:
            yield paragraph, distance


def _readings(field: Field, hits: Iterable[Hit], whole: int | None) -> Iterator[_Reading]:
    """Give the hits that make an answer of the field, a part of the `whole`."""
    for hit in hits:
        raw = hit.said.answer(whole)
        try:
            answer = field.clean([raw] if isinstance(field, ChoicesField) else raw)
        except AnswerError:
            continue
        too_many = isinstance(answer, int) and whole is not None and answer > whole
        if answer is not None and not too_many:
            yield hit, answer


def _settled(field: Field, readings: Sequence[_Reading]) -> _Reading | None:
    """Settle on one answer: of the nearest hits those of the highest rank, if they agree."""
    if not readings:
        return None
    nearest = min(hit.distance for hit, _ in readings)
    near = [(hit, answer) for hit, answer in readings if hit.distance == nearest]
    if isinstance(field, ChoicesField):
        keys = {key for _, answer in near if isinstance(answer, tuple) for key in answer}
        return near[0][0], field.clean(sorted(keys)) or ()
    highest = max(hit.rank for hit, _ in near)
    best = [(hit, answer) for hit, answer in near if hit.rank == highest]
    if isinstance(field, TextField):
        return _fullest(best)
    agreed = all(answer == best[0][1] for _, answer in best)
    return best[0] if agreed else None


def _fullest(readings: Sequence[_Reading]) -> _Reading | None:
    """Of texts for one thing take the fullest; None where they name different things."""
    fullest = max(readings, key=lambda reading: len(str(reading[1])))
    whole = _words(str(fullest[1]))
    initials = "".join(word[0] for word in whole)
    for _, answer in readings:
        words = _words(str(answer))
        if not set(words) <= set(whole) and not (len(words) == 1 and words[0] in initials):
            return None
    return fullest


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
