"""How the passages of the compared items differ, found off the UI thread an item at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from desktop.core.comparing import Difference
from desktop.core.comparing_reports import Compared, ComparedItem, differences_from_first
from desktop.ui.background import Background

Differences = Sequence[Sequence[Difference]]


class Differing(QObject):
    """Finds the differences of all items, those of the item at hand before the others."""

    found_item = Signal(str)
    """The full key of an item whose differences are known now."""

    def __init__(self, background: Background, parent: QObject) -> None:
        """Work in the background."""
        super().__init__(parent)
        self._background = background
        self._reports: Sequence[Compared] = ()
        self._waiting: list[ComparedItem] = []
        self._ignore_names = False
        self._serial = 0
        self._found: dict[str, Differences] = {}

    def begin(
        self, reports: Sequence[Compared], items: Sequence[ComparedItem], ignore_names: bool
    ) -> None:
        """Find how the passages of these items differ, in place of those before."""
        self._serial += 1
        self._reports, self._ignore_names = reports, ignore_names
        self._waiting = list(items)
        self._found = {}
        self._go_on(self._serial)

    def hurry(self, item: str) -> None:
        """Find the differences of this item next."""
        self._waiting.sort(key=lambda each: each.item != item)

    def of(self, item: str) -> Differences | None:
        """Give how an item's passages differ from the first; None while that is not known."""
        return self._found.get(item)

    def stop(self) -> None:
        """Find nothing more."""
        self._serial += 1
        self._waiting = []

    def _go_on(self, serial: int) -> None:
        if serial != self._serial or not self._waiting:
            return
        item = self._waiting.pop(0)
        reports, ignore_names = self._reports, self._ignore_names

        def found(differences: Differences) -> None:
            if serial == self._serial:
                self._found[item.item] = differences
                self.found_item.emit(item.item)
            self._go_on(serial)

        self._background.run(
            lambda: differences_from_first(item, reports, ignore_names=ignore_names), found
        )
