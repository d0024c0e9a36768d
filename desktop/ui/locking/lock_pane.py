"""What lies over the window while its database is locked: it asks for the passphrase."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.background import Background
from desktop.ui.locking.field import PassphraseField
from desktop.ui.theme import SPACE, section_font, set_role, small_font

if TYPE_CHECKING:
    from desktop.store.passphrase import Passphrase

_ASKS: Final = "Type its passphrase to read and write its reports."
_WAITS: Final = "What was typed is being saved."
_OPENS: Final = "Unlocking…"
_WRONG: Final = (
    "This passphrase does not open the file. See that capitals and the keyboard are as they should"
    " be, and type it again."
)
_NONE: Final = "Type the passphrase first."
_CAPITALS: Final = "! Caps Lock seems to be on."
_WIDTH: Final = 400


class LockPane(QWidget):
    """Asks for the passphrase of a file, of which it shows the name alone."""

    unlocked = Signal(object, object)
    """The `Passphrase`, and what `opens` gave."""
    other_file_wanted = Signal()

    def __init__(
        self,
        name: str,
        background: Background,
        opens: Callable[[Passphrase], object],
        *,
        waits: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """Ask for the passphrase of the file of this name.

        `opens` is done in the background with what was typed, and raises LockedError if that is
        wrong. With `waits` nothing can be typed before `be_ready`.
        """
        super().__init__(parent)
        self._background = background
        self._opens = opens
        self._trying = False
        title = QLabel(f"{name} is locked", wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        title.setFont(section_font())
        self._says = QLabel(wordWrap=True)
        set_role(self._says, "muted")
        self._field = PassphraseField("Passphrase", self)
        self._wrong = _small("error", self)
        self._hint = _small("warning", self)
        self._unlock = QPushButton("Unlock")
        set_role(self._unlock, "primary")
        self._unlock.clicked.connect(self._try)
        other = QPushButton("Choose another file…")
        set_role(other, "quiet")
        other.clicked.connect(self.other_file_wanted)
        for button in (self._unlock, other):
            button.setAutoDefault(False)
        self._field.returnPressed.connect(self._try)
        self._field.textEdited.connect(lambda _: self._complain(""))
        self._field.capitals.connect(lambda on: self._show(self._hint, _CAPITALS if on else ""))
        self.setFocusProxy(self._field)
        self.setAccessibleName("Locked")
        self._lay_out(title, other)
        self._let_type(not waits, _WAITS if waits else _ASKS)

    def be_ready(self) -> None:
        """Let the passphrase be typed."""
        self._let_type(True, _ASKS)
        if self.isVisible():
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self, title: QLabel, other: QPushButton) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.small)
        buttons.addWidget(self._unlock)
        buttons.addWidget(other)
        buttons.addStretch(1)
        block = QWidget(self)
        block.setFixedWidth(_WIDTH)
        rows = QVBoxLayout(block)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.small)
        rows.addWidget(title)
        rows.addWidget(self._says)
        rows.addSpacing(SPACE.small)
        rows.addWidget(self._field)
        rows.addWidget(self._wrong)
        rows.addWidget(self._hint)
        rows.addSpacing(SPACE.tiny)
        rows.addLayout(buttons)
        column = QVBoxLayout(self)
        # Above the middle, as the eye expects; what is said below moves nothing above it.
        column.addStretch(2)
        # Not by an alignment: that would give lines that wrap the height of unwrapped ones.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(block)
        middle.addStretch(1)
        column.addLayout(middle)
        column.addStretch(3)

    def _let_type(self, may: bool, says: str) -> None:
        self._field.setReadOnly(not may)
        self._unlock.setEnabled(may)
        self._says.setText(says)

    def _try(self) -> None:
        if self._trying or not self._unlock.isEnabled():
            return
        words = self._field.text()
        if not words:
            self._complain(_NONE)
            return
        from desktop.store.passphrase import Passphrase

        passphrase = Passphrase(words)
        self._trying = True
        self._complain("")
        self._let_type(False, _OPENS)
        self._background.run(
            lambda: self._opens(passphrase),
            lambda given: self._opened(passphrase, given),
            self._refused,
        )

    def _opened(self, passphrase: Passphrase, given: object) -> None:
        self._trying = False
        self._field.clear()
        self._let_type(True, _ASKS)
        self.unlocked.emit(passphrase, given)

    def _refused(self, error: Exception) -> None:
        from desktop.store.errors import LockedError

        self._trying = False
        self._let_type(True, _ASKS)
        self._complain(_WRONG if isinstance(error, LockedError) else str(error))
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()

    def _complain(self, why: str) -> None:
        self._show(self._wrong, why)
        set_role(self._field, "error" if why else "plain")
        self._field.setAccessibleDescription(why)

    def _show(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))


def _small(role: str, parent: QWidget) -> QLabel:
    # A reason may name a file, and its name is no markup.
    label = QLabel(parent, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setFont(small_font())
    set_role(label, "error" if role == "error" else "warning")
    label.hide()
    return label
