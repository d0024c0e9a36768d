"""The words of a report that checks of language look at, and those that they leave alone."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from desktop.core.drafting import draft_or_none
from desktop.core.examining import Examined, Prose, prose_of
from desktop.core.line_ends import is_point
from desktop.core.remarks import Found, Replacement
from desktop.core.sentences import sentences

_OF_AN_ADDRESS = re.compile(
    r"://|www\.|@|\w\.(?:com|org|net|gov|uk|eu|info|police|pdf|docx?|xlsx?|pptx?|html?|csv)\b",
    re.IGNORECASE,
)
COUNTING_WORDS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_NUMBERED_THING = re.compile(
    r"\b(?:aged?|ages|annex|appendix|article|band|category|chapter|circular|class|clause|code|dial"
    r"|edition|extension|figure|form|grade|group|issue|item|level|model|no\.?|nos\.?|numbers?|option"
    r"|pages?|paras?|paragraphs?|parts?|phase|point|pp?\.?|principle|questions?|rank|ref|reference"
    r"|regulation|recommendations?|room|rule|schedule|score of|section|stage|standard|step|table"
    r"|telephone|tier|type|version|volume)\s+$",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b(?!(?:A|About|After|All|Almost|Also|And|Another|Approximately|Around|At|Before|Between|Both|But"
    r"|By|During|Each|Every|First|For|From|Further|However|In|Its|Just|Last|Nearly|Of|On|Only|Out|Over"
    r"|Since|Some|The|Their|Then|There|These|Those|To|Under|Until|With|Within)\b)[A-Z][\w'’&.-]*\s+$"
)
_SPEECH = re.compile(r"\"[^\"\n]+\"|“[^“”\n]+”")
LONGEST_TERM = 3
"""In words: what stands between quotation marks and is longer is what someone said or wrote."""


_AROUND = 120
Span = tuple[int, int]
"""From the first letter to behind the last, in the plain text of a passage."""


class Words(NamedTuple):
    """Some words of a passage: the full key of its item, and where they stand in it."""

    item: str
    prose: Prose
    match: re.Match[str]

    @property
    def before(self) -> str:
        """What stands before them in their paragraph or point, as far as it can matter."""
        return before_in_line(self.prose.text, self.match.start())

    @property
    def after(self) -> str:
        """What follows them in their paragraph or point, as far as it can matter."""
        end = self.match.end()
        return self.prose.text[end : end + _AROUND].partition("\n")[0]

    @property
    def in_point(self) -> bool:
        """Whether they stand in a point of a list."""
        start = self.match.start()
        return any(
            is_point(block)
            for begin, block in self.prose.lines()
            if begin <= start <= begin + len(block.text)
        )


def own_words(
    examined: Examined, pattern: re.Pattern[str], *, facts: bool = False, speech: bool = False
) -> Iterator[Words]:
    """Find a pattern in what the inspector wrote: the passages but for their standard sentences.

    Web and mail addresses are left alone and, where they are not asked for, so are facts and what
    someone else said or wrote.
    """
    for item, prose in examined.written.items():
        alone = left_alone(examined, item, facts=facts, speech=speech)
        for match in pattern.finditer(prose.text):
            if not overlaps(match.span(), alone):
                yield Words(item, prose, match)


def before_in_line(text: str, start: int) -> str:
    """Give what stands before a place in its paragraph or point, as far as it can matter."""
    return text[max(0, start - _AROUND) : start].rpartition("\n")[2]


def left_alone(
    examined: Examined, item: str, *, facts: bool = False, speech: bool = False
) -> tuple[Span, ...]:
    """Say which words of a passage such checks leave alone; the same as in `own_words`."""
    prose = examined.prose[item]
    alone = addresses(prose.text) + standard_sentences(examined, item)
    if not facts:
        alone += fact_spans(prose)
    return _apart(alone if speech else alone + _spoken(prose.text))


def fact_spans(prose: Prose) -> tuple[Span, ...]:
    """Say where the facts of a passage stand."""
    return tuple((fact.start, fact.end) for fact in prose.facts)


def overlaps(span: Span, others: Sequence[Span]) -> bool:
    """Say whether a span shares a letter with any of the others: in order, none within another."""
    following = bisect_left(others, (span[1],))
    return following > 0 and span[0] < others[following - 1][1]


@lru_cache(maxsize=512)
def _apart(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Put spans in order, those that meet in one."""
    apart: list[Span] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(apart[-1][1], end)
        else:
            apart.append((start, end))
    return tuple(apart)


def found(
    examined: Examined,
    item: str,
    span: Span,
    message: str,
    *,
    use: str | None = None,
    suggestions: tuple[str, ...] = (),
) -> Found:
    """Make a remark on words of a passage, with those that certainly should stand there to `use`.

    Words that reach into a fact can have no others in their place.
    """
    in_fact = use is not None and overlaps(span, fact_spans(examined.prose[item]))
    fix = None if use is None or in_fact else Replacement(use)
    return Found(examined.place(item, *span), message, fix, suggestions)


def like(words: str, example: str) -> str:
    """Write words with capitals where those of the example have them: "e-Mail", "E-mail", "E-MAIL".

    Where each word of the example begins with one, so does each word given.
    """
    if len(example) > 1 and example.isupper():
        return words.upper()
    parts = re.findall(r"[^\W\d_]+", example)
    if len(parts) > 1 and all(part[0].isupper() for part in parts):
        return re.sub(r"(?<![^\W_])[^\W\d_]", lambda first: first[0].upper(), words)
    return words[:1].upper() + words[1:] if example[:1].isupper() else words


def belongs_to_name(number: str, before: str) -> bool:
    """Say whether a number is part of a name, as in "Part 2" or "Windows 7", and counts nothing.

    `before` is what stands before it in its paragraph.
    """
    if ends_in(_NUMBERED_THING, before):
        return True
    return number[:1].isdigit() and ends_in(_NAME, before)


def ends_in(pattern: re.Pattern[str], before: str) -> bool:
    """Say whether the last four words match a pattern that ends in `$`.

    Looking for it from every word of a paragraph would take long where there are many numbers.
    """
    words = before.rsplit(maxsplit=4)
    return bool(pattern.search(before, len(words[0]) if len(words) > 4 else 0))


def standard_sentences(examined: Examined, item: str) -> tuple[Span, ...]:
    """Say where an edited passage still has sentences of the programme's standard wording."""
    if not examined.programme.items[item].wording:
        return ()
    answers = examined.report.answers
    standard = draft_or_none(examined.programme, item, examined.force, answers)
    return _taken_over(examined.prose[item].text, standard or "")


@lru_cache(maxsize=64)
def _taken_over(text: str, standard: str) -> tuple[Span, ...]:
    known = {sentence.text for sentence in prose_of(standard).sentences}
    return tuple(
        (sentence.start, sentence.end) for sentence in sentences(text) if sentence.text in known
    )


@lru_cache(maxsize=512)
def addresses(text: str) -> tuple[Span, ...]:
    """Say where addresses of pages and mailboxes, and names of files, stand in a text."""
    parts = re.finditer(r"\S+", text)
    return tuple(part.span() for part in parts if _OF_AN_ADDRESS.search(part[0]))


@lru_cache(maxsize=512)
def _spoken(text: str) -> tuple[Span, ...]:
    return tuple(
        match.span() for match in _SPEECH.finditer(text) if len(match[0].split()) > LONGEST_TERM
    )
