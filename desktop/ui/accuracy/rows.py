"""The list of the force's points: how a row is painted, and the keys that act on it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.ui.accuracy.model import ROW_ROLE, Index, Row
from desktop.ui.row_painting import draw_cut_short, paint_ground
from desktop.ui.theme import SPACE, Colours, small_font, theme

_HERE: Final = "this item"
_SIGNS: Final = {"": "○", "accepted": "✓", "refused": "✕"}


class PointsList(QListView):
    """Rows to go through by the arrows; letters decide about the point at hand."""

    accept = Signal()
    refuse = Signal()
    open_again = Signal()
    change = Signal()
    take_out = Signal()
    go = Signal()
    begin = Signal()
    """Another point is to be entered."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin without rows."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Row(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("The force's points, in the order they were raised")
        self.setAccessibleDescription(
            "Enter goes to the place in the form, A accepts, R refuses, O opens again, C changes"
            " it, Delete takes it out, N enters another point, Esc leads back to the form"
        )
        self.setMinimumHeight(_high(self.fontMetrics()))
        self._keys = {
            Qt.Key.Key_Return: self.go,
            Qt.Key.Key_Enter: self.go,
            Qt.Key.Key_A: self.accept,
            Qt.Key.Key_R: self.refuse,
            Qt.Key.Key_O: self.open_again,
            Qt.Key.Key_C: self.change,
            Qt.Key.Key_Delete: self.take_out,
            Qt.Key.Key_N: self.begin,
            Qt.Key.Key_Escape: self.closed,
        }

    @property
    def least_height(self) -> int:
        """The height in pixels of two points."""
        return 2 * _high(self.fontMetrics())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        index = self.currentIndex()
        was_seen = event.oldSize().height() > self.visualRect(index).top() >= 0
        super().resizeEvent(event)
        if index.isValid() and was_seen:
            self.scrollTo(index)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        deed = self._keys.get(Qt.Key(event.key())) if plain else None
        if deed is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            # A key that is held down must not do a thing again and again.
            deed.emit()


class _Row(QStyledItemDelegate):
    """Paints number, kind and place with what was decided, over what the force says."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _high(option.fontMetrics))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        colours = theme()
        inner = option.rect.adjusted(SPACE.medium, SPACE.tiny, -SPACE.medium, -SPACE.tiny)
        painter.save()
        selected = paint_ground(painter, option)
        ink = QColor(colours.fact if selected else colours.ink)
        muted = QColor(colours.fact if selected else colours.muted)
        indent = painter.fontMetrics().horizontalAdvance("000") + SPACE.tiny
        high = painter.fontMetrics().height()
        top = QRect(inner.topLeft(), QSize(inner.width(), high))
        painter.setPen(muted)
        painter.drawText(top, Qt.AlignmentFlag.AlignLeft, str(row.number))
        words = top.adjusted(indent, 0, 0, 0)
        decision = row.point.decision
        said = f"{_SIGNS[decision]} {row.decided}"
        painter.setFont(small_font())
        painter.setPen(muted if selected else QColor(_colour(colours, decision)))
        taken = _draw_right(painter, words, said)
        painter.setFont(option.font)
        painter.setPen(ink)
        draw_cut_short(
            painter, words.adjusted(0, 0, -taken, 0), Qt.AlignmentFlag.AlignVCenter, row.headline
        )
        painter.setFont(small_font())
        low = QRect(
            words.left(), words.bottom() + 1, words.width(), inner.bottom() - words.bottom()
        )
        taken = 0
        if row.here:
            painter.setPen(QColor(colours.fact if selected else colours.accent))
            taken = _draw_right(painter, low, _HERE)
        painter.setPen(muted)
        draw_cut_short(
            painter,
            low.adjusted(0, 0, -taken, 0),
            Qt.AlignmentFlag.AlignVCenter,
            " ".join(row.point.text.split()),
        )
        painter.restore()


def _colour(colours: Colours, decision: str) -> str:
    return {"accepted": colours.ok, "refused": colours.error}.get(decision, colours.muted)


def _high(metrics: QFontMetrics) -> int:
    return 2 * metrics.height() + SPACE.small


def _draw_right(painter: QPainter, place: QRect, words: str) -> int:
    """Draw at the right end, and give the width that is taken there."""
    painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)
    return painter.fontMetrics().horizontalAdvance(words) + SPACE.small
