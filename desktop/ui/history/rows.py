"""The list of the history: how a row is painted, and the keys that act on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.ui.history.model import NOTE_ROLE, ROW_ROLE, Index, Row
from desktop.ui.row_painting import draw_cut_short, paint_ground
from desktop.ui.theme import SPACE, small_font, theme


class HistoryList(QListView):
    """Rows to go through by the arrows.

    Enter opens or closes a change, Right and Left show each of its saves or not, B goes back to it.
    """

    toggled = Signal()
    unfold = Signal(bool)
    back = Signal()
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
        self.setAccessibleName("History, newest first")
        self.setAccessibleDescription(
            "Enter shows or hides what was changed, Right and Left show or hide each save,"
            " B goes back to this point, Esc leads back to the form"
        )
        self.doubleClicked.connect(lambda _: self.toggled.emit())
        self.setMinimumHeight(_high(self.fontMetrics()))

    @property
    def least_height(self) -> int:
        """The height in pixels of a day and an entry of it."""
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
        match Qt.Key(event.key()) if plain else None:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self._once(event, self.toggled.emit)
            case Qt.Key.Key_B:
                self._once(event, self.back.emit)
            case Qt.Key.Key_Escape:
                self.closed.emit()
            case Qt.Key.Key_Right | Qt.Key.Key_Left:
                self.unfold.emit(event.key() == Qt.Key.Key_Right)
            case _:
                super().keyPressEvent(event)

    @staticmethod
    def _once(event: QKeyEvent, deed: Callable[[], object]) -> None:
        # A key that is held down must not do a thing again and again.
        if not event.isAutoRepeat():
            deed()


class _Row(QStyledItemDelegate):
    """Paints what was done over when and by whom; the name of a day stands low in its row."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _high(option.fontMetrics))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, Row):
            return
        colours = theme()
        inner = option.rect.adjusted(SPACE.medium, SPACE.tiny, -SPACE.small, -SPACE.tiny)
        painter.save()
        if row.entry is None:
            font = small_font()
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
            painter.setPen(QColor(colours.muted))
            painter.drawText(inner, Qt.AlignmentFlag.AlignBottom, row.day)
            painter.restore()
            return
        selected = paint_ground(painter, option)
        if row.within:
            inner.adjust(SPACE.wide, 0, 0, 0)
        painter.setPen(QColor(colours.fact if selected else colours.ink))
        draw_cut_short(painter, inner, Qt.AlignmentFlag.AlignTop, str(index.data()))
        painter.setFont(small_font())
        painter.setPen(QColor(colours.fact if selected else colours.muted))
        note = str(index.data(NOTE_ROLE))
        if len(row.entry.steps) > 1:
            note += "  ▾" if row.unfolded else "  ▸"
        draw_cut_short(painter, inner, Qt.AlignmentFlag.AlignBottom, note)
        painter.restore()


def _high(metrics: QFontMetrics) -> int:
    return 2 * metrics.height() + SPACE.small
