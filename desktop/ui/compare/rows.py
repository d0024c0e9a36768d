"""The answers as rows: one a field under the name of its item, one column a report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont
from typing_extensions import override

from desktop.core.comparing_reports import ComparedField, ComparedItem
from desktop.ui.theme import item_font, theme, ui_font

SIGN, LABEL, FIRST = 0, 1, 2
DIFFERS: Final = "≠"

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
Row = ComparedItem | ComparedField


class AnswerRows(QAbstractTableModel):
    """A field that differs is told by a sign, and what differs from the first report by weight."""

    def __init__(self, parent: QObject) -> None:
        """Begin without reports."""
        super().__init__(parent)
        self._names: Sequence[str] = ()
        self._rows: list[tuple[Row, ComparedItem]] = []

    def show(
        self, names: Sequence[str], items: Sequence[ComparedItem], only_differing: bool
    ) -> None:
        """Show the fields of items under their titles, or only those whose answers differ."""
        self.beginResetModel()
        self._names = names
        self._rows = []
        for item in items:
            fields = [each for each in item.fields if not (only_differing and each.same)]
            if fields:
                self._rows.append((item, item))
                self._rows += [(field, item) for field in fields]
        self.endResetModel()

    def item_of(self, row: int) -> ComparedItem | None:
        """Give the item of a row."""
        return self._rows[row][1] if 0 <= row < len(self._rows) else None

    def field_of(self, row: int) -> ComparedField | None:
        """Give the field of a row; None for the title of an item."""
        found = self._rows[row][0] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, ComparedField) else None

    def row_of(self, item: str) -> int:
        """Find the row of an item's first field; -1 where it has none."""
        return next(
            (row + 1 for row, (each, _) in enumerate(self._rows) if _is_title_of(each, item)), -1
        )

    def titles(self) -> list[int]:
        """Give the rows that hold titles."""
        return [row for row, (each, _) in enumerate(self._rows) if isinstance(each, ComparedItem)]

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else FIRST + len(self._names)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.field_of(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or section < FIRST:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._names[section - FIRST]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, _ = self._rows[index.row()]
        if isinstance(row, ComparedItem):
            return self._of_title(row, index.column(), role)
        return self._of_field(row, index.column(), role)

    def _of_title(self, item: ComparedItem, column: int, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return item.title if column == SIGN else None
            case Qt.ItemDataRole.FontRole:
                return item_font()
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(theme().ink)
        return None

    def _of_field(self, field: ComparedField, column: int, role: int) -> object:
        place = column - FIRST
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(field, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                differs = "differs" if not field.same else "the same"
                if place < 0:
                    return f"{field.label}, {differs}"
                return f"{field.label}, {self._names[place]}: {field.shown[place]}, {differs}"
            case Qt.ItemDataRole.FontRole:
                heavy = not field.same and (place < 0 or field.values[place] != field.values[0])
                return ui_font(weight=QFont.Weight.DemiBold) if heavy else None
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(self._ink(field, column))
        return None

    def _text(self, field: ComparedField, column: int) -> str:
        if column == SIGN:
            return "" if field.same else DIFFERS
        return field.label if column == LABEL else field.shown[column - FIRST]

    def _ink(self, field: ComparedField, column: int) -> str:
        if column == SIGN:
            return theme().warning
        silent = column >= FIRST and field.values[column - FIRST] is None
        return theme().muted if silent else theme().ink


def _is_title_of(row: Row, item: str) -> bool:
    return isinstance(row, ComparedItem) and row.item == item
