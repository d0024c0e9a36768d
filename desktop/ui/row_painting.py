"""What the rows of the lists in the panels have in common when they are painted."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from desktop.ui.theme import theme

_MARK: Final = 3


def paint_ground(painter: QPainter, option: QStyleOptionViewItem) -> bool:
    """Paint the ground of a row, and a mark before the one at hand; say whether it is that one."""
    colours = theme()
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if selected:
        painter.fillRect(option.rect, QColor(colours.fact_tint))
        mark = QRect(option.rect.topLeft(), QSize(_MARK, option.rect.height()))
        painter.fillRect(mark, QColor(colours.accent))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(colours.canvas))
    return selected


def draw_cut_short(painter: QPainter, place: QRect, where: Qt.AlignmentFlag, words: str) -> None:
    """Draw words on one line, as many of them as there is room for."""
    mode = Qt.TextElideMode.ElideRight
    shown = painter.fontMetrics().elidedText(words, mode, place.width())
    painter.drawText(place, where, shown)
