"""The files on the left, how far reading has come, and what can be done for all of them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.bringing_in.files import FilesList
from desktop.ui.theme import SPACE, set_role
from desktop.ui.under_way import UnderWay


class FilesPane(QWidget):
    """The list of files with its buttons."""

    choose_wanted = Signal()
    take_out_wanted = Signal()
    accept_all_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin without files."""
        super().__init__(parent)
        self.list = FilesList(self)
        self.list.take_out_wanted.connect(self.take_out_wanted)
        self.reading = UnderWay("Reading", "Stops reading; what was read stays.", self)
        self.recording = UnderWay("Recording", "Records no more; what was recorded stays.", self)
        for each in (self.reading, self.recording):
            each.ending.connect(self.take_focus)
        self._accept_all = _button("", self)
        self._accept_all.setAccessibleDescription(
            "Records the reports in which nothing is left to look at and which are not there yet."
        )
        self._accept_all.clicked.connect(self.accept_all_wanted)
        choose = _button("Choose files…", self)
        choose.setAccessibleDescription("More files may be chosen, or dropped, at any time.")
        choose.clicked.connect(self.choose_wanted)
        take_out = _button("Take out of the list", self)
        take_out.setAccessibleDescription("The file itself, and what was recorded of it, stays.")
        take_out.setToolTip("Delete")
        take_out.clicked.connect(self.take_out_wanted)
        set_role(take_out, "quiet")
        foot = QVBoxLayout()
        foot.setContentsMargins(SPACE.small, SPACE.small, SPACE.small, SPACE.small)
        foot.setSpacing(SPACE.small)
        for part in (self.reading, self.recording, self._accept_all, choose, take_out):
            foot.addWidget(part)
        set_role(self, "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE.small, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        self.show_certain(0)

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

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
