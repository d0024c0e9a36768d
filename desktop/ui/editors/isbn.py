"""The editor for the number under which a report is published."""

from __future__ import annotations

from typing_extensions import override

from desktop.core.fields import IsbnField
from desktop.ui.editors.line import LineEditor


class IsbnEditor(LineEditor):
    """A line that keeps a wrong ISBN, as it may be in print, and warns of it."""

    LETTERS = 17

    @override
    def _mark(self, complaint: str = "") -> None:
        super()._mark(complaint)
        if not complaint and self._answer is not None:
            assert isinstance(self.field, IsbnField)
            self.explain(self.field.warning(self._answer), "warning")

    @override
    def _read(self, text: str) -> None:
        super()._read(text)
        if not self._problem:
            self._mark()
