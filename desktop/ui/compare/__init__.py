"""Two or more reports side by side: answers in a table, passages by the words that differ."""

from desktop.ui.compare.room import Compare

__all__ = ["Compare"]
