"""How controls are drawn: Fusion's shapes, with panels, marks and rings in the theme's colours.

A style sheet would say the same, but costs a third of the time in which a form is made.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLabel,
    QProxyStyle,
    QPushButton,
    QStyle,
    QStyleOption,
    QStyleOptionComplex,
    QStyleOptionSlider,
    QWidget,
)
from typing_extensions import override

from desktop.ui.theme import theme

_State = QStyle.StateFlag
_Primitive = QStyle.PrimitiveElement
_Control = QStyle.ControlElement
_RADIUS: Final = 4.0


class FieldbookStyle(QProxyStyle):
    """Fusion, redrawn where its edges are too faint or its look too loud for a document."""

    def __init__(self) -> None:
        super().__init__("fusion")

    @override
    def polish(self, widget: QWidget | QApplication | QPalette) -> None:  # type: ignore[override]  # Qt has three of it
        # Qt takes what looks like markup for markup, in tooltips too, and would then read the files
        # that it names. Here a text is markup only where a label was made for it.
        if isinstance(widget, QLabel) and widget.textFormat() == Qt.TextFormat.AutoText:
            widget.setTextFormat(Qt.TextFormat.PlainText)
        super().polish(widget)

    @override
    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _PRIMITIVES.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, option.rect, option.state, widget)
        painter.restore()

    @override
    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        if element == _Control.CE_Splitter:
            on = option.state & _State.State_MouseOver
            painter.fillRect(option.rect, QColor(theme().accent if on else theme().rule))
            return
        if element == _Control.CE_PushButtonLabel:
            ink = QColor(_button_colours(option.state, widget)[1])
            option.palette.setColor(QPalette.ColorRole.ButtonText, ink)
        super().drawControl(element, option, painter, widget)

    @override
    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        controls = QStyle.ComplexControl
        if widget is None:
            super().drawComplexControl(control, option, painter, widget)
        elif control == controls.CC_ScrollBar and isinstance(option, QStyleOptionSlider):
            part = QStyle.SubControl.SC_ScrollBarSlider
            _draw_handle(painter, self.subControlRect(control, option, part, widget), option)
        elif control == controls.CC_ComboBox:
            self.drawPrimitive(_Primitive.PE_PanelLineEdit, option, painter, widget)
            arrow = QStyle.SubControl.SC_ComboBoxArrow
            place = self.subControlRect(control, option, arrow, widget)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            _draw_arrow(painter, place, option.state, widget)
            painter.restore()
        else:
            super().drawComplexControl(control, option, painter, widget)


def _button_colours(state: QStyle.StateFlag, widget: QWidget | None) -> tuple[str, str, str]:
    """Give ground, ink and edge of a button; an empty ground or edge is not drawn."""
    colours = theme()
    role = widget.property("role") if widget is not None else None
    hover = bool(state & _State.State_MouseOver)
    if not state & _State.State_Enabled:
        if state & _State.State_On:
            return colours.muted, colours.surface, colours.muted
        return "", colours.muted, "" if role == "quiet" else colours.edge
    if state & _State.State_On or role == "primary":
        ground = colours.fact if hover and colours.on_accent == colours.surface else colours.accent
        return ground, colours.on_accent, ground
    if role == "quiet":
        return colours.hover if hover else "", colours.accent, ""
    if state & _State.State_Sunken:
        return colours.rule, colours.ink, colours.edge
    return colours.hover if hover else colours.surface, colours.ink, colours.edge


def _draw_button(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, widget: QWidget | None
) -> None:
    ground, _, edge = _button_colours(state, widget)
    filled = ground == edge
    focus = bool(state & _State.State_HasFocus)
    enabled = bool(state & _State.State_Enabled)
    _panel(painter, rect, ground, edge, dashed=not enabled)
    if focus and filled:
        _ring(painter, rect.adjusted(3, 3, -3, -3), theme().on_accent, 1.5)
    elif focus:
        _ring(painter, rect, theme().accent, 2)


def _draw_tool(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, _widget: QWidget | None
) -> None:
    colours = theme()
    if state & _State.State_On:
        _panel(painter, rect, colours.fact_tint, colours.accent)
    elif state & _State.State_MouseOver and state & _State.State_Enabled:
        _panel(painter, rect, colours.hover, "")
    if state & _State.State_HasFocus:
        _ring(painter, rect, colours.accent, 2)


def _draw_line(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, widget: QWidget | None
) -> None:
    if widget is not None and isinstance(widget.parent(), QAbstractSpinBox):
        # The box around it has an edge already.
        return
    colours = theme()
    open_to_typing = state & _State.State_Enabled and not state & _State.State_ReadOnly
    ground = colours.surface if open_to_typing else colours.canvas
    _panel(painter, rect, ground, colours.edge, dashed=not open_to_typing)
    if widget is not None and widget.property("role") == "error":
        _ring(painter, rect, colours.error, 2)
    elif state & _State.State_HasFocus:
        _ring(painter, rect, colours.accent, 2)


def _draw_frame(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, _widget: QWidget | None
) -> None:
    _panel(painter, rect, "", theme().edge)
    if state & _State.State_HasFocus:
        _ring(painter, rect, theme().accent, 2)


def _draw_focus(
    painter: QPainter, rect: QRect, _state: QStyle.StateFlag, widget: QWidget | None
) -> None:
    if not isinstance(widget, QPushButton):
        _ring(painter, rect, theme().accent, 1.5)


def _draw_check(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, _widget: QWidget | None
) -> None:
    on = _set_mark(painter, state)
    box = QRectF(rect).adjusted(0.6, 0.6, -0.6, -0.6)
    painter.drawRoundedRect(box, 3, 3)
    if on:
        _stroke(painter, theme().on_accent, 1.8)
        painter.drawPolyline(_points(box, (0.24, 0.52), (0.43, 0.70), (0.77, 0.31)))


def _draw_radio(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, _widget: QWidget | None
) -> None:
    on = _set_mark(painter, state)
    box = QRectF(rect).adjusted(0.6, 0.6, -0.6, -0.6)
    painter.drawEllipse(box)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().on_accent))
        painter.drawEllipse(box.center(), box.width() * 0.2, box.height() * 0.2)


def _draw_arrow(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, _widget: QWidget | None
) -> None:
    _stroke(painter, theme().ink if state & _State.State_Enabled else theme().muted, 1.6)
    box = QRectF(0, 0, 8, 8)
    box.moveCenter(QRectF(rect).center())
    painter.drawPolyline(_points(box, (0.0, 0.3), (0.5, 0.75), (1.0, 0.3)))


def _draw_handle(painter: QPainter, rect: QRect, option: QStyleOptionSlider) -> None:
    if option.minimum == option.maximum:
        return
    upright = option.orientation == Qt.Orientation.Vertical
    across = rect.width() if upright else rect.height()
    thin = max(0.0, (across - 7) / 2)
    box = QRectF(rect)
    box = box.adjusted(thin, 1, -thin, -1) if upright else box.adjusted(1, thin, -1, -thin)
    near = option.state & (_State.State_MouseOver | _State.State_Sunken)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme().muted if near else theme().edge))
    painter.drawRoundedRect(box, 3.5, 3.5)
    painter.restore()


def _set_mark(painter: QPainter, state: QStyle.StateFlag) -> bool:
    """Set pen and brush of a check or radio mark, and tell whether it is on."""
    colours = theme()
    on = bool(state & (_State.State_On | _State.State_NoChange))
    enabled = bool(state & _State.State_Enabled)
    line = colours.accent if on and enabled else colours.edge
    painter.setPen(QPen(QColor(line), 1.2))
    painter.setBrush(QColor(line if on else colours.surface))
    return on


def _panel(painter: QPainter, rect: QRect, ground: str, edge: str, *, dashed: bool = False) -> None:
    dash = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setPen(QPen(QColor(edge), 1, dash) if edge else QPen(Qt.PenStyle.NoPen))
    painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


def _ring(painter: QPainter, rect: QRect, colour: str, width: float) -> None:
    painter.setPen(QPen(QColor(colour), width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inset = width / 2
    box = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(box, _RADIUS - inset, _RADIUS - inset)


def _stroke(painter: QPainter, colour: str, width: float) -> None:
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, cap, join))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _points(box: QRectF, *shares: tuple[float, float]) -> QPolygonF:
    return QPolygonF(
        [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in shares]
    )


_PRIMITIVES: Final = {
    _Primitive.PE_PanelButtonCommand: _draw_button,
    _Primitive.PE_PanelButtonTool: _draw_tool,
    _Primitive.PE_PanelLineEdit: _draw_line,
    _Primitive.PE_Frame: _draw_frame,
    _Primitive.PE_FrameFocusRect: _draw_focus,
    _Primitive.PE_IndicatorCheckBox: _draw_check,
    _Primitive.PE_IndicatorRadioButton: _draw_radio,
}
