"""Deciding about the point at hand: accepted, refused with a reason, open again, or taken out."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from desktop.core.review import Decision
from desktop.ui.accuracy.detail import Detail
from desktop.ui.accuracy.model import ROW_ROLE, Row
from desktop.ui.accuracy.place import Place
from desktop.ui.accuracy.recording import Recording
from desktop.ui.accuracy.rows import PointsList
from desktop.ui.accuracy.typed import Typed


class Deciding(QObject):
    """Carries out what is asked in the list, or in what is shown of the point below it."""

    open_wanted = Signal(str, str, str)
    words_wanted = Signal(str, str, int)
    place_wanted = Signal(str, str, int)
    """The item of a point, and the words that it is about, are to be shown, not gone to."""
    change_wanted = Signal(str, object)
    """The key of a point, and the `Point`: how it was entered is to be put right."""
    typed = Signal()
    """Something else is typed to refuse a point."""
    given_up = Signal()
    """What was typed to refuse a point stays, and is not recorded."""
    detail_wanted = Signal()
    """The point at hand is to be shown, whatever is shown in its place."""

    def __init__(
        self, points: PointsList, detail: Detail, recording: Recording, parent: QObject
    ) -> None:
        """Begin without a report."""
        super().__init__(parent)
        self._list = points
        self._detail = detail
        self._recording = recording
        self._place: Place | None = None
        self._now: Typed | None = None
        for source in (points, detail):
            source.accept.connect(self._accept)
            source.refuse.connect(self._ask_reason)
            source.open_again.connect(self._open_again)
            source.change.connect(self._change)
            source.take_out.connect(self._take_out)
            source.go.connect(self._go)
        detail.reason.typed.connect(self._keep_reason)
        detail.reason.given.connect(self._refuse)
        detail.reason.closed.connect(self._give_up_reason)

    def be_at(self, place: Place | None, now: Typed | None) -> None:
        """Take up what is typed in a report, if one is open."""
        self._place, self._now = place, now

    def show(self) -> None:
        """Show the point at hand as it stands."""
        row, place, now = self.row, self._place, self._now
        if row is None or place is None or now is None:
            return
        point = row.point
        self._detail.show_point(
            row,
            quote_stands=place.stands(point.item, point.quote, point.start),
            reason=now.reasons.get(row.key, "") if row.key in now.refusing else None,
            recording=row.key in now.recording,
        )

    @property
    def row(self) -> Row | None:
        """The point at hand; None where there is none."""
        row = self._list.currentIndex().data(ROW_ROLE)
        return row if isinstance(row, Row) else None

    @property
    def _seen(self) -> Row | None:
        """The point at hand, if it is shown; nobody decides about what they have not seen."""
        if self._detail.isHidden():
            self.detail_wanted.emit()
            return None
        return self.row

    def _go(self) -> None:
        """Lead to the place of the point at hand, at the words that it is about."""
        row, place = self.row, self._place
        if row is None or place is None:
            return
        point = row.point
        if point.item not in place.programme.items:
            self._list.setFocus()
            return
        self.open_wanted.emit(place.programme.id, place.force.key, point.item)
        if point.quote:
            self.words_wanted.emit(point.item, point.quote, point.start)

    def _show_place(self) -> None:
        """Show the place of the point at hand; the next key still belongs to the list."""
        row, place = self.row, self._place
        self._go_on()
        if row is not None and place is not None and row.point.item in place.programme.items:
            self.place_wanted.emit(row.point.item, row.point.quote, row.point.start)

    def _accept(self) -> None:
        row = self._seen
        if row is not None and not row.point.decision:
            self._decide(row, "accepted", self._show_place)

    def _open_again(self) -> None:
        row = self._seen
        if row is not None and row.point.decision:
            self._decide(row, "", self._go_on)

    def _ask_reason(self) -> None:
        row, now = self.row, self._now
        if row is not None and now is not None and not row.point.decision:
            now.refusing.add(row.key)
            self.detail_wanted.emit()
            self._detail.take_focus()

    def _keep_reason(self, words: str) -> None:
        row, now = self.row, self._now
        if row is not None and now is not None:
            now.reasons[row.key] = words
            self.typed.emit()

    def _give_up_reason(self) -> None:
        """Ask for the reason no longer; what was typed of it is there when it is asked again."""
        row, now = self.row, self._now
        if row is not None and now is not None:
            self._list.setFocus()
            now.refusing.discard(row.key)
            self.given_up.emit()

    def _refuse(self, reason: str) -> None:
        row = self.row
        if row is not None:
            self._keep_reason(reason)
            self._decide(row, "refused", self._go_on)

    def _go_on(self) -> None:
        """Lead back to the list, but for who has gone to write elsewhere meanwhile."""
        focus = QApplication.focusWidget()
        if focus is None or self._detail.isAncestorOf(focus):
            self._list.setFocus()

    def _decide(self, row: Row, decision: Decision, then: Callable[[], object]) -> None:
        place, now = self._place, self._now
        if place is None or now is None or row.key in now.recording:
            return

        def decided() -> None:
            # Who has gone elsewhere meanwhile is not led back.
            if self._now is now and self.row is not None and self.row.key == row.key:
                then()

        self._recording.decide(place.programme, place.force, now, row.key, decision, decided)

    def _change(self) -> None:
        row = self._seen
        if row is not None:
            self.change_wanted.emit(row.key, row.point)

    def _take_out(self) -> None:
        row, place, now = self._seen, self._place, self._now
        if row is None or place is None or now is None or row.key in now.recording:
            return
        self._recording.take_out(place.programme, place.force, now, row.key, row.point)
