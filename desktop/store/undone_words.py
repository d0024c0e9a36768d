"""What undoing came to, in words that an inspector understands, and where it can be seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from desktop.core.house_style import list_in_words
from desktop.core.review import Comment, Point
from desktop.store.changes import Change, Difference
from desktop.store.deeds import REDO, words_of
from desktop.store.history_words import HistoryWords
from desktop.store.steps import Entry, steps_of
from desktop.store.wording import short

_MOST_NAMED: Final = 5
_VERBS: Final = {"undo": "Undone", REDO: "Redone"}


def undone(changes: Sequence[Change], words: HistoryWords, area: str = "") -> str:
    """Say what undoing, or redoing, changed; with the area of a force, that it was there."""
    verb = _VERBS.get(changes[0].intention, "Undone")
    where = f" in {area}" if area else ""
    said = f"{verb}{where}: {_what(changes, words)}"
    return said if said.endswith("…") else f"{said}."


def place_of(changes: Sequence[Change]) -> str:
    """Give the key of the field or item where undoing can be seen; empty for the whole report."""
    meant = _meant(changes)
    places = [each.key for each in meant if each.kind in ("answer", "passage")]
    noted = [
        value.item
        for each in meant
        for value in (each.after, each.before)
        if isinstance(value, Comment | Point)
    ]
    left = [each.key.split("|")[1] for each in meant if each.key.count("|")]
    return next(iter([*places, *noted, *left]), "")


def _meant(changes: Sequence[Change]) -> list[Difference]:
    """Give what was meant to be put back, without what followed it."""
    step = steps_of(reversed(changes))[0]
    said = [each for each in Entry((step,)).differences if each.kind in ("answer", "passage")]
    return [each for each in said if each.key in step.meant] or list(changes)


def _what(changes: Sequence[Change], words: HistoryWords) -> str:
    meant = _meant(changes)
    if len(meant) == 1:
        only = meant[0]
        name = f"“{words.name(only)}”"
        if only.kind == "answer" and only.after is None:
            return f"{name} has no answer again"
        if only.kind == "answer":
            return f"{name} is {short(words.value(only, only.after))} again"
        if only.kind == "passage":
            return f"{name} reads as it did"
    return short(words_of(changes[0].origin)) or "what was done last"


def undone_in_several(changes: Sequence[Change], areas: Sequence[str]) -> str:
    """Say that what was brought in together was undone, or redone, in several reports."""
    done = _VERBS.get(changes[0].intention, "Undone")
    named = list_in_words(areas[:_MOST_NAMED])
    more = len(areas) - _MOST_NAMED
    return f"{done} in {len(areas)} reports: {f'{named} and {more} more' if more > 0 else named}."
