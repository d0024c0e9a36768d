"""The editors for shares in per cent and for sums of money."""

from __future__ import annotations

from desktop.ui.editors.line import LineEditor


class PercentEditor(LineEditor):
    """A line that lets in a number and the sign or the words "per cent"."""

    CHARACTERS = r"\s*[-0-9,.]{0,20}\s*(%|per cent|percent)?\s*"
    REFUSED = "Only a number fits here, such as 12 or 12.5."
    LETTERS = 8


class MoneyEditor(LineEditor):
    """A line that lets in a sum in pounds."""

    CHARACTERS = r"\s*-?£?\s*[-0-9,.]{0,20}\s*"
    REFUSED = "Only a sum in pounds fits here, such as 1,250 or 1,250.50."
    LETTERS = 12
