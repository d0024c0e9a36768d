"""Differences between two states of a report, as the commands print them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from desktop.cli.telling import out

if TYPE_CHECKING:
    from desktop.core.comparing import Difference as WordDifference
    from desktop.core.report import Passage
    from desktop.store.changes import Difference
    from desktop.store.history_words import HistoryWords

_AROUND: Final = 40
"""Characters of what stayed that are printed beside what changed."""
_BEGINNING: Final = 200
"""Characters of a passage that was not there before, where the whole report is told."""
_NOTED: Final = frozenset({"comment", "point", "override"})
"""Kinds of difference before which there was nothing that could be told."""
_STYLES: Final = {"same": "", "removed": "red strike", "added": "green underline"}
_MARKS: Final = {"same": ("", ""), "removed": ("[-", "-]"), "added": ("{+", "+}")}


def told(each: Difference, words: HistoryWords, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Say what differs, in pieces and the styles of each."""
    from desktop.core.comparing import differences_in_words
    from desktop.core.report import Passage

    before, after = each.before, each.after
    if not (isinstance(before, Passage | None) and isinstance(after, Passage | None)):
        was = "" if before is None and each.kind in _NOTED else f"{words.value(each, before)} → "
        yield f"{was}{words.value(each, after)}", ""
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
