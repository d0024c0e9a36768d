"""The History panel: the entries, the one that is opened, and the name that one writes under."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.background import Background
from desktop.ui.history.detail import Detail
from desktop.ui.history.model import NOTE_ROLE, HistoryModel
from desktop.ui.history.name_line import NameLine
from desktop.ui.history.reading import Place, Reading
from desktop.ui.history.rows import HistoryList
from desktop.ui.history.scope import Scope
from desktop.ui.history.shares import Shares
from desktop.ui.history.undo_line import UndoLine
from desktop.ui.theme import SPACE, set_role

if TYPE_CHECKING:
    from desktop.store.history_words import HistoryWords
    from desktop.store.opening import Opened
    from desktop.store.steps import Entry
    from desktop.store.undoing import Offered

_NOTHING: Final = (
    "Nothing was changed here yet. What is answered and written stands here as soon as it is"
    " recorded, newest first."
)
_NO_REPORT: Final = (
    "No report is open. Choose a force and start its report: who changed what, and when, will"
    " stand here."
)


class History(QWidget):
    """Tells what was changed in an item, a field or a report, and leads back to any point of it."""

    go_back_wanted = Signal(int, tuple)
    """The step to go back to, and the keys of the fields and items; none is the whole report."""
    undo_wanted = Signal()
    redo_wanted = Signal()
    undo_down_to_wanted = Signal(int)
    """A step, down to which all that the inspector did is to be undone."""
    name_wanted = Signal()
    """The inspector wants to be called otherwise."""
    open_wanted = Signal(str, str, str)
    closed = Signal()

    def __init__(
        self,
        opened: Opened,
        background: Background,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        """Read the history of what was opened, through `background`."""
        super().__init__()
        self.setAccessibleName("History")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._opened = opened
        self._at: tuple[Programme, Force] | None = None
        self._report: Report | None = None
        self._list_wanted = False
        self._kept: int | None = None
        self._reading = Reading(opened, background, self)
        self._model = HistoryModel(self, today)
        self._scope = Scope(self)
        self._undo_line = UndoLine(self)
        self._offered: Offered | None = None
        self._list = HistoryList(self)
        self._list.setModel(self._model)
        self._detail = Detail(self)
        self._message = QLabel(_NO_REPORT, self)
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._message.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        set_role(self._message, "muted")
        self._arrange()
        self._connect()
        self._show_message(_NO_REPORT)

    def _arrange(self) -> None:
        self._split = Shares(self._list, self._detail, self._list.least_height, self)
        self._name = NameLine(self)
        rule = QFrame(self)
        rule.setFixedHeight(1)
        set_role(rule, "rule")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._scope)
        rows.addWidget(self._undo_line)
        rows.addWidget(self._message, 1)
        rows.addWidget(self._split, 1)
        rows.addWidget(rule)
        rows.addWidget(self._name)

    def _connect(self) -> None:
        self._name.change_wanted.connect(self.name_wanted)
        self._scope.changed.connect(self._bring_up)
        self._model.more_wanted.connect(self._reading.more)
        self._reading.begun.connect(self._begin)
        self._reading.arrived.connect(self._show)
        self._reading.failed.connect(self._show_message)
        self._reading.opened.connect(self._detail.show_opened)
        self._reading.offered.connect(self._show_offered)
        self._undo_line.undo_wanted.connect(self.undo_wanted)
        self._undo_line.redo_wanted.connect(self.redo_wanted)
        self._detail.undo_wanted.connect(self._undo_down_to)
        self._reading.not_opened.connect(self._detail.say_failed)
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        self._list.clicked.connect(lambda _: self._open(True))
        self._list.toggled.connect(lambda: self._open(self._detail.isHidden()))
        self._list.unfold.connect(self._unfold)
        self._list.back.connect(self._go_back_by_key)
        self._list.closed.connect(self.closed)
        self._detail.back_wanted.connect(self._go_back)
        self._detail.saves_wanted.connect(self._unfold)
        self._detail.hidden.connect(self._hide_detail)
        self._detail.place_wanted.connect(self._open_place)
        self._detail.closed.connect(self.closed)

    # What is told of

    def show_item(self, programme: Programme, force: Force, report: Report, item: str) -> None:
        """Tell the history of an item of a report as it stands; what is told already stays."""
        self._at, self._report = (programme, force), report
        self._scope.place(programme, item)
        self._scope.setEnabled(True)
        if self._reading.place is None:
            self._show_message("")
        self._bring_up()

    def others_changed(self) -> None:
        """Stay as it is: nothing is told here of other reports."""

    def clear(self) -> None:
        """Tell nothing: no report is open."""
        self._at = self._report = None
        self._reading.forget()
        self._model.clear()
        self._show_offered(None)
        self._scope.setEnabled(False)
        self._show_message(_NO_REPORT)

    def take_focus(self) -> None:
        """Take the keyboard: the list, as soon as there is one, else the choice of what is told."""
        self._list_wanted = self._split.isHidden()
        if self._at is None:
            # Without a report nothing here can be chosen, but Escape leads back.
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            (self._scope if self._list_wanted else self._list).setFocus()

    def show_name(self) -> None:
        """Show under which name changes are recorded now."""
        self._name.show_name()

    # What is read

    def _bring_up(self) -> None:
        if self._at is not None and self._report is not None:
            place = Place(*self._at, self._report, self._scope.keys, self._scope.name)
            self._reading.bring_up(place)

    def _begin(self) -> None:
        self._kept = self._step_to_keep()
        self._model.clear()

    def _show(self, more: bool) -> None:
        """Show the steps that were read, with the one that was at hand at hand again."""
        kept = self._step_to_keep() if self._kept is None else self._kept
        self._kept = None
        steps = self._reading.steps
        self._model.show(steps, self._words(), more=more)
        if not steps:
            self._show_message(_NOTHING)
            return
        self._message.hide()
        self._split.show()
        row = self._model.row_of(kept) if kept is not None else -1
        row = row if row >= 0 else self._model.first_entry()
        if kept is None:
            self._list.scrollToTop()
        self._choose(row)
        if self._list_wanted and (self.hasFocus() or self._scope.holds_focus()):
            self._list.setFocus()
        self._list_wanted = False

    def _words(self) -> HistoryWords:
        from desktop.store.history_words import HistoryWords

        assert self._at is not None
        item = self._scope.item if self._scope.of_item else ""
        return HistoryWords(self._at[0], self._opened.forces, item)

    def _show_message(self, words: str) -> None:
        self._message.setText(words)
        self._message.setAccessibleName(words)
        self._message.show()
        self._split.hide()

    # The entry that is opened

    def _current_step(self) -> int | None:
        entry = self._model.entry(self._list.currentIndex().row())
        return entry.newest.number if entry else None

    def _step_to_keep(self) -> int | None:
        """Give the step at hand; None for the newest in sight, which gives way to a newer one."""
        at_first = self._list.currentIndex().row() == self._model.first_entry()
        at_top = not self._list.verticalScrollBar().value()
        return None if at_first and at_top else self._current_step()

    def _choose(self, row: int) -> None:
        """Have an entry at hand, and what it changed as it is now."""
        before = self._list.currentIndex().row()
        self._list.setCurrentIndex(self._model.index(row))
        if before == row:
            self._show_detail()

    def _current_changed(self, current: QModelIndex) -> None:
        if current.isValid():
            self._show_detail()

    def _show_detail(self) -> None:
        row = self._list.currentIndex().row()
        entry = self._model.entry(row)
        if entry is None or self._at is None or self._detail.isHidden():
            return
        saves = self._model.is_unfolded(row) if self._model.can_unfold(row) else None
        note = str(self._model.index(row).data(NOTE_ROLE))
        self._detail.begin(self._model.headline(row), self._dated(row, note), saves)
        self._reading.open(entry, self._words())
        self._offer_undo(entry)

    def _dated(self, row: int, note: str) -> str:
        """Put the day before the time at which something was done."""
        from desktop.store.history_words import day_in_words
        from desktop.store.steps import moment

        entry = self._model.entry(row)
        at = moment(entry.newest.at) if entry else None
        return f"{day_in_words(at)}, {note}" if at else note

    def _open(self, opened: bool) -> None:
        self._detail.setVisible(opened)
        if opened:
            self._split.share()
            self._show_detail()

    def _hide_detail(self) -> None:
        self._open(False)
        self._list.setFocus()

    def _unfold(self, unfolded: bool) -> None:
        row = self._list.currentIndex().row()
        step = self._current_step()
        if step is None:
            return
        self._model.unfold(row, unfolded)
        # Where the saves went, their entry is at hand again.
        self._choose(self._model.row_of(step))

    def _open_place(self, key: str) -> None:
        if self._at is not None:
            programme, force = self._at
            known = key in programme.items or programme.field(key) is not None
            self.open_wanted.emit(programme.id, force.key, key if known else "")

    # Undoing, and going back

    def _show_offered(self, offered: Offered | None) -> None:
        self._offered = offered
        self._undo_line.show_offered(offered)
        entry = self._model.entry(self._list.currentIndex().row())
        if entry is not None:
            self._offer_undo(entry)

    def _offer_undo(self, entry: Entry) -> None:
        mine = self._offered.mine if self._offered else ()
        numbers = {step.number for step in entry.steps}
        places = (place for place, deed in enumerate(mine) if deed & numbers)
        self._detail.offer_undo(next(places, -1) + 1)

    def _undo_down_to(self) -> None:
        step = self._current_step()
        if step is not None:
            self._list.setFocus()
            self.undo_down_to_wanted.emit(step)

    def _go_back_by_key(self) -> None:
        if self._detail.isHidden():
            # Nobody goes back to what they have not seen.
            self._open(True)
        elif self._detail.can_go_back:
            self._go_back()

    def _go_back(self) -> None:
        step = self._current_step()
        if step is not None:
            self._list.setFocus()
            self.go_back_wanted.emit(step, self._scope.keys)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
