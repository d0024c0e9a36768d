"""The line in which an inspector says why a remark is left as it is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.asking_line import AskingLine
from desktop.ui.theme import SPACE, set_role, small_font

_NONE: Final = "Write a reason: whoever checks this report after you will want to know it."


class ReasonLine(AskingLine):
    """Asks in place why a remark is left: Enter records it, Escape gives it up."""

    typed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Begin hidden."""
        super().__init__(parent)
        label = QLabel("Leave it, because", self)
        self._about = QLabel(self)
        self._about.setTextFormat(Qt.TextFormat.PlainText)
        self._field = QLineEdit(self)
        self._field.setMaxLength(500)
        self._field.setTextMargins(SPACE.tiny, 1, SPACE.tiny, 1)
        self._field.setPlaceholderText("Enter records the reason, Esc leaves the remark standing")
        label.setBuddy(self._field)
        self._wrong = QLabel(_NONE, self)
        set_role(self._wrong, "error")
        record = QPushButton("Leave it", self)
        cancel = QPushButton("Cancel", self)
        set_role(cancel, "quiet")
        for button in (record, cancel):
            button.setAutoDefault(False)
        for part in (self._about, self._wrong):
            part.setFont(small_font())
        set_role(self._about, "muted")
        line = QHBoxLayout()
        line.setSpacing(SPACE.small)
        line.addWidget(label)
        line.addWidget(self._field, 1)
        line.addWidget(record)
        line.addWidget(cancel)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.large, 0, SPACE.small, SPACE.small)
        rows.setSpacing(SPACE.tiny)
        rows.addWidget(self._about)
        rows.addLayout(line)
        rows.addWidget(self._wrong)
        self._field.returnPressed.connect(self._take)
        self._field.textEdited.connect(lambda _: self._complain(False))
        self._field.textEdited.connect(self.typed)
        record.clicked.connect(self._take)
        cancel.clicked.connect(self.closed)
        self.setFocusProxy(self._field)
        self.hide()

    def open(self, about: str, reason: str = "", *, take_focus: bool = True) -> None:
        """Ask for the reason to leave what is described in a few words, as far as it was typed."""
        self._about.setText(about)
        self._field.setAccessibleName(f"Reason to leave this remark: {about}")
        self._field.setText(reason)
        self._complain(False)
        self.show()
        if take_focus:
            self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _take(self) -> None:
        reason = " ".join(self._field.text().split())
        if reason:
            self.given.emit(reason)
        else:
            self._complain(True)
            self._field.setFocus()

    def _complain(self, wrong: bool) -> None:
        self._wrong.setVisible(wrong)
        set_role(self._field, "error" if wrong else "plain")
        self._field.setAccessibleDescription(_NONE if wrong else "")
