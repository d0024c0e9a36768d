"""What was typed, as the typist told it, and whether a database has kept it."""

from __future__ import annotations

import contextlib
import json
import threading
from dataclasses import dataclass, field
from typing import IO, Any

from desktop.core.drafting import but_for_facts
from desktop.core.report import Passage
from desktop.core.review import Comment
from desktop.store.changes import Change, Value
from tests.crash.killing import Broken
from tests.crash.sound import Book, Place

PROMISED = 1.0
"""Seconds after which nothing that was typed may be lost."""


class Listener:
    """Hears all that a typist says, from the first word to the last before it is killed."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Begin to listen."""
        self.lines: list[list[Any]] = []
        self._stream = stream
        self._come = threading.Condition()
        self._ended = False
        self._thread = threading.Thread(target=self._hear, args=(stream,), daemon=True)
        self._thread.start()

    def _hear(self, stream: IO[bytes]) -> None:
        for line in stream:
            # The last one may have been cut off.
            if line.endswith(b"\n"):
                with self._come:
                    self.lines.append(json.loads(line))
                    self._come.notify_all()
        with self._come:
            self._ended = True
            self._come.notify_all()

    def wait_for(self, what: str, seconds: float) -> bool:
        """Wait until something was said; False if it is not within so many seconds."""

        def said() -> bool:
            return self._ended or any(line[0] == what for line in self.lines)

        with self._come:
            self._come.wait_for(said, seconds)
            return any(line[0] == what for line in self.lines)

    def all(self) -> list[list[Any]]:
        """Give all that was said, once whoever said it has ended."""
        self._thread.join()
        self._stream.close()
        return self.lines


