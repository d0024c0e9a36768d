"""The chart of a national picture, as a Vega-Lite specification in plain data.

Every bar says in figures what it shows, and what is no answer has a dashed outline, so that the
chart reads in black and white. All words are set by us: nothing depends on a locale.
"""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from desktop.core.house_style import HMIC, HouseStyle
from desktop.core.national import Picture, amount
from desktop.core.national_words import lines, reading, show

MARKS = {"high": "▲", "low": "▼", "rare": "◆"}
"""What stands beside an answer that stands out."""
_MEANING = {"high": "unusually high", "low": "unusually low", "rare": "rare"}
FONT = "Source Sans 3"

_PLOT = 190
_LETTER = 6.5
"""About how wide a letter of a figure is, in the pixels that the plot is measured in."""
_LABEL_LETTERS = 32
_MOST_DAYS = 16
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
class Chart:
    """A chart that is to be drawn: its title, its reading in words, and its specification."""

    title: str
    words: str
    spec: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    value: float
    shown: str
    missing: bool = False
    unusual: bool = False


def chart_of(picture: Picture, style: HouseStyle = HMIC, inks: Inks = PRINT) -> Chart:
    """Give the chart of a picture: a bar an option or day, or a force where they gave numbers."""
    subtitle = []
    if picture.figures is not None:
        bars = _bars_of_numbers(picture)
        subtitle = [_of_figures(picture)]
        step = 14
    elif picture.span is not None:
        bars = _bars_of_days(picture)
        step = 24
    else:
        bars = _bars_of_shares(picture)
        step = 24
    subtitle.append(_of_forces(picture))
    if any(bar.unusual for bar in bars):
        subtitle.append(_of_marks(picture))
    words = reading(picture, style)
    return Chart(picture.title, words, _spec(picture, bars, subtitle, step, inks))


def _bars_of_shares(picture: Picture) -> list[_Bar]:
    shares = {share.label: share for share in picture.shares}
    bars = []
    for line in lines(picture):
        count = len(line.forces or ())
        missing = line.name not in (shares or {"Answered"})
        percent = "" if line.percent is None or not count else f" ({_whole(line.percent)}%)"
        rare = line.name in shares and picture.is_rare(shares[line.name])
        mark = f" {MARKS['rare']}" if rare else ""
        bars.append(_Bar(line.name, count, f"{count}{percent}{mark}", missing, rare))
    return bars


def _bars_of_numbers(picture: Picture) -> list[_Bar]:
    bars = []
    largest_first = sorted(picture.answers.items(), key=lambda each: -amount(each[1]))
    for force, answer in largest_first:
        kind = picture.unusual.get(force)
        mark = f" {MARKS[kind]}" if kind else ""
        number = amount(answer)
        area = picture.forces[force].area
        bars.append(_Bar(area, float(number), f"{show(picture, number)}{mark}", unusual=bool(kind)))
    return bars


def _bars_of_days(picture: Picture) -> list[_Bar]:
    """Give how many forces each day has; where there are too many days, each month or year."""
    given = sorted(map(str, picture.answers.values()))
    for group in (picture.asked.show, lambda day: HMIC.month(day[:7]), lambda day: day[:4]):
        counts = Counter(group(day) for day in given)
        if len(counts) <= _MOST_DAYS:
            break
    of = len(given)
    return [
        _Bar(label, count, f"{count} ({_whole(Decimal(100 * count) / of)}%)")
        for label, count in counts.items()
    ]


def _of_figures(picture: Picture) -> str:
    figures = picture.figures
    assert figures is not None
    said = f"Median {show(picture, figures.median)} (line)"
    if figures.lower != figures.upper:
        lower, upper = show(picture, figures.lower), show(picture, figures.upper)
        said += f", middle half {lower} to {upper} (shaded)"
    return said


def _of_forces(picture: Picture) -> str:
    said = [f"{len(picture.answers)} of {len(picture.forces)} forces answered"]
    if picture.figures is None and picture.span is None:
        return said[0]
    for forces, words in (
        (picture.unanswered, "not answered"),
        (picture.not_needed, "nothing to answer"),
        (picture.unfit, "not counted"),
        (picture.without_report, "no report"),
    ):
        if forces:
            said.append(f"{len(forces)} {words}")
    return ", ".join(said)


def _of_marks(picture: Picture) -> str:
    """Say what the marks mean that stand in the chart."""
    kinds = set(picture.unusual.values())
    return ", ".join(f"{mark} {_MEANING[kind]}" for kind, mark in MARKS.items() if kind in kinds)


def _shortened(label: str) -> str:
    return textwrap.shorten(label, _LABEL_LETTERS, placeholder=" …")


def _whole(percent: Decimal) -> str:
    """Give a share in whole per cent; what is not nothing, or not all, never reads as such."""
    if 0 < percent < 1:
        return "<1"
    if 99 < percent < 100:
        return ">99"
    return f"{percent:.0f}"


def _spec(
    picture: Picture, bars: Sequence[_Bar], subtitle: Sequence[str], step: int, inks: Inks
) -> dict[str, Any]:
    domain = _domain(bars)
    return {
        "data": {"values": [_row(number, bar) for number, bar in enumerate(bars)]},
        "width": _PLOT,
        "height": {"step": step},
        "background": inks.ground,
        "padding": 12,
        "title": {
            "text": textwrap.wrap(picture.title, _TITLE_LETTERS),
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
            *_band(picture, inks),
            *_bars(domain, inks),
            *_line(picture, bars, domain, inks),
            *_words(step, inks),
        ],
        "config": _config(inks),
    }


def _row(number: int, bar: _Bar) -> dict[str, Any]:
    return {
        "row": number,
        "label": _shortened(bar.label),
        "value": bar.value,
        "end": _end(bar),
        "shown": bar.shown,
        "said": f"{bar.label}: {bar.shown}",
        "look": "missing" if bar.missing else "unusual" if bar.unusual else "usual",
    }


def _end(bar: _Bar) -> float:
    """Give where a bar's figure stands: below zero to the right of zero, clear of its own bar."""
    return max(bar.value, 0)


def _domain(bars: Sequence[_Bar]) -> list[float]:
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


def _band(picture: Picture, inks: Inks) -> list[dict[str, Any]]:
    """Give the middle half as a band behind the bars."""
    figures = picture.figures
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
    picture: Picture, bars: Sequence[_Bar], domain: Sequence[float], inks: Inks
) -> list[dict[str, Any]]:
    """Give the median as a line across the bars; it leaves out figures, which it would strike."""
    if picture.figures is None:
        return []
    median = float(picture.figures.median)
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
