"""Standard wording that is not the programme's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from typing import NamedTuple

from desktop.core.drafting import draft_or_none
from desktop.core.examining import Examined, prose_of
from desktop.core.remarks import BackToDraft, Found, Place, check
from desktop.core.richtext import same_words

_LONGEST = 12
"""Words that a message quotes."""

_WRITTEN_ALIKE = str.maketrans("‘’“”‐‑–—\u00a0", "''\"\"---- ")


@check(severity="error", protects="The report says of the inspection what others do not.")
def standard_wording(examined: Examined) -> Iterator[Found]:
    """Find standard wording that was changed, or taken out; other looks are only a warning."""
    for key, item in examined.programme.items.items():
        if not item.wording:
            continue
        draft = draft_or_none(examined.programme, key, examined.force, examined.report.answers)
        if draft and draft != (text := examined.report.passage(key).text):
            yield from _differs(key, text, draft)


def _differs(key: str, text: str, draft: str) -> Iterator[Found]:
    fix = BackToDraft(key)
    if not any(character.isalnum() for character in prose_of(text).text):
        words = _quoted(prose_of(draft).text.split())
        yield Found(Place(key), f"The standard wording {words} is missing. Put it back.", fix)
        return
    change = _first_change(text, draft)
    if change is not None:
        yield Found(Place(key, start=change.start, end=change.end), change.message, fix)
    elif not same_words(prose_of(text).blocks, prose_of(draft).blocks):
        message = (
            "This reads like the standard wording but does not look like it: italics, bold, points,"
            " paragraphs or quotation marks differ. Go back to the standard wording."
        )
        yield Found(Place(key), message, fix, severity="warning")


class _Change(NamedTuple):
    start: int
    end: int
    message: str


@lru_cache(maxsize=64)
def _first_change(text: str, draft: str) -> _Change | None:
    """Find the first words that differ; None where only looks do."""
    prose = prose_of(text).text
    spans = [found.span() for found in re.finditer(r"\S+", prose)]
    words = [prose[start:end] for start, end in spans]
    standard = prose_of(draft).text.split()
    matcher = SequenceMatcher(None, _plain(standard), _plain(words), autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind == "equal":
            continue
        missing, there = standard[first:last], words[begin:end]
        if not there:
            # Nothing stands there to point at: the words on both sides of the gap have to do.
            beside = spans[max(begin - 1, 0) : begin + 1]
            if "\n" in prose[beside[0][0] : beside[-1][1]]:
                beside = beside[:1]
            message = f"The standard wording goes on here with {_quoted(missing)}. Put it back."
            return _Change(beside[0][0], beside[-1][1], message)
        message = f"{_quoted(there)} is not in the standard wording"
        message += f", which has {_quoted(missing)} here." if missing else "."
        return _Change(
            spans[begin][0], spans[end - 1][1], f"{message} Go back to the standard wording."
        )
    return None


def _plain(words: list[str]) -> list[str]:
    return [word.translate(_WRITTEN_ALIKE) for word in words]


def _quoted(words: list[str]) -> str:
    shown = " ".join(words[:_LONGEST]) + (" …" if len(words) > _LONGEST else "")
    return f"“{shown}”"
