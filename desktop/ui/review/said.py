"""What was said in one comment: its signature and words, and what was answered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.review import Comment, Reply
from desktop.ui.prose import Prose
from desktop.ui.review.pieces import Quote, Signed, as_html, coloured_words, cut_short
from desktop.ui.review.telling import Remarked, signature
from desktop.ui.theme import SPACE, set_role, small_font

_LONG: Final = 500
"""Characters of a text that are shown before all of it is asked for."""
_QUOTED: Final = 160
_ANSWERS: Final = 3
"""The newest answers, which are shown before all are asked for."""


class Said(QWidget):
    """Shows the words of a comment and its answers; of long ones the beginning, of many the last.

    Most comments have no quote and are not resolved: what these take is made when it is wanted.
    """

    unfolded = Signal()
    """All of it is shown, and the button that was pressed for it goes."""

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._comment: Comment | None = None
        self._whole = False
        self._by = Signed(self)
        self._text = Prose(self)
        self._quote: Quote | None = None
        self._gone: QLabel | None = None
        self._resolved: QLabel | None = None
        self.more: QPushButton | None = None
        self._answers: list[QWidget] = []
        self._quoted = _column()
        self._replies = _column()
        self._replies.setContentsMargins(SPACE.wide, 0, 0, 0)
        self._below = _column()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.tiny)
        rows.addWidget(self._by)
        rows.addLayout(self._quoted)
        rows.addWidget(self._text)
        rows.addLayout(self._replies)
        rows.addLayout(self._below)

    def show_comment(self, remarked: Remarked) -> None:
        """Show a comment; whether the words that it quotes are gone is said."""
        comment = self._comment = remarked.comment
        self._by.show_signature(comment.by, comment.at)
        self._show_quote(comment.quote, gone=remarked.gone)
        self._show_resolved(comment)
        self._write(comment)

    def _show_quote(self, quote: str, *, gone: bool) -> None:
        if quote and self._quote is None:
            self._quote = Quote(self)
            self._quoted.addWidget(self._quote)
        if self._quote is not None:
            self._quote.show_words(cut_short(" ".join(quote.split()), _QUOTED))
        if gone and self._gone is None:
            self._gone = coloured_words(self, "warning")
            self._gone.setText("! These words no longer stand in the passage.")
            self._quoted.addWidget(self._gone)
        if self._gone is not None:
            self._gone.setVisible(gone)

    def _show_resolved(self, comment: Comment) -> None:
        if comment.resolved_by and self._resolved is None:
            self._resolved = coloured_words(self, "ok")
            self._below.addWidget(self._resolved)
        if self._resolved is not None:
            settled = signature(comment.resolved_by, comment.resolved_at)
            self._resolved.setText(as_html(f"✓ Resolved by {settled}"))
            self._resolved.setVisible(bool(comment.resolved_by))

    def _show_more(self, wanted: bool) -> None:
        if wanted and self.more is None:
            self.more = QPushButton("Show all of it", self)
            self.more.setFont(small_font())
            self.more.setAutoDefault(False)
            set_role(self.more, "quiet")
            self.more.clicked.connect(self._unfold)
            self._below.insertWidget(0, self.more, 0, Qt.AlignmentFlag.AlignLeft)
        if self.more is not None:
            self.more.setVisible(wanted)

    def _write(self, comment: Comment) -> None:
        long = len(comment.text) > _LONG or len(comment.replies) > _ANSWERS
        long = long or any(len(each.text) > _LONG for each in comment.replies)
        self._show_more(long and not self._whole)
        self._text.setText(as_html(self._cut(comment.text)))
        for part in self._answers:
            self._replies.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._answers = []
        shown = comment.replies if self._whole else comment.replies[-_ANSWERS:]
        for reply in shown:
            for part in self._reply(reply):
                self._replies.addWidget(part)
                self._answers.append(part)

    def _reply(self, reply: Reply) -> Iterator[QWidget]:
        by = Signed(self)
        by.show_signature(reply.by, reply.at)
        yield by
        words = Prose(self)
        words.setText(as_html(self._cut(reply.text)))
        yield words

    def _cut(self, text: str) -> str:
        return text if self._whole else cut_short(text, _LONG)

    def _unfold(self) -> None:
        if self._comment is not None:
            self._whole = True
            self.unfolded.emit()
            self._write(self._comment)


def _column() -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(SPACE.tiny)
    return column
