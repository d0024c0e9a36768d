"""Answers read out of placed paragraphs, by the ways that the programme declares."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop.core.fields import Answer, AnswerError, ChoicesField, CountField, Field, TextField
from desktop.core.programme import Programme, item_of
from desktop.core.reading_rules import FIGURE, Answered, ReadingRules, Way
from desktop.ingest.cleaning import plain
from desktop.ingest.noun_phrases import phrase_before, phrase_from
from desktop.ingest.placing import Placed, Signs
from desktop.ingest.wording import Sentence, read_number, sentences

_REACH = {"item": 0, "section": 1, "report": 2}
_CONFIDENCE = (0.95, 0.8, 0.65)
_LONGEST_PARAGRAPH = 6000
_MOST_TRIES = 20
_CLEARLY = 3.0


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
        self._heads = _one_of(rules, rules.heads)
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
            if found[likeliest] >= _CLEARLY and found[topic] < _CLEARLY:
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
        heads = _one_of(self._rules, answered.heads) if answered.heads else self._heads
        for way in answered.ways:
            finder = _Finder(self._rules, answered, way, heads)
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


class _Finder:
    """Finds what one way captures in a sentence."""

    def __init__(
        self, rules: ReadingRules, answered: Answered, way: Way, heads: re.Pattern[str]
    ) -> None:
        self._way = way
        self._heads = heads
        self._find = [rules.pattern(text) for text in way.find]
        self._unless = [rules.pattern(text) for text in (*answered.unless, *way.unless)]
        self.about = rules.pattern(way.about) if way.about else None

    def found(self, sentence: Sentence, whole: int | None) -> Iterator[Answer]:
        if not all(pattern.search(sentence.plain) for pattern in self._find):
            return
        if any(pattern.search(sentence.plain) for pattern in self._unless):
            return
        way = self._way
        if way.of is not None and whole != way.of:
            return
        captured: Answer | None = None
        capturing = [each for each in self._find if each.groupindex]
        if capturing:
            captured = next(self._captured(capturing[0], sentence), None)
            if captured is None:
                return
        if way.value is not None:
            yield way.value
        elif way.more or way.fewer or way.same:
            compared = self._compared(capturing[0], sentence)
            if compared is not None:
                yield compared
        elif way.share is not None:
            number = captured if isinstance(captured, int) else None
            share = _share(way.share, number, whole)
            if share is not None:
                yield share
        elif captured is not None:
            yield captured

    def _compared(self, pattern: re.Pattern[str], sentence: Sentence) -> str | None:
        """Say how the number now stands to the earlier one."""
        found = pattern.search(sentence.plain)
        if found is None:
            return None
        now = read_number(found["number"], sentence.plain[: found.start("number")])
        earlier = read_number(found["earlier"], sentence.plain[: found.start("earlier")])
        if now is None or earlier is None:
            return None
        if now == earlier:
            return self._way.same
        return self._way.more if now > earlier else self._way.fewer

    def _captured(self, pattern: re.Pattern[str], sentence: Sentence) -> Iterator[Answer]:
        if "number" in pattern.groupindex:
            yield from _numbers(pattern, sentence.plain)
            return
        start = 0
        for _ in range(_MOST_TRIES):
            found = pattern.search(sentence.plain, start)
            if found is None:
                return
            if "phrase" in pattern.groupindex:
                phrase = phrase_from(sentence.text[found.start("phrase") :], self._heads)
            else:
                phrase = phrase_before(sentence.text[: found.end("subject")], self._heads)
            if phrase:
                yield phrase
                return
            # What was captured may reach over the words that the next try needs.
            start = found.end("subject") if "subject" in pattern.groupindex else found.start() + 1


def _numbers(pattern: re.Pattern[str], text: str) -> Iterator[int]:
    """Give the numbers that a pattern captures, each whole: never the "six" of "forty-six".

    Of finds that overlap the last is the nearest to what is counted.
    """
    start = 0
    held: tuple[int, int] | None = None
    whole = [figure.span() for figure in FIGURE.finditer(text)]
    while found := pattern.search(text, start):
        if held and found.start() >= held[1]:
            yield held[0]
            held = None
        if found["number"] is None:
            start = max(found.end(), start + 1)
            continue
        start = found.start("number")
        first, last = next(
            (span for span in whole if span[0] <= start < span[1]), found.span("number")
        )
        number = read_number(text[first:last], text[:first])
        if number is not None:
            held = number, found.end()
        start = max(last, start + 1)
    if held:
        yield held[0]


def _share(share: str, number: int | None, whole: int | None) -> int | None:
    if share == "none":
        return 0
    if not whole:
        return None
    if share == "all":
        return whole
    if share == "half":
        return whole // 2 if whole % 2 == 0 else None
    if number is None:
        return None
    return whole - number if 0 <= number <= whole else None


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


def _one_of(rules: ReadingRules, patterns: Sequence[str]) -> re.Pattern[str]:
    return rules.pattern("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")


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
