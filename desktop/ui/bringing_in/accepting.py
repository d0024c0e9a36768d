"""Recording what was accepted, one report after the other, and what came of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.house_style import list_in_words
from desktop.ui.background import Background
from desktop.ui.bringing_in.files import Brought
from desktop.ui.bringing_in.recording import Comparison, record_or_compare, record_over
from desktop.ui.theme import Role

if TYPE_CHECKING:
    from desktop.store.database import Database
    from desktop.store.writing import Recorded
    from desktop.ui.saving import Saving

_MOST_NAMED = 6
_LONGEST_MS = 20_000


def certain(files: Iterable[Brought]) -> list[Brought]:
    """Give the files that can be recorded without another look."""
    return [
        each
        for each in files
        if each.state == "read" and each.review is not None and each.review.is_certain
    ]


class Accepting(QObject):
    """Records files; one whose report is there already and differs is compared first."""

    stands = Signal(object)
    """A `Brought` stands otherwise now."""
    compared = Signal(object)
    """A `Brought` that was accepted alone differs from the report that is there."""
    recorded = Signal(object)
    """A `Recorded` that changed something."""
    progressed = Signal(int, int)
    """Of how many files that were accepted together so many are done or under way; 0 for none."""
    told = Signal(str, str)
    """What came of it, in a line, and its role."""

    def __init__(
        self, database: Database, background: Background, saving: Saving, parent: QObject
    ) -> None:
        """Record into a database, after what is typed on the form."""
        super().__init__(parent)
        self._database = database
        self._background = background
        self._saving = saving
        self._under_way = 0
        self._together: list[Brought] = []
        self._waiting: list[Brought] = []
        self._left_as_is = 0

    def accept(self, brought: Brought) -> None:
        """Record a file, or show how it differs from the report that is there."""
        brought.together = ""
        self._send(brought, self._tell_of_one)

    def accept_all(self, files: Sequence[Brought]) -> None:
        """Record files one by one; one that fails does not stop the others."""
        from desktop.store.origins import brought_in_together

        together = brought_in_together() if len(files) > 1 else ""
        for brought in files:
            brought.state, brought.trouble, brought.together = "recording", "", together
            self.stands.emit(brought)
        idle = not self._together
        self._together += files
        self._waiting += files
        if idle and files:
            self._go_on()

    def cancel(self) -> None:
        """Record nothing of what was accepted together and is not begun yet."""
        dropped, self._waiting = self._waiting, []
        self._left_as_is += len(dropped)
        self._together = [each for each in self._together if each not in dropped]
        for brought in dropped:
            brought.state = "read"
            self.stands.emit(brought)
        self.progressed.emit(0, 0)

    def _go_on(self, _: Brought | None = None) -> None:
        # Not before the last is done, so that what other views ask for comes between.
        if self._waiting:
            brought = self._waiting.pop(0)
            total = len(self._together)
            self.progressed.emit(total - len(self._waiting), total)
            self._send(brought, self._go_on)
            return
        together, self._together = self._together, []
        dropped, self._left_as_is = self._left_as_is, 0
        self.progressed.emit(0, 0)
        words, role = _summary(together)
        if dropped:
            were = "file was" if dropped == 1 else "files were"
            words = f"{words} {dropped} {were} left as {'it is' if dropped == 1 else 'they are'}."
        self.told.emit(words, role)

    def record(self, brought: Brought, keep: set[str]) -> None:
        """Record what a file says of what differs, but for what is kept, given by its keys."""
        if brought.review is None or brought.comparison is None:
            return
        work = partial(
            record_over,
            self._database,
            brought.review.corrected(),
            brought.comparison,
            keep=keep,
            by=self._saving.by,
            origin=brought.name,
        )
        self._run(brought, work, self._tell_of_one)

    def give_up(self, brought: Brought) -> None:
        """Compare a file no longer; nothing of it is recorded."""
        brought.state, brought.comparison, brought.kept = "read", None, {}
        self.stands.emit(brought)

    def finish(self) -> None:
        """Wait until all that was accepted is recorded, if that does not take too long."""
        if self._under_way:
            self._background.finish(_LONGEST_MS)
        self._waiting = []

    def _send(self, brought: Brought, ended: Callable[[Brought], None]) -> None:
        if brought.review is None:
            return
        work = partial(
            record_or_compare,
            self._database,
            brought.review.corrected(),
            by=self._saving.by,
            origin=brought.name + brought.together,
        )
        self._run(brought, work, ended)

    def _run(
        self,
        brought: Brought,
        work: Callable[[], Recorded | Comparison],
        ended: Callable[[Brought], None],
    ) -> None:
        # What is typed on the form is to be compared with too.
        self._saving.save_now()
        brought.state, brought.trouble = "recording", ""
        self._under_way += 1
        self.stands.emit(brought)

        def done(outcome: Recorded | Comparison) -> None:
            self._under_way -= 1
            if isinstance(outcome, Comparison):
                self._compare(brought, outcome)
            else:
                brought.state, brought.comparison = "recorded", None
                brought.same = not outcome.changes
                self.stands.emit(brought)
                if outcome.changes:
                    self.recorded.emit(outcome)
            ended(brought)

        def failed(error: Exception) -> None:
            self._under_way -= 1
            brought.state = "differs" if brought.comparison is not None else "read"
            brought.trouble = str(error)
            self.stands.emit(brought)
            ended(brought)

        self._background.run(work, done, failed)

    def _compare(self, brought: Brought, comparison: Comparison) -> None:
        before = brought.comparison.differing if brought.comparison is not None else ()
        still = {each.key for each in comparison.differing if each in before}
        brought.kept = {key: keep for key, keep in brought.kept.items() if key in still}
        brought.again = brought.comparison is not None
        brought.state, brought.comparison = "differs", comparison
        self.stands.emit(brought)

    def _tell_of_one(self, brought: Brought) -> None:
        if brought.state == "differs" and not brought.trouble:
            self.compared.emit(brought)
        else:
            self.told.emit(*_summary([brought]))


def _summary(files: Sequence[Brought]) -> tuple[str, Role]:
    """Say what came of files that were to be recorded."""
    recorded = [each for each in files if each.state == "recorded" and not each.same]
    same = [each for each in files if each.state == "recorded" and each.same]
    differ = [each for each in files if each.state == "differs" and not each.trouble]
    failed = [each for each in files if each.trouble]
    told: list[str] = []
    if recorded:
        told.append(f"Recorded: {_named(recorded)}.")
    if same:
        told.append(f"What is there stays as it is: {_named(same)}.")
    if differ:
        one = len(differ) == 1
        told.append(
            f"{_named(differ)} {'is' if one else 'are'} there already and"
            f" {'differs' if one else 'differ'}: choose what stands."
        )
    if failed:
        troubles = dict.fromkeys(each.trouble for each in failed)
        told.append(f"Not recorded: {_named(failed)}. {' '.join(troubles)}")
    role: Role = "error" if failed else "warning" if differ else "ok"
    return " ".join(told), role


def _named(files: Sequence[Brought]) -> str:
    """Name the forces of files; of very many only the first."""
    names = [each.review.force.area for each in files if each.review is not None]
    if len(names) > _MOST_NAMED:
        return f"{', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} more"
    return list_in_words(names)
