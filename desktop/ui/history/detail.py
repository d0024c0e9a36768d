"""What one entry of the history changed, and the way back to it."""

from __future__ import annotations

import html
from time import perf_counter
from typing import Final

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.ui.history.telling import Opened, Told
from desktop.ui.theme import SPACE, item_font, passage_font, set_role, small_font, theme
from desktop.ui.word_diff import as_html, as_words

_CLOSE: Final = 2
_AT_FIRST: Final = 8
"""How many changes are written at once, however long that takes."""
_AT_ONCE_S: Final = 0.008
"""How long the others are written in one go."""
_TALL: Final = 2
"""Lines that the account of what would change takes, so that nothing jumps as it comes."""


class Detail(QWidget):
    """Shows an entry: what was done, when, by whom, from what to what, and what going back does."""

    back_wanted = Signal()
    undo_wanted = Signal()
    saves_wanted = Signal(bool)
    hidden = Signal()
    place_wanted = Signal(str)
    """The key of the field or item that is wanted."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin with nothing to show."""
        super().__init__(parent)
        self._opened: Opened | None = None
        self._to_write: list[Told] = []
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._write_on)
        set_role(self, "surface")
        self._headline = QLabel(self)
        self._headline.setFont(item_font())
        self._headline.setWordWrap(True)
        self._headline.setTextFormat(Qt.TextFormat.PlainText)
        self._note = QLabel(self)
        self._note.setFont(small_font())
        self._note.setTextFormat(Qt.TextFormat.PlainText)
        self._note.setWordWrap(True)
        set_role(self._note, "muted")
        self._saves = self._quiet("", "Shows each save of what was typed at one go, or all as one.")
        self._hide = self._quiet(
            "Hide", "Hides what was changed; Enter in the list shows it again."
        )
        self._words = QTextBrowser(self)
        self._words.setFrameShape(QFrame.Shape.NoFrame)
        self._words.setOpenLinks(False)
        self._words.document().setDocumentMargin(0)
        self._words.setUndoRedoEnabled(False)
        self._words.setAccessibleName("What was changed")
        self._back = QPushButton("Go back to this point", self)
        self._back.setAutoDefault(False)
        self._undo = QPushButton(self)
        self._undo.setAutoDefault(False)
        self._undo.hide()
        self._would = QLabel(self)
        self._would.setFont(small_font())
        self._would.setWordWrap(True)
        self._would.setTextFormat(Qt.TextFormat.PlainText)
        self._would.setMinimumHeight(_TALL * self._would.fontMetrics().lineSpacing())
        set_role(self._would, "muted")
        self._arrange()
        self._back.clicked.connect(self.back_wanted)
        self._undo.clicked.connect(self.undo_wanted)
        self._hide.clicked.connect(self.hidden)
        self._saves.clicked.connect(self._ask_for_saves)
        self._words.anchorClicked.connect(self._follow)

    def _quiet(self, words: str, tells: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setFont(small_font())
        button.setAutoDefault(False)
        button.setAccessibleDescription(tells)
        set_role(button, "quiet")
        return button

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(SPACE.small)
        top.addWidget(self._note, 1)
        top.addWidget(self._saves)
        top.addWidget(self._hide)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.medium)
        foot.addWidget(self._back)
        foot.addWidget(self._undo)
        foot.addWidget(self._would, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        rows.setSpacing(SPACE.small)
        rows.addWidget(self._headline)
        rows.addLayout(top)
        rows.addWidget(self._words, 1)
        rows.addLayout(foot)

    @property
    def can_go_back(self) -> bool:
        """Whether going back to what is shown would change anything."""
        return self._back.isEnabled() and not self.isHidden()

    def begin(self, headline: str, note: str, saves: bool | None) -> None:
        """Show what was done; what it changed is still being looked up.

        `saves` says whether each save is shown, None where there is only one.
        """
        self._headline.setText(headline)
        self._note.setText(note)
        self._saves.setVisible(saves is not None)
        self._saves.setProperty("shown", bool(saves))
        self._saves.setText("Show as one" if saves else "Show each save")
        self._would.clear()
        self._back.setEnabled(False)
        self._back.setAccessibleName(f"Go back to this point: {headline}")

    def offer_undo(self, count: int) -> None:
        """Offer to undo so many of the inspector's own deeds, down to this one; 0 offers nothing.

        What others did meanwhile stays, as going back would not leave it.
        """
        self._undo.setVisible(count > 0)
        self._undo.setText("Undo this" if count == 1 else f"Undo my last {count}")
        self._undo.setAccessibleName(
            f"{self._undo.text()}: {self._headline.text()}"
            if count == 1
            else f"Undo my last {count} changes, down to this one: {self._headline.text()}"
        )
        self._undo.setToolTip("Undoes what you did, down to this; what others did stays.")

    def show_opened(self, opened: Opened) -> None:
        """Show what it changed, and what going back to it would change."""
        self._opened = opened
        self._write()
        if opened.told and opened.told[0].words:
            self._show_first_change()
        self._words.setAccessibleDescription(". ".join(map(_read_out, opened.told)))
        self._would.setText(opened.would_change)
        self._back.setEnabled(opened.possible)
        self._back.setAccessibleDescription(opened.would_change)

    def say_failed(self, why: str) -> None:
        """Say why what it changed cannot be shown."""
        self._opened = None
        self._to_write = []
        self._words.setPlainText(why)
        self._would.clear()
        self._back.setEnabled(False)

    def take_focus(self) -> None:
        """Take the keyboard, at the way back where there is one."""
        (self._back if self._back.isEnabled() else self._hide).setFocus()

    def _write(self) -> None:
        told = self._opened.told if self._opened else ()
        self._words.clear()
        self._to_write = list(told)
        if told:
            self._write_on(_AT_FIRST)
        else:
            self._words.setPlainText("Nothing that shows was changed.")

    def _write_on(self, least: int = 1) -> None:
        """Write some of what is not there yet below it: a whole import has much to tell."""
        end = perf_counter() + _AT_ONCE_S
        at = QTextCursor(self._words.document())
        while self._to_write and (least > 0 or perf_counter() < end):
            least -= 1
            told = self._to_write.pop(0)
            at.movePosition(QTextCursor.MoveOperation.End)
            if at.position():
                shape = QTextBlockFormat()
                shape.setBottomMargin(_gap_below(told))
                at.insertBlock(shape, QTextCharFormat())
            at.insertHtml(_as_html(told))
        if self._to_write:
            self._next.start()

    def _show_first_change(self) -> None:
        """Scroll a long passage to where it was changed."""
        block = self._words.document().begin()
        while block.isValid():
            parts = block.begin()
            while not parts.atEnd():
                look = parts.fragment().charFormat()
                if (look.fontStrikeOut() or look.fontUnderline()) and not look.isAnchor():
                    at = QTextCursor(self._words.document())
                    at.setPosition(parts.fragment().position() + parts.fragment().length())
                    self._words.setTextCursor(at)
                    at.setPosition(parts.fragment().position())
                    self._words.setTextCursor(at)
                    return
                parts += 1
            block = block.next()

    def _ask_for_saves(self) -> None:
        self.saves_wanted.emit(not self._saves.property("shown"))

    def _follow(self, link: QUrl) -> None:
        self.place_wanted.emit(link.path())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._opened is not None:
            self._write()


def _as_html(told: Told) -> str:
    colours = theme()
    name = html.escape(told.name)
    place = (
        f'<a href="place:{html.escape(told.key)}" style="color:{colours.accent};'
        f' text-decoration:none">{name}</a>'
    )
    note = html.escape(told.note)
    if told.words:
        note = f'<span style="color:{colours.muted}">&nbsp; {note}</span>' if note else ""
        serif = passage_font()
        looks = f"font-family:'{serif.family()}'; font-size:{serif.pointSizeF()}pt"
        words = f'<div style="{looks}">{as_html(told.words)}</div>'
        return f"{_paragraph(told, place + note)}{words}"
    was = f'<span style="color:{colours.muted}">{html.escape(told.before)} → </span>'
    shown = f"{was if told.before else ''}{html.escape(told.after)}"
    return _paragraph(told, f"{place}&nbsp; {shown or note}")


def _paragraph(told: Told, words: str) -> str:
    return f'<p style="margin:0 0 {_gap_below(told)}px 0">{words}</p>'


def _gap_below(told: Told) -> int:
    """Give the pixels between what a thing is called, with its answer, and what comes below it."""
    return _CLOSE if told.words else SPACE.small


def _read_out(told: Told) -> str:
    if told.words:
        return f"{told.name}: {as_words(told.words) or told.note}"
    if told.before:
        return f"{told.name}: from {told.before} to {told.after}"
    return f"{told.name}: {told.after or told.note}"
