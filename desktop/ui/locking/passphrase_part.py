"""The part of the room for safe keeping that sets, changes and removes the passphrase."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from desktop.ui.background import Background
from desktop.ui.locking.entering import Deed, Entering
from desktop.ui.locking.idle import LONGEST_MINUTES, keep_lock_after, lock_after
from desktop.ui.theme import SPACE, item_font, set_role, small_font

if TYPE_CHECKING:
    from desktop.store.database import Database
    from desktop.store.locking import Renewed
    from desktop.store.passphrase import Passphrase

_OPEN: Final = (
    "Whoever has this computer or a copy of the file can read the reports. A passphrase locks the"
    " file and its backups; Fieldbook then asks for it when the file is opened."
)
_LOCKED: Final = "The file and its backups are locked. Fieldbook asks for the passphrase."
_SERVER: Final = "This database is kept on a server, which says by itself who gets in."
_DONE: Final[dict[Deed, str]] = {
    "set": "✓ The file is locked with the passphrase",
    "change": "✓ The file is locked with the new passphrase",
    "remove": "✓ The passphrase is removed",
}


class PassphrasePart(QWidget):
    """Says how the file is locked, and lets that be changed in place."""

    changed = Signal()
    """The passphrase was set, changed or removed, or the time after which to lock."""
    lock_wanted = Signal()

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        """Begin without a database; what takes long is done in the background."""
        super().__init__(parent)
        self._background = background
        self._database: Database | None = None
        title = QLabel("Passphrase")
        title.setFont(item_font())
        self._says = QLabel(wordWrap=True)
        set_role(self._says, "muted")
        self._entering = Entering(self)
        self._entering.entered.connect(self._carry_out)
        self._entering.closed.connect(self._show)
        self._result = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._result.setFont(small_font())
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._result.hide()
        self._buttons: dict[Deed, QPushButton] = {
            "set": QPushButton("Set a passphrase…", self),
            "change": QPushButton("Change it…", self),
            "remove": QPushButton("Remove it…", self),
        }
        for deed, button in self._buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._ask, deed))
        self._idle = self._make_idle()
        self._lay_out(title)
        self._show()

    def show_database(self, database: Database) -> None:
        """Show how a database is locked."""
        self._database = database
        self._result.hide()
        self._entering.close_it()
        self._show()

    def take_focus(self) -> None:
        """Give the keyboard to the first control there is."""
        first = next((each for each in self._buttons.values() if each.isVisible()), self)
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_idle(self) -> QWidget:
        line = QWidget(self)
        minutes = QSpinBox(line)
        minutes.setRange(0, LONGEST_MINUTES)
        minutes.setSuffix(" minutes")
        minutes.setSpecialValueText("Never")
        minutes.setValue(lock_after())
        minutes.setAccessibleName("Minutes without a touch after which to lock")
        minutes.setKeyboardTracking(False)
        minutes.valueChanged.connect(self._keep_minutes)
        words = QLabel("Lock when nobody has touched Fieldbook for")
        words.setBuddy(minutes)
        now = QPushButton("Lock now")
        now.setAutoDefault(False)
        now.clicked.connect(self.lock_wanted)
        row = QHBoxLayout()
        row.setSpacing(SPACE.small)
        row.addWidget(minutes)
        row.addWidget(now)
        row.addStretch(1)
        # On a line of its own: beside the words, it would be wider than the room gives.
        rows = QVBoxLayout(line)
        rows.setContentsMargins(0, SPACE.small, 0, 0)
        rows.setSpacing(SPACE.tiny)
        rows.addWidget(words)
        rows.addLayout(row)
        return line

    def _lay_out(self, title: QLabel) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.small)
        for button in self._buttons.values():
            buttons.addWidget(button)
        buttons.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.small)
        rows.addWidget(title)
        rows.addWidget(self._says)
        rows.addLayout(buttons)
        rows.addWidget(self._entering)
        rows.addWidget(self._result)
        rows.addWidget(self._idle)
        rows.addStretch(1)

    def _show(self) -> None:
        database = self._database
        on_file = database is not None and database.file is not None
        locked = database is not None and database.passphrase is not None
        self._says.setText(_LOCKED if locked else _OPEN if on_file else _SERVER)
        self._says.setVisible(database is not None)
        asking = self._entering.is_open
        for deed, button in self._buttons.items():
            button.setVisible(on_file and not asking and (deed == "set") != locked)
        self._idle.setVisible(locked)

    def _ask(self, deed: Deed) -> None:
        self._result.hide()
        self._entering.open_for(deed)
        self._show()

    def _carry_out(self, deed: Deed, old: Passphrase | None, new: Passphrase | None) -> None:
        database = self._database
        assert database is not None
        self._entering.wait()

        def work() -> Renewed:
            from desktop.store.locking import set_passphrase

            return set_passphrase(database, new, old)

        self._background.run(work, partial(self._done, deed), self._entering.refuse)

    def _done(self, deed: Deed, renewed: Renewed) -> None:
        from desktop.store.locking import NO_PROMISE

        self._entering.close_it()
        copies = ""
        if renewed.copies:
            copies = f" The same was done with its {_copies(renewed.copies)}."
        lines = [f"{_DONE[deed]}.{copies}", *renewed.left]
        if deed != "remove":
            lines.append(NO_PROMISE)
        self._result.setText("\n".join(lines))
        set_role(self._result, "warning" if renewed.left else "ok")
        self._result.show()
        self._show()
        self.take_focus()
        self.changed.emit()

    def _keep_minutes(self, minutes: int) -> None:
        try:
            keep_lock_after(minutes)
        except OSError as error:
            self._result.setText(f"✕ The time could not be kept ({error.strerror}).")
            set_role(self._result, "error")
            self._result.show()
            return
        self.changed.emit()


def _copies(count: int) -> str:
    return "one copy" if count == 1 else f"{count} copies"
