"""Sets the options of one field in a line where they fit, otherwise in columns."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QGridLayout

from desktop.ui.theme import SPACE


class OptionsGrid(QGridLayout):
    """Buttons in one line, or in as many columns as fit and are wanted."""

    def __init__(self, buttons: Sequence[QAbstractButton], *, most_columns: int) -> None:
        """Begin with all buttons below each other."""
        super().__init__()
        self._most_columns = most_columns
        self.setHorizontalSpacing(SPACE.small)
        self.setVerticalSpacing(0)
        self._buttons = buttons
        self._columns = 0
        self._arrange(1)

    def fit(self, width: int) -> None:
        """Arrange the buttons for a width in pixels."""
        widths = [button.sizeHint().width() for button in self._buttons]
        if sum(widths) + SPACE.small * (len(widths) - 1) <= width:
            self._arrange(len(widths))
            return
        fitting = (width + SPACE.small) // (max(widths) + SPACE.small)
        self._arrange(max(1, min(fitting, self._most_columns)))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        if self._columns:
            self.setColumnStretch(self._columns, 0)
        self._columns = columns
        for number, button in enumerate(self._buttons):
            self.addWidget(button, number // columns, number % columns, Qt.AlignmentFlag.AlignLeft)
        self.setColumnStretch(columns, 1)
