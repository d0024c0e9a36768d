"""What one declared way captures in a sentence: a value, a number, a noun phrase."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desktop.core.fields import Answer
from desktop.core.reading_rules import FIGURE, Answered, ReadingRules, Way
from desktop.ingest.noun_phrases import phrase_before, phrase_from
from desktop.ingest.wording import Sentence, read_number

_MOST_TRIES = 20


class Finder:
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
        """Give what the sentence answers; `whole` is what the field's count is part of."""
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


def one_of(rules: ReadingRules, patterns: Sequence[str]) -> re.Pattern[str]:
    """Compile patterns into one that finds any of them; without patterns it finds nothing."""
    return rules.pattern("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")
