"""What can lie over all that the window shows: a locked database, or one that cannot be opened."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget


class Covers(QStackedWidget):
    """Shows the window's middle, or else one cover in its place, which then has the keyboard.

    What is covered is hidden, from screen readers too.
    """

    def __init__(self, middle: QWidget, parent: QWidget | None = None) -> None:
        """Show the middle."""
        super().__init__(parent)
        self._middle = middle
        self.addWidget(middle)

    @property
    def cover(self) -> QWidget | None:
        """What lies over the middle; None if nothing does."""
        shown = self.currentWidget()
        return None if shown is self._middle else shown

    def put_over(self, cover: QWidget) -> None:
        """Cover the middle, in the place of any other cover."""
        if self.cover is cover:
            return
        self._drop()
        self.addWidget(cover)
        self.setCurrentWidget(cover)
        cover.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_off(self) -> None:
        """Show the middle again, with the keyboard where it was."""
        if self.cover is None:
            return
        self._drop()
        had_keys = self._middle.focusWidget()
        if had_keys is not None:
            had_keys.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        cover = self.cover
        self.setCurrentWidget(self._middle)
        if cover is not None:
            self.removeWidget(cover)
            cover.deleteLater()
