"""The passage of an item then: as it read, or by what has changed in it since."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.comparing import Difference
from desktop.core.comparing_reports import ComparedItem
from desktop.ui.read_passage import ReadPassage
from desktop.ui.theme import SPACE, set_role, small_font
from desktop.ui.word_diff import WordDiff


class PassageThen(QWidget):
    """Shows an earlier passage, and takes it over on request."""

    taken = Signal()
    """The passage is wanted in the place of the present one."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without a passage."""
        super().__init__(parent)
        self._shown: tuple[ComparedItem, Sequence[Difference], str] | None = None
        self._heading = QLabel(self)
        self._heading.setFont(small_font())
        self._heading.setWordWrap(True)
        set_role(self._heading, "muted")
        self._as_changes = QCheckBox("Show changes", self)
        self._as_changes.setAccessibleDescription(
            "Shows the passage with the words that have come and gone since then."
        )
        self._as_changes.toggled.connect(self._show)
        self._text = ReadPassage("The passage then", self)
        self._changes = WordDiff("What has changed in the passage", self)
        self._take = QPushButton("Take over this passage", self)
        self._take.setToolTip(
            "Put it in the place of the present passage, with the answers as they are now"
        )
        self._take.clicked.connect(self.taken)
        switch, last = QHBoxLayout(), QHBoxLayout()
        switch.addWidget(self._heading, 1)
        switch.addWidget(self._as_changes)
        last.addWidget(self._take)
        last.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.small)
        column.addLayout(switch)
        column.addWidget(self._text)
        column.addWidget(self._changes)
        column.addSpacing(SPACE.tiny)
        column.addLayout(last)

    def show_item(self, item: ComparedItem, changed: Sequence[Difference], month: str) -> None:
        """Show an item's passage of a month, which is the second, and how it has changed since."""
        self._shown = item, changed, month
        self._show()

    def _show(self) -> None:
        if self._shown is None:
            return
        item, changed, month = self._shown
        text = item.texts[1] or ""
        if not text:
            heading = f"There was no passage in {month}."
        elif item.same:
            heading = f"The passage read the same in {month}."
        else:
            heading = f"The passage in {month}"
        self._heading.setText(heading)
        differs = bool(text) and not item.same
        as_changes = differs and self._as_changes.isChecked()
        self._as_changes.setVisible(differs)
        self._text.show_passage(text)
        self._changes.show_found(changed)
        self._text.setVisible(bool(text) and not as_changes)
        self._changes.setVisible(as_changes)
        self._take.setVisible(differs)
