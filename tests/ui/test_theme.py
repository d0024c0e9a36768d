from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.theme import DARK, LIGHT, Colours, Scheme


@pytest.fixture
def app(qapp: QApplication) -> Iterator[QApplication]:
    yield qapp
    theme.apply(qapp, "light")


def luminance(colour: str) -> float:
    """Give the relative luminance of WCAG 2."""

    def linear(part: int) -> float:
        share = part / 255
        return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_wcag_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_text_can_be_read_on_every_ground(colours: Colours) -> None:
    inks = ("ink", "muted", "accent", "ok", "warning", "error")
    for ink, ground in product(inks, ("canvas", "surface", "hover")):
        assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5, (ink, ground)
    assert contrast(colours.fact, colours.fact_tint) >= 4.5
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_edges_and_the_focus_ring_can_be_seen(colours: Colours) -> None:
    for edge, ground in product(("edge", "accent", "error"), ("canvas", "surface")):
        assert contrast(getattr(colours, edge), getattr(colours, ground)) >= 3, (edge, ground)


@pytest.mark.parametrize(("scheme", "colours"), [("light", LIGHT), ("dark", DARK)])
def test_a_forced_scheme_dresses_everything(
    app: QApplication, scheme: Scheme, colours: Colours
) -> None:
    theme.apply(app, scheme)

    assert theme.theme() is colours
    palette = QGuiApplication.palette()
    assert palette.color(QPalette.ColorRole.Window) == QColor(colours.canvas)
    assert palette.color(QPalette.ColorRole.Text) == QColor(colours.ink)


def test_a_widget_changes_with_the_scheme_while_it_is_shown(
    app: QApplication, qtbot: QtBot
) -> None:
    theme.apply(app, "light")
    label = QLabel("Not answered")
    theme.set_role(label, "muted")
    qtbot.addWidget(label)
    label.show()
    role = label.foregroundRole()
    assert label.palette().color(role) == QColor(LIGHT.muted)

    theme.apply(app, "dark")

    qtbot.waitUntil(lambda: label.palette().color(role) == QColor(DARK.muted))


@pytest.mark.parametrize("role", ["muted", "ok", "warning", "error"])
def test_words_take_the_colour_of_their_role(app: QApplication, qtbot: QtBot, role: str) -> None:
    theme.apply(app, "light")
    label = QLabel("words")
    qtbot.addWidget(label)
    theme.set_role(label, role)  # type: ignore[arg-type]  # the parameters are the roles

    assert label.palette().color(label.foregroundRole()) == QColor(getattr(LIGHT, role))


def test_nothing_is_written_smaller_than_nine_points(app: QApplication) -> None:
    theme.apply(app, "light")
    fonts = {
        10.5: theme.ui_font(),
        15: theme.section_font(),
        11.5: theme.item_font(),
        9.5: theme.small_font(),
        11: theme.passage_font(),
        9: theme.ui_font(6),
    }
    for points, font in fonts.items():
        assert font.pointSizeF() >= points


def test_passages_are_written_in_the_font_that_is_shipped(app: QApplication) -> None:
    theme.apply(app, "light")
    assert QFontInfo(theme.passage_font()).family() == "Source Serif 4"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_in_focus_wears_a_ring(app: QApplication, qtbot: QtBot, scheme: Scheme) -> None:
    theme.apply(app, scheme)
    host = QWidget()
    qtbot.addWidget(host)
    host.resize(200, 60)
    button = QPushButton("Start", host)
    button.setGeometry(10, 10, 100, 30)
    host.show()
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    host.setFocus()
    before = button.grab().toImage()

    button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button.hasFocus)

    edge = button.grab().toImage().pixelColor(50, 1)
    assert edge != before.pixelColor(50, 1)
    assert contrast(edge.name(), theme.theme().canvas) >= 3
