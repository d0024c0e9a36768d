"""The keys of the window, in one list: what is listed here is what is bound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.kept_focus import KeptFocus
from desktop.ui.theme import SPACE, item_font, set_role


class Key(NamedTuple):
    """A key of the window: what it does, by name and in words."""

    name: str
    sequence: str
    words: str
    other: tuple[str, ...] = ()
    """More sequences, for where the first is taken by the desktop."""


WINDOW_KEYS = (
    Key("go_to", "Ctrl+K", "Go to a force, item or phrase"),
    Key("form", "Ctrl+1", "The form"),
    Key("library", "Ctrl+2", "Library: all reports"),
    Key("all_forces", "Ctrl+3", "All forces at once"),
    Key("compare", "Ctrl+4", "Compare reports"),
    Key("bringing_in", "Ctrl+5", "Bring in published reports"),
    Key("publishing", "Ctrl+6", "Publish: many reports at once"),
    Key("safe_keeping", "Ctrl+7", "Safe keeping: backups, passphrase"),
    Key("lock", "Ctrl+Alt+L", "Lock, where there is a passphrase"),
    Key("next_item", "Alt+Down", "Next item"),
    Key("previous_item", "Alt+Up", "Previous item"),
    Key("next_force", "Ctrl+Alt+Down", "Next force", ("Ctrl+PgDown",)),
    Key("previous_force", "Ctrl+Alt+Up", "Previous force", ("Ctrl+PgUp",)),
    Key("undo", "Ctrl+Z", "Undo what you did last"),
    Key("redo", "Ctrl+Shift+Z", "Redo what you undid last", ("Ctrl+Y",)),
    Key("find", "Ctrl+F", "Find in this report"),
    Key("next_remark", "F8", "Next remark"),
    Key("previous_remark", "Shift+F8", "Previous remark"),
    Key("remarks", "Ctrl+F8", "Show or hide the list of remarks"),
    Key("pages", "Ctrl+Shift+E", "Pages beside the form"),
    Key("elsewhere", "Ctrl+E", "Elsewhere: how other reports put it"),
    Key("then_and_now", "Ctrl+T", "Then and now: earlier reports"),
    Key("history", "Ctrl+H", "History: who changed what"),
    Key("review", "Ctrl+R", "Review: state and comments"),
    Key("comment", "Ctrl+Shift+M", "Comment on the words selected"),
    Key("accuracy", "Ctrl+Shift+R", "Accuracy: the points of the force"),
    Key("save_pdf", "Ctrl+P", "Save PDF, web page or Word file"),
    Key("next_pane", "F6", "Next pane"),
    Key("previous_pane", "Shift+F6", "Previous pane"),
    Key("pages_apart", "Ctrl+Shift+P", "Pages in a window of their own, and back"),
    Key("keys", "Ctrl+/", "Show or hide these keys"),
)
EVERYWHERE = frozenset(
    {
        "go_to",
        "form",
        "library",
        "all_forces",
        "compare",
        "bringing_in",
        "publishing",
        "safe_keeping",
        "lock",
        "undo",
        "redo",
        "keys",
    }
)
"""What does not belong to the form, and can be asked for from every room."""
FORM_KEYS = (
    ("F1", "Guidance of the field"),
    ("Enter", "Next field"),
    ("Y, N, Backspace", "Yes, no, not answered"),
    ("Ctrl+B, Ctrl+I", "Bold, italic"),
    ("Ctrl+Shift+L", "Bulleted list"),
    ("Ctrl+L", "Link"),
    ("@, Ctrl+Space", "Insert a fact"),
    ("Ctrl+Enter", "From a fact to its field"),
    ("Alt+Left", "Back to the fact"),
    ("Shift+F10", "What can be done about a word"),
    ("Enter, F, L", "Of a remark: go there, fix, leave"),
)
VIEW_KEYS = (
    ("Escape", "Back to the form"),
    ("Enter", "Take over; open; go there"),
    ("Ctrl+Enter", "Open the report at this place"),
    ("B", "History: go back to this point"),
    ("Right, Left", "History: unfold, fold"),
    ("Alt+Down, Alt+Up", "Compare: next, previous item"),
    ("Delete", "Compare, Bring in: take a report, a file out"),
    ("Space", "Elsewhere: show what taking over gives"),
    ("F2, Delete, F3", "All forces: edit, clear, sort by the column"),
    ("F7, Shift+F7", "All forces: next unanswered, the one before"),
    ("Ctrl+PgDown, Ctrl+PgUp", "Bring in: next, previous file"),
    ("K, T", "Bring in: keep what is there, take the file's"),
)


_BELOW_THE_BAR = 56


class KeysPanel(QFrame):
    """Lists the keys, over the window's corner, without stopping the work."""

    @staticmethod
    def toggle_over(window: QWidget) -> None:
        """Show the keys over a window, or hide them if they are shown there."""
        there = window.findChild(KeysPanel, options=Qt.FindChildOption.FindDirectChildrenOnly)
        (there or KeysPanel(window)).toggle()

    def __init__(self, window: QWidget) -> None:
        """Begin hidden."""
        super().__init__(window)
        self._over = window
        window.installEventFilter(self)
        self._before = KeptFocus(self)
        self.setAccessibleName("Keys")
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAutoFillBackground(True)
        set_role(self, "surface")
        native = QKeySequence.SequenceFormat.NativeText
        shown = [
            (
                ", ".join(
                    QKeySequence(each).toString(native) for each in (key.sequence, *key.other)
                ),
                key.words,
            )
            for key in WINDOW_KEYS
        ]
        lists = QWidget()
        columns = QHBoxLayout(lists)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(SPACE.huge)
        columns.addLayout(_list((("Keys of the window", shown),)))
        columns.addLayout(_list((("In the form", FORM_KEYS), ("In other views", VIEW_KEYS))))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.large, SPACE.large, SPACE.large, SPACE.large)
        rows.setSpacing(SPACE.medium)
        # In a narrow window, such as that of the pages, the lists are scrolled.
        self._lists = QScrollArea()
        self._lists.setFrameShape(QFrame.Shape.NoFrame)
        self._lists.setWidget(lists)
        self._listed = lists
        set_role(lists, "surface")
        rows.addWidget(self._lists)
        close = QPushButton("Close")
        close.clicked.connect(self._go)
        rows.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._close = close
        self.hide()

    def toggle(self) -> None:
        """Show the keys at the top right of the window, or hide them."""
        if self.isVisible():
            self._go()
            return
        margin = 2 * SPACE.large
        whole = self._listed.sizeHint() + QSize(1, 1)
        needed = whole + self.sizeHint() - self._lists.sizeHint()
        room = self._over.size() - QSize(margin, margin + _BELOW_THE_BAR)
        self.resize(needed.boundedTo(room))
        self.move(self._over.width() - self.width() - SPACE.large, _BELOW_THE_BAR)
        self.show()
        self.raise_()
        self._close.setFocus()

    def _go(self) -> None:
        """Hide, and give the keyboard back to where it was."""
        self._before.give_back()
        self.hide()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.hide()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return):
            self._go()
        else:
            super().keyPressEvent(event)


def _list(groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]) -> QGridLayout:
    """List keys and what they do, each group under its title."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(SPACE.wide)
    grid.setVerticalSpacing(2)
    for name, keys in groups:
        title = QLabel(name)
        title.setFont(item_font())
        if grid.rowCount() > 1:
            grid.setRowMinimumHeight(grid.rowCount(), SPACE.medium)
        grid.addWidget(title, grid.rowCount(), 0, 1, 2)
        for key, words in keys:
            row = grid.rowCount()
            label = QLabel(key)
            set_role(label, "muted")
            grid.addWidget(label, row, 0)
            grid.addWidget(QLabel(words), row, 1)
    grid.setRowStretch(grid.rowCount(), 1)
    return grid
