"""The command that puts reports side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.markup import escape

from desktop.cli.naming import AsJson, WrongUse, existing_report, open_store, report_named
from desktop.cli.telling import out, print_json

if TYPE_CHECKING:
    from desktop.core.comparing import Difference
    from desktop.core.comparing_reports import Compared, ComparedField, ComparedItem


def compare(
    context: typer.Context,
    reports: Annotated[
        list[str], typer.Argument(metavar="REPORT REPORT…", help="PROGRAMME/FORCE, two or more")
    ],
    ignore_names: Annotated[
        bool,
        typer.Option("--ignore-names", help="What a report calls its force is no difference."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the answers and passages of reports side by side, passages as they differ in words."""
    from desktop.core.comparing_reports import (
        Compared,
        compare_reports,
        differences_from_first,
    )
    from desktop.core.comparison_text import comparison_as_text

    if len(reports) < 2:
        raise WrongUse("Name at least two reports to compare.")
    opened = open_store(context)
    places = [report_named(opened, name) for name in reports]
    compared = [
        Compared(programme, force, existing_report(opened, programme, force))
        for programme, force in places
    ]
    items = [
        (item, differences_from_first(item, compared, ignore_names=ignore_names))
        for item in compare_reports(compared)
    ]
    if as_json:
        print_json(_as_json(compared, items))
    else:
        out.print(escape(comparison_as_text(compared, items)))


def _as_json(
    compared: list[Compared], items: list[tuple[ComparedItem, list[list[Difference]]]]
) -> dict[str, object]:
    from desktop.core.comparing_reports import is_same

    return {
        "reports": [each.report.name for each in compared],
        "answers": [_answer(compared, field) for item, _ in items for field in item.fields],
        "passages": [
            {
                "item": item.item,
                "title": item.title,
                "texts": list(item.texts),
                "same": is_same(found),
                "differences": [[part._asdict() for part in each] for each in found],
            }
            for item, found in items
        ],
    }


def _answer(compared: list[Compared], field: ComparedField) -> dict[str, object]:
    values = []
    for each, key, value in zip(compared, field.keys, field.values, strict=True):
        its = each.field(key)
        values.append(None if its is None else its.to_json(value))
    return {"key": field.key, "label": field.label, "values": values, "same": field.same}
