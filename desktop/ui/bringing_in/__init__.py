"""Bringing in published reports: what was recognised beside the text, to be put right first."""

from desktop.ui.bringing_in.room import BringingIn

__all__ = ["BringingIn"]
