"""The reports as rows, of which only a few leaves are ever held."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

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

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.review import STATE_WORDS

if TYPE_CHECKING:
    from desktop.store.library import Listed, Order

LEAF: Final = 50
"""Rows that are read at a time."""
_HELD: Final = 12
"""Leaves that are held at most."""
UNREAD: Final = "…"
NOT_HERE: Final = "–"

Name = tuple[str, str]
"""The id of a programme and the key of a force."""
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


class Column(NamedTuple):
    """One column: its title, and what the database orders by it, if it can."""

    title: str
    order: Order | None


COLUMNS: Final = (
    Column("Force", "force"),
    Column("Programme", "programme"),
    Column("State", "state"),
    Column("Year", "year"),
    Column("Complete", None),
    Column("Changed", "changed"),
)
FORCE, PROGRAMME, STATE, YEAR, COMPLETE, CHANGED = range(6)


class ReportsModel(QAbstractTableModel):
    """One row a report; one that is not held asks for its leaf, and reads "…" until it is there."""

    leaf_wanted = Signal(int)

    def __init__(
        self, programmes: Mapping[str, Programme], forces: Mapping[str, Force], parent: QObject
    ) -> None:
        """Begin without reports; what programmes and forces are called is told by these."""
        super().__init__(parent)
        self._programmes = programmes
        self._forces = forces
        self._total = 0
        self._leaves: OrderedDict[int, tuple[Listed, ...]] = OrderedDict()
        self._percents: dict[Name, int] = {}

    def show(self, total: int, leaves: Mapping[int, tuple[Listed, ...]]) -> None:
        """Show so many reports in place of those before, of which these leaves are read."""
        self.beginResetModel()
        self._total = total
        self._leaves = OrderedDict(leaves)
        self.endResetModel()

    def add(self, leaf: int, reports: tuple[Listed, ...]) -> None:
        """Take up a leaf that was read later; the one that was looked at longest ago may go."""
        self._leaves[leaf] = reports
        while len(self._leaves) > _HELD:
            self._leaves.popitem(last=False)
        first = leaf * LEAF
        self._tell_rows(first, first + len(reports) - 1, 0, len(COLUMNS) - 1)

    def say_complete(self, percents: Mapping[Name, int]) -> None:
        """Show how far reports are, in per cent; others that are not held are forgotten."""
        held = {name_of(each) for leaf in self._leaves.values() for each in leaf}
        known = self._percents | dict(percents)
        self._percents = {name: percent for name, percent in known.items() if name in held}
        for leaf, reports in self._leaves.items():
            if any(name_of(each) in percents for each in reports):
                self._tell_rows(leaf * LEAF, leaf * LEAF + len(reports) - 1, COMPLETE, COMPLETE)

    def _tell_rows(self, first: int, last: int, left: int, right: int) -> None:
        if first <= last < self._total:
            self.dataChanged.emit(self.index(first, left), self.index(last, right))

    def report(self, row: int) -> Listed | None:
        """Give the report of a row; None for no row, and for one that is not held."""
        if not 0 <= row < self._total:
            return None
        leaf, place = divmod(row, LEAF)
        reports = self._leaves.get(leaf)
        return reports[place] if reports is not None and place < len(reports) else None

    def without_percent(self, leaf: int) -> list[Listed]:
        """Give the reports of a leaf of which it is not known how far they are."""
        return [each for each in self._leaves.get(leaf, ()) if name_of(each) not in self._percents]

    def forget_percents(self, names: Iterable[Name]) -> None:
        """Let it be worked out anew how far reports are."""
        for name in names:
            self._percents.pop(name, None)

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self._total

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
                return COLUMNS[section].title
            case Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ToolTipRole if COLUMNS[section].order is not None:
                return (
                    f"Sort by {COLUMNS[section].title.lower()}; once more for the other way round"
                )
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        told = (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
        if role not in told:
            return None
        leaf = index.row() // LEAF
        if leaf in self._leaves:
            self._leaves.move_to_end(leaf)
        report = self.report(index.row())
        if report is None:
            self.leaf_wanted.emit(leaf)
            return UNREAD
        words = self._words(report, index.column())
        match role:
            case Qt.ItemDataRole.ToolTipRole:
                return self._whole(report, index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{COLUMNS[index.column()].title}: {words}"
        return words

    def _words(self, report: Listed, column: int) -> str:
        force = self._forces.get(report.force)
        programme = self._programmes.get(report.programme)
        match column:
            case _ if column == FORCE:
                return force.area if force else report.force
            case _ if column == PROGRAMME:
                return programme.short_title if programme else report.programme
            case _ if column == STATE:
                return STATE_WORDS[report.state]
            case _ if column == YEAR:
                month = report.published or (programme.published if programme else "")
                return month[:4]
            case _ if column == COMPLETE:
                if programme is None:
                    return NOT_HERE
                percent = self._percents.get(name_of(report))
                return UNREAD if percent is None else f"{percent}%"
        return ", ".join(filter(None, (day_of(report.changed_at), report.changed_by)))

    def _whole(self, report: Listed, column: int) -> str:
        force = self._forces.get(report.force)
        programme = self._programmes.get(report.programme)
        if column == FORCE:
            return force.name if force else f"{report.force}: this force is not at hand any more"
        if column == PROGRAMME:
            gone = f"{report.programme}: this programme is not at hand any more"
            return programme.title if programme else gone
        return self._words(report, column)


def name_of(report: Listed) -> Name:
    """Give the id of a report's programme and the key of its force."""
    return report.programme, report.force


def day_of(moment: str) -> str:
    """Give the day of a moment in UTC, as it is on this computer, like "2 Jan 2012"."""
    when = QDateTime.fromString(moment, Qt.DateFormat.ISODateWithMs).toLocalTime()
    return QLocale.c().toString(when.date(), "d MMM yyyy") if when.isValid() else ""
