"""The items that are compared, to go from one to the next; what differs in them is said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.core.comparing_reports import ComparedItem
from desktop.ui.compare.rows import DIFFERS
from desktop.ui.theme import SPACE, theme

_KEY: Final = int(Qt.ItemDataRole.UserRole)
_DIFFERS: Final = _KEY + 1
_SIGN: Final = 20
_BAR: Final = 3


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
        self.setItemDelegate(_Row(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
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
            shown.setText(item.title)
            shown.setData(_DIFFERS, differs)
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


class _Row(QStyledItemDelegate):
    """Paints the sign of what differs before the title, and marks the row at hand."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, option.fontMetrics.height() + SPACE.small)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        colours = theme()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        place = option.rect
        painter.save()
        if selected:
            painter.fillRect(place, QColor(colours.fact_tint))
            painter.fillRect(
                QRect(place.left(), place.top(), _BAR, place.height()), QColor(colours.accent)
            )
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(place, QColor(colours.hover))
        inner = place.adjusted(SPACE.medium, 0, -SPACE.small, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        if index.data(_DIFFERS):
            painter.setPen(QColor(colours.warning))
            painter.drawText(inner, middle, DIFFERS)
        inner.setLeft(inner.left() + _SIGN)
        painter.setPen(QColor(colours.fact if selected else colours.ink))
        mode = Qt.TextElideMode.ElideRight
        words = option.fontMetrics.elidedText(str(index.data()), mode, inner.width())
        painter.drawText(inner, middle, words)
        painter.restore()
