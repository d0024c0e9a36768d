"""Fields beside each other where they fit, in reading order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from desktop.ui.editors import Editor
from desktop.ui.theme import SPACE

COLUMNS = 4
GAP = SPACE.medium


class FieldGrid(QGridLayout):
    """Editors in four equal columns, of which each takes as many as it needs."""

    def __init__(self, editors: Sequence[Editor], width: int) -> None:
        """Arrange the editors so that all fit a width in pixels."""
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(GAP)
        self.setVerticalSpacing(SPACE.medium)
        self._column = (width - GAP * (COLUMNS - 1)) // COLUMNS
        for column in range(COLUMNS):
            self.setColumnStretch(column, 1)
            self.setColumnMinimumWidth(column, self._column)
        row: list[tuple[Editor, int]] = []
        for editor in editors:
            span = self._span(editor)
            if sum(taken for _, taken in row) + span > COLUMNS:
                self._add(row)
                row = []
            row.append((editor, span))
        self._add(row)

    def _span(self, editor: Editor) -> int:
        if editor.WIDE:
            return COLUMNS
        needed = editor.minimumSizeHint().width()
        return min(COLUMNS, -(-(needed + GAP) // (self._column + GAP)))

    def _add(self, row: list[tuple[Editor, int]]) -> None:
        line = self.rowCount()
        spare = COLUMNS - sum(needed for _, needed in row)
        column = 0
        for place, (editor, needed) in enumerate(row):
            # What is left over goes to the first, then the next, so that lines of help are wide.
            share = -(-spare // (len(row) - place))
            spare -= share
            span = needed + share
            editor.fit(span * self._column + (span - 1) * GAP)
            self.addWidget(editor, line, column, 1, span, Qt.AlignmentFlag.AlignTop)
            column += span
