"""What is under the pointer or beside the caret: facts to go to, what is told of them, a menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu, QTextEdit, QToolTip
from typing_extensions import override

from desktop.ui.passage import styling
from desktop.ui.passage.document import PassageDocument
from desktop.ui.passage.underlines import Underlines


class Pointing(QObject):
    """Watches the pointer over a text."""

    fact_activated = Signal(int)
    """The fact at this position was clicked, and nothing selected; or it was asked for by keys."""
    menu_wanted = Signal(QMenu, int)
    """A menu is about to open for the character at this position."""

    def __init__(self, text: QTextEdit, document: PassageDocument, remarks: Underlines) -> None:
        super().__init__(text)
        self._text = text
        self._document = document
        self._remarks = remarks
        self._pressed: int | None = None
        self._from = QPoint()
        text.viewport().setMouseTracking(True)
        text.viewport().installEventFilter(self)

    def activate(self) -> None:
        """Go to the field of the fact that is selected or beside the caret, if one is."""
        start = self._text.textCursor().selectionStart()
        for place in (start, start - 1):
            if self._document.fact_at(place) is not None:
                self.fact_activated.emit(place)
                return

    def open_menu(self, point: QPoint | None = None) -> None:
        """Open the menu at a point of the viewport, or at the caret."""
        at = self._text.cursorRect().bottomLeft() if point is None else point
        position = self._text.textCursor().position()
        if point is not None:
            place = self._place_at(point)
            near = self._text.cursorForPosition(point).position()
            position = near if place is None else place
        menu = self._text.createStandardContextMenu(at)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menu_wanted.emit(menu, position)
        menu.popup(self._text.viewport().mapToGlobal(at))

    def _tell(self, place: int) -> str:
        """Give what is told of the character at a position."""
        told = [self._remarks.at(place)]
        fact = self._document.fact_at(place)
        look = styling.look_over(self._document, place)
        if fact is None:
            told.append(look.anchorHref())
        else:
            words = fact.run.text
            whole = QFontMetricsF(look.font()).horizontalAdvance(words)
            if whole > self._room(place).width():
                told.append(words)
            told.append(self._document.about(fact.run.link))
        return "\n".join(filter(None, told))

    def _place_at(self, point: QPoint) -> int | None:
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
        place = self._place_at(event.position().toPoint())
        return None if place is None or self._document.fact_at(place) is None else place

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self._place_at(event.pos())
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
                self.fact_activated.emit(pressed)


def _x(found: object) -> float:
    """Read what Qt says of a place in a line: PySide gives the place with it."""
    assert isinstance(found, tuple)
    return float(found[0])
