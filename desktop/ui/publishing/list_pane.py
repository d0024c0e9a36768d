"""The reports on the left: a filter, what can be chosen at once, and how many are."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core.programme import Programme
from desktop.ui.publishing.looking import Standing
from desktop.ui.publishing.model import ReportsModel
from desktop.ui.publishing.table import ReportsTable
from desktop.ui.theme import SPACE, set_role, small_font

_NONE_YET: Final = (
    "The reports of this programme will be listed here, to be written as files for the force, the"
    " press or the public. Choose a force in the form and start its report first."
)


class ListPane(QWidget):
    """Chooses among the reports of a programme."""

    open_wanted = Signal(str)
    """The report of this force is to be opened."""
    chosen_changed = Signal()
    """Other reports are chosen."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without reports."""
        super().__init__(parent)
        self.model = ReportsModel(self)
        self._filter = QLineEdit(self)
        self._filter.setTextMargins(SPACE.tiny, 0, SPACE.tiny, 0)
        self._filter.setPlaceholderText("Filter by force, state or ISBN")
        self._filter.setAccessibleName("Filter the reports")
        self._filter.setClearButtonEnabled(True)
        head = self._make_head()
        self._table = ReportsTable(self.model, self)
        self._nothing = QLabel(wordWrap=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self._nothing.setMargin(SPACE.huge)
        set_role(self._nothing, "muted")
        self._list = QStackedWidget(self)
        self._list.addWidget(self._table)
        self._list.addWidget(self._nothing)
        self._count = QLabel(self)
        self._count.setFont(small_font())
        self._count.setContentsMargins(SPACE.large, SPACE.tiny, SPACE.small, SPACE.tiny)
        set_role(self._count, "muted")
        self.setMinimumWidth(480)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(head)
        rows.addWidget(self._list, 1)
        rows.addWidget(self._count)
        self._filter.textChanged.connect(self._narrow)
        self._filter.returnPressed.connect(self.take_focus)
        self._table.open_wanted.connect(
            lambda row: self.open_wanted.emit(self.model.standing(row).force.key)
        )
        self.model.chosen_changed.connect(self._say_count)
        self.model.chosen_changed.connect(self.chosen_changed)
        self._say_count()

    def _make_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setContentsMargins(SPACE.large, SPACE.small, SPACE.small, SPACE.small)
        head.setSpacing(SPACE.small)
        head.addWidget(self._filter, 1)
        label = QLabel("Choose")
        set_role(label, "muted")
        head.addWidget(label)
        for words, name, deed in (
            ("All", "Choose all reports that are shown", lambda: self._choose(self.model.shown)),
            ("None", "Choose none of the reports that are shown", lambda: self._choose([])),
            (
                "Ready for public",
                "Choose of the reports that are shown those that can be published",
                lambda: self._choose([each for each in self.model.shown if each.against == ()]),
            ),
        ):
            button = QPushButton(words, self)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.clicked.connect(deed)
            head.addWidget(button)
        return head

    def show_reports(self, programme: Programme, standings: Collection[Standing]) -> None:
        """Show the reports of a programme; what is chosen, and the row at hand, stay so."""
        here = self._table.currentIndex().row()
        force = self.model.standing(here).force.key if here >= 0 else ""
        focus = QApplication.focusWidget()
        waited = focus is self._filter and self._list.currentWidget() is self._nothing
        had_keys = focus is self._table or (waited and not self._filter.text())
        self.model.show(programme, standings)
        self._show_list()
        shown = [each.force.key for each in self.model.shown]
        if shown:
            self._table.selectRow(shown.index(force) if force in shown else 0)
        if had_keys:
            self.take_focus()

    def say(self, why: str) -> None:
        """Say why there is no report to be seen."""
        self._nothing.setText(why)
        self._list.setCurrentWidget(self._nothing)

    def choose_forces(self, forces: Collection[str]) -> None:
        """Choose the reports of these forces and no others."""
        self.model.choose_only(forces)

    def go_to(self, force: str) -> None:
        """Go to the report of a force, where it is shown."""
        shown = [each.force.key for each in self.model.shown]
        if force in shown:
            self._table.selectRow(shown.index(force))

    def take_focus(self) -> None:
        """Put the keyboard into the reports, or where none is shown, the filter."""
        if self._list.currentWidget() is self._nothing:
            self.begin_filter()
            return
        if not self._table.currentIndex().isValid():
            self._table.selectRow(0)
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_filter(self) -> None:
        """Put the keyboard into the filter."""
        self._filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._filter.selectAll()

    def _choose(self, standings: Collection[Standing]) -> None:
        self.model.choose_of_shown([each.force.key for each in standings])

    def _narrow(self, words: str) -> None:
        self.model.let_through(words)
        self._show_list()
        if self.model.rowCount():
            self._table.selectRow(0)
        self._say_count()

    def _show_list(self) -> None:
        if self.model.rowCount():
            self._list.setCurrentWidget(self._table)
        elif self.model.standings:
            self.say("No report is like that. Clear the filter to see them all.")
        else:
            self.say(_NONE_YET)

    def _say_count(self) -> None:
        chosen, every = len(self.model.chosen), len(self.model.standings)
        unseen = self.model.chosen_unseen
        how = "Space chooses a report, Enter opens it."
        if unseen:
            how = f"The filter hides {unseen} of them."
        self._count.setText(f"{chosen} of {every} chosen. {how}" if every else "")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._filter.hasFocus() and self._filter.text():
            self._filter.clear()
        else:
            super().keyPressEvent(event)
