"""The files on the left, how far reading has come, and what can be done for all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.ui.bringing_in.files import FilesList
from desktop.ui.theme import SPACE, set_role, small_font


class FilesPane(QWidget):
    """The list of files with its buttons."""

    choose_wanted = Signal()
    cancel_wanted = Signal()
    accept_all_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin without files."""
        super().__init__(parent)
        self.list = FilesList(self)
        self._progress = QLabel(self)
        self._progress.setFont(small_font())
        set_role(self._progress, "muted")
        self._cancel = _button("Cancel", self)
        self._cancel.setAccessibleDescription("Stops reading; what was read stays.")
        self._cancel.clicked.connect(self.cancel_wanted)
        self._accept_all = _button("", self)
        self._accept_all.setAccessibleDescription(
            "Records the reports in which nothing is left to look at and which are not there yet."
        )
        self._accept_all.clicked.connect(self.accept_all_wanted)
        choose = _button("Choose files…", self)
        choose.setAccessibleDescription("More files may be chosen, or dropped, at any time.")
        choose.clicked.connect(self.choose_wanted)
        under_way = QHBoxLayout()
        under_way.addWidget(self._progress, 1)
        under_way.addWidget(self._cancel)
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE.small, SPACE.small, SPACE.small, SPACE.small)
        foot.setSpacing(SPACE.small)
        foot.addLayout(under_way)
        foot.addWidget(self._accept_all)
        foot.addWidget(choose)
        set_role(self, "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.small, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.show_progress(0, 0)
        self.show_certain(0)

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, at: int, total: int) -> None:
        """Say how far reading has come; of no files nothing is said."""
        if self._cancel.hasFocus() and not total:
            # First, because hiding it would push the focus somewhere.
            self.take_focus()
        self._progress.setText(f"Reading {at} of {total}" if total else "")
        self._progress.setVisible(bool(total))
        self._cancel.setVisible(bool(total))

    def show_certain(self, number: int) -> None:
        """Offer to accept so many files at once."""
        if self._accept_all.hasFocus() and not number:
            self.take_focus()
        self._accept_all.setText(f"Accept all that are certain ({number})")
        self._accept_all.setVisible(number > 0)


def _button(words: str, parent: QWidget) -> QPushButton:
    button = QPushButton(words, parent)
    button.setAutoDefault(False)
    return button
