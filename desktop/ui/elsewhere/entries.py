"""The list of other reports' passages, each painted whole; only what is seen is laid out."""

from __future__ import annotations

from time import perf_counter
from typing import Final

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QWidget
from typing_extensions import override

from desktop.ui.elsewhere.looking import Entry
from desktop.ui.elsewhere.model import EntriesModel, Index, Name
from desktop.ui.elsewhere.painting import EntryPainter, LaidOut
from desktop.ui.theme import SPACE

_AT_ONCE_S: Final = 0.008
"""How long entries that are not seen are measured in one go."""
_NEAR_END: Final = 2
"""From how many screens before the end on more entries are asked for."""


class EntriesList(QListView):
    """Passages to go through by the arrows; Enter takes one over, Ctrl+Enter opens its report.

    Those that are not seen are measured little by little while nothing else is to be done; what is
    looked at stays where it is meanwhile.
    """

    take = Signal()
    open_report = Signal()
    copy = Signal()
    preview = Signal()
    near_end = Signal()
    upward = Signal()
    """The arrow up was pressed in the first row."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without rows."""
        super().__init__(parent)
        # First, because Qt lays out the rows at many of the settings below.
        self.rows = EntriesModel(self)
        self._laid = LaidOut(self)
        self._guessed = False
        self._measuring = QTimer(self, singleShot=True, interval=0)
        self._measuring.timeout.connect(self._measure_unseen)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # So that the width does not change with the number of rows, and all is not laid twice.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("How other reports put it")
        self.setAccessibleDescription(
            "Enter takes the passage over, Space shows what that gives, Ctrl+Enter opens its"
            " report, Ctrl+C copies it, Esc goes back to the form"
        )
        self.setItemDelegate(EntryPainter(self, self._laid))
        self.setModel(self.rows)
        self.verticalScrollBar().setSingleStep(SPACE.huge)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.doubleClicked.connect(self.preview)

    # What is shown

    @property
    def current(self) -> Entry | None:
        """The entry at hand."""
        return self.rows.entry(self.currentIndex().row())

    def show_entries(self, entries: tuple[Entry, ...]) -> None:
        """Show entries, the one at hand at hand again, and where it was if it was seen."""
        current = self.current
        seen = self._looked_at()
        changed = {entry.name for entry in self.rows.entries} - {
            entry.name for entry in set(self.rows.entries) & set(entries)
        }
        self._laid.forget(changed)
        self.rows.show(entries)
        row = self.rows.row_of(current.name) if current is not None else -1
        if entries:
            self.setCurrentIndex(self.rows.index(max(row, 0), 0))
        self.doItemsLayout()
        if current is None or row < 0:
            self.scrollToTop()
        elif seen is not None:
            self._put_back(*seen)
        self._scrolled()

    def forget(self) -> None:
        """Show nothing, and begin at the top again."""
        self.show_entries(())

    def _looked_at(self) -> tuple[Name, int] | None:
        """Give the report of the entry at hand, or else the first that is seen, and its top."""
        index = self.currentIndex()
        if not self.visualRect(index).intersects(self.viewport().rect()):
            index = self.indexAt(QPoint(SPACE.small, 1))
        entry = self.rows.entry(index.row())
        return (entry.name, self.visualRect(index).top()) if entry else None

    def _put_back(self, name: Name, top: int) -> None:
        row = self.rows.row_of(name)
        if row >= 0:
            moved = self.visualRect(self.rows.index(row, 0)).top() - top
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + moved)

    def _scrolled(self) -> None:
        bar = self.verticalScrollBar()
        if self.rows.entries and bar.maximum() - bar.value() < _NEAR_END * self.viewport().height():
            self.near_end.emit()

    # How high entries are

    @override
    def doItemsLayout(self) -> None:
        seen = self._looked_at()
        self._measure_seen(seen)
        super().doItemsLayout()
        if seen is not None:
            self._put_back(*seen)
        self._measuring.start()

    def _measure_seen(self, seen: tuple[Name, int] | None) -> None:
        """Measure the entries around one that is seen, as far as they fill the view."""
        row = max(self.rows.row_of(seen[0]), 0) if seen else 0
        top = bottom = seen[1] if seen else 0
        for entry in reversed(self.rows.entries[:row]):
            if top <= 0:
                break
            top -= self._laid.measure(entry)
        for entry in self.rows.entries[row:]:
            if bottom >= self.viewport().height():
                break
            bottom += self._laid.measure(entry)

    def _measure_unseen(self) -> None:
        end = perf_counter() + _AT_ONCE_S
        for entry in self.rows.entries:
            if not self._laid.knows(entry):
                if perf_counter() > end:
                    self._measuring.start()
                    return
                self._laid.measure(entry)
                self._guessed = True
        if self._guessed:
            self._guessed = False
            self.scheduleDelayedItemsLayout()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.doItemsLayout()
        elif event.size().height() < event.oldSize().height():
            self._keep_current_seen(event.oldSize().height())

    def _keep_current_seen(self, before: int) -> None:
        """Let the entry at hand stay in sight, if it was, where there is less room than before."""
        if self.currentIndex().isValid() and self.visualRect(self.currentIndex()).top() < before:
            self.scrollTo(self.currentIndex())

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible,
    ) -> None:
        """Let an entry be seen whole, or from its beginning on; there is no other way."""
        entry = self.rows.entry(index.row())
        if entry is not None and not self._laid.knows(entry):
            self._laid.measure(entry)
            self.doItemsLayout()
        self.executeDelayedItemsLayout()
        here, room = self.visualRect(index), self.viewport().height()
        bar = self.verticalScrollBar()
        if here.top() < 0 or here.height() > room:
            bar.setValue(bar.value() + here.top())
        elif here.bottom() >= room:
            bar.setValue(bar.value() + here.bottom() - room + 1)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._laid.clear()
            self.scheduleDelayedItemsLayout()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        deeds = {
            (Qt.Key.Key_Return, False): self.take,
            (Qt.Key.Key_Enter, False): self.take,
            (Qt.Key.Key_Return, True): self.open_report,
            (Qt.Key.Key_Enter, True): self.open_report,
            (Qt.Key.Key_Space, False): self.preview,
        }
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        deed = deeds.get((Qt.Key(event.key()), control)) if control or not held else None
        if event.matches(QKeySequence.StandardKey.Copy):
            deed = self.copy
        if event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0:
            deed = self.upward
        if deed is None:
            self._move(event)
        elif not event.isAutoRepeat():
            deed.emit()

    def _move(self, event: QKeyEvent) -> None:
        """Go on by a screen within an entry that is longer than the view, else to the next."""
        bar, whole = self.verticalScrollBar(), self.viewport().rect()
        here = self.visualRect(self.currentIndex())
        if event.key() == Qt.Key.Key_Down and here.bottom() > whole.bottom() and here.top() <= 0:
            bar.setValue(bar.value() + min(here.bottom() - whole.bottom(), whole.height() // 2))
        elif event.key() == Qt.Key.Key_Up and here.top() < 0 and here.bottom() >= whole.bottom():
            bar.setValue(bar.value() - min(-here.top(), whole.height() // 2))
        else:
            super().keyPressEvent(event)
