"""The chart of a national picture: its bars, and what it says of them in words.

Every bar says in figures what it shows. All words are set by us: nothing depends on a locale.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from desktop.core.house_style import HMIC, HouseStyle
from desktop.core.national import Picture, amount
from desktop.core.national_words import lines, reading, show
from desktop.publish.chart_spec import PRINT, Bar, Inks, specification

__all__ = ["MARKS", "PRINT", "Chart", "Inks", "chart_of"]

MARKS = {"high": "▲", "low": "▼", "rare": "◆"}
"""What stands beside an answer that stands out."""
_MEANING = {"high": "unusually high", "low": "unusually low", "rare": "rare"}

_MOST_DAYS = 16


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart that is to be drawn: its title, its reading in words, and its specification."""

    title: str
    words: str
    spec: dict[str, Any]


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
    return Chart(
        picture.title,
        words,
        specification(picture.title, subtitle, bars, picture.figures, step, inks),
    )


def _bars_of_shares(picture: Picture) -> list[Bar]:
    shares = {share.label: share for share in picture.shares}
    bars = []
    for line in lines(picture):
        count = len(line.forces or ())
        missing = line.name not in (shares or {"Answered"})
        percent = "" if line.percent is None or not count else f" ({_whole(line.percent)}%)"
        rare = line.name in shares and picture.is_rare(shares[line.name])
        mark = f" {MARKS['rare']}" if rare else ""
        bars.append(Bar(line.name, count, f"{count}{percent}{mark}", missing, rare))
    return bars


def _bars_of_numbers(picture: Picture) -> list[Bar]:
    bars = []
    largest_first = sorted(picture.answers.items(), key=lambda each: -amount(each[1]))
    for force, answer in largest_first:
        kind = picture.unusual.get(force)
        mark = f" {MARKS[kind]}" if kind else ""
        number = amount(answer)
        area = picture.forces[force].area
        bars.append(Bar(area, float(number), f"{show(picture, number)}{mark}", unusual=bool(kind)))
    return bars


def _bars_of_days(picture: Picture) -> list[Bar]:
    """Give how many forces each day has; where there are too many days, each month or year."""
    given = sorted(map(str, picture.answers.values()))
    for group in (picture.asked.show, lambda day: HMIC.month(day[:7]), lambda day: day[:4]):
        counts = Counter(group(day) for day in given)
        if len(counts) <= _MOST_DAYS:
            break
    of = len(given)
    return [
        Bar(label, count, f"{count} ({_whole(Decimal(100 * count) / of)}%)")
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


def _whole(percent: Decimal) -> str:
    """Give a share in whole per cent; what is not nothing, or not all, never reads as such."""
    if 0 < percent < 1:
        return "<1"
    if 99 < percent < 100:
        return ">99"
    return f"{percent:.0f}"
