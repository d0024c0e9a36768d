"""The review panel: how far a report has come, and the comments on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.newest import Newest
from desktop.ui.review.card import Card
from desktop.ui.review.comments import Comments
from desktop.ui.review.drafts import Slot
from desktop.ui.review.standing import Standing
from desktop.ui.review.telling import arranged, last_move
from desktop.ui.review.writing import Writing
from desktop.ui.theme import SPACE, set_role, small_font

if TYPE_CHECKING:
    from desktop.store.changes import Change
    from desktop.store.opening import Opened
    from desktop.ui.background import Background

_NO_REPORT: Final = (
    "No report is open. Choose a force and start its report: how far its review has come, and what"
    " is said of it, will stand here."
)
_NONE_HERE: Final = (
    "No comments on this item. Write above what you want to say of it, or select words of its"
    " passage and comment on them."
)
_NONE: Final = (
    "No comments yet. Write above what you want to say of this item, or select words of its passage"
    " and comment on them."
)


class Review(QWidget):
    """Leads a report from step to step, and lets its items and their words be commented on.

    What is written here stays until it is recorded, wherever the inspector goes meanwhile; what
    records it tells by `settle` how that went.
    """

    draft_wanted = Signal()
    """The draft edition, which the force is to check, is to be saved."""
    move_wanted = Signal(str)
    """The state that the report is to come to."""
    comment_wanted = Signal(str, str, str, int)
    """An item, the comment, and the words of its passage that it is about, with their start."""
    answer_wanted = Signal(str, str)
    """The key of a comment, and the answer to it."""
    resolve_wanted = Signal(str, bool)
    """The key of a comment, and whether it is to be resolved or opened again."""
    open_wanted = Signal(str, str, str)
    """A programme, a force and an item, whose place in the form is wanted."""
    words_wanted = Signal(str, str, int)
    """The item, and words of its passage that are to be shown, with where they stood."""
    pending_changed = Signal()
    unfinished_changed = Signal()
    """At each key: something else is written that is not recorded."""
    closed = Signal()

    def __init__(self, opened: Opened, background: Background) -> None:
        """Read the history of what was opened, through `background`."""
        super().__init__()
        self.setAccessibleName("Review")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._opened = opened
        self._at: tuple[Programme, Force, Report] | None = None
        self._item = ""
        self._errors = 0
        self._read: tuple[str, int] | None = None
        self._moves = Newest(background, self._say_failed, self)
        self._standing = Standing(self)
        self._all = self._choice("All", "Show all comments on the report")
        self._all.setChecked(True)
        self._this_item = self._choice("This item", "Show the comments on the item at hand")
        self._count = QLabel(self)
        self._count.setFont(small_font())
        set_role(self._count, "muted")
        self._writing = Writing(lambda key: self._comments.card(key), self)
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._message.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        set_role(self._message, "muted")
        self._comments = Comments(self._writing.is_answered, self)
        self._arrange()
        self._connect()
        self._show_message(_NO_REPORT)

    def _choice(self, words: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(words)
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.setAutoExclusive(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.tiny)
        head.addWidget(self._all)
        head.addWidget(self._this_item)
        head.addStretch(1)
        head.addWidget(self._count)
        rule = QFrame(self)
        rule.setFixedHeight(1)
        set_role(rule, "rule")
        self._middle = QWidget(self)
        rows = QVBoxLayout(self._middle)
        rows.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.small)
        rows.setSpacing(SPACE.small)
        rows.addLayout(head)
        rows.addWidget(self._writing)
        self._body = QWidget()
        column = _column(self._body, self._standing, rule, self._middle, self._comments)
        column.addStretch(1)
        self._area = QScrollArea(self)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._body)
        _column(self, self._message, self._area)

    def _connect(self) -> None:
        self._standing.move_wanted.connect(self.move_wanted)
        self._standing.draft_wanted.connect(self.draft_wanted)
        for button in (self._this_item, self._all):
            button.clicked.connect(self._show_comments)
        self._writing.comment_wanted.connect(self.comment_wanted)
        self._writing.answer_wanted.connect(self.answer_wanted)
        self._writing.begun_wanted.connect(self._go_to_begun)
        self._writing.pending_changed.connect(self.pending_changed)
        self._writing.unfinished_changed.connect(self.unfinished_changed)
        self._comments.made.connect(self._take_card)
        self._comments.gone_to.connect(lambda card: self._area.ensureWidgetVisible(card))

    # What is shown

    @property
    def at(self) -> tuple[Programme, Force] | None:
        """The programme and the force whose report is shown; None where none is."""
        return self._at[:2] if self._at else None

    def show_item(self, programme: Programme, force: Force, report: Report, item: str) -> None:
        """Show a report as it stands, and what is said of an item of it; what is written stays."""
        if self._at is None or self._at[2].name != report.name:
            self._comments.forget()
            self._standing.show_move(None)
        self._at = programme, force, report
        item = item if item in programme.items else ""
        if item != self._item and not self._area.isAncestorOf(QApplication.focusWidget() or self):
            self._area.verticalScrollBar().setValue(0)
        self._item = item
        self._standing.show_report(report, self._errors)
        self._writing.show_place(*self._at, self._item)
        self._show_comments()
        self._show_message("")
        self._ask_who_moved(report)

    def show_errors(self, errors: int) -> None:
        """Say how many errors the checks found in the report, those about its review aside."""
        self._errors = errors
        if self._at is not None:
            self._standing.show_report(self._at[2], errors)

    def others_changed(self) -> None:
        """Stay as it is: nothing is shown here of other reports."""

    def clear(self) -> None:
        """Show nothing: no report is open."""
        self._at = self._read = None
        self._item = ""
        self._moves.forget()
        self._comments.forget()
        self._show_message(_NO_REPORT)

    def take_focus(self) -> None:
        """Take the keyboard: where a comment is written, or else at the step on."""
        if self._at is None:
            # Without a report nothing here can be done, but Escape leads back.
            self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._item:
            self._writing.take_focus()
        else:
            self._standing.take_focus()

    def comment_on(self, item: str, quote: str, start: int) -> None:
        """Let a comment be written on an item or, with `quote`, on words of its passage.

        `start` is where these stand in its plain text. What is written there already stays.
        """
        if self._at is not None and item in self._at[0].items:
            self._item = item
            self._writing.comment_on(item, quote, start)
            self._show_comments()
            self._area.ensureWidgetVisible(self._writing)

    def settle(self, slot: Slot, recorded: bool) -> None:
        """Know whether what was written somewhere was recorded: if not, it stays as it is."""
        self._writing.settle(slot, recorded=recorded)

    def settle_move(self, name: str) -> None:
        """Know that the move of the report of this name was recorded, or refused."""
        self._standing.settle(name)

    def pending(self) -> list[str]:
        """Name what was written here and is not recorded."""
        return self._writing.pending()

    def unfinished(self) -> dict[str, str]:
        """Give what was written here and is not recorded, as text to be kept by its places."""
        return self._writing.unfinished()

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Show again what `unfinished` gave before."""
        self._writing.take_up(texts)

    def _show_message(self, words: str) -> None:
        self._message.setText(words)
        self._message.setVisible(bool(words))
        self._area.setVisible(not words)

    # How far the report has come

    def _ask_who_moved(self, report: Report) -> None:
        if self._read == (report.name, report.version):
            return
        self._read = report.name, report.version
        database, programme, force = self._opened.database, report.programme, report.force
        self._moves.ask(lambda: last_move(database, programme, force), self._show_move)

    def _show_move(self, move: Change | None) -> None:
        # Where it has moved on since, what brought it there is being asked for.
        if self._at is not None and (
            move is None or move.kind == "report" or move.after == self._at[2].state
        ):
            self._standing.show_move(move)

    def _say_failed(self, error: Exception) -> None:
        # What could not be read is tried again when the report is next shown.
        self._read = None
        self._standing.say_failed(str(error))

    # Comments

    def _show_comments(self) -> None:
        if self._at is None:
            return
        everywhere = self._all.isChecked() or not self._item
        self._this_item.setEnabled(bool(self._item))
        found = arranged(self._at[2], self._item, everywhere=everywhere)
        self._count.setText(f"{found.open} open" if found.open else "None open")
        self._comments.show_comments(found, self._title, _NONE if everywhere else _NONE_HERE)

    def _title(self, item: str) -> str:
        known = self._at[0].items.get(item) if self._at else None
        return known.title if known else item

    def _take_card(self, card: Card) -> None:
        card.go_wanted.connect(self._go_to)
        card.resolve_wanted.connect(self.resolve_wanted)
        self._writing.take_card(card)

    def _go_to(self, key: str) -> None:
        comment = self._at[2].comments.get(key) if self._at else None
        if comment is not None:
            self._open(comment.item)
            if comment.quote:
                self.words_wanted.emit(comment.item, comment.quote, comment.start)

    def _go_to_begun(self, item: str, answered: str) -> None:
        self._open(item)
        card = self._comments.card(answered)
        if card is not None:
            card.go_to_answer()
            self._area.ensureWidgetVisible(card)

    def _open(self, item: str) -> None:
        if self._at is not None:
            self.open_wanted.emit(self._at[0].id, self._at[1].key, item)

    @override
    def minimumSizeHint(self) -> QSize:
        wide = (
            self._body.minimumSizeHint().width() + self._area.verticalScrollBar().sizeHint().width()
        )
        return QSize(wide, super().minimumSizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)


def _column(around: QWidget, *parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(around)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part in parts:
        column.addWidget(part)
    return column
