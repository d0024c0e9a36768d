"""The library: all reports of all programmes, and the one that is chosen to be read."""

from desktop.ui.library.room import Library

__all__ = ["Library"]
