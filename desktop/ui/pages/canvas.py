"""The scrolled surface on which the pages lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget
from typing_extensions import override

from desktop.ui.pages.stack import Stack, fitting_scale
from desktop.ui.theme import SPACE, theme

if TYPE_CHECKING:
    from desktop.ui.pages.document import PdfPages

_POINTS_PER_INCH = 72
_WHEEL_NOTCH = 120


class PagesCanvas(QAbstractScrollArea):
    """Paints as much of the pages as is seen, at the size that is wanted."""

    moved = Signal()
    """Another page, or another zoom, may be in view."""
    zoom_wanted = Signal(int, QPointF)
    """The wheel was turned for larger (1) or smaller (-1) pages, over this point."""
    shown = Signal(int)
    """The pages shown under this serial number have been painted."""

    _painted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: PdfPages | None = None
        self._stack = Stack([], 1.0, 0.0, 1.0)
        self._unpainted: int | None = None
        self._zoom: float | None = None
        self._current = 0
        self._moving = False
        self._turned = 0
        self.setAccessibleName("Pages of the report")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # Always there, so that fitting the width does not depend on how long the report is.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        # Queued, so that the pixels are on the screen when it is told.
        self._painted.connect(self.shown, Qt.ConnectionType.QueuedConnection)

    # What is shown

    def show_pages(self, pages: PdfPages | None, serial: int = 0) -> None:
        """Show other pages in place of those before, without moving; None shows none.

        Those before are closed.
        """
        if self._pages is not None and self._pages is not pages:
            self._pages.close()
        self._pages = pages
        self._unpainted = serial if pages else None
        self._lay_out()
        if self.hasFocus():
            self._describe()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._stack.pages)

    @property
    def current_page(self) -> int:
        """The page, from 0, that is being looked at."""
        return self._current

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
        self._zoom = zoom
        self._lay_out(at)

    # Geometry

    @property
    def _offset(self) -> QPointF:
        return QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    def _move_by(self, way: QPointF) -> None:
        """Scroll by program: no sign that the reader wants to look at something else."""
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
        kept = before.spot(self._offset + at) if before.pages and sizes else None
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
            self._move_by(stack.point(kept) - self._offset - at)
        self._settle()
        self._note_page()
        self.viewport().update()
        self.moved.emit()

    def _settle(self) -> None:
        """Scroll on, where the pages were laid anew and something must be in view."""

    def _note_page(self) -> None:
        top = self._offset.y()
        page = self._stack.page_in(top, top + self.viewport().height())
        if page != self._current:
            self._current = page
            self.moved.emit()
            if self.hasFocus():
                self._describe()

    def _describe(self) -> None:
        """Let a screen reader read the page; only while it is looked at, since it takes a while."""
        text = "No pages."
        if self._pages is not None:
            words = self._pages.text(self._current)
            text = f"Page {self._current + 1} of {self.page_count}. {words}"
        self.setAccessibleDescription(text)

    # Painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(theme().canvas))
        if self._pages is not None:
            self._paint_sheets(painter, self._pages)
        self._paint_marks(painter)
        if self.hasFocus():
            painter.setPen(QPen(QColor(theme().accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
        painter.end()
        if self._unpainted is not None:
            self._painted.emit(self._unpainted)
            self._unpainted = None

    def _paint_sheets(self, painter: QPainter, pages: PdfPages) -> None:
        view = QRectF(self.viewport().rect())
        sheets = [sheet.translated(-self._offset) for sheet in self._stack.pages]
        seen = [number for number, sheet in enumerate(sheets) if sheet.intersects(view)]
        for number in seen:
            self._paint_sheet(painter, pages, number, sheets[number])
        if seen:
            pages.keep_pictures(seen[0] - 1, seen[-1] + 1)

    def _paint_sheet(self, painter: QPainter, pages: PdfPages, number: int, sheet: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        painter.save()
        # Pixel by pixel from here on: pictures are as large as the screen's pixels want them.
        painter.scale(1 / ratio, 1 / ratio)
        corner = QPoint(round(sheet.left() * ratio), round(sheet.top() * ratio))
        size = QSize(round(sheet.width() * ratio), round(sheet.height() * ratio))
        paper = QRect(corner, size)
        edge = round(ratio)
        painter.fillRect(paper.adjusted(-edge, -edge, edge, edge), QColor(theme().rule))
        painter.fillRect(paper, Qt.GlobalColor.white)
        seen = paper & QRect(QPoint(), self.viewport().size() * ratio)
        if not seen.isEmpty():
            picture = pages.picture(number, size, seen.translated(-corner))
            painter.drawImage(corner + picture.part.topLeft(), picture.image)
        painter.restore()

    def _paint_marks(self, painter: QPainter) -> None:
        """Paint what lies on the pages."""

    # Events

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()
        self._note_page()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._lay_out()
        return super().event(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        # Touch pads turn the wheel in small parts of a notch.
        self._turned += event.angleDelta().y()
        if abs(self._turned) >= _WHEEL_NOTCH:
            self.zoom_wanted.emit(1 if self._turned > 0 else -1, event.position())
            self._turned = 0
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_Home:
            bar.setValue(bar.minimum())
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe()
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
