"""The reports that can be published, as rows with a box to choose each by."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from desktop.core.programme import Programme
from desktop.core.review import STATE_WORDS
from desktop.ui.publishing.looking import Standing

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
COLUMNS: Final = ("Force", "State", "Complete", "Errors", "Comments", "Embargo", "ISBN")
FORCE, STATE, COMPLETE, ERRORS, COMMENTS, EMBARGO, ISBN = range(7)
_MEANINGS: Final = {
    COMPLETE: "How much of what a report needs is there",
    ERRORS: "Errors that are in the way of a public edition",
    COMMENTS: "Comments that are not resolved",
}
UNCHECKED: Final = "…"
NONE: Final = "–"


class ReportsModel(QAbstractTableModel):
    """One row a report; those that are filtered out stay as they were chosen, but are not shown."""

    chosen_changed = Signal()
    """Other reports are chosen."""

    def __init__(self, parent: QObject) -> None:
        """Begin without reports."""
        super().__init__(parent)
        self._programme: Programme | None = None
        self._standings: dict[str, Standing] = {}
        self._chosen: set[str] = set()
        self._words = ""
        self._rows: list[str] = []

    def show(self, programme: Programme, standings: Iterable[Standing]) -> None:
        """Show the reports of a programme; what checking told of them stays while they do."""
        before = self._standings if programme is self._programme else {}
        self.beginResetModel()
        self._programme = programme
        self._standings = {each.force.key: each for each in standings}
        for key, standing in self._standings.items():
            known = before.get(key)
            if known is not None and known.report == standing.report:
                self._standings[key] = known
        self._chosen &= self._standings.keys()
        self._rows = self._let_through()
        self.endResetModel()
        self.chosen_changed.emit()

    def take(self, standing: Standing) -> None:
        """Take up where one report stands now."""
        key = standing.force.key
        if key not in self._standings:
            return
        self._standings[key] = standing
        if key in self._rows:
            row = self._rows.index(key)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def let_through(self, words: str) -> None:
        """Show only reports of which the force, state or ISBN has these words."""
        self.beginResetModel()
        self._words = words.strip().casefold()
        self._rows = self._let_through()
        self.endResetModel()

    def _let_through(self) -> list[str]:
        return [
            key
            for key, each in self._standings.items()
            if self._words
            in " ".join(
                (
                    each.force.name,
                    each.force.area,
                    STATE_WORDS[each.report.state],
                    each.report.answer_text("isbn") or "",
                )
            ).casefold()
        ]

    # What is chosen

    @property
    def standings(self) -> list[Standing]:
        """All reports, those that are not shown among them."""
        return list(self._standings.values())

    @property
    def shown(self) -> list[Standing]:
        """The reports that are shown, from top to bottom."""
        return [self._standings[key] for key in self._rows]

    @property
    def chosen(self) -> list[Standing]:
        """The reports that are chosen, in the order of the forces."""
        return [each for key, each in self._standings.items() if key in self._chosen]

    def choose(self, forces: Collection[str], *, chosen: bool = True) -> None:
        """Choose the reports of these forces too, or choose them no longer."""
        known = set(forces) & self._standings.keys()
        self._chosen = self._chosen | known if chosen else self._chosen - known
        if self._rows:
            self.dataChanged.emit(self.index(0, FORCE), self.index(len(self._rows) - 1, FORCE))
        self.chosen_changed.emit()

    def choose_of_shown(self, forces: Collection[str]) -> None:
        """Choose of the reports that are shown those of these forces and no others."""
        self._chosen.difference_update(self._rows)
        self.choose(forces)

    def choose_only(self, forces: Collection[str]) -> None:
        """Choose the reports of these forces and no others."""
        self._chosen.clear()
        self.choose(forces)

    def toggle(self, rows: Collection[int]) -> None:
        """Choose rows, or where all of them are chosen, choose them no longer."""
        forces = [self._rows[row] for row in rows]
        self.choose(forces, chosen=not set(forces) <= self._chosen)

    def standing(self, row: int) -> Standing:
        """Give the report of a row."""
        return self._standings[self._rows[row]]

    @property
    def chosen_unseen(self) -> int:
        """How many of the reports that are chosen are not shown."""
        return len(self._chosen.difference(self._rows))

    # The table

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

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
        if orientation == Qt.Orientation.Vertical:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return COLUMNS[section]
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole:
                return _MEANINGS.get(section)
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == FORCE else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        standing, column = self.standing(index.row()), index.column()
        words = self._words_of(standing, column)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return words
            case Qt.ItemDataRole.CheckStateRole if column == FORCE:
                chosen = standing.force.key in self._chosen
                return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.AccessibleTextRole:
                if column != FORCE:
                    return f"{COLUMNS[column]}: {words or 'none'}"
                chosen = standing.force.key in self._chosen
                return f"{standing.force.name}, {'chosen' if chosen else 'not chosen'}"
            case Qt.ItemDataRole.ToolTipRole if column == FORCE:
                return standing.force.name
            case Qt.ItemDataRole.ToolTipRole if column in (ERRORS, COMMENTS) and standing.against:
                return " ".join(standing.against)
        return None

    def _words_of(self, standing: Standing, column: int) -> str:
        report = standing.report
        match column:
            case _ if column == FORCE:
                return standing.force.area
            case _ if column == STATE:
                return STATE_WORDS[report.state]
            case _ if column == COMPLETE:
                return f"{standing.percent}%"
            case _ if column == ERRORS:
                return UNCHECKED if standing.errors is None else str(standing.errors or NONE)
            case _ if column == COMMENTS:
                return str(standing.comments or NONE)
            case _ if column == EMBARGO:
                return _moment(report.answer_text("embargo") or "") or NONE
        return report.answer_text("isbn") or NONE


def _moment(embargo: str) -> str:
    """Give a date and time in short, like "19 Dec 2012 00:01"; empty for none."""
    when = QDateTime.fromString(embargo, Qt.DateFormat.ISODate)
    return QLocale.c().toString(when, "d MMM yyyy HH:mm") if when.isValid() else ""
