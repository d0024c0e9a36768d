"""The keys that undo and redo, wherever they are pressed."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_CTRL_Y: Final = int((Qt.KeyboardModifier.ControlModifier | Qt.Key.Key_Y).toCombined())
_CTRL_SHIFT_Z: Final = int(
    (
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier | Qt.Key.Key_Z
    ).toCombined()
)


def is_undo(event: QKeyEvent) -> bool:
    """Say whether a key undoes."""
    return event.matches(QKeySequence.StandardKey.Undo)


def is_redo(event: QKeyEvent) -> bool:
    """Say whether a key redoes: on every system there are two."""
    pressed = int(event.keyCombination().toCombined())
    return event.matches(QKeySequence.StandardKey.Redo) or pressed in (_CTRL_Y, _CTRL_SHIFT_Z)
