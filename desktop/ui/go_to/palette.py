"""The line that goes anywhere, over the window: what is typed is found as it is typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.ui.background import Background
from desktop.ui.go_to.finder import GROUP, Deed, Finder
from desktop.ui.go_to.line import Line
from desktop.ui.go_to.look import Look
from desktop.ui.go_to.matching import words_of
from desktop.ui.go_to.rows import Entry, Group, Rows, Target
from desktop.ui.kept_focus import KeptFocus
from desktop.ui.newest import Newest
from desktop.ui.passage.listening import announce
from desktop.ui.theme import SPACE, set_role, small_font, theme

if TYPE_CHECKING:
    from desktop.store.opening import Opened
    from desktop.store.searching import Hit

_WIDEST: Final = 720
_TOP: Final = 44
_LAST_PLACES: Final = 8
_HINT: Final = (
    "Type the name of a force or an item, a report such as “kent 2012”, a command, or words that"
    " stand in any report. “In quotation marks” words are looked for as they are."
)
_NOTHING: Final = (
    "Nothing is called this, and no report says it. Try fewer words, or their beginnings."
)


class GoTo(QFrame):
    """A line and what it finds, over the upper middle of the window; it stops no work."""

    open_wanted = Signal(str, str, str)
    """A report by its programme and force, and the item or field in it, empty for none."""
    item_wanted = Signal(str)
    """An item of the report that is open."""
    library_wanted = Signal(str)
    """Words that are to be looked for in all reports."""

    def __init__(
        self,
        window: QWidget,
        opened: Opened,
        background: Background,
        actions: Sequence[tuple[str, str, Callable[[], object]]] = (),
    ) -> None:
        """Begin hidden, over this window.

        The actions are commands: their words, their keys as they are shown, and what they do.
        """
        super().__init__(window)
        self._over = window
        self._opened = opened
        self._finder = Finder(opened, [Deed(*each) for each in actions])
        self._questions = Newest(background, self._say_failed, self)
        self._programme: Programme | None = None
        self._force: Force | None = None
        self._places: list[tuple[str, str, str]] = []
        self._soon: list[Group] = []
        self._late: list[Group] = []
        self._asking = self._going = self._moved = False
        self._before = KeptFocus(self)
        self.setAccessibleName("Go to")
        self._line = Line(self)
        self._line.setPlaceholderText("Go to a force, item, report, phrase or command")
        self._line.setAccessibleName("Go to a force, item, report, phrase or command")
        self._line.setTextMargins(SPACE.small, SPACE.tiny, SPACE.small, SPACE.tiny)
        self._rows = Rows(self)
        self._list = self._make_list()
        self._hint = QLabel(wordWrap=True)
        self._hint.setFont(small_font())
        self._hint.setContentsMargins(SPACE.small, SPACE.tiny, SPACE.small, SPACE.tiny)
        set_role(self._hint, "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE.small, SPACE.small, SPACE.small, SPACE.small)
        column.setSpacing(SPACE.small)
        column.addWidget(self._line)
        column.addWidget(self._list)
        column.addWidget(self._hint)
        self._line.textChanged.connect(self._typed)
        self._line.stepped.connect(self._step)
        self._line.entered.connect(self._enter)
        self._line.closed.connect(self.close_up)
        self.hide()

    def _make_list(self) -> QListView:
        view = QListView(self)
        view.setModel(self._rows)
        view.setItemDelegate(Look(view))
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        view.setMouseTracking(True)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName("What can be gone to")
        view.viewport().setAutoFillBackground(False)
        view.clicked.connect(lambda index: self._go(self._rows.entry(index.row())))
        return view

    # Coming and going

    def toggle(self, programme: Programme | None, force: Force | None) -> None:
        """Show the line over the window, where this report is open, or hide it."""
        if self.isVisible():
            self.close_up()
            return
        self._programme, self._force = programme, force
        self._line.clear()
        self._typed("")
        self.show()
        self._place()
        self.raise_()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)
        _application().installEventFilter(self)

    def close_up(self) -> None:
        """Hide, and give the keyboard back to where it was."""
        _application().removeEventFilter(self)
        self._before.give_back()
        self._put_away()

    def note_place(self, programme: str, force: str, item: str) -> None:
        """Remember where the inspector is, of each report the item that was written last."""
        others = [each for each in self._places if each[:2] != (programme, force)]
        self._places = [(programme, force, item), *others][: _LAST_PLACES + 1]

    def end(self) -> None:
        """Ask nothing more; call it before the background closes."""
        self._questions.end()

    def _put_away(self) -> None:
        _application().removeEventFilter(self)
        self._questions.forget()
        self._asking = self._going = False
        self.hide()

    def _place(self) -> None:
        room = self._over.size()
        wide = min(_WIDEST, room.width() - 2 * SPACE.wide)
        column = self.layout()
        rows = range(self._rows.rowCount())
        high = sum(self._list.sizeHintForRow(row) for row in rows)
        self._list.setVisible(bool(high))
        most = room.height() - _TOP - SPACE.wide - self._line.sizeHint().height() - SPACE.huge
        self._list.setFixedHeight(max(0, min(high, most)))
        self.setFixedWidth(wide)
        if column is not None:
            column.activate()
            high = column.totalHeightForWidth(wide)
            self.setFixedHeight(high if high > 0 else column.totalSizeHint().height())
        self.move(QPoint((room.width() - wide) // 2, _TOP))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the window's size, and go when something else is clicked or takes the keys."""
        kind = event.type()
        if kind == QEvent.Type.Resize and watched is self._over:
            self._place()
        elif kind in (QEvent.Type.MouseButtonPress, QEvent.Type.FocusIn):
            inside = watched is self or (
                isinstance(watched, QWidget)
                and (self.isAncestorOf(watched) or watched.window() is not self._over)
            )
            if isinstance(watched, QWidget) and not inside and watched is not self._over:
                self._put_away()
        return False

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Walk through what was found: the keyboard stays here until the line is closed."""
        self._step(1 if forward else -1)
        return True

    # What is found

    def _typed(self, text: str) -> None:
        self._moved = self._going = False
        self._hint.setText(_HINT)
        if not words_of(text):
            self._questions.forget()
            self._asking = False
            self._late = []
            self._show([Group("Where you were", self._last_places())])
            return
        typed = words_of(text)
        early = self._early(typed)
        told = [entry.target for group in early for entry in group.entries]
        finder, programme, database = self._finder, self._programme, self._opened.database
        self._asking = True

        def work() -> tuple[list[Entry], list[Hit]]:
            from desktop.store.library import listed
            from desktop.store.searching import search

            # How many reports there may be is a matter of years: none is named on the UI thread.
            pairs = finder.pairs(typed, programme)
            there = listed(database, pairs) if pairs else []
            reports = finder.reports(pairs, there, programme, told)
            return reports, search(database, text, limit=GROUP)

        def found(answer: tuple[list[Entry], list[Hit]]) -> None:
            self._found(text, *answer)

        self._soon = early
        self._show([*early, *self._late])
        self._questions.ask(work, found)

    def _last_places(self) -> list[Entry]:
        here = (self._programme.id, self._force.key) if self._programme and self._force else None
        found = (self._finder.place(*each) for each in self._places if each[:2] != here)
        return [each for each in found if each is not None][:_LAST_PLACES]

    def _early(self, typed: Sequence[str]) -> list[Group]:
        """Give what is found by its name alone."""
        groups = [Group("Commands", self._finder.commands(typed))]
        programme, force = self._programme, self._force
        if programme is not None:
            items = self._finder.items(typed, programme, force) if force else []
            groups = [
                Group("Forces", self._finder.forces(typed, programme)),
                Group("Items", items),
                *groups,
            ]
        return groups

    def _found(self, text: str, reports: Sequence[Entry], hits: Sequence[Hit]) -> None:
        self._asking = False
        phrases = [self._finder.phrase(each) for each in hits if self._finder.is_at_hand(each)]
        if hits:
            phrases.append(Entry(Target(words=text), "More in the library", f"“{text.strip()}”"))
        self._late = [Group("Reports", reports), Group("In the reports", phrases)]
        self._show([*self._soon, *self._late])
        if not self._rows.rowCount():
            self._hint.setText(_NOTHING)
            self._place()
        if self._going:
            self._enter()

    def _say_failed(self, error: Exception) -> None:
        self._asking = self._going = False
        self._hint.setText(str(error))
        self._hint.show()
        self._place()

    def _show(self, groups: Sequence[Group]) -> None:
        """Show what was found; what was walked to stays chosen, or else the first is."""
        before = self._rows.entry(self._list.currentIndex().row())
        self._rows.show(groups)
        rows = self._rows.rows_of_entries()
        row = self._rows.row_of(before.target) if before is not None and self._moved else -1
        self._hint.setVisible(not self._line.text() or not rows)
        self._place()
        if rows:
            self._choose(row if row >= 0 else rows[0])

    def _choose(self, row: int) -> None:
        index = self._rows.index(row)
        self._list.setCurrentIndex(index)
        # With the first entry of a group its name is to be seen as well.
        above = row - 1 if row > 0 and self._rows.entry(row - 1) is None else row
        self._list.scrollTo(self._rows.index(above))
        self._list.scrollTo(index)
        announce(self._line, str(index.data(Qt.ItemDataRole.AccessibleTextRole)))

    def _step(self, by: int) -> None:
        rows = self._rows.rows_of_entries()
        if rows:
            here = self._list.currentIndex().row()
            place = rows.index(here) + by if here in rows else 0
            far = abs(by) > 1
            self._moved = True
            self._choose(rows[max(0, min(place, len(rows) - 1)) if far else place % len(rows)])

    # Going

    def _enter(self) -> None:
        entry = self._rows.entry(self._list.currentIndex().row())
        late = any(entry in group.entries for group in self._late)
        if self._asking and not self._moved and (entry is None or late):
            # What stands there was found for what was typed before.
            self._going = True
            return
        self._go(entry)

    def _go(self, entry: Entry | None) -> None:
        if entry is None:
            return
        self.close_up()
        target = entry.target
        if target.command >= 0:
            self._finder.do(target.command)
        elif target.words:
            self.library_wanted.emit(target.words)
        elif not target.force:
            self.item_wanted.emit(target.item)
        else:
            self.open_wanted.emit(target.programme, target.force, target.item)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme().edge), 1))
        painter.setBrush(QColor(theme().surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


def _application() -> QCoreApplication:
    application = QCoreApplication.instance()
    assert application is not None
    return application
