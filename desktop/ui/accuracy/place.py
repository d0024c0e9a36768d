"""The report whose points are shown, and the item at hand."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.core import commonmark
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.review import found_at
from desktop.core.richtext import plain_text
from desktop.ui.accuracy.typed import Entered, settled


@dataclass(frozen=True, slots=True)
class Place:
    """A report as it stands, and the full key of an item of it; empty before there is one."""

    programme: Programme
    force: Force
    report: Report
    item: str

    @property
    def at_hand(self) -> str:
        """The item at hand; empty where the programme has none such."""
        return self.item if self.item in self.programme.items else ""

    def stands(self, item: str, quote: str, start: int) -> bool:
        """Say whether words stand in the passage that they are said to be of."""
        return not quote or found_at(quote, start, self._plain(item)) is not None

    def settle(self, entered: Entered) -> Entered:
        """Give a point with its words as they stand in its passage, where they do."""
        return settled(entered, self._plain(entered.item))

    def _plain(self, item: str) -> str:
        return plain_text(commonmark.parse(self.report.passage(item).text))
