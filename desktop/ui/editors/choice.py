"""The editor for one of the answers that the programme offers."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QRadioButton, QWidget
from typing_extensions import override

from desktop.core.fields import Answer, ChoiceField
from desktop.ui.editors.base import Editor
from desktop.ui.editors.options_grid import OptionsGrid

MOST_RADIO_BUTTONS = 4
_HINT = "Backspace, or the same answer again, for not answered."


class ChoiceEditor(Editor):
    """Radio buttons, of which none may be chosen; Backspace takes the choice back."""

    def __init__(self, field: ChoiceField, parent: QWidget | None = None) -> None:
        """Begin not answered."""
        super().__init__(field, parent)
        self._keys = [option.key for option in field.options]
        self._buttons = [self._button(option.label) for option in field.options]
        self._was_chosen = False
        self._group = QButtonGroup(self)
        for number, button in enumerate(self._buttons):
            self._group.addButton(button, number)
        self._group.idPressed.connect(self._remember)
        self._group.idClicked.connect(self._choose)
        self._group.idToggled.connect(self._follow)
        self._grid = OptionsGrid(self._buttons, most_columns=1)
        self._layout.addLayout(self._grid)
        self._label.setBuddy(self._buttons[0])
        self._take_back()

    def _button(self, label: str) -> QRadioButton:
        button = _Radio(label, self)
        button.setToolTip(_HINT)
        self._name(button, label)
        return button

    @override
    def show_answer(self, answer: Answer | None) -> None:
        self._answer = answer
        if answer in self._keys:
            self._group.blockSignals(True)
            self._buttons[self._keys.index(str(answer))].setChecked(True)
            self._group.blockSignals(False)
        else:
            self._take_back()

    def _remember(self, number: int) -> None:
        self._was_chosen = self._keys[number] == self._answer

    def _choose(self, number: int) -> None:
        if self._was_chosen:
            self._take_back()
            self._give(None)
        self._was_chosen = False

    def _follow(self, number: int, on: bool) -> None:
        if on:
            self._give(self._keys[number])

    def _take_back(self) -> None:
        self._group.blockSignals(True)
        self._group.setExclusive(False)
        for button in self._buttons:
            button.setChecked(False)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._group.setExclusive(True)
        self._group.blockSignals(False)
        self._buttons[0].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @override
    def take_focus(self) -> None:
        chosen = self._group.checkedButton() or self._buttons[0]
        self._stop(chosen).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def set_read_only(self, read_only: bool) -> None:
        self._hold(read_only)

    @override
    def controls(self) -> list[QWidget]:
        return [*self._buttons]

    @override
    def fit(self, width: int) -> None:
        self._grid.fit(width)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            if self._buttons[0].isEnabled():
                self._take_back()
                self._give(None)
        elif event.key() in _ARROWS:
            self._choose_beside(_ARROWS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _choose_beside(self, step: int) -> None:
        """Choose the answer after (1) or before (-1) the chosen one; of none, the first or last."""
        if not self._buttons[0].isEnabled():
            return
        chosen = self._group.checkedId()
        place = chosen + step if chosen >= 0 else min(step, 0)
        button = self._buttons[place % len(self._buttons)]
        button.setChecked(True)
        button.setFocus(Qt.FocusReason.OtherFocusReason)


class ListEditor(Editor):
    """A list that opens, for more answers than radio buttons can show."""

    def __init__(self, field: ChoiceField, parent: QWidget | None = None) -> None:
        """Begin not answered."""
        super().__init__(field, parent)
        self._list = _QuietList(self)
        self._list.addItem("Not answered", None)
        for option in field.options:
            self._list.addItem(option.label, option.key)
        self._list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._list.setMinimumContentsLength(16)
        self._list.setToolTip("Backspace for not answered.")
        self._name(self._list)
        self._list.currentIndexChanged.connect(self._choose)
        self._label.setBuddy(self._list)
        self._layout.addWidget(self._list)

    @override
    def show_answer(self, answer: Answer | None) -> None:
        self._answer = answer
        self._list.blockSignals(True)
        self._list.setCurrentIndex(max(0, self._list.findData(answer)))
        self._list.blockSignals(False)

    def _choose(self, row: int) -> None:
        self._give(self._list.itemData(row))

    @override
    def take_focus(self) -> None:
        self._stop(self._list).setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def set_read_only(self, read_only: bool) -> None:
        self._hold(read_only)

    @override
    def controls(self) -> list[QWidget]:
        return [self._list]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            if self._list.isEnabled():
                self._list.setCurrentIndex(0)
        else:
            super().keyPressEvent(event)


class _Radio(QRadioButton):
    """A radio button that leaves Enter, Backspace and the arrows to the editor."""

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Let the second press be no press: it would take back what the first one chose."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _FOR_THE_EDITOR or event.key() in _ARROWS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class _QuietList(QComboBox):
    """A list whose answer does not change when the form is scrolled over it."""

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _FOR_THE_EDITOR:
            event.ignore()
        else:
            super().keyPressEvent(event)


_ARROWS = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Left: -1,
}
_FOR_THE_EDITOR = (
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_F1,
)
