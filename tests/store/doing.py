"""Two inspectors at one report, who do all that can be done to it, and undo it."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from desktop.core.drafting import draft_or_none
from desktop.core.forces import Force, Forces
from desktop.core.programme import Programme
from desktop.core.report import Passage, Report
from desktop.store.changes import Change
from desktop.store.database import Database
from desktop.store.going_back import go_back
from desktop.store.points import change_point, decide_point, raise_point, take_out_point
from desktop.store.reading import history, read_report
from desktop.store.recording import Recorded
from desktop.store.reviewing import (
    answer_comment,
    move_to,
    record_override,
    resolve_comment,
    write_comment,
)
from desktop.store.undoing import Offered, offered, redo, undo
from desktop.store.writing import (
    begin_report,
    follow_the_draft,
    keep_own_words,
    leave_remark,
    put_back,
    record_answer,
    record_edits,
    record_import,
    take_over,
    write_passage,
)
from tests.store.test_history import ANSWERS, PASSAGES, TEXTS

ITEMS = ("about.imprint", "press.leaks", "press.policies")
REMARKS = ("a|b|c", "a||“")
MINE, THEIRS = "A. Inspector", "B. Inspector"

_DRAFTED = st.sampled_from(["press.leaks", "about.imprint"])
_PLACE = st.integers(0, 3)
DONE = st.one_of(
    st.tuples(st.just("begin")),
    st.tuples(st.just("edit"), ANSWERS, PASSAGES),
    st.tuples(st.just("answer"), st.just("press.leaks.investigated"), st.integers(0, 3)),
    st.tuples(st.just("write"), st.sampled_from(ITEMS), TEXTS),
    st.tuples(st.just("follow"), _DRAFTED),
    st.tuples(st.just("keep"), _DRAFTED),
    st.tuples(st.just("take"), st.sampled_from(ITEMS), TEXTS),
    st.tuples(st.just("put_back"), ANSWERS, st.sampled_from(ITEMS), TEXTS),
    st.tuples(st.just("leave"), st.sampled_from(REMARKS), st.sampled_from(["", "So.", "No."])),
    st.tuples(st.just("import"), ANSWERS, PASSAGES, st.booleans()),
    st.tuples(st.just("back"), st.integers(0, 9)),
    st.tuples(st.just("comment"), st.sampled_from(ITEMS)),
    st.tuples(st.just("reply"), _PLACE),
    st.tuples(st.just("resolve"), _PLACE, st.booleans()),
    st.tuples(st.just("point"), st.sampled_from(ITEMS)),
    st.tuples(st.just("change_point"), _PLACE, st.sampled_from(["One.", "Two."])),
    st.tuples(st.just("decide_point"), _PLACE, st.sampled_from(["", "accepted", "refused"])),
    st.tuples(st.just("take_out_point"), _PLACE),
    st.tuples(st.just("override")),
)
"""What can be done, states of the review aside."""


class Inspector:
    """One of those who work on a report."""

    def __init__(
        self, database: Database, programme: Programme, force: Force, forces: Forces, by: str = MINE
    ) -> None:
        self.database = database
        self.programme = programme
        self.force = force
        self.forces = forces
        self.by = by

    @property
    def _here(self) -> dict[str, Any]:
        return {"programme": self.programme, "force": self.force, "by": self.by}

    def undo(self, step: int | None = None, *, down_to: bool = False) -> Recorded:
        return undo(self.database, forces=self.forces, step=step, down_to=down_to, **self._here)

    def redo(self) -> Recorded:
        return redo(self.database, forces=self.forces, **self._here)

    def offered(self) -> Offered:
        return offered(self.database, forces=self.forces, **self._here)

    def read(self) -> Report:
        found = read_report(self.database, self.programme.id, self.force.key)
        return found or Report(self.programme.id, self.force.key)

    def history(self) -> list[Change]:
        """Give the history, newest first."""
        return history(self.database, self.programme.id, self.force.key)

    def do(self, name: str, *what: Any) -> Recorded | None:
        """Do one thing to the report as it stands; None where it cannot be done there."""
        at, here, now = self.database, self._here, self.read()
        match name, *what:
            case "begin", *_:
                return begin_report(at, **here)
            case "edit", answers, passages:
                return record_edits(at, answers=answers, passages=passages, **here)
            case "answer", key, answer:
                return record_answer(at, key=key, answer=answer, **here)
            case "write", item, text:
                return write_passage(at, item=item, text=text, **here)
            case "follow", item:
                return follow_the_draft(at, item=item, **here)
            case "keep", item:
                drafted = draft_or_none(self.programme, item, self.force, now.answers) or ""
                return keep_own_words(at, item=item, seen=drafted, **here)
            case "take", item, text:
                origin = "small-inspection/essex press.leaks"
                return take_over(at, item=item, text=text, origin=origin, **here)
            case "put_back", answers, item, text:
                whole = {item: Passage(text, "edited")}
                return put_back(at, answers=answers, passages=whole, **here)
            case "leave", remark, reason:
                return leave_remark(at, remark=remark, reason=reason, **here)
            case "import", answers, texts, published:
                return self._import(answers, texts, published)
            case "back", step:
                return go_back(at, step=min(step, now.version), **here)
            case "move", state:
                return move_to(at, state=state, **here)
            case "override", *_:
                return record_override(at, reason="It is urgent.", **here)
            case "comment", item:
                return write_comment(at, item=item, text="Is this so?", **here)
            case "point", item:
                return raise_point(at, kind="omission", item=item, text="Of 2011.", **here)
        return self._note(name, now, *what)

    def _note(self, name: str, now: Report, place: int, *what: Any) -> Recorded | None:
        at, here = self.database, self._here
        noted = list(now.points if "point" in name else now.comments)
        if not noted:
            return None
        key = noted[place % len(noted)]
        match name:
            case "reply":
                return answer_comment(at, comment=key, text="It is.", **here)
            case "resolve":
                return resolve_comment(at, comment=key, resolved=what[0], **here)
            case "change_point":
                item = now.points[key].item
                return change_point(at, point=key, kind="omission", item=item, text=what[0], **here)
            case "decide_point":
                return decide_point(at, point=key, decision=what[0], reason="Why.", **here)
            case "take_out_point":
                return take_out_point(at, point=key, **here)
        raise LookupError(name)

    def _import(self, answers: dict[str, Any], texts: dict[str, str], published: bool) -> Recorded:
        given = {key: answer for key, answer in answers.items() if answer is not None}
        read = Report(
            self.programme.id,
            self.force.key,
            "published" if published else "drafting",
            0,
            given,
            {item: Passage(text, "edited") for item, text in texts.items()},
        )
        over = self.read().version or None
        return record_import(self.database, report=read, origin="kent.pdf", over=over, **self._here)


def said(report: Report) -> tuple[object, ...]:
    """Give what stands in a report, in which yes is not one nor no nothing."""
    answers = {key: (type(answer), answer) for key, answer in report.answers.items()}
    return (
        report.state,
        answers,
        report.passages,
        report.left,
        report.comments,
        report.points,
    )