@dataclass
class Typed:
    """What stood on the screen, and since when, over a database as it was before."""

    before: Book
    seen: dict[Place, list[tuple[float, object]]] = field(default_factory=dict)
    on_the_way: dict[Place, list[object]] = field(default_factory=dict)
    meant: set[str] = field(default_factory=set)
    keys: int = 0

    @classmethod
    def of(cls, lines: list[list[Any]], before: Book) -> Typed:
        """Take up what a typist said. Raises Broken where the program itself went wrong."""
        typed = cls(before)
        begun = [at for what, at, *_ in lines if what == "filled"]
        for place, value in _aside(before).items():
            # It stands in the form from its first moment, and is due like what is typed then.
            typed.seen[place] = [(begun[0] if begun else float("inf"), value)]
        for what, at, *more in lines:
            if what == "saw":
                name, kind, key, value = more
                typed.seen.setdefault((name, kind, key), []).append((at, _plain(kind, value)))
            elif what == "gave":
                name, key, values = more
                ways = typed.on_the_way.setdefault((name, "answer", key), [])
                ways += [_plain("answer", each) for each in values]
            elif what == "means":
                typed.meant.add(more[0])
            elif what == "key":
                typed.keys += 1
            elif what == "wrong":
                raise Broken(f"The program went wrong: {more[0]}")
        return typed

    def oldest_loss(self, after: Book, killed: float) -> float:
        """Give how old the oldest thing is that was lost, in seconds; 0 where nothing was.

        Raises Broken where anything older than promised is lost, or stands there untyped.
        """
        oldest = 0.0
        for place, seen in self.seen.items():
            name, kind, key = place
            if kind in ("answer", "passage"):
                chain = self._chain(after, name, kind, key)
                oldest = max(oldest, self._lost(place, seen, chain, killed))
            elif kind == "unfinished":
                oldest = max(oldest, self._lost_words(after, place, seen, killed))
            elif kind == "comment":
                oldest = max(oldest, self._lost_comment(after, name, key, seen[-1][0], killed))
        self._nothing_untyped(after)
        return oldest

    def _chain(
        self, after: Book, name: str, kind: str, key: str
    ) -> list[tuple[str, object, Value]]:
        """Give what stood at a place in the history since, by what was meant, the last last."""
        before = self.before.reports.get(name)
        begun = before.version if before else 0
        stood: Value = None
        if before is not None:
            stood = before.answers.get(key) if kind == "answer" else before.passages.get(key)
        chain = [("", _plain(kind, stood), stood)]
        chain += [
            (change.intention, _plain(kind, change.after), change.after)
            for change in after.changes.get(name, ())
            if change.step > begun and (change.kind, change.key) == (kind, key)
        ]
        place = name, kind, key
        if place in (aside := _aside(after)):
            chain.append(("aside", aside[place], None))
        return chain

    def _lost(
        self,
        place: Place,
        seen: list[tuple[float, object]],
        chain: list[tuple[str, object, Value]],
        killed: float,
    ) -> float:
        kept = [value for _, value, _ in chain]
        # What the screen showed before anything was typed is what was there before.
        states = [(float("-inf"), kept[0]), *seen]
        due = max(number for number, (at, _) in enumerate(states) if at <= killed - PROMISED)
        if not any(value in kept for _, value in states[due:]):
            raise Broken(
                f"Lost, {killed - states[due][0]:.3f} s after it was typed, at {place}:"
                f" {states[due][1]!r}; the database has {kept}"
            )
        last, intention = kept[-1], chain[-1][0]
        later = [number for number, (_, value) in enumerate(states) if value == last]
        if later and later[-1] >= due:
            lost = states[later[-1] + 1 :]
            return killed - lost[0][0] if lost else 0.0
        on_the_way = self.on_the_way.get(place, [])
        if last in on_the_way or intention in self.meant:
            return 0.0
        if _still_drafted(chain):
            # Nobody's words: it follows the answers, also where it is not on the screen.
            return 0.0
        if intention == "aside" and _aside(self.before).get(place) == last:
            # Neither is lost: an earlier session's still waits for somebody to decide.
            return 0.0
        raise Broken(
            f"Overwritten at {place} by {intention or 'nothing'}: {last!r} stands where"
            f" {states[due][1]!r} was typed {killed - states[due][0]:.3f} s before"
        )

    def _lost_words(
        self, after: Book, place: Place, seen: list[tuple[float, object]], killed: float
    ) -> float:
        """Look for what is no answer, or no comment, yet; without any words nothing is due."""
        kept = {each.strip() for each in map(_words, after.unfinished)} | {""}
        states = [(float("-inf"), ""), *((at, str(words).strip()) for at, words in seen)]
        there = [number for number, (_, words) in enumerate(states) if words in kept][-1]
        if there + 1 == len(states):
            return 0.0
        at, words = states[there + 1]
        if killed - at > PROMISED:
            raise Broken(
                f"Unfinished words of {killed - at:.3f} s ago at {place} are lost: {words!r};"
                f" there are {sorted(kept)}"
            )
        return killed - at

    def _lost_comment(self, after: Book, name: str, words: str, at: float, killed: float) -> float:
        report = after.reports.get(name)
        texts = [each.text for each in report.comments.values()] if report else []
        # One that was taken back since stands in the history.
        values = [change.after for change in after.changes.get(name, ())]
        texts += [each.text for each in values if isinstance(each, Comment)]
        if words.strip() in map(str.strip, texts):
            return 0.0
        if killed - at > PROMISED:
            raise Broken(f"A comment of {killed - at:.3f} s ago on {name} is lost: {words!r}")
        return killed - at

    def _nothing_untyped(self, after: Book) -> None:
        for name, changes in after.changes.items():
            known = self.before.reports.get(name)
            for change in changes:
                if change.step > (known.version if known else 0):
                    self._was_typed(name, change)

    def _was_typed(self, name: str, change: Change) -> None:
        if change.kind not in ("answer", "passage") or change.intention in self.meant:
            return
        if isinstance(change.after, Passage) and change.after.mode == "drafted":
            # That it says what the answers say is seen elsewhere.
            return
        place = name, change.kind, change.key
        value = _plain(change.kind, change.after)
        stood = [_plain(change.kind, change.before), *self.on_the_way.get(place, [])]
        if value not in stood and value not in [each for _, each in self.seen.get(place, ())]:
            raise Broken(f"Nobody typed at {place}: {value!r}, by {change.intention}")


def _still_drafted(chain: list[tuple[str, object, Value]]) -> bool:
    """Say whether a passage is a draft now, and was one, or nothing, before."""
    values = [value for _, _, value in chain[-2:]]
    return isinstance(values[-1], Passage) and all(
        not isinstance(value, Passage) or value.mode == "drafted" for value in values
    )


def _words(kept: str) -> str:
    """Give the words of what is kept, which for comments and cells is more than words."""
    with contextlib.suppress(ValueError):
        told = json.loads(kept)
        if isinstance(told, dict) and isinstance(told.get("text"), str):
            return str(told["text"])
        if isinstance(told, list) and told:
            return str(told[0])
    return kept


def _aside(book: Book) -> dict[Place, object]:
    """Give what was kept aside, by its places."""
    return {place: _plain(place[1], value) for place, value in book.aside.items()}


def _plain(kind: str, value: object) -> object:
    """Give a value in the one way in which screen and database are compared."""
    if kind == "passage":
        text = value.text if isinstance(value, Passage) else value
        return but_for_facts(text) if isinstance(text, str) else ""
    if kind == "unfinished":
        return value
    if isinstance(value, tuple):
        value = [*value]
    return json.dumps(value)
