"""The editor for any number of the answers that the programme offers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QWidget
from typing_extensions import override

from desktop.core.fields import Answer, ChoicesField
from desktop.ui.editors.base import Editor
from desktop.ui.editors.options_grid import OptionsGrid

NONE_OF_THESE = "None of these"


class ChoicesEditor(Editor):
    """Check boxes, and one more to say "none of these"; with nothing checked it is not answered."""

    def __init__(self, field: ChoicesField, parent: QWidget | None = None) -> None:
        """Begin not answered."""
        super().__init__(field, parent)
        self._keys = [option.key for option in field.options]
        self._boxes = [self._box(option.label) for option in field.options]
        self._none = self._box(NONE_OF_THESE)
        for box in self._boxes:
            box.clicked.connect(self._choose)
        self._none.clicked.connect(self._choose_none)
        self._grid = OptionsGrid([*self._boxes, self._none], most_columns=2)
        self._layout.addLayout(self._grid)
        self._label.setBuddy(self._boxes[0])

    def _box(self, label: str) -> QCheckBox:
        box = QCheckBox(label, self)
        self._name(box, label)
        return box

    @override
    def show_answer(self, answer: Answer | None) -> None:
        self._answer = answer
        self._check(answer)

    def _check(self, answer: Answer | None) -> None:
        chosen = answer if isinstance(answer, tuple) else ()
        for key, box in zip(self._keys, self._boxes, strict=True):
            box.setChecked(key in chosen)
        self._none.setChecked(answer == ())

    def _choose(self) -> None:
        self._none.setChecked(False)
        chosen = tuple(
            key for key, box in zip(self._keys, self._boxes, strict=True) if box.isChecked()
        )
        self._give(chosen or None)

    def _choose_none(self, on: bool) -> None:
        answer: Answer | None = () if on else None
        self._check(answer)
        self._give(answer)

    @override
    def take_focus(self) -> None:
        self._stop(self._boxes[0]).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def set_read_only(self, read_only: bool) -> None:
        self._hold(read_only)

    @override
    def controls(self) -> list[QWidget]:
        return [*self._boxes, self._none]

    @override
    def fit(self, width: int) -> None:
        self._grid.fit(width)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            if self._none.isEnabled():
                self._check(None)
                self._give(None)
        else:
            super().keyPressEvent(event)
