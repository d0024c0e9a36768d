"""What the review says of a report: the next step, who took the last, what is open. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from desktop.core.entry import changed_since_sign_off
from desktop.core.examining import prose_of
from desktop.core.house_style import list_in_words
from desktop.core.report import Report
from desktop.core.review import (
    STATE_WORDS,
    STATES,
    Comment,
    SignOff,
    State,
    found_at,
    next_state,
    state_before,
)

if TYPE_CHECKING:
    from desktop.store.changes import Change
    from desktop.store.database import Database

_ON: Final[dict[State, str]] = {
    "in_review": "Send to review",
    "fact_check": "Send to the force",
    "signed_off": "Sign off",
    "published": "Mark as published",
}
_BACK: Final[dict[State, str]] = {
    "drafting": "Back to drafting",
    "in_review": "Back to review",
    "fact_check": "Back to the accuracy check",
    "signed_off": "Back to signed off",
}


class Step(NamedTuple):
    """A state that a report can come to next, and the words on the button that takes it there."""

    state: State
    words: str


class Remarked(NamedTuple):
    """A comment as it is shown: its key, and whether the words that it quotes are gone."""

    key: str
    comment: Comment
    gone: bool


class Arranged(NamedTuple):
    """The comments on a report, newest first; `open` counts all that are not resolved."""

    here: Sequence[Remarked]
    elsewhere: Sequence[Remarked]
    resolved: Sequence[Remarked]
    open: int


def step_on(report: Report) -> Step | None:
    """Give the step that comes next; None where nothing is left to do, or only the way back."""
    if report.state == "signed_off" and report.signed_off is None:
        return Step("signed_off", "Sign off")
    if changed_since_sign_off(report):
        again = report.state == "signed_off"
        return Step("signed_off", "Sign off again") if again else None
    following = next_state(report.state)
    return Step(following, _ON[following]) if following else None


def step_back(report: Report) -> Step | None:
    """Give the step back; None at the beginning."""
    before = state_before(report.state)
    return Step(before, _BACK[before]) if before else None


def last_move(database: Database, programme: str, force: str) -> Change | None:
    """Read what brought a report to where it is in its review. Raises DatabaseError."""
    from desktop.store.reading import history

    moves = history(database, programme, force, ("",))
    return next((each for each in moves if each.kind in ("state", "report")), None)


def who_moved(move: Change) -> str:
    """Say who brought a report to where it is, and when."""
    when = moment_of(move.at)
    if move.kind == "report":
        return f"{move.by} began it on {when}."
    before, after = str(move.before), str(move.after)
    words = next((words for state, words in STATE_WORDS.items() if state == after), after)
    if move.intention == "record_import":
        return f"{move.by} brought it in as {words} on {when}."
    order = list(STATES)
    if before in order and after in order and order.index(after) < order.index(before):
        return f"{move.by} moved it back to “{words}” on {when}."
    if after == "signed_off":
        return f"{move.by} signed it off on {when}."
    if after == "published":
        return f"{move.by} marked it as published on {when}."
    return f"{move.by} moved it on to “{words}” on {when}."


def how_it_came(move: Change | None, signed: SignOff | None) -> str:
    """Say who brought a report to where it is, and whose sign-off holds; either may be missing."""
    if move is None or signed is None:
        return who_moved(move) if move else _who_signed(signed) if signed else ""
    moved_on = move.after == "signed_off" and move.before != "published"
    if not moved_on:
        return f"{who_moved(move)} {_who_signed(signed)}"
    first = (move.by, move.content) == (signed.by, signed.content)
    return who_moved(move) if first else _who_signed(signed, again=True)


def _who_signed(signed: SignOff, *, again: bool = False) -> str:
    done = "signed it off again" if again else "signed it off"
    return f"{signed.by} {done} on {moment_of(signed.at)}."


def about_sign_off(report: Report) -> str:
    """Say whether a report still says what was signed off; empty where nothing is to be said."""
    signed = report.signed_off
    if signed is None:
        if report.state == "signed_off":
            return "Nobody has signed off what it says now. Sign it off before it is published."
        return ""
    if not changed_since_sign_off(report):
        return ""
    said = f"Changed since {signed.by} signed it off on {day_of(signed.at)}."
    if report.state == "published":
        return f"{said} Go back to “signed off” and sign it off again."
    return f"{said} Sign it off again before it is published."


def still_open(report: Report, errors: int) -> str:
    """Say what is still open in a report that is about to be signed off or published."""
    if report.state not in ("fact_check", "signed_off"):
        return ""
    comments = sum(not each.resolved_by for each in report.comments.values())
    points = sum(not each.decision for each in report.points.values())
    counted = (
        (comments, "comment", "comments"),
        (points, "point of the force", "points of the force"),
        (errors, "error of the checks", "errors of the checks"),
    )
    named = [f"{count} {one if count == 1 else many}" for count, one, many in counted if count]
    if not named:
        return ""
    step = step_on(report)
    done = "published" if step and step.state == "published" else "signed off"
    return f"Still open: {list_in_words(named)}. It can be {done} all the same."


def arranged(report: Report, item: str, *, everywhere: bool) -> Arranged:
    """Arrange the comments: those on an item, and where wanted those elsewhere."""
    # Of what was written in the same moment, the last comes first too.
    last_first = reversed(list(report.comments.items()))
    newest = sorted(last_first, key=lambda each: each[1].at, reverse=True)
    open_ = [each for each in newest if not each[1].resolved_by]
    wanted = [each for each in newest if everywhere or each[1].item == item]
    return Arranged(
        _shown(report, (each for each in open_ if each[1].item == item)),
        _shown(report, (each for each in open_ if everywhere and each[1].item != item)),
        _shown(report, (each for each in wanted if each[1].resolved_by)),
        len(open_),
    )


def _shown(report: Report, comments: Iterable[tuple[str, Comment]]) -> list[Remarked]:
    return [Remarked(key, each, is_gone(report, each)) for key, each in comments]


def is_gone(report: Report, comment: Comment) -> bool:
    """Say whether the words that a comment quotes no longer stand in their passage."""
    if not comment.quote:
        return False
    plain = prose_of(report.passage(comment.item).text).text
    return found_at(comment.quote, comment.start, plain) is None


def signature(by: str, at: str) -> str:
    """Say who did something and when: "Jane Smith · 12 March 2026, 14:03"."""
    return f"{by} · {moment_of(at)}"


def day_of(at: str) -> str:
    """Give the day of a time of the history: "12 March 2026"."""
    from desktop.store.history_words import day_in_words
    from desktop.store.steps import moment

    when = moment(at)
    return day_in_words(when) if when else at


def moment_of(at: str) -> str:
    """Give a time of the history: "12 March 2026, 14:03"."""
    from desktop.store.steps import moment

    when = moment(at)
    return f"{day_of(at)}, {when:%H:%M}" if when else at
