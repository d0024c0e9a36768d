"""The passages of other reports as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.core.richtext import plain_text
from desktop.ui.elsewhere.looking import Entry

ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex
Name = tuple[str, str]
"""What a report is known by: its programme and its force."""
_TOP = QModelIndex()


class EntriesModel(QAbstractListModel):
    """One row for each passage that was read."""

    def __init__(self, parent: QObject) -> None:
        """Begin without rows."""
        super().__init__(parent)
        self.entries: tuple[Entry, ...] = ()

    def show(self, entries: tuple[Entry, ...]) -> None:
        """Show these instead of those before."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def add(self, entries: Sequence[Entry]) -> None:
        """Show more after those before, but none twice."""
        known = {entry.name for entry in self.entries}
        new = tuple(entry for entry in entries if entry.name not in known)
        if new:
            first = len(self.entries)
            self.beginInsertRows(_TOP, first, first + len(new) - 1)
            self.entries += new
            self.endInsertRows()

    def entry(self, row: int) -> Entry | None:
        """Give the entry of a row; None for no row."""
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def row_of(self, name: Name) -> int:
        """Find the row of a report; -1 where it has none."""
        return next((row for row, each in enumerate(self.entries) if each.name == name), -1)

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.entries)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.area
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{entry.area}, {entry.standing}. {entry.likeness}. {plain_text(entry.blocks)}"
        return entry if role == ENTRY_ROLE else None
