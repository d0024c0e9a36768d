"""What is looked up for the panel, off the UI thread: other reports' passages, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.core import commonmark
from desktop.core.earlier import Alike, alike
from desktop.core.fields import Answer
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.richtext import RichText, plain_text

if TYPE_CHECKING:
    from desktop.core.taking_over import TakenOver
    from desktop.store.elsewhere import Put
    from desktop.store.opening import Opened

PAGE: Final = 20
MOST_FILTERED: Final = 1_000
"""How many passages are looked through for words, those with the same answers first."""


class Wanted(NamedTuple):
    """The item at hand, the answers of its report, and words that passages are to hold."""

    programme: Programme
    force: Force
    item: str
    answers: Mapping[str, Answer]
    words: str = ""

    @property
    def place(self) -> tuple[str, str, str]:
        """Programme, force and item, by their keys."""
        return self.programme.id, self.force.key, self.item

    @property
    def of_item(self) -> dict[str, Answer]:
        """The answers of the item itself."""
        keys = (key for key, _ in self.programme.fields_of(self.item))
        return {key: self.answers[key] for key in keys if key in self.answers}


@dataclass(frozen=True)
class Entry:
    """How one other report puts the item.

    `differing` has the labels of the fields that are answered here and otherwise there, with what
    is answered there. `title` is that of the programme where it is another.
    """

    programme: str
    force: str
    item: str
    area: str
    title: str
    state: str
    text: str
    same: int
    asked: int
    differing: tuple[tuple[str, str], ...]
    answers: tuple[tuple[str, Answer], ...]

    @property
    def name(self) -> tuple[str, str]:
        """What the report is known by: its programme and its force."""
        return self.programme, self.force

    @property
    def origin(self) -> str:
        """The report and the item there, as the history tells them."""
        return f"{self.programme}/{self.force} {self.item}"

    @cached_property
    def blocks(self) -> RichText:
        """The passage."""
        return commonmark.parse(self.text)

    @property
    def in_sentence(self) -> str:
        """The force's area, and the programme where it is another: "Kent (Custody)"."""
        return f"{self.area} ({self.title})" if self.title else self.area

    @property
    def standing(self) -> str:
        """In one line: in which programme the report is, if another, and its state."""
        return f"{self.title}, {self.state}" if self.title else self.state

    @property
    def likeness(self) -> str:
        """In one line: how many answers are the same, and those that are not."""
        if not self.asked:
            return "No answers here to compare with yet"
        answers = "answer" if self.asked == 1 else "answers"
        same = f"{self.same} of {self.asked} {answers} the same"
        other = "; ".join(f"{label}: {theirs}" for label, theirs in self.differing)
        return f"{same} · {other}" if other else same


class Leaf(NamedTuple):
    """Some entries in their order, and whether more follow."""

    entries: tuple[Entry, ...]
    more: bool


def look(opened: Opened, wanted: Wanted, limit: int, offset: int = 0) -> Leaf:
    """Read how other reports put an item; with words to hold, those that do at once.

    Raises DatabaseError.
    """
    from desktop.store.elsewhere import elsewhere

    places = alike(wanted.programme, opened.programmes.by_id.values(), wanted.item)
    most = MOST_FILTERED if wanted.words else limit
    puts = elsewhere(
        opened.database,
        places,
        wanted.answers,
        but=(wanted.programme.id, wanted.force.key),
        limit=most + 1,
        offset=0 if wanted.words else offset,
    )
    entries = [_entry(opened, wanted, places, put) for put in puts[:most]]
    if wanted.words:
        return Leaf(tuple(_with_words(entries, wanted.words)), more=False)
    return Leaf(tuple(entries), len(puts) > most)


def taken_over(opened: Opened, wanted: Wanted, entry: Entry) -> TakenOver:
    """Make an entry's passage one of the report at hand; its force has to be a known one."""
    from desktop.core.taking_over import There, keys_between, take_over

    there = opened.programmes.by_id[entry.programme]
    return take_over(
        entry.text,
        programme=wanted.programme,
        source=opened.forces[entry.force],
        target=wanted.force,
        forces=opened.forces,
        answers=wanted.answers,
        keys=keys_between(wanted.programme, there) if there.id != wanted.programme.id else None,
        there=There(there, entry.item, dict(entry.answers)),
    )


def _entry(opened: Opened, wanted: Wanted, places: Iterable[Alike], put: Put) -> Entry:
    programme = opened.programmes.by_id[put.programme]
    force = opened.forces.get(put.force)
    place = next(each for each in places if put.programme in each.programmes)
    return Entry(
        put.programme,
        put.force,
        put.item,
        force.area if force else put.force,
        "" if programme.id == wanted.programme.id else programme.short_title,
        put.state,
        put.passage.text,
        put.same,
        put.asked,
        tuple(_differing(programme, wanted, place, put)),
        tuple(put.answers.items()),
    )


def _differing(
    there: Programme, wanted: Wanted, place: Alike, put: Put
) -> Iterator[tuple[str, str]]:
    for key, key_there in place.fields.items():
        here, theirs = wanted.answers.get(key), put.answers.get(key_there)
        if here is not None and here != theirs:
            field = wanted.programme.fields[key]
            shown = there.fields[key_there].show(theirs) if theirs is not None else "not answered"
            yield field.label, shown


def _with_words(entries: Iterable[Entry], words: str) -> Iterator[Entry]:
    sought = words.casefold().split()
    for entry in entries:
        text = f"{entry.area}\n{entry.title}\n{plain_text(entry.blocks)}".casefold()
        if all(word in text for word in sought):
            yield entry
