"""A line to type on that undoes its own typing, and leaves the keys for it when it has none."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

from desktop.ui.undoing.keys import is_redo, is_undo


class OwnLine(QLineEdit):
    """Undoes and redoes what was typed here; where nothing was, that is left to the window."""

    def forget_undo(self) -> None:
        """Undo nothing that was typed so far; the caret stays where it is."""
        if not (self.isUndoAvailable() or self.isRedoAvailable()):
            return
        caret, start, length = self.cursorPosition(), self.selectionStart(), self.selectionLength()
        self.setText(self.text())
        self.setCursorPosition(caret)
        if start >= 0:
            self.setSelection(start, length)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            own = self._own(event)
            if own is not None:
                event.setAccepted(own)
                return True
        return super().event(event)

    def _own(self, event: QKeyEvent) -> bool | None:
        """Say whether undo or redo is asked for that is this line's own; None for other keys."""
        if is_undo(event):
            return self.isUndoAvailable()
        return self.isRedoAvailable() if is_redo(event) else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        own = self._own(event)
        if own is False:
            event.ignore()
        elif own and is_redo(event) and not event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        else:
            super().keyPressEvent(event)
