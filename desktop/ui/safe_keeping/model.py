"""The backups of a database, as rows: one for each, in whichever places it is kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

if TYPE_CHECKING:
    from desktop.core.forces import Forces
    from desktop.store.safety.backups import Listed

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
COLUMNS: Final = ("Made", "Holds", "Last change in it", "Place")
MADE, HOLDS, CHANGED, PLACE = range(4)
UNUSABLE: Final = "✕ Cannot be used"


@dataclass(frozen=True, slots=True)
class Row:
    """A backup as it is shown; `both` says that it is in both places."""

    listed: Listed
    both: bool = False


class BackupsModel(QAbstractTableModel):
    """One row a backup, newest first."""

    def __init__(self, forces: Forces, parent: QObject) -> None:
        """Begin without backups."""
        super().__init__(parent)
        self._forces = forces
        self._now = datetime.datetime.now(datetime.UTC)
        self.rows: list[Row] = []

    def show(self, backups: Iterable[Listed]) -> None:
        """Show the backups, those that are the same in both places as one."""
        by_name: dict[str, Row] = {}
        for each in backups:
            name = each.backup.path.name
            known = by_name.get(name)
            if known is None:
                by_name[name] = Row(each)
            elif known.listed.holds and known.listed.holds == each.holds:
                by_name[name] = Row(
                    each if each.backup.place == "beside" else known.listed, both=True
                )
            else:
                by_name[f"{name} {each.backup.place}"] = Row(each)
        self.beginResetModel()
        self._now = datetime.datetime.now(datetime.UTC)
        self.rows = list(by_name.values())
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        words = self._words(row, column)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{COLUMNS[column]}: {words or 'nothing'}"
            case Qt.ItemDataRole.ToolTipRole:
                return row.listed.why_not or str(row.listed.backup.path)
        return None

    def _words(self, row: Row, column: int) -> str:
        from desktop.store.safety.health import read_moment
        from desktop.store.safety.telling import counted, when

        listed = row.listed
        if column == MADE:
            return _start(when(listed.backup.at, self._now))
        if column == PLACE:
            beside = listed.backup.place == "beside"
            return "Both places" if row.both else "Beside it" if beside else "Second place"
        holds = listed.holds
        if holds is None:
            return UNUSABLE if column == HOLDS else ""
        if column == HOLDS:
            return counted(holds.reports, "report")
        at = read_moment(holds.changed_at)
        force = holds.report.partition("/")[2]
        area = self._forces[force].area if force in self._forces else force
        return f"{area}, {when(at, self._now)}" if at else "Nothing was recorded yet"


def _start(words: str) -> str:
    return words[:1].upper() + words[1:]
