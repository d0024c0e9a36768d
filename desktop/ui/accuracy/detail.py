"""One of the force's points, what was decided about it, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.accuracy.model import Row
from desktop.ui.accuracy.reason import Reason
from desktop.ui.accuracy.telling import Line, as_html, lines_of, read_out
from desktop.ui.theme import SPACE, item_font, set_role, small_font


class Detail(QWidget):
    """Shows a point in full, over the buttons that decide about it."""

    accept = Signal()
    refuse = Signal()
    """It is to be refused, and the reason is to be asked."""
    open_again = Signal()
    go = Signal()
    change = Signal()
    """How it was entered is to be put right."""
    take_out = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin with nothing to show."""
        super().__init__(parent)
        self._lines: tuple[Line, ...] = ()
        set_role(self, "surface")
        self._headline = QLabel(self, wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._headline.setFont(item_font())
        self._change = self._button("Change…", "Put right how this point was entered  (C)")
        self._take = self._button("Take out", "Take this point out of the list  (Delete)")
        self._words = QTextBrowser(self)
        self._words.setFrameShape(QFrame.Shape.NoFrame)
        self._words.setOpenLinks(False)
        self._words.setTabChangesFocus(True)
        self._words.document().setDocumentMargin(0)
        self._words.setUndoRedoEnabled(False)
        self._words.setAccessibleName("The point")
        self._accept = self._button(
            "Accept", "Accept this point, and show its place in the form  (A)"
        )
        self._refuse = self._button("Refuse…", "Refuse this point, and say why  (R)")
        self._again = self._button("Open again", "Leave this point undecided again  (O)")
        self._go = self._button(
            "Go there", "Go to the place in the form, where its words are then selected  (Enter)"
        )
        set_role(self._accept, "primary")
        self._quiet = (self._change, self._take)
        for button in self._quiet:
            set_role(button, "quiet")
        self._decisions = (self._accept, self._refuse, self._again, self._go)
        self._again.hide()
        self.reason = Reason(self)
        self.reason.hide()
        self._arrange()
        self._accept.clicked.connect(self.accept)
        self._refuse.clicked.connect(self.refuse)
        self._again.clicked.connect(self.open_again)
        self._go.clicked.connect(self.go)
        self._change.clicked.connect(self.change)
        self._take.clicked.connect(self.take_out)

    def _button(self, words: str, tells: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setFont(small_font())
        button.setAutoDefault(False)
        button.setToolTip(tells)
        return button

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE.tiny)
        top.addWidget(self._headline, 1)
        for button in self._quiet:
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.small)
        for button in self._decisions:
            foot.addWidget(button)
        foot.addStretch(1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.medium)
        rows.setSpacing(SPACE.small)
        rows.addLayout(top)
        rows.addWidget(self._words, 1)
        rows.addWidget(self.reason)
        rows.addLayout(foot)

    def show_point(
        self, row: Row, *, quote_stands: bool, reason: str | None, recording: bool
    ) -> None:
        """Show a point; with a `reason`, however little of it is typed, it is being refused.

        Nothing can be done about it while a decision is being recorded.
        """
        self._headline.setText(f"{row.number}. {row.headline}")
        lines = tuple(lines_of(row.point, quote_stands=quote_stands))
        if lines != self._lines:
            self._lines = lines
            self._write()
        decided = bool(row.point.decision)
        set_role(self._go, "primary" if row.point.decision == "accepted" else "plain")
        asks = reason is not None and not decided
        focus = self._focus_within()
        self._accept.setVisible(not decided and not asks)
        self._refuse.setVisible(not decided and not asks)
        self._again.setVisible(decided)
        self._go.setVisible(bool(row.point.item) and not asks)
        self._refuse.setText("Go on refusing…" if row.half_refused else "Refuse…")
        for button in self._quiet:
            button.setVisible(not asks)
        for button in (*self._decisions, *self._quiet):
            button.setEnabled(not recording)
        self.reason.setVisible(asks)
        if asks:
            self.reason.show_reason(reason or "", recording=recording)
        if focus and not self._focus_within():
            self.take_focus()

    def _focus_within(self) -> bool:
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def take_focus(self) -> None:
        """Take the keyboard, at the first of what can be done."""
        if not self.reason.isHidden():
            self.reason.setFocus()
            return
        for button in self._decisions:
            if not button.isHidden() and button.isEnabled():
                button.setFocus()
                return
        self._words.setFocus()

    def _write(self) -> None:
        self._words.setHtml(as_html(self._lines))
        self._words.setAccessibleDescription(read_out(self._lines))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            (self.closed if self.reason.isHidden() else self.reason.closed).emit()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._lines:
            self._write()
