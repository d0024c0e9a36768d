"""The answers of all forces as a table: one row a force, one column a field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.core.fields import Answer, ChoiceField, ChoicesField, Field
from desktop.core.forces import Force
from desktop.core.national import Kind, Picture, amount, national_picture
from desktop.core.national_words import why_unusual
from desktop.core.programme import REPORT_FIELDS, Programme, item_of
from desktop.core.review import STATE_WORDS, State
from desktop.ui.forces_panel import Standing

OWN: Final = "Report"
"""What the fields that belong to no item stand under."""

NUMBERS: Final = ("count", "percent", "money")
"""The types of fields whose answers stand at the right."""
CellStanding = Literal["answered", "unanswered", "not_needed", "no_report"]
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_WORDS: Final[dict[CellStanding, str]] = {
    "unanswered": "not answered",
    "not_needed": "nothing to answer",
    "no_report": "No report yet: open it to begin one (Enter)",
}


class Column(NamedTuple):
    """One field: its full key, and the title of its item."""

    key: str
    asked: Field
    group: str


class Cell(NamedTuple):
    """What stands where a force and a field meet; `why` says why it stands out."""

    standing: CellStanding
    text: str = ""
    kind: Kind | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """What one force's report answers."""

    force: str
    state: State
    version: int
    answers: Mapping[str, Answer] = field(default_factory=dict)


