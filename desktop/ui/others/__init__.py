"""Other windows on the same database: who they are, what they write, whose words stand."""

from desktop.ui.others.together import Together

__all__ = ["Together"]
