"""A box of a few lines to write in."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui.theme import SPACE
from desktop.ui.writing_box import WritingBox


class Lines(WritingBox):
    """As high as its lines at most."""

    def __init__(self, name: str, lines: int, parent: QWidget) -> None:
        """Begin empty; `name` is read out."""
        super().__init__(parent)
        self._lines = lines
        self.setAccessibleName(name)
        # The ground would stand out over the round corners of the frame.
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fit()

    @property
    def words(self) -> str:
        """What is typed."""
        return self.toPlainText()

    def show_words(self, words: str) -> None:
        """Have other words in it, as if they had been typed; the same words leave all as it is."""
        if words != self.toPlainText():
            self.setPlainText(words)
            self.moveCursor(QTextCursor.MoveOperation.End)

    def _fit(self) -> None:
        edges = 2 * (self.frameWidth() + round(self.document().documentMargin()))
        self.setFixedHeight(self._lines * self.fontMetrics().lineSpacing() + edges)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(10 * SPACE.small, super().minimumSizeHint().height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
