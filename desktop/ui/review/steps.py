"""The step on and the step back of a report: one step for each decision."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget
from typing_extensions import override

from desktop.core.report import Report
from desktop.core.review import STATE_WORDS
from desktop.ui.review.telling import Step, step_back, step_on
from desktop.ui.theme import SPACE, set_role, small_font


class Steps(QWidget):
    """Takes a step at a press, and no other before what came of it was there to be seen.

    A second press of a double click, or of a key that is pressed on and on, decides nothing: while
    a step is recorded the buttons are off, and they stay so for a moment after they have changed.
    The keyboard is then elsewhere, and has to come back to them.
    """

    wanted = Signal(str)
    """The state that the report is to come to."""
    ready = Signal()
    """The next step can be taken."""

    def __init__(self, parent: QWidget, away: QWidget) -> None:
        """Begin without a report; the keyboard goes to `away` when a step was taken."""
        super().__init__(parent)
        self._away = away
        self._name = ""
        self._steps: tuple[Step | None, Step | None] = (None, None)
        self._under_way: set[str] = set()
        self._on = QPushButton(self)
        set_role(self._on, "primary")
        self._back = QPushButton(self)
        self._back.setFont(small_font())
        set_role(self._back, "quiet")
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._wake)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.tiny)
        for place, button in enumerate((self._on, self._back)):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, place=place: self._take(place))
            row.addWidget(button)
        row.addStretch(1)

    def show_report(self, report: Report, warnings: str) -> None:
        """Show the steps that a report can take; what speaks against them is told to who hears."""
        before = self._name, self._steps
        self._name, self._steps = report.name, (step_on(report), step_back(report))
        if before[0] != self._name:
            self._rest.stop()
            self._judge()
        elif before[1] != self._steps:
            self._pause()
        here = STATE_WORDS[report.state]
        for button, step in zip((self._on, self._back), self._steps, strict=True):
            if step is None and button.hasFocus():
                self._away.setFocus()
            button.setVisible(step is not None)
            if step is not None:
                button.setText(step.words)
                button.setAccessibleName(f"{step.words}; the report is now “{here}”")
                button.setAccessibleDescription(warnings)
        # On its own it needs an edge, to be seen as a button and to stand in line.
        set_role(self._back, "quiet" if self._steps[0] else "plain")

    def settle(self, name: str) -> None:
        """Know that the step that the report of this name was to take was recorded, or refused."""
        self._under_way.discard(name)
        if name == self._name:
            self._pause()

    def take_focus(self) -> bool:
        """Take the keyboard, at the step on or else at the way back; say whether that could be."""
        button = self._on if self._steps[0] else self._back
        if button.isEnabled():
            button.setFocus()
        return button.isEnabled()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        # Who still clicks where a button is off, or beside it, has not seen yet what came.
        if self._rest.isActive():
            self._pause()

    def _take(self, place: int) -> None:
        step = self._steps[place]
        if step is not None:
            self._under_way.add(self._name)
            self._judge()
            self.wanted.emit(step.state)

    def _pause(self) -> None:
        self._rest.start(QApplication.doubleClickInterval())
        self._judge()

    def _wake(self) -> None:
        self._judge()
        if self._on.isEnabled():
            self.ready.emit()

    def _judge(self) -> None:
        free = self._name not in self._under_way and not self._rest.isActive()
        for button in (self._on, self._back):
            if not free and button.hasFocus():
                self._away.setFocus()
            button.setEnabled(free)
