"""Undo and redo in the window: of what was typed there and of all else, from the history."""

from desktop.ui.undoing.by_room import ByRoom
from desktop.ui.undoing.undoing import Undoing

__all__ = ["ByRoom", "Undoing"]
