"""Which item each paragraph belongs to: by headings, by its own signs, and by its neighbours."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from desktop.core import commonmark
from desktop.core.programme import Programme
from desktop.core.reading.plain import MARKS, plain
from desktop.core.reading.rules import ReadingRules
from desktop.core.reading.signs import Signs
from desktop.core.richtext import Block, Run
from desktop.ingest.cleaning import folded
from desktop.ingest.paragraphs import Piece

_MOST, _BOLD = 9.0, 5.0
_UNDER_HEADING = 5.0
_STANDARD = 12.0
_SAME_WORDING = 0.6
_STAYS, _FORWARD, _BACK = 1.2, 0.1, 2.0
_LONGEST_SIGNED = 4000
_LONGEST_MARKED = 6000
_WORDS_OF_A_PARAGRAPH = 30
_LIST_MARK = re.compile(r"^[-+*](?=\s|$)")


class Placed(NamedTuple):
    """One paragraph or point, and the item it was placed in."""

    item: str
    block: Block


class Choice(NamedTuple):
    """What was placed, the piece that it was read from, and how sure its place is, from 0 to 1.

    It is `told` where it belongs by its words or its heading, and not by its neighbours alone.
    """

    placed: Placed
    piece: Piece
    sure: float
    told: bool


@dataclass(frozen=True)
class _Unit:
    """Blocks that stay together: a paragraph, or a lead-in and its points."""

    blocks: tuple[Block, ...]
    pieces: tuple[Piece, ...]
    sections: frozenset[str]
    item: str

    @cached_property
    def plain(self) -> str:
        """The text in the form that patterns are written for, as much of it as is looked at."""
        return plain(MARKS.sub("", " ".join(block.text for block in self.blocks)))[:_LONGEST_SIGNED]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the first block."""
        return frozenset(folded(self.blocks[0].text).split())

    @cached_property
    def bold(self) -> tuple[str, ...]:
        """What stands in bold."""
        runs = [run for block in self.blocks for run in block.runs]
        return tuple(plain(run.text) for run in runs if run.bold)


def place(
    pieces: Sequence[Piece],
    programme: Programme,
    rules: ReadingRules,
    standard: Mapping[str, str],
) -> list[Choice]:
    """Place every piece that is no known heading; none is left out, and the order is kept.

    `standard` gives the standard wording of items by their full key.
    """
    items = list(programme.items)
    signs = _Scores(rules, standard)
    units = _units(pieces, [section.key for section in programme.sections])
    scores = [[signs.score(unit, item) for item in items] for unit in units]
    alone = {
        keys[0]
        for section in programme.sections
        if len(keys := [key for key, _ in programme.items_of(section)]) == 1
    }
    choices: list[Choice] = []
    for unit, (chosen, sure) in zip(units, _best_way(scores), strict=True):
        item = items[chosen]
        told = signs.speaks(unit, item) or (item in alone and item.split(".")[0] in unit.sections)
        choices += [
            Choice(Placed(item, block), piece, sure, told)
            for block, piece in zip(unit.blocks, unit.pieces, strict=True)
        ]
    return _rejoined(choices)


def _rejoined(choices: Iterable[Choice]) -> list[Choice]:
    """Put the halves of a paragraph together that a page break parted: both are of one item."""
    joined: list[Choice] = []
    for choice in choices:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.piece.may_go_on
            and choice.piece.kind == "paragraph"
            and choice.placed.item == before.placed.item
        ):
            first, second = before.placed.block, choice.placed.block
            block = replace(first, runs=(*first.runs, Run(" "), *second.runs))
            spans = before.piece.spans + choice.piece.spans
            piece = replace(before.piece, spans=spans, may_go_on=choice.piece.may_go_on)
            placed = before.placed._replace(block=block)
            joined[-1] = before._replace(placed=placed, piece=piece)
        else:
            joined.append(choice)
    return joined


def read_block(text: str, *, bullet: bool = False, bold: bool = False) -> tuple[Block, ...]:
    """Read one paragraph or point; its marks of bold and italics count, nothing else does."""
    if len(text) > _LONGEST_MARKED:
        # Reading marks takes quadratic time; no real paragraph comes near this length.
        return (Block((Run(text),), bullet),)
    # The mark of a list at the start is text here: points were told apart before.
    blocks = commonmark.parse(_LIST_MARK.sub("\u2060\\g<0>", text))
    return tuple(
        Block(
            tuple(
                replace(run, text=run.text.replace("\u2060", ""), bold=run.bold or bold)
                for run in block.runs
            ),
            bullet,
        )
        for block in blocks
    )


