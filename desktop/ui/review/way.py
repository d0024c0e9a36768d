"""The way of a report to its publication, drawn as steps."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop.core.review import STATE_WORDS, STATES, State
from desktop.ui.theme import SPACE, small_font, theme

_ROUND: Final = 18
"""The diameter of a step in pixels."""
_AROUND: Final = SPACE.tiny
"""What is left free above and below, for the frame of what has the keyboard."""
_WIDE: Final = 96
_WORDS: Final = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop) | int(
    Qt.TextFlag.TextWordWrap
)


class Way(QWidget):
    """Shows which steps are done, where the report stands, and what is to come."""

    def __init__(self, parent: QWidget) -> None:
        """Begin at the first step."""
        super().__init__(parent)
        self._state: State = STATES[0]
        self._doubtful = False
        # After a step the keyboard waits here, where one hears what came of it.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_state(self, state: State, *, doubtful: bool) -> None:
        """Show where a report stands; it is doubtful when it was changed after its sign-off."""
        if (state, doubtful) == (self._state, self._doubtful) and self.accessibleName():
            return
        self._state, self._doubtful = state, doubtful
        place = STATES.index(state)
        self.setAccessibleName(
            f"Step {place + 1} of {len(STATES)} on the way of the report: {STATE_WORDS[state]}"
        )
        coming = ", ".join(STATE_WORDS[each] for each in STATES[place + 1 :])
        self.setAccessibleDescription(f"To come: {coming}" if coming else "Nothing is to come")
        self.updateGeometry()
        self.update()

    def _fonts(self) -> tuple[QFont, QFont]:
        bold = small_font()
        bold.setWeight(QFont.Weight.DemiBold)
        return small_font(), bold

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        # Where the report stands is bold: nothing below moves as it goes on.
        bold = QFontMetrics(self._fonts()[1])
        room = QRect(0, 0, width // len(STATES), 1000)
        lines = (bold.boundingRect(room, _WORDS, words) for words in STATE_WORDS.values())
        return _ROUND + SPACE.tiny + max(each.height() for each in lines) + 2 * _AROUND

    @override
    def sizeHint(self) -> QSize:
        width = _WIDE * len(STATES)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        colours = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        here = STATES.index(self._state)
        share = self.width() / len(STATES)
        middle = _AROUND + _ROUND / 2 + 1
        plain, bold = self._fonts()
        for place, state in enumerate(STATES):
            centre = QPointF(share * (place + 0.5), middle)
            if place:
                done = place <= here
                painter.setPen(QPen(QColor(colours.accent if done else colours.rule), 2))
                gap = _ROUND / 2 + SPACE.tiny
                left = QPointF(share * (place - 0.5) + gap, middle)
                painter.drawLine(left, centre - QPointF(gap, 0))
            self._draw_step(painter, centre, place - here, state)
            painter.setFont(bold if place == here else plain)
            painter.setPen(QColor(colours.ink if place == here else colours.muted))
            top = _AROUND + _ROUND + SPACE.tiny
            room = QRectF(share * place, top, share, self.height() - top)
            painter.drawText(room, _WORDS, STATE_WORDS[state])
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
        painter.end()

    def _draw_step(self, painter: QPainter, centre: QPointF, ahead: int, state: State) -> None:
        colours = theme()
        doubtful = self._doubtful and state == "signed_off"
        ink = colours.warning if doubtful else colours.edge if ahead > 0 else colours.accent
        done = ahead <= 0 and not doubtful
        painter.setPen(QPen(QColor(ink), 2 if ahead <= 0 else 1.5))
        painter.setBrush(QColor(ink) if done else Qt.BrushStyle.NoBrush)
        radius = _ROUND / 2 - 1
        painter.drawEllipse(centre, radius, radius)
        room = QRectF(0, 0, _ROUND, _ROUND)
        room.moveCenter(centre)
        font = small_font()
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        if doubtful:
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, "!")
        elif ahead < 0 or (done and state == STATES[-1]):
            _draw_tick(painter, centre, colours.on_accent)
        elif done:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.on_accent))
            painter.drawEllipse(centre, 3, 3)


def _draw_tick(painter: QPainter, centre: QPointF, colour: str) -> None:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(QColor(colour), 2, Qt.PenStyle.SolidLine, cap, join))
    painter.drawPolyline(
        [centre + QPointF(-3.5, 0.5), centre + QPointF(-1, 3), centre + QPointF(4, -3)]
    )
