"""The quiet line under a passage: bold, italic, points, link, fact, and what the owner adds."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStyle,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)
from typing_extensions import override

from desktop.ui.passage.styling import Look
from desktop.ui.theme import SPACE, passage_font, set_role, small_font, theme


class Toolbar(QWidget):
    """Buttons that show how the text at the cursor looks, and one that puts a fact into it.

    Neither Tab nor a click puts the focus on them, so that nobody types into a button unawares.
    """

    bold = Signal()
    italic = Signal()
    points = Signal()
    link = Signal()
    fact = Signal()
    done = Signal()
    """The keys go back to the text."""
    passed = Signal()
    """Tab was pressed: the keys go to what comes after the passage."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bold = _Button("B", "Bold", "Ctrl+B", self)
        self._italic = _Button("I", "Italic", "Ctrl+I", self)
        self._points = _Button("•", "Bulleted list", "Ctrl+Shift+L", self)
        self._link = _Button("link", "Link", "Ctrl+L", self)
        self._fact = _Button("@", "Insert a fact", "@ or Ctrl+Space", self)
        self._buttons = (self._bold, self._italic, self._points, self._link, self._fact)
        self._notice = QLabel(self)
        self._notice.setFont(small_font())
        self._notice.setWordWrap(True)
        self._notice.setAccessibleName("Message about this passage")
        set_role(self._notice, "warning")
        self._notice.hide()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(SPACE.tiny)
        self._line.addWidget(self._notice, 20)
        self._line.addStretch(1)
        for button in self._buttons:
            self._line.addWidget(button)
            button.installEventFilter(self)
        self._bold.clicked.connect(self.bold)
        self._italic.clicked.connect(self.italic)
        self._points.clicked.connect(self.points)
        self._link.clicked.connect(self.link)
        self._fact.clicked.connect(self.fact)

    def put_first(self, widget: QWidget) -> None:
        """Put a widget of the owner's at the beginning of the line."""
        self._line.insertWidget(0, widget)

    def say(self, words: str) -> None:
        """Show a message in the line, or with no words take it away."""
        self._notice.setText(words)
        self._notice.setVisible(bool(words))

    def show_look(self, look: Look) -> None:
        """Let the buttons show how the text at the cursor looks."""
        shown = (look.bold, look.italic, look.point, bool(look.link), False)
        for button, on in zip(self._buttons, shown, strict=True):
            button.setChecked(on)

    def take_focus(self) -> None:
        """Put the focus on the first button, if the buttons can be used."""
        if self._bold.isVisible():
            self._bold.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def allow(self, *, editing: bool) -> None:
        """Show the buttons where the text can be edited."""
        for button in self._buttons:
            button.setVisible(editing)

    @override
    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step and isinstance(watched, _Button):
            place = (self._buttons.index(watched) + step) % len(self._buttons)
            self._buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backtab):
            self.done.emit()
        elif event.key() == Qt.Key.Key_Tab:
            self.passed.emit()
        else:
            return False
        return True


class _Button(QToolButton):
    """A button with its letter drawn muted until it is on or under the pointer."""

    def __init__(self, glyph: str, name: str, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._glyph = glyph
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(True)
        self.setAutoRaise(True)
        self.setToolTip(f"{name} ({keys}, or Alt+F10 for all tools)")
        self.setAccessibleName(name)
        self.setAccessibleDescription(keys)
        font = small_font() if glyph in ("link", "@") else passage_font()
        font.setWeight(QFont.Weight.Bold if glyph == "B" else QFont.Weight.Normal)
        font.setItalic(glyph == "I")
        self.setFont(font)

    @override
    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._glyph) + 2 * SPACE.small
        return QSize(max(wide, 28), 28)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option)
        colours = theme()
        lit = colours.ink if self.underMouse() or self.hasFocus() else colours.muted
        painter.setPen(QColor(colours.fact if self.isChecked() else lit))
        if self._glyph == "•":
            _draw_points(painter, self.rect().center())
        else:
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._glyph)


def _draw_points(painter: QPainter, centre: QPoint) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = painter.pen().color()
    for row in (-4, 0, 4):
        painter.setPen(QPen(colour, 2.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoint(centre + QPoint(-5, row))
        painter.setPen(QPen(colour, 1.3))
        painter.drawLine(centre + QPoint(-1, row), centre + QPoint(7, row))
