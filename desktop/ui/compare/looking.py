"""What is read and compared off the UI thread: reports, how they differ, which are alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.core.comparing_reports import (
    Compared,
    ComparedItem,
    compare_reports,
    differences_from_first,
)
from desktop.core.comparison_text import comparison_as_text

if TYPE_CHECKING:
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.store.opening import Opened

Name = tuple[str, str]
"""The id of a programme and the key of a force."""

_AT_ONCE: Final = 200
"""Reports that the database is asked for at a time, whether they are there."""


class Found(NamedTuple):
    """The reports that are there, their items beside each other, and a line for each not there."""

    reports: Sequence[Compared]
    items: Sequence[ComparedItem]
    missing: Sequence[str] = ()


class Proposed(NamedTuple):
    """A report that can be added, and what it is called."""

    name: Name
    words: str


def read(opened: Opened, names: Sequence[Name]) -> Found:
    """Read reports and put them beside each other, in this order. Raises DatabaseError."""
    from desktop.store.library import read_several

    there = read_several(opened.database, names)
    reports: list[Compared] = []
    missing: list[str] = []
    for programme, force in names:
        report = there.get((programme, force))
        one = _compared(opened, report) if report is not None else None
        if one is None:
            missing.append(_not_there(opened, programme, force))
        else:
            reports.append(one)
    items = compare_reports(reports) if len(reports) > 1 else []
    return Found(reports, items, missing)


def _not_there(opened: Opened, programme: str, force: str) -> str:
    of, on = opened.programmes.by_id.get(programme), opened.forces.get(force)
    if of is None or on is None:
        return f"{programme}/{force} cannot be shown: its programme or force is not here."
    return f"There is no report of {on.area} in {of.short_title}, {of.published[:4]}."


def _compared(opened: Opened, report: Report) -> Compared | None:
    programme = opened.programmes.by_id.get(report.programme)
    force = opened.forces.get(report.force)
    return Compared(programme, force, report) if programme and force else None


def matching(opened: Opened, typed: str, but: Sequence[Name], limit: int) -> list[Proposed]:
    """Find reports whose force, programme or year holds all the words, those like `but` first.

    Reports of the first of `but`'s programmes come first, then those of its force. Raises
    DatabaseError.
    """
    from desktop.store.library import listed

    words = typed.casefold().split()
    forces = [(force, _names_of_force(force)) for force in opened.forces.values()]
    wanted = [
        (programme, force)
        for programme in opened.programmes.by_id.values()
        for its in [f"{programme.title} {programme.short_title} {programme.published}".casefold()]
        for force, names in forces
        if (programme.id, force.key) not in but
        and all(word in names or word in its for word in words)
    ]
    own = but[0] if but else ("", "")
    wanted.sort(key=lambda each: _rank(each, own, words))
    found: list[Proposed] = []
    for some in _in_parts(wanted):
        there = {
            (each.programme, each.force)
            for each in listed(opened.database, [(of.id, force.key) for of, force in some])
        }
        for programme, force in some:
            name = programme.id, force.key
            if name in there:
                found.append(Proposed(name, called(programme, force)))
        if len(found) >= limit:
            break
    return found[:limit]


def most_alike(opened: Opened, one: Compared, limit: int) -> list[Proposed]:
    """Find the reports of the same programme with the most of the same answers.

    Raises DatabaseError.
    """
    from desktop.store.all_forces import all_forces

    given = {key: value for key, value in one.report.answers.items() if key in one.programme.fields}
    alike: list[tuple[int, Force]] = []
    for each in all_forces(opened.database, one.programme.id):
        force = opened.forces.get(each.force)
        same = sum(each.answers.get(key) == value for key, value in given.items())
        if force is not None and force.key != one.force.key and same:
            alike.append((same, force))
    alike.sort(key=lambda each: -each[0])
    return [
        Proposed(
            (one.programme.id, force.key),
            f"{force.area}: {same} of {len(given)} answers the same",
        )
        for same, force in alike[:limit]
    ]


def as_text(reports: Sequence[Compared], items: Sequence[ComparedItem], ignore_names: bool) -> str:
    """Write compared items as plain text."""
    return comparison_as_text(
        reports,
        (
            (item, differences_from_first(item, reports, ignore_names=ignore_names))
            for item in items
        ),
    )


def called(programme: Programme, force: Force) -> str:
    """Name a report in full."""
    return f"{force.area} · {programme.short_title}, {programme.published[:4]}"


def _names_of_force(force: Force) -> str:
    return " ".join((force.name, force.area, force.key, *force.also)).casefold()


def _rank(
    each: tuple[Programme, Force], own: Name, words: Sequence[str]
) -> tuple[bool, bool, bool, int]:
    programme, force = each
    begins = bool(words) and force.area.casefold().startswith(words[0])
    month = int(programme.published.replace("-", ""))
    return not begins, programme.id != own[0], force.key != own[1], -month


def _in_parts(
    wanted: Sequence[tuple[Programme, Force]],
) -> Iterator[Sequence[tuple[Programme, Force]]]:
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]
