"""Lists to choose a force or an item from, which the wheel passes over."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget
from typing_extensions import override


class Choosing(QComboBox):
    """A list of names, each with a key; tells only what a person chose."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        """Begin empty, under a name for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaxVisibleItems(24)
        self._known: list[tuple[str, str]] = []
        self.activated.connect(lambda row: self.chosen.emit(str(self.itemData(row))))

    def offer(self, names: Iterable[tuple[str, str]], at: str) -> None:
        """Offer names by their keys, and show the one that stands."""
        wanted = list(names)
        if wanted != self._known:
            self._known = wanted
            self.clear()
            for key, name in wanted:
                self.addItem(name, key)
        self.setCurrentIndex(self.findData(at))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
