"""The line in which a further report is named, with those that fit offered below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    QStringListModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.ui.compare.looking import Name, Proposed
from desktop.ui.theme import SPACE, theme

_PAUSE: Final = 120
"""Milliseconds without typing after which reports are looked for."""
_WIDE: Final = 300
_LIST_WIDE: Final = 460


class AddingLine(QLineEdit):
    """Asks for reports as words are typed, and tells which of them was chosen."""

    asked = Signal(str)
    """Reports are wanted whose names hold these words."""
    chosen = Signal(object)
    """The `Name` of a report."""

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setPlaceholderText("Add a report: force, programme or year")
        self.setAccessibleName("Add a report")
        self.setTextMargins(SPACE.tiny, 0, SPACE.tiny, 0)
        self.setMinimumWidth(_WIDE)
        self._offered: Sequence[Proposed] = ()
        self._names = QStringListModel(self)
        self._list = QCompleter(self._names, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._popup = QListView(self)
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._popup.setAccessibleName("Reports that can be added")
        self._list.setPopup(self._popup)
        self._popup.setItemDelegate(_Row(self._popup))
        self._list.setMaxVisibleItems(12)
        self._list.setWidget(self)
        self._list.activated.connect(lambda _: self._choose(self._popup.currentIndex().row()))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(lambda: self.asked.emit(self.text()))
        self.textEdited.connect(lambda _: self._pause.start())
        self.returnPressed.connect(self._choose_first)

    def offer(self, typed: str, proposed: Sequence[Proposed]) -> None:
        """Offer these reports for what was typed, unless something else was typed since."""
        if typed != self.text() or not self.hasFocus():
            return
        self._offered = proposed
        if proposed:
            self._names.setStringList([each.words for each in proposed])
        else:
            self._names.setStringList(["No report has this in its name"])
        self._list.complete(QRect(0, 0, _LIST_WIDE, self.height()))
        self._popup.setCurrentIndex(self._names.index(0 if proposed else -1))

    def _choose_first(self) -> None:
        if self._pause.isActive() or not self.text():
            self._pause.stop()
            self.asked.emit(self.text())
        elif self._offered:
            self._choose(0)

    def _choose(self, row: int) -> None:
        if 0 <= row < len(self._offered):
            name: Name = self._offered[row].name
            self._offered = ()
            # The list writes what was chosen into the line, after it has told so.
            QTimer.singleShot(0, self, self.clear)
            self.chosen.emit(name)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and (self._popup.isVisible() or self.text()):
            self._popup.hide()
            self.clear()
        elif event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self.asked.emit(self.text())
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._pause.stop()


class _Row(QStyledItemDelegate):
    """Leaves room round the name of a report, and marks the one at hand as lists do elsewhere."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, option.fontMetrics.height() + SPACE.small)

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.palette.setColor(QPalette.ColorRole.Highlight, QColor(theme().fact_tint))
        option.palette.setColor(QPalette.ColorRole.HighlightedText, QColor(theme().fact))
