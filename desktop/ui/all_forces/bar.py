"""The bar above the grid: which fields are shown, and the way to what is not answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop.core.programme import item_of
from desktop.ui.theme import SPACE, item_font, set_role, small_font

if TYPE_CHECKING:
    from desktop.core.programme import Programme
    from desktop.ui.all_forces.model import Column


class Bar(QWidget):
    """Chooses the fields by their item and by words in their names."""

    fields_chosen = Signal()
    """Other fields are to be shown; `shows` says which."""
    next_wanted = Signal()
    entered = Signal()
    """Enter was pressed in the filter."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without items."""
        super().__init__(parent)
        title = QLabel("All forces")
        title.setFont(item_font())
        self._items = QComboBox()
        self._items.setAccessibleName("Item whose fields are shown")
        self._items.setMinimumContentsLength(18)
        self._filter = QLineEdit(placeholderText="Filter fields", clearButtonEnabled=True)
        self._filter.setAccessibleName("Filter fields")
        self._filter.setMaximumWidth(180)
        self._next = QPushButton("Next unanswered")
        self._next.setToolTip("F7; Shift+F7 for the one before")
        self._counts = QLabel()
        self._counts.setFont(small_font())
        set_role(self._counts, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        row.setSpacing(SPACE.small)
        for part in (title, self._items, self._filter, self._next):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self._counts)
        self._items.currentIndexChanged.connect(self.fields_chosen)
        self._filter.textChanged.connect(self.fields_chosen)
        self._filter.returnPressed.connect(self.entered)
        self._next.clicked.connect(self.next_wanted)

    def show_items(self, programme: Programme) -> None:
        """Offer the items of another programme; all its fields are shown."""
        self.blockSignals(True)
        self._filter.clear()
        self._items.clear()
        self._items.addItem("All items", "")
        for item in dict.fromkeys(map(item_of, programme.fields)):
            self._items.addItem(programme.items[item].title, item)
        self.blockSignals(False)

    def clear_filter(self) -> bool:
        """Give up what is typed in the filter, if the keys are there; say whether any was."""
        typed = self._filter.hasFocus() and bool(self._filter.text())
        if typed:
            self._filter.clear()
        return typed

    def say_begun(self, begun: int, forces: int) -> None:
        """Say how many reports there are."""
        self._counts.setText(f"{begun} of {forces} reports begun")

    def shows(self, column: Column) -> bool:
        """Say whether a field is of the chosen item and has the filter's words in its name."""
        name = f"{column.group} {column.asked.label}".casefold()
        words = self._filter.text().casefold().split()
        return self.item in ("", item_of(column.key)) and all(each in name for each in words)

    @property
    def item(self) -> str:
        """The chosen item; empty for all."""
        return str(self._items.currentData() or "")

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What takes the keys, in reading order."""
        return self._items, self._filter, self._next

    @property
    def filters(self) -> bool:
        """Whether the keys are in the filter."""
        return self._filter.hasFocus()
