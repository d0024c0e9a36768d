"""Ctrl+K: going to any force, item, report, phrase or command from anywhere."""

from desktop.ui.go_to.button import GoToButton
from desktop.ui.go_to.finder import Deed
from desktop.ui.go_to.palette import GoTo

__all__ = ["Deed", "GoTo", "GoToButton"]
