"""The entry at hand: what it would give in this report, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.core.report import Passage, Report
from desktop.ui.elsewhere.entries import EntriesList
from desktop.ui.elsewhere.foot import Foot
from desktop.ui.elsewhere.looking import Entry, Wanted, taken_over
from desktop.ui.elsewhere.replacing import Place, Replacing, Said
from desktop.ui.newest import Newest
from desktop.ui.passage.pasting import copy

if TYPE_CHECKING:
    from desktop.core.taking_over import TakenOver
    from desktop.store.opening import Opened
    from desktop.ui.background import Background


class AtHand(QObject):
    """Does what is asked for in the list and below it, and says there what came of it."""

    open_wanted = Signal(str, str, str)
    """A report by its programme and force, and the item there."""
    passage_wanted = Signal(str, str, str)
    """An item of the present report, the passage for it as CommonMark, and where that is from."""

    def __init__(
        self,
        opened: Opened,
        background: Background,
        entries: EntriesList,
        foot: Foot,
        parent: QObject,
    ) -> None:
        """Begin without a report."""
        super().__init__(parent)
        self._opened = opened
        self._list = entries
        self._foot = foot
        self._wanted: Wanted | None = None
        self._passage = Passage()
        self.about: Place | None = None
        """What the entries of the list are about."""
        self._replacing = Replacing()
        self._taking = Newest(background, self._say_not_taken, self)
        self._previewing = Newest(background, self._say_no_outcome, self)
        for deeds in (entries, foot):
            deeds.take.connect(self._take)
            deeds.open_report.connect(self._open)
            deeds.copy.connect(self._copy)
        entries.preview.connect(foot.toggle_preview)
        entries.selectionModel().currentChanged.connect(self._changed)
        foot.preview_toggled.connect(self._show_outcome)

    def be_at(self, wanted: Wanted, report: Report) -> None:
        """Be at an item of a report as it stands."""
        before, self._wanted = self._wanted, wanted
        self._passage = report.passage(wanted.item)
        if before is not None and before.answers != wanted.answers:
            self._show_outcome()
        self._say_standing()

    def forget(self) -> None:
        """Be at no item; nothing comes of what was asked."""
        self._wanted = None
        self._taking.forget()
        self._previewing.forget()

    def _changed(self) -> None:
        self._foot.offer(takes=self._takeable() is not None)
        self._say_standing()
        self._show_outcome()

    def _takeable(self) -> Entry | None:
        """Give the entry at hand if it is about this item, of a force whose names are known."""
        entry = self._list.current
        if entry is None or self._wanted is None or self.about != self._wanted.place:
            return None
        return entry if entry.force in self._opened.forces else None

    # What is said of it

    def _say(self, said: Said) -> None:
        self._foot.say(said.words, warns=said.warns)

    def _say_standing(self) -> None:
        entry = self._list.current
        if self._wanted is None or entry is None:
            return
        if entry.force in self._opened.forces:
            self._say(self._replacing.say(self._wanted.place, entry, self._passage))
        else:
            unknown = f"“{entry.force}” is not in the list of forces any more"
            self._say(Said(f"{unknown}: its words can be copied, not taken over.", warns=True))

    def _say_done(self, words: str, *, warns: bool = False) -> None:
        entry = self._list.current
        if self._wanted is not None and entry is not None:
            said = Said(words, warns)
            self._say(self._replacing.done(self._wanted.place, entry, self._passage, said))

    def _say_not_taken(self, error: Exception) -> None:
        self._say_done(f"The passage was not taken over: {error}", warns=True)

    def _say_no_outcome(self, error: Exception) -> None:
        self._foot.show_outcome(None)
        self._say_done(f"What that gives cannot be shown: {error}", warns=True)

    # What is done with it

    def _show_outcome(self) -> None:
        """Find out what the entry at hand would give here, if that is to be shown."""
        entry, wanted, opened = self._takeable(), self._wanted, self._opened
        if not self._foot.previews or wanted is None or entry is None:
            self._previewing.forget()
            self._foot.show_outcome(None)
            return

        def arrived(outcome: TakenOver) -> None:
            self._foot.show_outcome(outcome, wanted.force.area_in_sentence)

        self._previewing.ask(lambda: taken_over(opened, wanted, entry), arrived)

    def _take(self) -> None:
        """Make the entry at hand this report's, and hand it over if that is still at hand then."""
        entry, wanted, opened = self._takeable(), self._wanted, self._opened
        if wanted is None or entry is None:
            return

        def arrived(outcome: TakenOver) -> None:
            if self._wanted is None or self._wanted.place != wanted.place:
                return
            self._say(self._replacing.taken(wanted.place, entry, self._passage, outcome))
            self.passage_wanted.emit(wanted.item, outcome.text, entry.origin)

        self._taking.ask(lambda: taken_over(opened, wanted, entry), arrived)

    def _open(self) -> None:
        entry = self._list.current
        if entry is None:
            return
        if entry.force in self._opened.forces:
            self.open_wanted.emit(entry.programme, entry.force, entry.item)
        else:
            unknown = f"“{entry.force}” is not in the list of forces any more"
            self._say_done(f"{unknown}, so its report cannot be opened.", warns=True)

    def _copy(self) -> None:
        entry = self._list.current
        if entry is not None:
            # Facts would speak of this report's answers where they are pasted.
            copy(entry.blocks)
            self._say_done(f"Copied as it stands in the report on {entry.in_sentence}.")
