"""What a word processor does with keys at the edges of a list."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from desktop.ui.passage import styling
from desktop.ui.passage.looks import is_point, set_point

_TYPED_BULLETS: Final = ("-", "*", "•")
_NEW_LINE: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PLAIN: Final = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


def press(event: QKeyEvent, cursor: QTextCursor) -> bool:
    """Begin, go on with or end a list at a cursor, if a key means that; say whether it did."""
    block = cursor.block()
    plain = event.modifiers() in _PLAIN
    bare = not cursor.hasSelection()
    if event.key() in _NEW_LINE and (plain or event.key() == Qt.Key.Key_Enter):
        if bare and is_point(block) and block.length() == 1:
            set_point(cursor, on=False)
        else:
            cursor.insertBlock()
    elif event.key() == Qt.Key.Key_Backspace and plain and bare and is_point(block):
        if not cursor.atBlockStart():
            return False
        set_point(cursor, on=False)
    elif event.key() == Qt.Key.Key_Space and plain and bare and not is_point(block):
        if block.text()[: cursor.positionInBlock()] not in _TYPED_BULLETS:
            return False
        styling.begin_point(cursor)
    else:
        return False
    return True
