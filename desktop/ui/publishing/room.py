"""The room in which reports are published: which, as what, where to, and what came of it."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget
from typing_extensions import override

from desktop.core.editions import Edition
from desktop.core.house_style import list_in_words
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.background import Background
from desktop.ui.memory import Memory, settings_file
from desktop.ui.pane_by_pane import Pane, walk
from desktop.ui.publishing.job_pane import JobPane
from desktop.ui.publishing.list_pane import ListPane
from desktop.ui.publishing.looking import Looking, Standing
from desktop.ui.publishing.run import Job
from desktop.ui.publishing.writing import Writing

if TYPE_CHECKING:
    from desktop.store.opening import Opened
    from desktop.ui.saving import Saving

_WIDTHS: Final = (926, 436)
_SETTLE_MS: Final = 300


class Publish(QWidget):
    """Writes any selection of a programme's reports in any edition at once."""

    open_wanted = Signal(str, str, str)
    closed = Signal()
    recorded = Signal(object)
    """A `Recorded`: that a report is published in spite of what speaks against it."""

    def __init__(
        self,
        opened: Opened,
        background: Background,
        saving: Saving,
        memory: Memory | None = None,
    ) -> None:
        """Begin with nothing; the reports are read when the room is entered.

        `memory` holds the folder that was written to last; without one, the user's own.
        """
        super().__init__()
        self.setAccessibleName("Publish")
        self._forces = opened.forces
        self._programme: Programme | None = None
        self._wished: Collection[str] | None = None
        self._changed: dict[str, Report] = {}
        self._looking = Looking(opened, background, self)
        self._writing = Writing(opened, saving, self)
        self._list = ListPane(self)
        self._job = JobPane(memory or Memory(settings_file()), self)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._list)
        splitter.addWidget(self._job)
        splitter.setSizes(list(_WIDTHS))
        splitter.setStretchFactor(0, 1)
        splitter.setStretchFactor(1, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(splitter)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._connect()

    def _connect(self) -> None:
        self._list.open_wanted.connect(self._open)
        self._list.chosen_changed.connect(self._chosen_changed)
        self._job.write_wanted.connect(self._write)
        self._job.cancel_wanted.connect(self._writing.cancel)
        self._looking.found.connect(self._found)
        self._looking.checked.connect(self._checked)
        self._looking.failed.connect(self._list.say)
        self._writing.progressed.connect(self._job.show_progress)
        self._writing.ended.connect(self._job.show_outcome)
        self._writing.recorded.connect(self.recorded)
        self._writing.held_up.connect(self._job.show_held_up)
        self._settle.timeout.connect(self._look_again)
        for keys, deed in (
            ("F6", partial(self._walk, 1)),
            ("Shift+F6", partial(self._walk, -1)),
            ("Ctrl+F", self._list.begin_filter),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    # What the window tells

    def show_programme(self, programme: Programme) -> None:
        """Read the reports of the programme again; what was chosen stays so."""
        if programme is not self._programme:
            self._programme = programme
            self._list.show_reports(programme, [])
            self._list.say("The reports are being read.")
        self._looking.look(programme)

    def show_reports(self, forces: Collection[str], edition: Edition) -> None:
        """Choose the reports of these forces, given by their keys, to be written as an edition."""
        self._job.choices.choose(edition)
        self._wished = forces
        self._grant_wish()

    def report_changed(self, report: Report) -> None:
        """Take up that a report now stands like this."""
        self._changed[report.name] = report
        self._settle.start()

    def take_focus(self) -> None:
        """Take the keyboard: into the reports."""
        self._list.take_focus()

    def pending(self) -> list[str]:
        """Name what closing would end or lose: files still to be written, reasons typed."""
        told = [f"Publish (the reason for {self._named(each)})" for each in self._job.pending()]
        outcome = self._writing.outcome
        if outcome is not None:
            every = len(outcome.job.forces)
            left = f"{every - outcome.done} of {every} files are still to be written"
            told.append(f"Publish ({left})")
        return told

    def _named(self, reports: Collection[str]) -> str:
        """Name reports by their forces, in their order."""
        keys = {each.partition("/")[2] for each in reports}
        return list_in_words([each.area for key, each in self._forces.items() if key in keys])

    def end(self) -> None:
        """End what is under way for good; what was written stays, and no file is half-written."""
        self._settle.stop()
        self._looking.end()
        self._writing.end()

    # The reports

    def _found(self, standings: list[Standing]) -> None:
        if self._programme is not None:
            self._list.show_reports(self._programme, standings)
            self._grant_wish()
            self._wished = None

    def _grant_wish(self) -> None:
        known = {each.force.key for each in self._list.model.standings}
        if self._wished is not None and known:
            self._list.choose_forces(self._wished)
            self._list.go_to(next(iter(self._wished), ""))

    def _chosen_changed(self) -> None:
        chosen = self._list.model.chosen
        self._looking.first = {each.force.key for each in chosen}
        self._job.show_chosen(chosen)

    def _checked(self, standing: Standing) -> None:
        key = standing.force.key
        known = next((each for each in self._list.model.standings if each.force.key == key), None)
        more = (
            known is not None
            and known.verdict is not None
            and standing.verdict is not None
            and not standing.verdict.causes <= known.verdict.causes
        )
        self._list.model.take(standing)
        # What nobody has seen yet stands before how the last job went.
        self._job.show_chosen(self._list.model.chosen, keep_outcome=not more)

    def _look_again(self) -> None:
        """Check what was recorded; unseen, all is read anew when the room is entered."""
        changed, self._changed = self._changed, {}
        programme = self._programme
        if programme is None or not self.isVisible():
            return
        known = {each.report.name for each in self._list.model.standings}
        ours = [each for each in changed.values() if each.programme == programme.id]
        if any(each.name not in known for each in ours):
            self._looking.look(programme)
            return
        for report in ours:
            self._looking.look_again(report)

    def _open(self, force: str) -> None:
        if self._programme is not None:
            self.open_wanted.emit(self._programme.id, force, "")

    # Writing

    def _write(self) -> None:
        if self._programme is None:
            return
        choices = self._job.choices
        choices.remember()
        chosen = self._list.model.chosen
        forces = tuple(each.force for each in chosen)
        seen = {each.force.key: each.verdict for each in chosen if each.verdict is not None}
        job = Job(self._programme, forces, choices.edition, choices.folder, self._job.reason, seen)
        self._writing.write(job)

    def _walk(self, step: int) -> None:
        """Go on from the reports to what is made of them, and round, or back."""
        panes: list[Pane] = [
            (self._list, self._list.take_focus),
            (self._job, self._job.take_focus),
        ]
        walk(panes, step)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
