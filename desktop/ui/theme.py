"""Colours, spaces, fonts and the style of every control, in one place for light and dark."""

from __future__ import annotations

from functools import cache
from typing import Final, Literal, NamedTuple

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QToolTip, QWidget

from desktop.core.folders import FONTS

Scheme = Literal["light", "dark"]
Role = Literal["plain", "surface", "muted", "ok", "warning", "error", "quiet", "primary", "rule"]


class Colours(NamedTuple):
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

# Qt has no palette roles for these: roles that Fusion does not draw with stand in for them.
_INKS: Final = {
    "plain": QPalette.ColorRole.WindowText,
    "muted": QPalette.ColorRole.PlaceholderText,
    "ok": QPalette.ColorRole.LinkVisited,
    "warning": QPalette.ColorRole.Shadow,
    "error": QPalette.ColorRole.BrightText,
}
_GROUNDS: Final = {"surface": QPalette.ColorRole.Base, "rule": QPalette.ColorRole.Midlight}


def theme() -> Colours:
    """Give the colours in force now, as the palette of the application tells them."""
    return DARK if QGuiApplication.palette().window().color().lightness() < 128 else LIGHT


def apply(app: QApplication, scheme: Scheme | None = None) -> None:
    """Dress the application in a scheme; without one, in the system's, following it live."""
    follower = app.findChild(_Follower) or _Follower(app)
    follower.dress(scheme)


def set_role(widget: QWidget, role: Role) -> None:
    """Give a widget its part: the colour of its words, of its ground, or the look of a button."""
    ink = _INKS.get(role)
    ground = _GROUNDS.get(role)
    if ink is not None and not isinstance(widget, QLineEdit):
        widget.setForegroundRole(ink)
    if ground is not None:
        widget.setBackgroundRole(ground)
        widget.setAutoFillBackground(True)
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.update()


def ui_font(points: float = _BASE, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Give the system's font, grown as far as the system's own size is above ours."""
    font = QGuiApplication.font()
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
        from desktop.ui.style import FieldbookStyle

        self._style = FieldbookStyle()
        app.setStyle(self._style)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def dress(self, scheme: Scheme | None) -> None:
        self._forced = scheme
        self._follow()

    def _follow(self) -> None:
        system_is_dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        dark = self._forced == "dark" or (self._forced is None and system_is_dark)
        colours = DARK if dark else LIGHT
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setPointSizeF(max(_BASE, font.pointSizeF()))
        self._app.setFont(font)
        palette = _palette(colours)
        self._app.setPalette(palette)
        QToolTip.setPalette(palette)


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
        (roles.LinkVisited, colours.ok),
        (roles.Shadow, colours.warning),
        (roles.Light, colours.hover),
        (roles.Midlight, colours.rule),
        (roles.Mid, colours.edge),
        (roles.Dark, colours.edge),
    ):
        palette.setColor(role, QColor(colour))
    for role in (roles.WindowText, roles.Text, roles.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.muted))
    return palette
