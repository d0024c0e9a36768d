"""Colours, spaces, fonts and the style of every control, in one place for light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from string import Template
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QPainter,
    QPalette,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QApplication, QProxyStyle, QStyle, QStyleOption, QWidget
from typing_extensions import override

from desktop.core.folders import FONTS

Scheme = Literal["light", "dark"]
Role = Literal[
    "plain", "surface", "muted", "ok", "warning", "error", "quiet", "primary", "answer", "rule"
]


@dataclass(frozen=True, slots=True)
class Colours:
    """The colours of one scheme, as "#rrggbb".

    Text colours read on canvas, surface and hover; `edge` bounds controls; `rule` and `hover`
    only decorate.
    """

    canvas: str
    surface: str
    ink: str
    muted: str
    accent: str
    on_accent: str
    ok: str
    warning: str
    error: str
    fact: str
    fact_tint: str
    edge: str
    rule: str
    hover: str


LIGHT: Final = Colours(
    canvas="#f4f3f0",
    surface="#ffffff",
    ink="#1b1f24",
    muted="#565e68",
    accent="#1f4e8c",
    on_accent="#ffffff",
    ok="#00703c",
    warning="#8a5a00",
    error="#b3261e",
    fact="#143b6b",
    fact_tint="#e1ebf8",
    edge="#7a828b",
    rule="#dcdad4",
    hover="#e9e7e2",
)
DARK: Final = Colours(
    canvas="#191b1e",
    surface="#22252a",
    ink="#e9e7e2",
    muted="#a7afb8",
    accent="#8ab4f0",
    on_accent="#191b1e",
    ok="#63c592",
    warning="#e3b35a",
    error="#ff8f85",
    fact="#d5e4f8",
    fact_tint="#2a3c54",
    edge="#7b838c",
    rule="#363b42",
    hover="#2c3036",
)


class Space(NamedTuple):
    """Distances in device-independent pixels."""

    tiny: int = 4
    small: int = 8
    medium: int = 12
    large: int = 16
    wide: int = 24
    huge: int = 32


SPACE: Final = Space()

_BASE: Final = 10.5
_SMALLEST: Final = 9.0

_SHEET: Final = Template(
    """
QToolTip { background: $surface; color: $ink; border: 1px solid $edge; padding: 4px 8px; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="ok"] { color: $ok; }
QLabel[role="warning"] { color: $warning; }
QLabel[role="error"] { color: $error; }
QWidget[role="surface"] { background: $surface; }
QFrame[role="rule"] { background: $rule; border: none; }

