"""The history's entries, and the differences between two states of a report that they tell of."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from typing import Any, Literal, TypeVar, cast, get_args

from pydantic import TypeAdapter, ValidationError

from desktop.core.fields import Answer
from desktop.core.report import Mode, Passage, Report
from desktop.core.review import Comment, Point, SignOff, State

V = TypeVar("V")
Kind = Literal[
    "report", "state", "answer", "passage", "remark", "sign_off", "comment", "point", "override"
]
Value = Answer | Passage | SignOff | Comment | Point | None
"""What stood or stands: an answer, a passage, or the reason for leaving a remark, as the kind says.

None where nothing does. An override is the reason for an edition in spite of what speaks against
it; it is told in the history alone.

Of the report itself it is the version of its programme, of its state the state.
"""


class Garbled(ValueError):
    """What is stored is nothing that Fieldbook writes: the database is damaged."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs between two states of a report; of the report itself, without key."""

    kind: Kind
    key: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True)
class Change(Difference):
    """One entry of the history: what, from, to, who, when.

    Changes of one intention share a `step`, the version that the report came to with it.
    `at` is in UTC, ISO 8601. `origin` names the report and item that words were taken over from, or
    the file that they were read from; it is empty for what was typed here. Where the state changed,
    `content` is the hash of what the report then said.
    """

    programme: str
    force: str
    step: int
    intention: str
    by: str
    at: str
    origin: str = ""
    content: str = ""


def differences(before: Report, after: Report) -> Iterator[Difference]:
    """Tell what differs between two states of a report, versions aside."""
    if before.state != after.state:
        yield Difference("state", "", before.state, after.state)
    yield from _differing("answer", before.answers, after.answers)
    yield from _differing("passage", before.passages, after.passages)
    yield from _differing("remark", before.left, after.left)
    if before.signed_off != after.signed_off:
        yield Difference("sign_off", "", before.signed_off, after.signed_off)
    yield from _differing("comment", before.comments, after.comments)
    yield from _differing("point", before.points, after.points)


def replay(changes: Iterable[Change], report: Report) -> Report:
    """Give the report that changes, oldest first, made of an earlier state of it."""
    answers, passages, state = dict(report.answers), dict(report.passages), report.state
    left, comments, points = dict(report.left), dict(report.comments), dict(report.points)
    version, signed_off = report.version, report.signed_off
    for change in changes:
        version = change.step
        if change.kind == "state":
            state = cast("State", change.after)
        elif change.kind == "answer":
            _put(answers, change.key, cast("Answer | None", change.after))
        elif change.kind == "passage":
            _put(passages, change.key, cast("Passage | None", change.after))
        elif change.kind == "remark":
            _put(left, change.key, cast("str | None", change.after))
        elif change.kind == "sign_off":
            signed_off = cast("SignOff | None", change.after)
        elif change.kind == "comment":
            _put(comments, change.key, cast("Comment | None", change.after))
        elif change.kind == "point":
            _put(points, change.key, cast("Point | None", change.after))
    return replace(
        report,
        state=state,
        version=version,
        answers=answers,
        passages=passages,
        left=left,
        signed_off=signed_off,
        comments=comments,
        points=points,
    )


def signed(by: str) -> tuple[str, str]:
    """Give who changes something, as a name that can be kept, and when, in UTC, ISO 8601."""
    # The name of an account may hold bytes that are no text; the history needs no more than a name.
    name = by.encode("utf-8", "replace").decode("utf-8")
    return name, datetime.datetime.now(datetime.UTC).isoformat(timespec="milliseconds")


def to_json(value: Value) -> Any:
    """Give a value as it is stored."""
    if isinstance(value, Passage):
        return {"mode": value.mode, "text": value.text, "instead_of": value.instead_of}
    if isinstance(value, SignOff | Comment | Point):
        return asdict(value)
    return list(value) if isinstance(value, tuple) else value


def written(value: Any) -> str:
    """Write a value, given as `to_json` gives it, as every database keeps and compares it."""
    return json.dumps(value, ensure_ascii=False)


def from_json(stored: Any, kind: str = "answer") -> Value:
    """Read a value of a kind as it is stored. Raises Garbled."""
    if stored is not None and kind in _NOTED:
        return noted_from(kind, stored)
    if isinstance(stored, dict):
        return passage_from(stored.get("text"), stored.get("mode"), stored.get("instead_of", ""))
    return tuple(stored) if isinstance(stored, list) else cast("Value", stored)


def passage_from(text: object, mode: object, instead_of: object) -> Passage:
    """Read a passage as it is stored. Raises Garbled."""
    if not isinstance(text, str) or mode not in get_args(Mode) or not isinstance(instead_of, str):
        raise Garbled
    return Passage(text, cast("Mode", mode), instead_of)


_NOTED: dict[str, type[SignOff | Comment | Point]] = {
    "sign_off": SignOff,
    "comment": Comment,
    "point": Point,
}


def noted_from(kind: str, stored: Any) -> SignOff | Comment | Point:
    """Read what was noted in review as it is stored. Raises Garbled."""
    try:
        return _adapter(kind).validate_python(stored)
    except (KeyError, ValidationError) as error:
        raise Garbled from error


def sign_off_from(stored: Any) -> SignOff | None:
    """Read by whom a report was signed off, as it is stored. Raises Garbled."""
    return None if stored is None else cast("SignOff", noted_from("sign_off", stored))


@lru_cache(maxsize=len(_NOTED))
def _adapter(kind: str) -> TypeAdapter[SignOff | Comment | Point]:
    return TypeAdapter(_NOTED[kind])


def state_from(stored: object) -> State:
    """Read a report's state as it is stored. Raises Garbled."""
    if stored not in get_args(State):
        raise Garbled
    return cast("State", stored)


def _differing(
    kind: Kind, before: Mapping[str, Value], after: Mapping[str, Value]
) -> Iterator[Difference]:
    for key, value in after.items():
        old = before.get(key)
        # Yes is not one, nor is no zero, though Python holds them equal.
        if old != value or type(old) is not type(value):
            yield Difference(kind, key, old, value)
    for key, old in before.items():
        if key not in after:
            yield Difference(kind, key, old, None)


def _put(values: dict[str, V], key: str, value: V | None) -> None:
    if value is None:
        values.pop(key, None)
    else:
        values[key] = value
