"""An item that has nothing to print."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.core.drafting import draft_or_none
from desktop.core.examining import Examined
from desktop.core.programme import Item
from desktop.core.remarks import BackToDraft, Found, Place, check


@check(severity="error", protects="An item of the report is printed without a word.")
def empty_passage(examined: Examined) -> Iterator[Found]:
    """Find items without text; those with standard wording have a check of their own."""
    for key, item in examined.programme.items.items():
        if item.optional or item.wording:
            continue
        prose = examined.prose.get(key)
        if prose is None or not any(character.isalnum() for character in prose.text):
            yield _found(examined, key, item)


def _found(examined: Examined, key: str, item: Item) -> Found:
    passage = examined.report.passage(key)
    if passage.mode == "edited" and draft_or_none(
        examined.programme, key, examined.force, examined.report.answers
    ):
        message = f"“{item.title}” has no text. Write it, or go back to its draft."
        return Found(Place(key), message, BackToDraft(key))
    if item.draft and passage.mode == "drafted":
        message = f"“{item.title}” has no text. Answer its questions, or write it."
        return Found(Place(key), message)
    return Found(Place(key), f"“{item.title}” has no text. Write what was found.")
