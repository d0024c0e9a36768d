"""The plain form of text, which the patterns of a programme are written for."""

from __future__ import annotations

import re

_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "­": "-",
    }
)  # fmt: skip


MARKS = re.compile(
    r"(?<=[A-Za-z]{2})[¹²³⁰⁴-⁹]{1,3}(?![^\W_])"
    r"|(?<=[a-z]{3})[0-9]{1,2}(?=[,;:.!?)\"'’”]*(?:\s|$))"
    r"| Page [0-9]{1,3} of [0-9]{1,3}\b"
)
"""Marks of footnotes, which stick to a word, and page numbers among the words of a text."""

# A number begins with a nought only within a day, a time or a larger number; a name can, as O2.
_NOUGHT = (
    r"(?<=[0-9lIO][/:.,-])O"
    r"|O(?=[0-9lIO]+(?:[/:.][0-9lIO]| (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)))"
)
_READ_WRONGLY = re.compile(rf"(?<!\w)(?=[lIO]*[0-9])(?:[0-9lI]|{_NOUGHT})[0-9lIO]+(?!\w)")
_AS_FIGURES = str.maketrans("lIO", "110")


def plain(text: str) -> str:
    """Give a text in the form that patterns are written for, each character in its place."""
    straight = text.translate(_PLAIN)
    if _READ_WRONGLY.search(straight):
        # Programs that read scans take figures for letters that look like them.
        straight = _READ_WRONGLY.sub(lambda found: found[0].translate(_AS_FIGURES), straight)
    low = straight.lower()
    if len(low) == len(text):
        return low
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in straight)
