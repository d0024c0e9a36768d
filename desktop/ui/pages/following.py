"""Pages on which the items are known: one is followed, and each can be gone to by a click."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QToolTip, QWidget
from typing_extensions import override

from desktop.publish import Place
from desktop.ui.pages.canvas import PagesCanvas
from desktop.ui.theme import LIGHT, SPACE

_BAR_WIDTH = 3
_REACH = 4.0
"""How far beside its text, in points, an item can still be pointed at."""


class FollowingCanvas(PagesCanvas):
    """Marks the item that is being written, keeps it in view, and tells which item is clicked."""

    item_clicked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item = ""
        self._share = 0.0
        self._following = False
        self._hovered = ""
        self._pressed = ""
        self._titles: Mapping[str, str] = {}
        self.viewport().setMouseTracking(True)

    def name_items(self, titles: Mapping[str, str]) -> None:
        """Say how items are called where the mouse rests on them."""
        self._titles = titles

    def follow(self, item: str, share: float = 0.0) -> None:
        """Mark an item, and bring into view what is written of it if that is not.

        `share` is how far the writing is through the item's text, from 0 to 1. A reader who
        scrolls away is left alone until writing goes on, or another item is followed.
        """
        if item == self._item and share in (0.0, self._share):
            return
        self._item, self._share = item, share
        self._following = True
        self._settle()
        self.viewport().update()

    def boxes(self, item: str) -> list[QRectF]:
        """Give where an item stands, in the coordinates of the viewport."""
        places = self._pages.places if self._pages else ()
        return [
            self._stack.box(place).translated(-self._offset)
            for place in places
            if place.item == item
        ]

    @override
    def _settle(self) -> None:
        if self._following:
            self._move_by(self._way_to(self.boxes(self._item)))

    def _way_to(self, boxes: list[QRectF]) -> QPointF:
        """Give how far to scroll so that an item is seen; nowhere if it is, or stands nowhere.

        It is seen when it begins in the left half, and is whole or fills half of the height.
        """
        if not boxes:
            return QPointF()
        left = min(box.left() for box in boxes)
        top = min(box.top() for box in boxes)
        bottom = max(box.bottom() for box in boxes)
        width, height = self.viewport().width(), self.viewport().height()
        way = QPointF()
        if not 0 <= left < width / 2:
            way.setX(left - SPACE.wide)
        if self._share and (top < 0 or bottom > height):
            line = self._line_written(boxes)
            if not SPACE.wide <= line <= height - SPACE.wide:
                way.setY(line - height / 2)
        elif min(bottom, height) - max(top, 0) < min(bottom - top, height / 2):
            way.setY(top - max(min(height / 5, height - (bottom - top) - SPACE.large), SPACE.large))
        return way

    def _line_written(self, boxes: list[QRectF]) -> float:
        """Give the height at which the writing is, as near as the item's places tell."""
        left = self._share * sum(box.height() for box in boxes)
        for box in boxes:
            if left <= box.height():
                return box.top() + left
            left -= box.height()
        return boxes[-1].bottom()

    def _item_at(self, point: QPoint) -> str:
        """Give the item that stands under a point of the viewport; the smallest where they nest."""
        if self._pages is None or not self._stack.pages:
            return ""
        spot = self._stack.spot(self._offset + QPointF(point))

        def holds(place: Place) -> bool:
            box = QRectF(place.left, place.top, place.width, place.height)
            return place.page == spot.page and box.adjusted(-_REACH, 0, _REACH, 0).contains(spot.at)

        under = [place for place in self._pages.places if place.height and holds(place)]
        return min(under, key=lambda each: each.width * each.height).item if under else ""

    def _item_in_view(self) -> str:
        """Give the first item that begins in view."""
        for place in self._pages.places if self._pages else ():
            if self._stack.box(place).top() >= self._offset.y():
                return place.item
        return ""

    @override
    def _paint_marks(self, painter: QPainter) -> None:
        # The bars lie on paper, which is white in every scheme.
        for item, colour in {self._hovered: LIGHT.edge, self._item: LIGHT.accent}.items():
            for box in self.boxes(item):
                if not box.height():
                    continue
                height = max(box.height(), SPACE.medium)
                left = box.left() - SPACE.small - _BAR_WIDTH
                painter.fillRect(QRectF(left, box.top(), _BAR_WIDTH, height), QColor(colour))

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if not self._moving:
            self._following = self._way_to(self.boxes(self._item)).isNull()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            title = self._titles.get(self._item_at(event.pos()), "")
            QToolTip.showText(event.globalPos(), title, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self._hover("")
        return super().viewportEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self._item_at(event.position().toPoint()))

    def _hover(self, item: str) -> None:
        if item == self._hovered:
            return
        self._hovered = item
        shape = Qt.CursorShape.PointingHandCursor if item else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self.viewport().update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed = self._item_at(event.position().toPoint()) if left else ""

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, ""
        if pressed and self._item_at(event.position().toPoint()) == pressed:
            self.item_clicked.emit(pressed)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """By key, the item at the top of the view is the one that can be gone to."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            return
        item = self._item_in_view()
        if item:
            self.item_clicked.emit(item)
