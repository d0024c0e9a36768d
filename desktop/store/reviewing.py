"""What is meant in review, each recorded as one step: states, comments, and overrides.

Writers, as those of `desktop.store.writing`; they raise what those do.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from desktop.core.drafting import begin
from desktop.core.entry import changed_since_sign_off, content_hash
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.core.review import (
    LONGEST_NOTE,
    STATE_WORDS,
    Comment,
    Reply,
    SignOff,
    State,
    next_state,
    state_before,
)
from desktop.core.richtext import visible
from desktop.store.changes import Difference, signed
from desktop.store.database import Database
from desktop.store.errors import DatabaseError
from desktop.store.noting import note
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
    comment = Comment(item, note(text), name, at, visible(quote)[:LONGEST_NOTE], start)

    def revise(present: Report | None) -> Report:
        before = present or begin(programme, force)
        return replace(before, comments={**before.comments, uuid4().hex: comment})

    return record(database, "write_comment", programme, force, by, revise)


def answer_comment(
    database: Database, *, programme: Programme, force: Force, comment: str, text: str, by: str
) -> Recorded:
    """Answer a comment, given by its key. Raises DatabaseError if it is gone."""
    reply = Reply(note(text), *signed(by))

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


def record_override(
    database: Database, *, programme: Programme, force: Force, reason: str, by: str
) -> Recorded:
    """Record why a public edition is made in spite of what speaks against it.

    Raises DatabaseError where no reason is given.
    """
    why = Difference("override", "public", None, note(reason))

    def revise(present: Report | None) -> Report:
        return present or begin(programme, force)

    return record(database, "record_override", programme, force, by, revise, told=(why,))


def take_back_override(
    database: Database, *, programme: Programme, force: Force, reason: str, by: str
) -> Recorded:
    """Record that a public edition could not be made after all, in spite of this recorded reason.

    Raises DatabaseError where no reason is given.
    """
    gone = Difference("override", "public", note(reason), None)

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
