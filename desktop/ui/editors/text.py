"""The editor for a few words."""

from __future__ import annotations

from desktop.ui.editors.line import LineEditor


class TextEditor(LineEditor):
    """A line for a name or a few words."""

    WIDE = True
