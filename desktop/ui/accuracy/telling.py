"""One of the force's points in words, to be read in the panel and out loud."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from desktop.core.review import Point
from desktop.ui.accuracy.model import DECISIONS
from desktop.ui.theme import SPACE, passage_font, small_font, theme

_NO_EVIDENCE: Final = (
    "None was given. Ask the force what shows that the draft is wrong, or say so if you refuse."
)
_NONE_GIVEN: Final = "None was given."
_GONE: Final = "These words are not in the passage as it now reads."
_SIGNS: Final = {"accepted": "✓", "refused": "✕"}

Look = Literal["label", "words", "quote", "warning", "accepted", "refused", "muted"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line or more of what is told of a point."""

    look: Look
    words: str


def lines_of(point: Point, *, quote_stands: bool) -> Iterable[Line]:
    """Tell of a point; `quote_stands` says whether its words are in the passage now."""
    if point.quote:
        yield Line("quote", point.quote)
        if not quote_stands:
            yield Line("muted", _GONE)
    yield Line("label", "The force says")
    yield Line("words", point.text)
    if point.evidence or point.kind == "inaccurate_fact":
        yield Line("label", "Evidence")
        if point.evidence:
            yield Line("words", point.evidence)
        elif point.decision:
            # What could be done about it is over.
            yield Line("muted", _NONE_GIVEN)
        else:
            yield Line("warning", _NO_EVIDENCE)
    yield Line("muted", f"Entered by {_signed(point.by, point.at)}")
    if point.decision:
        said = f"{_SIGNS[point.decision]} {DECISIONS[point.decision]}"
        yield Line(point.decision, f"{said} by {_signed(point.decided_by, point.decided_at)}")
        if point.reason:
            yield Line("words", point.reason)


def as_html(lines: Iterable[Line]) -> str:
    """Write lines in the colours that are in force."""
    colours = theme()
    small, serif = small_font().pointSizeF(), passage_font()
    inks: dict[Look, str] = {
        "words": colours.ink,
        "quote": colours.ink,
        "warning": colours.warning,
        "accepted": colours.ok,
        "refused": colours.error,
    }
    written: list[str] = []
    for line in lines:
        look = f"color:{inks.get(line.look, colours.muted)};"
        words = html.escape(line.words).replace("\n", "<br>")
        below = SPACE.small
        if line.look == "quote":
            words = f"“{words}”"
            look += f"font-family:'{serif.family()}';font-size:{serif.pointSizeF()}pt;"
        elif line.look != "words":
            look += f"font-size:{small}pt;"
            below = SPACE.small if line.look in ("muted", "warning") else SPACE.tiny // 2
        written.append(f'<p style="margin:0 0 {below}px 0;{look}">{words}</p>')
    return "".join(written)


def read_out(lines: Iterable[Line]) -> str:
    """Give the lines as they are read out."""
    return ". ".join(line.words.lstrip("✓✕ ").rstrip(".") for line in lines)


def _signed(by: str, at: str) -> str:
    from desktop.store.history_words import day_in_words
    from desktop.store.steps import moment

    when = moment(at)
    return f"{by}, {day_in_words(when)}, {when:%H:%M}" if when else by
