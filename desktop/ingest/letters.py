"""The letters of a PDF's pages."""

from __future__ import annotations

from typing import NamedTuple


class Letter(NamedTuple):
    """One character, where it stands in points from the lower left, and how it looks."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    italic: bool
