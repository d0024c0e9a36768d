"""What a screen reader hears of a passage beyond its letters: facts are one sign in the text."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QTextEdit

from desktop.ui.passage.document import PassageDocument
from desktop.ui.passage.spelled import Spelled

_KEYS: Final = (
    "Bold Ctrl+B, italic Ctrl+I, bulleted list Ctrl+Shift+L, link Ctrl+L, find Ctrl+F, "
    "answers @ or Ctrl+Space, the field of an answer Ctrl+Enter, tools Alt+F10"
)
_STEP: Final = 2
"""The farthest that a key steps across a fact: it, and the space behind it."""


class Listening(QObject):
    """Tells the words of a text where facts stand in it, and of each fact that is stepped over."""

    def __init__(self, text: QTextEdit, document: PassageDocument) -> None:
        super().__init__(text)
        self._text = text
        self._document = document
        self._at = 0
        self._letters = document.characterCount()
        text.cursorPositionChanged.connect(self._moved)
        self.describe()

    def describe(self) -> None:
        """Tell the keys and, where there are facts, the whole text with these spelled out."""
        words = ""
        if next(self._document.facts(), None) is not None:
            words = f"Reads: {Spelled(self._document).text}\n"
        if self._text.accessibleDescription() != words + _KEYS:
            self._text.setAccessibleDescription(words + _KEYS)

    def _moved(self) -> None:
        before, self._at = self._at, self._text.textCursor().position()
        letters, self._letters = self._letters, self._document.characterCount()
        if letters != self._letters or abs(self._at - before) > _STEP:
            return
        crossed = map(self._document.fact_at, range(min(before, self._at), max(before, self._at)))
        announce(self._text, " ".join(fact.run.text for fact in crossed if fact))


def announce(source: QObject, words: str) -> None:
    """Let a screen reader say words now, as coming from a widget."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(source, words))
