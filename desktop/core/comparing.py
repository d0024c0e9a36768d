"""Two passages compared word by word, as a person reads them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Final, Literal, NamedTuple

from rapidfuzz.distance import LCSseq

from desktop.core import commonmark

Kind = Literal["same", "removed", "added"]
_Pair = tuple[str, str]
"""Words before, and those that stand in their place after; both are one where they stayed."""

_PIECE = re.compile(r"\n(?:• )?|• |\s+|\w+(?:[-'’.,:/@]\w+)*%?|[^\w\s]")
_LARGEST: Final = 9_000_000
"""Words before times words after, up to which paragraphs are compared word by word."""
_MOST_LINES: Final = 40_000
"""Lines before times lines after, up to which it is looked for which of them stayed."""
_MOST_PAIRS: Final = 400
"""Changed lines before times lines after, up to which it is looked for which became which."""
_ALIKE: Final = 0.35
"""The share of all words that are in common from which two paragraphs are one that was changed."""
_LITTLE: Final = 3
"""Letters of the longest words that say nothing by themselves, such as "the"."""


class Difference(NamedTuple):
    """Words that stand in both passages, or in one only."""

    kind: Kind
    text: str


@lru_cache(maxsize=8)  # while one types, the draft is what it was
def readable(text: str) -> str:
    """Give the words of a passage, CommonMark: a line for each paragraph or point, facts in words.

    Points begin with a bullet.
    """
    return "\n".join(
        f"• {block.text}" if block.bullet else block.text for block in commonmark.parse(text)
    )


def differences_in_words(before: str, after: str) -> list[Difference]:
    """Tell two passages, CommonMark, apart word by word.

    What is the same and what was removed make up the one as `readable` gives it, what is the same
    and what was added the other. What differs only in looks, such as bold, is the same here.
    Paragraphs that have little in common, or are too long to be compared, differ as a whole.
    """
    return differences_in_text(readable(before), readable(after))


def differences_in_text(before: str, after: str) -> list[Difference]:
    """Tell two passages apart as `differences_in_words` does, given as `readable` gives them."""
    found: list[Difference] = []
    for old, new in _changed_lines(_lines(before), _lines(after)):
        if old == new:
            found.append(Difference("same", "".join(old)))
        else:
            found += _of_lines(old, new)
    return _joined(found)


def _lines(text: str) -> list[str]:
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _changed_lines(
    before: Sequence[str], after: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Give lines that stayed, and those that others stand in the place of."""
    first = _alike_at_start(before, after)
    old, new = before[first:], after[first:]
    last = len(old) - _alike_at_start(old[::-1], new[::-1])
    head, tail = before[:first], old[last:]
    old, new = old[:last], new[: len(new) - len(tail)]
    yield head, head
    if len(old) * len(new) > _MOST_LINES:
        yield old, new
    else:
        matcher = SequenceMatcher(None, old, new)
        for _, start, end, other_start, other_end in matcher.get_opcodes():
            yield old[start:end], new[other_start:other_end]
    yield tail, tail


def _alike_at_start(before: Sequence[str], after: Sequence[str]) -> int:
    return next(
        (place for place, (old, new) in enumerate(zip(before, after, strict=False)) if old != new),
        min(len(before), len(after)),
    )


def _of_lines(before: Sequence[str], after: Sequence[str]) -> list[Difference]:
    """Tell changed lines apart together, or each from the one it became: as more stays the same."""
    together = _in_words("".join(before), "".join(after))
    if len(before) == len(after) == 1 or not 0 < len(before) * len(after) <= _MOST_PAIRS:
        return together
    apart = [
        each for old, new in _paired(before, after) for each in _in_words(old, new) if each.text
    ]
    return max(together, apart, key=_in_common)


