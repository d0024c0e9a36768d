"""A box to write a comment or an answer in; it grows with what is written."""

from __future__ import annotations

from math import ceil
from typing import Final

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core.review import LONGEST_NOTE
from desktop.ui.theme import SPACE, set_role, small_font
from desktop.ui.writing_box import WritingBox

_MOST_LINES: Final = 8
_SEND: Final = QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText)


class Box(QWidget):
    """Tells what is written in it whenever that changes, and once more when it is to be recorded.

    What stands in it stays until something else is shown.
    """

    typed = Signal(str)
    sent = Signal()

    def __init__(self, sends: str, parent: QWidget, lines: int = 1) -> None:
        """Begin empty; the words are those of the button that has it recorded."""
        super().__init__(parent)
        self._lines = lines
        self._busy = False
        self._text = _Text(self)
        self._hint = QLabel(self)
        self._hint.setFont(small_font())
        self._hint.setWordWrap(True)
        set_role(self._hint, "muted")
        self._send = QPushButton(sends, self)
        self._send.setAutoDefault(False)
        self._send.setToolTip(f"{sends}  ({_SEND})")
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.small)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._send)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.tiny)
        rows.addWidget(self._text)
        rows.addLayout(foot)
        self.setFocusProxy(self._text)
        self._text.textChanged.connect(self._changed)
        self._text.entered.connect(self._ask_to_send)
        self._text.room_changed.connect(self._fit)
        self._send.clicked.connect(self._ask_to_send)
        self._changed()

    def name(self, name: str, placeholder: str) -> None:
        """Say what is written here, to those who hear and to those who see it."""
        self._text.setAccessibleName(name)
        self._text.setPlaceholderText(placeholder)
        self._send.setAccessibleName(f"{self._send.text()}: {name}")

    def text(self) -> str:
        """Give what stands in it."""
        return self._text.toPlainText()

    def show_text(self, text: str) -> None:
        """Show other words, without telling that they were typed; the same words stay as they are.

        The caret comes behind them.
        """
        if text == self.text():
            return
        self._text.blockSignals(True)
        self._text.setPlainText(text)
        self._text.moveCursor(self._text.textCursor().MoveOperation.End)
        self._text.blockSignals(False)
        self._judge()
        self._fit()

    def set_busy(self, busy: bool) -> None:
        """Take nothing more while what was written is on its way."""
        if busy == self._busy:
            return
        self._busy = busy
        self._text.setReadOnly(busy)
        self._judge()

    def say(self, words: str) -> None:
        """Say a few words below it, until something is typed."""
        self._hint.setText(words)
        self._text.setAccessibleDescription(words)

    @property
    def last(self) -> QWidget:
        """What the keyboard comes to last in it."""
        return self._send

    def _changed(self) -> None:
        self._judge()
        self._fit()
        self.typed.emit(self.text())

    def _judge(self) -> None:
        over = len(self.text()) - LONGEST_NOTE
        if self._busy:
            words = "Being recorded."
        elif over > 0:
            words = f"{over:,} characters too many. Say it in fewer words."
        else:
            words = f"{_SEND} records it." if self.text().strip() else ""
        self._hint.setText(words)
        set_role(self._hint, "error" if over > 0 else "muted")
        self._text.setAccessibleDescription(words)
        self._send.setEnabled(bool(self.text().strip()) and over <= 0 and not self._busy)

    def _ask_to_send(self) -> None:
        if self._send.isEnabled():
            self._text.setFocus()
            self.sent.emit()

    def _fit(self) -> None:
        """Be as high as what is written, within bounds."""
        # A plain text's own size is told in lines, wrapped ones among them.
        needed = ceil(self._text.document().size().height())
        lines = min(max(self._lines, needed), _MOST_LINES)
        policy = Qt.ScrollBarPolicy
        self._text.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if needed > lines else policy.ScrollBarAlwaysOff
        )
        margins = 2 * (self._text.frameWidth() + ceil(self._text.document().documentMargin()))
        high = ceil(lines * self._text.fontMetrics().lineSpacing()) + margins + 2
        if high != self._text.maximumHeight():
            self._text.setFixedHeight(high)
            self.updateGeometry()


class _Text(WritingBox):
    room_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.document().setDocumentMargin(SPACE.tiny)

    @override
    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.FontChange):
            self.room_changed.emit()
        return done
