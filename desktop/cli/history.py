"""The command that tells who changed what in a report, when, from what and to what."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated, cast

import typer
from rich.text import Text

from desktop.cli.naming import (
    AsJson,
    ReportName,
    WrongUse,
    did_you_mean,
    existing_report,
    open_store,
    report_named,
)
from desktop.cli.telling import out, print_json
from desktop.cli.words_of_differences import told

if TYPE_CHECKING:
    from desktop.core.fields import Answer
    from desktop.core.programme import Programme
    from desktop.store.changes import Change, Difference, Value
    from desktop.store.history_words import HistoryWords
    from desktop.store.opening import Opened
    from desktop.store.steps import Entry


def history(
    context: typer.Context,
    report: ReportName,
    key: Annotated[
        str | None,
        typer.Argument(
            metavar="[KEY]", help="SECTION.ITEM, SECTION.ITEM.FIELD, isbn, embargo or published"
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell who changed what in a report, when, from what and to what; newest first."""
    from desktop.store.history_words import HistoryWords
    from desktop.store.steps import folded, steps_of

    opened = open_store(context)
    programme, force = report_named(opened, report)
    existing_report(opened, programme, force)
    changes = _changes(opened, programme, force.key, key)
    if as_json:
        print_json([_as_json(each, programme) for each in changes])
        return
    if not changes:
        out.print("Nothing was changed here yet.")
    words = HistoryWords(programme, opened.forces)
    entries = [entry for step in steps_of(changes) for entry in folded([step])]
    for day, of_day in groupby(entries, key=_day):
        out.print(Text(day, "bold"))
        for entry in of_day:
            _say(entry, words, whole=key is not None)


def _changes(opened: Opened, programme: Programme, force: str, key: str | None) -> list[Change]:
    from desktop.store.reading import history as read_history

    if key is None:
        return read_history(opened.database, programme.id, force)
    keys = [key]
    if key in programme.items:
        keys += [field for field, _ in programme.fields_of(key)]
    found = read_history(opened.database, programme.id, force, keys) if key else []
    # What a field held that the programme no longer has can still be asked for.
    if not found and key not in programme.items and programme.field(key) is None:
        known = [*programme.fields, *programme.items, "isbn", "embargo", "published"]
        hint = did_you_mean(key, known)
        raise WrongUse(f'There is no field or item "{key}" in {programme.id}.{hint}')
    return found


def _as_json(change: Change, programme: Programme) -> dict[str, object]:
    return {
        "step": change.step,
        "intention": change.intention,
        "kind": change.kind,
        "key": change.key or None,
        "from": value_as_json(change, change.before, programme),
        "to": value_as_json(change, change.after, programme),
        "by": change.by,
        "at": change.at,
        "origin": change.origin or None,
        "content": change.content or None,
    }


def value_as_json(change: Difference, value: Value, programme: Programme) -> object:
    """Give what stood before or after, as `show --json` gives it."""
    from desktop.store.changes import to_json

    field = programme.field(change.key) if change.kind == "answer" else None
    if field is not None:
        return field.to_json(cast("Answer | None", value))
    return to_json(value)


def _day(entry: Entry) -> str:
    from desktop.store.history_words import day_in_words
    from desktop.store.steps import moment

    at = moment(entry.newest.at)
    return day_in_words(at) if at else entry.newest.at


def _say(entry: Entry, words: HistoryWords, *, whole: bool) -> None:
    from desktop.core.report import Passage
    from desktop.store.steps import moment

    step = entry.newest
    at = moment(step.at)
    line = Text(f"  {at:%H:%M}  " if at else "  ")
    line.append(words.headline(entry), "bold")
    line.append(f"  {step.by}", "dim")
    out.print(line)
    headed = step.intention not in ("record_import", "begin_report") and len(step.meant) == 1
    for each in entry.differences:
        # The headline tells a single answer already, and an empty passage is none.
        if each.kind == "report" or (headed and each.kind == "answer" and each.key in step.meant):
            continue
        if each.before is None and isinstance(each.after, Passage) and not each.after.text:
            continue
        line = Text("         ")
        line.append(f"{words.name(each)}: ")
        line.append_text(Text.assemble(*told(each, words, whole=whole)))
        out.print(line)
