"""The national picture in words and figures, as the national report has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from desktop.core.fields import Answer
from desktop.core.house_style import HMIC, HouseStyle
from desktop.core.national import (
    FEWEST_FOR_FENCES,
    NONE_OF_THESE,
    Figures,
    Picture,
    Share,
    amount,
)

_NAMED = 2
"""How many forces are named; of more, it is said how many they are."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the figures: what it is, whose it is, their share in per cent, and an answer.

    None means that the line has nothing of the kind.
    """

    name: str
    forces: tuple[str, ...] | None = None
    percent: Decimal | None = None
    value: Answer | None = None


def reading(picture: Picture, style: HouseStyle = HMIC) -> str:
    """Say the picture in one sentence, in the programme's house style."""
    missing = style.join(_missing(picture, style))
    return f"{_answered(picture, style)}{f'; {missing}' if missing else ''}."


def lines(picture: Picture) -> list[Line]:
    """Give the figures of the picture, one a line, with those who did not answer at the end."""
    found = [
        Line(share.label, share.forces, picture.percent(share)) for share in picture.shares
    ] or [Line("Answered", tuple(picture.answers))]
    if picture.figures is not None:
        found += _lines_of_figures(picture, picture.figures)
    elif picture.span is not None:
        span = picture.span
        found += [Line("First", span.first_forces, None, span.first)]
        found += [Line("Last", span.last_forces, None, span.last)]
    found += [Line("Not answered", picture.unanswered)]
    for name, forces in (
        ("Nothing to answer", picture.not_needed),
        ("Not counted", picture.unfit),
    ):
        found += [Line(name, forces)] if forces else []
    return [*found, Line("No report", picture.without_report)]


def why_unusual(picture: Picture, force: str) -> str:
    """Say why a force stands out; empty if it does not."""
    kind = picture.unusual.get(force)
    if kind is None:
        return ""
    if kind == "rare" or picture.figures is None:
        alike = min(
            (len(share.forces) for share in picture.shares if force in share.forces), default=1
        )
        many = "force" if alike == 1 else "forces"
        return f"Rare: {HMIC.number(alike)} {many} of {len(picture.answers)} answered this."
    figures = picture.figures
    how = "High" if kind == "high" else "Low"
    if figures.lower == figures.upper:
        return f"{how}: nearly all forces have {show(picture, figures.median)}."
    middle = f"{show(picture, figures.lower)} and {show(picture, figures.upper)}"
    return f"{how}: the middle half of the forces lie between {middle}."


def show(picture: Picture, number: Decimal) -> str:
    """Say a figure as the form shows such answers, with no more than two decimals."""
    rounded = _rounded(picture, number)
    if picture.asked.type == "count":
        return HMIC.decimal(rounded)
    return picture.asked.show(rounded)


def names(picture: Picture, forces: Sequence[str], *, most: int = _NAMED) -> str:
    """Name a few forces by their areas, or say how many they are."""
    if len(forces) > most:
        return f"{len(forces)} forces"
    return HMIC.join([picture.forces[force].area for force in forces])


def _lines_of_figures(picture: Picture, figures: Figures) -> list[Line]:
    found = []
    if figures.total is not None:
        found.append(Line("Total", None, None, _rounded(picture, figures.total)))
    found.append(Line("Median", None, None, _rounded(picture, figures.median)))
    if len(picture.answers) > 1:
        found.append(Line("Lower quartile", None, None, _rounded(picture, figures.lower)))
        found.append(Line("Upper quartile", None, None, _rounded(picture, figures.upper)))
    return [
        *found,
        Line("Lowest", figures.lowest_forces, None, _rounded(picture, figures.lowest)),
        Line("Highest", figures.highest_forces, None, _rounded(picture, figures.highest)),
    ]


def _answered(picture: Picture, style: HouseStyle) -> str:
    many = len(picture.forces)
    among = f"Of {style.number(many)} {'force' if many == 1 else 'forces'}"
    label = style.quoted(picture.asked.label)
    if not picture.answers:
        return f"{among}, none has answered {label} yet"
    if picture.asked.type == "yes_no":
        said = [f"{_count(share, style)} {share.label.lower()}" for share in picture.shares]
    elif picture.asked.type == "choice":
        said = [f"{_count(share, style)} {style.quoted(share.label)}" for share in picture.shares]
    else:
        answered = f"{among}, {style.number(len(picture.answers))} answered {label}"
        return answered + _how(picture, style)
    # “None no” would trip the reader.
    said = [f"none answered {each[5:]}" if each == "none no" else each for each in said]
    number, _, rest = said[0].partition(" ")
    return f"{among}, {style.join([f'{number} answered {rest}', *said[1:]])} to {label}"


