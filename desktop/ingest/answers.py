"""Answers read out of placed paragraphs, by the ways that the programme declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.core.fields import Answer, AnswerError, ChoicesField, CountField, Field, TextField
from desktop.core.programme import Programme, item_of
from desktop.core.reading_rules import Answered, ReadingRules, Way
from desktop.ingest.cleaning import plain
from desktop.ingest.finding import Finder, one_of
from desktop.ingest.placing import CLEARLY, Placed, Signs
from desktop.ingest.wording import Sentence, sentences

_REACH = {"item": 0, "section": 1, "report": 2}
_CONFIDENCE = (0.95, 0.8, 0.65)
_LONGEST_PARAGRAPH = 6000


@dataclass(frozen=True, slots=True)
class Recognised:
    """One answer that was read: how sure that is, from 0 to 1, and the sentence that says it."""

    key: str
    answer: Answer
    confidence: float
    sentence: str


@dataclass(frozen=True, slots=True)
class _Paragraph:
    item: str
    plain: str
    sentences: tuple[Sentence, ...]
    past: frozenset[int]
    strayed: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    answer: Answer
    rank: int
    distance: int
    sentence: str


class Answers:
    """Reads the answers of one report."""

    def __init__(self, programme: Programme, rules: ReadingRules, placed: Sequence[Placed]) -> None:
        self._programme = programme
        self._rules = rules
        self._past = [rules.pattern(text) for text in rules.past]
        self._turns = [rules.pattern(text) for text in rules.turns]
        self._lasting = [rules.pattern(text) for text in rules.lasting]
        self._heads = one_of(rules, rules.heads)
        self._signs = Signs(rules, {})
        own = [self._paragraph(item, text) for item, text in _running(placed)]
        self._paragraphs = own + [each for paragraph in own for each in self._strayed(paragraph)]

    def read(self) -> tuple[list[Recognised], list[str]]:
        """Give what was recognised, and the keys of fields that the text answers in two ways."""
        recognised: dict[str, Recognised] = {}
        doubtful: list[str] = []
        for answered in sorted(self._rules.answers, key=lambda each: self._is_part(each.field)):
            key = answered.field
            hits = list(self._hits(answered, self._whole(key, recognised)))
            found = _settled(self._programme.fields[key], hits)
            if found is not None:
                confidence = _CONFIDENCE[found.distance]
                recognised[key] = Recognised(key, found.answer, confidence, found.sentence)
            elif hits:
                doubtful.append(key)
        order = list(self._programme.fields)
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

    def _paragraph(self, item: str, text: str) -> _Paragraph:
        found: list[Sentence] = []
        past: set[int] = set()
        for sentence in sentences(text[:_LONGEST_PARAGRAPH]):
            if self._is_past(sentence):
                before, now = self._turned(sentence)
                past.add(len(found))
                found.append(before)
                if now is not None:
                    found.append(now)
            else:
                found.append(sentence)
        return _Paragraph(item, plain(text[:_LONGEST_PARAGRAPH]), tuple(found), frozenset(past))

    def _strayed(self, paragraph: _Paragraph) -> Iterator[_Paragraph]:
        """Give the parts of a paragraph that speak of other items, where a break was lost."""
        section = self._programme.section_of(paragraph.item)
        siblings = [key for key, _ in self._programme.items_of(section)]
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
                yield _Paragraph(item, text, spoken, past, strayed=True)

    def _is_past(self, sentence: Sentence) -> bool:
        if any(pattern.search(sentence.plain) for pattern in self._lasting):
            return False
        return any(pattern.search(sentence.plain) for pattern in self._past)

    def _turned(self, sentence: Sentence) -> tuple[Sentence, Sentence | None]:
        """Part a sentence about the past where it turns to the present."""
        ends = [m.start() for turn in self._turns if (m := turn.search(sentence.plain))]
        if not ends:
            return sentence, None
        end = min(ends)
        return (
            Sentence(sentence.text[:end], sentence.plain[:end]),
            Sentence(sentence.text[end:], sentence.plain[end:]),
        )

    def _hits(self, answered: Answered, whole: int | None) -> Iterator[_Hit]:
        field = self._programme.fields[answered.field]
        heads = one_of(self._rules, answered.heads) if answered.heads else self._heads
        for way in answered.ways:
            finder = Finder(self._rules, answered, way, heads)
            for paragraph, distance in self._within_reach(answered.field, way):
                if finder.about is not None and not finder.about.search(paragraph.plain):
                    continue
                for sentence in _units(paragraph, way):
                    for raw in finder.found(sentence, whole):
                        answer = _cleaned(field, raw, whole)
                        if answer is not None:
                            yield _Hit(answer, way.rank, distance, sentence.text)

    def _within_reach(self, key: str, way: Way) -> Iterator[tuple[_Paragraph, int]]:
        item = item_of(key)
        for paragraph in self._paragraphs:
            same_section = paragraph.item.split(".")[0] == item.split(".")[0]
            distance = 0 if paragraph.item == item else 1 if same_section else 2
            if paragraph.strayed and distance == 0:
                yield paragraph, 1
            elif not paragraph.strayed and distance <= _REACH[way.where]:
                yield paragraph, distance


def _units(paragraph: _Paragraph, way: Way) -> Iterable[Sentence]:
    present = [
        sentence
        for place, sentence in enumerate(paragraph.sentences)
        if way.past or place not in paragraph.past
    ]
    if way.within == "sentence" or not present:
        return present
    return [Sentence(" ".join(s.text for s in present), " ".join(s.plain for s in present))]


def _cleaned(field: Field, raw: Answer, whole: int | None) -> Answer | None:
    try:
        answer = field.clean([raw] if isinstance(field, ChoicesField) else raw)
    except AnswerError:
        return None
    if isinstance(answer, int) and whole is not None and answer > whole:
        return None
    return answer


def _settled(field: Field, hits: Sequence[_Hit]) -> _Hit | None:
    """Settle on one answer: of the nearest hits those of the highest rank, if they agree."""
    if not hits:
        return None
    nearest = min(hit.distance for hit in hits)
    near = [hit for hit in hits if hit.distance == nearest]
    if isinstance(field, ChoicesField):
        keys = {key for hit in near if isinstance(hit.answer, tuple) for key in hit.answer}
        return replace(near[0], answer=field.clean(sorted(keys)) or ())
    highest = max(hit.rank for hit in near)
    best = [hit for hit in near if hit.rank == highest]
    if isinstance(field, TextField):
        return _fullest(best)
    agreed = all(hit.answer == best[0].answer for hit in best)
    return best[0] if agreed else None


def _fullest(hits: Sequence[_Hit]) -> _Hit | None:
    """Of texts for one thing take the fullest; None where they name different things."""
    fullest = max(hits, key=lambda hit: len(str(hit.answer)))
    whole = _words(str(fullest.answer))
    initials = "".join(word[0] for word in whole)
    for hit in hits:
        words = _words(str(hit.answer))
        if not set(words) <= set(whole) and not (len(words) == 1 and words[0] in initials):
            return None
    return fullest


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _running(placed: Sequence[Placed]) -> Iterator[tuple[str, str]]:
    """Give the paragraphs with their items, the points of a list in one with their lead-in."""
    text = ""
    before: Placed | None = None
    for each in placed:
        if text and before is not None and _belongs(before, each):
            text = f"{text.rstrip(';, ')}{'' if text.endswith(':') else ';'} {each.block.text}"
        else:
            if text and before is not None:
                yield before.item, text
            text = each.block.text
        before = each
    if text and before is not None:
        yield before.item, text


def _belongs(before: Placed, after: Placed) -> bool:
    if before.item != after.item or not after.block.bullet:
        return False
    ended = before.block.text.rstrip()
    return ended.endswith(":") or (before.block.bullet and not ended.endswith((".", "?", "!")))
