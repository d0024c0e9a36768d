"""The plain form of text, which the patterns of a programme are written for."""

from __future__ import annotations

_PLAIN = str.maketrans(
    {
        "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "­": "-",
    }
)  # fmt: skip


def plain(text: str) -> str:
    """Give a text in the form that patterns are written for, each character in its place."""
    straight = text.translate(_PLAIN)
    low = straight.lower()
    if len(low) == len(text):
        return low
    return "".join(each.lower() if len(each.lower()) == 1 else each for each in straight)
