"""The history in words that an inspector understands."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Final, cast

from desktop.core.forces import Forces
from desktop.core.house_style import MONTHS
from desktop.core.programme import Programme, item_of
from desktop.core.report import Passage
from desktop.core.review import (
    HASH_SHOWN,
    STATE_WORDS,
    Comment,
    Point,
    SignOff,
    State,
)
from desktop.store.changes import Difference, Value
from desktop.store.deeds import words_of
from desktop.store.origins import file_of
from desktop.store.review_words import REVIEWING, noted, reviewed
from desktop.store.steps import TYPING, Entry, moment
from desktop.store.wording import capital, short, small

NOTHING: Final = "not answered"
_MOST_NAMED: Final = 3
_NAMES: Final = {
    "state": "state",
    "sign_off": "sign-off",
    "comment": "comment",
    "point": "point of the force",
    "override": "public edition all the same",
}
_STEP = re.compile(r"step (-?\d+) of (\S*)")
_ELSEWHERE = re.compile(r"(?P<programme>[^/\s]+)/(?P<force>[^/\s]+)(?:\s.*)?")


@dataclass(frozen=True, slots=True)
class HistoryWords:
    """Says what was changed in reports of a programme; in one item's history, without its name."""

    programme: Programme
    forces: Forces
    item: str = ""

    def headline(self, entry: Entry) -> str:
        """Say in one line what was done."""
        step = entry.newest
        about = self._about(entry.differences)
        match step.intention:
            case "begin_report":
                return "Began the report"
            case "record_import":
                name = PurePath(file_of(step.origin).replace("\\", "/")).name
                return f"Read from {name}" if name else "Read from a published report"
            case "take_over":
                return f"Took over{about} from {self._whose(step.origin)}"
            case "follow_the_draft":
                return f"Took the draft{about and f' of{about}'}"
            case "keep_own_words":
                return f"Kept own words{about and f' of{about}'}"
            case "put_back":
                return f"Put back{about or ' what stood here'}"
            case "go_back":
                return f"Went back{self._within(entry)} to {self._step_named(step.origin)}"
            case "undo" | "redo":
                undid = "Undid" if step.intention == "undo" else "Redid"
                return f"{undid}: {words_of(step.origin) or listed([])}"
            case "leave_remark":
                return self._left(entry.differences)
            case "record_override":
                return f"Public edition in spite of what speaks against it: {_reason(entry)}"
            case "take_back_override":
                return "The public edition could not be made after all"
            case intention if intention in REVIEWING:
                return reviewed(intention, entry.differences, self._at)
            case intention if intention in TYPING:
                return self._typed(entry)
        return f"Changed{about or ' the report'}"

    def name(self, difference: Difference) -> str:
        """Name what differs, as the form does; outside its item, with the item's name."""
        return capital(self._name(difference.kind, difference.key))

    def value(self, difference: Difference, value: Value) -> str:
        """Say what stood or stands there, a passage aside, in one line."""
        field = self.programme.field(difference.key)
        match value:
            case None:
                return NOTHING if difference.kind == "answer" else "nothing"
            case Passage(text):
                return text
            case Comment() | Point():
                return noted(value)
            case SignOff(by=by, content=content):
                return f"by {by}, content {content[:HASH_SHOWN]}"
            case str() if difference.kind == "state":
                return STATE_WORDS.get(cast("State", value), value)
            case _ if difference.kind == "answer" and field is not None:
                return field.show(value)
            case tuple():
                return ", ".join(value)
        return str(value)

    def _name(self, kind: str, key: str) -> str:
        if kind in _NAMES:
            return _NAMES[kind]
        if kind == "remark":
            return self._place_of_remark(key)
        item = self.programme.items.get(key if kind == "passage" else item_of(key))
        field = self.programme.field(key)
        if kind == "passage":
            title = item.title if item else key
            return "the passage" if key == self.item else title
        if field is None:
            return key
        if item is None or item_of(key) == self.item:
            return field.label
        return f"{field.label} ({small(item.title)})"

    def _place_of_remark(self, key: str) -> str:
        place = key.split("|")[1] if key.count("|") else ""
        item = self.programme.items.get(place)
        if item is not None:
            return f"remark about {small(item.title)}"
        if self.programme.field(place) is not None:
            return f"remark about {self._name('answer', place)}"
        return "remark"

    def _typed(self, entry: Entry) -> str:
        meant = set(entry.newest.meant)
        found = [each for each in entry.differences if each.key in meant]
        answers = [each for each in found if each.kind == "answer"]
        passages = [each for each in found if each.kind == "passage"]
        said = []
        if len(answers) == 1:
            said.append(self._answered(answers[0]))
        elif answers:
            said.append(f"Answered {self._names(answers)}")
        said += [
            f"{_written(each)} {self._name(each.kind, each.key)}" for each in passages[:_MOST_NAMED]
        ]
        if len(passages) > _MOST_NAMED:
            said.append(f"Rewrote {len(passages) - _MOST_NAMED} more passages")
        if said:
            return "; ".join([said[0], *(small(each) for each in said[1:])])
        if meant:
            # Typed and taken back again, all within one entry.
            keys = [each for each in entry.newest.changes if each.key in meant]
            return f"Typed in {self._names(keys)}, and took it back"
        return f"{capital(self._names(entry.differences))} followed the answers"

    def _answered(self, answer: Difference) -> str:
        name = self._name(answer.kind, answer.key)
        now = short(self.value(answer, answer.after))
        before = short(self.value(answer, answer.before))
        if answer.after is None:
            return f"Took out the answer to {name}: it was {before}"
        return f"Answered {name}: {now if answer.before is None else f'{before} → {now}'}"

    def _left(self, found: Sequence[Difference]) -> str:
        if not found:
            return "Left a remark"
        name = self._name("remark", found[0].key)
        reason = found[0].after
        return f"Left a {name}: {short(str(reason))}" if reason else f"Counted a {name} again"

    def _at(self, key: str) -> str:
        item = self.programme.items.get(key)
        return f" on {small(item.title)}" if item and key != self.item else ""

    def _about(self, found: Sequence[Difference]) -> str:
        """Name the passages that a step is about, after a space; their own item needs no name."""
        named = [each for each in found if each.kind == "passage" and each.key != self.item]
        return f" {self._names(named)}" if named else ""

    def _within(self, entry: Entry) -> str:
        """Name the one item that a step was about, outside its own history."""
        places = {
            each.key if each.kind == "passage" else item_of(each.key) for each in entry.differences
        }
        item = self.programme.items.get(next(iter(places))) if len(places) == 1 else None
        return f" in {item.title}" if item and not self.item else ""

    def _names(self, found: Collection[Difference]) -> str:
        places = {item_of(each.key) for each in found if each.kind == "answer"}
        item = self.programme.items.get(next(iter(places))) if len(places) == 1 else None
        together = len(found) > 1 and all(each.kind == "answer" for each in found)
        if item is not None and together and item is not self.programme.items.get(self.item):
            # The item that all of them are of is named once.
            inside = replace(self, item=next(iter(places)))
            return f"{inside._names(found)} ({small(item.title)})"
        return listed(dict.fromkeys(self._name(each.kind, each.key) for each in found))

    def _whose(self, origin: str) -> str:
        found = _ELSEWHERE.fullmatch(origin)
        if found is None:
            return origin or "another report"
        force = self.forces.get(found["force"])
        return force.area_in_sentence if force is not None else found["force"]

    def _step_named(self, origin: str) -> str:
        found = _STEP.fullmatch(origin)
        at = moment(found[2]) if found else None
        return f"{day_in_words(at)}, {at:%H:%M}" if at else "the beginning"


def listed(names: Iterable[str]) -> str:
    """List a few names, and say how many more there are."""
    *others, last = [*names] or ["nothing"]
    if len(others) < _MOST_NAMED:
        return f"{', '.join(others)} and {last}" if others else last
    return f"{', '.join(others[: _MOST_NAMED - 1])} and {len(others) - _MOST_NAMED + 2} more"


def day_in_words(day: datetime.date, today: datetime.date | None = None) -> str:
    """Say a day as a heading does: "Today", "Yesterday", or "12 March 2013"."""
    if today is not None:
        # A moment is a date too, but equal to none.
        apart = today.toordinal() - day.toordinal()
        if apart in (0, 1):
            return ("Today", "Yesterday")[apart]
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _reason(entry: Entry) -> str:
    reasons = [each.after for each in entry.differences if each.kind == "override"]
    return short(str(reasons[0])) if reasons else ""


def _written(passage: Difference) -> str:
    before = passage.before.text if isinstance(passage.before, Passage) else ""
    after = passage.after.text if isinstance(passage.after, Passage) else ""
    if not after:
        return "Emptied"
    return "Rewrote" if before else "Wrote"
