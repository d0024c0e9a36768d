"""The list of remarks: how a row is painted, and the keys that act on it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.core.remarks import Remark
from desktop.ui.remarks.labels import sign_of
from desktop.ui.remarks.model import REMARK_ROLE, WHERE_ROLE, Index
from desktop.ui.row_painting import draw_cut_short, paint_ground
from desktop.ui.theme import SPACE, small_font, theme

HEIGHT: Final = 200
"""How tall the list is at most, in pixels."""
_SHARE: Final = 0.4
"""The same, as a part of the window's height."""
_LEAST: Final = 84
_SIGN: Final = 20
_MOST: Final = 3
"""The part of the list's width that the places take at most, as one in so many."""


class RemarksList(QListView):
    """Rows to go through by the arrows; Enter goes to the place, F puts right, L leaves.

    It is as tall as its rows, as far as there is room.
    """

    go = Signal()
    fix = Signal()
    leave = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin without rows."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setItemDelegate(_Row(self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("Remarks")
        self.setAccessibleDescription(
            "Enter goes to the place, F puts it right, L leaves it, Esc closes the list"
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self._clicked)
        self._widest = -1

    @override
    def reset(self) -> None:
        super().reset()
        self._widest = -1
        self.updateGeometry()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self._widest = -1

    def places_width(self) -> int:
        """Give the width in pixels of the widest name of a place."""
        if self._widest < 0:
            rows = range(self.model().rowCount())
            names = {str(self.model().index(row, 0).data(WHERE_ROLE) or "") for row in rows}
            metrics = self.fontMetrics()
            self._widest = max(map(metrics.horizontalAdvance, names), default=0)
        return self._widest

    @override
    def sizeHint(self) -> QSize:
        high = min(self._rows_height(), HEIGHT, round(self.window().height() * _SHARE))
        return QSize(super().sizeHint().width(), max(high, self.minimumSizeHint().height()))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), min(self._rows_height(), _LEAST))

    def _rows_height(self) -> int:
        rows = self.model().rowCount()
        return rows * self.sizeHintForRow(0) if rows else 0

    def _clicked(self, index: Index) -> None:
        if isinstance(index.data(REMARK_ROLE), Remark):
            self.go.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        deeds = {
            Qt.Key.Key_Return: self.go,
            Qt.Key.Key_Enter: self.go,
            Qt.Key.Key_F: self.fix,
            Qt.Key.Key_L: self.leave,
            Qt.Key.Key_Escape: self.closed,
        }
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        deed = deeds.get(Qt.Key(event.key())) if plain else None
        if deed is not None:
            # A key that is held down must not go on to remarks that nobody has read.
            if not event.isAutoRepeat():
                deed.emit()
        else:
            super().keyPressEvent(event)


class _Row(QStyledItemDelegate):
    """Paints sign, place and message beside each other; the name of a group small and muted."""

    def __init__(self, parent: RemarksList) -> None:
        super().__init__(parent)
        self._list = parent

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + SPACE.small)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = theme()
        remark = index.data(REMARK_ROLE)
        inner = option.rect.adjusted(SPACE.large, 0, -SPACE.small, 0)
        painter.save()
        if not isinstance(remark, Remark):
            painter.setFont(small_font())
            painter.setPen(QColor(colours.muted))
            low = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(inner, low, str(index.data()))
            painter.restore()
            return
        selected = paint_ground(painter, option)
        self._paint_parts(painter, inner, index, remark, colours.fact if selected else "")
        painter.restore()

    def _paint_parts(
        self, painter: QPainter, inner: QRect, index: Index, remark: Remark, ink: str
    ) -> None:
        colours = theme()
        sign, role = sign_of(remark)
        sign_ink = {"error": colours.error, "warning": colours.warning}.get(role, colours.muted)
        painter.setPen(QColor(sign_ink))
        font = painter.font()
        font.setWeight(QFont.Weight.DemiBold)
        plain = painter.font()
        painter.setFont(font)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, sign)
        painter.setFont(plain)
        # Text that just fits by its rounded width would be cut short all the same.
        wide = min(self._list.places_width() + SPACE.tiny, inner.width() // _MOST)
        place = QRect(inner.left() + _SIGN, inner.top(), wide, inner.height())
        painter.setPen(QColor(colours.muted))
        draw_cut_short(painter, place, Qt.AlignmentFlag.AlignVCenter, str(index.data(WHERE_ROLE)))
        rest = inner.adjusted(_SIGN + wide + SPACE.medium, 0, 0, 0)
        painter.setPen(QColor(ink or (colours.ink if remark.remains else colours.muted)))
        draw_cut_short(painter, rest, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
