"""Locking the window and unlocking it: what is covered, hidden and forgotten meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QToolTip, QWidget
from shiboken6 import isValid

from desktop.ui.background import Background
from desktop.ui.covers import Covers
from desktop.ui.locking.idle import Idle, lock_after
from desktop.ui.locking.lock_pane import LockPane
from desktop.ui.saving import Saving

if TYPE_CHECKING:
    from desktop.store.database import Database

_TITLE: Final = "Fieldbook – locked"
_SAVING_MS: Final = 10_000
"""How long to wait for what was typed to be saved."""
_AWAY_MS: Final = 5000
"""How long to wait for what was not saved to be kept aside; it stays in memory too."""


class Locking(QObject):
    """Locks a window whose database has a passphrase, and unlocks it with that."""

    locked = Signal()
    unlocked = Signal()
    other_file_wanted = Signal()

    def __init__(
        self, window: QMainWindow, covers: Covers, background: Background, saving: Saving
    ) -> None:
        """Lock this window, once there is a database; `background` is that of its work."""
        super().__init__(window)
        self._window = window
        self._covers = covers
        self._background = background
        self._saving = saving
        self._database: Database | None = None
        self._pane: LockPane | None = None
        self._hidden: list[QWidget] = []
        self._actions: list[QAction] = []
        self._title = ""
        self._waited = QTimer(self, singleShot=True, interval=_SAVING_MS)
        self._waited.timeout.connect(self._shut)
        saving.state_changed.connect(self._shut_if_saved)
        self._idle = Idle(self)
        self._idle.too_long.connect(self.lock)
        window.windowTitleChanged.connect(self._hide_title)

    @property
    def is_locked(self) -> bool:
        """Whether the window is covered until the passphrase is typed."""
        return self._pane is not None

    def use(self, database: Database) -> None:
        """Lock this database, where it has a passphrase."""
        self._database = database
        self.watch()

    def close(self) -> None:
        """Watch no more, for good."""
        self._idle.watch(0)
        self._waited.stop()

    def watch(self) -> None:
        """Watch for nobody being there, as the settings say and the passphrase asks for."""
        has_one = self._database is not None and self._database.passphrase is not None
        self._idle.watch(lock_after() if has_one and not self.is_locked else 0)

    def lock(self) -> bool:
        """Cover the window at once, save what was typed, and forget the passphrase.

        Gives whether it is locked: nothing happens where there is no passphrase.
        """
        database = self._database
        if self.is_locked:
            return True
        if database is None or database.passphrase is None or database.file is None:
            return False
        pane = LockPane(database.file.name, self._background, database.unlock, waits=True)
        pane.unlocked.connect(self._unlocked)
        pane.other_file_wanted.connect(self.other_file_wanted)
        # What is still being written in an editor is handed over as the keyboard leaves it.
        self._covers.put_over(pane)
        self._pane = pane
        self._idle.watch(0)
        self._hide_all()
        self._waited.start()
        self._saving.save_now()
        self._shut_if_saved()
        return True

    def _hide_all(self) -> None:
        window = self._window
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            again = QApplication.activePopupWidget()
            popup = None if again is popup else again
        QToolTip.hideText()
        own = window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        lying_over = [each for each in own if each is not window.centralWidget()]
        others = [each for each in QApplication.topLevelWidgets() if each is not window]
        self._hidden = []
        for each in (*lying_over, *others):
            if each.isVisible():
                each.hide()
                if each.isWindow() and each.windowType() == Qt.WindowType.Window:
                    self._hidden.append(each)
        self._actions = [each for each in window.actions() if each.isEnabled()]
        for action in self._actions:
            action.setEnabled(False)
        window.setAcceptDrops(False)
        self._title = window.windowTitle()
        window.setWindowTitle(_TITLE)
        clipboard = QGuiApplication.clipboard()
        if clipboard.ownsClipboard():
            clipboard.clear()

    def _hide_title(self, title: str) -> None:
        """Keep the name of a force off the window, which a late answer may bring there."""
        if self.is_locked and title != _TITLE:
            self._title = title
            self._window.setWindowTitle(_TITLE)

    def _shut_if_saved(self) -> None:
        done = not self._saving.unsaved or bool(self._saving.trouble or self._saving.contest)
        if done and self._waited.isActive():
            self._waited.stop()
            # Not while the answer is being dealt with that has brought this about.
            QTimer.singleShot(0, self._shut)

    def _shut(self) -> None:
        if self._saving.unsaved:
            self._saving.put_away(_AWAY_MS)
        database, pane = self._database, self._pane
        if database is None or pane is None or self._background.closed:
            return

        def shut(_: object) -> None:
            pane.be_ready()
            self.locked.emit()

        self._background.run(database.lock, shut)

    def _unlocked(self) -> None:
        self._pane = None
        self._covers.take_off()
        self._window.setWindowTitle(self._title)
        self._window.setAcceptDrops(True)
        for action in self._actions:
            action.setEnabled(True)
        for each in self._hidden:
            if isValid(each):
                each.show()
        self._hidden = []
        self.watch()
        self.unlocked.emit()
        self._saving.save_now()
