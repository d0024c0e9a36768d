"""Scrolling: what the inspector looks at stays where it is while things grow around it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QWidget

from desktop.ui.passage import PassageEditor
from desktop.ui.theme import SPACE

_LEVELS = 6
"""A new height goes up from text to passage, item, section, sheet and area, a turn for each."""


class Area(QScrollArea):
    """Holds the sheet, and keeps the caret in view without jumps."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without a sheet."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def follow(self, passage: PassageEditor) -> None:
        """Keep the caret of a passage in view, and what is in focus in place as it grows."""
        passage.height_changed.connect(lambda _: self._grown(passage))
        passage.caret_moved.connect(lambda caret: self._show_caret(passage, caret))

    def hold_still(self, focus: QWidget | None, change: Callable[[], None]) -> None:
        """Make a change, and leave the widget in focus where it is on the screen."""
        if focus is None:
            change()
            self.settle()
            return
        before = self._place(focus).y()
        change()
        self.settle()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self._place(focus).y() - before)

    def shows(self, part: QWidget) -> bool:
        """Say whether anything of a part of the sheet can be seen."""
        there = QRect(self._place(part), part.size())
        return part.isVisible() and there.intersects(self.viewport().rect())

    def show_whole(self, part: QWidget) -> None:
        """Scroll as little as shows a part of the sheet whole."""
        self.settle()
        self._show(QRect(self._place(part), part.size()))

    def show_from(self, start: QWidget, end: QWidget) -> None:
        """Bring a widget to the top, unless all from it to the end of another can be seen."""
        self.settle()
        top = self._place(start).y()
        bottom = self._place(end).y() + end.height()
        if top < 0 or bottom > self.viewport().height():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - SPACE.large)

    def _grown(self, passage: PassageEditor) -> None:
        """Settle at once where the inspector types; what grows elsewhere can wait its turn."""
        focus = QApplication.focusWidget()
        if focus is not None and passage.isAncestorOf(focus):
            self.settle()

    def _show_caret(self, passage: PassageEditor, caret: QRect) -> None:
        self._show(caret.translated(self._place(passage)))

    def _show(self, there: QRect) -> None:
        """Scroll as little as shows a rectangle, given in the viewport's coordinates."""
        bar = self.verticalScrollBar()
        above = there.top() - SPACE.large
        below = there.bottom() + SPACE.large - self.viewport().height()
        if above < 0:
            bar.setValue(bar.value() + above)
        elif below > 0:
            bar.setValue(bar.value() + min(below, above))

    def _place(self, part: QWidget) -> QPoint:
        return part.mapTo(self.viewport(), QPoint())

    def settle(self) -> None:
        """Let the sheet take up new heights in this turn, so that nothing jumps in the next."""
        sheet = self.widget()
        rows = sheet.layout() if sheet is not None else None
        if rows is None:
            return
        for _ in range(_LEVELS):
            QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
            rows.activate()
