"""Under which name changes are recorded, and the way to another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.ui.one_line import OneLine
from desktop.ui.theme import SPACE, set_role, small_font


class NameLine(QWidget):
    """One line below the history."""

    change_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Show the name there is now."""
        super().__init__(parent)
        self._name = OneLine(self)
        self._name.setFont(small_font())
        set_role(self._name, "muted")
        change = QPushButton("Change", self)
        change.setFont(small_font())
        change.setAutoDefault(False)
        change.setAccessibleName("Change the name that the history shows")
        set_role(change, "quiet")
        change.clicked.connect(self.change_wanted)
        line = QHBoxLayout(self)
        line.setContentsMargins(SPACE.medium, SPACE.tiny, SPACE.small, SPACE.tiny)
        line.setSpacing(SPACE.small)
        line.addWidget(self._name, 1)
        line.addWidget(change)
        self.show_name()

    def show_name(self) -> None:
        """Show under which name changes are recorded now."""
        from desktop.store.inspector import inspector_name

        self._name.say(f"Changes are recorded as {inspector_name()}")
