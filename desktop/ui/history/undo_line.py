"""The line above the history that undoes and redoes, and says what that would be."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.ui.one_line import OneLine
from desktop.ui.theme import SPACE, set_role, small_font

if TYPE_CHECKING:
    from desktop.store.undoing import Offered


class UndoLine(QWidget):
    """Two buttons, and beside them what the inspector did last."""

    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin with nothing to undo."""
        super().__init__(parent)
        self._undo = self._button("Undo")
        self._redo = self._button("Redo")
        self._last = OneLine(self)
        self._last.setFont(small_font())
        set_role(self._last, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.medium, 0, SPACE.medium, SPACE.small)
        row.setSpacing(SPACE.tiny)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addSpacing(SPACE.small)
        row.addWidget(self._last, 1)
        self._undo.clicked.connect(self.undo_wanted)
        self._redo.clicked.connect(self.redo_wanted)
        self.show_offered(None)

    def _button(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        return button

    def show_offered(self, offered: Offered | None) -> None:
        """Show what undo and redo would do next; None while that is not known."""
        undo, redo = (offered.undo, offered.redo) if offered else ("", "")
        for button, what, keys in (
            (self._undo, undo, "Ctrl+Z"),
            (self._redo, redo, "Ctrl+Shift+Z"),
        ):
            name = f"{button.text()}: {what}" if what else button.text()
            button.setEnabled(bool(what))
            button.setAccessibleName(name)
            # A tip takes what looks like markup for such, and labels come from a programme's files.
            button.setToolTip(f"<span>{html.escape(name)} ({keys})</span>")
        said = f"Your last: {undo}" if undo else "Nothing of yours to undo"
        self._last.say(said if offered else "")
