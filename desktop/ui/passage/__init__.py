"""The passage editor: prose in which bold is seen as bold, kept as CommonMark."""

from desktop.ui.passage.editor import PassageEditor

__all__ = ["PassageEditor"]
