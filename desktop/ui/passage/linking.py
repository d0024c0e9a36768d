"""Asking for the address of a link in a line under the text, and making the link."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.passage import styling
from desktop.ui.passage.bars import LinkLine
from desktop.ui.passage.text import PassageText


class Linking(QObject):
    """Opens the line when a link is wanted, and closes it when that is done or given up."""

    resized = Signal()
    """The line has come or gone."""
    opened = Signal(QRect)
    """The line has come, and is here."""
    linked = Signal()

    def __init__(self, text: PassageText, rows: QVBoxLayout) -> None:
        """Make links in a text; the line is the second of these rows."""
        super().__init__(text)
        self._text = text
        self._rows = rows
        self._line: LinkLine | None = None

    @property
    def is_open(self) -> bool:
        """Whether an address is being asked for."""
        return self._line is not None

    def ask(self) -> None:
        """Ask for the address of the link at the cursor, or for a new link."""
        if self._text.isReadOnly():
            return
        link = self._text.look().link
        chosen = styling.link_around(self._text.textCursor())
        if not link and chosen.hasSelection():
            link = styling.first_link(self._text.content, chosen)
        self._open(chosen, link)

    def close(self) -> None:
        """Close the line, if it is open; no link is made."""
        if self._line is None:
            return
        line, self._line = self._line, None
        self._rows.removeWidget(line)
        line.hide()
        line.deleteLater()
        self.resized.emit()

    def leave(self) -> None:
        """Close the line, and give the keys back to the text."""
        # First, because hiding the line would push the focus into some field.
        self._text.setFocus()
        self.close()

    def _open(self, target: QTextCursor, address: str) -> None:
        self.close()
        line = self._line = LinkLine()
        line.given.connect(lambda given: self._make(target, given))
        line.closed.connect(self.leave)
        self._rows.insertWidget(1, line)
        QWidget.setTabOrder(self._text, line)
        line.show()
        self.resized.emit()
        line.open(address)
        self.opened.emit(line.geometry())

    def _make(self, target: QTextCursor, address: str) -> None:
        styling.link_to(target, address)
        behind = QTextCursor(target)
        behind.setPosition(target.selectionEnd())
        self._text.setTextCursor(behind)
        self.leave()
        self.linked.emit()
