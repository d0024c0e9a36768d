"""Checking the open report at every pause, off the UI thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.ui.background import Background

if TYPE_CHECKING:
    from desktop.core.forces import Force
    from desktop.core.programme import Programme
    from desktop.core.remarks import Remark
    from desktop.core.report import Report
    from desktop.store.opening import Opened

PAUSE_MS = 300
"""How long after a key the report is checked."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a report as it stood when it was looked at.

    `new_drafts` has, by item, the drafts that edited passages have not seen yet; `mistakes` says in
    plain lines what could not be checked. Of an `unfinished` one some words remain to be looked up.
    """

    report: Report
    remarks: tuple[Remark, ...]
    new_drafts: Mapping[str, str] = field(default_factory=dict)
    mistakes: tuple[str, ...] = ()
    unfinished: bool = False


class Checking(QObject):
    """Looks through one report at a time: of several wishes, only the newest is carried out."""

    checked = Signal(object)
    """A `Checked`, of the report that was asked for last."""
    failed = Signal(str)

    def __init__(self, opened: Opened, parent: QObject | None = None) -> None:
        """Check against the programmes, forces and words of what was opened."""
        super().__init__(parent)
        self._opened = opened
        self._background = Background("checks", self)
        self._wish: Callable[[], Checked] | None = None
        self._on_the_way = False
        self._started = False
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._begin)

    def look_at(
        self, programme: Programme, force: Force, report: Report, *, at_once: bool = False
    ) -> None:
        """Check a report after a pause, or at once; what was asked before is not told any more."""
        opened = self._opened

        def work() -> Checked:
            from desktop.core.checks import all_checks
            from desktop.core.drafting import new_draft
            from desktop.core.examining import Examined, examine
            from desktop.core.spelling import Hurried
            from desktop.store.circumstances import circumstances

            around = circumstances(opened, programme, report)
            speller = Hurried(around.speller)
            examined = Examined(programme, force, report, replace(around, speller=speller))
            mistakes: list[str] = []
            remarks = examine(examined, all_checks(), mistakes.append)
            drafts = {
                item: text
                for item in programme.items
                if (text := new_draft(programme, item, force, report)) is not None
            }
            return Checked(report, tuple(remarks), drafts, tuple(mistakes), speller.put_off)

        self._wish = work
        if at_once:
            self._begin()
        else:
            self._pause.start()

    def start(self) -> None:
        """Begin to check; before this, wishes are only remembered."""
        self._started = True
        self._begin()

    def forget(self) -> None:
        """Tell nothing more of what was asked so far."""
        self._pause.stop()
        self._wish = None

    def close(self) -> None:
        """Stop checking; nothing is told after this."""
        self.forget()
        self._background.close()

    def _begin(self) -> None:
        self._pause.stop()
        wish = self._wish
        if wish is None or self._on_the_way or not self._started:
            return
        self._on_the_way = True
        self._background.run(
            wish, lambda found: self._arrived(wish, found), lambda error: self._broke(wish, error)
        )

    def _arrived(self, wish: Callable[[], Checked], found: Checked) -> None:
        if not self._is_newest(wish):
            return
        if found.unfinished:
            # Again, as what was looked up is known now: so no look keeps a newer wish waiting long.
            self._wish = wish
            self._begin()
        else:
            self.checked.emit(found)

    def _broke(self, wish: Callable[[], Checked], error: Exception) -> None:
        from desktop.store.errors import DatabaseError

        if self._is_newest(wish):
            what = str(error)
            if not isinstance(error, DatabaseError):
                what = f"Fieldbook made a mistake of its own ({type(error).__name__}: {error})."
            self.failed.emit(what)

    def _is_newest(self, wish: Callable[[], Checked]) -> bool:
        """Say whether an answer is to the newest wish; if it is not, go on with that one."""
        self._on_the_way = False
        if self._wish is wish:
            self._wish = None
            return True
        if not self._pause.isActive():
            self._begin()
        return False
