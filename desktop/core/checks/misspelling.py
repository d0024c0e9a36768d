"""A word that is not in the dictionary."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from desktop.core.examining import Examined
from desktop.core.own_words import Span, before_in_line, ends_in, found, left_alone, overlaps
from desktop.core.remarks import Found, check
from desktop.core.sentences import begins_sentence
from desktop.core.spelling import one_slip_apart

_WORD = re.compile(
    r"(?<![\w\\#])(?<!\w['’])[^\W\d_]{2,}(?:['’‑‐-][^\W\d_]+)*(?!\w)|(?<!\w)[^\W\d_][-‐‑][^\W\d_]+"
)
_MOST_LOOKED_UP = 12
"""In words of a report: looking for what was meant takes some milliseconds for each."""
_LONG = 7
"""In letters: names that are longer than this, and one slip from another word, are few."""
_ALMOST = 0.85
"""How much of a word has to be that of another to be taken for it: "Leicestshire" is 0.92."""
_PARTS = re.compile(r"[-‐‑]")
_CAPITALS_INSIDE = re.compile(r".+[A-Z]", re.DOTALL)
_SLOW_SHIFT = re.compile(r"[A-Z]{2}(?!s$)[a-z]+")
_ENDING = re.compile(r"['’]?s$|['’]s?$")
_NAME_GOES_ON = re.compile(r" [A-Z][a-z]")
_NAMED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Professor|Justice|Judge|Constable|Sergeant|Inspector"
    r"|Superintendent|PC|DC|DS|DI|DCI|Operation|Op|Project)\.? $"
)

Knows = Callable[[str], bool]


@check(severity="warning", protects="A word is spelled wrongly.")
def misspelling(examined: Examined) -> Iterator[Found]:
    """Find words that neither the dictionary nor any list of words knows.

    Abbreviations in capitals are not spelled. A capital within a sentence may be that of a name,
    which is left alone unless a known word is near: for a short name, one that the report has too.
    """
    speller = examined.circumstances.speller
    meant: dict[str, tuple[str, ...]] = {}
    no_names: dict[str, bool] = {}
    for item, prose in examined.written.items():
        alone = left_alone(examined, item, speech=True)
        for word, may_be_name, span in _unknown(prose.text, speller.knows):
            if overlaps(span, alone):
                continue
            if word not in meant:
                meant[word] = _own_name(examined, word) or (
                    tuple(speller.suggest(word)) if len(meant) < _MOST_LOOKED_UP else ()
                )
            if may_be_name and word not in no_names:
                no_names[word] = _is_no_name(word, meant[word], examined)
            if not may_be_name or no_names[word]:
                yield _misspelled(examined, item, span, meant[word], certain=not may_be_name)


def _own_name(examined: Examined, word: str) -> tuple[str, ...]:
    """Give the word of this force's own name that a word with a capital almost is."""
    names = re.findall(r"[^\W\d_]{6,}", examined.force.name) if word[0].isupper() else []
    return tuple(get_close_matches(_ENDING.sub("", word), names, n=1, cutoff=_ALMOST))


def _is_no_name(word: str, meant: tuple[str, ...], examined: Examined) -> bool:
    """Say whether a word with a capital is likelier to be one of these than a name."""
    if any(other in examined.force.name for other in meant):
        return True
    if len(word) > _LONG and any(
        one_slip_apart(word, other) for other in meant if " " not in other
    ):
        return True
    texts = [prose.text for prose in examined.prose.values()]
    return any(re.search(rf"\b{re.escape(other)}\b", text) for other in meant for text in texts)


def _misspelled(
    examined: Examined, item: str, span: Span, meant: tuple[str, ...], *, certain: bool
) -> Found:
    word = examined.prose[item].text[span[0] : span[1]]
    only = meant[0] if len(meant) == 1 and " " not in meant[0] else None
    use = only if certain and only and one_slip_apart(word, only) else None
    return found(examined, item, span, _message(word, meant), use=use, suggestions=meant)


def _message(word: str, meant: tuple[str, ...]) -> str:
    message = f"“{word}” is not in the dictionary."
    if meant:
        return f"{message} Perhaps “{meant[0]}” is meant."
    return f"{message} Correct it, or add it to your own words."


@lru_cache(maxsize=512)  # while one types, all passages but one are what they were
def _unknown(text: str, knows: Knows) -> tuple[tuple[str, bool, Span], ...]:
    """Give the words of a text that are not known, and whether each could be a name."""
    unknown: list[tuple[str, bool, Span]] = []
    for match in _WORD.finditer(text):
        if not _is_right(match[0], knows):
            before = before_in_line(text, match.start())
            capital = match[0][0].isupper()
            within = not begins_sentence(before) or _NAME_GOES_ON.match(text, match.end())
            if not (capital and ends_in(_NAMED, before)):
                unknown.append((match[0], bool(capital and within), match.span()))
    return tuple(unknown)


def _is_right(word: str, knows: Knows) -> bool:
    if knows(word):
        return True
    parts = _PARTS.split(word)
    spelled = [part for part in parts if not _is_abbreviation(part, knows)]
    return len(spelled) < len(parts) and all(map(knows, spelled))


def _is_abbreviation(part: str, knows: Knows) -> bool:
    bare = _ENDING.sub("", part)
    if not _CAPITALS_INSIDE.match(bare):
        return False
    return not (_SLOW_SHIFT.fullmatch(part) and knows(part.lower()))
