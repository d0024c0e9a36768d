"""The points that the force raised, and what is decided about them, each recorded as one step.

Writers, as those of `desktop.store.writing`; they raise what those do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from desktop.core import commonmark
from desktop.core.drafting import begin
from desktop.core.entry import hash_of, led_to_change
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.review import LONGEST_NOTE, Decision, Point, PointKind, found_at
from desktop.core.richtext import plain_text, visible
from desktop.store.changes import signed
from desktop.store.database import Database
from desktop.store.errors import DatabaseError, StaleError
from desktop.store.noting import note
from desktop.store.recording import Recorded, record


def raise_point(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    kind: PointKind,
    item: str,
    text: str,
    by: str,
    quote: str = "",
    start: int = 0,
    evidence: str = "",
) -> Recorded:
    """Enter a point that the force raised; `item` is empty where it is about the whole report.

    It may be about words of the item's passage, which stand at `start` of its plain text.
    Raises KeyError for an item that the programme has not.
    """
    if item and item not in programme.items:
        raise KeyError(item)
    point = Point(
        kind,
        item,
        note(text),
        *signed(by),
        visible(quote)[:LONGEST_NOTE],
        note(evidence, needed=False),
        start=start,
    )

    def revise(present: Report | None) -> Report:
        before = present or begin(programme, force)
        raised = replace(point, content=hash_of(before, item))
        return replace(before, points={**before.points, uuid4().hex: raised})

    return record(database, "raise_point", programme, force, by, revise)


def change_point(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    point: str,
    kind: PointKind,
    item: str,
    text: str,
    by: str,
    quote: str = "",
    start: int = 0,
    evidence: str = "",
    over: Point | None = None,
) -> Recorded:
    """Put right how a point was entered, given by its key; what was decided about it stays.

    Raises KeyError for an item that the programme has not, DatabaseError if the point is gone, and
    StaleError if it is not as it was seen, which is what `over` says.
    """
    if item and item not in programme.items:
        raise KeyError(item)
    words = note(text), visible(quote)[:LONGEST_NOTE], note(evidence, needed=False)

    def changed(report: Report, present: Point) -> Point:
        text, quote, evidence = words
        return replace(
            present,
            kind=kind,
            item=item,
            text=text,
            quote=quote,
            start=start,
            evidence=evidence,
            content=present.content if item == present.item else hash_of(report, item),
        )

    return _on_point(database, "change_point", programme, force, point, by, changed, over)


def decide_point(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    point: str,
    decision: Decision,
    by: str,
    reason: str = "",
    over: Point | None = None,
) -> Recorded:
    """Accept or refuse a point, given by its key, or with "" leave it open again.

    A refusal needs a reason. Raises DatabaseError where it has none, or the point is gone, and
    StaleError if it is not as it was seen, which is what `over` says.
    """
    reason = note(reason, needed=False)
    if decision == "refused" and not reason:
        raise DatabaseError("To refuse a point, say why: the force will be told.")
    name, at = signed(by)

    def decided(report: Report, present: Point) -> Point:
        if (present.decision, present.reason) == (decision, reason):
            return present
        who, when = (name, at) if decision else ("", "")
        # Where the words are gone already, it was put right before it was accepted.
        accepted = decision == "accepted" and not _is_put_right(report, present)
        return replace(
            present,
            decision=decision,
            reason=reason,
            decided_by=who,
            decided_at=when,
            content=hash_of(report, present.item) if accepted else present.content,
        )

    return _on_point(database, "decide_point", programme, force, point, by, decided, over)


def take_out_point(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    point: str,
    by: str,
    over: Point | None = None,
) -> Recorded:
    """Take out a point that was entered by mistake.

    Raises DatabaseError if it is gone, and StaleError if it is not as it was seen, which is what
    `over` says.
    """
    return _on_point(database, "take_out_point", programme, force, point, by, lambda *_: None, over)


def put_back_point(
    database: Database, *, programme: Programme, force: Force, point: str, was: Point, by: str
) -> Recorded:
    """Put a point that was taken out back as it was, unless it is there again."""

    def revise(present: Report | None) -> Report:
        before = present or begin(programme, force)
        present_point = before.points.get(point, was)
        return replace(before, points={**before.points, point: present_point})

    return record(database, "put_back_point", programme, force, by, revise)


def _on_point(
    database: Database,
    intention: str,
    programme: Programme,
    force: Force,
    key: str,
    by: str,
    changed: Callable[[Report, Point], Point | None],
    over: Point | None,
) -> Recorded:
    def revise(present: Report | None) -> Report:
        if present is None or key not in present.points:
            raise DatabaseError("This point is no longer there. Nothing was changed.")
        if over is not None and present.points[key] != over:
            raise StaleError(
                "this point was changed in another window, which was not to be seen here yet, so"
                " nothing was replaced. Look at it as it is now, then decide."
            )
        others = {name: each for name, each in present.points.items() if name != key}
        now = changed(present, present.points[key])
        points = others if now is None else {**present.points, key: now}
        return replace(present, points=points)

    return record(database, intention, programme, force, by, revise)


def _is_put_right(report: Report, point: Point) -> bool:
    """Say whether the words that a point is about were taken out since it was entered."""
    plain = plain_text(commonmark.parse(report.passage(point.item).text)) if point.item else ""
    gone = bool(point.quote and point.item) and found_at(point.quote, point.start, plain) is None
    return gone and led_to_change(report, point)
