"""What stands above the comparison: a line to add reports, and how they are compared."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.compare.adding import AddingLine
from desktop.ui.compare.chosen import Chips
from desktop.ui.compare.looking import Proposed
from desktop.ui.theme import SPACE, Role, set_role


class Bar(QWidget):
    """Holds the chips of the reports, the line that adds one, switches, and a message."""

    only_toggled = Signal()
    """Only what differs is to be shown, or everything again."""
    names_toggled = Signal()
    """What forces are called is to be ignored, or to count again."""
    copy_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin without reports."""
        super().__init__(parent)
        self.chips = Chips(self)
        self.adding = AddingLine(self)
        self._only = QCheckBox("Only what differs", self)
        self._only.toggled.connect(self.only_toggled)
        self._ignore = QCheckBox("Ignore names of the forces", self)
        self._ignore.setChecked(True)
        self._ignore.setToolTip(
            "What each report calls its own force (Kent, Kent Police, the constabulary) is then no"
            " difference"
        )
        self._ignore.toggled.connect(self.names_toggled)
        self._copy = QPushButton("Copy as text", self)
        self._copy.clicked.connect(self.copy_wanted)
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        set_role(self._message, "warning")
        line = QHBoxLayout()
        line.setSpacing(SPACE.large)
        for part in (self.adding, self._only, self._ignore):
            line.addWidget(part)
        line.addStretch(1)
        line.addWidget(self._copy)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.small)
        rows.setSpacing(SPACE.small)
        rows.addWidget(self.chips, 0, Qt.AlignmentFlag.AlignLeft)
        rows.addLayout(line)
        rows.addWidget(self._message)
        self.say("")

    def show_reports(self, reports: Sequence[Proposed], forces: int) -> None:
        """Show these reports, which are on so many forces."""
        self.chips.show_reports(reports)
        self.chips.setVisible(bool(reports))
        for part in (self._only, self._copy):
            part.setVisible(len(reports) > 1)
        self._ignore.setVisible(forces > 1)

    @property
    def only_differing(self) -> bool:
        """Whether only what differs is to be shown."""
        return self._only.isChecked()

    @property
    def ignores_names(self) -> bool:
        """Whether the forces' own names are no difference; those of one force always are."""
        return self._ignore.isChecked() and not self._ignore.isHidden()

    def say(self, words: str, role: Role = "warning") -> None:
        """Say something in a line of its own, or with no words nothing more."""
        set_role(self._message, role)
        self._message.setText(words)
        self._message.setVisible(bool(words))
