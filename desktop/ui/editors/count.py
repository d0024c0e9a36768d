"""The editor for counts."""

from __future__ import annotations

from desktop.ui.editors.line import LineEditor


class CountEditor(LineEditor):
    """A line that lets in figures only."""

    CHARACTERS = r"\s*[0-9,]{0,15}\s*"
    REFUSED = "Only figures fit here, such as 0, 7 or 1,250."
    LETTERS = 8