class GridModel(QAbstractTableModel):
    """The table of one programme, in the order of the list of forces or sorted by a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin without forces."""
        super().__init__(parent)
        self.columns: list[Column] = []
        self.forces: dict[str, Force] = {}
        self.sorted_by: tuple[str, bool] | None = None
        """The key of a column and whether the largest come first; None is the list's own order."""
        self._programme: Programme | None = None
        self._rows: dict[str, Row] | None = None
        self._order: list[str] = []
        self._pictures: dict[str, Picture] = {}

    def begin(self, programme: Programme, forces: Iterable[Force]) -> None:
        """Show a programme whose answers are still being read."""
        self.beginResetModel()
        self._programme = programme
        self.forces = {force.key: force for force in forces}
        self.columns = [
            Column(key, asked, programme.items[item_of(key)].title)
            for key, asked in programme.fields.items()
        ] + [Column(asked.key, asked, OWN) for asked in REPORT_FIELDS]
        self._rows = None
        self._order = list(self.forces)
        self._pictures = {}
        self.sorted_by = None
        self.endResetModel()

    def fill(self, rows: Iterable[Row]) -> None:
        """Show what was read."""
        found = {row.force: row for row in rows}
        if found == self._rows:
            return
        begins = self._rows is None
        if begins:
            # Rows to be read are none: drawing them empty first would take as long again.
            self.beginInsertRows(QModelIndex(), 0, len(self._order) - 1)
        self._rows = found
        self._pictures = {}
        if begins:
            self.endInsertRows()
            return
        self._arrange()
        self._tell(0, len(self.columns) - 1)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._order) - 1)

    def update_row(self, row: Row) -> None:
        """Show what a force's report answers now, where that is no older than what is shown."""
        before = self.row_of(row.force)
        if self._rows is None or (before is not None and before.version > row.version):
            return
        self._rows[row.force] = row
        if before is None or before.state != row.state:
            self._pictures = {}
            self._tell(0, len(self.columns) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self._order) - 1)
            return
        items = {
            item_of(column.key)
            for column in self.columns
            if before.answers.get(column.key) != row.answers.get(column.key)
        }
        # A part needs no answer where its whole is none: it hangs on its neighbour.
        touched = [at for at, each in enumerate(self.columns) if item_of(each.key) in items]
        for at in touched:
            self._pictures.pop(self.columns[at].key, None)
        if touched:
            self._tell(touched[0], touched[-1])

    def _tell(self, first: int, last: int) -> None:
        """Have these columns drawn anew: one answer can change who stands out among all."""
        self.dataChanged.emit(self.index(0, first), self.index(len(self._order) - 1, last))

    # What is where

    @property
    def is_filled(self) -> bool:
        """Whether the answers have been read."""
        return self._rows is not None

    @property
    def rows(self) -> list[Row]:
        """The reports that there are, in the order that is shown."""
        return [row for row in map(self.row_of, self._order) if row is not None]

    def row_of(self, force: str) -> Row | None:
        """Give what a force's report answers; None where there is no report."""
        return (self._rows or {}).get(force)

    def force_at(self, row: int) -> Force:
        """Give the force of a row."""
        return self.forces[self._order[row]]

    def place_of(self, force: str, key: str) -> QModelIndex:
        """Find where a force and a field meet; an invalid index where they do not."""
        column = next((at for at, each in enumerate(self.columns) if each.key == key), -1)
        row = self._order.index(force) if force in self._order else -1
        return self.index(row, column)

    def answer_at(self, index: Index) -> Answer | None:
        """Give the answer that stands somewhere; None where nothing was answered."""
        row = self.row_of(self._order[index.row()])
        return row.answers.get(self.columns[index.column()].key) if row is not None else None

    def picture(self, key: str) -> Picture:
        """Give the national picture of a field."""
        if key not in self._pictures:
            assert self._programme is not None
            given = {row.force: row.answers for row in (self._rows or {}).values()}
            self._pictures[key] = national_picture(
                self._programme, key, self.forces.values(), given
            )
        return self._pictures[key]

    def standing(self, force: str) -> Standing:
        """Say where a force's report stands."""
        row = self.row_of(force)
        return Standing() if row is None else Standing(True, row.state)

    def cell(self, index: Index) -> Cell:
        """Give what stands somewhere."""
        force, column = self._order[index.row()], self.columns[index.column()]
        row = self.row_of(force)
        if row is None:
            return Cell("no_report")
        answer = row.answers.get(column.key)
        picture = self.picture(column.key)
        if answer is None:
            return Cell("not_needed" if force in picture.not_needed else "unanswered")
        kind = picture.unusual.get(force)
        return Cell("answered", column.asked.show(answer), kind, why_unusual(picture, force))

    def words(self, index: Index) -> str:
        """Say in a line what stands somewhere."""
        cell, column = self.cell(index), self.columns[index.column()]
        force = self._order[index.row()]
        name = self.forces[force].name
        if cell.standing == "no_report":
            return f"{name}. {_WORDS['no_report']}"
        said = cell.text or _WORDS[cell.standing]
        return f"{name}. {column.group}, {column.asked.label}: {said}" + (
            f". {cell.why}" if cell.why else ""
        )

    # Order

    def sort_by(self, by: tuple[str, bool] | None) -> None:
        """Sort by a column, its largest first or last; by nothing it is the list's own order."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        forces = [self._order[index.row()] for index in before]
        self.sorted_by = by
        self._arrange()
        rows = {force: row for row, force in enumerate(self._order)}
        self.changePersistentIndexList(
            before,
            [
                self.index(rows[force], index.column())
                for force, index in zip(forces, before, strict=True)
            ],
        )
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        own = list(self.forces)
        if self.sorted_by is None or self._rows is None:
            self._order = own
            return
        key, largest_first = self.sorted_by
        asked = next(column.asked for column in self.columns if column.key == key)
        picture = self.picture(key)
        size = {force: _size(asked, answer) for force, answer in picture.answers.items()}
        answered = sorted(size, key=lambda force: size[force], reverse=largest_first)
        others = (picture.unfit, picture.unanswered, picture.not_needed, picture.without_report)
        self._order = [*answered, *(force for group in others for force in group)]

    # What Qt asks

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() or self._rows is None else len(self._order)

    @override
    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.cell(index).text
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self.words(index)
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal:
            column = self.columns[section]
            match role:
                case Qt.ItemDataRole.DisplayRole:
                    return column.asked.label
                case Qt.ItemDataRole.ToolTipRole:
                    return f"{column.group}: {column.asked.label}\nSort by it: click, or F3"
                case Qt.ItemDataRole.AccessibleTextRole:
                    return f"{column.group}: {column.asked.label}"
            return None
        force = self.force_at(section)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return force.area
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{force.name}, {state_words(self.standing(force.key))}"
        return None


def state_words(now: Standing) -> str:
    """Say where a report stands, without how far it is."""
    return STATE_WORDS[now.state] if now.begun else "no report yet"


def _size(asked: Field, answer: Answer) -> tuple[object, ...]:
    """Give what answers to one field are sorted by: options are in the programme's order."""
    if isinstance(asked, ChoiceField | ChoicesField):
        places = {option.key: place for place, option in enumerate(asked.options)}
        chosen = answer if isinstance(answer, tuple) else (str(answer),)
        return tuple(places[key] for key in chosen)
    if asked.type in NUMBERS:
        return (amount(answer),)
    return (answer.casefold() if isinstance(answer, str) else answer,)
