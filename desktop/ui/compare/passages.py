"""The passages of one item: the first as it reads, beside it the others by what differs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.core.comparing import Difference
from desktop.core.comparing_reports import ComparedItem, is_same
from desktop.ui.read_passage import ReadPassage
from desktop.ui.theme import SPACE, item_font, set_role, small_font
from desktop.ui.word_diff import WordDiff


class Passages(QScrollArea):
    """Shows one item at a time."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without passages."""
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Passages")
        self._names: Sequence[str] = ()
        self._parts: list[_Part] = []
        self._to_show: list[Callable[[], None]] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._show_next)
        inside = QWidget()
        set_role(inside, "surface")
        self._title = QLabel(inside)
        self._title.setFont(item_font())
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(SPACE.wide)
        self._grid.setVerticalSpacing(SPACE.medium)
        for at in range(2):
            self._grid.setColumnStretch(at, 1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(SPACE.large, SPACE.medium, SPACE.large, SPACE.large)
        column.setSpacing(SPACE.small)
        column.addWidget(self._title)
        column.addLayout(self._grid)
        column.addStretch(1)
        self.setWidget(inside)

    def show_reports(self, names: Sequence[str]) -> None:
        """Make room for a passage of each of these reports."""
        self._title.clear()
        self._to_show = []
        if list(names) != list(self._names):
            self._names = list(names)
            for old in self._parts:
                self._grid.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._parts = [_Part(name, self) for name in names]
            for place, part in enumerate(self._parts):
                if place:
                    self._grid.addWidget(part, place - 1, 1)
                else:
                    self._grid.addWidget(part, 0, 0, max(1, len(names) - 1), 1)

    def show_item(self, item: ComparedItem, found: Sequence[Sequence[Difference]] | None) -> None:
        """Show the passages of an item; how they differ is None while it is not known yet."""
        self._title.setText(item.title)
        first, *others = self._parts
        self._to_show = [partial(first.show_text, item.texts[0])]
        for place, part in enumerate(others):
            known = None if found is None else found[place]
            self._to_show.append(partial(part.show_difference, item.texts[place + 1], known))
        self.verticalScrollBar().setValue(0)
        self._show_next()

    def _show_next(self) -> None:
        """Show one passage in each turn of the loop: long ones take a while to be laid out."""
        if self._to_show:
            self._to_show.pop(0)()
            self._next.start()


class _Part(QWidget):
    """One report's passage under its name."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._heading = QLabel(name, self)
        self._heading.setFont(small_font())
        set_role(self._heading, "muted")
        self._text = ReadPassage(f"{name}: the passage", self)
        self._changes = WordDiff(f"{name}: what differs", self)
        self._changes.hide()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.tiny)
        for part in (self._heading, self._text, self._changes):
            rows.addWidget(part)
        rows.addStretch(1)

    def show_text(self, text: str | None, note: str = "") -> None:
        """Show a passage as it reads, or that there is none."""
        if text is None:
            note = "no such item in its programme"
        elif not text:
            note = "no passage"
        self._heading.setText(f"{self._name}: {note}" if note else self._name)
        self._text.show_passage(text or "")
        self._text.setVisible(bool(text))
        self._changes.hide()

    def show_difference(self, text: str | None, found: Sequence[Difference] | None) -> None:
        """Show how a passage differs from the first, where that is known and it is there."""
        if not text:
            self.show_text(text)
        elif found is None:
            self._heading.setText(self._name)
            self._text.hide()
            self._changes.hide()
        elif is_same([found]):
            self.show_text(text, "the same words")
        elif not any(each.kind == "same" and each.text.strip() for each in found):
            self.show_text(text, "other words altogether")
        else:
            self._heading.setText(self._name)
            self._text.hide()
            self._changes.show_found(found)
            self._changes.show()
