"""The reports that are compared, as chips: each can be taken out, or be what others stand to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget
from typing_extensions import override

from desktop.ui.compare.looking import Name, Proposed
from desktop.ui.theme import SPACE

_WIDEST: Final = 170
"""How wide the name of a report is at most, in pixels."""


class Chips(QWidget):
    """One chip a report, in the order of the columns."""

    removed = Signal(object)
    """The `Name` of a report that is taken out."""
    first_wanted = Signal(object)
    """The `Name` of a report with which the others are to be compared."""

    def __init__(self, parent: QWidget) -> None:
        """Begin without chips."""
        super().__init__(parent)
        self._chips: list[_Chip] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE.small)

    def show_reports(self, reports: Sequence[Proposed]) -> None:
        """Show chips for these reports, the first of which the others are compared with."""
        if [chip.report for chip in self._chips] == list(reports):
            return
        had_keys = next((at for at, chip in enumerate(self._chips) if chip.has_keys()), -1)
        for old in self._chips:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._chips = [_Chip(each, not place, self) for place, each in enumerate(reports)]
        before: QWidget = self
        for chip in self._chips:
            self._row.addWidget(chip)
            before = chip.come_after(before)
            chip.removed.connect(self.removed)
            chip.first_wanted.connect(self.first_wanted)
        if had_keys >= 0 and self._chips:
            self._chips[min(had_keys, len(self._chips) - 1)].take_focus()


class _Chip(QFrame):
    removed = Signal(object)
    first_wanted = Signal(object)

    def __init__(self, report: Proposed, first: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.report = report
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._name = QToolButton(self)
        mode = Qt.TextElideMode.ElideRight
        self._name.setText(self.fontMetrics().elidedText(report.words, mode, _WIDEST))
        self._name.setAccessibleName(report.words)
        self._name.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name.setAutoRaise(True)
        what = "The others are compared with it" if first else "Compare the others with it"
        self._name.setToolTip(f"{report.words}: {what[:1].lower()}{what[1:]}")
        self._name.setAccessibleDescription(f"{what}. Delete takes it out.")
        name: Name = report.name
        self._name.clicked.connect(lambda: self.first_wanted.emit(name))
        out = QToolButton(self)
        out.setText("✕")
        out.setAutoRaise(True)
        out.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        out.setAccessibleName(f"Take out {report.words}")
        out.setToolTip(f"Take out {report.words}")
        out.clicked.connect(lambda: self.removed.emit(name))
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.tiny, 1, 1, 1)
        row.setSpacing(0)
        row.addWidget(self._name)
        row.addWidget(out)
        self._out = out

    def has_keys(self) -> bool:
        return self._name.hasFocus() or self._out.hasFocus()

    def take_focus(self) -> None:
        self._name.setFocus()

    def come_after(self, before: QWidget) -> QWidget:
        """Be reached by Tab from a widget; gives the one that is reached last here."""
        QWidget.setTabOrder(before, self._name)
        QWidget.setTabOrder(self._name, self._out)
        return self._out

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit(self.report.name)
        else:
            super().keyPressEvent(event)
