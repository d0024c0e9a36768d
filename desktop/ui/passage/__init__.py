"""The passage editor: prose in which bold is seen as bold, kept as CommonMark."""

from desktop.ui.passage.editor import PassageEditor
from desktop.ui.passage.underlines import Underline

__all__ = ["PassageEditor", "Underline"]
