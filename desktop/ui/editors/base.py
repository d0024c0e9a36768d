"""What every editor of an answer has in common: its label, guidance, message, keys and signals."""

from __future__ import annotations

from abc import abstractmethod
from typing import ClassVar, Final, Literal

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.core.fields import Answer, FieldBase
from desktop.ui.editors.marked_text import plain, show_marked
from desktop.ui.theme import SPACE, set_role, small_font, theme

_UNDER: Final = 2
"""How thick the line below the label is that shows where the keys are, in pixels."""

Severity = Literal["error", "warning"]


class Editor(QWidget):
    """Shows and takes the answer to one field of a programme."""

    changed = Signal(object)
    """A different valid answer stands there now; None means not answered."""
    left = Signal()
    """The focus has left, and what stands there has been tidied."""
    unanswered = Signal()
    """What now stands there is no answer, and kept nowhere else."""
    solved = Signal()
    """What was typed and was no answer has become one, or was given up."""
    finished = Signal()
    """Enter was pressed: the inspector is done here and goes on."""

    WIDE: ClassVar[bool] = False
    """Whether the editor wants the width of a line of text."""

    def __init__(self, field: FieldBase, parent: QWidget | None = None) -> None:
        """Begin not answered."""
        super().__init__(parent)
        self.field = field
        self._answer: Answer | None = None
        self._held = False
        self._guidance: QLabel | None = None
        self._message: QLabel | None = None
        self._complaint: tuple[str, Severity] = ("", "error")
        self._remark: tuple[str, Severity] = ("", "error")
        self.setAccessibleName(field.label)
        self.setAccessibleDescription(plain(field.guidance))
        self._label = _FieldLabel(field.label, field.guidance, self)
        self._label.guidance_wanted.connect(self.toggle_guidance)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(SPACE.tiny)
        self._layout.addWidget(self._label)

    @abstractmethod
    def show_answer(self, answer: Answer | None) -> None:
        """Show a recorded answer, or none, without telling that it changed."""

    @abstractmethod
    def take_focus(self) -> None:
        """Put the focus where the answer is given."""

    @abstractmethod
    def set_read_only(self, read_only: bool) -> None:
        """Let the answer be read but not changed, or let it be changed again."""

    def _hold(self, read_only: bool) -> None:
        """Let the controls take no input, and the editor itself the keys in their place, or not."""
        policy = Qt.FocusPolicy
        had_keys = self.isAncestorOf(QApplication.focusWidget() or self)
        if read_only:
            self.setFocusPolicy(policy.StrongFocus)
            if had_keys:
                # First, because a control that is disabled pushes them into whatever comes next.
                self.setFocus(Qt.FocusReason.OtherFocusReason)
        for control in self.controls():
            control.setEnabled(not read_only)
        self._held = read_only
        if not read_only:
            has_keys = self.hasFocus()
            self.setFocusPolicy(policy.NoFocus)
            if has_keys:
                self.take_focus()
        self._tell_held()

    def _stop(self, control: QWidget) -> QWidget:
        """Give what takes the keys: a control, or the editor while its controls cannot."""
        return self if self._held else control

    def _tell_held(self) -> None:
        """Tell a screen reader the answer where no control can."""
        label = self.field.label
        if self._held:
            shown = "not answered" if self._answer is None else self.field.show(self._answer)
            label = f"{label}: {shown}, read only"
        self.setAccessibleName(label)

    def answer(self) -> Answer | None:
        """Give the last valid answer."""
        return self._answer

    def explain(self, message: str, severity: Severity = "error") -> None:
        """Say in a line below the field what is wrong with it; an empty message takes it away."""
        self._complaint = message, severity
        if self._say() and message and self._message is not None:
            QAccessible.updateAccessibility(
                QAccessibleEvent(self._message, QAccessible.Event.Alert)
            )

    def show_remark(self, message: str, severity: Severity = "error") -> None:
        """Say there what a check found, for as long as nothing else is wrong with the field."""
        self._remark = message, severity
        self._say()

    def _say(self) -> bool:
        """Say what matters most, and tell whether that is something else than before."""
        message, severity = self._complaint if self._complaint[0] else self._remark
        if self._message is None:
            if not message:
                return False
            self._message = _line_of_text(self)
            self._layout.addWidget(self._message)
        if message == self._message.text():
            return False
        set_role(self._message, severity)
        self._message.setText(message)
        self._message.setVisible(bool(message))
        told = " ".join(filter(None, (message, plain(self.field.guidance))))
        for control in self.controls():
            control.setAccessibleDescription(told)
        return True

    def message(self) -> str:
        """Give the line that stands below the field; empty if none does."""
        return self._message.text() if self._message is not None else ""

    def unsaved_text(self) -> str:
        """Give what was typed and is no answer yet; empty if there is nothing of the kind."""
        return ""

    def show_unsaved(self, text: str) -> None:
        """Show again what was typed before and is no answer yet."""

    def leave(self) -> None:
        """Tidy what stands there, as the focus has gone elsewhere, and tell."""
        self.left.emit()

    def controls(self) -> list[QWidget]:
        """Give the controls that take the focus, in reading order."""
        return []

    def fit(self, width: int) -> None:
        """Arrange the controls for a width in pixels."""

    def toggle_guidance(self) -> None:
        """Open the field's guidance in place, or close it."""
        if not self.field.guidance:
            return
        if self._guidance is None:
            self._guidance = _line_of_text(self)
            show_marked(self._guidance, self.field.guidance)
            set_role(self._guidance, "muted")
            self._layout.insertWidget(1, self._guidance)
            self._guidance.show()
        else:
            self._guidance.setVisible(self._guidance.isHidden())

    def _give(self, answer: Answer | None) -> None:
        """Take an answer that the inspector gave."""
        if answer != self._answer:
            self._answer = answer
            self.changed.emit(answer)

    def _name(self, control: QWidget, part: str = "") -> None:
        """Tell a screen reader what a control is for."""
        control.setAccessibleName(f"{self.field.label}: {part}" if part else self.field.label)
        control.setAccessibleDescription(plain(self.field.guidance))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw where the keys are, while the editor has them in the place of its controls."""
        super().paintEvent(event)
        if self._held and self.hasFocus():
            painter = QPainter(self)
            under = QRect(0, self._label.geometry().bottom(), self.width(), _UNDER)
            painter.fillRect(under, QColor(theme().accent))
            painter.end()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._tell_held()
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit()
        elif event.key() == Qt.Key.Key_F1 and self.field.guidance:
            self.toggle_guidance()
        else:
            event.ignore()


class _FieldLabel(QLabel):
    """A field's label, with a quiet "?" after it where there is guidance to open."""

    guidance_wanted = Signal()

    def __init__(self, text: str, guidance: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._has_guidance = bool(guidance)
        if len(text) > 44:
            self.setWordWrap(True)
        if guidance:
            self.setContentsMargins(0, 0, 22, 0)
            self.setToolTip("Guidance (F1)")

    def _mark(self) -> QRectF:
        metrics = self.fontMetrics()
        size = metrics.height() - 2.0
        text = metrics.horizontalAdvance(self.text())
        left = min(text + 6.0, self.width() - size - 1)
        return QRectF(left, 1.5, size, size)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._has_guidance:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(theme().muted))
        painter.setFont(small_font())
        painter.drawEllipse(self._mark().adjusted(1, 1, -1, -1))
        painter.drawText(self._mark(), Qt.AlignmentFlag.AlignCenter, "?")
        painter.end()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._has_guidance and self._mark().adjusted(-4, -4, 4, 4).contains(event.position()):
            self.guidance_wanted.emit()
        else:
            super().mousePressEvent(event)


def _line_of_text(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setFont(small_font())
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return label
