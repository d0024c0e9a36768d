"""The history as rows: days, what was done in them, and each save of what was typed at one go."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtCore import Signal as QtSignal
from typing_extensions import override

if TYPE_CHECKING:
    from desktop.store.history_words import HistoryWords
    from desktop.store.steps import Entry, Step

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
NOTE_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""When it was done, by whom, and in how many saves."""

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(frozen=True, slots=True)
class Row:
    """A day, or an entry of the history; a save of a longer entry stands under it."""

    day: str = ""
    entry: Entry | None = None
    within: bool = False
    unfolded: bool = False
    undone: bool = False

    @property
    def likeness(self) -> tuple[object, ...]:
        """What tells a row from others, and from itself as it was before it grew."""
        steps = self.entry.steps if self.entry else ()
        numbers = (steps[0].number, steps[-1].number) if steps else ()
        return self.day, numbers, self.within, self.unfolded, self.undone


class HistoryModel(QAbstractListModel):
    """Rows of the steps read so far, newest first; more are asked for as one scrolls on."""

    more_wanted = QtSignal()

    def __init__(self, parent: QObject, today: Callable[[], datetime.date]) -> None:
        """Begin empty; `today` tells which day it is."""
        super().__init__(parent)
        self._today = today
        self._rows: list[Row] = []
        self._likenesses: list[tuple[object, ...]] = []
        self._entries: list[Entry] = []
        self._unfolded: set[int] = set()
        self._undone: frozenset[int] = frozenset()
        self._words: HistoryWords | None = None
        self._more = False

    def show(self, steps: Sequence[Step], words: HistoryWords, *, more: bool) -> None:
        """Show these steps, newest first; `more` says whether there are older ones."""
        from desktop.store.deeds import undone_in
        from desktop.store.steps import folded

        if words != self._words:
            self.clear()
        self._words, self._more = words, more
        self._entries = folded(steps)
        self._undone = undone_in(steps)
        self._arrange()

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._rows, self._likenesses, self._entries = [], [], []
        self._unfolded.clear()
        self._more, self._words = False, None
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """Give the entry of a row; None for a day or no row."""
        return self._rows[row].entry if 0 <= row < len(self._rows) else None

    def row_of(self, step: int) -> int:
        """Find the first row that tells of a step; -1 where none does."""
        for number, row in enumerate(self._rows):
            if row.entry and any(each.number == step for each in row.entry.steps):
                return number
        return -1

    def first_entry(self) -> int:
        """Find the row of the newest entry; -1 where there is none."""
        return next((number for number, row in enumerate(self._rows) if row.entry), -1)

    def can_unfold(self, row: int) -> bool:
        """Say whether an entry was typed in several saves, each of which can be shown."""
        entry = self.entry(row)
        return entry is not None and len(entry.steps) > 1

    def is_unfolded(self, row: int) -> bool:
        """Say whether the saves of an entry stand under it."""
        return 0 <= row < len(self._rows) and self._rows[row].unfolded

    def unfold(self, row: int, unfolded: bool) -> None:
        """Show each save of an entry under it, or no longer; of a save, those of its entry."""
        while self._rows[row].within:
            row -= 1
        entry = self.entry(row)
        if entry is None or len(entry.steps) < 2:
            return
        # An entry that goes on is still known by where it began.
        oldest = entry.steps[-1].number
        (self._unfolded.add if unfolded else self._unfolded.discard)(oldest)
        self._arrange()

    def headline(self, row: int) -> str:
        """Say in one line what was done."""
        entry = self.entry(row)
        return self._words.headline(entry) if entry and self._words else ""

    def _arrange(self) -> None:
        """Have the rows that are right now, leaving alone those that are as they were."""
        rows = list(self._arranged())
        old, new = self._likenesses, [row.likeness for row in rows]
        first = _alike(old, new)
        last = min(_alike(old[::-1], new[::-1]), len(old) - first, len(new) - first)
        gone, come = len(old) - last - first, len(new) - last - first
        kept = self._rows[len(old) - last :]
        if gone:
            self.beginRemoveRows(_TOP, first, first + gone - 1)
            self._rows = [*self._rows[:first], *kept]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(_TOP, first, first + come - 1)
            self._rows = rows
            self.endInsertRows()
        self._rows, self._likenesses = rows, new

    def _arranged(self) -> Iterator[Row]:
        from desktop.store.history_words import day_in_words
        from desktop.store.steps import Entry, moment

        day, today = "", self._today()
        for entry in self._entries:
            at = moment(entry.newest.at)
            said = day_in_words(at.date(), today) if at else "At some time"
            if said != day:
                yield Row(day=said)
                day = said
            unfolded = entry.steps[-1].number in self._unfolded and len(entry.steps) > 1
            undone = all(step.number in self._undone for step in entry.steps)
            yield Row(entry=entry, unfolded=unfolded, undone=undone)
            for step in entry.steps if unfolded else ():
                undone = step.number in self._undone
                yield Row(entry=Entry((step,)), within=True, undone=undone)

    # What Qt asks

    @override
    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    @override
    def fetchMore(self, parent: Index) -> None:
        # Asked for once: what is read says again whether there is more.
        if self._more:
            self._more = False
            self.more_wanted.emit()

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.entry(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.day or self.headline(index.row())
            case Qt.ItemDataRole.ToolTipRole:
                return self.headline(index.row()) or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._read_out(row, index.row())
            case _ if role == ROW_ROLE:
                return row
            case _ if role == NOTE_ROLE:
                return _note(row)
        return None

    def _read_out(self, row: Row, number: int) -> str:
        if row.entry is None:
            return row.day
        said = self.headline(number).replace(" → ", " to ")
        kind = "One save of several" if row.within else ""
        if self.can_unfold(number):
            kind = "each save shown below" if row.unfolded else "each save can be shown"
        day = next((each.day for each in self._rows[number::-1] if each.day), "")
        return ". ".join(part for part in (said, f"{day}, {_note(row)}", kind) if part)


def _note(row: Row) -> str:
    from desktop.store.steps import moment

    if row.entry is None:
        return ""
    steps = row.entry.steps
    began, ended = moment(steps[-1].at), moment(steps[0].at)
    time = f"{ended:%H:%M}" if ended else ""
    if began and ended and f"{began:%H:%M}" != time:
        time = f"{began:%H:%M} to {time}"
    saves = f"{len(steps)} saves" if len(steps) > 1 else ""
    undone = "undone" if row.undone else ""
    return " · ".join(part for part in (time, steps[0].by, saves, undone) if part)


def _alike(one: Sequence[object], other: Sequence[object]) -> int:
    """Count the rows that two lists begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
