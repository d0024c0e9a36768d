"""The way to everything, in the bar above: it looks like a line to type in, and opens one."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QStyleOptionFrame, QWidget
from typing_extensions import override

from desktop.ui.theme import SPACE, small_font, theme, ui_font

KEY = "Ctrl+K"
_WORDS = "Go to a force, item or phrase"
_WIDEST = 360
_NARROWEST = 120


class GoToButton(QAbstractButton):
    """Says what can be gone to, and by which key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(_WORDS)
        self.setAccessibleName(_WORDS)
        self.setAccessibleDescription(KEY)
        self.setToolTip(f"{_WORDS}  ({KEY})")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_WIDEST)
        self.setMinimumWidth(_NARROWEST)

    @override
    def sizeHint(self) -> QSize:
        return QSize(_WIDEST, self.fontMetrics().height() + SPACE.small)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOptionFrame()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
        painter.setPen(QColor(theme().muted))
        room = self.rect().adjusted(SPACE.medium, 0, -SPACE.medium, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        key = QKeySequence(KEY).toString(QKeySequence.SequenceFormat.NativeText)
        painter.setFont(small_font())
        wide = painter.fontMetrics().horizontalAdvance(key)
        if room.width() > wide * 3:
            painter.drawText(room, middle | Qt.AlignmentFlag.AlignRight, key)
            room.setRight(room.right() - wide - SPACE.medium)
        painter.setFont(ui_font())
        elide = Qt.TextElideMode.ElideRight
        painter.drawText(
            room, middle, painter.fontMetrics().elidedText(_WORDS, elide, room.width())
        )
        painter.end()
