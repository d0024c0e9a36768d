"""The columns of a page: what stands beside a white band is read one column after the other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from statistics import median
from typing import NamedTuple

from desktop.ingest.letters import Letter

Stretch = list[Letter]

_NARROWEST = 8
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
    inner = _but_for_edges(found)
    gutter = _gutter(inner)
    if gutter is None:
        return [Flow(found)]
    parts = [part for stretch in found for part in gutter.parted(stretch)]
    inside = {id(letter) for stretch in inner for letter in stretch}
    across = [part for part in parts if id(part[0]) not in inside or gutter.crossed(part)]
    beside = [part for part in parts if not any(part is other for other in across)]
    if not _are_columns(gutter, beside, _FEWEST_THEN if columns_before else _FEWEST_ROWS):
        return [Flow(found)]
    heights = sorted({part[0].base for part in across}, reverse=True)

    def zone(part: Stretch) -> int:
        return sum(height > part[0].base for height in heights)

    zones: defaultdict[int, list[Stretch]] = defaultdict(list)
    for part in beside:
        zones[zone(part)].append(part)
    between: defaultdict[int, list[Stretch]] = defaultdict(list)
    for part in across:
        between[min((place for place in zones if place > zone(part)), default=99)].append(part)
    ordered: list[Flow] = []
    for place in sorted({*zones, *between}):
        if place in between:
            ordered.append(Flow(between[place]))
        ordered += _columns(gutter, zones[place], beside)
    return ordered


def _columns(gutter: _Gutter, zone: list[Stretch], beside: Sequence[Stretch]) -> Iterator[Flow]:
    """Give the two columns of a stretch of the page, the right one moved over the left."""
    over = min(part[0].left for part in beside if part[0].left >= gutter.left) - min(
        part[0].left for part in beside
    )

    def moved(part: Stretch) -> Stretch:
        return [each._replace(left=each.left - over, right=each.right - over) for each in part]

    left = [part for part in beside if part[0].left < gutter.left]
    right = [moved(part) for part in beside if part[0].left >= gutter.left]
    margin = max(part[-1].right for part in (*left, *right))
    for column in (
        [part for part in zone if part[0].left < gutter.left],
        [moved(part) for part in zone if part[0].left >= gutter.left],
    ):
        if column:
            yield Flow(column, margin)


def _but_for_edges(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Leave out the heads and feet of the page: few lines, well apart from the rest."""
    heights = sorted({stretch[0].base for stretch in stretches})
    if len(heights) < _FEWEST_THEN:
        return list(stretches)
    room = _APART * median(stretch[0].size for stretch in stretches)
    low, high = heights[0], heights[-1]
    for count in range(1, min(_MOST_AT_EDGE, len(heights) // 3) + 1):
        if heights[count] - heights[count - 1] > room:
            low = heights[count]
        if heights[-count] - heights[-count - 1] > room:
            high = heights[-count - 1]
    return [stretch for stretch in stretches if low <= stretch[0].base <= high]


def _gutter(stretches: Sequence[Stretch]) -> _Gutter | None:
    """Find the widest band near the middle of a page that hardly a line crosses."""
    if not stretches:
        return None
    first = min(stretch[0].left for stretch in stretches)
    last = max(stretch[-1].right for stretch in stretches)
    covered: Counter[int] = Counter()
    rows = {round(stretch[0].base) for stretch in stretches}
    for _, places in groupby(
        sorted(
            {
                (round(letter.base), place)
                for stretch in stretches
                for letter in stretch
                if letter.text != " "
                for place in range(int(letter.left), int(letter.right) + 1)
            }
        ),
        key=lambda each: each[0],
    ):
        covered.update(place for _, place in places)
    most = _MOST_ACROSS * len(rows)
    inner = range(int(first + _OUTER * (last - first)), int(last - _OUTER * (last - first)))
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
