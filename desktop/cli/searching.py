"""The command that finds words in all reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from desktop.cli.naming import AsJson, OfProgramme, open_store, programme_named
from desktop.cli.telling import out, print_json

if TYPE_CHECKING:
    from desktop.store.opening import Opened
    from desktop.store.searching import Hit


def search(
    context: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(
            metavar="WORDS", help='All must be there, in any form; "a phrase" in its order; begin*.'
        ),
    ],
    programme: OfProgramme = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    as_json: AsJson = False,
) -> None:
    """Find words in the passages of all reports, best first."""
    from desktop.store.searching import search as find

    opened = open_store(context)
    if programme is not None:
        programme_named(opened, programme)
    hits = find(opened.database, " ".join(words), programme=programme, limit=limit)
    if as_json:
        print_json([_as_json(opened, hit) for hit in hits])
    elif not hits:
        out.print("No report says all of these words. Try fewer, or the beginning of one: begin*.")
    for hit in () if as_json else hits:
        sentence = Text(hit.sentence)
        for start, end in hit.marks:
            sentence.stylize("bold underline", start, end)
        out.print(Text(f"{hit.programme}/{hit.force}", "bold"), "·", Text(_title(opened, hit)))
        out.print(Text("  ") + sentence)


def _as_json(opened: Opened, hit: Hit) -> dict[str, object]:
    return {
        "report": f"{hit.programme}/{hit.force}",
        "programme": hit.programme,
        "force": hit.force,
        "key": hit.key,
        "item": _item(opened, hit),
        "sentence": hit.sentence,
        "marks": [list(mark) for mark in hit.marks],
    }


def _item(opened: Opened, hit: Hit) -> str:
    """Give the full key of the item that a hit is in; a hit can be in one of its answers."""
    from desktop.core.programme import item_of

    programme = opened.programmes.by_id.get(hit.programme)
    is_answer = programme is not None and programme.field(hit.key) is not None
    return item_of(hit.key) if is_answer else hit.key


def _title(opened: Opened, hit: Hit) -> str:
    """Give the title of the item that a hit is in, or its key if its programme is not at hand."""
    programme = opened.programmes.by_id.get(hit.programme)
    item = programme.items.get(_item(opened, hit)) if programme else None
    return item.title if item else hit.key
