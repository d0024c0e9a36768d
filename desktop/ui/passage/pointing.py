"""What is under the pointer in a passage: facts to click, and what is told of facts and remarks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QTextEdit, QToolTip
from typing_extensions import override

from desktop.ui.passage.document import PassageDocument


class Pointing(QObject):
    """Watches the pointer over a text."""

    clicked = Signal(int)
    """A fact was clicked, at this position, and nothing was selected."""

    def __init__(
        self, text: QTextEdit, document: PassageDocument, tell: Callable[[int], str]
    ) -> None:
        """Watch a text, whose characters `tell`, by their positions, what is shown of them."""
        super().__init__(text)
        self._text = text
        self._document = document
        self._tell = tell
        self._pressed: int | None = None
        self._from = QPoint()
        text.viewport().setMouseTracking(True)
        text.viewport().installEventFilter(self)

    def place_at(self, point: QPoint) -> int | None:
        """Give the position of the character under a point of the viewport, if one is there."""
        near = self._document.documentLayout().hitTest(QPointF(point), Qt.HitTestAccuracy.FuzzyHit)
        places = (near - 1, near)
        return next((place for place in places if self._room(place).contains(point)), None)

    def _room(self, place: int) -> QRectF:
        """Give the rectangle of a character, as high as its line."""
        block = self._document.findBlock(place)
        within = place - block.position()
        if not block.isValid() or within >= block.length() - 1:
            return QRectF()
        line = block.layout().lineForTextPosition(within)
        if not line.isValid():
            return QRectF()
        left, right = sorted(_x(line.cursorToX(at)) for at in (within, within + 1))
        top = block.layout().position() + line.position()
        return QRectF(top.x() - line.x() + left, top.y(), right - left, line.height())

    def _fact(self, event: QMouseEvent) -> int | None:
        place = self.place_at(event.position().toPoint())
        return None if place is None or self._document.fact_at(place) is None else place

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(event.pos())
            QToolTip.showText(event.globalPos(), "" if place is None else self._tell(place))
            return True
        if isinstance(event, QMouseEvent):
            self._follow(event)
        return False

    def _follow(self, event: QMouseEvent) -> None:
        kind = event.type()
        if kind == QEvent.Type.MouseMove and not event.buttons():
            shapes = Qt.CursorShape
            over = self._fact(event) is not None
            self._text.viewport().setCursor(
                shapes.PointingHandCursor if over else shapes.IBeamCursor
            )
        elif event.button() != Qt.MouseButton.LeftButton:
            return
        elif kind == QEvent.Type.MouseButtonPress:
            bare = event.modifiers() == Qt.KeyboardModifier.NoModifier
            self._pressed = self._fact(event) if bare else None
            self._from = event.position().toPoint()
        elif kind == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            pressed, self._pressed = self._pressed, None
            far = (event.position().toPoint() - self._from).manhattanLength()
            if far < QApplication.startDragDistance() and self._fact(event) == pressed:
                self.clicked.emit(pressed)


def _x(found: object) -> float:
    """Read what Qt says of a place in a line: PySide gives the place with it."""
    assert isinstance(found, tuple)
    return float(found[0])
