"""Where a report stands on its way to publication, and the steps on and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.report import Report
from desktop.core.review import HASH_SHOWN, STATE_WORDS
from desktop.ui.review.telling import (
    Step,
    about_sign_off,
    step_back,
    step_on,
    still_open,
    who_moved,
)
from desktop.ui.review.way import Way
from desktop.ui.theme import SPACE, Role, set_role, small_font

if TYPE_CHECKING:
    from desktop.store.changes import Change


class Standing(QWidget):
    """Shows the way of a report, who took the last step, and what speaks against the next."""

    move_wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Begin without a report."""
        super().__init__(parent)
        set_role(self, "surface")
        self._steps: tuple[Step | None, Step | None] = (None, None)
        self._move: Change | None = None
        self._way = Way(self)
        self._who = self._line("muted")
        self._changed = self._line("warning")
        self._open = self._line("plain")
        self._on = QPushButton(self)
        set_role(self._on, "primary")
        self._back = QPushButton(self)
        set_role(self._back, "quiet")
        for button in (self._on, self._back):
            button.setAutoDefault(False)
        self._on.clicked.connect(lambda: self._tell(0))
        self._back.clicked.connect(lambda: self._tell(1))
        self._arrange()

    def _line(self, role: Role) -> QLabel:
        line = QLabel(self)
        line.setTextFormat(Qt.TextFormat.PlainText)
        line.setWordWrap(True)
        line.setFont(small_font())
        set_role(line, role)
        return line

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.small)
        buttons.addWidget(self._on)
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.medium, SPACE.medium, SPACE.medium, SPACE.medium)
        rows.setSpacing(SPACE.tiny)
        rows.addWidget(self._way)
        rows.addSpacing(SPACE.tiny)
        for line in (self._who, self._changed, self._open):
            rows.addWidget(line)
        rows.addSpacing(SPACE.tiny)
        rows.addLayout(buttons)

    def show_report(self, report: Report, errors: int) -> None:
        """Show where a report stands; `errors` were found by the checks, comments aside."""
        doubt = about_sign_off(report)
        self._way.show_state(report.state, doubtful=bool(doubt))
        self._changed.setText(f"! {doubt}")
        self._changed.setVisible(bool(doubt))
        waits = still_open(report, errors)
        self._open.setText(waits)
        self._open.setVisible(bool(waits))
        self._steps = step_on(report), step_back(report)
        here = STATE_WORDS[report.state]
        for button, step in zip((self._on, self._back), self._steps, strict=True):
            if step is None and button.hasFocus():
                other = self._back if button is self._on else self._on
                (other if other.isVisible() else self).setFocus()
            button.setVisible(step is not None)
            if step is not None:
                button.setText(step.words)
                button.setAccessibleName(f"{step.words}; the report is now “{here}”")
                button.setAccessibleDescription(" ".join(filter(None, (doubt, waits))))
        # On its own it needs an edge, to be seen as a button and to stand in line.
        set_role(self._back, "quiet" if self._steps[0] else "plain")
        if self._move is not None and self._move.after != report.state:
            self.show_move(None)

    def show_move(self, move: Change | None) -> None:
        """Show who brought the report to where it is; nothing while that is being read."""
        self._move = move
        content = move.content if move else ""
        words = [who_moved(move) if move else " "]
        words += [f"Content {content[:HASH_SHOWN]}."] if content else []
        self._who.setText(" ".join(words))
        self._who.setToolTip(
            f"What the report said then has the SHA-256 {content}: as long as it says the same, it"
            " has the same."
            if content
            else ""
        )

    def say_failed(self, why: str) -> None:
        """Say why it is not known who brought the report to where it is."""
        self.show_move(None)
        self._who.setText(why)

    def take_focus(self) -> None:
        """Take the keyboard, at the step on, or else at the way back."""
        (self._on if self._steps[0] else self._back).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tell(self, which: int) -> None:
        step = self._steps[which]
        if step is not None:
            self.move_wanted.emit(step.state)
