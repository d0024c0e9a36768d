"""Finding by name what can be gone to: at once, as it is typed, without the database."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.review import STATE_WORDS
from desktop.ui.go_to.matching import Names
from desktop.ui.go_to.rows import Entry, Target

if TYPE_CHECKING:
    from desktop.store.library import Listed
    from desktop.store.opening import Opened
    from desktop.store.searching import Hit

GROUP: Final = 8
"""Rows of one group, at most."""
MOST_PAIRS: Final = 300
"""Reports that are looked up in the database by their names, at most."""


class Deed(NamedTuple):
    """A command of the window: its words, its keys as they are shown, and what it does."""

    words: str
    keys: str
    do: Callable[[], object]


class Finder:
    """Knows the names of forces, programmes, items and commands."""

    def __init__(self, opened: Opened, deeds: Sequence[Deed]) -> None:
        """Look for what was opened, and for these commands."""
        self._opened = opened
        self._deeds = deeds
        self._of = list(opened.forces.values())
        self._forces = Names((each.area, each.name, each.key, *each.also) for each in self._of)
        # Of programmes that fit alike the latest is the likeliest to be meant.
        self._programmes = sorted(
            opened.programmes.by_id.values(), key=lambda each: each.published, reverse=True
        )
        self._inspections = Names(
            (each.short_title, each.title, each.published[:4], each.id) for each in self._programmes
        )
        self._commands = Names((deed.words,) for deed in deeds)
        self._items: tuple[Programme, Names] | None = None

    def forces(self, typed: Sequence[str], programme: Programme) -> list[Entry]:
        """Find forces: they lead to their reports in the programme at hand."""
        return [
            Entry(
                Target(programme.id, self._of[place].key),
                self._of[place].name,
                programme.short_title,
            )
            for place in self._forces.best(typed, GROUP)
        ]

    def items(self, typed: Sequence[str], programme: Programme, force: Force) -> list[Entry]:
        """Find items of the programme at hand, in the report of the force that is open."""
        if self._items is None or self._items[0] is not programme:
            titles = Names(
                (item.title, programme.section_of(key).title)
                for key, item in programme.items.items()
            )
            self._items = programme, titles
        keys = list(programme.items)
        return [
            Entry(
                Target(item=keys[place]),
                programme.items[keys[place]].title,
                f"{programme.section_of(keys[place]).title} · {force.area}",
            )
            for place in self._items[1].best(typed, GROUP)
        ]

    def commands(self, typed: Sequence[str]) -> list[Entry]:
        """Find commands of the window."""
        return [
            Entry(Target(command=place), self._deeds[place].words, self._deeds[place].keys)
            for place in self._commands.best(typed, GROUP)
        ]

    def do(self, command: int) -> None:
        """Carry a command out, given its place."""
        self._deeds[command].do()

    def pairs(self, typed: Sequence[str], at_hand: Programme | None) -> list[tuple[str, str]]:
        """Give the names of the reports that may be meant, likeliest first, begun or not.

        Of reports that fit alike those of the programme at hand come first, then the latest.
        """
        if not typed:
            return []
        by_force, by_programme = self._forces.fits(typed), self._inspections.fits(typed)
        scored = (
            (-sum(fits), self._programmes[place] is not at_hand, place, number)
            for place, its in enumerate(by_programme)
            for number, of_force in enumerate(by_force)
            if all(fits := [max(pair) for pair in zip(its, of_force, strict=True)])
        )
        return [
            (self._programmes[place].id, self._of[number].key)
            for *_, place, number in heapq.nsmallest(MOST_PAIRS, scored)
        ]

    def reports(
        self,
        pairs: Sequence[tuple[str, str]],
        there: Iterable[Listed],
        at_hand: Programme | None,
        but: Iterable[Target],
    ) -> list[Entry]:
        """Tell of those reports that can be opened, likeliest first, but of none that is told of.

        Those of the programme at hand can be begun; others are told of if they were.
        """
        states: dict[tuple[str, str], str] = {
            (each.programme, each.force): STATE_WORDS[each.state] for each in there
        }
        told = set(but)
        begun = ((pair, states.get(pair, "")) for pair in pairs if Target(*pair) not in told)
        return [
            Entry(
                Target(*pair),
                self._opened.forces[pair[1]].name,
                self._of_when(pair[0], state or "not begun"),
            )
            for pair, state in begun
            if state or (at_hand is not None and pair[0] == at_hand.id)
        ][:GROUP]

    def _of_when(self, programme: str, state: str) -> str:
        its = self._opened.programmes.by_id[programme]
        return f"{its.short_title} · {its.published[:4]} · {state}"

    def place(self, programme: str, force: str, item: str) -> Entry | None:
        """Tell of a place by its keys; None if what it is in is not at hand any more."""
        its, of = self._opened.programmes.by_id.get(programme), self._opened.forces.get(force)
        if its is None or of is None:
            return None
        title = its.items[item].title if item in its.items else ""
        detail = f"{title} · {its.short_title}" if title else its.short_title
        return Entry(Target(programme, force, item), of.name, detail)

    def phrase(self, hit: Hit) -> Entry:
        """Tell of words found in a report, in their sentence."""
        its, of = (
            self._opened.programmes.by_id.get(hit.programme),
            self._opened.forces.get(hit.force),
        )
        detail = [of.name if of else hit.force, its.short_title if its else hit.programme]
        if its is not None:
            field = its.field(hit.key)
            item = its.items.get(hit.key if field is None else hit.key.rpartition(".")[0])
            named = (item.title if item else "", field.label if field else "")
            detail[1:1] = [name for name in named if name]
        target = Target(hit.programme, hit.force, hit.key)
        return Entry(target, hit.sentence, " · ".join(detail), hit.marks, above=True)

    def is_at_hand(self, hit: Hit) -> bool:
        """Say whether the report in which words were found can be opened."""
        return hit.programme in self._opened.programmes.by_id and hit.force in self._opened.forces
