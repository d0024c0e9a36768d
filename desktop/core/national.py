"""The national picture of one field: what all forces answered, and who stands out.

Quartiles are those of the spreadsheets (QUARTILE.INC), so that others come to the same figures.
An answer is unusual by Tukey's fences, one and a half times the middle half beyond its ends, from
five answers on. Where the middle half are all equal the fences say nothing: others are unusual
then only if they are rare. A choice is rare, from ten answers on, where at most 5 per cent gave
it, or one or two forces that are at most a tenth; but none is where the rare ones together are
more than a fifth, as then there is no usual answer.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Literal

from desktop.core.fields import Answer, AnswerError, ChoiceField, ChoicesField, Field
from desktop.core.forces import Force
from desktop.core.programme import Programme, item_of

Kind = Literal["high", "low", "rare"]

FEWEST_FOR_FENCES = 5
FEWEST_FOR_RARE = 10
NONE_OF_THESE = "None of these"


@dataclass(frozen=True, slots=True)
class Share:
    """One of the answers that can be chosen, and the keys of the forces that chose it."""

    label: str
    forces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What the numbers of all forces come to; `total` is None where it would mean nothing."""

    total: Decimal | None
    lowest: Decimal
    lower: Decimal
    median: Decimal
    upper: Decimal
    highest: Decimal
    lowest_forces: tuple[str, ...]
    highest_forces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """The first and the last of days or months, as answered, and whose they are."""

    first: str
    last: str
    first_forces: tuple[str, ...]
    last_forces: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What all forces answered to one field; forces are named by their keys, in their own order.

    `not_needed` are forces that counted none of what this is a part of. `unfit` are answers of an
    earlier version of the programme, which this one does not take: they are counted nowhere.
    """

    key: str
    asked: Field
    title: str
    forces: Mapping[str, Force]
    answers: Mapping[str, Answer]
    unanswered: tuple[str, ...] = ()
    not_needed: tuple[str, ...] = ()
    without_report: tuple[str, ...] = ()
    unfit: tuple[str, ...] = ()
    shares: tuple[Share, ...] = ()
    figures: Figures | None = None
    span: Span | None = None
    unusual: Mapping[str, Kind] = field(default_factory=dict)

    def percent(self, share: Share) -> Decimal:
        """Give a share of the forces that answered in per cent, with one decimal."""
        if not self.answers:
            return Decimal(0)
        exact = Decimal(100 * len(share.forces)) / len(self.answers)
        return exact.quantize(Decimal("0.1"))

    def is_rare(self, share: Share) -> bool:
        """Say whether it is this answer that makes the forces that chose it stand out."""
        chosen = len(share.forces)
        return any(force in self.unusual for force in share.forces) and _few(
            chosen, len(self.answers)
        )


def national_picture(
    programme: Programme,
    key: str,
    forces: Iterable[Force],
    reports: Mapping[str, Mapping[str, Answer]],
) -> Picture:
    """Give the national picture of a field by its full key.

    `reports` has the answers of each force's report by the force's key; a force without one is not
    in it. Raises KeyError for a field that the programme has not.
    """
    asked = programme.field(key)
    if asked is None:
        raise KeyError(key)
    item = item_of(key)
    whole = f"{item}.{asked.part_of}" if asked.type == "count" and asked.part_of else ""
    known = {force.key: force for force in forces}
    answers: dict[str, Answer] = {}
    missing: dict[str, list[str]] = {"unanswered": [], "not_needed": [], "none": [], "unfit": []}
    for force in known:
        given = reports.get(force)
        answer = given.get(key) if given is not None else None
        if given is None:
            missing["none"].append(force)
        elif answer is None:
            nothing = whole and given.get(whole) == 0
            missing["not_needed" if nothing else "unanswered"].append(force)
        elif fits(asked, answer):
            answers[force] = answer
        else:
            missing["unfit"].append(force)
    shares = _shares(asked, answers)
    figures = _figures(asked, answers)
    return Picture(
        key,
        asked,
        f"{programme.items[item].title}: {asked.label}" if item else asked.label,
        known,
        answers,
        tuple(missing["unanswered"]),
        tuple(missing["not_needed"]),
        tuple(missing["none"]),
        tuple(missing["unfit"]),
        shares,
        figures,
        _span(asked, answers),
        _beyond_fences(answers, figures) if figures else _rare(shares, len(answers)),
    )


def fits(asked: Field, answer: Answer) -> bool:
    """Say whether an answer is one that the field takes today."""
    try:
        return asked.clean(asked.to_json(answer)) == answer
    except AnswerError:
        return False


def amount(answer: Answer) -> Decimal:
    """Give a count, a share or a sum as the number that it is."""
    return Decimal(str(answer))


def _shares(asked: Field, answers: Mapping[str, Answer]) -> tuple[Share, ...]:
    def of(label: str, chosen: Callable[[Answer], bool]) -> Share:
        return Share(label, tuple(force for force, each in answers.items() if chosen(each)))

    if asked.type == "yes_no":
        return of("Yes", lambda each: each is True), of("No", lambda each: each is False)
    if isinstance(asked, ChoiceField):
        return tuple(of(one.label, partial(operator.eq, one.key)) for one in asked.options)
    if isinstance(asked, ChoicesField):
        some = (of(one.label, partial(_has, one.key)) for one in asked.options)
        return (*some, of(NONE_OF_THESE, lambda each: each == ()))
    return ()


def _has(option: str, answer: Answer) -> bool:
    return isinstance(answer, tuple) and option in answer


def _figures(asked: Field, answers: Mapping[str, Answer]) -> Figures | None:
    if asked.type not in ("count", "percent", "money") or not answers:
        return None
    amounts = {force: amount(each) for force, each in answers.items()}
    values = sorted(amounts.values())
    lower, median, upper = quartiles(values)
    return Figures(
        None if asked.type == "percent" else sum(values, Decimal(0)),
        values[0],
        lower,
        median,
        upper,
        values[-1],
        tuple(force for force, each in amounts.items() if each == values[0]),
        tuple(force for force, each in amounts.items() if each == values[-1]),
    )


def quartiles(values: Sequence[Decimal]) -> tuple[Decimal, Decimal, Decimal]:
    """Give the quartiles of numbers, of which there is at least one, as QUARTILE.INC does."""
    lower, median, upper = (_at(values, quarter) for quarter in (1, 2, 3))
    return lower, median, upper


def _at(values: Sequence[Decimal], quarters: int) -> Decimal:
    """Give what lies so many quarters of the way from the first to the last."""
    whole, rest = divmod(quarters * (len(values) - 1), 4)
    beyond = values[min(whole + 1, len(values) - 1)]
    return (values[whole] * (4 - rest) + beyond * rest) / 4


def _span(asked: Field, answers: Mapping[str, Answer]) -> Span | None:
    if asked.type not in ("date", "month") or not answers:
        return None
    # Kept as 2012-12-19, moments are in the order of their letters.
    moments = {force: str(each) for force, each in answers.items()}
    first, last = min(moments.values()), max(moments.values())
    return Span(
        first,
        last,
        tuple(force for force, each in moments.items() if each == first),
        tuple(force for force, each in moments.items() if each == last),
    )


def _beyond_fences(answers: Mapping[str, Answer], figures: Figures) -> dict[str, Kind]:
    if len(answers) < FEWEST_FOR_FENCES:
        return {}
    beyond = (figures.upper - figures.lower) * 3 / 2
    found: dict[str, Kind] = {}
    for force, answer in answers.items():
        if amount(answer) > figures.upper + beyond:
            found[force] = "high"
        elif amount(answer) < figures.lower - beyond:
            found[force] = "low"
    if not beyond and not _few(len(found), len(answers)):
        return {}
    return found


def _rare(shares: Iterable[Share], answered: int) -> dict[str, Kind]:
    if answered < FEWEST_FOR_RARE:
        return {}
    rare = [share for share in shares if share.forces and _few(len(share.forces), answered)]
    theirs = Counter(force for share in rare for force in share.forces)
    return dict.fromkeys(theirs, "rare") if 5 * len(theirs) <= answered else {}


def _few(count: int, of: int) -> bool:
    return 20 * count <= of or (count <= 2 and 10 * count <= of)
