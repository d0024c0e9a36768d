"""An editor for answers that are typed on one line."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QRegularExpression, Qt
from PySide6.QtGui import QKeyEvent, QRegularExpressionValidator
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.core.fields import Answer, AnswerError, FieldBase
from desktop.ui.editors.base import Editor
from desktop.ui.editors.own_line import OwnLine
from desktop.ui.theme import SPACE, set_role


class LineEditor(Editor):
    """Takes an answer as typed, and says below the line what is no answer yet.

    What is no answer stays on the line and is not recorded; the answer before it stands.
    """

    CHARACTERS: ClassVar[str] = ""
    """What may be typed at all, as a regular expression; empty lets everything in."""
    REFUSED: ClassVar[str] = ""
    """What is said when something else is typed."""
    LETTERS: ClassVar[int] = 0
    """How many figures the line is made for; 0 takes all the width there is."""

    def __init__(self, field: FieldBase, parent: QWidget | None = None) -> None:
        """Begin with an empty line."""
        super().__init__(field, parent)
        self._problem = ""
        self._refused = False
        self._line = OwnLine(self)
        # A file that is dropped here is a report to be read, and its path no answer.
        self._line.setAcceptDrops(False)
        self._name(self._line)
        self._line.setTextMargins(SPACE.tiny, 1, SPACE.tiny, 1)
        self._label.setBuddy(self._line)
        self.setFocusProxy(self._line)
        self._layout.addWidget(self._line)
        if self.LETTERS:
            self._line.setFixedWidth(self.fontMetrics().horizontalAdvance("0") * self.LETTERS + 24)
        if self.CHARACTERS:
            self._line.setValidator(_validator(self.CHARACTERS))
            self._line.inputRejected.connect(self._refuse)
        self._line.textEdited.connect(self._read)

    @override
    def show_answer(self, answer: Answer | None) -> None:
        self._answer = answer
        self._refused = False
        self._problem = ""
        self._settle()

    @override
    def take_focus(self) -> None:
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.selectAll()

    @override
    def set_read_only(self, read_only: bool) -> None:
        self._line.setReadOnly(read_only)

    @override
    def controls(self) -> list[QWidget]:
        return [self._line]

    @override
    def unsaved_text(self) -> str:
        return self._line.text() if self._problem else ""

    @override
    def show_unsaved(self, text: str) -> None:
        self._line.setText(text)
        self._read(text)
        self._complain()

    @override
    def leave(self) -> None:
        if self._problem:
            self._complain()
        else:
            self._settle()
        # Who types fast sees only now what was refused, so it stands until more is typed.
        self._refused = False
        super().leave()

    def forget_undo(self) -> None:
        """Undo nothing on the line that was typed so far."""
        self._line.forget_undo()

    def _read(self, text: str) -> None:
        try:
            answer = self.field.clean(text)
        except AnswerError as error:
            self._problem = str(error)
            self.unanswered.emit()
            return
        had_problem = bool(self._problem)
        self._problem = ""
        self._mark()
        self._give(answer)
        if had_problem:
            self.solved.emit()

    def _settle(self) -> None:
        """Show the answer in its clean form."""
        shown = "" if self._answer is None else self.field.show(self._answer)
        if shown != self._line.text():
            self._line.setText(shown)
        # One that is longer than its field shows how it begins.
        self._line.home(False)
        self._mark()

    def _complain(self) -> None:
        if not self._problem:
            return
        stands = "" if self._answer is None else f" Recorded: {self.field.show(self._answer)}."
        self._mark(f"Not saved yet: {self._problem[0].lower()}{self._problem[1:]}{stands}")

    def _refuse(self) -> None:
        self._refused = True
        self.explain(self.REFUSED, "warning")

    def _mark(self, complaint: str = "") -> None:
        set_role(self._line, "error" if complaint else "plain")
        if complaint or not self._refused:
            self.explain(complaint)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._problem:
            self.show_answer(self._answer)
            self._line.selectAll()
            self.solved.emit()
        else:
            super().keyPressEvent(event)


def _validator(characters: str) -> QRegularExpressionValidator:
    return QRegularExpressionValidator(QRegularExpression(characters))
