"""The scrolled surface on which the pages lie."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget
from typing_extensions import override

from desktop.publish import Place
from desktop.ui.pages.document import PdfPages
from desktop.ui.pages.stack import Stack, fitting_scale
from desktop.ui.theme import LIGHT, SPACE, theme

SMALLEST_ZOOM, LARGEST_ZOOM = 0.5, 3.0

_POINTS_PER_INCH = 72
_BAR_WIDTH = 3
_REACH = 4.0
"""How far beside its text, in points, an item can still be pointed at."""


class PagesCanvas(QAbstractScrollArea):
    """Paints what is seen of the pages, marks the item that is followed, and scrolls to it."""

    item_clicked = Signal(str)
    moved = Signal()
    """Another page, or another zoom, may be in view."""
    shown = Signal(int)
    """The pages shown under this serial number have been painted."""

    _painted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._stack = Stack([], 1.0, 0.0, 1.0)
        self._serial = 0
        self._unpainted: int | None = None
        self._zoom: float | None = None
        self._current = 0
        self._item = ""
        self._following = False
        self._moving = False
        self._hovered = ""
        self._pressed = ""
        self._titles: Mapping[str, str] = {}
        self.setAccessibleName("Pages of the report")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there, so that fitting the width does not depend on how long the report is.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        # Queued, so that the pixels are on the screen when it is told.
        self._painted.connect(self.shown, Qt.ConnectionType.QueuedConnection)

    # What is shown

    def show_pages(self, pages: PdfPages | None, serial: int = 0) -> None:
        """Show other pages in place of those before, without moving; None shows none."""
        self._pages = pages
        self._serial = serial
        self._unpainted = serial if pages else None
        self._lay_out()
        self._bring()
        self.viewport().update()
        self.moved.emit()
        if self.hasFocus():
            self._describe()

    def name_items(self, titles: Mapping[str, str]) -> None:
        """Say how items are called where the mouse rests on them."""
        self._titles = titles

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._stack.pages)

    @property
    def current_page(self) -> int:
        """The page, from 0, that is being looked at."""
        return min(self._current, max(self.page_count - 1, 0))

    def go_to_page(self, page: int) -> None:
        """Scroll to the beginning of a page, counted from 0."""
        if not 0 <= page < self.page_count:
            return
        self.verticalScrollBar().setValue(round(self._stack.pages[page].top()) - SPACE.small)
        # The last pages may all be in view together: the one that was asked for is meant.
        self._current = page
        self.moved.emit()

    # Zoom

    @property
    def fits_width(self) -> bool:
        """Whether the zoom follows the width of the window."""
        return self._zoom is None

    @property
    def zoom(self) -> float:
        """The size of the pages as they are shown; 1 is that of paper."""
        return self._stack.scale * _POINTS_PER_INCH / self.logicalDpiX()

    def set_zoom(self, zoom: float | None, at: QPointF | None = None) -> None:
        """Show the pages at a size, keeping a point in place; None fits the width."""
        if zoom is not None:
            zoom = min(max(zoom, SMALLEST_ZOOM), LARGEST_ZOOM)
        self._zoom = zoom
        self._lay_out(at)
        self._bring()
        self.viewport().update()
        self.moved.emit()

    # Following

    def follow(self, item: str) -> None:
        """Mark an item, and bring it into view if it is not.

        A reader who scrolls away from it is left alone until another item is followed.
        """
        if item == self._item:
            return
        self._item = item
        self._following = True
        self._bring()
        self.viewport().update()

    def boxes(self, item: str) -> list[QRectF]:
        """Give where an item stands, in the coordinates of the viewport."""
        offset = self._offset()
        places = self._pages.places if self._pages else ()
        return [
            self._stack.box(place).translated(-offset) for place in places if place.item == item
        ]

    def _bring(self) -> None:
        boxes = self.boxes(self._item)
        if not self._following or not boxes or self._in_view(boxes):
            return
        top = min(box.top() for box in boxes)
        bottom = max(box.bottom() for box in boxes)
        height = self.viewport().height()
        above = max(min(height / 5, height - (bottom - top) - SPACE.large), SPACE.large)
        self._move_by(QPointF(0, top - above))

    def _in_view(self, boxes: list[QRectF]) -> bool:
        """Tell whether an item is seen whole, or fills half of the view where it is larger."""
        height = self.viewport().height()
        top = min(box.top() for box in boxes)
        bottom = max(box.bottom() for box in boxes)
        seen = min(bottom, height) - max(top, 0)
        return seen >= min(bottom - top, height / 2)

    # Geometry

    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _move_by(self, way: QPointF) -> None:
        self._moving = True
        for bar, step in (
            (self.horizontalScrollBar(), way.x()),
            (self.verticalScrollBar(), way.y()),
        ):
            bar.setValue(bar.value() + round(step))
        self._moving = False

    def _lay_out(self, at: QPointF | None = None) -> None:
        """Lay the pages anew, keeping in place what stands at a point: by default at the top."""
        sizes = self._pages.sizes if self._pages else []
        view = self.viewport().size()
        paper = self.logicalDpiX() / _POINTS_PER_INCH
        scale = fitting_scale(sizes, view.width()) if self._zoom is None else self._zoom * paper
        at = at or QPointF(view.width() / 2, 0)
        stack, before = Stack(sizes, scale, view.width(), self.devicePixelRatioF()), self._stack
        kept = before.spot(self._offset() + at) if before.pages and sizes else None
        self._stack = stack
        self._moving = True
        for bar, whole, seen in (
            (self.horizontalScrollBar(), stack.width, view.width()),
            (self.verticalScrollBar(), stack.height, view.height()),
        ):
            bar.setPageStep(seen)
            bar.setSingleStep(SPACE.wide)
            bar.setRange(0, max(0, round(whole - seen)))
        self._moving = False
        if kept is not None and stack.pages != before.pages:
            self._move_by(stack.point(kept) - self._offset() - at)
        self._note_page()

    def _note_page(self) -> None:
        top = self.verticalScrollBar().value()
        page = self._stack.page_in(top, top + self.viewport().height())
        if page != self._current:
            self._current = page
            self.moved.emit()
            if self.hasFocus():
                self._describe()

    def _item_at(self, point: QPoint) -> str:
        """Give the item that stands under a point of the viewport; the smallest where they nest."""
        if self._pages is None or not self._stack.pages:
            return ""
        spot = self._stack.spot(self._offset() + QPointF(point))

        def holds(place: Place) -> bool:
            box = QRectF(place.left, place.top, place.width, place.height)
            return place.page == spot.page and box.adjusted(-_REACH, 0, _REACH, 0).contains(spot.at)

        under = [place for place in self._pages.places if place.height and holds(place)]
        return min(under, key=lambda each: each.width * each.height).item if under else ""

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme().canvas))
        offset = self._offset()
        view = QRectF(self.viewport().rect())
        seen = []
        for number, page in enumerate(self._stack.pages):
            sheet = page.translated(-offset)
            if self._pages is not None and sheet.intersects(view):
                self._paint_sheet(painter, self._pages, number, sheet)
                seen.append(number)
        self._paint_bars(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme().accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()
        if self._pages is not None and seen:
            self._pages.keep_pictures(seen[0] - 1, seen[-1] + 1)
        if self._unpainted is not None:
            self._painted.emit(self._unpainted)
            self._unpainted = None

    def _paint_sheet(self, painter: QPainter, pages: PdfPages, number: int, sheet: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        painter.save()
        # Pixel by pixel from here on: pictures are as large as the screen's pixels want them.
        painter.scale(1 / ratio, 1 / ratio)
        corner = QPoint(round(sheet.left() * ratio), round(sheet.top() * ratio))
        size = QSize(round(sheet.width() * ratio), round(sheet.height() * ratio))
        view = self.viewport().size() * ratio
        seen = QRect(corner, size) & QRect(QPoint(), view)
        edge = round(ratio)
        painter.fillRect(
            QRect(corner, size).adjusted(-edge, -edge, edge, edge), QColor(theme().rule)
        )
        painter.fillRect(seen, Qt.GlobalColor.white)
        if not seen.isEmpty():
            picture = pages.picture(number, size, seen.translated(-corner))
            painter.drawImage(corner + picture.part.topLeft(), picture.image)
        painter.restore()

    def _paint_bars(self, painter: QPainter) -> None:
        # The bars lie on paper, which is white in every scheme.
        colours = {self._hovered: LIGHT.edge, self._item: LIGHT.accent}
        for item, colour in colours.items():
            for box in self.boxes(item) if item else ():
                height = max(box.height(), SPACE.medium)
                left = box.left() - SPACE.small - _BAR_WIDTH
                painter.fillRect(QRectF(left, box.top(), _BAR_WIDTH, height), QColor(colour))

    # Events

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        if not self._moving:
            boxes = self.boxes(self._item)
            self._following = not boxes or self._in_view(boxes)
            self._note_page()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        self._bring()
        self.moved.emit()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out()
        return super().event(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            item = self._item_at(event.pos())
            QToolTip.showText(event.globalPos(), self._titles.get(item, ""), self.viewport())
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
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif self._pages is not None:
            self.set_zoom(self.zoom * 1.1 ** (event.angleDelta().y() / 120), event.position())
            event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._click_topmost()
        else:
            super().keyPressEvent(event)

    def _click_topmost(self) -> None:
        """Do by key what a click does: go to the first item that begins in view."""
        places = self._pages.places if self._pages else ()
        top = self._offset().y()
        begins = [place.item for place in places if self._stack.box(place).top() >= top]
        if begins:
            self.item_clicked.emit(begins[0])

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe()
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def _describe(self) -> None:
        """Let a screen reader read the page; only while it is looked at, since it takes a while."""
        text = "No pages."
        if self._pages is not None:
            page = self.current_page
            text = f"Page {page + 1} of {self.page_count}. {self._pages.text(page)}"
        self.setAccessibleDescription(text)