def _how(picture: Picture, style: HouseStyle) -> str:
    if picture.shares:
        return f": {style.join([_chose(share, style) for share in picture.shares if share.forces])}"
    if picture.figures is not None:
        return _how_many(picture, picture.figures, style)
    if picture.span is not None:
        span = picture.span
        first, last = (picture.asked.in_words(each, style) for each in (span.first, span.last))
        if span.first == span.last:
            return f", all with {first}" if len(span.first_forces) > 1 else f", with {first}"
        whose, others = (
            _named(picture, each, style) for each in (span.first_forces, span.last_forces)
        )
        return f", from {first} ({whose}) to {last} ({others})"
    return ""


def _chose(share: Share, style: HouseStyle) -> str:
    what = "none of these" if share.label == NONE_OF_THESE else style.quoted(share.label)
    return f"{_count(share, style)} {what}"


def _how_many(picture: Picture, figures: Figures, style: HouseStyle) -> str:
    answered = len(picture.answers)
    lowest, highest = (_amount(picture, each, style) for each in (figures.lowest, figures.highest))
    if answered == 1:
        return f", with {lowest} ({_named(picture, figures.lowest_forces, style)})"
    total = "" if figures.total is None else f", {_amount(picture, figures.total, style)} in all"
    if figures.lowest == figures.highest:
        return f", all with {lowest}{total}"
    whose, others = (
        _named(picture, each, style) for each in (figures.lowest_forces, figures.highest_forces)
    )
    said = (
        f"{total}, from {lowest} ({whose}) to {highest} ({others}),"
        f" with a median of {_middle(picture, figures.median, style)}"
    )
    if answered < FEWEST_FOR_FENCES or figures.lower == figures.upper:
        return said
    lower, upper = (_middle(picture, each, style) for each in (figures.lower, figures.upper))
    return f"{said} and the middle half from {lower} to {upper}"


def _missing(picture: Picture, style: HouseStyle) -> list[str]:
    said = []
    for forces, one, many in (
        (picture.unanswered, "has not answered", "have not answered"),
        (picture.not_needed, "had nothing to answer", "had nothing to answer"),
        (picture.unfit, "has an answer that is not offered", "have answers that are not offered"),
        (picture.without_report, "has no report", "have no report"),
    ):
        if forces:
            said.append(f"{style.number(len(forces))} {one if len(forces) == 1 else many}")
    return said


def _count(share: Share, style: HouseStyle) -> str:
    return style.number(len(share.forces)) if share.forces else "none"


def _amount(picture: Picture, number: Decimal, style: HouseStyle) -> str:
    rounded = _rounded(picture, number)
    if picture.asked.type != "count":
        return picture.asked.in_words(rounded, style)
    if amount(rounded) != int(number):
        return style.decimal(rounded)
    return style.number(int(number)) if number else "none"


def _middle(picture: Picture, number: Decimal, style: HouseStyle) -> str:
    """Say a median or a quartile, which is nobody's own number."""
    said = _amount(picture, number, style)
    return "zero" if said == "none" else said


def _named(picture: Picture, forces: Sequence[str], style: HouseStyle) -> str:
    if len(forces) > _NAMED:
        return f"{style.number(len(forces))} forces"
    return style.join([picture.forces[force].name_in_sentence for force in forces])


def _rounded(picture: Picture, number: Decimal) -> str:
    """Give a figure as such answers are kept, with no more than two decimals."""
    exact = number.quantize(Decimal("0.01"), ROUND_HALF_UP) if number % Decimal("0.01") else number
    whole = exact == exact.to_integral()
    return f"{exact:.2f}" if picture.asked.type == "money" and not whole else _plain(exact)


def _plain(number: Decimal) -> str:
    # Adding nothing turns minus zero into zero.
    return f"{number.normalize() + 0:f}"
