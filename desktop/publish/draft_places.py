"""Where in the draft edition an item stands: the heading above it, the numbers of its paragraphs.

They are the numbers that the page styles and the Word file set beside the paragraphs of a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.core.editions import Edition
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.review import found_at
from desktop.publish.page_blocks import page_blocks
from desktop.publish.page_html import render_html

_HEADINGS = frozenset(("h2", "h3"))


@dataclass(frozen=True, slots=True)
class DraftPlace:
    """An item in the draft: its heading, its lines, and the number that each is counted under."""

    heading: str
    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    def numbers_of(self, quote: str, start: int) -> tuple[int, int]:
        """Give the first and last number of quoted words, or of the item where they are not there.

        `start` is where the words stood. Both are 0 where nothing is numbered.
        """
        if not self.numbers:
            return 0, 0
        found = found_at(quote, start, "\n".join(self.lines))
        if found is None:
            return self.numbers[0], self.numbers[-1]
        first, last = ("\n".join(self.lines)[:at].count("\n") for at in (found[0], found[1] - 1))
        return self.numbers[first], self.numbers[last]


def draft_places(programme: Programme, force: Force, report: Report) -> Mapping[str, DraftPlace]:
    """Give the places of all items that the draft edition of a report prints, by their full keys.

    Raises ProgrammeError naming file and line of a mistake in the page template.
    """
    places: dict[str, DraftPlace] = {}
    heading, number = "", 0
    for block in page_blocks(render_html(programme, force, report, Edition("draft"))):
        if block.element in _HEADINGS:
            heading = block.text
        if not block.item:
            continue
        small = "small-print" in block.classes
        begins = block.item not in places
        place = places.setdefault(block.item, DraftPlace("" if small else heading))
        place.lines.append(block.text)
        if small:
            continue
        # Of a list only the point that an item begins with has a number.
        number += int(block.element == "p" or begins)
        place.numbers.append(number)
    return places
