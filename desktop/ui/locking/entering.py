"""The lines into which a passphrase is typed that is to be set, changed or removed."""

from __future__ import annotations

from typing import Final, Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.ui.locking.field import PassphraseField
from desktop.ui.theme import SPACE, set_role, small_font

Deed = Literal["set", "change", "remove"]

_FIELD_WIDTHS: Final = (180, 320)
"""The least and the most, in pixels; the room for safe keeping gives about 210."""
_PAUSE_MS: Final = 400
_BUTTONS: Final[dict[Deed, str]] = {
    "set": "Lock with this passphrase",
    "change": "Change the passphrase",
    "remove": "Remove the passphrase",
}
_WORKS: Final = "The file and its copies are being written anew…"
_CAPITALS: Final = "! Caps Lock seems to be on."
_REMOVES: Final = "Whoever has the file can then read the reports, and its backups too."
_WRONG: Final = "This is not the present passphrase, so nothing was changed. Type it again."
_EMPTY: Final = "An empty passphrase locks nothing. Type one first."
_DIFFERENT: Final = "The two are not the same. Type the new passphrase twice."
_NO_OLD: Final = "Type the present passphrase first."


class Entering(QWidget):
    """Takes the present passphrase, and a new one twice, as far as each is needed."""

    entered = Signal(str, object, object)
    """What is to be done, and the present and the new `Passphrase`, or None."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin hidden."""
        super().__init__(parent)
        self._deed: Deed = "set"
        self._warns = QLabel(self, wordWrap=True)
        self._fields = {
            name: PassphraseField(name, self)
            for name in ("Present passphrase", "New passphrase", "New passphrase again")
        }
        self._old, self._new, self._again = self._fields.values()
        self._labels = [QLabel(name, self) for name in self._fields]
        self._hint = _small("warning", self)
        self._weak = _small("warning", self)
        self._wrong = _small("error", self)
        self._do = QPushButton(self)
        set_role(self._do, "primary")
        self._cancel = QPushButton("Cancel", self)
        set_role(self._cancel, "quiet")
        self._do.clicked.connect(self._take)
        self._cancel.clicked.connect(self.close_it)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._weigh)
        self._lay_out()
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether it asks for something now."""
        return not self.isHidden()

    def open_for(self, deed: Deed) -> None:
        """Ask for what is needed to set, change or remove a passphrase."""
        from desktop.store.locking import NOBODY_CAN_HELP

        self._deed = deed
        self._warns.setText(_REMOVES if deed == "remove" else NOBODY_CAN_HELP)
        needed = {
            self._old: deed != "set",
            self._new: deed != "remove",
            self._again: deed != "remove",
        }
        for label, (field, wanted) in zip(self._labels, needed.items(), strict=True):
            field.setVisible(wanted)
            label.setVisible(wanted)
        self._do.setText(_BUTTONS[deed])
        self._clear()
        self.show()
        first = self._new if deed == "set" else self._old
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_it(self) -> None:
        """Forget what was typed, and hide."""
        self._clear()
        if self.is_open:
            self.hide()
            self.closed.emit()

    def wait(self) -> None:
        """Say that it is being done, and take nothing meanwhile."""
        self._let_type(False)
        _show(self._wrong, "")
        _show(self._weak, _WORKS)

    def refuse(self, error: Exception) -> None:
        """Say why nothing was done."""
        from desktop.store.errors import LockedError

        self._let_type(True)
        wrong = isinstance(error, LockedError) and error.wrong
        self._complain(_WRONG if wrong else str(error), self._old if wrong else self._do)
        self._weigh()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.medium)
        grid.setVerticalSpacing(SPACE.small)
        for row, (label, field) in enumerate(zip(self._labels, self._fields.values(), strict=True)):
            label.setBuddy(field)
            field.setMinimumWidth(_FIELD_WIDTHS[0])
            field.setMaximumWidth(_FIELD_WIDTHS[1])
            field.returnPressed.connect(self._take)
            field.textEdited.connect(self._edited)
            field.capitals.connect(lambda on: _show(self._hint, _CAPITALS if on else ""))
            grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.small)
        for button in (self._do, self._cancel):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.small)
        rows.addWidget(self._warns)
        rows.addLayout(grid)
        for label in (self._hint, self._weak, self._wrong):
            rows.addWidget(label)
        rows.addLayout(buttons)

    def _clear(self) -> None:
        for field in self._fields.values():
            field.clear()
        for label in (self._hint, self._weak, self._wrong):
            _show(label, "")
        self._let_type(True)

    def _let_type(self, may: bool) -> None:
        for field in self._fields.values():
            field.setReadOnly(not may)
        for button in (self._do, self._cancel):
            button.setEnabled(may)

    def _edited(self) -> None:
        _show(self._wrong, "")
        for field in self._fields.values():
            set_role(field, "plain")
        _show(self._weak, "")
        self._pause.start()

    def _weigh(self) -> None:
        from desktop.store.passphrase import weakness

        words = self._new.text()
        _show(self._weak, f"! {weakness(words)}" if words and weakness(words) else "")

    def _take(self) -> None:
        from desktop.store.passphrase import Passphrase

        if not self._do.isEnabled():
            return
        old, new = self._old.text(), self._new.text()
        if self._deed != "set" and not old:
            self._complain(_NO_OLD, self._old)
        elif self._deed != "remove" and not new:
            self._complain(_EMPTY, self._new)
        elif new != self._again.text():
            self._complain(_DIFFERENT, self._again)
        else:
            self._pause.stop()
            self.entered.emit(
                self._deed, Passphrase(old) if old else None, Passphrase(new) if new else None
            )

    def _complain(self, why: str, at: QWidget) -> None:
        _show(self._wrong, why)
        if isinstance(at, PassphraseField):
            set_role(at, "error")
            at.setAccessibleDescription(why)
            at.selectAll()
        at.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._cancel.isEnabled():
            self.close_it()
        else:
            super().keyPressEvent(event)


def _show(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))


def _small(role: Literal["warning", "error"], parent: QWidget) -> QLabel:
    label = QLabel(parent, wordWrap=True)
    label.setFont(small_font())
    set_role(label, role)
    return label
