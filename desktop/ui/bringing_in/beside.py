"""The text of the file at hand, and beside it what was recognised, or what differs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.forces import Forces
from desktop.ui.bringing_in.differing import Differing
from desktop.ui.bringing_in.files import Brought
from desktop.ui.bringing_in.find_line import FindLine
from desktop.ui.bringing_in.findings import Findings
from desktop.ui.bringing_in.original import Original
from desktop.ui.bringing_in.review import Review, Row
from desktop.ui.bringing_in.telling import marks
from desktop.ui.theme import set_role

_WIDTHS = (604, 512)


class Beside(QSplitter):
    """Shows one file that was read; the text follows what is looked at."""

    corrected = Signal()
    """Something was put right, moved or looked at."""
    accepted = Signal()
    record_wanted = Signal(object)
    """The keys of what stays as it is in the report that is there, as a set."""
    back_wanted = Signal()
    open_wanted = Signal(str, str, str)

    def __init__(self, forces: Forces, parent: QWidget) -> None:
        """Begin without a file; reports may be about any of these forces."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._review: Review | None = None
        self.setChildrenCollapsible(False)
        left = self._left = QWidget(self)
        self.text = Original(left)
        self._find = FindLine(self.text, left)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._find)
        column.addWidget(self.text, 1)
        self._findings = Findings(forces, self)
        self._differing = Differing(self)
        self._right = QStackedWidget(self)
        self._right.addWidget(self._findings)
        self._right.addWidget(self._differing)
        for each in (left, self._right):
            set_role(each, "surface")
            self.addWidget(each)
        self.setSizes(list(_WIDTHS))
        self._connect()

    def _connect(self) -> None:
        self.text.clicked.connect(self._go_to_place)
        self._find.closed.connect(self.text.setFocus)
        self._findings.row_shown.connect(self._highlight)
        self._findings.changed.connect(self._tell_corrected)
        self._findings.accepted.connect(self.accepted)
        self._findings.open_wanted.connect(self._open)
        self._differing.record_wanted.connect(self.record_wanted)
        self._differing.back_wanted.connect(self.back_wanted)
        self._differing.row_shown.connect(self._highlight_key)

    def show_file(self, brought: Brought, review: Review) -> None:
        """Show a file that was read, and how it stands."""
        if review is not self._review:
            self._review = review
            self._find.forget()
            self.text.show_text(review.reading.source)
            self.text.show_marks(marks(review))
        busy = brought.state == "recording"
        if brought.comparison is not None:
            name = review.force.name
            self._differing.show_comparison(
                name, brought.comparison, brought.kept, again=brought.again
            )
            self._differing.set_busy(busy)
            turn(self._right, self._differing, self._differing.take_focus)
        else:
            recorded = brought.state == "recorded"
            self._findings.show_review(review, recorded=recorded, busy=busy)
            turn(self._right, self._findings, self._findings.take_focus)

    def take_focus(self) -> None:
        """Put the keyboard into what was recognised, or what differs."""
        if self._right.currentWidget() is self._differing:
            self._differing.take_focus()
        else:
            self._findings.take_focus()

    def note_typed(self) -> None:
        """Keep with the review what was typed and is no answer yet."""
        self._findings.note_typed()

    def panes(self) -> list[tuple[QWidget, Callable[[], object]]]:
        """Give the panes in reading order, each with how it takes the keyboard."""
        to_text = partial(self.text.setFocus, Qt.FocusReason.ShortcutFocusReason)
        return [(self._left, to_text), (self._right, self.take_focus)]

    def open_find(self) -> None:
        """Open the line that finds words in the text."""
        self._find.open()

    def _highlight(self, row: Row) -> None:
        if self._review is not None:
            self.text.highlight(self._review.spans(row), near=self._review.near(row))

    def _highlight_key(self, key: str) -> None:
        if self._review is not None:
            is_item = key in self._review.programme.items
            self._highlight(Row("missing" if is_item else "field", key))

    def _go_to_place(self, place: int) -> None:
        row = self._review.row_at(place) if self._review is not None else None
        if row is not None and self._right.currentWidget() is self._findings:
            self._findings.go_to(row)

    def _tell_corrected(self) -> None:
        if self._review is not None:
            self.text.show_marks(marks(self._review))
            self.corrected.emit()

    def _open(self, key: str) -> None:
        if self._review is not None:
            self.open_wanted.emit(self._review.programme.id, self._review.force.key, key)


def turn(stack: QStackedWidget, to: QWidget, take_focus: Callable[[], None]) -> None:
    """Show another page; the keyboard goes along if it was in the one before."""
    before = stack.currentWidget()
    if before is not None and before is not to:
        had_keys = before.isAncestorOf(QApplication.focusWidget() or stack)
        stack.setCurrentWidget(to)
        if had_keys:
            take_focus()
