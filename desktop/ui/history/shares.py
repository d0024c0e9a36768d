"""How the height is shared between the list and what is opened of it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

_ENOUGH: Final = 360
"""Pixels in which most of what is opened can be read, as a rule."""
_MOST_OF_IT: Final = 0.45
"""The share of the list at most; what is opened is read, the list is only gone through."""


class Shares(QSplitter):
    """Gives what is opened most of the height, until somebody moves the line between them."""

    def __init__(self, listed: QWidget, opened: QWidget, least: int, parent: QWidget) -> None:
        """Leave the list this many pixels at least."""
        super().__init__(Qt.Orientation.Vertical, parent)
        self._least = least
        self._enough = _ENOUGH
        self._by_hand = False
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(listed)
        self.addWidget(opened)
        self.setStretchFactor(1, 1)
        self.splitterMoved.connect(self._moved)

    def need(self, enough: int | None) -> None:
        """Take it that what is opened can be read in so many pixels; None for as a rule."""
        self._enough = _ENOUGH if enough is None else enough
        self.share()

    def share(self) -> None:
        """Share the height anew, unless it was shared by hand."""
        if not self._by_hand:
            whole = self.height()
            above = min(max(self._least, whole - self._enough), round(whole * _MOST_OF_IT))
            self.setSizes([above, whole - above])

    def _moved(self) -> None:
        self._by_hand = True

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share()
