"""Where a report stands on its way to publication, and the steps on and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.report import Report
from desktop.core.review import State
from desktop.ui.review.content import Content
from desktop.ui.review.steps import Steps
from desktop.ui.review.telling import about_sign_off, how_it_came, still_open
from desktop.ui.review.way import Way
from desktop.ui.theme import SPACE, Role, set_role, small_font

if TYPE_CHECKING:
    from desktop.store.changes import Change


class Standing(QWidget):
    """Shows the way of a report, who took the last step, and what speaks against the next."""

    move_wanted = Signal(str)
    draft_wanted = Signal()
    """The draft edition, which the force is to check, is to be saved."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without a report."""
        super().__init__(parent)
        set_role(self, "surface")
        self._report: Report | None = None
        self._move: Change | None = None
        self._moved_to: State | None = None
        self._way = Way(self)
        self._who = self._line("muted")
        self._content = Content(self)
        self._changed = self._line("warning")
        self._open = self._line("plain")
        self._draft = QPushButton("Save the draft edition…", self)
        self._draft.setToolTip("For the force: “Draft” on each page, paragraphs numbered")
        self._draft.setAutoDefault(False)
        self._draft.clicked.connect(self.draft_wanted)
        self._steps = Steps(self, away=self._way)
        self._steps.wanted.connect(self.move_wanted)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.medium)
        rows.setSpacing(SPACE.tiny)
        rows.addWidget(self._way)
        for part in (self._who, self._content, self._changed, self._open):
            rows.addWidget(part)
        rows.addSpacing(SPACE.tiny)
        rows.addWidget(self._draft, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addSpacing(SPACE.tiny)
        rows.addWidget(self._steps)

    def _line(self, role: Role) -> QLabel:
        line = QLabel(self)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setWordWrap(True)
        line.setFont(small_font())
        set_role(line, role)
        return line

    def show_report(self, report: Report, errors: int) -> None:
        """Show where a report stands; `errors` were found by the checks, comments aside."""
        self._report = report
        doubt = about_sign_off(report)
        self._draft.setVisible(report.state == "fact_check")
        self._way.show_state(report.state, doubtful=bool(doubt))
        self._changed.setText(f"! {doubt}")
        self._changed.setVisible(bool(doubt))
        waits = still_open(report, errors)
        self._open.setText(waits)
        self._open.setVisible(bool(waits))
        self._steps.show_report(report, " ".join(filter(None, (doubt, waits))))
        self.show_move(self._move if self._moved_to == report.state else None)

    def show_move(self, move: Change | None) -> None:
        """Show who brought the report to where it is; nothing while that is being read."""
        self._move = move
        self._moved_to = self._report.state if self._report else None
        signed = self._report.signed_off if self._report else None
        self._who.setText(how_it_came(move, signed) or " ")
        self._content.show_content(signed.content if signed else move.content if move else "")

    def say_failed(self, why: str) -> None:
        """Say why it is not known who brought the report to where it is."""
        self.show_move(None)
        self._who.setText(why)

    def settle(self, name: str) -> None:
        """Know that the step that the report of this name was to take was recorded, or refused."""
        self._steps.settle(name)

    def take_focus(self) -> None:
        """Take the keyboard, at the step on, or else at the way back."""
        if not self._steps.take_focus():
            self._way.setFocus(Qt.FocusReason.ShortcutFocusReason)
