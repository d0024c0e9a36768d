"""One comment: who wrote it and when, what it is about, what was answered, what can be done."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.one_line import OneLine
from desktop.ui.review.box import Box
from desktop.ui.review.said import Said
from desktop.ui.review.telling import Remarked, signature
from desktop.ui.theme import SPACE, set_role, small_font, theme


class Card(QFrame):
    """Shows a comment; a box to answer it opens in place."""

    go_wanted = Signal(str)
    """The key of the comment whose place is wanted."""
    resolve_wanted = Signal(str, bool)
    typed = Signal(str, str)
    """The key of the comment, and the answer as it is being written."""
    answered = Signal(str)
    neighbour_wanted = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_role(self, "surface")
        self._shown: tuple[Remarked, str] | None = None
        self._box: Box | None = None
        self._place = OneLine(self)
        bold = small_font()
        bold.setWeight(QFont.Weight.DemiBold)
        self._place.setFont(bold)
        self._said = Said(self)
        # First, because the button that has the keys goes.
        self._said.unfolded.connect(self.setFocus)
        self._make_buttons()
        self._arrange()

    def _make_buttons(self) -> None:
        self._answer = self._button("Answer")
        self._resolve = self._button("Resolve")
        self._go = self._button("Go to it", quiet=True)
        self._answer.clicked.connect(self.open_answer)
        self._resolve.clicked.connect(self._tell_resolve)
        self._go.clicked.connect(lambda: self.go_wanted.emit(self.key))

    def _button(self, words: str, *, quiet: bool = False) -> QPushButton:
        button = QPushButton(words, self)
        button.setFont(small_font())
        button.setAutoDefault(False)
        if quiet:
            set_role(button, "quiet")
        return button

    def _arrange(self) -> None:
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        self._rows.setSpacing(SPACE.tiny)
        self._rows.addWidget(self._place)
        self._rows.addWidget(self._said)
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(0, SPACE.tiny, 0, 0)
        self._foot.setSpacing(SPACE.small)
        self._foot.addWidget(self._answer)
        self._foot.addWidget(self._resolve)
        self._foot.addStretch(1)
        self._foot.addWidget(self._go)
        self._rows.addLayout(self._foot)

    @property
    def key(self) -> str:
        """The key of the comment that is shown."""
        return self._shown[0].key if self._shown else ""

    def show_comment(self, remarked: Remarked, place: str) -> None:
        """Show a comment; `place` names where it is, empty for the item at hand."""
        if self._shown == (remarked, place):
            return
        self._shown = remarked, place
        comment = remarked.comment
        self._place.say(place)
        self._place.setVisible(bool(place))
        self._said.show_comment(remarked)
        self._resolve.setText("Open again" if comment.resolved_by else "Resolve")
        self._name(remarked, place)

    def _name(self, remarked: Remarked, place: str) -> None:
        comment = remarked.comment
        about = f"comment by {comment.by}"
        told = [signature(comment.by, comment.at), f"on {place}" if place else ""]
        told += [f"about “{comment.quote}”" if comment.quote else ""]
        told += ["these words no longer stand in the passage" if remarked.gone else ""]
        told += [comment.text]
        told += [
            f"answered by {signature(each.by, each.at)}: {each.text}" for each in comment.replies
        ]
        told += [f"resolved by {comment.resolved_by}" if comment.resolved_by else "not resolved"]
        self.setAccessibleName(". ".join(filter(None, told)))
        self.setAccessibleDescription(
            "Enter goes to its place, A answers, R resolves it or opens it again, the arrows go to"
            " other comments"
        )
        for button in filter(None, (self._said.more, self._answer, self._resolve, self._go)):
            button.setAccessibleName(f"{button.text()}: {about}")

    # Answering

    def open_answer(self) -> None:
        """Open the box for an answer, and put the keyboard there; an empty one goes again."""
        if self._box is None or self._box.isHidden() or self._box.text().strip():
            self.go_to_answer()
        else:
            self._answer.setFocus()
            self._box.hide()

    def go_to_answer(self) -> None:
        """Put the keyboard where an answer is being written."""
        box = self.answer_box()
        box.show()
        box.setFocus(Qt.FocusReason.OtherFocusReason)

    def answer_box(self) -> Box:
        """Give the box for an answer, which is made when it is first wanted."""
        if self._box is None:
            box = self._box = Box("Record the answer", self)
            by = self._shown[0].comment.by if self._shown else ""
            box.name(f"Answer to the comment by {by}", "Write an answer")
            box.typed.connect(lambda text: self.typed.emit(self.key, text))
            box.sent.connect(lambda: self.answered.emit(self.key))
            self._rows.addWidget(box)
            QWidget.setTabOrder(self._go, box)
            QWidget.setTabOrder(box, box.last)
        return self._box

    def show_answer(self, text: str, *, busy: bool) -> None:
        """Show the answer as it is written so far; one that was recorded goes, with its box."""
        if self._box is None and not text:
            return
        box = self.answer_box()
        had = bool(box.text())
        box.show_text(text)
        box.set_busy(busy)
        if text:
            box.show()
        elif had:
            # It was recorded.
            focus = QApplication.focusWidget()
            if focus is not None and box.isAncestorOf(focus):
                self.setFocus()
            box.hide()

    def _tell_resolve(self) -> None:
        if self._shown is not None:
            self.setFocus()
            self.resolve_wanted.emit(self.key, not self._shown[0].comment.resolved_by)

    # Keys and pointer

    @property
    def stops(self) -> list[QWidget]:
        """Where the keyboard comes to in it, in reading order."""
        box = [] if self._box is None else [self._box, self._box.last]
        more = [] if self._said.more is None else [self._said.more]
        return [self, *more, self._answer, self._resolve, self._go, *box]

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key()) if plain and self.hasFocus() else None
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.neighbour_wanted.emit(1 if key == Qt.Key.Key_Down else -1)
        elif event.isAutoRepeat():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_wanted.emit(self.key)
        elif key == Qt.Key.Key_A:
            self.open_answer()
        elif key == Qt.Key.Key_R:
            self._tell_resolve()
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        # What the box lets through, such as a click on its line of help, is not meant for this.
        below = self._box is not None and self._box.geometry().contains(at)
        inside = self.rect().contains(at) and not below
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.go_wanted.emit(self.key)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme().accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 3, 3)
            painter.end()
