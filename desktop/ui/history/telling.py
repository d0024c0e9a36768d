"""What an entry of the history tells when it is opened, worked out off the UI thread. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from desktop.core.comparing import Difference as WordDifference
from desktop.core.comparing import differences_in_words
from desktop.core.report import Passage
from desktop.core.review import HASH_SHOWN, Comment, Point

if TYPE_CHECKING:
    from desktop.store.changes import Difference
    from desktop.store.history_words import HistoryWords
    from desktop.store.steps import Entry

_LONGEST_VALUE: Final = 24
"""Letters of an answer that are told beside its name."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that was changed: a passage by its words, all else by what it was and is."""

    key: str
    name: str
    before: str = ""
    after: str = ""
    words: Sequence[WordDifference] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry as it is shown when opened, and what going back to it would change."""

    told: Sequence[Told]
    would_change: str
    possible: bool


def tell(entry: Entry, words: HistoryWords) -> list[Told]:
    """Tell each thing that an entry changed."""
    content = next((each.content for each in entry.newest.changes if each.content), "")
    return [_told(each, words, content) for each in entry.differences if not _says_nothing(each)]


def would_change(found: Sequence[Difference], words: HistoryWords, name: str) -> str:
    """Say in one line what going back would change of what is told of by this name."""
    if not found:
        return f"{name}: this is how it stands now."
    from desktop.store.history_words import listed

    return f"{name}: would change {listed(_becoming(each, words) for each in found)}."


def _becoming(difference: Difference, words: HistoryWords) -> str:
    """Name what would change, and what to if it is an answer in a few words."""
    name = words.name(difference)
    value = words.value(difference, difference.after)
    if difference.kind not in ("answer", "state") or len(value) > _LONGEST_VALUE:
        return name
    return f"{name} to {value}"


def _says_nothing(difference: Difference) -> bool:
    """Say whether it is a passage that was begun without any words, or the report's beginning."""
    after = difference.after
    empty = isinstance(after, Passage) and not after.text and difference.before is None
    return empty or difference.kind == "report"


def _told(difference: Difference, words: HistoryWords, content: str) -> Told:
    name = words.name(difference)
    before, after = difference.before, difference.after
    if difference.kind != "passage":
        is_new = before is None and difference.kind != "state"
        was = "" if is_new else words.value(difference, before)
        becomes = words.value(difference, after)
        if difference.kind == "state" and content:
            becomes = f"{becomes}, content {content[:HASH_SHOWN]}"
        return Told(_place(difference), name, was, becomes)
    old = before if isinstance(before, Passage) else Passage()
    new = after if isinstance(after, Passage) else Passage()
    found = differences_in_words(old.text, new.text)
    return Told(difference.key, name, words=found, note=_note(old, new, found))


def _place(difference: Difference) -> str:
    """Give the key of the field or item where a thing is; of what was noted, the item's."""
    for noted in (difference.after, difference.before):
        if isinstance(noted, Comment | Point):
            return noted.item
    return difference.key


def _note(old: Passage, new: Passage, found: Sequence[WordDifference]) -> str:
    same = all(each.kind == "same" for each in found)
    if old.mode != new.mode and old.text:
        mode = "now follows the answers" if new.mode == "drafted" else "now in own words"
        return f"the same words, {mode}" if same else mode
    if not same:
        return ""
    if old.instead_of != new.instead_of:
        return "own words kept, in place of the newer draft"
    return "the same words, in other type"
