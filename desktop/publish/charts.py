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
FONT = "Source Sans 3"

_PLOT = 190
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
    words = reading(picture, style)
    return Chart(picture.title, words, _spec(picture, bars, subtitle, step, inks))


def _bars_of_shares(picture: Picture) -> list[_Bar]:
    answered = {share.label for share in picture.shares} or {"Answered"}
    bars = []
    for line in lines(picture):
        count = len(line.forces or ())
        missing = line.name not in answered
        percent = "" if line.percent is None or not count else f" ({_whole(line.percent)}%)"
        rare = not missing and any(force in picture.unusual for force in line.forces or ())
        mark = f" {MARKS['rare']}" if rare and _is_rare(picture, line.forces or ()) else ""
        bars.append(_Bar(line.name, count, f"{count}{percent}{mark}", missing, bool(mark)))
    return bars


def _is_rare(picture: Picture, forces: Sequence[str]) -> bool:
    """Say whether it is this answer that is rare, and not another of the same forces."""
    return all(force in picture.unusual for force in forces)


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
    rows = [
        {
            "row": row,
            "label": _shortened(bar.label),
            "value": bar.value,
            # What is below zero has its figure to the right of zero, clear of its own bar.
            "end": max(bar.value, 0),
            "shown": bar.shown,
            "said": f"{bar.label}: {bar.shown}",
            "look": "missing" if bar.missing else "unusual" if bar.unusual else "usual",
        }
        for row, bar in enumerate(bars)
    ]
    smallest = min((bar.value for bar in bars), default=0)
    largest = max((bar.value for bar in bars), default=0)
    domain = [min(smallest, 0), max(largest, 0)]
    if domain[0] == domain[1]:
        domain[1] = 1
    return {
        "data": {"values": rows},
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
        "layer": [*_backdrop(picture, inks), *_bars(domain, inks), *_words(step, inks)],
        "config": {
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
        },
    }


def _backdrop(picture: Picture, inks: Inks) -> list[dict[str, Any]]:
    """Give the middle half as a band, with the median as a line, behind the bars."""
    figures = picture.figures
    if figures is None:
        return []
    lower, median, upper = (
        {"datum": float(each)} for each in (figures.lower, figures.median, figures.upper)
    )
    number = {"type": "quantitative", "axis": None}
    full = {"y": {"value": 0}, "y2": {"value": "height"}}
    band = {"type": "rect", "color": inks.band, "aria": False}
    line = {"type": "rule", "color": inks.muted, "strokeDash": [4, 3], "aria": False}
    one: dict[str, Any] = {"data": {"values": [{}]}}
    return [
        {**one, "mark": band, "encoding": {"x": {**lower, **number}, "x2": upper, **full}},
        {**one, "mark": line, "encoding": {"x": {**median, **number}, **full}},
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
