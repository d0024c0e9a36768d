"""What is written in the review panel: a comment on the item at hand, and answers to comments."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.forces import Force
from desktop.core.programme import Programme
from desktop.core.report import Report
from desktop.ui.one_line import OneLine
from desktop.ui.review.box import Box
from desktop.ui.review.card import Card
from desktop.ui.review.drafts import Drafts, Slot
from desktop.ui.review.pieces import cut_short
from desktop.ui.theme import SPACE, set_role, small_font

_QUOTED: Final = 60
_NO_ITEM = "Go to an item in the form to comment on it."


class Writing(QWidget):
    """Has the box for a comment, and keeps all that is written until it is recorded."""

    comment_wanted = Signal(str, str, str, int)
    answer_wanted = Signal(str, str)
    begun_wanted = Signal(str, str)
    """The item of which something else is being written and, of an answer, its comment's key."""
    pending_changed = Signal()
    unfinished_changed = Signal()
    """At each key: something else is written that is not recorded."""

    def __init__(self, card_of: Callable[[str], Card | None], parent: QWidget) -> None:
        """Begin without a report; `card_of` gives the card of a comment where it is shown."""
        super().__init__(parent)
        self._card_of = card_of
        self._at: tuple[Programme, Force, Report] | None = None
        self._item = ""
        self._drafts = Drafts()
        self._names: list[str] = []
        self._about = OneLine(self)
        self._about.setFont(small_font())
        set_role(self._about, "muted")
        self._whole = QPushButton("On the item instead", self)
        self._whole.setFont(small_font())
        self._whole.setAutoDefault(False)
        self._whole.setAccessibleDescription("Makes the comment one on the item as a whole.")
        set_role(self._whole, "quiet")
        self._box = Box("Comment", self, lines=2)
        self._begun = ("", "")
        self._elsewhere = QPushButton(self)
        self._elsewhere.setFont(small_font())
        self._elsewhere.setAutoDefault(False)
        set_role(self._elsewhere, "quiet")
        about = QHBoxLayout()
        about.setSpacing(SPACE.small)
        about.addWidget(self._about, 1)
        about.addWidget(self._whole)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(SPACE.tiny)
        rows.addLayout(about)
        rows.addWidget(self._box)
        rows.addWidget(self._elsewhere, 0, Qt.AlignmentFlag.AlignLeft)
        self._elsewhere.clicked.connect(lambda: self.begun_wanted.emit(*self._begun))
        self._box.typed.connect(self._type_comment)
        self._box.sent.connect(self._send_comment)
        self._whole.clicked.connect(self._drop_quote)

    def show_place(self, programme: Programme, force: Force, report: Report, item: str) -> None:
        """Show what is being written of an item; where that is shown already, it stays as it is."""
        if self._at is None or (self._at[2].name, self._item) != (report.name, item):
            # That something was recorded is said where it was written only.
            self._box.say("")
        self._at, self._item = (programme, force, report), item
        self._show()

    def comment_on(self, item: str, quote: str, start: int) -> None:
        """Let a comment be written on an item or, with a quote, on these words of its passage.

        What is written there already stays, and so does what it is about.
        """
        slot = self._slot(item=item)
        draft = self._drafts.at(slot)
        begun = bool(draft.text.strip())
        if quote and not begun:
            draft = replace(draft, quote=quote, start=start)
            self._drafts.keep(slot, replace(draft, name=self._called(item)))
        self._item = item
        self._show()
        self.take_focus()
        if quote and begun and (quote, start) != (draft.quote, draft.start):
            self._box.say(
                "You had begun this comment, so it stays on what it was begun on. Record it, then"
                f" comment on “{cut_short(' '.join(quote.split()), _QUOTED)}”."
            )

    def take_focus(self) -> None:
        """Take the keyboard."""
        self._box.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def take_card(self, card: Card) -> None:
        """Keep what is written in a card that is new, and show in it what was written before."""
        card.typed.connect(self._type_answer)
        card.answered.connect(self._send_answer)
        self._show_answer(self._slot(comment=card.key), card)

    def settle(self, slot: Slot, *, recorded: bool) -> None:
        """Know whether what was written somewhere was recorded: if not, it stays as it is."""
        self._drafts.settle(slot, recorded=recorded)
        self._tell_pending()
        if self._at is None or self._at[2].name != slot.report:
            return
        if slot.comment:
            self._show_answer(slot, self._card_of(slot.comment))
        elif slot.item == self._item:
            self._show()
            if recorded:
                self._box.say("Recorded.")

    def is_answered(self, comment: str) -> bool:
        """Say whether an answer to a comment, given by its key, is being written."""
        return self._at is not None and bool(self._drafts.at(self._slot(comment=comment)).text)

    def pending(self) -> list[str]:
        """Name what was written and is not recorded."""
        return self._drafts.names()

    def unfinished(self) -> dict[str, str]:
        """Give what was written and is not recorded as text that can be kept, by its places."""
        return self._drafts.unfinished()

    def take_up(self, texts: Mapping[str, str]) -> None:
        """Show again what `unfinished` gave before."""
        self._drafts.take_up(texts)
        if self._at is not None:
            self._show()
        self._tell_pending()

    def _slot(self, item: str = "", comment: str = "") -> Slot:
        assert self._at is not None
        return Slot(self._at[2].name, item, comment)

    def _title(self, item: str) -> str:
        assert self._at is not None
        known = self._at[0].items.get(item)
        return known.title if known else item

    def _called(self, item: str, answer: bool = False) -> str:
        """Name what is being written."""
        assert self._at is not None
        what = "an answer to a comment" if answer else "a comment"
        return f"{what} on “{self._title(item)}” ({self._at[1].area})"

    def _show(self) -> None:
        self._show_begun()
        self._box.setVisible(bool(self._item))
        if not self._item:
            self._whole.hide()
            self._about.say(_NO_ITEM)
            return
        slot = self._slot(self._item)
        draft, title = self._drafts.at(slot), self._title(self._item)
        quote = " ".join(draft.quote.split())
        self._whole.setVisible(bool(quote))
        self._about.say(f"On “{quote}”" if quote else f"On “{title}”")
        what = "these words" if quote else "this item"
        self._box.name(f"Comment on {quote or title}", f"Write a comment on {what}")
        self._box.show_text(draft.text)
        self._box.set_busy(self._drafts.is_sent(slot))

    def _show_begun(self) -> None:
        """Lead to what was begun and is not recorded, where it is not to be expected here."""
        assert self._at is not None
        report = self._at[2]
        others = []
        for slot in self._drafts.slots(report.name):
            comment = report.comments.get(slot.comment)
            item = comment.item if comment else slot.item
            # Of what is resolved an answer is being written far below.
            if item and (item != self._item or (comment and comment.resolved_by)):
                others.append((item, slot.comment))
        self._elsewhere.setVisible(bool(others))
        if others:
            self._begun = others[0]
            more = f", and {len(others) - 1} more" if len(others) > 1 else ""
            title = self._title(self._begun[0])
            self._elsewhere.setText(f"Begun and not recorded: on “{title}”{more}")

    def _show_answer(self, slot: Slot, card: Card | None) -> None:
        if card is not None:
            card.show_answer(self._drafts.at(slot).text, busy=self._drafts.is_sent(slot))

    def _type_comment(self, text: str) -> None:
        if self._at is not None and self._item:
            self._keep(self._slot(self._item), text, self._called(self._item))

    def _type_answer(self, key: str, text: str) -> None:
        if self._at is not None:
            comment = self._at[2].comments.get(key)
            name = self._called(comment.item if comment else "", answer=True)
            self._keep(self._slot(comment=key), text, name)

    def _keep(self, slot: Slot, text: str, name: str) -> None:
        self._drafts.keep(slot, replace(self._drafts.at(slot), text=text, name=name))
        self._tell_pending()

    def _tell_pending(self) -> None:
        self.unfinished_changed.emit()
        names = self._drafts.names()
        if names != self._names:
            self._names = names
            self.pending_changed.emit()

    def _drop_quote(self) -> None:
        slot = self._slot(self._item)
        self._drafts.keep(slot, replace(self._drafts.at(slot), quote="", start=0))
        self.unfinished_changed.emit()
        self._show()
        self.take_focus()

    def _send_comment(self) -> None:
        slot = self._slot(self._item)
        draft = self._drafts.at(slot)
        if draft.text.strip() and not self._drafts.is_sent(slot):
            self._drafts.send(slot)
            self._show()
            self.comment_wanted.emit(self._item, draft.text, draft.quote, draft.start)

    def _send_answer(self, key: str) -> None:
        slot = self._slot(comment=key)
        draft = self._drafts.at(slot)
        if draft.text.strip() and not self._drafts.is_sent(slot):
            self._drafts.send(slot)
            self._show_answer(slot, self._card_of(key))
            self.answer_wanted.emit(key, draft.text)
