"""What can be gone to, as rows in groups."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

ENTRY_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class Target(NamedTuple):
    """Where a row leads.

    To an item or field of a report, by the ids of its programme and force; to an `item` alone, of
    the open report; to a `command`, by its place among them; or to `words` in the library.
    """

    programme: str = ""
    force: str = ""
    item: str = ""
    command: int = -1
    words: str = ""


class Entry(NamedTuple):
    """One row: its words, in which `marks` are the spans that were asked for, and what it is of."""

    target: Target
    words: str
    detail: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    above: bool = False
    """Whether the detail stands on a line of its own, below the words."""


class Group(NamedTuple):
    """Rows under one name."""

    name: str
    entries: Sequence[Entry]


class Rows(QAbstractListModel):
    """One row an entry, and one for the name of each group that has any."""

    def __init__(self, parent: QObject) -> None:
        """Begin without rows."""
        super().__init__(parent)
        self._rows: list[Entry | str] = []

    def show(self, groups: Iterable[Group]) -> None:
        """Show these groups."""
        self.beginResetModel()
        self._rows = []
        for group in groups:
            if group.entries:
                self._rows += [group.name, *group.entries]
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """Give the entry of a row; None for a group's name, and for no row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else ""
        return found if isinstance(found, Entry) else None

    def rows_of_entries(self) -> list[int]:
        """Give the rows that lead somewhere, from top to bottom."""
        return [row for row, each in enumerate(self._rows) if isinstance(each, Entry)]

    def row_of(self, target: Target) -> int:
        """Find the row that leads to a target; -1 if there is none."""
        return next(
            (
                row
                for row, each in enumerate(self._rows)
                if isinstance(each, Entry) and each.target == target
            ),
            -1,
        )

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.entry(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if isinstance(row, str):
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return row if role in shown else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.words
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return f"{row.words}, {row.detail}" if row.detail else row.words
            case _ if role == ENTRY_ROLE:
                return row
        return None
