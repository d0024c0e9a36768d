"""What was done and said in review, in words that an inspector understands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, cast

from desktop.core.review import POINT_WORDS, STATE_WORDS, Comment, Point, State
from desktop.store.changes import Difference, Value
from desktop.store.wording import short, small

REVIEWING: Final = frozenset(
    {
        "move_to",
        "write_comment",
        "answer_comment",
        "resolve_comment",
        "raise_point",
        "change_point",
        "decide_point",
        "take_out_point",
        "put_back_point",
    }
)


def reviewed(intention: str, found: Sequence[Difference], on: Callable[[str], str]) -> str:
    """Say what was done in review; `on` says on which item, given by its key, after a space."""
    for each in found:
        match each.kind, each.before, each.after:
            case "state", _, str(state):
                if state == "signed_off" and any(other.kind == "sign_off" for other in found):
                    return "Signed off"
                return f"Moved to “{STATE_WORDS.get(cast('State', state), state)}”"
            case "comment", before, Comment() as comment:
                return f"{_commented(before, comment)}{on(comment.item)}"
            case "point", None, Point() as point if intention == "put_back_point":
                return f"Put back the force's point{on(point.item)}: {short(point.text)}"
            case "point", Point(), Point() as point if intention == "change_point":
                return f"Changed the force's point{on(point.item)}: {short(point.text)}"
            case "point", before, Point() as point:
                return f"{_pointed(before, point)}{on(point.item)}: {short(point.text)}"
            case "point", Point() as point, None:
                return f"Took out the force's point{on(point.item)}: {short(point.text)}"
    return "Signed off again" if intention == "move_to" else "Went on with the review"


def _commented(before: Value, comment: Comment) -> str:
    if not isinstance(before, Comment):
        return f"Commented “{short(comment.text)}”"
    if len(comment.replies) > len(before.replies):
        return f"Answered a comment: “{short(comment.replies[-1].text)}”"
    return "Resolved a comment" if comment.resolved_by else "Opened a comment again"


def noted(value: Comment | Point) -> str:
    """Say what was said, and what came of it."""
    said = [value.text]
    if isinstance(value, Comment):
        said += [f"{reply.by}: {reply.text}" for reply in value.replies]
        said += ["resolved"] if value.resolved_by else []
    else:
        said += [value.evidence, value.decision, value.reason]
    return " – ".join(filter(None, said))


def _pointed(before: Value, point: Point) -> str:
    what = small(POINT_WORDS[point.kind])
    if not isinstance(before, Point):
        return f"Entered a point of the force, {what}"
    done = {"accepted": "Accepted", "refused": "Refused", "": "Opened again"}[point.decision]
    return f"{done} a point of the force, {what}"
