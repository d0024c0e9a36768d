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
from desktop.core.review import STATE_WORDS
from desktop.core.richtext import RichText, plain_text

if TYPE_CHECKING:
    from desktop.core.taking_over import TakenOver
    from desktop.store.elsewhere import Put
    from desktop.store.opening import Opened

PAGE: Final = 20
_LOOKED_THROUGH: Final = 200
"""How many passages are read at once to find those with certain words."""
_MOST_LOOKED_THROUGH: Final = 2_000
"""How many are read before those with the words are shown, or it is said that there are none."""


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
    """Some entries in their order, whether more may follow, and where those begin."""

    entries: tuple[Entry, ...]
    more: bool
    next: int


def look(opened: Opened, wanted: Wanted, limit: int, offset: int = 0) -> Leaf:
    """Read how other reports put an item: at least so many that hold the words, if there are.

    Raises DatabaseError.
    """
    from desktop.store.elsewhere import elsewhere

    places = alike(wanted.programme, opened.programmes.by_id.values(), wanted.item)
    found: list[Entry] = []
    size = _LOOKED_THROUGH if wanted.words else limit
    last = offset + (_MOST_LOOKED_THROUGH if wanted.words else limit)
    more = True
    while more and len(found) < limit and offset < last:
        puts = elsewhere(
            opened.database,
            places,
            wanted.answers,
            but=(wanted.programme.id, wanted.force.key),
            limit=size + 1,
            offset=offset,
        )
        more = len(puts) > size
        offset += size
        may_hold = (put for put in puts[:size] if _may_hold(opened, wanted, put))
        entries = (_entry(opened, wanted, places, put) for put in may_hold)
        found += (entry for entry in entries if _holds(entry, wanted.words))
    return Leaf(tuple(found), more, offset)


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
        STATE_WORDS[put.state],
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


def _may_hold(opened: Opened, wanted: Wanted, put: Put) -> bool:
    """Say quickly whether an entry may hold the words, marks and names taken for words."""
    if not wanted.words:
        return True
    force = opened.forces.get(put.force)
    title = opened.programmes.by_id[put.programme].short_title
    text = put.passage.text.replace("\\", "")
    return _all_in(wanted.words, f"{force.area if force else put.force}\n{title}\n{text}")


def _holds(entry: Entry, words: str) -> bool:
    text = f"{entry.area}\n{entry.title}\n{plain_text(entry.blocks)}" if words else ""
    return _all_in(words, text)


def _all_in(words: str, text: str) -> bool:
    text = text.casefold()
    return all(word in text for word in words.casefold().split())
