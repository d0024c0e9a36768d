"""The plain text of a passage on the screen, and where in the document each letter of it stands."""

from __future__ import annotations

from bisect import bisect_right

from desktop.core.richtext import visible
from desktop.ui.passage.document import PassageDocument


class Spelled:
    """The words of a document as checks read them: one paragraph or point a line, facts as words.

    Empty paragraphs, white space around paragraphs and characters that no font shows are not in it.
    Offsets count its characters; positions are the document's, in UTF-16 units.
    """

    def __init__(self, document: PassageDocument) -> None:
        self.text = ""
        self._end = document.characterCount() - 1
        self._starts: list[int] = []
        self._ends: list[int] = []
        lines: list[str] = []
        block = document.begin()
        while block.isValid():
            text = ""
            starts: list[int] = []
            ends: list[int] = []
            for piece in document.pieces(block):
                words = piece.run.text
                text += words
                if piece.number:
                    starts += [piece.start] * len(words)
                    ends += [piece.end] * len(words)
                    continue
                at = piece.start
                for letter in words:
                    starts.append(at)
                    at += 1 + (letter > "\uffff")
                    ends.append(at)
            self._add(lines, text, starts, ends)
            block = block.next()
        self.text = "\n".join(lines)

    def _add(self, lines: list[str], text: str, starts: list[int], ends: list[int]) -> None:
        if visible(text) != text:
            shown = [place for place, letter in enumerate(text) if visible(letter)]
            text = "".join(visible(text[place]) for place in shown)
            starts = [starts[place] for place in shown]
            ends = [ends[place] for place in shown]
        first, last = len(text) - len(text.lstrip()), len(text.rstrip())
        if first >= last:
            return
        if lines:
            self._starts.append(self._ends[-1])
            self._ends.append(starts[first])
        lines.append(text[first:last])
        self._starts += starts[first:last]
        self._ends += ends[first:last]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Give the positions between which the letters from one offset to another stand.

        A fact is there whole or not at all; what lies beyond the text is its end.
        """
        length = len(self.text)
        first = self._starts[start] if start < length else self._end
        if end <= start:
            return first, first
        return first, self._ends[end - 1] if end <= length else self._end

    def offset(self, position: int) -> int:
        """Give the offset of the letter that stands at or after a position."""
        return bisect_right(self._ends, position)
