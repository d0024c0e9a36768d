"""What is said of the words here that taking a passage over replaces, or has just replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desktop.core.drafting import but_for_facts
from desktop.core.report import Passage
from desktop.ui.elsewhere.looking import Entry
from desktop.ui.elsewhere.model import Name

if TYPE_CHECKING:
    from desktop.core.taking_over import TakenOver

Place = tuple[str, str, str]
"""Programme, force and item, by their keys."""


class Said(NamedTuple):
    """A line of words, and whether they warn."""

    words: str
    warns: bool = False


class _Taken(NamedTuple):
    """Where a passage was taken over, from whom, and its text, but for the words of its facts."""

    place: Place
    whose: str
    text: str


class _Deed(NamedTuple):
    """What was done with an entry, what was said of it, and the texts for which that holds."""

    place: Place
    entry: Name
    said: Said
    texts: tuple[str, ...]


class Replacing:
    """Keeps what was said of a deed until another entry or item is at hand, or words are typed."""

    def __init__(self) -> None:
        """Begin before anything was done."""
        self._taken: _Taken | None = None
        self._deed: _Deed | None = None

    def done(self, place: Place, entry: Entry, passage: Passage, said: Said) -> Said:
        """Say what was done with an entry, which leaves the passage here as it is."""
        self._deed = _Deed(place, entry.name, said, (but_for_facts(passage.text),))
        return said

    def taken(self, place: Place, entry: Entry, passage: Passage, outcome: TakenOver) -> Said:
        """Say that an entry was taken over in the place of a passage, and what is to fill in."""
        words = f"Taken over from {entry.in_sentence}."
        gaps = f" To fill in: {', '.join(outcome.gaps)}" if outcome.gaps else ""
        said = Said(f"{words}{gaps}", bool(gaps))
        text = but_for_facts(outcome.text)
        self._taken = _Taken(place, entry.in_sentence, text)
        # It takes a moment until the report has it.
        self._deed = _Deed(place, entry.name, said, (but_for_facts(passage.text), text))
        return said

    def say(self, place: Place, entry: Entry, passage: Passage) -> Said:
        """Say what taking over an entry would replace, or what was done with it just now."""
        text = but_for_facts(passage.text)
        deed, taken = self._deed, self._taken
        if deed is not None:
            if (deed.place, deed.entry) == (place, entry.name) and text in deed.texts:
                return deed.said
            self._deed = None
        if not text:
            return Said("")
        if passage.mode != "edited":
            return Said("Replaces the draft that stands here.")
        if taken is not None and (taken.place, taken.text) == (place, text):
            return Said(f"Replaces what was taken over from {taken.whose}.")
        return Said("Replaces your own words here. They stay in the history.", warns=True)
