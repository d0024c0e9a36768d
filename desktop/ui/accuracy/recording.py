"""Records the force's points and what is decided about them, after what was typed before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.review import Decision, Point
from desktop.ui.accuracy.typed import BEING_ENTERED, Entered, Typed
from desktop.ui.message_strip import MessageStrip
from desktop.ui.saving import Saving

if TYPE_CHECKING:
    from desktop.store.database import Database
    from desktop.store.writing import Recorded


class Recording:
    """Records through saving; what was typed is forgotten once it is recorded, and not before."""

    def __init__(
        self,
        saving: Saving,
        messages: MessageStrip,
        changed: Callable[[], object],
        refused: Callable[[], object],
    ) -> None:
        """Say in the strip what went wrong; `changed` is called when something else is typed.

        `refused` is called when the store refused something: it stands otherwise, most often.
        """
        self._saving = saving
        self._messages = messages
        self._changed = changed
        self._refused = refused

    def enter(
        self,
        programme: Programme,
        force: Force,
        typed: Typed,
        entered: Entered,
        done: Callable[[str], object],
    ) -> None:
        """Raise the point that is typed, or change the one it is typed over; `done` has its key."""
        seen = self._seen(programme, force, entered.point)

        def work(database: Database, by: str) -> Recorded:
            from desktop.store.points import change_point, raise_point

            change = partial(change_point, point=entered.point, over=seen)
            record = change if entered.point else raise_point
            return record(
                database,
                programme=programme,
                force=force,
                kind=entered.kind,
                item=entered.item,
                text=entered.text,
                quote=entered.quote,
                start=entered.start,
                evidence=entered.evidence,
                by=by,
            )

        def recorded(what: Recorded) -> None:
            typed.entered = None
            raised = (each.key for each in what.changes if each.kind == "point")
            done(entered.point or next(raised, ""))

        self._carry_out(programme, force, typed, BEING_ENTERED, work, recorded)

    def decide(
        self,
        programme: Programme,
        force: Force,
        typed: Typed,
        point: str,
        decision: Decision,
        done: Callable[[], object],
    ) -> None:
        """Accept a point, refuse it for the reason that is typed, or leave it open again."""
        reason = typed.reasons.get(point, "") if decision == "refused" else ""
        seen = self._seen(programme, force, point)

        def work(database: Database, by: str) -> Recorded:
            from desktop.store.points import decide_point

            return decide_point(
                database,
                programme=programme,
                force=force,
                point=point,
                decision=decision,
                reason=reason,
                by=by,
                over=seen,
            )

        def decided(_: Recorded) -> None:
            typed.refusing.discard(point)
            if decision == "refused":
                typed.reasons.pop(point, None)
            done()

        self._carry_out(programme, force, typed, point, work, decided)

    def take_out(
        self, programme: Programme, force: Force, typed: Typed, point: str, was: Point
    ) -> None:
        """Take a point out, and offer to put it back."""

        def work(database: Database, by: str) -> Recorded:
            from desktop.store.points import take_out_point

            return take_out_point(
                database, programme=programme, force=force, point=point, by=by, over=was
            )

        def back(database: Database, by: str) -> Recorded:
            from desktop.store.points import put_back_point

            return put_back_point(
                database, programme=programme, force=force, point=point, was=was, by=by
            )

        def put_back() -> None:
            self._carry_out(programme, force, typed, point, back, lambda _: None)

        def taken(_: Recorded) -> None:
            typed.refusing.discard(point)
            self._messages.say(
                f"{force.area}: a point of the force was taken out.",
                "ok",
                {"Put it back": put_back},
                report=f"{programme.id}/{force.key}",
            )

        self._carry_out(programme, force, typed, point, work, taken)

    def _seen(self, programme: Programme, force: Force, point: str) -> Point | None:
        """Give a point as it stands on the screen; None for one that is not there yet."""
        return self._saving.present(f"{programme.id}/{force.key}").points.get(point)

    def _carry_out(
        self,
        programme: Programme,
        force: Force,
        typed: Typed,
        which: str,
        work: Callable[[Database, str], Recorded],
        done: Callable[[Recorded], object],
    ) -> None:
        typed.recording.add(which)
        self._changed()

        def recorded(what: Recorded) -> None:
            typed.recording.discard(which)
            done(what)
            self._changed()

        def refused(error: Exception) -> None:
            from desktop.store.errors import DatabaseError

            typed.recording.discard(which)
            self._changed()
            self._messages.say(f"{force.area}: {error}", "error")
            if isinstance(error, DatabaseError):
                self._refused()

        self._saving.carry_out(f"{programme.id}/{force.key}", work, recorded, failed=refused)
