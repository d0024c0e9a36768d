"""Two passages compared word by word, as a person reads them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Final, Literal, NamedTuple

from desktop.core import commonmark

Kind = Literal["same", "removed", "added"]

_PIECE = re.compile(r"\n(?:• )?|• |\s+|\w+(?:[-'’.,:/@]\w+)*%?|[^\w\s]")
_LARGEST: Final = 600_000
"""Words before times words after, up to which paragraphs are compared word by word."""
_MOST_LINES: Final = 40_000
"""Lines before times lines after, up to which it is looked for which of them stayed."""
_MOST_PAIRS: Final = 400
"""Changed lines before times lines after, up to which it is looked for which became which."""
_ALIKE: Final = 0.35
"""The share of all words that are in common from which two paragraphs are one that was changed."""


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
    found: list[Difference] = []
    for old, new in _changed_lines(_lines(readable(before)), _lines(readable(after))):
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
    # Spaces stand everywhere: what is the same is looked for by words.
    matcher = SequenceMatcher(str.isspace, old, new)
    found: list[Difference] = []
    for kind, start, end, other_start, other_end in matcher.get_opcodes():
        if kind == "equal":
            found.append(Difference("same", "".join(old[start:end])))
        else:
            found += _whole("".join(old[start:end]), "".join(new[other_start:other_end]))
    if old and new and 2 * _in_common(found) < _ALIKE * (_words(before) + _words(after)):
        return _whole(before, after)
    return list(_without_islands(_joined(found)))


def _whole(before: str, after: str) -> list[Difference]:
    return [Difference("removed", before), Difference("added", after)]


def _in_common(found: Iterable[Difference]) -> int:
    return sum(_words(each.text) for each in found if each.kind == "same")


def _words(text: str) -> int:
    return len(re.findall(r"\w+", text))


def _without_islands(found: Sequence[Difference]) -> Iterator[Difference]:
    """Let what was changed on both sides of a space or a comma be one change.

    The full stop after other words at the end of a line changes with them.
    """
    for place, each in enumerate(found):
        if each.kind != "same" or not place:
            yield each
            continue
        between = place < len(found) - 1 and not re.search(r"[\w\n]", each.text)
        other_words = place > 1 and found[place - 2].kind == "removed"
        stop = re.match(r"[^\w\s]+(?=\n|$)", each.text) if other_words else None
        end = len(each.text) if between else stop.end() if stop else 0
        yield from _whole(each.text[:end], each.text[:end])
        yield Difference("same", each.text[end:])


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
