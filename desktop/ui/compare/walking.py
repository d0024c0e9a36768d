"""From one part of the room to the next by the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def walk(parts: Sequence[tuple[QWidget, QWidget]], step: int) -> None:
    """Go to the next part (1) or the one before (-1), round and round.

    Each is told by what holds it and by what takes the keyboard in it; what is not seen is passed
    over.
    """
    seen = [(holds, takes) for holds, takes in parts if takes.isVisible()]
    if not seen:
        return
    focus = QApplication.focusWidget()
    inside = (
        place
        for place, (holds, _) in enumerate(seen)
        if focus is not None and (holds is focus or holds.isAncestorOf(focus))
    )
    here = next(inside, -1 if step > 0 else 0)
    seen[(here + step) % len(seen)][1].setFocus(Qt.FocusReason.ShortcutFocusReason)
