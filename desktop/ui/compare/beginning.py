"""What stands in the room while there is nothing to compare: how to begin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.comparing_reports import Compared
from desktop.ui.compare.looking import Name, Proposed
from desktop.ui.theme import SPACE, set_role


class Beginning(QWidget):
    """Says what will be here, and proposes reports to compare the first one with."""

    chosen = Signal(object)
    """The `Name` of a report to add."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without proposals."""
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self._words, "muted")
        self._proposals = QWidget(self)
        self._buttons = QHBoxLayout(self._proposals)
        self._buttons.setContentsMargins(0, 0, 0, 0)
        self._buttons.setSpacing(SPACE.small)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.large, SPACE.large, SPACE.large, SPACE.large)
        rows.setSpacing(SPACE.medium)
        rows.addWidget(self._words)
        rows.addWidget(self._proposals, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addStretch(1)

    def ask_for_reports(self) -> None:
        """Say how to begin."""
        self._propose(())
        self._words.setText(
            "Two or more reports are compared here: their answers side by side, and their passages"
            " by the words that differ. Type a force above to begin."
        )

    def ask_for_another(self, one: Compared, alike: Sequence[Proposed]) -> None:
        """Ask what a report is to be compared with, and propose those with like answers."""
        self._propose(alike)
        words = f"Type above what {one.force.area} is to be compared with."
        if alike:
            words += " The reports of the same programme that are most alike:"
        self._words.setText(words)

    def take_focus(self) -> None:
        """Take the keyboard to the first proposal, where there is one."""
        first = self._buttons.itemAt(0)
        widget = first.widget() if first is not None else None
        if widget is not None:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _propose(self, reports: Sequence[Proposed]) -> None:
        while (old := self._buttons.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in reports:
            button = QPushButton(each.words, self)
            button.setAutoDefault(False)
            name: Name = each.name
            button.clicked.connect(lambda _=False, name=name: self.chosen.emit(name))
            self._buttons.addWidget(button)
        self._proposals.setVisible(bool(reports))