class _Scores:
    """How much a paragraph speaks for each item, all that is known taken together."""

    def __init__(self, rules: ReadingRules, standard: Mapping[str, str]) -> None:
        self._signs = Signs(rules)
        self._bold = {
            placed.item: [rules.pattern(text) for text in placed.bold] for placed in rules.items
        }
        self._standard = {
            item: [frozenset(folded(paragraph).split()) for paragraph in text.split("\n")]
            for item, text in standard.items()
        }

    def score(self, unit: _Unit, item: str) -> float:
        """Say how likely it is that a unit belongs to an item."""
        if unit.item:
            return 100.0 if unit.item == item else 0.0
        score = _UNDER_HEADING if item.split(".")[0] in unit.sections else 0.0
        return score + self._own(unit, item)

    def speaks(self, unit: _Unit, item: str) -> bool:
        """Say whether a unit speaks for an item by its own words, whatever stands around it."""
        return unit.item == item or self._own(unit, item) > 0

    def _own(self, unit: _Unit, item: str) -> float:
        return (
            min(self._signs.found(unit.plain, item), _MOST)
            + self._in_bold(unit, item)
            + self._as_standard(unit, item)
        )

    def _in_bold(self, unit: _Unit, item: str) -> float:
        matched = any(p.search(text) for p in self._bold.get(item, ()) for text in unit.bold)
        return _BOLD if matched else 0.0

    def _as_standard(self, unit: _Unit, item: str) -> float:
        words = unit.words
        for paragraph in self._standard.get(item, ()):
            if len(paragraph) >= 8 and len(words & paragraph) >= _SAME_WORDING * max(
                len(words), len(paragraph)
            ):
                return _STANDARD
        return 0.0


def _units(pieces: Sequence[Piece], order: Sequence[str]) -> list[_Unit]:
    units: list[_Unit] = []
    headed = {piece.belongs for piece in pieces if piece.kind == "heading"}
    under = _sections_under("", order, headed)
    before: Piece | None = None
    for piece in pieces:
        if piece.kind == "heading":
            under, before = _sections_under(piece.belongs, order, headed), None
            continue
        blocks = read_block(piece.text, bullet=piece.kind == "point", bold=piece.kind == "unknown")
        if not blocks:
            continue
        if before is not None and _belongs_to(before, piece, blocks):
            unit = units[-1]
            units[-1] = replace(
                unit,
                blocks=(*unit.blocks, *blocks),
                pieces=(*unit.pieces, *([piece] * len(blocks))),
            )
        else:
            item = piece.belongs if piece.kind == "own" else ""
            units.append(_Unit(blocks, (piece,) * len(blocks), under, item))
        before = piece
    return units


def _sections_under(heading: str, order: Sequence[str], headed: set[str]) -> frozenset[str]:
    """Give the sections that may stand under a heading: its own, and those that lost theirs."""
    start = order.index(heading) + 1 if heading else 0
    under = {heading} if heading else set()
    for section in order[start:]:
        if section in headed:
            break
        under.add(section)
    return frozenset(under)


def _belongs_to(before: Piece, piece: Piece, blocks: Sequence[Block]) -> bool:
    """Say whether a piece goes where the one before it goes: under its heading, or in its list."""
    if before.kind == "unknown":
        return piece.kind != "own"
    if piece.kind != "point" or blocks[0].runs[0].bold:
        return False
    leads_in = before.kind == "point" or before.text.rstrip("*_ ").endswith(":")
    return leads_in and len(piece.text.split()) < _WORDS_OF_A_PARAGRAPH


def _best_way(scores: Sequence[Sequence[float]]) -> list[tuple[int, float]]:
    """Find the best way through the items: stay, go on, or, with good reason, go back.

    Each step comes with how sure it is: by how much any way that takes another there is worse.
    """
    if not scores:
        return []
    first = [score - _FORWARD * item for item, score in enumerate(scores[0])]
    reached = _passes([first, *scores[1:]], _step)
    to_come = _passes(scores[::-1], lambda after, before: _step(before, after))[::-1]
    way = [max(range(len(first)), key=reached[-1].__getitem__)]
    for totals in reached[-2::-1]:
        way.append(max(range(len(first)), key=lambda item: totals[item] + _step(item, way[-1])))
    way.reverse()
    return [
        (chosen, _sureness([a + b - c for a, b, c in zip(*totals, strict=True)], chosen))
        for chosen, *totals in zip(way, reached, to_come, scores, strict=True)
    ]


def _sureness(through: Sequence[float], chosen: int) -> float:
    """Say how sure a step is, given the best total of all ways through each item there."""
    margin = through[chosen] - max(
        (total for item, total in enumerate(through) if item != chosen), default=0.0
    )
    return round(1 - math.exp2(-max(margin, 0.0)), 2)


def _passes(
    scores: Sequence[Sequence[float]], step: Callable[[int, int], float]
) -> list[list[float]]:
    """Give the best total with which each item can be reached at each place."""
    totals = [list(scores[0])]
    for row in scores[1:]:
        before = totals[-1]
        totals.append(
            [
                score + max(total + step(other, item) for other, total in enumerate(before))
                for item, score in enumerate(row)
            ]
        )
    return totals


def _step(before: int, after: int) -> float:
    if after == before:
        return _STAYS
    return -_FORWARD * (after - before) if after > before else -_BACK
