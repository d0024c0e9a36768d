"""Words found in a document, whatever their case, spaces and quotation marks look like."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument

_ALIKE = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\xa0": " ", "‑": "-", "‐": "-"})


def matches(document: QTextDocument, words: str) -> list[tuple[int, int]]:
    """Give start and end of every match (UTF-16 units), in order, none overlapping."""
    wanted = _folded(words)
    found: list[tuple[int, int]] = []
    block = document.begin()
    while wanted and block.isValid():
        text = _folded(block.text())
        start = text.find(wanted)
        while start >= 0:
            first = block.position() + _units(text[:start])
            found.append((first, first + _units(text[start : start + len(wanted)])))
            start = text.find(wanted, start + len(wanted))
        block = block.next()
    return found


def _folded(text: str) -> str:
    """Fold letters one by one, so that places in the text stay what they were."""
    return "".join(
        low if len(low := letter.lower()) == 1 else letter for letter in text.translate(_ALIKE)
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
