"""Quotation marks and apostrophes that are not those of the house style."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from desktop.core.examining import Examined
from desktop.core.house_style import HouseStyle
from desktop.core.own_words import LONGEST_TERM, Span, Words, found, overlaps, own_words
from desktop.core.remarks import Found, check

_PAIR = re.compile(
    r"[\"“”](?P<double>(?=\S)[^\"“”\n]+)[\"“”]"
    r"|(?<![\w'‘’])['‘](?P<single>(?=\S)(?:[^'‘’\n]|(?<=\w)['’](?=\w))+)['’](?!\w)"
)
_APOSTROPHE = {
    "straight": re.compile(r"(?<=\w)[‘’`´](?=\w)|(?<=s)[‘’`´](?!\w)|(?<!\w)[‘’](?=\w)"),
    "curly": re.compile(r"(?<=\w)['‘`´](?=\w)|(?<=s)['‘`´](?!\w)"),
}
_DOUBLE = re.compile('(?<![0-9])"|[“”]')
_SINGLE = re.compile(
    r"(?P<two>['‘’`´]{2})"
    r"|(?P<opening>(?<![\w'‘’`´])['‘`´](?=[^\W\d_])(?!(?i:em|til|tis|twas|cause|n)\b))"
    r"|(?<=[a-rt-z])['’`´](?![\w'‘’`´])"
)
_WORD_BEFORE = re.compile(r"[\w'‘’`´]*$")
_WORD_AFTER = re.compile(r"[\w'‘’`´]*")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', **dict.fromkeys("‘’`´", "'")})
_CURLY = str.maketrans(dict.fromkeys("'‘`´", "’"))

_FEW = 10
"""Pairs in which a plural is looked for: those before a mark, as more are in no paragraph."""
_ALONE = "This quotation mark stands alone. Add its other one, or take it out."

_Spans = dict[str, list[Span]]


@check(severity="warning", protects="Quotation marks are now of one kind and now of another.")
def quotation_marks(examined: Examined) -> Iterator[Found]:
    """Find straight or curly marks, and single or double ones, where the style has the others."""
    pairs: _Spans = {item: [] for item in examined.written}
    terms: _Spans = {item: [] for item in examined.written}
    for words in own_words(examined, _PAIR, speech=True):
        pairs[words.item].append(words.match.span())
        if _is_term(words):
            terms[words.item].append(words.match.span())
            yield from _term(examined, words)
        else:
            yield from _speech(examined, words)
    yield from _apostrophes(examined, pairs, terms)
    for words in own_words(examined, _DOUBLE, speech=True):
        if not overlaps(words.match.span(), pairs[words.item]) and not _goes_on(words):
            yield found(examined, words.item, words.match.span(), _ALONE)
    for words in own_words(examined, _SINGLE, speech=True):
        if words.match["two"]:
            message = f"Two single marks do not make a quotation mark: {words.match[0]}."
            yield found(examined, words.item, words.match.span(), f"{message} Use one kind.")
        elif not overlaps(words.match.span(), pairs[words.item]) and not _ends_after(words, pairs):
            yield found(examined, words.item, words.match.span(), _ALONE)


def _goes_on(words: Words) -> bool:
    """Say whether a mark is one of what goes on in a new paragraph, which begins with another."""
    text = words.prose.text
    next_line = text.find("\n", words.match.end()) + 1
    return not words.before.strip() or bool(next_line and _DOUBLE.match(text, next_line))


def _ends_after(words: Words, pairs: _Spans) -> bool:
    """Say whether a mark ends what seemed to end before it, at a plural's apostrophe."""
    if words.match["opening"]:
        return False
    text, mark, all_ = words.prose.text, words.match.start(), pairs[words.item]
    line = text.rfind("\n", 0, mark)
    before = bisect_right(all_, mark, key=lambda pair: pair[1])
    return any(
        text[end - 2 : end - 1] == "s" and end > line
        for _, end in all_[max(0, before - _FEW) : before]
    )


def _is_term(words: Words) -> bool:
    inner = words.match["double"] or words.match["single"]
    announced = words.before.rstrip().endswith((",", ":"))
    stopped = inner.rstrip().endswith((".", "?", "!", ","))
    return len(inner.split()) <= LONGEST_TERM and not announced and not stopped


def _term(examined: Examined, words: Words) -> Iterator[Found]:
    style = examined.style
    use = style.quoted(_shaped(words.match["double"] or words.match["single"], style))
    if use != words.match[0]:
        marks = f"{style.quoted_terms} {style.quotation_marks}"
        message = f"Terms stand between {marks} quotation marks in these reports: {use}."
        yield found(examined, words.item, words.match.span(), message, use=use)


def _speech(examined: Examined, words: Words) -> Iterator[Found]:
    """Find marks of the wrong shape around what someone said or wrote."""
    shape = examined.style.quotation_marks
    start, end = words.match.span()
    curly = "“”" if words.match["double"] else "‘’"
    for place, curved in zip((start, end - 1), curly, strict=True):
        use = curved if shape == "curly" else curved.translate(_STRAIGHT)
        if use != words.prose.text[place]:
            message = f"Quotation marks are {shape} in these reports: {use}."
            yield found(examined, words.item, (place, place + 1), message, use=use)


def _apostrophes(examined: Examined, pairs: _Spans, terms: _Spans) -> Iterator[Found]:
    style = examined.style
    of_pairs = {
        (item, mark)
        for item, spans in pairs.items()
        for start, end in spans
        for mark in (start, end - 1)
    }
    seen: set[tuple[str, Span]] = set()
    for words in own_words(examined, _APOSTROPHE[style.quotation_marks], speech=True):
        mark = words.match.start()
        before, after = _WORD_BEFORE.search(words.before), _WORD_AFTER.match(words.after)
        assert before is not None
        assert after is not None
        span = (mark - len(before[0]), mark + 1 + len(after[0]))
        told = (
            (words.item, mark) in of_pairs
            or overlaps(span, terms[words.item])
            or (words.item, span) in seen
        )
        if not told:
            seen.add((words.item, span))
            use = _shaped(words.prose.text[span[0] : span[1]], style)
            message = f"Apostrophes are {style.quotation_marks} in these reports: “{use}”."
            yield found(examined, words.item, span, message, use=use)


def _shaped(words: str, style: HouseStyle) -> str:
    return words.translate(_STRAIGHT if style.quotation_marks == "straight" else _CURLY)
