"""The columns of a page: what stands beside a white band is read one column after the other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from math import isfinite
from statistics import median
from typing import NamedTuple

from desktop.ingest.letters import Letter

Stretch = list[Letter]

_NARROWEST = 8
_WIDEST = 2_000
_CORE = 6
_FEWEST_ROWS = 8
_FEWEST_THEN = 3
_MOST_ACROSS = 0.3
_LEAST_BESIDE = 0.3
_OUTER = 0.25
_FILLED = 0.7
_APART = 2.5
_MOST_AT_EDGE = 4


class Flow(NamedTuple):
    """What is read one after the other, with the right margin of its column, in points.

    Where the margin is 0, it is that of the pages. The second column is moved over the first.
    """

    stretches: list[Stretch]
    margin: float = 0.0


class _Gutter(NamedTuple):
    """The white band between two columns, in points from the left."""

    left: float
    right: float

    def crossed(self, stretch: Stretch) -> bool:
        return any(
            letter.left < self.right and letter.right > self.left and letter.text != " "
            for letter in stretch
        )

    def parted(self, stretch: Stretch) -> Iterator[Stretch]:
        """Part what stands on both sides of the band, and does not cross it."""
        if self.crossed(stretch):
            yield stretch
            return
        for _, group in groupby(stretch, key=lambda letter: letter.left >= self.left):
            part = list(group)
            while part and part[-1].text == " ":
                part.pop()
            if any(letter.text != " " for letter in part):
                yield part


def flows(stretches: Iterable[Stretch], *, columns_before: bool) -> list[Flow]:
    """Give what stands on a page in the order in which it is read: all of it, or by columns.

    Where pages before this had columns, few lines are enough to know them again.
    """
    found = list(stretches)
    if not found or not all(_is_somewhere(letter) for each in found for letter in each):
        return [Flow(found)]
    low, high = _but_for_edges(found)
    gutter = _gutter([stretch for stretch in found if low <= stretch[0].base <= high])
    if gutter is None:
        return [Flow(found)]
    across: list[Stretch] = []
    beside: list[Stretch] = []
    for part in (part for stretch in found for part in gutter.parted(stretch)):
        is_beside = low <= part[0].base <= high and not gutter.crossed(part)
        (beside if is_beside else across).append(part)
    if not _are_columns(gutter, beside, _FEWEST_THEN if columns_before else _FEWEST_ROWS):
        return [Flow(found)]
    return list(_in_turn(across, *_sides(gutter, beside)))


def _is_somewhere(letter: Letter) -> bool:
    return isfinite(letter.left + letter.right + letter.base)


def _sides(gutter: _Gutter, beside: Sequence[Stretch]) -> tuple[list[Stretch], list[Stretch]]:
    """Give what stands on the left, and what stands on the right, moved over the left."""
    left = [part for part in beside if part[0].left < gutter.left]
    right = [part for part in beside if part[0].left >= gutter.left]
    over = min(part[0].left for part in right) - min(part[0].left for part in left)
    moved = [
        [each._replace(left=each.left - over, right=each.right - over) for each in part]
        for part in right
    ]
    return left, moved


def _in_turn(
    across: Sequence[Stretch], left: Sequence[Stretch], right: Sequence[Stretch]
) -> Iterator[Flow]:
    """Give the columns from the top down, ended and begun again by what goes across both."""
    margin = max(part[-1].right for part in (*left, *right))
    heights = sorted({-part[0].base for part in across})
    zones: defaultdict[int, tuple[list[Stretch], ...]] = defaultdict(lambda: ([], []))
    for side, parts in enumerate((left, right)):
        for part in parts:
            zones[bisect_left(heights, -part[0].base)][side].append(part)
    begun = sorted(zones)
    between: defaultdict[int, list[Stretch]] = defaultdict(list)
    for part in across:
        between[bisect_right(begun, bisect_left(heights, -part[0].base))].append(part)
    for place in range(len(begun) + 1):
        if place in between:
            yield Flow(between[place])
        if place < len(begun):
            yield from (Flow(column, margin) for column in zones[begun[place]] if column)


def _but_for_edges(stretches: Sequence[Stretch]) -> tuple[float, float]:
    """Give where the page begins and ends but for heads and feet: few lines, well apart."""
    heights = sorted({stretch[0].base for stretch in stretches})
    room = _APART * median(stretch[0].size for stretch in stretches)
    low, high = heights[0], heights[-1]
    for count in range(1, min(_MOST_AT_EDGE, len(heights) // 3) + 1):
        if heights[count] - heights[count - 1] > room:
            low = heights[count]
        if heights[-count] - heights[-count - 1] > room:
            high = heights[-count - 1]
    return low, high


def _gutter(stretches: Sequence[Stretch]) -> _Gutter | None:
    """Find the widest band near the middle of a page that hardly a line crosses."""
    first = min(stretch[0].left for stretch in stretches)
    last = max(stretch[-1].right for stretch in stretches)
    if last - first > _WIDEST:
        return None
    outer = _OUTER * (last - first)
    inner = range(int(first + outer), int(last - outer))
    covering = {
        (round(letter.base), place)
        for stretch in stretches
        for letter in stretch
        if letter.text != " " and first <= letter.left <= letter.right <= last
        for place in range(
            max(int(letter.left), inner.start), min(int(letter.right) + 1, inner.stop)
        )
    }
    covered = Counter(place for _, place in covering)
    rows = {round(stretch[0].base) for stretch in stretches}
    most = _MOST_ACROSS * len(rows)
    best: list[int] = []
    for white, group in groupby(inner, key=lambda place: covered[place] <= most):
        band = list(group)
        if white and len(band) > max(len(best), _NARROWEST):
            best = band
    if not best:
        return None
    # The ends of some lines reach into the band, so its middle tells what crosses it.
    half = max(_CORE, len(best) / 3) / 2
    middle = (best[0] + best[-1]) / 2
    return _Gutter(middle - half, middle + half)


def _are_columns(gutter: _Gutter, beside: Sequence[Stretch], fewest: int) -> bool:
    """Tell columns of text from the cells of a table: on both sides, most lines are full."""
    rows = {round(part[0].base) for part in beside}
    for is_left in (True, False):
        side = [part for part in beside if (part[0].left < gutter.left) == is_left]
        lines: defaultdict[int, list[Stretch]] = defaultdict(list)
        for part in side:
            lines[round(part[0].base)].append(part)
        if len(lines) < max(fewest, _LEAST_BESIDE * len(rows)):
            return False
        start = min(part[0].left for part in side)
        end = max(part[-1].right for part in side)
        ends = [max(part[-1].right for part in line) for line in lines.values()]
        if median(each - start for each in ends) < _FILLED * (end - start):
            return False
    return True
