"""What lies over the window while its file cannot be opened, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.background import Background
from desktop.ui.theme import SPACE, section_font, set_role

if TYPE_CHECKING:
    from desktop.store.passphrase import Passphrase
    from desktop.ui.not_opened.offers import Newest, Result

_LOOKS: Final = "Looking for its newest sound backup…"
_NO_BACKUP: Final = "No sound backup of it was found."
_RESTORES: Final = "Putting the backup in its place…"
_SAVES: Final = "Saving what can be read…"
_WIDTH: Final = 620


class NotOpenedPane(QWidget):
    """Says why a file was not opened; of a damaged one, offers its backup and what can be saved."""

    again = Signal()
    """The same file is to be opened: it is tried again, or a backup is in its place."""
    other_file_wanted = Signal()
    opened_wanted = Signal(Path)
    """The file that was saved is to be opened."""

    def __init__(
        self,
        error: Exception,
        file: Path | None,
        background: Background,
        *,
        passphrase: Passphrase | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """Say what stands in the way of opening a file; None for a database on a server."""
        super().__init__(parent)
        from desktop.store.errors import DamagedError

        self._file = file
        self._background = background
        self._passphrase = passphrase
        self._newest: Newest | None = None
        self._made: Path | None = None
        name = file.name if file else "The database"
        damaged = isinstance(error, DamagedError)
        gone = file is not None and not file.exists()
        self._title = _label()
        self._title.setFont(section_font())
        self._title.setText(f"{name} is damaged" if damaged else f"{name} was not opened")
        # A long path, which has no place to break, would be cut off.
        self._says = _label(str(error).replace(str(file), name))
        self._says.setToolTip(str(file or ""))
        self._backup = _label()
        self._told = _label()
        set_role(self._backup, "muted")
        self._restore = self._button("Restore it", self._put_back)
        self._save = self._button("Save what can be saved…", self._save_it)
        self._open = self._button("Open it", self._open_it)
        self._try = self._button("Try again", self.again.emit)
        self._other = self._button("Choose another file…", self.other_file_wanted.emit)
        self._lay_out()
        for each in (self._backup, self._restore, self._told, self._open):
            each.hide()
        self._save.setVisible(damaged and file is not None and not gone)
        set_role(self._try, "plain" if damaged else "primary")
        set_role(self._other, "quiet")
        self.setAccessibleName("Not opened")
        self.setAccessibleDescription(str(error))
        self.setFocusProxy(self._other if damaged else self._try)
        if file is not None and (damaged or gone):
            self._look_for_backup(file)

    def _button(self, words: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        self._buttons = [self._open, self._restore, self._save, self._try, self._other]
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.small)
        for button in self._buttons:
            buttons.addWidget(button)
        buttons.addStretch(1)
        block = QWidget(self)
        block.setFixedWidth(_WIDTH)
        rows = QVBoxLayout(block)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.small)
        for label in (self._title, self._says, self._backup, self._told):
            rows.addWidget(label)
        rows.addSpacing(SPACE.tiny)
        rows.addLayout(buttons)
        # Aligned by itself, it would not be given the height that its words need.
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(block)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addLayout(middle)
        column.addStretch(3)

    def _look_for_backup(self, file: Path) -> None:
        self._show(self._backup, _LOOKS)
        passphrase = self._passphrase

        def work() -> Newest | None:
            from desktop.ui.not_opened.offers import newest_sound

            return newest_sound(file, passphrase)

        self._background.run(work, self._found, lambda _: self._found(None))

    def _found(self, newest: Newest | None) -> None:
        self._newest = newest
        if newest is None:
            self._show(self._backup, _NO_BACKUP)
            set_role(self._save, "primary")
            return
        self._show(self._backup, f"Its newest sound backup was made {newest.when}. {newest.holds}.")
        self._restore.show()
        set_role(self._restore, "primary")

    def _put_back(self) -> None:
        file, newest, passphrase = self._file, self._newest, self._passphrase
        if file is None or newest is None:
            return

        def work() -> Result:
            from desktop.ui.not_opened.offers import put_back

            return put_back(file, passphrase, newest)

        self._do(work, _RESTORES)

    def _save_it(self) -> None:
        file, newest, passphrase = self._file, self._newest, self._passphrase
        name = self.ask_for_name()
        if file is None or not name:
            return

        def work() -> Result:
            from desktop.ui.not_opened.offers import save

            return save(file, Path(name), passphrase, newest)

        self._do(work, _SAVES)

    def ask_for_name(self) -> str:
        """Ask for the name of the file that takes what can be saved; empty if none."""
        file = self._file or Path("fieldbook.sqlite3")
        name, _ = QFileDialog.getSaveFileName(
            self,
            "Save what can be saved",
            str(file.with_name(f"{file.stem}-saved{file.suffix}")),
            "Fieldbook databases (*.sqlite3)",
        )
        return name

    def _do(self, work: Callable[[], Result], doing: str) -> None:
        self._let(False)
        set_role(self._told, "muted")
        self._show(self._told, doing)
        self._background.run(work, self._done, self._failed)

    def _done(self, result: Result) -> None:
        self._let(True)
        self._made = result.made
        self._title.setText(result.title)
        self._says.setText("\n".join(result.lines))
        for each in (self._backup, self._told, self._restore, self._save, self._try):
            each.hide()
        self._open.show()
        set_role(self._open, "primary")
        self._open.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setAccessibleDescription(f"{result.title}. {' '.join(result.lines)}")

    def _failed(self, error: Exception) -> None:
        self._let(True)
        set_role(self._told, "error")
        self._show(self._told, str(error))

    def _open_it(self) -> None:
        if self._made is None or self._made == self._file:
            self.again.emit()
        else:
            self.opened_wanted.emit(self._made)

    def _let(self, may: bool) -> None:
        for button in self._buttons:
            button.setEnabled(may)

    def _show(self, label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))


def _label(words: str = "") -> QLabel:
    label = QLabel(words, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
