"""A chart of bars as a Vega-Lite specification, in plain data.

What is no answer has a dashed outline, so that the chart reads in black and white.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop.core.national import Figures

FONT = "Source Sans 3"

_PLOT = 190
_LETTER = 6.5
"""About how wide a letter of a figure is, in the pixels that the plot is measured in."""
_LABEL_LETTERS = 32
_TITLE_LETTERS = 52
_SUBTITLE_LETTERS = 66


@dataclass(frozen=True, slots=True)
class Inks:
    """The colours of a chart, as "#rrggbb"; `ground` is also "transparent"."""

    ground: str = "#ffffff"
    ink: str = "#1b1f24"
    muted: str = "#565e68"
    bar: str = "#5b7593"
    unusual: str = "#1f3a5f"
    band: str = "#e4e4e2"


PRINT = Inks()
"""The colours of charts that are saved: they print well in black and white."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar with what stands on both its sides; one of what is `missing` is dashed."""

    label: str
    value: float
    shown: str
    missing: bool = False
    unusual: bool = False


def specification(
    title: str,
    subtitle: Sequence[str],
    bars: Sequence[Bar],
    figures: Figures | None,
    step: int,
    inks: Inks,
) -> dict[str, Any]:
    """Give the chart of some bars, each `step` pixels high, over what their figures come to."""
    domain = _domain(bars)
    return {
        "data": {"values": [_row(number, bar) for number, bar in enumerate(bars)]},
        "width": _PLOT,
        "height": {"step": step},
        "background": inks.ground,
        "padding": 12,
        "title": {
            "text": textwrap.wrap(title, _TITLE_LETTERS),
            "subtitle": [
                part for each in subtitle for part in textwrap.wrap(each, _SUBTITLE_LETTERS)
            ],
        },
        "encoding": {
            "y": {
                "field": "row",
                "type": "ordinal",
                "axis": None,
                "scale": {"domain": list(range(len(bars))), "padding": 0.2},
            }
        },
        "layer": [
            *_band(figures, inks),
            *_bars(domain, inks),
            *_line(figures, bars, domain, inks),
            *_words(step, inks),
        ],
        "config": _config(inks),
    }


def _row(number: int, bar: Bar) -> dict[str, Any]:
    return {
        "row": number,
        "label": _shortened(bar.label),
        "value": bar.value,
        "end": _end(bar),
        "shown": bar.shown,
        "said": f"{bar.label}: {bar.shown}",
        "look": "missing" if bar.missing else "unusual" if bar.unusual else "usual",
    }


def _end(bar: Bar) -> float:
    """Give where a bar's figure stands: below zero to the right of zero, clear of its own bar."""
    return max(bar.value, 0)


def _domain(bars: Sequence[Bar]) -> list[float]:
    """Give the least and the most that there is room for, with zero and never both the same."""
    values = [bar.value for bar in bars]
    least, most = min([*values, 0]), max([*values, 0])
    return [least, most if most > least else least + 1]


def _config(inks: Inks) -> dict[str, Any]:
    return {
        "font": FONT,
        "view": {"stroke": None},
        "title": {
            "anchor": "start",
            "frame": "bounds",
            "color": inks.ink,
            "subtitleColor": inks.muted,
            "fontSize": 14,
            "subtitleFontSize": 12,
            "subtitlePadding": 4,
            "offset": 12,
        },
    }


def _band(figures: Figures | None, inks: Inks) -> list[dict[str, Any]]:
    """Give the middle half as a band behind the bars."""
    if figures is None:
        return []
    lower, upper = ({"datum": float(each)} for each in (figures.lower, figures.upper))
    return [
        {
            "data": {"values": [{}]},
            "mark": {"type": "rect", "color": inks.band, "aria": False},
            "encoding": {
                "x": {**lower, "type": "quantitative", "axis": None},
                "x2": upper,
                "y": {"value": 0},
                "y2": {"value": "height"},
            },
        }
    ]


def _line(
    figures: Figures | None, bars: Sequence[Bar], domain: Sequence[float], inks: Inks
) -> list[dict[str, Any]]:
    """Give the median as a line across the bars; it leaves out figures, which it would strike."""
    if figures is None:
        return []
    median = float(figures.median)
    letter = _LETTER * (domain[1] - domain[0]) / _PLOT
    across = [
        {"row": row, "ink": inks.band if bar.value > median else inks.muted}
        for row, bar in enumerate(bars)
        if not _end(bar) <= median <= _end(bar) + letter * (len(bar.shown) + 2)
    ]
    return [
        {
            "data": {"values": across},
            "mark": {"type": "rule", "aria": False},
            "encoding": {
                "x": {"datum": median, "type": "quantitative", "axis": None},
                "y": {"field": "row", "type": "ordinal", "axis": None, "bandPosition": 0},
                "y2": {"field": "row", "bandPosition": 1},
                "color": {"field": "ink", "type": "nominal", "scale": None, "legend": None},
            },
        }
    ]


def _bars(domain: list[float], inks: Inks) -> list[dict[str, Any]]:
    looks = ["usual", "unusual", "missing"]

    def by_look(values: Sequence[object]) -> dict[str, Any]:
        scale = {"domain": looks, "range": list(values)}
        return {"field": "look", "type": "nominal", "scale": scale, "legend": None}

    return [
        {
            "mark": {"type": "bar", "strokeWidth": 1},
            "encoding": {
                "x": {
                    "field": "value",
                    "type": "quantitative",
                    "axis": None,
                    "scale": {"domain": domain, "nice": False},
                },
                "fill": by_look([inks.bar, inks.unusual, "transparent"]),
                "stroke": by_look([inks.bar, inks.unusual, inks.muted]),
                "strokeDash": by_look([[1, 0], [1, 0], [3, 2]]),
                "description": {"field": "said"},
            },
        }
    ]


def _words(step: int, inks: Inks) -> list[dict[str, Any]]:
    text = {
        "type": "text",
        "aria": False,
        "baseline": "middle",
        "fontSize": 11 if step < 20 else 12,
        "color": inks.ink,
    }
    return [
        {
            "mark": {**text, "align": "right"},
            "encoding": {"x": {"value": -8}, "text": {"field": "label"}},
        },
        {
            "mark": {**text, "align": "left", "dx": 6},
            "encoding": {
                "x": {"field": "end", "type": "quantitative", "axis": None},
                "text": {"field": "shown"},
            },
        },
    ]


def _shortened(label: str) -> str:
    return textwrap.shorten(label, _LABEL_LETTERS, placeholder=" …")
