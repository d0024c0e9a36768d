"""The library: what to look for above, what was found below it, and the chosen report beside."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core.comparing_reports import MOST_COMPARED
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.background import Background
from desktop.ui.library.filter_line import Filter, FilterLine
from desktop.ui.library.looking import Asked, Found, Looking, Shelves
from desktop.ui.library.model import COLUMNS, PROGRAMME, Name, ReportsModel, name_of
from desktop.ui.library.reading_pane import ReadingPane
from desktop.ui.library.table import ReportsTable
from desktop.ui.pane_by_pane import Pane, walk
from desktop.ui.theme import SPACE, item_font, set_role, small_font

if TYPE_CHECKING:
    from desktop.store.library import Listed
    from desktop.store.opening import Opened

_WIDTHS: Final = (840, 526)
_SETTLE_MS: Final = 300


class Library(QWidget):
    """A room of the window that lists all reports of all programmes."""

    open_wanted = Signal(str, str, str)
    compare_wanted = Signal(object)
    """A list of two or more reports, each the id of its programme and the key of its force."""
    closed = Signal()

    def __init__(self, opened: Opened, background: Background) -> None:
        """Begin with nothing; it is read when the room is entered."""
        super().__init__()
        self.setAccessibleName("Library")
        self._opened = opened
        self._column = PROGRAMME
        self._descending = False
        self._looked_for: Asked | None = None
        self._chosen: dict[int, Name] = {}
        self._current: Name | None = None
        self._choosing = False
        self._model = ReportsModel(opened.programmes.by_id, opened.forces, self)
        self._looking = Looking(opened, background, self._model, self)
        self._filter = FilterLine(opened.forces, self)
        self._table = ReportsTable(self._model, self)
        self._table.show_order(self._column, self._descending)
        self._pane = ReadingPane(opened, background, self)
        self._again = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        rule = QFrame()
        rule.setFixedHeight(1)
        set_role(rule, "rule")
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        self._left = self._make_list()
        self._splitter.addWidget(self._left)
        self._splitter.addWidget(self._pane)
        self._splitter.setSizes(list(_WIDTHS))
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._filter)
        rows.addWidget(rule)
        rows.addWidget(self._splitter, 1)
        walk = (*self._filter.controls(), self._sort, self._way, self._compare, self._table)
        for before, after in pairwise((*walk, *self._pane.controls())):
            QWidget.setTabOrder(before, after)
        self._connect()

    def _make_list(self) -> QWidget:
        self._count = QLabel()
        self._count.setAccessibleName("Reports found")
        self._count.setFont(item_font())
        self._sort = QComboBox()
        self._sort.setAccessibleName("Sort by")
        self._sort.setToolTip("What the list is sorted by")
        for column, each in enumerate(COLUMNS):
            if each.order is not None:
                self._sort.addItem(f"By {each.title.lower()}", column)
        self._sort.setCurrentIndex(self._sort.findData(self._column))
        self._way = QToolButton()
        self._way.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._compare = QPushButton("Compare")
        head = QHBoxLayout()
        head.setContentsMargins(SPACE.large, SPACE.small, SPACE.small, SPACE.small)
        head.setSpacing(SPACE.tiny)
        head.addWidget(self._count)
        head.addStretch(1)
        head.addWidget(self._sort)
        head.addWidget(self._way)
        head.addSpacing(SPACE.tiny)
        head.addWidget(self._compare)
        self._nothing = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMargin(SPACE.huge)
        set_role(self._nothing, "muted")
        self._list = QStackedWidget()
        self._list.addWidget(self._table)
        self._list.addWidget(self._nothing)
        hint = QLabel("Enter opens a report to write in it. Ctrl and Shift choose several.")
        hint.setFont(small_font())
        hint.setContentsMargins(SPACE.large, SPACE.tiny, SPACE.small, SPACE.tiny)
        set_role(hint, "muted")
        whole = QWidget()
        whole.setMinimumWidth(400)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addWidget(self._list, 1)
        rows.addWidget(hint)
        self._say_order()
        self._offer_compare()
        return whole

    def _connect(self) -> None:
        self._filter.changed.connect(self._look)
        self._filter.down.connect(self._go_to_list)
        self._sort.activated.connect(lambda _: self._sort_otherwise(self._sort.currentData()))
        self._way.clicked.connect(lambda: self._sort_by(self._column))
        self._table.sort_wanted.connect(self._sort_by)
        self._table.chosen.connect(self._choice_changed)
        self._table.entered_row.connect(lambda row: self._open(self._model.report(row)))
        self._compare.clicked.connect(lambda: self.compare_wanted.emit(list(self._chosen.values())))
        self._pane.open_wanted.connect(self._open_current)
        self._looking.found.connect(self._show_found)
        self._looking.leaf_added.connect(self._choice_changed)
        self._looking.shelves_told.connect(self._offer_shelves)
        self._looking.failed.connect(self._say_failed)
        self._again.timeout.connect(self._look)
        for keys, step in (("F6", 1), ("Shift+F6", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self._walk, step))

    def _walk(self, step: int) -> None:
        """Go on from the filter to the list and the chosen report, and round, or back."""
        panes: list[Pane] = [
            (self._filter, self._filter.take_focus),
            (self._left, self._go_to_list),
            (self._pane, self._pane.take_focus),
        ]
        walk(panes, step)

    # The room

    def show_programme(self, programme: Programme) -> None:
        """Read the library again; what was looked for, and what was chosen, stays so."""
        self._look()
        self._looking.tell_shelves()

    def report_changed(self, report: Report) -> None:
        """Take up that a report now stands like this."""
        self._model.forget_percents([(report.programme, report.force)])
        # Unseen it is read again when it is entered: who writes does not wait for it meanwhile.
        if self.isVisible():
            self._pane.follow(report)
            self._again.start()

    def look_for(self, words: str) -> None:
        """Look for words in all reports."""
        self._filter.ask_for_words(words)

    @property
    def is_filling(self) -> bool:
        """Whether the report beside the list is still on its way."""
        return self._pane.is_filling

    def take_focus(self) -> None:
        """Take the keyboard, where the words to look for are typed."""
        self._filter.take_focus()

    def pending(self) -> list[str]:
        """Give nothing: what is read here is not written in."""
        return []

    def end(self) -> None:
        """Read nothing more and end what sets the pages; call it before the background closes."""
        self._again.stop()
        self._looking.end()
        self._pane.end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    # What is looked for

    def _look(self) -> None:
        asked = Asked(
            self._filter.filter, COLUMNS[self._column].order or "programme", self._descending
        )
        same, self._looked_for = self._looked_for == asked, asked
        names = [*filter(None, (self._current,)), *self._chosen.values()]
        self._looking.look(
            asked, list(dict.fromkeys(names)), self._table.leaves_in_sight(), keep=same
        )

    def _sort_by(self, column: int) -> None:
        """Sort by a column; if it was sorted by that already, the other way round."""
        if COLUMNS[column].order is not None:
            self._descending = not self._descending if column == self._column else False
            self._column = column
        self._table.show_order(self._column, self._descending)
        self._sort.setCurrentIndex(self._sort.findData(self._column))
        self._say_order()
        self._look()

    def _sort_otherwise(self, column: int) -> None:
        if column != self._column:
            self._sort_by(column)

    def _say_order(self) -> None:
        way = "descending" if self._descending else "ascending"
        self._way.setText("↓" if self._descending else "↑")
        self._way.setAccessibleName(f"Order: {way}")
        self._way.setToolTip(f"The order is {way}. Press to turn it round.")

    def _offer_shelves(self, shelves: Shelves) -> None:
        self._filter.offer(shelves.programmes, shelves.years, self._opened.programmes.by_id)

    # What was found

    def _show_found(self, found: Found) -> None:
        self._say_count(found)
        if not found.total:
            self._chosen, self._current = {}, None
            self._offer_compare()
            self._say_nothing_found()
            return
        self._list.setCurrentWidget(self._table)
        still = [each for each in self._chosen.values() if each in found.rows]
        self._chosen = {found.rows[each]: each for each in still}
        rows = list(self._chosen)
        current = found.rows.get(self._current) if self._current else None
        if current is None:
            current = rows[0] if rows else 0
        self._choosing = True
        self._table.choose(rows or [current], current)
        self._choosing = False
        self._choice_changed()

    def _say_count(self, found: Found) -> None:
        words = f"{found.total:,} report{'' if found.total == 1 else 's'}"
        if found.published == found.total and found.total:
            words += " · all published" if found.total > 1 else " · published"
        elif found.published:
            words += f" · {found.published:,} published"
        self._count.setText(words)

    def _say_nothing_found(self) -> None:
        if self._filter.filter == Filter():
            words = (
                "The reports of all programmes will be listed here. Choose a force in the form and"
                " start its report, or bring in reports that were published."
            )
        else:
            words = "No report is like that. Clear the filter to see them all."
        self._nothing.setText(words)
        self._list.setCurrentWidget(self._nothing)
        self._pane.clear("")

    def _say_failed(self, why: str) -> None:
        self._count.clear()
        self._nothing.setText(why)
        self._list.setCurrentWidget(self._nothing)
        self._pane.clear("")

    # What is chosen

    def _choice_changed(self) -> None:
        """Remember by their names what is chosen, so that it stays so in any order."""
        if self._choosing:
            return
        rows = self._table.chosen_rows(MOST_COMPARED)
        known, self._chosen = self._chosen, {}
        for row in rows or ():
            report = self._model.report(row)
            name = known.get(row) if report is None else name_of(report)
            if name is not None:
                self._chosen[row] = name
        self._offer_compare(too_many=rows is None)
        current = self._model.report(self._table.currentIndex().row())
        if current is not None:
            self._current = name_of(current)
            self._pane.show_report(current, self._filter.filter.words)

    def _offer_compare(self, *, too_many: bool = False) -> None:
        self._compare.setEnabled(len(self._chosen) > 1)
        hint = "Compare the chosen reports"
        if too_many:
            hint = f"At most {MOST_COMPARED} reports can be compared at once"
        elif len(self._chosen) < 2:
            hint = "Choose two or more reports to compare them"
        self._compare.setToolTip(hint)

    def _go_to_list(self) -> None:
        if self._model.rowCount():
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _open_current(self) -> None:
        self._open(self._model.report(self._table.currentIndex().row()))

    def _open(self, listed: Listed | None) -> None:
        if (
            listed is not None
            and listed.programme in self._opened.programmes.by_id
            and listed.force in self._opened.forces
        ):
            self.open_wanted.emit(listed.programme, listed.force, "")
