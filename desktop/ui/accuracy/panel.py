"""The Accuracy panel: the points that the force raised, the one at hand, and the letter."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.core.entry import led_to_change
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.accuracy.deciding import Deciding
from desktop.ui.accuracy.detail import Detail
from desktop.ui.accuracy.entering import Entering
from desktop.ui.accuracy.entry import Entry
from desktop.ui.accuracy.head import Head
from desktop.ui.accuracy.letters import Letters
from desktop.ui.accuracy.model import PointsModel, Row
from desktop.ui.accuracy.place import Place
from desktop.ui.accuracy.recording import Recording
from desktop.ui.accuracy.rows import PointsList
from desktop.ui.accuracy.typed import Typed
from desktop.ui.history.shares import Shares
from desktop.ui.message_strip import MessageStrip
from desktop.ui.saving import Saving
from desktop.ui.theme import SPACE, set_role

_NO_REPORT: Final = (
    "No report is open. Choose a force and start its report: the points that the force raises"
    " against the draft, and what is decided about them, will stand here."
)
_NO_POINTS: Final = (
    "What the force says of the draft will stand here: typing mistakes, inaccurate facts,"
    " omissions, and what is decided about each.\n\n"
    "To begin, make the draft edition under “Publish”, whose paragraphs are numbered, and send it"
    " to the force. When its answer comes, enter the points here one by one: mark the words in the"
    " passage, or press “Enter a point”. When all are decided, save the letter that answers them."
)


class Accuracy(QWidget):
    """Holds the force's points on the open report, decides about them, and answers the force."""

    open_wanted = Signal(str, str, str)
    """A report by its programme and force, and the item there."""
    words_wanted = Signal(str, str, int)
    """Words of the passage of an item of the open report, and where they stood: to be selected."""
    place_wanted = Signal(str, str, int)
    """The same of a point that was accepted: to be shown, while the keyboard stays where it is."""
    changed_elsewhere = Signal()
    """Another program has written the report: what is shown of it is to be read again."""
    unfinished_changed = Signal()
    """At each key: something else is typed that is not recorded."""
    closed = Signal()

    def __init__(
        self,
        saving: Saving,
        messages: MessageStrip,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        """Record through `saving`; what went well or wrong is told in the message strip."""
        super().__init__()
        self.setAccessibleName("Accuracy")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(self, "surface")
        self._saving = saving
        self._messages = messages
        self._place: Place | None = None
        self._key = ""
        self._typed: dict[str, Typed] = {}
        self._left: dict[str, dict[str, str]] = {}
        self._recording = Recording(
            saving, messages, self._show, refused=self.changed_elsewhere.emit
        )
        self._letters = Letters(messages, today, self)
        self._model = PointsModel(self)
        self._head = Head(self)
        self._list = PointsList(self)
        self._list.setModel(self._model)
        self._detail = Detail(self)
        self._deciding = Deciding(self._list, self._detail, self._recording, self)
        self._entry = Entry(self)
        self._entering = Entering(self._entry, self._recording, messages, self)
        self._below = QStackedWidget(self)
        self._below.addWidget(self._detail)
        self._below.addWidget(self._entry)
        self._message = QLabel(self, wordWrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._message.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        set_role(self._message, "muted")
        self._split = Shares(self._list, self._below, self._list.least_height, self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._head)
        rows.addWidget(self._message, 1)
        rows.addWidget(self._split, 1)
        self._connect()
        self._show()

    def _connect(self) -> None:
        self._head.point_wanted.connect(self._entering.begin)
        self._head.letter_wanted.connect(self._save_letter)
        self._head.unchanged_wanted.connect(lambda: self._lead_to(self._unchanged))
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        self._list.clicked.connect(self._leave_entry)
        self._list.begin.connect(self._entering.begin)
        self._list.closed.connect(self.closed)
        self._detail.closed.connect(self.closed)
        self._deciding.open_wanted.connect(self.open_wanted)
        self._deciding.words_wanted.connect(self.words_wanted)
        self._deciding.place_wanted.connect(self.place_wanted)
        self._deciding.change_wanted.connect(self._entering.change)
        self._deciding.given_up.connect(self._show)
        self._deciding.detail_wanted.connect(self._leave_entry)
        self._entering.changed.connect(self._show)
        for part in (self._entering, self._deciding):
            part.typed.connect(self.unfinished_changed)
        self._entering.recorded.connect(self._recorded)
        self._entry.closed.connect(self._close_entry)

    # What is told of

    def show_item(self, programme: Programme, force: Force, report: Report, item: str) -> None:
        """Show the points of a report as it stands, those on an item marked."""
        if self._place is None or self._place.report.name != report.name:
            self._key = ""
        self._place = Place(programme, force, report, item)
        self._show()

    def others_changed(self) -> None:
        """Stay as it is: nothing is told here of other reports."""

    def clear(self) -> None:
        """Show nothing: no report is open."""
        self._place = None
        self._key = ""
        self._show()

    def take_focus(self) -> None:
        """Take the keyboard: the form for a point, the list, or the way to begin."""
        if self._place is None:
            # Without a report nothing here can be done, but Escape leads back.
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._now.entering:
            self._entry.take_focus()
        elif self._model.rows:
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._head.take_focus()

    def point_on(self, item: str, quote: str, start: int) -> None:
        """Begin to enter a point on words that stand at `start` of an item's passage.

        Where there is a point on these words already, as when it led to them, that is at hand.
        """
        if self._place is None:
            return
        alike = (row for row in self._model.rows if row.point.item == item)
        known = next((row.key for row in alike if quote and row.point.quote == quote), "")
        if known and not self._now.half_entered:
            self._leave_entry()
            self._choose(self._model.place_of(known))
            self._list.setFocus()
        else:
            self._entering.begin_on(item, quote, start)

    def pending(self) -> list[str]:
        """Name what was typed here, is not recorded, and would be lost by closing."""
        return [name for each in self._typed.values() for name in each.pending()]

    def unfinished(self) -> dict[str, str]:
        """Give what would be lost by closing as text that can be kept, by its places."""
        texts = {name: dict(each.unfinished()) for name, each in self._typed.items()} | self._left
        return {
            f"{name}|{place}": text for name, each in texts.items() for place, text in each.items()
        }

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Show again what `unfinished` gave before, when its report is shown."""
        for each, text in texts.items():
            name, _, place = each.partition("|")
            # Raises ValueError now for what is no such text, rather than when it is shown.
            Typed("").take_up({place: text})
            self._left.setdefault(name, {})[place] = text
        self._show()

    def finish(self) -> None:
        """Finish the letter that is being saved; nothing is saved after this."""
        self._letters.finish()

    # What is shown

    @property
    def _now(self) -> Typed:
        """What is typed in the report that is open."""
        assert self._place is not None
        name = self._place.report.name
        if name not in self._typed:
            self._typed[name] = Typed(self._place.force.area)
            self._typed[name].take_up(self._left.pop(name, {}))
        return self._typed[name]

    def _show(self) -> None:
        place = self._place
        if place is None:
            self._deciding.be_at(None, None)
            self._model.clear()
            self._head.clear()
            self._say(_NO_REPORT)
            return
        now = self._now
        self._deciding.be_at(place, now)
        before = self._list.currentIndex().row()
        points = place.report.points
        now.undecided = frozenset(key for key, point in points.items() if not point.decision)
        self.unfinished_changed.emit()
        others = self._model.show(place.programme, points, place.item, now.half_refused)
        if others or before < 0:
            self._choose(self._place_to_choose(before))
        self._head.show_report(
            place.report,
            len(self._undecided),
            len(self._unchanged),
            half_entered=now.half_entered and not now.entering,
        )
        self._entering.be_at(place, now)
        if not self._model.rows and not now.entering:
            self._say(_NO_POINTS)
            return
        self._message.hide()
        self._list.setVisible(bool(self._model.rows))
        shown = self._entry if now.entering else self._detail
        if shown is not self._below.currentWidget():
            # Only now: what is said below a box later must not move it.
            self._below.setCurrentWidget(shown)
            self._split.need(self._entry.needs if now.entering else None)
        self._split.show()
        if not now.entering:
            self._deciding.show()

    def _say(self, words: str) -> None:
        focus = QApplication.focusWidget()
        lost = focus is not None and self._split.isAncestorOf(focus)
        self._message.setText(words)
        self._message.setAccessibleName(words)
        self._message.show()
        self._split.hide()
        if lost:
            self.take_focus()

    def _place_to_choose(self, before: int) -> int:
        """Find the row of the point at hand, what is now where it was, or what is to be decided."""
        rows = self._model.rows
        place = self._model.place_of(self._key)
        if place >= 0 or not rows:
            return place
        if self._key and before >= 0:
            return min(before, len(rows) - 1)
        undecided = [place for place, row in enumerate(rows) if not row.point.decision]
        on_item = [place for place in undecided if rows[place].here]
        return next(iter([*on_item, *undecided]), 0)

    def _choose(self, place: int) -> None:
        row = self._model.row(place)
        self._key = row.key if row else ""
        self._list.setCurrentIndex(self._model.index(place))

    def _current_changed(self, current: QModelIndex) -> None:
        row = self._model.row(current.row())
        if row is None or self._place is None:
            return
        self._key = row.key
        if self._list.hasFocus() and self._now.entering:
            self._leave_entry()
        else:
            self._show()

    def _leave_entry(self) -> None:
        """Show the point at hand; what was typed of another stays where it is."""
        if self._place is not None:
            self._entering.leave()
            self._show()

    def _close_entry(self) -> None:
        self._leave_entry()
        self.take_focus()

    def _recorded(self, report: str, key: str) -> None:
        """Have what was entered at hand."""
        if self._place is None or self._place.report.name != report:
            return
        self._choose(self._model.place_of(key))
        self._show()
        focus = QApplication.focusWidget()
        if focus is not None and self.isAncestorOf(focus):
            self.take_focus()

    # The letter

    def _save_letter(self) -> None:
        place, undecided = self._place, len(self._undecided)
        if place is None:
            return
        if undecided:
            what = "1 point is" if undecided == 1 else f"{undecided} points are"
            self._messages.say(
                f"{place.force.area}: {what} undecided, so the letter cannot be written yet."
                " Accept or refuse what is left, then save it.",
                "warning",
                {"Show the first": lambda: self._lead_to(self._undecided)},
                report=place.report.name,
            )
            return
        points = [row.point for row in self._model.rows]
        self._letters.save(
            self, place.programme, place.force, place.report, points, self._saving.by
        )

    @property
    def _undecided(self) -> list[Row]:
        return [row for row in self._model.rows if not row.point.decision]

    @property
    def _unchanged(self) -> list[Row]:
        """The points that were accepted, while nothing was changed on account of them."""
        accepted = [row for row in self._model.rows if row.point.decision == "accepted"]
        place = self._place
        return [row for row in accepted if place and not led_to_change(place.report, row.point)]

    def _lead_to(self, rows: Sequence[Row]) -> None:
        """Have the first of these points at hand."""
        if rows:
            self._leave_entry()
            self._choose(self._model.place_of(rows[0].key))
            self._list.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
