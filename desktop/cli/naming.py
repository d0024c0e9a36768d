"""What the words of a command line name: a database, a programme, a force, a report."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from desktop.cli.telling import complain

if TYPE_CHECKING:
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.store.opening import Opened

ReportName = Annotated[str, typer.Argument(metavar="REPORT", help="PROGRAMME/FORCE")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]
OfProgramme = Annotated[str | None, typer.Option("--programme", help="Only this programme.")]


class WrongUse(Exception):
    """The command cannot be carried out as given; the message is one plain line."""


def open_store(context: typer.Context) -> Opened:
    """Open the database of this command line, which is closed when the command ends."""
    from desktop.cli.unlocking import opened_with_passphrase
    from desktop.core.forces import ForcesError
    from desktop.store.database import DatabaseError

    try:
        opened = opened_with_passphrase(context.obj)
    except (DatabaseError, ForcesError) as error:
        raise WrongUse(str(error)) from error
    context.call_on_close(opened.database.close)
    return opened


def report_named(opened: Opened, name: str) -> tuple[Programme, Force]:
    """Give the programme and the force of PROGRAMME/FORCE, whether or not there is a report."""
    programme_id, slash, force_key = name.partition("/")
    if not slash:
        raise WrongUse(f'"{name}" names no report: write PROGRAMME/FORCE.')
    programme = programme_named(opened, programme_id)
    if force_key not in opened.forces:
        hint = did_you_mean(force_key, opened.forces)
        raise WrongUse(f'There is no force "{force_key}".{hint}')
    return programme, opened.forces[force_key]


def programme_named(opened: Opened, programme_id: str) -> Programme:
    """Give the programme of this id; WrongUse tells its mistake, or that there is none."""
    programme = opened.programmes.by_id.get(programme_id)
    if programme_id in opened.programmes.mistakes:
        raise WrongUse(opened.programmes.mistakes[programme_id])
    if programme is None:
        hint = did_you_mean(programme_id, opened.programmes.by_id)
        raise WrongUse(f'There is no programme "{programme_id}".{hint}')
    return programme


def complain_of_programmes(opened: Opened) -> bool:
    """Name the programme folders that cannot be read, and say whether there are any."""
    for mistake in opened.programmes.mistakes.values():
        complain(mistake)
    return bool(opened.programmes.mistakes)


def existing_report(opened: Opened, programme: Programme, force: Force) -> Report:
    """Give the report that is there; WrongUse if there is none yet."""
    from desktop.store.reading import read_report

    report = read_report(opened.database, programme.id, force.key)
    if report is None:
        raise WrongUse(f"There is no report {programme.id}/{force.key} yet.")
    return report


def wanted_reports(
    opened: Opened, names: Iterable[str], *, every: bool, programme: str | None
) -> tuple[list[tuple[Programme, Force, Report]], list[str]]:
    """Give the reports that are named, or every one, and a line for each that cannot be had.

    Reports of programmes with a mistake are not among the lines: see `complain_of_programmes`.
    """
    if bool(names) == every:
        raise WrongUse("Name the reports, or ask for all of them with --all.")
    if programme is not None and not every:
        raise WrongUse("--programme goes with --all: named reports have their programme already.")
    if not every:
        places = [report_named(opened, name) for name in dict.fromkeys(names)]
        return [(of, force, existing_report(opened, of, force)) for of, force in places], []
    if programme is not None:
        programme_named(opened, programme)
    from desktop.store.listing import list_reports

    wanted: list[tuple[Programme, Force, Report]] = []
    without: list[str] = []
    for report in list_reports(opened.database, programme):
        of = opened.programmes.by_id.get(report.programme)
        if of is not None and report.force in opened.forces:
            wanted.append((of, opened.forces[report.force], report))
        elif report.programme not in opened.programmes.mistakes:
            without.append(f"{report.name}: its programme or force is not there any more.")
    return wanted, without


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """Give a hint to the nearest known name, with a space before it, or nothing."""
    near = difflib.get_close_matches(typed, known, n=1)
    return f" Did you mean {near[0]}?" if near else ""
