"""The panel beside the form: what the same force's earlier report said of the item at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core.comparing_reports import Compared, ComparedItem
from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.newest import Newest
from desktop.ui.one_line import OneLine
from desktop.ui.theme import SPACE, item_font, set_role, small_font
from desktop.ui.then_and_now.answers import Answers
from desktop.ui.then_and_now.looking import Found, Wanted, look, taken_over
from desktop.ui.then_and_now.passage import PassageThen

if TYPE_CHECKING:
    from desktop.store.opening import Opened
    from desktop.ui.background import Background

_PAUSE: Final = 250
"""Milliseconds without typing after which what is typed is compared."""
_NO_REPORT: Final = (
    "Open a force's report in the form: what its earlier reports said of the item at hand is shown"
    " here."
)
_NO_ITEM: Final = "Go to an item in the form: what was said of it then is shown here."


class ThenAndNow(QWidget):
    """Shows an earlier report beside the present one, item by item."""

    open_wanted = Signal(str, str, str)
    """A report by its programme and force, and the item there, or nothing."""
    passage_wanted = Signal(str, str, str)
    """An item of the present report, the passage for it as CommonMark, and where that is from."""
    closed = Signal()

    def __init__(self, opened: Opened, background: Background) -> None:
        """Read from what was opened, in the background."""
        super().__init__()
        self.setAccessibleName("Then and now")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(self, "surface")
        self._opened = opened
        self._questions = Newest(background, self._say_failed, self)
        self._taking = Newest(background, self._say_not_taken, self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._ask)
        self._wanted: Wanted | None = None
        self._found = Found(())
        self._chosen = ""
        self._stale = False
        self._make_head()
        self._make_body()
        self._lay_out()
        self._say(_NO_REPORT)

    def _make_head(self) -> None:
        self._which = QComboBox(self)
        self._which.setAccessibleName("Earlier report")
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self._which.setSizeAdjustPolicy(policy)
        self._which.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._which.activated.connect(self._choose)
        self._only = OneLine(self)
        self._open = QPushButton("Open", self)
        self._open.setAccessibleName("Open the earlier report")
        self._open.setToolTip("Open the earlier report in the form, at this item")
        self._open.clicked.connect(self._tell_open)

    def _make_body(self) -> None:
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.setAlignment(Qt.AlignmentFlag.AlignTop)
        set_role(self._note, "muted")
        self._title = QLabel(self)
        self._title.setFont(item_font())
        self._title.setWordWrap(True)
        self._was = QLabel(self)
        self._was.setFont(small_font())
        self._was.setWordWrap(True)
        set_role(self._was, "muted")
        self._answers = Answers(self)
        self._passage = PassageThen(self)
        self._passage.taken.connect(self._tell_passage)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.small)
        head.addWidget(self._which, 1)
        head.addWidget(self._only, 1)
        head.addWidget(self._open)
        self._item = QWidget()
        column = QVBoxLayout(self._item)
        column.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.large)
        column.setSpacing(SPACE.small)
        for part in (self._title, self._was, self._answers):
            column.addWidget(part)
        column.addSpacing(SPACE.small)
        column.addWidget(self._passage)
        column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._item)
        set_role(self._item, "surface")
        around = QVBoxLayout()
        around.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, 0)
        around.setSpacing(SPACE.small)
        around.addLayout(head)
        around.addWidget(self._note)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE.tiny)
        whole.addLayout(around)
        # The area takes all the room there is; without it the note stays at the top.
        whole.addWidget(self._area, 1000)
        whole.addStretch(1)

    # What is shown

    def show_item(self, programme: Programme, force: Force, report: Report, item: str) -> None:
        """Show what the force's earlier report said of an item of the present one."""
        before = self._wanted
        self._wanted = Wanted(Compared(programme, force, report), item, self._chosen)
        same_place = before is not None and (before.item, before.now.report.name) == (
            item,
            report.name,
        )
        if same_place and before is not None and before.now.report is not report:
            self._pause.start()
            return
        # A passage that was asked for belongs to the place that was left.
        self._taking.forget()
        if before is None or before.now.report.name != report.name:
            self._chosen = ""
            self._say(f"Looking for earlier reports of {force.area}.")
        self._ask()

    def others_changed(self) -> None:
        """Take up that reports were brought in or changed: at once, or when this is next seen."""
        if self.isVisible():
            self._pause.start()
        else:
            self._stale = True

    def clear(self) -> None:
        """Show nothing: no report is open."""
        self._wanted = None
        self._pause.stop()
        self._questions.forget()
        self._taking.forget()
        self._say(_NO_REPORT)

    def take_focus(self) -> None:
        """Take the keyboard: what can be chosen first, or else the panel itself."""
        for part in (self._which, self._open):
            if part.isVisible():
                part.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _ask(self) -> None:
        self._pause.stop()
        self._stale = False
        if self._wanted is not None:
            opened, wanted = self._opened, self._wanted._replace(chosen=self._chosen)
            self._questions.ask(lambda: look(opened, wanted), self._arrived)

    def _arrived(self, found: Found) -> None:
        if self._wanted is None:
            return
        force = self._wanted.now.force
        if not found.programmes:
            note = (
                f"No earlier report of {force.area} is here. Bring one in (Ctrl+5) to see it here,"
                " item by item, with the answers that have changed since."
            )
        elif found.item is None:
            note = _NO_ITEM
        elif found.item.keys[1] is None:
            note = f"{found.item.title}: the earlier report has no such item."
        else:
            note = ""
        self._show(found, note)

    def _say(self, note: str) -> None:
        self._show(Found(()), note)

    def _say_failed(self, error: Exception) -> None:
        self._say(str(error))

    def _say_not_taken(self, error: Exception) -> None:
        self._note.setText(f"The passage was not taken over: {error}")
        self._note.show()

    def _show(self, found: Found, note: str) -> None:
        item = self._found.item
        self._found = found
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._show_programmes()
        there = found.item is not None and found.item.keys[1] is not None
        self._area.setVisible(there)
        if found.programmes and self.hasFocus():
            self.take_focus()
        if found.item is not None and there and self._wanted is not None:
            self._show_item(found.item, self._wanted.now)
            if item is None or item.item != found.item.item:
                self._area.verticalScrollBar().setValue(0)

    def _show_programmes(self) -> None:
        programmes = self._found.programmes
        several = len(programmes) > 1
        self._which.setVisible(several)
        self._only.setVisible(len(programmes) == 1)
        self._open.setVisible(bool(programmes))
        names = [f"{_month(each)} · {each.short_title}" for each in programmes]
        if [self._which.itemText(row) for row in range(self._which.count())] != names:
            self._which.clear()
            for name, each in zip(names, programmes, strict=True):
                self._which.addItem(name, each.id)
        if programmes:
            shown = self._found.then.programme.id if self._found.then else programmes[0].id
            self._which.setCurrentIndex(self._which.findData(shown))
            self._only.say(names[0])

    def _show_item(self, item: ComparedItem, now: Compared) -> None:
        then = self._found.then
        assert then is not None
        its = item.keys[1]
        assert its is not None
        title = then.programme.items[its].title
        self._title.setText(item.title)
        self._was.setText(f"Then called “{title}”")
        self._was.setVisible(title != item.title)
        self._answers.show_item(item, now)
        self._answers.setVisible(bool(item.fields))
        self._passage.show_item(item, self._found.changed, _month(then.programme))

    # What the inspector does

    def _choose(self, row: int) -> None:
        self._chosen = self._which.itemData(row)
        self._ask()

    def _tell_open(self) -> None:
        if self._wanted is None or not self._found.programmes:
            return
        programme = self._found.then.programme if self._found.then else self._found.programmes[0]
        item = self._found.item.keys[1] if self._found.item else None
        self.open_wanted.emit(programme.id, self._wanted.now.force.key, item or "")

    def _tell_passage(self) -> None:
        item, then = self._found.item, self._found.then
        if self._wanted is None or item is None or then is None:
            return
        opened, now = self._opened, self._wanted.now
        origin = f"{then.report.name} {item.keys[1]}"
        self._taking.ask(
            lambda: taken_over(opened, now, then, item),
            lambda text: self.passage_wanted.emit(item.item, text, origin),
        )

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._ask()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _month(programme: Programme) -> str:
    return programme.house_style.month(programme.published)
