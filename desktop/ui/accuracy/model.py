"""The force's points as rows, in the order in which they were raised."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.core.programme import Programme
from desktop.core.review import POINT_WORDS, Point

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
WHOLE_REPORT: Final = "The whole report"
DECISIONS: Final = {"": "Undecided", "accepted": "Accepted", "refused": "Refused"}

_HALF_REFUSED: Final = "Refusal begun"

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """A point with its key and number, where it belongs, and whether that is the item at hand.

    `half_refused`: a reason to refuse it is typed, and not recorded.
    """

    key: str
    number: int
    point: Point
    where: str
    here: bool
    half_refused: bool = False

    @property
    def headline(self) -> str:
        """What kind of point it is, and about what."""
        return f"{POINT_WORDS[self.point.kind]} · {self.where}"

    @property
    def decided(self) -> str:
        """What was decided about it, or begun to be."""
        return _HALF_REFUSED if self.half_refused else DECISIONS[self.point.decision]


class PointsModel(QAbstractListModel):
    """Rows of the points of one report."""

    def __init__(self, parent: QObject) -> None:
        """Begin without rows."""
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()

    def show(
        self,
        programme: Programme,
        points: Mapping[str, Point],
        item: str,
        half_refused: Collection[str],
    ) -> bool:
        """Show these points, those on an item marked, and those whose refusal is not recorded yet.

        Says whether there are others than before.
        """
        in_order = sorted(points.items(), key=lambda each: each[1].at)
        rows = tuple(
            Row(
                key,
                number,
                point,
                where(programme, point.item),
                here=bool(item) and item == point.item,
                half_refused=key in half_refused,
            )
            for number, (key, point) in enumerate(in_order, 1)
        )
        if rows == self.rows:
            return False
        others = [row.key for row in rows] != [row.key for row in self.rows]
        if others:
            self.beginResetModel()
        self.rows = rows
        if others:
            self.endResetModel()
        else:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
        return others

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.rows = ()
        self.endResetModel()

    def row(self, number: int) -> Row | None:
        """Give what a row shows; None for no row."""
        return self.rows[number] if 0 <= number < len(self.rows) else None

    def place_of(self, key: str) -> int:
        """Find the row of a point; -1 where it has none."""
        return next((place for place, row in enumerate(self.rows) if row.key == key), -1)

    # What Qt asks

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.headline
            case Qt.ItemDataRole.ToolTipRole:
                return row.headline
            case Qt.ItemDataRole.AccessibleTextRole:
                here = "On the item at hand. " if row.here else ""
                return f"{row.number}. {row.headline}. {row.decided}. {here}{row.point.text}"
            case _ if role == ROW_ROLE:
                return row
        return None


def where(programme: Programme, item: str) -> str:
    """Say what a point is about: the title of its item, or the whole report."""
    if not item:
        return WHOLE_REPORT
    found = programme.items.get(item)
    return found.title if found else item
