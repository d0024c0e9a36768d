"""The editors for days and months."""

from __future__ import annotations

from desktop.ui.editors.line import LineEditor


class DateEditor(LineEditor):
    """A line that takes a day as people write it, with or without a time of day."""

    LETTERS = 22


class MonthEditor(LineEditor):
    """A line that takes a month as people write it."""

    LETTERS = 15
