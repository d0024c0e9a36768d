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


_READ_WRONGLY = re.compile(r"(?<!\w)(?=[lIO]*[0-9])[0-9lIO]{2,}(?!\w)")
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
