"""What is meant in review, each recorded as one step: states, comments, and the force's points.

Writers, as those of `desktop.store.writing`; they raise what those do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from desktop.core import commonmark
from desktop.core.drafting import begin
from desktop.core.entry import changed_since_sign_off, content_hash, hash_of, led_to_change
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.review import (
    LONGEST_NOTE,
    STATE_WORDS,
    Comment,
    Decision,
    Point,
    PointKind,
    Reply,
    SignOff,
    State,
    found_at,
    next_state,
    state_before,
)
from desktop.core.richtext import plain_text, visible
from desktop.store.changes import Difference, signed
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.recording import Recorded, record


def move_to(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    state: State,
    by: str,
    expected_version: int | None = None,
) -> Recorded:
    """Move a report on to the next state of its review, or back to the one before.

    To sign off what was changed since it was signed off signs it off anew. Raises DatabaseError for
    any other move, and for publishing what was not signed off as it stands.
    """
    name, at = signed(by)

    def revise(present: Report | None) -> Report:
        before = present or begin(programme, force)
        again = before.state == state == "signed_off"
        if not again and state not in (next_state(before.state), state_before(before.state)):
            raise DatabaseError(
                f"The report of {force.name} is “{STATE_WORDS[before.state]}”, from where it cannot"
                f" go to “{STATE_WORDS[state]}” in one step. Nothing was changed."
            )
        if state == "published":
            _see_that_it_is_signed_off(before, force)
        signed_off = before.signed_off
        if state == "signed_off" and before.state != "published":
            content = content_hash(before)
            if signed_off is None or signed_off.content != content:
                signed_off = SignOff(content, name, at)
        elif state not in ("signed_off", "published"):
            signed_off = None
        return replace(before, state=state, signed_off=signed_off)

    return record(database, "move_to", programme, force, by, revise, expected_version)


def _see_that_it_is_signed_off(report: Report, force: Force) -> None:
    if report.signed_off is None:
        raise DatabaseError(
            f"Nobody has signed off the report of {force.name}, so it was not marked as published:"
            " sign it off first."
        )
    if changed_since_sign_off(report):
        raise DatabaseError(
            f"The report of {force.name} was changed since {report.signed_off.by} signed it off, so"
            " it was not marked as published: sign it off again first."
        )


def write_comment(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    item: str,
    text: str,
    by: str,
    quote: str = "",
    start: int = 0,
) -> Recorded:
    """Comment on an item, or on words of its passage that stand at `start` of its plain text.

    Raises KeyError for an item that the programme has not.
    """
    if item not in programme.items:
        raise KeyError(item)
    name, at = signed(by)
    comment = Comment(item, _note(text), name, at, visible(quote)[:LONGEST_NOTE], start)

    def revise(present: Report | None) -> Report:
        before = present or begin(programme, force)
        return replace(before, comments={**before.comments, uuid4().hex: comment})

    return record(database, "write_comment", programme, force, by, revise)


def answer_comment(
    database: Database, *, programme: Programme, force: Force, comment: str, text: str, by: str
) -> Recorded:
    """Answer a comment, given by its key. Raises DatabaseError if it is gone."""
    reply = Reply(_note(text), *signed(by))

    def answered(present: Comment) -> Comment:
        return replace(present, replies=(*present.replies, reply))

    return _on_comment(database, "answer_comment", programme, force, comment, by, answered)


def resolve_comment(
    database: Database, *, programme: Programme, force: Force, comment: str, resolved: bool, by: str
) -> Recorded:
    """Resolve a comment, given by its key, or open it again. Raises DatabaseError if it is gone."""
    name, at = signed(by)

    def settled(present: Comment) -> Comment:
        if bool(present.resolved_by) == resolved:
            return present
        who, when = (name, at) if resolved else ("", "")
        return replace(present, resolved_by=who, resolved_at=when)

    return _on_comment(database, "resolve_comment", programme, force, comment, by, settled)


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
        _note(text),
        *signed(by),
        visible(quote)[:LONGEST_NOTE],
        _note(evidence, needed=False),
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
) -> Recorded:
    """Put right how a point was entered, given by its key; what was decided about it stays.

    Raises KeyError for an item that the programme has not, DatabaseError if the point is gone.
    """
    if item and item not in programme.items:
        raise KeyError(item)
    words = _note(text), visible(quote)[:LONGEST_NOTE], _note(evidence, needed=False)

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

    return _on_point(database, "change_point", programme, force, point, by, changed)


def decide_point(
    database: Database,
    *,
    programme: Programme,
    force: Force,
    point: str,
    decision: Decision,
    by: str,
    reason: str = "",
) -> Recorded:
    """Accept or refuse a point, given by its key, or with "" leave it open again.

    A refusal needs a reason. Raises DatabaseError where it has none, or the point is gone.
    """
    reason = _note(reason, needed=False)
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

    return _on_point(database, "decide_point", programme, force, point, by, decided)


def take_out_point(
    database: Database, *, programme: Programme, force: Force, point: str, by: str
) -> Recorded:
    """Take out a point that was entered by mistake. Raises DatabaseError if it is gone."""
    return _on_point(database, "take_out_point", programme, force, point, by, lambda *_: None)


def put_back_point(
    database: Database, *, programme: Programme, force: Force, point: str, was: Point, by: str
) -> Recorded:
    """Put a point that was taken out back as it was, unless it is there again."""

    def revise(present: Report | None) -> Report:
        before = present or begin(programme, force)
        present_point = before.points.get(point, was)
        return replace(before, points={**before.points, point: present_point})

    return record(database, "put_back_point", programme, force, by, revise)


def record_override(
    database: Database, *, programme: Programme, force: Force, reason: str, by: str
) -> Recorded:
    """Record why a public edition is made in spite of what speaks against it.

    Raises DatabaseError where no reason is given.
    """
    why = Difference("override", "public", None, _note(reason))

    def revise(present: Report | None) -> Report:
        return present or begin(programme, force)

    return record(database, "record_override", programme, force, by, revise, told=(why,))


def take_back_override(
    database: Database, *, programme: Programme, force: Force, reason: str, by: str
) -> Recorded:
    """Record that a public edition could not be made after all, in spite of this recorded reason.

    Raises DatabaseError where no reason is given.
    """
    gone = Difference("override", "public", _note(reason), None)

    def revise(present: Report | None) -> Report:
        return present or begin(programme, force)

    return record(database, "take_back_override", programme, force, by, revise, told=(gone,))


def _on_comment(
    database: Database,
    intention: str,
    programme: Programme,
    force: Force,
    key: str,
    by: str,
    changed: Callable[[Comment], Comment],
) -> Recorded:
    def revise(present: Report | None) -> Report:
        if present is None or key not in present.comments:
            raise DatabaseError("This comment is no longer there. Nothing was changed.")
        return replace(present, comments={**present.comments, key: changed(present.comments[key])})

    return record(database, intention, programme, force, by, revise)


def _on_point(
    database: Database,
    intention: str,
    programme: Programme,
    force: Force,
    key: str,
    by: str,
    changed: Callable[[Report, Point], Point | None],
) -> Recorded:
    def revise(present: Report | None) -> Report:
        if present is None or key not in present.points:
            raise DatabaseError("This point is no longer there. Nothing was changed.")
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


def _note(text: str, *, needed: bool = True) -> str:
    """Give what was typed as it is kept. Raises DatabaseError where it is too long, or nothing."""
    kept = "\n".join(line.rstrip() for line in visible(text).strip().splitlines())
    if needed and not kept:
        raise DatabaseError("Nothing was typed, so nothing was recorded.")
    if len(kept) > LONGEST_NOTE:
        raise DatabaseError(
            f"This has more than {LONGEST_NOTE:,} characters, so it was not recorded: say it in"
            " fewer words."
        )
    return kept
