"""The line that asks the inspector's name, once."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.asking_line import AskingLine
from desktop.ui.theme import SPACE, set_role, small_font

_NONE: Final = "Type your name: whoever reads the history will want to know who wrote."
_WIDEST: Final = 280


class YourName(AskingLine):
    """Asks in place under which name changes are recorded: Enter keeps it, Escape puts it off."""

    def __init__(self, parent: QWidget) -> None:
        """Begin hidden."""
        super().__init__(parent)
        set_role(self, "surface")
        label = QLabel("Your name, as the history shows it:", self)
        self._field = QLineEdit(self)
        self._field.setObjectName("yourName")
        self._field.setMaxLength(80)
        self._field.setMaximumWidth(_WIDEST)
        self._field.setTextMargins(SPACE.tiny, 1, SPACE.tiny, 1)
        self._field.setAccessibleName("Your name, as the history shows it")
        label.setBuddy(self._field)
        self._wrong = QLabel(self)
        self._wrong.setFont(small_font())
        self._wrong.setWordWrap(True)
        set_role(self._wrong, "error")
        keep = QPushButton("Keep", self)
        keep.setAccessibleDescription("Records your changes under this name from now on.")
        later = QPushButton("Later", self)
        later.setAccessibleDescription("Goes on under the name of the account.")
        set_role(later, "quiet")
        for button in (keep, later):
            button.setAutoDefault(False)
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        line.addWidget(label)
        line.addWidget(self._field, 1)
        line.addWidget(keep)
        line.addWidget(later)
        line.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.small)
        rows.setSpacing(SPACE.tiny)
        rows.addLayout(line)
        rows.addWidget(self._wrong)
        self._field.returnPressed.connect(self._take)
        self._field.textEdited.connect(lambda _: self.complain(""))
        keep.clicked.connect(self._take)
        later.clicked.connect(self.closed)
        self.setFocusProxy(self._field)
        self.hide()

    def open(self, name: str, *, take_focus: bool = True) -> None:
        """Ask, with the name that changes are recorded under now.

        The first time it is asked, the keyboard may stay where it is.
        """
        self._field.setText(name)
        self._field.selectAll()
        self.complain("")
        self.show()
        if take_focus:
            self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def complain(self, why: str) -> None:
        """Say why the name was not kept; nothing where nothing is wrong."""
        self._wrong.setText(why)
        self._wrong.setVisible(bool(why))
        set_role(self._field, "error" if why else "plain")
        self._field.setAccessibleDescription(why)

    def _take(self) -> None:
        name = " ".join(self._field.text().split())
        if name:
            self.given.emit(name)
        else:
            self.complain(_NONE)
            self._field.setFocus()
