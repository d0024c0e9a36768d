"""The panel beside the form: how other forces' reports put the item at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.elsewhere.at_hand import AtHand
from desktop.ui.elsewhere.entries import EntriesList
from desktop.ui.elsewhere.foot import Foot
from desktop.ui.elsewhere.looking import PAGE, Leaf, Wanted, look
from desktop.ui.newest import Newest
from desktop.ui.theme import SPACE, item_font, set_role

if TYPE_CHECKING:
    from desktop.store.opening import Opened
    from desktop.ui.background import Background

_PAUSE: Final = 300
"""Milliseconds without a new answer, or a new letter in the filter, after which is looked anew."""
_NO_REPORT: Final = (
    "Open a force's report in the form: how other forces' reports put the item at hand is shown"
    " here."
)
_NO_ITEM: Final = (
    "Go to an item in the form: how other forces' reports put it is shown here, those with the same"
    " answers first."
)


class Elsewhere(QWidget):
    """Shows other reports' passages about the item at hand, and makes one of them this report's."""

    open_wanted = Signal(str, str, str)
    """A report by its programme and force, and the item there."""
    passage_wanted = Signal(str, str, str)
    """An item of the present report, the passage for it as CommonMark, and where that is from."""
    closed = Signal()

    def __init__(self, opened: Opened, background: Background) -> None:
        """Read from what was opened, in the background."""
        super().__init__()
        self.setAccessibleName("Elsewhere")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(self, "surface")
        self._opened = opened
        self._looking = Newest(background, self._say_failed, self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._look)
        self._wanted: Wanted | None = None
        self._shown: tuple[tuple[str, str, str], str] | None = None
        self._more = False
        self._next = 0
        self._asking = False
        self._stale = False
        self._make_parts()
        self._at_hand = AtHand(opened, background, self._list, self._foot, self)
        self._connect()
        self._say(_NO_REPORT)

    def _make_parts(self) -> None:
        self._title = QLabel(self, wordWrap=True)
        self._title.setFont(item_font())
        self._filter = QLineEdit(self, placeholderText="Filter these", clearButtonEnabled=True)
        self._filter.setTextMargins(SPACE.tiny, 0, SPACE.tiny, 0)
        self._filter.setObjectName("elsewhereFilter")
        self._filter.setAccessibleName("Filter these passages")
        self._filter.setToolTip("Words that are in the passage, or in the name of the force")
        self._note = QLabel(self, wordWrap=True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self._note, "muted")
        self._list = EntriesList(self)
        self._foot = Foot(self)
        head = QVBoxLayout()
        head.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.small)
        head.setSpacing(SPACE.small)
        for part in (self._title, self._filter, self._note):
            head.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        # The list takes all the room there is; without it the note stays at the top.
        whole.addWidget(self._list, 1000)
        whole.addStretch(1)
        whole.addWidget(self._foot)

    def _connect(self) -> None:
        self._filter.textChanged.connect(self._pause.start)
        self._filter.returnPressed.connect(self._enter_list)
        self._list.near_end.connect(self._look_on)
        self._list.upward.connect(self._filter.setFocus)
        self._at_hand.open_wanted.connect(self.open_wanted)
        self._at_hand.passage_wanted.connect(self.passage_wanted)

    # What is shown

    def show_item(self, programme: Programme, force: Force, report: Report, item: str) -> None:
        """Show how other reports put an item of this one; without an item, how to begin."""
        before = self._wanted
        if item not in programme.items:
            self._forget(_NO_ITEM)
            return
        words = before.words if before else ""
        wanted = Wanted(programme, force, item, report.answers, words)
        self._wanted = wanted
        if before is None or before.place != wanted.place:
            self._filter.blockSignals(True)
            self._filter.clear()
            self._filter.blockSignals(False)
            self._title.setText(programme.items[item].title)
            if before is None:
                self._say("")
            self._look()
        elif before.of_item != wanted.of_item:
            self._pause.start()
        self._at_hand.be_at(wanted, report)

    def others_changed(self) -> None:
        """Take up that reports were brought in or changed: at once, or when this is next seen."""
        if self.isVisible():
            self._pause.start()
        else:
            self._stale = True

    def clear(self) -> None:
        """Show nothing: no report is open."""
        self._forget(_NO_REPORT)

    def _forget(self, why: str) -> None:
        self._wanted = None
        self._pause.stop()
        self._looking.forget()
        self._at_hand.forget()
        self._asking = False
        self._list.forget()
        self._say(why)

    def take_focus(self) -> None:
        """Take the keyboard: into the list, where there is one."""
        if not self._list.isHidden():
            self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif not self._filter.isHidden():
            self._filter.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _look(self) -> None:
        """Read the first entries, as many as are shown, for the item and the answers now."""
        self._pause.stop()
        self._stale = False
        if self._wanted is None:
            return
        self._wanted = self._wanted._replace(words=self._filter.text().strip())
        opened, wanted = self._opened, self._wanted
        same = self._shown == (wanted.place, wanted.words)
        limit = max(PAGE, len(self._list.rows.entries)) if same else PAGE
        self._asking = True
        self._looking.ask(
            lambda: look(opened, wanted, limit), lambda leaf: self._show_leaf(wanted, leaf)
        )

    def _look_on(self) -> None:
        """Read the entries that follow."""
        if self._wanted is None or self._asking or not self._more:
            return
        opened, wanted, start = self._opened, self._wanted, self._next
        self._asking = True
        self._looking.ask(lambda: look(opened, wanted, PAGE, start), self._add_leaf)

    def _show_leaf(self, wanted: Wanted, leaf: Leaf) -> None:
        self._asking = False
        self._more, self._next = leaf.more, leaf.next
        self._shown = wanted.place, wanted.words
        self._at_hand.about = wanted.place
        if leaf.entries:
            self._list.show_entries(leaf.entries)
            self._say("")
            return
        self._list.forget()
        title = wanted.programme.items[wanted.item].title
        if wanted.words:
            self._say(f"No passage about {_in_sentence(title)} has these words. Try fewer.")
        else:
            self._say(
                f"No other report says anything about {_in_sentence(title)} yet. What other forces'"
                " reports say is shown here once they are written or brought in."
            )

    def _add_leaf(self, leaf: Leaf) -> None:
        self._asking = False
        self._more, self._next = leaf.more, leaf.next
        self._list.rows.add(leaf.entries)

    def _say(self, words: str) -> None:
        """Say why there is nothing to see; with nothing to say, show the list."""
        focus = QApplication.focusWidget()
        lost = words and any(each.isAncestorOf(focus) for each in (self._list, self._foot) if focus)
        self._note.setText(words)
        self._note.setVisible(bool(words))
        has_item = self._wanted is not None
        self._title.setVisible(has_item)
        self._filter.setVisible(has_item and (not words or bool(self._filter.text())))
        self._list.setVisible(not words)
        self._foot.setVisible(not words and bool(self._list.rows.entries))
        arrived = not words and focus is self
        if lost or arrived or (words and focus is self._list):
            self.take_focus()

    def _say_failed(self, error: Exception) -> None:
        self._asking = False
        self._list.forget()
        self._say(f"What other reports say cannot be shown: {error}")

    def _enter_list(self) -> None:
        if not self._list.isHidden():
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._look()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() == Qt.Key.Key_Down and self._filter.hasFocus():
            self._enter_list()
        else:
            super().keyPressEvent(event)


def _in_sentence(title: str) -> str:
    """Write the title of an item as it reads in a sentence; an abbreviation keeps its capital."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
