"""The choice of what the history is told of: the item at hand, one field of it, or the report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.core.programme import REPORT_FIELDS, Programme
from desktop.ui.theme import SPACE

_LEAST_WIDE: Final = 8
"""The letters that the box of fields has room for at least."""


class Scope(QWidget):
    """Two buttons, for the item and for the whole report, and a box to choose one field of it."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin with the item, before there is one."""
        super().__init__(parent)
        self._programme: Programme | None = None
        self.item = ""
        self._this_item = self._button("This item", "Tell the history of the item at hand")
        self._whole = self._button("Whole report", "Tell the history of the whole report")
        self._this_item.setChecked(True)
        self._fields = QComboBox(self)
        self._fields.setAccessibleName("Field whose history is told")
        self._fields.setMinimumContentsLength(_LEAST_WIDE)
        self._fields.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._fields.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        row.setSpacing(SPACE.tiny)
        row.addWidget(self._this_item)
        row.addWidget(self._whole)
        row.addSpacing(SPACE.small)
        row.addWidget(self._fields, 1)
        self._this_item.clicked.connect(self._chosen)
        self._whole.clicked.connect(self._chosen)
        self._fields.activated.connect(self.changed)
        self.setFocusProxy(self._whole)

    def _button(self, words: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def holds_focus(self) -> bool:
        """Say whether the keyboard is at one of its controls."""
        return any(each.hasFocus() for each in (self._this_item, self._whole, self._fields))

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the fields and the item that are told of; none is the whole report."""
        chosen = self._fields.currentData()
        if isinstance(chosen, str) and chosen:
            return (chosen,)
        if not self.of_item or self._programme is None:
            return ()
        return (self.item, *(key for key, _ in self._programme.fields_of(self.item)))

    @property
    def of_item(self) -> bool:
        """Whether the item at hand is told of, or one of its fields."""
        return self._this_item.isChecked() and bool(self.item)

    @property
    def name(self) -> str:
        """What is told of, in words: "Second jobs", "Applications" or "The whole report"."""
        if isinstance(self._fields.currentData(), str) and self._fields.currentData():
            return self._fields.currentText()
        if self.of_item and self._programme is not None:
            return self._programme.items[self.item].title
        return "The whole report"

    def place(self, programme: Programme, item: str) -> None:
        """Let an item be at hand; none while the whole report is all that can be told of."""
        item = item if item in programme.items else ""
        if programme is self._programme and item == self.item:
            return
        before = self._fields.currentData() if not self.of_item else ""
        self._programme, self.item = programme, item
        self._this_item.setEnabled(bool(item))
        self._fill(before if not self.of_item and isinstance(before, str) else "")

    def _chosen(self) -> None:
        self._fill("")
        self.changed.emit()

    def _fill(self, chosen: str) -> None:
        self._fields.clear()
        for words, key in self._offers():
            self._fields.addItem(words, key)
        self._fields.setCurrentIndex(max(0, self._fields.findData(chosen)))

    def _offers(self) -> Iterable[tuple[str, str]]:
        if self._programme is None:
            return
        if not self.of_item:
            yield "All of it", ""
            yield from ((field.label, field.key) for field in REPORT_FIELDS)
            return
        yield "Fields and passage", ""
        yield "The passage", self.item
        yield from ((field.label, key) for key, field in self._programme.fields_of(self.item))
