"""The comments on a report as a column of cards, no more of them than are looked through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.review.card import Card
from desktop.ui.review.telling import Arranged, Remarked
from desktop.ui.theme import SPACE, set_role, small_font

_AT_FIRST: Final = 10
"""Comments that are shown before more are asked for."""
_AT_ONCE: Final = 3
"""Cards that are made at one go: more would keep waiting who types meanwhile."""
_LEFT: Final = Qt.AlignmentFlag.AlignLeft


class Comments(QWidget):
    """Shows comments under headings: on the item at hand, elsewhere, and folded the resolved."""

    made = Signal(object)
    """A `Card` that is new."""
    gone_to = Signal(object)
    """The `Card` that the keys went to."""

    def __init__(self, is_answered: Callable[[str], bool], parent: QWidget) -> None:
        """Begin without comments; those that are being answered, by their keys, are always shown.

        So an answer stays in sight wherever its comment comes to stand.
        """
        super().__init__(parent)
        self._is_answered = is_answered
        self._go_on = QTimer(self, singleShot=True, interval=0)
        self._go_on.timeout.connect(self._lay_out)
        self._cards: dict[str, Card] = {}
        self._order: list[str] = []
        self._arranged = Arranged((), (), (), 0)
        self._title: Callable[[str], str] = str
        self._most = self._most_resolved = _AT_FIRST
        self._unfolded = False
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(SPACE.medium, SPACE.small, SPACE.medium, SPACE.medium)
        self._rows.setSpacing(SPACE.small)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        set_role(self._note, "muted")
        self._here = self._heading("On this item")
        self._elsewhere = self._heading("Elsewhere in the report")
        self._more = self._quiet("More comments")
        self._fold = self._quiet("")
        self._more_resolved = self._quiet("More resolved comments")
        self._more.clicked.connect(self._show_more)
        self._more_resolved.clicked.connect(self._show_more_resolved)
        self._fold.clicked.connect(self._toggle)
        self._lay_out()

    def _heading(self, words: str) -> QLabel:
        heading = QLabel(words, self)
        font = small_font()
        font.setWeight(QFont.Weight.DemiBold)
        heading.setFont(font)
        set_role(heading, "muted")
        return heading

    def _quiet(self, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setFont(small_font())
        button.setAutoDefault(False)
        set_role(button, "quiet")
        return button

    def forget(self) -> None:
        """Show no comments any more, and few at first of what is shown next."""
        self._most = self._most_resolved = _AT_FIRST
        self._unfolded = False
        self.show_comments(Arranged((), (), (), 0), str, "")

    def show_comments(self, arranged: Arranged, title: Callable[[str], str], note: str) -> None:
        """Show these comments, whose items are called by `title`; a note where there are none."""
        self._arranged, self._title = arranged, title
        self._note.setText(note)
        self._lay_out()

    def card(self, key: str) -> Card | None:
        """Give the card of a comment, if it is shown."""
        return self._cards.get(key)

    @property
    def cards(self) -> Sequence[Card]:
        """The cards from above to below."""
        return [self._cards[key] for key in self._order]

    def go_to_neighbour(self, card: Card, step: int) -> None:
        """Put the keyboard into the card below (1) or above (-1)."""
        place = self._order.index(card.key) + step
        if 0 <= place < len(self._order):
            other = self._cards[self._order[place]]
            other.setFocus(Qt.FocusReason.OtherFocusReason)
            self.gone_to.emit(other)

    # What stands where

    def _lay_out(self) -> None:
        here, elsewhere, resolved, _ = self._arranged
        first = self._wanted(here, self._most)
        second = self._wanted(elsewhere, self._most - len(here))
        third = self._wanted(resolved, self._most_resolved if self._unfolded else 0)
        rest = len(here) + len(elsewhere) - len(first) - len(second)
        self._more.setText(f"Show more comments ({rest} not shown)")
        rest_resolved = len(resolved) - len(third)
        self._more_resolved.setText(f"Show more resolved ({rest_resolved} not shown)")
        self._fold.setText(f"{'▾' if self._unfolded else '▸'}  Resolved ({len(resolved)})")
        hides = "hide" if self._unfolded else "show"
        self._fold.setAccessibleName(f"Resolved comments: {len(resolved)}, {hides} them")
        first, second, third = self._at_once(first, second, third)
        before, self._order = self._order, [each.key for each in (*first, *second, *third)]
        wanted: list[tuple[QWidget, bool]] = [
            (self._note, bool(self._note.text()) and not (first or second)),
            (self._here, bool(first)),
            *((card, True) for card in self._made(first, elsewhere=False)),
            (self._elsewhere, bool(second)),
            *((card, True) for card in self._made(second, elsewhere=True)),
            (self._more, rest > 0),
            (self._fold, bool(resolved)),
            *((card, True) for card in self._made(third, elsewhere=True)),
            (self._more_resolved, self._unfolded and rest_resolved > 0),
        ]
        self._let_go(before)
        self._place(wanted)

    def _wanted(self, remarked: Sequence[Remarked], most: int) -> list[Remarked]:
        """Give the first, and wherever they stand those that are being answered."""
        return [
            each
            for place, each in enumerate(remarked)
            if place < most or self._is_answered(each.key)
        ]

    def _at_once(self, *parts: Sequence[Remarked]) -> list[list[Remarked]]:
        """Give what can be shown now; what has no card yet and must wait comes in the next turn."""
        new = [each.key for part in parts for each in part if each.key not in self._cards]
        later = set(new[_AT_ONCE:])
        if later:
            self._go_on.start()
        return [[each for each in part if each.key not in later] for part in parts]

    def _made(self, remarked: Sequence[Remarked], *, elsewhere: bool) -> list[Card]:
        cards = []
        for each in remarked:
            card = self._cards.get(each.key)
            new = card is None
            if card is None:
                card = self._cards[each.key] = Card(self)
                card.neighbour_wanted.connect(partial(self.go_to_neighbour, card))
            card.show_comment(each, self._title(each.comment.item) if elsewhere else "")
            if new:
                self.made.emit(card)
            cards.append(card)
        return cards

    def _let_go(self, before: Sequence[str]) -> None:
        """Take away the cards of comments that are not shown any more."""
        focus = QApplication.focusWidget()
        for place, key in enumerate(before):
            if key in self._order or key not in self._cards:
                continue
            card = self._cards.pop(key)
            if focus is not None and (focus is card or card.isAncestorOf(focus)):
                # First, because hiding it would push the keys to wherever Qt thinks.
                near = [*before[place + 1 :], *reversed(before[:place])]
                kept = (self._cards[each] for each in near if each in self._order)
                next(kept, self).setFocus()
            self._rows.removeWidget(card)
            card.hide()
            card.deleteLater()

    def _place(self, wanted: Sequence[tuple[QWidget, bool]]) -> None:
        """Put the parts below each other in this order, moving none that stands right."""
        before: QWidget | None = None
        for row, (part, shown) in enumerate(wanted):
            at = self._rows.itemAt(row)
            if at is None or at.widget() is not part:
                self._rows.removeWidget(part)
                where = _LEFT if isinstance(part, QPushButton) else Qt.AlignmentFlag(0)
                self._rows.insertWidget(row, part, 0, where)
            if part.isHidden() == shown:
                part.setVisible(shown)
            for stop in part.stops if isinstance(part, Card) else [part]:
                if before is not None:
                    QWidget.setTabOrder(before, stop)
                before = stop
        if self._rows.count() == len(wanted):
            self._rows.addStretch(1)

    def _toggle(self) -> None:
        self._unfolded = not self._unfolded
        self._lay_out()

    def _show_more(self) -> None:
        self._most += _AT_FIRST
        self._lay_out()

    def _show_more_resolved(self) -> None:
        self._most_resolved += _AT_FIRST
        self._lay_out()
