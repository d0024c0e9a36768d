"""The remarks about the open report: one line at the foot of the window that unfolds to a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.core.programme import Programme
from desktop.core.remarks import Fix, Remark, where
from desktop.ui.kept_focus import KeptFocus
from desktop.ui.remarks.model import RemarksModel
from desktop.ui.remarks.reason import ReasonLine
from desktop.ui.remarks.rows import RemarksList
from desktop.ui.remarks.strip import Strip
from desktop.ui.theme import set_role


class RemarksPanel(QFrame):
    """Shows what checks found, and tells what the inspector does about it."""

    go_wanted = Signal(object)
    """The remark whose place is wanted."""
    fix_wanted = Signal(object, object)
    """A remark, and the fix that was chosen."""
    leave_wanted = Signal(object, str)
    """A remark that is left as it is, and the reason."""
    count_wanted = Signal(object)
    """A remark that was left and counts again."""
    learn_wanted = Signal(str)
    """A word that is right."""
    form_wanted = Signal()
    """The keys have no place here any more, and were nowhere else before."""
    unfinished_changed = Signal()
    """At each key: another reason is typed that is not recorded."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin folded, with nothing to say."""
        super().__init__(parent)
        self.setAccessibleName("Remarks")
        set_role(self, "surface")
        self._programme: Programme | None = None
        self._remarks: list[Remark] = []
        self._stepped = False
        self._fixed: Remark | None = None
        self._item = ""
        self._asking: Remark | None = None
        self._report = ""
        self._reasons: dict[str, str] = {}
        self._left: set[str] = set()
        self._before = KeptFocus(self)
        self._read_only = False
        self._strip = Strip(self)
        self._reason = ReasonLine(self)
        self._before_reason = KeptFocus(self._reason)
        self._list = RemarksList(self)
        self._model = RemarksModel(self)
        self._list.setModel(self._model)
        self._list.hide()
        rule = QFrame(self)
        rule.setFixedHeight(1)
        set_role(rule, "rule")
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        for part in (rule, self._strip, self._reason, self._list):
            rows.addWidget(part)
        self._connect()

    def _connect(self) -> None:
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        self._strip.toggled.connect(self.toggle)
        self._strip.fix_chosen.connect(self._fix)
        self._strip.learn.connect(self._learn)
        self._strip.leave.connect(self._leave)
        self._strip.count_again.connect(self._leave)
        for part in (self._strip, self._list):
            part.go.connect(self._go)
        self._list.fix.connect(self._strip.choose_fix)
        self._list.leave.connect(self._leave)
        self._list.closed.connect(self.toggle)
        self._reason.given.connect(self._record_reason)
        self._reason.typed.connect(self._keep_reason)
        self._reason.closed.connect(self._give_up_reason)

    # What is shown

    def show_remarks(
        self, remarks: Sequence[Remark], programme: Programme, unchecked: str = ""
    ) -> None:
        """Show what was found; the remark at hand stays at hand while it is there.

        `unchecked` says what could not be looked at.
        """
        found = list(remarks)
        self._fixed = None
        if found == self._remarks and programme is self._programme:
            self._strip.say_failed("")
        else:
            self._programme, before = programme, self.current
            place, scrolled = self._place(), self._list.verticalScrollBar().value()
            seen = self._list.visualRect(self._list.currentIndex()).intersects(
                self._list.viewport().rect()
            )
            self._remarks = found
            self._model.show(found, programme)
            self._strip.show_remarks(found, programme)
            self._choose_again(before, place)
            self._come_near()
            self._list.verticalScrollBar().setValue(scrolled)
            if seen:
                self._list.scrollTo(self._list.currentIndex())
            if not found and self._list.hasFocus():
                self._give_keys_back()
            if self._asking is not None and not self._is_there(self._asking):
                self._close_reason()
            self._settle_reasons()
        self._strip.say_unchecked(unchecked)

    def clear(self) -> None:
        """Show nothing, as no report is open or none was looked at yet."""
        self._close_reason()
        self._programme = None
        self._remarks = []
        self._stepped = False
        self._model.show((), None)
        self._strip.clear()

    def say_failed(self, why: str) -> None:
        """Say why the report could not be looked at; what was found before stays in the list."""
        self._strip.say_failed(why)

    def set_read_only(self, read_only: bool) -> None:
        """Offer only to go to places, as nothing can be changed."""
        self._read_only = read_only
        self._strip.set_read_only(read_only)
        if read_only:
            self._close_reason()

    @property
    def is_open(self) -> bool:
        """Whether the list is unfolded."""
        return not self._list.isHidden()

    def set_open(self, is_open: bool) -> None:
        """Unfold the list, or fold it."""
        if is_open == self.is_open:
            return
        inside = self._list.hasFocus()
        self._strip.show_open(is_open)
        if inside:
            self._strip.take_focus()
        self._list.setVisible(is_open)
        self._list.scrollTo(self._list.currentIndex())

    def toggle(self) -> None:
        """Unfold the list and put the keyboard there, or fold it and give the keyboard back."""
        if self.is_open:
            inside = self._list.hasFocus()
            self.set_open(False)
            if inside:
                self._give_keys_back()
        else:
            self.set_open(True)
            self.take_focus()

    @property
    def list_has_keys(self) -> bool:
        """Whether the keyboard is in the list."""
        return self._list.hasFocus()

    def take_focus(self) -> None:
        """Put the keyboard into the list, or where that is folded on what unfolds it."""
        if self.is_open and self._remarks:
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._strip.take_focus()

    def _give_keys_back(self) -> None:
        self._before.give_back(self.form_wanted.emit)

    # The remark at hand

    @property
    def current(self) -> Remark | None:
        """The remark at hand; None where there is none."""
        return self._model.remark(self._list.currentIndex().row())

    def follow(self, item: str) -> None:
        """Have at hand, while folded, what is remarked about the item that is being written.

        Where there is nothing it is the first remark, unless another was gone to.
        """
        self._item = item
        if not self._come_near() and not self._stepped and not self.is_open:
            self._select(next(iter(self._model.rows_of_remarks()), -1))

    def _come_near(self) -> bool:
        """Have a remark about the item at hand; False if there is none, or the list is open."""
        if self.is_open or self._asking is not None or not self._item:
            return False
        about = [row for row in self._rows() if self._item_at(row) == self._item]
        if about and self._list.currentIndex().row() not in about:
            self._select(about[0])
        return bool(about)

    def step(self, way: int) -> Remark | None:
        """Go to the next (1) or the previous (-1) remark that remains, round the end.

        The one at hand is the first to be given, unless it was gone to already.
        """
        open_rows = self._rows()
        if not open_rows:
            return None
        here = self._list.currentIndex().row()
        if here in open_rows and not self._stepped:
            row = here
        elif way > 0:
            row = next((each for each in open_rows if each > here), open_rows[0])
        else:
            row = next((each for each in reversed(open_rows) if each < here), open_rows[-1])
        self._select(row)
        self._stepped = True
        self._item = self._item_at(row)
        return self.current

    def _rows(self) -> list[int]:
        """Give the rows of the remarks that remain."""
        rows = self._model.rows_of_remarks()
        return [row for row in rows if (each := self._model.remark(row)) and each.remains]

    def _item_at(self, row: int) -> str:
        remark = self._model.remark(row)
        return remark.place.item if remark is not None else ""

    def be_at(self, report: str) -> None:
        """Know by its name which report the remarks are about."""
        self._report = report

    def ask_reason(self, remark: Remark) -> None:
        """Open the line that asks why a remark is left as it is."""
        self._ask(remark, take_focus=True)

    def _ask(self, remark: Remark, *, take_focus: bool) -> None:
        if self._read_only or not self._is_there(remark) or self._programme is None:
            return
        self._select(self._model.row_like(remark))
        self._asking = remark
        about = f"{where(remark.place, self._programme)}: {remark.message}"
        reason = self._reasons.get(self._place_of(remark), "")
        self._reason.open(about, reason, take_focus=take_focus)

    def _is_there(self, remark: Remark) -> bool:
        found = self._model.remark(self._model.row_like(remark))
        return found is not None and found.remains

    def _select(self, row: int) -> None:
        index = self._model.index(row, 0) if row >= 0 else QModelIndex()
        flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self._list.selectionModel().setCurrentIndex(index, flag)
        if index.isValid():
            self._list.scrollTo(index)

    def _place(self) -> int:
        """Give how many remarks come before the one at hand."""
        row = self._list.currentIndex().row()
        return sum(each < row for each in self._model.rows_of_remarks())

    def _choose_again(self, before: Remark | None, place: int) -> None:
        row = self._model.row_like(before) if before is not None else -1
        found = self._model.remark(row)
        stepped = self._stepped
        if before is None or found is None or found.remains != before.remains:
            # What was at hand is done: what stands in its place now is next.
            rows = self._model.rows_of_remarks()
            row = rows[min(place, len(rows) - 1)] if rows else -1
            stepped = False
        self._select(row)
        self._stepped = stepped
        self._strip.show_remark(self.current)

    def _current_changed(self) -> None:
        self._stepped = False
        self._fixed = None
        self._strip.show_remark(self.current)

    # What is done about it

    def _go(self) -> None:
        if self.current is not None:
            self._stepped = True
            self._item = self.current.place.item
            self.go_wanted.emit(self.current)

    def _fix(self, fix: Fix) -> None:
        # Until the report is checked again the same fix would hit the same words elsewhere.
        if self.current is not None and self.current != self._fixed and not self._read_only:
            self._fixed = self.current
            self.fix_wanted.emit(self.current, fix)

    def _learn(self) -> None:
        if self.current is not None:
            self.learn_wanted.emit(self.current.quote)

    def _leave(self) -> None:
        remark = self.current
        if remark is None or remark.binding or self._read_only:
            return
        if remark.remains:
            self.ask_reason(remark)
        else:
            self.count_wanted.emit(remark)

    def _record_reason(self, reason: str) -> None:
        remark = self._asking
        self._close_reason()
        if remark is not None:
            self.leave_wanted.emit(remark, reason)

    def _place_of(self, remark: Remark) -> str:
        return f"{self._report}|{remark.name}"

    def _keep_reason(self, text: str) -> None:
        if self._asking is not None:
            self._reasons[self._place_of(self._asking)] = text
            self.unfinished_changed.emit()

    def _give_up_reason(self) -> None:
        if self._asking is not None:
            self._reasons.pop(self._place_of(self._asking), None)
            self.unfinished_changed.emit()
        self._close_reason()

    def _settle_reasons(self) -> None:
        """Forget reasons that are recorded by now, and go on with one that was being typed."""
        for remark in self._remarks:
            place = self._place_of(remark)
            if place in self._reasons and not remark.remains:
                del self._reasons[place]
                self.unfinished_changed.emit()
            elif place in self._left and self._asking is None:
                self._left.discard(place)
                self._ask(remark, take_focus=False)

    def unfinished(self) -> dict[str, str]:
        """Give the reasons that are typed and not recorded, by their places."""
        return {place: text for place, text in self._reasons.items() if text.strip()}

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Ask again for reasons that `unfinished` gave before, where their remarks are shown."""
        self._reasons |= texts
        self._left |= texts.keys()
        self._settle_reasons()

    def _close_reason(self) -> None:
        if self._asking is None:
            return
        self._asking = None
        # First, because hiding the line would push the focus into some field.
        self._before_reason.give_back(self.take_focus)
        self._reason.hide()
