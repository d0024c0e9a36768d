"""What stands above the force's points: how many there are, where the report stands, the letter."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.report import Report
from desktop.core.review import STATE_WORDS, STATES
from desktop.ui.one_line import OneLine
from desktop.ui.theme import SPACE, item_font, set_role, small_font

_CHECK: Final = STATES.index("fact_check")


class Head(QWidget):
    """Title and counts, with the ways to a new point and to the letter."""

    point_wanted = Signal()
    letter_wanted = Signal()
    unchanged_wanted = Signal()
    """The first accepted point on account of which nothing was changed is to be shown."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without a report."""
        super().__init__(parent)
        title = OneLine(self)
        title.say("Factual accuracy check")
        title.setFont(item_font())
        self._counts = QLabel(self)
        self._counts.setFont(small_font())
        set_role(self._counts, "muted")
        self._standing = QLabel(self, wordWrap=True)
        self._standing.setFont(small_font())
        set_role(self._standing, "muted")
        self._unchanged = QLabel(self, wordWrap=True)
        self._unchanged.setFont(small_font())
        set_role(self._unchanged, "warning")
        self._first = self._button("Show the first", "Show the first of these points")
        set_role(self._first, "quiet")
        self._enter = self._button("Enter a point", "Enter a point that the force raised")
        self._letter = self._button(
            "Save letter…",
            "Save the letter that answers the force: as PDF or for Word, in the standard or the"
            " accessible look",
        )
        top = QHBoxLayout()
        top.setSpacing(SPACE.small)
        top.addWidget(title, 1)
        top.addWidget(self._counts)
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        line.addWidget(self._enter)
        line.addWidget(self._letter)
        line.addStretch(1)
        left = QHBoxLayout()
        left.setSpacing(SPACE.small)
        left.addWidget(self._unchanged, 1)
        left.addWidget(self._first, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        rows.setSpacing(SPACE.small)
        rows.addLayout(top)
        rows.addLayout(line)
        rows.addLayout(left)
        rows.addWidget(self._standing)
        self._enter.clicked.connect(self.point_wanted)
        self._letter.clicked.connect(self.letter_wanted)
        self._first.clicked.connect(self.unchanged_wanted)
        self.clear()

    def _button(self, words: str, tells: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setFont(small_font())
        button.setAutoDefault(False)
        button.setToolTip(tells)
        return button

    def clear(self) -> None:
        """Tell of no report."""
        self._counts.setText("")
        self._unchanged.hide()
        self._first.hide()
        self._standing.hide()
        self._enter.setEnabled(False)
        self._letter.setEnabled(False)

    def show_report(
        self, report: Report, undecided: int, unchanged: int, *, half_entered: bool
    ) -> None:
        """Tell of the points of a report; one may be entered in part, and left for now.

        `unchanged` is how many were accepted, and nothing was changed on account of them.
        """
        tells = bool(unchanged) and not undecided
        self._unchanged.setText(_left_unchanged(unchanged))
        self._unchanged.setVisible(tells)
        self._first.setVisible(tells)
        self._counts.setText(_counted(len(report.points), undecided))
        standing = _standing(report)
        self._standing.setText(standing)
        self._standing.setVisible(bool(standing))
        self._enter.setText("Go on with a point" if half_entered else "Enter a point")
        self._enter.setEnabled(True)
        set_role(self._enter, "plain" if report.points else "primary")
        self._letter.setEnabled(bool(report.points))

    def take_focus(self) -> None:
        """Take the keyboard, at the way to a new point."""
        self._enter.setFocus()


def _counted(points: int, undecided: int) -> str:
    if not points:
        return "No points"
    if undecided:
        return f"{undecided} of {points} undecided"
    return "1 point, decided" if points == 1 else f"{points} points, all decided"


def _left_unchanged(points: int) -> str:
    what = "1 accepted point" if points == 1 else f"{points} accepted points"
    return (
        f"Nothing was changed yet on account of {what}. The letter will say that this is still to"
        " be done."
    )


def _standing(report: Report) -> str:
    """Say where a report stands that is not in the check; empty where it is."""
    at = STATES.index(report.state)
    words = STATE_WORDS[report.state]
    if at < _CHECK:
        return f"This report is “{words}”, not yet in the factual accuracy check."
    if at > _CHECK:
        return (
            f"This report is “{words}”: the factual accuracy check is over. What is changed now has"
            " to be signed off anew."
        )
    return ""
