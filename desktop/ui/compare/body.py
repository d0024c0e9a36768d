"""What stands below the bar: how to begin, or the items, answers and passages that are compared."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QWidget

from desktop.ui.compare.beginning import Beginning
from desktop.ui.compare.items import ItemsList
from desktop.ui.compare.passages import Passages
from desktop.ui.compare.rows import AnswerRows
from desktop.ui.compare.table import AnswersTable

_WIDTHS: Final = (220, 1146)
_HEIGHTS: Final = (340, 280)


class Body(QStackedWidget):
    """Holds the views of the comparison side by side, or what stands there before there is one."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without reports."""
        super().__init__(parent)
        self.beginning = Beginning(self)
        self.items = ItemsList(self)
        self.rows = AnswerRows(self)
        self.table = AnswersTable(self.rows, self)
        self.passages = Passages(self)
        beside = QSplitter(Qt.Orientation.Vertical, self)
        beside.addWidget(self.table)
        beside.addWidget(self.passages)
        beside.setSizes(list(_HEIGHTS))
        self._compared = QSplitter(Qt.Orientation.Horizontal, self)
        self._compared.addWidget(self.items)
        self._compared.addWidget(beside)
        self._compared.setSizes(list(_WIDTHS))
        self._compared.setStretchFactor(1, 1)
        for splitter in (beside, self._compared):
            splitter.setChildrenCollapsible(False)
        self.addWidget(self.beginning)
        self.addWidget(self._compared)

    def show_compared(self, compared: bool) -> None:
        """Show what is compared, or how to begin."""
        self.setCurrentWidget(self._compared if compared else self.beginning)

    @property
    def compares(self) -> bool:
        """Whether there is something compared to be seen."""
        return self.currentWidget() is self._compared
