"""Entering a point of the force: kept while one goes about, until it is recorded or discarded."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from desktop.core.review import Point
from desktop.ui.accuracy.entry import Entry
from desktop.ui.accuracy.place import Place
from desktop.ui.accuracy.recording import Recording
from desktop.ui.accuracy.typed import BEING_ENTERED, Entered, Typed
from desktop.ui.message_strip import MessageStrip


class Entering(QObject):
    """Keeps the form in which points are entered in step with what is typed in each report."""

    changed = Signal()
    """The form is to be shown, or no longer."""
    typed = Signal()
    """Something else is typed in the form."""
    recorded = Signal(str, str)
    """A point of a report was recorded: the report's name and the point's key."""

    def __init__(
        self, entry: Entry, recording: Recording, messages: MessageStrip, parent: QObject
    ) -> None:
        """Begin without a report."""
        super().__init__(parent)
        self._entry = entry
        self._recording = recording
        self._messages = messages
        self._place: Place | None = None
        self._now: Typed | None = None
        entry.stands = self._stands
        entry.changed.connect(self._keep)
        entry.given.connect(self._record)
        entry.discarded.connect(self._discard)

    def be_at(self, place: Place, now: Typed) -> None:
        """Take up what is typed in a report, and show it if a point is being entered there."""
        before = self._place
        self._place, self._now = place, now
        if not now.entering:
            return
        if now.entered is None:
            now.entered = Entered(now.kind, place.at_hand)
        elif before is not None and now.entered == Entered(now.kind, before.at_hand):
            # Until something is typed or chosen it is about the item at hand, wherever that is.
            now.entered = replace(now.entered, item=place.at_hand)
        recording = BEING_ENTERED in now.recording
        self._entry.show_entered(place.programme, now.entered, recording=recording)

    def begin(self) -> None:
        """Show the form, with what was typed in it before."""
        if self._now is not None:
            self._now.entering = True
            self.changed.emit()
            self._entry.take_focus()

    def begin_on(self, item: str, quote: str, start: int) -> None:
        """Show the form for words of a passage, unless another point is half entered."""
        if self._now is not None:
            words = quote, "", ""
            self._offer(Entered(self._now.kind, item, quote, start, offered=words))

    def change(self, key: str, point: Point) -> None:
        """Show the form with a point as it was entered, unless another is half entered."""
        words = point.quote, point.text, point.evidence
        self._offer(
            Entered(
                point.kind,
                point.item,
                point.quote,
                point.start,
                point.text,
                point.evidence,
                offered=words,
                point=key,
                was=(point.kind, point.item),
            )
        )

    def _offer(self, offered: Entered) -> None:
        now = self._now
        if now is None or self._place is None:
            return
        entered = now.entered
        same = entered is not None and (entered.point, entered.offered) == (
            offered.point,
            offered.offered,
        )
        if not now.half_entered and BEING_ENTERED not in now.recording:
            now.entered = offered
        elif not same:
            self._messages.say(
                "Another point is being entered already. Record or discard it first.",
                "warning",
                report=self._place.report.name,
            )
        self.begin()

    def leave(self) -> None:
        """Show the form no longer; what was typed in it stays."""
        if self._now is not None:
            self._now.entering = False
            if not self._now.half_entered:
                self._now.entered = None

    def _stands(self, entered: Entered) -> bool:
        place = self._place
        if not entered.item or place is None:
            return True
        settled = place.settle(entered)
        return place.stands(settled.item, settled.quote, settled.start)

    def _keep(self) -> None:
        if self._now is not None:
            self._now.entered = self._entry.entered
            self._now.kind = self._entry.entered.kind
            self.typed.emit()

    def _record(self) -> None:
        place, now = self._place, self._now
        if place is None or now is None or BEING_ENTERED in now.recording:
            return
        name = place.report.name
        entered = place.settle(self._entry.entered)

        def recorded(key: str) -> None:
            if entered.point:
                # Of new points there are mostly more to enter.
                now.entering = False
            self.recorded.emit(name, key)

        self._recording.enter(place.programme, place.force, now, entered, recorded)

    def _discard(self) -> None:
        place, now = self._place, self._now
        if place is None or now is None:
            return
        was, now.entered = now.entered, None
        now.entering = was is None or not was.point

        def put_back() -> None:
            if not now.half_entered:
                now.entered, now.entering = was, True
                self.changed.emit()

        self._messages.say(
            f"{place.force.area}: what was typed of a point is thrown away.",
            "ok",
            {"Put it back": put_back},
            report=place.report.name,
        )
        self.changed.emit()
        if now.entering:
            self._entry.take_focus()
