"""The remarks as rows: errors, then warnings, then what was left alone, each under its name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.core.programme import Programme
from desktop.core.remarks import Remark, where
from desktop.ui.remarks.labels import kind_of

REMARK_ROLE = Qt.ItemDataRole.UserRole
WHERE_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class RemarksModel(QAbstractListModel):
    """One row a remark, and one for the name of each group."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without remarks."""
        super().__init__(parent)
        self._rows: list[Remark | str] = []
        self._programme: Programme | None = None

    def show(self, remarks: Sequence[Remark], programme: Programme | None) -> None:
        """Show these remarks, which come errors first and those left alone last."""
        self.beginResetModel()
        self._programme = programme
        self._rows = []
        for kind, group in groupby(remarks, key=kind_of):
            members = list(group)
            plural = f"{kind}s" if members[0].remains else kind
            self._rows += [f"{plural} ({len(members)})", *members]
        self.endResetModel()

    def remark(self, row: int) -> Remark | None:
        """Give the remark of a row; None for a group's name or no row."""
        found = self._rows[row] if 0 <= row < len(self._rows) else ""
        return found if isinstance(found, Remark) else None

    def rows_of_remarks(self) -> list[int]:
        """Give the rows that hold remarks, from top to bottom."""
        return [row for row, each in enumerate(self._rows) if isinstance(each, Remark)]

    def row_like(self, remark: Remark) -> int:
        """Find what a remark has become: itself, or the same words nearest to it; -1 if gone."""
        like = [
            (other.name != remark.name, abs(other.place.start - remark.place.start), row)
            for row, other in enumerate(self._rows)
            if isinstance(other, Remark) and _same_words(other, remark)
        ]
        return min(like)[2] if like else -1

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.remark(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if isinstance(row, str):
            return row if role in shown else None
        place = where(row.place, self._programme) if self._programme else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return message_of(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{kind_of(row)}. {place}: {message_of(row)}"
            case Qt.ItemDataRole.ToolTipRole:
                return f"{place}: {message_of(row)}"
            case _ if role == REMARK_ROLE:
                return row
            case _ if role == WHERE_ROLE:
                return place
        return None


def _same_words(one: Remark, other: Remark) -> bool:
    return (one.check, one.place.key, one.quote) == (other.check, other.place.key, other.quote)


def message_of(remark: Remark) -> str:
    """Give the message, with the words it is about where it alone does not tell them."""
    message = f"{remark.message} – {remark.excerpt}" if remark.excerpt else remark.message
    return message if remark.remains else f"{message} Left, because: {remark.left}"