QLineEdit, QComboBox, QAbstractSpinBox {
    background: $surface; color: $ink; border: 1px solid $edge; border-radius: 4px;
    padding: 4px 7px; selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $accent; padding: 3px 6px;
}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
    background: $canvas; color: $muted; border: 1px dashed $edge;
}
QLineEdit:read-only { background: $canvas; border: 1px dashed $edge; }
QLineEdit[role="error"] { border: 2px solid $error; padding: 3px 6px; }
QComboBox { padding-right: 24px; }
QComboBox::drop-down { border: none; width: 24px; }
QComboBox QAbstractItemView {
    background: $surface; color: $ink; border: 1px solid $edge; padding: 4px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit, QTextEdit {
    background: $surface; color: $ink; border: 1px solid $edge; border-radius: 4px;
    selection-background-color: $accent; selection-color: $on_accent;
}
QPlainTextEdit:focus, QTextEdit:focus { border: 2px solid $accent; }
QPlainTextEdit:disabled, QTextEdit:disabled {
    background: $canvas; color: $muted; border: 1px dashed $edge;
}

QPushButton {
    background: $surface; color: $ink; border: 1px solid $edge; border-radius: 4px;
    padding: 5px 12px;
}
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $rule; }
QPushButton:checked { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 11px; }
QPushButton:checked:focus { border-color: $ink; }
QPushButton:disabled { background: $canvas; color: $muted; border: 1px dashed $edge; }
QPushButton[role="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[role="primary"]:hover { background: $fact; color: $surface; }
QPushButton[role="primary"]:focus { border-color: $ink; }
QPushButton[role="primary"]:disabled { background: $canvas; color: $muted; border-color: $edge; }
QPushButton[role="quiet"], QToolButton {
    background: transparent; color: $accent; border: 1px solid transparent; border-radius: 4px;
    padding: 3px 6px;
}
QPushButton[role="quiet"]:hover, QToolButton:hover { background: $hover; }
QPushButton[role="quiet"]:focus, QToolButton:focus {
    border: 2px solid $accent; padding: 2px 5px;
}
QToolButton:checked { background: $fact_tint; color: $fact; border-color: $accent; }
QPushButton[role="quiet"]:disabled, QToolButton:disabled { color: $muted; }
QPushButton[role="answer"] { padding: 4px 7px; }
QPushButton[role="answer"]:focus { padding: 3px 6px; }

QRadioButton, QCheckBox { spacing: 6px; padding: 2px 3px; border: 1px solid transparent; }
QRadioButton:focus, QCheckBox:focus { border: 1px solid $accent; border-radius: 4px; }
QRadioButton:disabled, QCheckBox:disabled { color: $muted; }

QScrollArea, QAbstractScrollArea#plain { border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12px; }
QScrollBar:horizontal { height: 12px; }
QScrollBar::handle { background: $edge; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }

QSplitter::handle { background: $rule; }
QSplitter::handle:hover, QSplitter::handle:pressed { background: $accent; }

QMenu { background: $surface; color: $ink; border: 1px solid $edge; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: 3px; }
QMenu::item:selected { background: $accent; color: $on_accent; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $rule; margin: 4px 8px; }
QListView, QTreeView, QTableView {
    background: $canvas; color: $ink; border: none; outline: none;
    selection-background-color: $accent; selection-color: $on_accent;
}
QListView::item, QTreeView::item { padding: 3px 4px; border-radius: 4px; }
QListView::item:hover, QTreeView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected { background: $accent; color: $on_accent; }
QHeaderView::section {
    background: $canvas; color: $muted; border: none; border-bottom: 1px solid $edge; padding: 4px;
}
QProgressBar {
    background: $surface; color: $ink; border: 1px solid $edge; border-radius: 4px;
    text-align: center;
}
QProgressBar::chunk { background: $fact_tint; }
"""
)


def theme() -> Colours:
    """Give the colours in force now, as the palette of the application tells them."""
    return DARK if QGuiApplication.palette().window().color().lightness() < 128 else LIGHT


def apply(app: QApplication, scheme: Scheme | None = None) -> None:
    """Dress the application in a scheme; without one, in the system's, following it live."""
    follower = app.findChild(_Follower) or _Follower(app)
    follower.dress(scheme)


def set_role(widget: QWidget, role: Role) -> None:
    """Give a control its part in the style sheet, at once where it is shown already."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def ui_font(points: float = _BASE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Give the system's font, grown as far as the system's own size is above ours."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    grown = max(1.0, font.pointSizeF() / _BASE)
    font.setPointSizeF(max(_SMALLEST, points * grown))
    font.setWeight(weight)
    return font


def section_font() -> QFont:
    """Give the font of a section's heading."""
    return ui_font(15, QFont.Weight.DemiBold)


def item_font() -> QFont:
    """Give the font of an item's heading."""
    return ui_font(11.5, QFont.Weight.DemiBold)


def small_font() -> QFont:
    """Give the font of guidance and badges; use it muted."""
    return ui_font(9.5)


def passage_font() -> QFont:
    """Give the serif that passages are written in, from the fonts shipped with Fieldbook."""
    font = QFont([_report_family(), "DejaVu Serif", "serif"])
    font.setPointSizeF(ui_font(11).pointSizeF())
    return font


@cache
def _report_family() -> str:
    family = ""
    for face in ("Regular", "Italic", "Bold", "BoldItalic"):
        number = QFontDatabase.addApplicationFont(str(FONTS / f"SourceSerif4-{face}.ttf"))
        family = family or next(iter(QFontDatabase.applicationFontFamilies(number)), "")
    return family


class _Follower(QObject):
    """Keeps an application in the scheme it was told, or in the system's."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._forced: Scheme | None = None
        self._style = _Style()
        app.setStyle(self._style)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def dress(self, scheme: Scheme | None) -> None:
        self._forced = scheme
        self._follow()

    def _follow(self) -> None:
        system_is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._forced == "dark" or (self._forced is None and system_is_dark)
        colours = DARK if dark else LIGHT
        self._app.setFont(ui_font())
        self._app.setPalette(_palette(colours))
        sheet = _SHEET.substitute({name: getattr(colours, name) for name in Colours.__slots__})
        if self._app.styleSheet() != sheet:
            self._app.setStyleSheet(sheet)


def _palette(colours: Colours) -> QPalette:
    roles = QPalette.ColorRole
    palette = QPalette()
    for role, colour in (
        (roles.Window, colours.canvas),
        (roles.WindowText, colours.ink),
        (roles.Base, colours.surface),
        (roles.AlternateBase, colours.canvas),
        (roles.Text, colours.ink),
        (roles.PlaceholderText, colours.muted),
        (roles.Button, colours.surface),
        (roles.ButtonText, colours.ink),
        (roles.BrightText, colours.error),
        (roles.ToolTipBase, colours.surface),
        (roles.ToolTipText, colours.ink),
        (roles.Highlight, colours.accent),
        (roles.Accent, colours.accent),
        (roles.HighlightedText, colours.on_accent),
        (roles.Link, colours.accent),
        (roles.LinkVisited, colours.accent),
        (roles.Light, colours.hover),
        (roles.Midlight, colours.hover),
        (roles.Mid, colours.edge),
        (roles.Dark, colours.edge),
        (roles.Shadow, colours.edge),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette


class _Style(QProxyStyle):
    """Fusion, with the few marks that a style sheet can draw from image files only."""

    def __init__(self) -> None:
        super().__init__("fusion")

    @override
    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _MARKS.get(element)
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, option.rect, option.state)
        painter.restore()


def _box(painter: QPainter, state: QStyle.StateFlag) -> bool:
    """Set pen and brush of a check or radio mark, and tell whether it is on."""
    colours = theme()
    on = bool(state & (QStyle.StateFlag.State_On | QStyle.StateFlag.State_NoChange))
    enabled = bool(state & QStyle.StateFlag.State_Enabled)
    line = colours.accent if on and enabled else colours.edge
    painter.setPen(QPen(QColor(line), 1.2))
    filled = colours.accent if on and enabled else colours.edge if on else colours.surface
    painter.setBrush(QColor(filled))
    return on


def _draw_check(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    on = _box(painter, state)
    box = QRectF(rect).adjusted(0.6, 0.6, -0.6, -0.6)
    painter.drawRoundedRect(box, 3, 3)
    if on:
        painter.setPen(
            QPen(
                QColor(theme().on_accent),
                1.8,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(_points(box, (0.24, 0.52), (0.43, 0.70), (0.77, 0.31)))


def _draw_radio(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    on = _box(painter, state)
    box = QRectF(rect).adjusted(0.6, 0.6, -0.6, -0.6)
    painter.drawEllipse(box)
    if on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme().on_accent))
        painter.drawEllipse(box.center(), box.width() * 0.2, box.height() * 0.2)


def _draw_arrow(painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
    enabled = bool(state & QStyle.StateFlag.State_Enabled)
    pen = QPen(QColor(theme().ink if enabled else theme().muted), 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    box = QRectF(0, 0, 8, 8)
    box.moveCenter(QRectF(rect).center())
    painter.drawPolyline(_points(box, (0.0, 0.3), (0.5, 0.75), (1.0, 0.3)))


def _points(box: QRectF, *shares: tuple[float, float]) -> QPolygonF:
    return QPolygonF(
        [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in shares]
    )


_MARKS: Final = {
    QStyle.PrimitiveElement.PE_IndicatorCheckBox: _draw_check,
    QStyle.PrimitiveElement.PE_IndicatorRadioButton: _draw_radio,
    QStyle.PrimitiveElement.PE_IndicatorArrowDown: _draw_arrow,
}
