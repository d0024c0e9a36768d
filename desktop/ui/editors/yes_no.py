"""The editor for questions that are answered by yes or no."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from typing_extensions import override

from desktop.core.fields import Answer, FieldBase
from desktop.ui.editors.base import Editor
from desktop.ui.theme import SPACE, set_role, small_font

_HINT = "Y or N. Backspace, or the same button again, for not answered."


class YesNoEditor(Editor):
    """Two buttons, of which one, or none, is pressed; keys Y, N and Backspace."""

    def __init__(self, field: FieldBase, parent: QWidget | None = None) -> None:
        """Begin not answered."""
        super().__init__(field, parent)
        self._yes, self._no = self._button("Yes", True), self._button("No", False)
        self._no.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._unanswered = QLabel("Not answered", self)
        self._unanswered.setFont(small_font())
        set_role(self._unanswered, "muted")
        row = QHBoxLayout()
        row.setSpacing(SPACE.tiny)
        row.addWidget(self._yes)
        row.addWidget(self._no)
        row.addSpacing(SPACE.tiny)
        row.addWidget(self._unanswered)
        row.addStretch(1)
        self._layout.addLayout(row)
        self._label.setBuddy(self._yes)

    def _button(self, words: str, answer: bool) -> QPushButton:
        button = _AnswerButton(words, self)
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setToolTip(_HINT)
        self._name(button, words)
        button.clicked.connect(lambda pressed: self._choose(answer if pressed else None))
        return button

    @override
    def show_answer(self, answer: Answer | None) -> None:
        self._answer = answer
        self._press(answer)

    def _choose(self, answer: bool | None) -> None:
        self._press(answer)
        self._give(answer)

    def _press(self, answer: Answer | None) -> None:
        self._yes.setChecked(answer is True)
        self._no.setChecked(answer is False)
        self._unanswered.setVisible(answer is None)

    @override
    def take_focus(self) -> None:
        self._stop(self._yes).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def set_read_only(self, read_only: bool) -> None:
        self._hold(read_only)

    @override
    def controls(self) -> list[QWidget]:
        return [self._yes, self._no]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._yes.isEnabled():
            super().keyPressEvent(event)
        elif event.modifiers() in (_PLAIN, Qt.KeyboardModifier.ShiftModifier) and (
            event.key() in _ANSWERS
        ):
            self._choose(_ANSWERS[event.key()])
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            other = self._no if event.key() == Qt.Key.Key_Right else self._yes
            other.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)


_PLAIN = Qt.KeyboardModifier.NoModifier
_ANSWERS: dict[int, bool | None] = {
    Qt.Key.Key_Y: True,
    Qt.Key.Key_N: False,
    Qt.Key.Key_Backspace: None,
    Qt.Key.Key_Delete: None,
}


class _AnswerButton(QPushButton):
    """A button as wide as its word, that leaves every key but Space to the editor."""

    @override
    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self.text()) + 2 * SPACE.medium
        return QSize(wide, metrics.height() + SPACE.small)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the second press be no press: it would take back what the first one answered."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()
