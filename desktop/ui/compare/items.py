"""The items that are compared, to go from one to the next; what differs in them is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from desktop.core.comparing_reports import ComparedItem
from desktop.ui.compare.rows import DIFFERS

_BLANK: Final = "\u2007"
"""A space as wide as a figure, and so about as wide as the sign."""
_KEY: Final = int(Qt.ItemDataRole.UserRole)


class ItemsList(QListWidget):
    """One row an item, with a sign where anything in it differs."""

    chosen = Signal(str)
    """The full key of the item that is at hand now."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without items."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Items")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(self._changed)

    def show_items(self, items: Sequence[tuple[ComparedItem, bool]]) -> None:
        """Show these items, each with whether anything in it differs; the one at hand stays so."""
        at = self.item_at_hand
        if [self._key(row) for row in range(self.count())] != [each.item for each, _ in items]:
            self.blockSignals(True)
            self.clear()
            for item, _ in items:
                QListWidgetItem(self).setData(_KEY, item.item)
            self.blockSignals(False)
        for row, (item, differs) in enumerate(items):
            shown = self.item(row)
            shown.setText(f"{DIFFERS if differs else _BLANK}  {item.title}")
            told = "differs" if differs else "the same"
            shown.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.title}, {told}")
            shown.setToolTip(f"{item.title}: {told}")
        self.go_to(at)

    @property
    def item_at_hand(self) -> str:
        """The full key of the item at hand; empty for none."""
        return self._key(self.currentRow())

    def go_to(self, item: str) -> None:
        """Have an item at hand, if it is there; else the first is, if none was."""
        rows = {self._key(row): row for row in range(self.count())}
        row = rows.get(item, max(self.currentRow(), 0))
        if self.count() and row != self.currentRow():
            self.setCurrentRow(row)

    def step(self, by: int) -> None:
        """Go to the next item (1) or the one before (-1)."""
        row = self.currentRow() + by
        if 0 <= row < self.count():
            self.setCurrentRow(row)

    def _key(self, row: int) -> str:
        item = self.item(row) if 0 <= row < self.count() else None
        return str(item.data(_KEY)) if item is not None else ""

    def _changed(self) -> None:
        if self.item_at_hand:
            self.chosen.emit(self.item_at_hand)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)
