"""Words found in a document, whatever their case, spaces and quotation marks look like."""

from __future__ import annotations

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QTextEdit

from desktop.ui.passage.document import PassageDocument, selected
from desktop.ui.passage.spelled import Spelled
from desktop.ui.theme import theme

_ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\xa0": " ", "‑": "-", "‐": "-"})


class Finder:
    """Looks for words in a text: goes from match to match, and tints them all.

    Words can be pointed out too: they are tinted until the caret leaves them.
    """

    def __init__(self, text: QTextEdit, document: PassageDocument) -> None:
        self._text = text
        self._document = document
        self._words = ""
        self._points_out = False
        text.cursorPositionChanged.connect(self._leave)

    def step(self, words: str, *, backwards: bool) -> bool:
        """Select the next match after the cursor, or before it; False where there is none."""
        cursor = self._text.textCursor()
        found = matches(self._document, words)
        if backwards:
            found = [place for place in found if place[1] <= cursor.selectionStart()][::-1]
        else:
            # A match under the cursor counts until it is selected.
            start = cursor.selectionEnd() if cursor.hasSelection() else cursor.position()
            found = [place for place in found if place[0] >= start]
        if found:
            self._text.setTextCursor(selected(self._document, *found[0]))
        return bool(found)

    def tint(self, words: str) -> int:
        """Tint every match, none for no words, and say how many there are."""
        self._words = words
        found = matches(self._document, words)
        self._tint(found)
        return len(found)

    def point_out(self, start: int, end: int) -> None:
        """Tint what stands between two positions, and nothing else, with the caret behind it."""
        self._text.setTextCursor(selected(self._document, end, end))
        self._tint([(start, end)])
        self._points_out = True

    def _leave(self) -> None:
        if self._points_out:
            self.tint(self._words)

    def _tint(self, places: list[tuple[int, int]]) -> None:
        tints = []
        for start, end in places:
            tint = QTextEdit.ExtraSelection()
            tint.cursor = selected(self._document, start, end)
            tint.format.setBackground(_match_colour())
            tints.append(tint)
        self._points_out = False
        self._text.setExtraSelections(tints)

    def tint_again(self) -> None:
        """Look anew for the words that are tinted: the text reads otherwise now."""
        if self._words:
            self.tint(self._words)


def matches(document: PassageDocument, words: str) -> list[tuple[int, int]]:
    """Give start and end of every match (UTF-16 units), in order, none overlapping.

    Words within a fact are found too, and a match that has a part of a fact has all of it.
    """
    wanted = _folded(words)
    if not wanted:
        return []
    spelled = Spelled(document)
    text = _folded(spelled.text)
    found: list[tuple[int, int]] = []
    start = text.find(wanted)
    while start >= 0:
        place = spelled.place(start, start + len(wanted))
        if not found or found[-1][1] <= place[0]:
            found.append(place)
        start = text.find(wanted, start + len(wanted))
    return found


def _folded(text: str) -> str:
    """Fold letters one by one, so that places in the text stay what they were."""
    return "".join(
        low if len(low := letter.lower()) == 1 else letter for letter in text.translate(_ALIKE)
    )


def _match_colour() -> QColor:
    colour = QColor(theme().warning)
    colour.setAlpha(70)
    return colour
