"""A line to type in that finds words in the text of the file."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QWidget
from typing_extensions import override

from desktop.ui.bringing_in.original import Original
from desktop.ui.theme import SPACE, set_role, small_font


class FindLine(QWidget):
    """Enter goes to the next match, Shift+Enter back, Escape closes."""

    closed = Signal()

    def __init__(self, text: Original, parent: QWidget) -> None:
        """Begin hidden, to look through this text."""
        super().__init__(parent)
        self._text = text
        self._total = 0
        self._field = QLineEdit(self)
        self._field.setPlaceholderText("Find in this text")
        self._field.setAccessibleName("Find in the text of the file")
        self._field.textChanged.connect(self._look)
        self._count = QLabel(self)
        self._count.setFont(small_font())
        set_role(self._count, "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.small, SPACE.tiny, SPACE.small, SPACE.tiny)
        row.addWidget(self._field, 1)
        row.addWidget(self._count)
        self.hide()

    def open(self) -> None:
        """Show the line, with the keyboard in it."""
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        self._look()

    def close_line(self) -> None:
        """Take the tints away, and hide the line."""
        self._text.find_all("")
        # First, because hiding the line would push the focus somewhere.
        self.closed.emit()
        self.hide()

    def forget(self) -> None:
        """Hide the line, as another text is shown."""
        self._text.find_all("")
        self.hide()

    def _look(self) -> None:
        self._total = self._text.find_all(self._field.text())
        self._step(backwards=False)

    def _step(self, *, backwards: bool) -> None:
        number = self._text.step(backwards=backwards)
        if not self._field.text():
            self._count.clear()
        else:
            self._count.setText(f"{number} of {self._total}" if number else "Not found")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_line()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(backwards=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)
