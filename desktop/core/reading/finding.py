"""What one declared way captures in a sentence: a value, a number, a share, a noun phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.fields import Answer
from desktop.core.reading.noun_phrases import phrase_before, phrase_from
from desktop.core.reading.numbers import FIGURE, Estimate, is_in_range, read_estimate, read_number
from desktop.core.reading.paragraphs import Span, Traced
from desktop.core.reading.rules import Answered, ReadingRules, Share, Way

_MOST_TRIES = 20
_OF_THOSE = re.compile(r" of (?:(?:the|these|those|its|all) )*")
_LEFT_OVER = ("rest", "at_most_rest")


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says of a field, and where the words stand that say it.

    It is a `value`; or a `share` of the count that the field is part of, reckoned with `number`,
    and that only where the whole is `of`, if given; or an `estimate`, which is no answer. `counted`
    says that the words are the number.
    """

    span: Span
    value: Answer | None = None
    share: Share | None = None
    number: int | None = None
    of: int | None = None
    counted: bool = False
    estimate: Estimate | None = None

    def answer(self, whole: int | None) -> Answer | None:
        """Give the answer that this makes where the field is part of a `whole`."""
        if self.of is not None and whole != self.of:
            return None
        return self.value if self.share is None else _part(self.share, self.number, whole)

    def left_over(self) -> bool:
        """Say whether it tells of those that are not counted."""
        return self.share in _LEFT_OVER

    def nearest(self, whole: int, answer: int) -> int | None:
        """Give what comes nearest to an answer of all that an inexact share may mean."""
        if self.share == "half":
            return min(max(answer, whole // 2), whole - whole // 2)
        if self.share in ("most", "some") and whole > 1:
            least = whole // 2 + 1 if self.share == "most" else 1
            return min(max(answer, least), max(whole - 1, least))
        if self.share == "at_most_rest" and self.number is not None and self.number <= whole:
            return min(answer, whole - self.number)
        return None


class Finder:
    """Finds what one way captures in a sentence."""

    def __init__(
        self, rules: ReadingRules, answered: Answered, way: Way, heads: re.Pattern[str]
    ) -> None:
        """Compile the patterns of a way; phrases that it captures name one of the heads."""
        self._way = way
        self._heads = heads
        self._find = [rules.pattern(text) for text in way.find]
        self._unless = [rules.pattern(text) for text in (*answered.unless, *way.unless)]
        self._capturing = next((each for each in self._find if each.groupindex), None)
        self.about = rules.pattern(way.about) if way.about else None

    def found(self, sentence: Traced) -> Said | None:
        """Give what the sentence says by this way; None where it says nothing."""
        matched = [pattern.search(sentence.plain) for pattern in self._find]
        if matched[0] is None or not all(matched):
            return None
        if any(pattern.search(sentence.plain) for pattern in self._unless):
            return None
        way = self._way
        captured: _Captured | None = None
        if self._capturing is not None:
            captured = _captured(self._capturing, sentence, self._heads)
            if captured is None:
                return None
            if captured.estimate is not None:
                return self._estimated(sentence, captured)
        start, end = matched[0].span()
        if way.value is not None:
            return Said(sentence.span(start, end), way.value, of=way.of)
        if way.more or way.fewer or way.same:
            compared = self._compared(sentence)
            return Said(sentence.span(start, end), compared, of=way.of) if compared else None
        if way.share is not None:
            number = captured.value if captured else None
            if captured and way.share in _LEFT_OVER:
                start = min(start, captured.start)
            elif captured and captured.end > start:
                start, end = min(start, captured.start), captured.end
            return Said(
                sentence.span(start, end),
                share=way.share,
                number=number if isinstance(number, int) else None,
                of=way.of,
            )
        assert captured is not None, "a way without a value captures something"
        counted = isinstance(captured.value, int)
        span = sentence.span(captured.start, captured.end)
        return Said(span, captured.value, of=way.of, counted=counted)

    def _estimated(self, sentence: Traced, captured: _Captured) -> Said | None:
        """Give an estimate; nothing is reckoned with one."""
        way = self._way
        if way.value is not None or way.more or way.fewer or way.same or way.share:
            return None
        span = sentence.span(captured.start, captured.end)
        return Said(span, of=way.of, counted=True, estimate=captured.estimate)

    def _compared(self, sentence: Traced) -> str | None:
        """Say how the number now stands to the earlier one."""
        found = self._capturing.search(sentence.plain) if self._capturing else None
        if found is None:
            return None
        now = read_number(found["number"], sentence.plain[: found.start("number")])
        earlier = read_number(found["earlier"], sentence.plain[: found.start("earlier")])
        if now is None or earlier is None:
            return None
        if now == earlier:
            return self._way.same
        return self._way.more if now > earlier else self._way.fewer


@dataclass(frozen=True, slots=True)
class _Captured:
    value: int | str
    start: int
    end: int
    estimate: Estimate | None = None


def _captured(
    pattern: re.Pattern[str], sentence: Traced, heads: re.Pattern[str]
) -> _Captured | None:
    if "number" in pattern.groupindex:
        return _number(pattern, sentence.plain)
    start = 0
    for _ in range(_MOST_TRIES):
        found = pattern.search(sentence.plain, start)
        if found is None:
            return None
        if "phrase" in pattern.groupindex:
            phrase = phrase_from(sentence.text[found.start("phrase") :], heads)
        else:
            phrase = phrase_before(sentence.text[: found.end("subject")], heads)
        if phrase:
            return _Captured(phrase, *found.span())
        # What was captured may reach over the words that the next try needs.
        start = found.end("subject") if "subject" in pattern.groupindex else found.start() + 1
    return None


def _number(pattern: re.Pattern[str], text: str) -> _Captured | None:
    """Give the first number that a pattern captures, whole: never the "six" of "forty-six".

    Of finds that overlap the last is the nearest to what is counted. Where it captures no exact
    number, give the first estimate.
    """
    start = 0
    estimated: _Captured | None = None
    held: tuple[_Captured, int] | None = None
    whole = [figure.span() for figure in FIGURE.finditer(text)]
    while found := pattern.search(text, start):
        if held and found.start() >= held[1]:
            break
        if found["number"] is None:
            start = max(found.end(), start + 1)
            continue
        start = found.start("number")
        first, last = next(
            (span for span in whole if span[0] <= start < span[1]), found.span("number")
        )
        if held and _OF_THOSE.fullmatch(text, held[0].end, first):
            break
        number = read_number(text[first:last], text[:first])
        if is_in_range(text, first, last):
            number = None
        elif number is not None:
            held = _Captured(number, first, last), found.end()
        elif estimated is None and (estimate := read_estimate(text[first:last], text[:first])):
            estimated = _Captured(0, estimate.start, last, estimate)
        start = max(last, start + 1)
    return held[0] if held else estimated


def _part(share: Share, number: int | None, whole: int | None) -> int | None:
    if share == "none":
        return 0
    if not whole:
        return None
    if share == "all":
        return whole
    if share == "half":
        return whole // 2 if whole % 2 == 0 else None
    if number is None or share not in ("all_but", "rest"):
        return None
    return whole - number if 0 <= number <= whole else None


def one_of(rules: ReadingRules, patterns: Sequence[str]) -> re.Pattern[str]:
    """Compile patterns into one that finds any of them; without patterns it finds nothing."""
    return rules.pattern("|".join(f"(?:{pattern})" for pattern in patterns) or "(?!)")