def _paired(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pair lines that are one that was changed, in order; others come or go alone."""
    old, new = ([Counter(re.findall(r"\w+", each)) for each in lines] for lines in (before, after))
    # What the lines from a place on have in common at best, once those that are alike are paired.
    best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    common = [[_alike(one, other) for other in new] for one in old]
    for row in reversed(range(len(old))):
        for column in reversed(range(len(new))):
            paired = common[row][column] and common[row][column] + best[row + 1][column + 1]
            best[row][column] = max(paired, best[row + 1][column], best[row][column + 1])
    row = column = 0
    while row < len(old) or column < len(new):
        here = best[row][column]
        if column == len(new) or (row < len(old) and here == best[row + 1][column]):
            yield before[row], ""
            row += 1
        elif row == len(old) or here == best[row][column + 1]:
            yield "", after[column]
            column += 1
        else:
            yield before[row], after[column]
            row, column = row + 1, column + 1


def _alike(old: Counter[str], new: Counter[str]) -> int:
    """Count the words that two lines have in common; none where these are few."""
    common = (old & new).total()
    return common if 2 * common >= _ALIKE * (old.total() + new.total()) else 0


def _in_words(before: str, after: str) -> list[Difference]:
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if len(old) * len(new) > _LARGEST:
        return _whole(before, after)
    pairs = _grouped(_pairs(old, new))
    common = sum(_words(one) for one, other in pairs if one == other)
    if old and new and 2 * common < _ALIKE * (_words(before) + _words(after)):
        return _whole(before, after)
    # Changes that became one may make a word between them and the next too little to stand alone.
    while len(fewer := _without_islands(pairs)) < len(pairs):
        pairs = fewer
    return _joined(_told(pairs))


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[_Pair]:
    """Find the longest run of words, with gaps, that stayed. Spaces between them are no words."""
    places, other_places = (
        [place for place, piece in enumerate(pieces) if not _is_space(piece)]
        for pieces in (old, new)
    )
    numbers: dict[str, int] = {}
    words, other_words = (
        [numbers.setdefault(pieces[place], len(numbers)) for place in its]
        for pieces, its in ((old, places), (new, other_places))
    )
    start = other_start = 0
    for block in LCSseq.editops(words, other_words).as_matching_blocks():
        for step in range(block.size):
            here, there = places[block.a + step], other_places[block.b + step]
            yield from _between(old[start:here], new[other_start:there])
            yield old[here], new[there]
            start, other_start = here + 1, there + 1
    yield from _between(old[start:], new[other_start:])


def _is_space(piece: str) -> bool:
    return piece.isspace() and not piece.startswith("\n")


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[_Pair]:
    """Pair what stands between two words that stayed: spaces at both its ends stayed too."""
    first = _alike_at_start(old, new)
    last = _alike_at_start(old[first:][::-1], new[first:][::-1])
    yield "".join(old[:first]), "".join(new[:first])
    yield "".join(old[first : len(old) - last]), "".join(new[first : len(new) - last])
    yield "".join(old[len(old) - last :]), "".join(new[len(new) - last :])


def _grouped(pairs: Iterable[_Pair]) -> list[_Pair]:
    """Put neighbours together that stayed, and neighbours that were changed."""
    grouped = (
        tuple(map("".join, zip(*group, strict=True)))
        for _, group in groupby((each for each in pairs if any(each)), key=_stayed)
    )
    return [(old, new) for old, new in grouped]


def _stayed(pair: _Pair) -> bool:
    return pair[0] == pair[1]


def _whole(before: str, after: str) -> list[Difference]:
    return [Difference("removed", before), Difference("added", after)]


def _in_common(found: Iterable[Difference]) -> int:
    return sum(_words(each.text) for each in found if each.kind == "same")


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def _letters(text: str) -> int:
    return len(re.findall(r"\w", text))


def _without_islands(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Let what was changed on both sides of a space, a comma or a little word be one change."""
    found: list[_Pair] = []
    joins = False
    for place, (old, new) in enumerate(pairs):
        inside = 0 < place < len(pairs) - 1 and old == new
        island = inside and _is_island(old, (found[-1], pairs[place + 1]))
        if island or joins:
            found[-1] = (found[-1][0] + old, found[-1][1] + new)
        else:
            found.append((old, new))
        joins = island
    return found


def _told(pairs: Iterable[_Pair]) -> Iterator[Difference]:
    """Tell what stayed and what was changed; a full stop after other words changes with them."""
    before = ("", "")
    for old, new in pairs:
        stayed = old if old == new else ""
        stop = re.match(r"[^\w\s]+(?=\n|$)", stayed) if all(before) else None
        end = stop.end() if stop else 0
        yield from _whole(stayed[:end], stayed[:end]) if stayed else _whole(old, new)
        yield Difference("same", stayed[end:])
        before = old, new


def _is_island(text: str, around: Sequence[_Pair]) -> bool:
    """Say whether what stayed between two changes is too little to be read by itself."""
    if "\n" in text:
        return False
    words = re.findall(r"\w+", text)
    if not words:
        return True
    word_for_word = all(max(_words(old), _words(new)) <= 1 for old, new in around)
    if len(words) > 2 or word_for_word or not any(old and new for old, new in around):
        return False
    little = all(len(word) <= _LITTLE for word in words)
    changed = min(max(map(_letters, pair)) for pair in around)
    return (1 if little else 3) * _letters(text) <= changed


def _joined(found: Iterable[Difference]) -> list[Difference]:
    """Put what was removed before what was added, and neighbours of one kind together."""
    result: list[Difference] = []
    for same, group in groupby(
        (each for each in found if each.text), key=lambda each: each.kind == "same"
    ):
        parts = list(group)
        kinds: tuple[Kind, ...] = ("same",) if same else ("removed", "added")
        for kind in kinds:
            text = "".join(each.text for each in parts if each.kind == kind)
            if text:
                result.append(Difference(kind, text))
    return result
