"""The line that is typed in; the keys that walk through what was found come from here."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override

_FAR = 8


class Line(QLineEdit):
    """Tells the keys that are not for typing."""

    stepped = Signal(int)
    """On by so many rows, or back."""
    entered = Signal()
    closed = Signal()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_go_to(event):
            # Elsewhere these keys delete to the end of the line; here they close it again.
            event.ignore()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        steps: dict[int, int] = {
            keys.Key_Down: 1,
            keys.Key_Up: -1,
            keys.Key_PageDown: _FAR,
            keys.Key_PageUp: -_FAR,
        }
        key = event.key()
        if key in steps:
            self.stepped.emit(steps[key])
        elif key in (keys.Key_Return, keys.Key_Enter):
            self.entered.emit()
        elif key == keys.Key_Escape or _is_go_to(event):
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _is_go_to(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_K
        and event.modifiers() == Qt.KeyboardModifier.ControlModifier
    )
