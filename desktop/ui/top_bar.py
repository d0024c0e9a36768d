"""The bar above everything: which programme is open, and when the last word typed was saved."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QLocale, Qt, QTime, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QWidget,
)

from desktop.ui.go_to.button import GoToButton
from desktop.ui.theme import SPACE, item_font, set_role, small_font

ROOMS = (
    ("form", "Form", "Ctrl+1"),
    ("library", "Library", "Ctrl+2"),
    ("all_forces", "All forces", "Ctrl+3"),
    ("compare", "Compare", "Ctrl+4"),
    ("bringing_in", "Bring in", "Ctrl+5"),
    ("publishing", "Publish", "Ctrl+6"),
)
"""The rooms of the window in the order of their buttons: name, title, key."""
SAFE_KEEPING = ("safe_keeping", "Safe keeping: backups, passphrase, health", "Ctrl+7")
"""The room that is entered by what the bar says about saving."""
_WIDEST_TITLE = 300


class TopBar(QFrame):
    """Chooses the programme and tells how saving stands."""

    programme_chosen = Signal(str)
    keys_wanted = Signal()
    room_wanted = Signal(str)
    go_to_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without programmes."""
        super().__init__(parent)
        set_role(self, "surface")
        self._programmes = QComboBox()
        self._programmes.setAccessibleName("Programme")
        self._programmes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._programmes.setMaximumWidth(_WIDEST_TITLE)
        self._programmes.hide()
        self._title = QLabel()
        self._title.setFont(item_font())
        self._programmes.activated.connect(
            lambda row: self.programme_chosen.emit(self._programmes.itemData(row))
        )
        self._dot = QLabel()
        self._saved = QToolButton()
        self.saving = self._make_saving()
        """How saving stands, and the keys: the part that is always to be seen."""
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.large, SPACE.small, SPACE.small, SPACE.small)
        row.setSpacing(SPACE.small)
        row.addWidget(self._title)
        row.addWidget(self._programmes)
        row.addSpacing(SPACE.small)
        self._rooms = {name: self._room_button(name, title, key) for name, title, key in ROOMS}
        # What is shown now is one of them, and pressing it again leads nowhere else.
        one_of = QButtonGroup(self)
        for button in (*self._rooms.values(), self._saved):
            one_of.addButton(button)
        self.rooms = self._make_ways()
        """The ways to the rooms, which no message lies over."""
        row.addWidget(self.rooms)
        row.addStretch(1)
        go_to = GoToButton()
        go_to.clicked.connect(self.go_to_wanted)
        row.addWidget(go_to, 100)
        row.addWidget(self.saving)

    def _make_ways(self) -> QWidget:
        ways = QWidget()
        row = QHBoxLayout(ways)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.small)
        for button in self._rooms.values():
            row.addWidget(button)
        return ways

    def _make_saving(self) -> QWidget:
        name, title, key = SAFE_KEEPING
        self._saved.setFont(small_font())
        self._saved.setCheckable(True)
        self._saved.setAccessibleName("Saving")
        self._saved.setToolTip(f"{title}  ({key})")
        self._saved.clicked.connect(lambda: self.room_wanted.emit(name))
        keys = QToolButton()
        keys.setText("Keys")
        keys.setAccessibleName("Show the keys")
        keys.setToolTip("Show the keys  (Ctrl+/)")
        keys.clicked.connect(self.keys_wanted)
        saving = QWidget()
        part = QHBoxLayout(saving)
        part.setContentsMargins(SPACE.small, 0, 0, 0)
        part.setSpacing(SPACE.small)
        part.addWidget(self._dot)
        part.addWidget(self._saved)
        part.addStretch(1)
        part.addSpacing(SPACE.small)
        part.addWidget(keys)
        # Nothing beside it moves from one word to the other.
        self._dot.setText("●")
        self._saved.setText("Saved 00:00:00")
        saving.setMinimumWidth(saving.sizeHint().width())
        self._dot.setText("")
        self._saved.setText("")
        return saving

    def _room_button(self, name: str, title: str, key: str) -> QToolButton:
        button = QToolButton()
        button.setText(title)
        button.setCheckable(True)
        button.setChecked(name == ROOMS[0][0])
        button.setAccessibleName(f"Show: {title}")
        button.setToolTip(f"{title}  ({key})")
        button.clicked.connect(lambda: self.room_wanted.emit(name))
        return button

    def show_room(self, name: str) -> None:
        """Mark the room that is shown."""
        (self._saved if name == SAFE_KEEPING[0] else self._rooms[name]).setChecked(True)

    def show_programmes(self, titles: Iterable[tuple[str, str, str]], chosen: str) -> None:
        """Offer programmes, given as id, short title and title."""
        self._programmes.clear()
        for row, (programme, short, title) in enumerate(titles):
            self._programmes.addItem(short, programme)
            self._programmes.setItemData(row, title, Qt.ItemDataRole.ToolTipRole)
        several = self._programmes.count() > 1
        self._programmes.setVisible(several)
        self._title.setVisible(not several)
        self.choose_programme(chosen)

    def choose_programme(self, programme: str) -> None:
        """Show which programme is open."""
        row = self._programmes.findData(programme)
        self._programmes.setCurrentIndex(row)
        whole = self._programmes.itemData(row, Qt.ItemDataRole.ToolTipRole)
        for each in (self._programmes, self._title):
            each.setToolTip(whole)
        self._title.setText(self._programmes.currentText())

    def say_saved(self, at: QTime | None) -> None:
        """Say that everything typed is in the database, and since when."""
        time = f" {QLocale.c().toString(at, 'HH:mm:ss')}" if at else ""
        self._say("●", "ok", f"Saved{time}" if at else "All saved")

    def say_unsaved(self) -> None:
        """Say that something typed is on its way to the database."""
        self._say("○", "muted", "Saving")

    def say_pending(self, fields: int) -> None:
        """Say that fields hold what is no answer yet, while all else is saved."""
        self._say("○", "muted", f"{fields} field{'' if fields == 1 else 's'} not saved")

    def say_trouble(self) -> None:
        """Say that something typed could not be saved."""
        self._say("✕", "error", "Not saved")

    @property
    def saved_text(self) -> str:
        """What the bar says about saving."""
        return self._saved.text()

    def _say(self, dot: str, role: str, words: str) -> None:
        self._dot.setText(dot)
        set_role(self._dot, "ok" if role == "ok" else "error" if role == "error" else "muted")
        self._saved.setText(words)
        self._saved.setAccessibleDescription(words)
