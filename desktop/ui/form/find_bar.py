"""Finds words in all passages of the report, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget
from typing_extensions import override

from desktop.ui.passage import PassageEditor
from desktop.ui.theme import SPACE, set_role, small_font


class FindBar(QWidget):
    """A line to type in: Enter goes to the next match, Shift+Enter back, Escape closes."""

    found = Signal(object)
    """The passage in which the match stands that is now selected."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self._passages: Sequence[PassageEditor] = ()
        self._here = 0
        self._number = 0
        self._counts: list[int] = []
        self._field = QLineEdit(self)
        self._field.setPlaceholderText("Find in this report")
        self._field.setAccessibleName("Find in this report")
        self._field.textChanged.connect(self._look)
        self._count = QLabel(self)
        self._count.setFont(small_font())
        set_role(self._count, "muted")
        self._line = QHBoxLayout(self)
        self._line.setSpacing(SPACE.tiny)
        self._line.addWidget(self._field, 1)
        self._line.addWidget(self._count)
        for sign, name, key in (
            ("‹", "Previous match", "Shift+Enter"),
            ("›", "Next match", "Enter"),
            ("×", "Close", "Esc"),
        ):
            button = QToolButton(self)
            button.setText(sign)
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({key})")
            self._line.addWidget(button)
            if sign == "×":
                button.clicked.connect(self.close_bar)
            else:
                button.clicked.connect(lambda _=False, back=sign == "‹": self.step(back))
        self.hide()

    def set_margins(self, left: int, right: int) -> None:
        """Stand over the form's own column, this far from the sides in pixels."""
        self._line.setContentsMargins(left, SPACE.small, right, SPACE.small)

    def open_over(self, passages: Sequence[PassageEditor], start: PassageEditor | None) -> None:
        """Show the bar and look through these passages, beginning with the one at hand."""
        self._passages = passages
        self._here = passages.index(start) if start in passages else 0
        self.show()
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()
        for passage in passages:
            passage.close_link_line()
        self._look()

    def close_bar(self) -> None:
        """Hide the bar and take the tints away."""
        for passage in self._passages:
            passage.highlight_matches("")
        # First, because hiding the bar would push the focus into some field.
        self.closed.emit()
        self.hide()

    def look_again(self) -> None:
        """Count the matches anew, as the passages were changed or exchanged."""
        if not self.isHidden():
            self._tint()
            self._say()

    def step(self, backwards: bool) -> None:
        """Go to the next match, or back, from passage to passage and round the end."""
        total = sum(self._counts)
        if not total:
            return
        words = self._field.text()
        passage = self._passages[self._here]
        if not passage.find_words(words, backwards):
            way = -1 if backwards else 1
            others = [(self._here + way * n) % len(self._passages) for n in range(1, 99)]
            self._here = next(number for number in others if self._counts[number])
            passage = self._passages[self._here]
            passage.put_cursor(at_end=backwards)
            passage.find_words(words, backwards)
            self._number = self._counts[self._here] if backwards else 1
        else:
            self._number += -1 if backwards else 1
        self._say()
        self.found.emit(passage)

    def _look(self) -> None:
        self._tint()
        self._number = 0
        if self._passages:
            self._passages[self._here].put_cursor()
        self._say()
        self.step(backwards=False)

    def _tint(self) -> None:
        words = self._field.text()
        self._counts = [passage.highlight_matches(words) for passage in self._passages]

    def _say(self) -> None:
        total = sum(self._counts)
        if not self._field.text():
            self._count.clear()
        elif not total:
            self._count.setText("Not found")
        elif self._number:
            self._count.setText(f"{sum(self._counts[: self._here]) + self._number} of {total}")
        else:
            self._count.setText(f"{total} found")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().keyPressEvent(event)
