"""What was recognised in one file, to be looked through, put right and accepted."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop.core.forces import Forces
from desktop.ui.bringing_in.choosing import Choosing
from desktop.ui.bringing_in.detail import Detail
from desktop.ui.bringing_in.review import Review, Row
from desktop.ui.bringing_in.rows import RowsList
from desktop.ui.bringing_in.telling import origin, shown, still_unplaced
from desktop.ui.one_line import OneLine
from desktop.ui.theme import SPACE, set_role, small_font


class Findings(QWidget):
    """A list of answers and paragraphs, the one at hand below it, and the way to accept all."""

    row_shown = Signal(object)
    """The `Row` that is at hand now."""
    changed = Signal()
    """Something was put right, moved or looked at."""
    accepted = Signal()
    open_wanted = Signal(str)
    """The recorded report is to be opened, at a field or item or at none."""

    def __init__(self, forces: Forces, parent: QWidget) -> None:
        """Begin without a report, to be about one of these forces."""
        super().__init__(parent)
        self._forces = [(key, forces[key].name) for key in forces]
        self._by_key = forces
        self._review: Review | None = None
        self._rows: list[Row] = []
        self._recorded = self._busy = False
        # In reading order, as the Tab key goes by the order in which things are made.
        self._make_head()
        self._list = RowsList(
            "Recognised",
            "Enter is done with a row and goes on; Tab goes to what can be put right",
            self,
        )
        self._list.at_row.connect(self._show_at)
        self._list.accepted.connect(self._done)
        self._detail = Detail(self)
        self._detail.done.connect(self._done)
        self._detail.changed.connect(self._tell_change)
        self._make_foot()
        both = QSplitter(Qt.Orientation.Vertical, self)
        both.setChildrenCollapsible(False)
        both.addWidget(self._list)
        both.addWidget(self._detail)
        both.setSizes([280, 260])
        both.setStretchFactor(0, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addWidget(both, 1)
        column.addLayout(self._foot)

    def _make_head(self) -> None:
        self._force = Choosing("Force that the report is about", self)
        self._force.chosen.connect(self._set_force)
        self._programme = OneLine(self)
        self._programme.setFont(small_font())
        set_role(self._programme, "muted")
        self._ask = QPushButton(self)
        self._all = QPushButton(self)
        group = QButtonGroup(self)
        tabs = QHBoxLayout()
        tabs.setSpacing(SPACE.tiny)
        for button in (self._ask, self._all):
            button.setCheckable(True)
            button.setAutoDefault(False)
            group.addButton(button)
            tabs.addWidget(button)
            button.clicked.connect(lambda: self._list_again())
        tabs.addStretch(1)
        self._head = QVBoxLayout()
        self._head.setContentsMargins(SPACE.medium, SPACE.small, SPACE.small, SPACE.small)
        self._head.setSpacing(SPACE.tiny)
        self._head.addWidget(self._force)
        self._head.addWidget(self._programme)
        self._head.addSpacing(SPACE.tiny)
        self._head.addLayout(tabs)

    def _make_foot(self) -> None:
        self._told = QLabel(self)
        self._told.setWordWrap(True)
        self._told.setFont(small_font())
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._accept = QPushButton("Accept", self)
        self._accept.setAutoDefault(False)
        set_role(self._accept, "primary")
        self._accept.clicked.connect(self._accept_or_open)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(SPACE.medium, SPACE.small, SPACE.small, SPACE.small)
        self._foot.setSpacing(SPACE.medium)
        self._foot.addWidget(self._told, 1)
        self._foot.addWidget(self._accept)

    def show_review(self, review: Review, *, recorded: bool, busy: bool) -> None:
        """Show what was recognised; of what is recorded, and while it is being, only to be read."""
        other = review is not self._review
        self._review, self._recorded, self._busy = review, recorded, busy
        self._force.offer(self._forces, review.force.key)
        self._force.setEnabled(not recorded and not busy)
        self._programme.say(origin(review))
        self._accept.setText("Open the report" if recorded else "Accept")
        if other:
            (self._ask if review.left else self._all).setChecked(True)
            self._rows = []
            self._list_again()
        else:
            self._show_at(self._list.row)
        self._tell_standing()

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def note_typed(self) -> None:
        """Keep with the review what was typed and is no answer yet."""
        self._detail.note_typed()

    def go_to(self, row: Row) -> None:
        """Go to a row, among all rows if it is not among those to look at."""
        if row not in self._rows:
            self._all.setChecked(True)
            self._list_again()
        if row in self._rows:
            self._list.go_to(self._rows.index(row))

    def _list_again(self) -> None:
        review = self._review
        if review is None:
            return
        at = self._row_at(self._list.row)
        self._rows = review.rows(to_look_at=self._ask.isChecked())
        self._list.rows.show(len(self._rows), lambda n: shown(review, self._rows[n]))
        first = next((n for n, row in enumerate(self._rows) if row.kind != "group"), -1)
        wanted = self._rows.index(at) if at in self._rows else first
        if wanted >= 0:
            self._list.go_to(wanted)
        else:
            self._detail.clear()
        self._tell_standing()

    def _row_at(self, number: int) -> Row | None:
        return self._rows[number] if 0 <= number < len(self._rows) else None

    def _show_at(self, number: int) -> None:
        row = self._row_at(number)
        if self._review is not None and row is not None:
            read_only = self._recorded or self._busy
            self._detail.show_row(self._review, row, read_only=read_only)
            self.row_shown.emit(row)

    def _done(self) -> None:
        """Take the row at hand for looked at, and go on to the next."""
        row = self._row_at(self._list.row)
        if self._review is None or row is None or self._detail.no_answer_yet():
            return
        typing = self._detail.in_editor()
        if not self._recorded and not self._busy:
            self._review.check(row)
            self._tell_change()
        if not self._list.step():
            self._detail.tell_again()
            self._accept.setFocus(Qt.FocusReason.OtherFocusReason)
        elif typing:
            self._detail.take_focus()

    def _tell_change(self) -> None:
        self._list.rows.changed()
        self._tell_standing()
        self.changed.emit()

    def _tell_standing(self) -> None:
        review = self._review
        if review is None:
            return
        self._ask.setText(f"To look at ({review.left})")
        self._all.setText(f"All ({len(review.answers)} of {len(review.keys)} answered)")
        unplaced = still_unplaced(review, recorded=self._recorded)
        if self._recorded:
            words = "Recorded."
        else:
            words = f"{review.left} still to look at." if review.left else "All looked at."
        self._told.setText(" ".join(filter(None, (words, unplaced))))
        open_ = unplaced or (review.left and not self._recorded)
        set_role(self._told, "warning" if open_ else "muted")

    def _set_force(self, key: str) -> None:
        if self._review is not None:
            self._review.force = self._by_key[key]
            self._tell_change()

    def _accept_or_open(self) -> None:
        if self._recorded:
            row = self._row_at(self._list.row)
            self.open_wanted.emit(row.key if row is not None and row.kind == "field" else "")
        elif not self._busy and not self._has_no_answers():
            # While it is recorded the button stays as it is, so that the keyboard stays on it.
            self.accepted.emit()

    def _has_no_answers(self) -> bool:
        """Say whether something that was typed is no answer, and go there."""
        if self._detail.no_answer_yet():
            self._detail.take_focus()
            return True
        if self._review is None or not self._review.unsaved:
            return False
        self.go_to(Row("field", next(iter(self._review.unsaved))))
        self._detail.take_focus()
        return True
