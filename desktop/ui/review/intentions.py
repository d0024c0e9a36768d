"""What is meant in the review panel, recorded after what was typed in the form before it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.entry import content_hash
from desktop.core.review import State
from desktop.ui.message_strip import MessageStrip
from desktop.ui.review.drafts import Slot
from desktop.ui.saving import Saving

if TYPE_CHECKING:
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.store.database import Database
    from desktop.store.recording import Recorded
    from desktop.ui.review.panel import Review

_KEPT = " What you wrote still stands where you wrote it."


class ReviewIntentions(QObject):
    """Records moves, comments and answers, and says what came of them."""

    settled = Signal(object, bool)
    """A `Slot`, and whether what was written there is recorded now."""
    move_settled = Signal(str)
    """The name of a report whose move is recorded now, or was refused."""
    changed_elsewhere = Signal()
    """Another program has written the report: what is shown of it is to be read again."""

    def __init__(self, saving: Saving, messages: MessageStrip, parent: QObject | None = None):
        """Record through `saving`, and say through `messages` what could not be recorded."""
        super().__init__(parent)
        self._saving = saving
        self._messages = messages

    def serve(self, panel: Review) -> None:
        """Record what is wished for in a panel, and let it know."""

        def at() -> tuple[Programme, Force]:
            assert panel.at is not None
            return panel.at

        panel.move_wanted.connect(lambda state: self.move_to(*at(), state))
        panel.comment_wanted.connect(lambda *written: self.comment(*at(), *written))
        panel.answer_wanted.connect(lambda *written: self.answer(*at(), *written))
        panel.resolve_wanted.connect(lambda *wished: self.resolve(*at(), *wished))
        self.settled.connect(panel.settle)
        self.move_settled.connect(panel.settle_move)

    def move_to(self, programme: Programme, force: Force, state: State) -> None:
        """Move a report to another state; it is signed off only as it stands on the screen."""
        name = f"{programme.id}/{force.key}"
        seen = content_hash(self._saving.present(name))

        def work(database: Database, by: str) -> Recorded:
            from desktop.store.errors import StaleError
            from desktop.store.reading import read_report
            from desktop.store.reviewing import move_to

            present = read_report(database, programme.id, force.key)
            if state == "signed_off" and (present is None or content_hash(present) != seen):
                raise StaleError(
                    f"{force.area}: another program changed the report meanwhile, so it was not"
                    " signed off. Look at it as it is now, then sign it off."
                )
            return move_to(
                database,
                programme=programme,
                force=force,
                state=state,
                by=by,
                expected_version=present.version if present else 0,
            )

        def refused(error: Exception) -> None:
            self._refused(error)
            self.move_settled.emit(name)

        self._saving.carry_out(name, work, lambda _: self.move_settled.emit(name), failed=refused)

    def comment(
        self, programme: Programme, force: Force, item: str, text: str, quote: str, start: int
    ) -> None:
        """Comment on an item, or on words of its passage."""

        def work(database: Database, by: str) -> Recorded:
            from desktop.store.reviewing import write_comment

            return write_comment(
                database,
                programme=programme,
                force=force,
                item=item,
                text=text,
                by=by,
                quote=quote,
                start=start,
            )

        self._carry_out(Slot(f"{programme.id}/{force.key}", item=item), work)

    def answer(self, programme: Programme, force: Force, comment: str, text: str) -> None:
        """Answer a comment, given by its key."""

        def work(database: Database, by: str) -> Recorded:
            from desktop.store.reviewing import answer_comment

            return answer_comment(
                database, programme=programme, force=force, comment=comment, text=text, by=by
            )

        self._carry_out(Slot(f"{programme.id}/{force.key}", comment=comment), work)

    def resolve(self, programme: Programme, force: Force, comment: str, resolved: bool) -> None:
        """Resolve a comment, given by its key, or open it again."""

        def work(database: Database, by: str) -> Recorded:
            from desktop.store.reviewing import resolve_comment

            return resolve_comment(
                database,
                programme=programme,
                force=force,
                comment=comment,
                resolved=resolved,
                by=by,
            )

        self._saving.carry_out(f"{programme.id}/{force.key}", work, failed=self._refused)

    def _carry_out(self, slot: Slot, work: Callable[[Database, str], Recorded]) -> None:
        """Record what was written somewhere, and tell there what came of it."""

        def failed(error: Exception) -> None:
            self.settled.emit(slot, False)
            self._messages.say(f"{error}{_KEPT}", "error")

        self._saving.carry_out(
            slot.report, work, lambda _: self.settled.emit(slot, True), failed=failed
        )

    def _refused(self, error: Exception) -> None:
        from desktop.store.errors import DatabaseError

        self._messages.say(str(error), "error")
        if isinstance(error, DatabaseError):
            # Most often it is refused because it was moved, or a comment settled, elsewhere.
            self.changed_elsewhere.emit()
