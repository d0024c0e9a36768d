"""The commands that fill reports: examples, and one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, cast

import typer
from rich.markup import escape

from desktop.cli.importing import say_what_was_read
from desktop.cli.naming import ReportName, WrongUse, did_you_mean, open_store, report_named
from desktop.cli.telling import complain, complain_once, out

if TYPE_CHECKING:
    from desktop.core.fields import Answer, Field
    from desktop.store.changes import Change
    from desktop.store.database import Database


def examples(context: typer.Context) -> None:
    """Load the five published reports that come with Fieldbook; again, it changes nothing."""
    from desktop.examples import load_examples, mistakes_of
    from desktop.ingest import NotAReportError
    from desktop.store.inspector import inspector_name

    opened = open_store(context)
    try:
        loaded = load_examples(opened, by=inspector_name())
    except NotAReportError as error:
        # The examples are reports of the shipped programme: what cannot be read is its folder.
        mistakes = [*opened.programmes.mistakes.values(), *error.mistakes]
        raise WrongUse(next(iter(mistakes), str(error))) from error
    for mistake in mistakes_of(loaded):
        complain(mistake)
    for example in loaded:
        if example.loaded:
            say_what_was_read(example.reading)
        else:
            out.print(f"{example.reading.report.name}: there already, left as it is")


def set_(
    context: typer.Context,
    report: ReportName,
    key: Annotated[str, typer.Argument(metavar="KEY", help="SECTION.ITEM.FIELD, isbn or embargo")],
    value: Annotated[
        str, typer.Argument(metavar="VALUE", help="Nothing between quotes: not answered")
    ],
) -> None:
    """Record one answer as the form does; begins the report if there is none."""
    from desktop.core.fields import AnswerError
    from desktop.store.inspector import inspector_name
    from desktop.store.writing import record_answer

    opened = open_store(context)
    programme, force = report_named(opened, report)
    field = programme.field(key)
    if field is None:
        known = [*programme.fields, "isbn", "embargo", "published"]
        raise WrongUse(f'There is no field "{key}" in {programme.id}.{did_you_mean(key, known)}')
    try:
        answer = field.clean(value)
    except AnswerError as error:
        raise WrongUse(f'"{value}" is no answer to {key}. {error}') from error
    recorded = record_answer(
        opened.database,
        programme=programme,
        force=force,
        key=key,
        answer=answer,
        by=inspector_name(),
    )
    complain_once(
        f"Recorded, but what is drafted from it stays as it was: {mistake}"
        for mistake in recorded.mistakes
    )
    said = "not answered" if answer is None else field.show(answer)
    out.print(escape(f"{report}: {field.label}: {said}"))
    changed = next((each for each in recorded.changes if each.key == key), None)
    if changed is not None and changed.before is not None:
        _say_replaced(opened.database, field, changed)


def _say_replaced(database: Database, field: Field, changed: Change) -> None:
    """Say which answer gave way, where somebody else had given it."""
    from desktop.store.reading import history

    earlier = history(
        database, changed.programme, changed.force, (changed.key,), before=changed.step, steps=1
    )
    given = next((each for each in earlier if each.key == changed.key), None)
    if given is not None and given.by != changed.by:
        said = field.show(cast("Answer", changed.before))
        out.print(escape(f"Before: {said}, by {given.by}. The history keeps it."))
