"""What can be done with the entry at hand, and what its passage would give here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core import commonmark
from desktop.ui.elsewhere.writing import passage_document
from desktop.ui.one_line import OneLine
from desktop.ui.theme import SPACE, set_role, small_font

if TYPE_CHECKING:
    from desktop.core.taking_over import TakenOver

_SHOW: Final = "Show what that gives"
_HIDE: Final = "Hide what that gives"
_HIGHEST: Final = 260
"""How high the preview is at most, in pixels."""


class Foot(QWidget):
    """Buttons for the entry at hand, what they would replace, and on demand the outcome."""

    take = Signal()
    open_report = Signal()
    copy = Signal()
    preview_toggled = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        """Begin without an outcome shown."""
        super().__init__(parent)
        self.previews = False
        self._shown: TakenOver | None = None
        set_role(self, "surface")
        rule = QFrame(self)
        rule.setFixedHeight(1)
        set_role(rule, "rule")
        self._legend = QLabel(self, wordWrap=True)
        self._legend.setFont(small_font())
        set_role(self._legend, "muted")
        self._text = _Outcome(self)
        self._note = OneLine(self)
        self._note.setFont(small_font())
        self._make_buttons()
        column = QVBoxLayout()
        column.setContentsMargins(SPACE.large, SPACE.small, SPACE.large, SPACE.medium)
        column.setSpacing(SPACE.small)
        for part in (self._legend, self._text, self._note):
            column.addWidget(part)
        column.addLayout(self._grid)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(rule)
        rows.addLayout(column)
        self.say("")
        self._show_outcome()

    def _make_buttons(self) -> None:
        take = QPushButton("Take over", self)
        take.setToolTip(
            "Put this passage into the report, with this force's names and answers  (Enter)"
        )
        set_role(take, "primary")
        self._preview = QPushButton(_SHOW, self)
        self._preview.setToolTip("Show the passage as it would stand here  (Space)")
        open_report = QPushButton("Open its report", self)
        open_report.setToolTip("Open the report that this is from, at this item  (Ctrl+Enter)")
        copy = QPushButton("Copy", self)
        copy.setToolTip("Copy the passage as it stands there  (Ctrl+C)")
        copy.setAccessibleName("Copy the passage")
        self._buttons = (take, self._preview, open_report, copy)
        for button in self._buttons:
            button.setAutoDefault(False)
            button.setFont(small_font())
        take.clicked.connect(self.take)
        self._preview.clicked.connect(self.toggle_preview)
        open_report.clicked.connect(self.open_report)
        copy.clicked.connect(self.copy)
        self._grid = QGridLayout()
        self._grid.setSpacing(SPACE.small)
        self._columns = 0
        self._arrange()

    def toggle_preview(self) -> None:
        """Show the outcome, or hide it."""
        self.previews = not self.previews
        self._preview.setText(_HIDE if self.previews else _SHOW)
        self._shown = None
        self._show_outcome()
        self.preview_toggled.emit(self.previews)

    def offer(self, *, takes: bool) -> None:
        """Let the passage be taken over, or not."""
        for button in self._buttons[:2]:
            button.setEnabled(takes)

    def say(self, words: str, *, warns: bool = False) -> None:
        """Say in a line what taking over would replace, or what was done."""
        set_role(self._note, "warning" if warns else "muted")
        self._note.say(words)
        self._note.setVisible(bool(words))

    def show_outcome(self, outcome: TakenOver | None, area: str = "") -> None:
        """Show what the passage would give in the report on an area; None while it is not known."""
        self._shown = outcome
        legend = f"As it would stand in the report on {area}."
        if outcome is not None:
            if outcome.replaced:
                legend += " Underlined: names and nouns that change."
            if outcome.gaps:
                legend += " In brackets: what is not answered here, or is answered otherwise."
        self._legend.setText(legend)
        self._show_outcome()

    def _show_outcome(self) -> None:
        shows = self._shown is not None and self.previews
        self._legend.setVisible(shows)
        self._text.setVisible(shows)
        if shows and self._shown is not None:
            self._text.show_outcome(self._shown)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._shown is not None:
            self._show_outcome()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the buttons in one row, or in two where there is no room."""
        wide = sum(button.sizeHint().width() + SPACE.small for button in self._buttons)
        columns = 4 if wide + 2 * SPACE.large <= self.width() else 2
        if columns != self._columns:
            self._columns = columns
            for number, button in enumerate(self._buttons):
                self._grid.addWidget(button, number // columns, number % columns)
            self._grid.setColumnStretch(4, 1)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class _Outcome(QTextEdit):
    """The passage as it would stand here, to be read; as high as it is, within bounds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("As it would stand here")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_outcome(self, outcome: TakenOver) -> None:
        document = passage_document(commonmark.parse(outcome.text), outcome.marks)
        # Being the child of the editor, it goes when the next one comes.
        document.setParent(self)
        self.setDocument(document)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def _fit(self) -> None:
        high = round(self.document().size().height()) + SPACE.tiny
        self.setFixedHeight(min(high, _HIGHEST, self.window().height() // 3))
