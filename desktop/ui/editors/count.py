"""The editor for counts."""

from __future__ import annotations

from desktop.ui.editors.line import LineEditor


class CountEditor(LineEditor):
    """A line that lets in no more than nine figures."""

    CHARACTERS = r"\s*,{0,2}([0-9],{0,2}){0,9}\s*"
    REFUSED = "Only figures fit here, such as 0, 7 or 1,250, and nine of them at most."
    LETTERS = 8
