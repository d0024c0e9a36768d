"""The command that tells who changed what in a report, when, from what and to what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated, Final

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

if TYPE_CHECKING:
    from desktop.core.comparing import Difference as WordDifference
    from desktop.core.programme import Programme
    from desktop.core.report import Passage
    from desktop.store.changes import Change, Difference, Value
    from desktop.store.history_words import HistoryWords
    from desktop.store.opening import Opened
    from desktop.store.steps import Entry

_AROUND: Final = 40
"""Characters of what stayed that are printed beside what changed."""
_BEGINNING: Final = 200
"""Characters of a passage that was not there before, where the whole report is told."""
_STYLES: Final = {"same": "", "removed": "red strike", "added": "green underline"}
_MARKS: Final = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


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
        "from": _value_as_json(change, change.before, programme),
        "to": _value_as_json(change, change.after, programme),
        "by": change.by,
        "at": change.at,
        "origin": change.origin or None,
    }


def _value_as_json(change: Difference, value: Value, programme: Programme) -> object:
    from desktop.core.report import Passage

    if isinstance(value, Passage):
        return {"mode": value.mode, "text": value.text}
    field = programme.field(change.key) if change.kind == "answer" else None
    if field is not None:
        return field.to_json(value)
    return list(value) if isinstance(value, tuple) else value


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
    told = step.intention not in ("record_import", "begin_report") and len(step.meant) == 1
    for each in entry.differences:
        # The headline tells a single answer already, and an empty passage is none.
        if each.kind == "report" or (told and each.kind == "answer" and each.key in step.meant):
            continue
        if each.before is None and isinstance(each.after, Passage) and not each.after.text:
            continue
        line = Text("         ")
        line.append(f"{words.name(each)}: ")
        line.append_text(Text.assemble(*_told(each, words, whole=whole)))
        out.print(line)


def _told(each: Difference, words: HistoryWords, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Say what differs, in pieces and the styles of each."""
    from desktop.core.comparing import differences_in_words
    from desktop.core.report import Passage

    before, after = each.before, each.after
    if not (isinstance(before, Passage | None) and isinstance(after, Passage | None)):
        yield f"{words.value(each, before)} → {words.value(each, after)}", ""
        return
    found = differences_in_words(before.text if before else "", after.text if after else "")
    if before is None and not whole:
        found = [each._replace(text=_beginning(each.text)) for each in found]
    if not any(each.kind != "same" for each in found):
        yield _same_words(before, after), "dim"
        return
    yield from _marked(found)


def _same_words(before: Passage | None, after: Passage | None) -> str:
    if before and after and before.mode != after.mode:
        return f"the same words, {before.mode} before and {after.mode} now"
    return "the same words"


def _marked(found: Sequence[WordDifference]) -> Iterator[tuple[str, str]]:
    for place, (kind, text) in enumerate(found):
        text = " ".join(text.split("\n"))
        if kind == "same":
            yield _shortened(text, first=not place, last=place == len(found) - 1), ""
        elif out.is_terminal:
            yield text, _STYLES[kind]
        else:
            opening, closing = _MARKS[kind]
            yield f"{opening}{text}{closing}", ""


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Leave of what stayed only what stands beside what changed."""
    head = "" if first else text[:_AROUND].rpartition(" ")[0]
    tail = "" if last else text[-_AROUND:].partition(" ")[2]
    if len(text) <= 2 * _AROUND:
        return text
    return f"{head and f'{head} '}…{tail and f' {tail}'}"


def _beginning(text: str) -> str:
    return text if len(text) <= _BEGINNING else f"{text[:_BEGINNING].rpartition(' ')[0]}…"
