"""The facts that can be put into a passage, offered in a small list under the caret."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTextEdit

from desktop.core.facts import FactWords, Offer
from desktop.core.programme import item_of
from desktop.core.richtext import Block, Run
from desktop.ui.passage import listening
from desktop.ui.passage.document import PassageDocument, insert, selected
from desktop.ui.passage.looks import is_point, shape_of
from desktop.ui.passage.offer_list import OfferList

_MARK: Final = "@"
_OPENING: Final = "([{\"'“‘-–—/"
_NOTHING: Final = "No answers yet. What is answered in the form can be put in here."
_NONE_SUCH: Final = "No answer like that"
_STEPS: Final[dict[int, int]] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class Offering(QObject):
    """Lets a fact be chosen while the keys stay in the text: what is typed narrows the list."""

    def __init__(self, text: QTextEdit, document: PassageDocument) -> None:
        super().__init__(text)
        self._text = text
        self._document = document
        self._words: FactWords | None = None
        self._item = ""
        self._offers: list[Offer] = []
        self._list: OfferList | None = None
        self._shown: list[Offer] = []
        self._start = 0
        self._marked = False
        text.cursorPositionChanged.connect(self._follow)

    def set_facts(self, words: FactWords, item: str) -> None:
        """Offer what facts say now, those of an item first."""
        self._words, self._item = words, item

    @property
    def is_open(self) -> bool:
        """Whether the list is on the screen."""
        return self._list is not None

    def open(self) -> None:
        """Offer everything, at the caret."""
        if not self._text.isReadOnly():
            self._open(self._text.textCursor().selectionStart(), marked=False)

    def open_if_begun(self) -> None:
        """Offer everything where an @ was just typed that begins a word."""
        start = self._text.textCursor().position() - 1
        before = self._document.characterAt(start - 1) if start > 0 else " "
        if self._document.characterAt(start) == _MARK and _begins_word(before):
            self._open(start, marked=True)

    def close(self) -> None:
        """Take the list away; what was typed stays."""
        if self._list is not None:
            gone, self._list = self._list, None
            gone.close_list()

    def wants(self, event: QKeyEvent) -> bool:
        """Say whether a key is the open list's own, which no shortcut of the window may have."""
        return self.is_open and event.key() in (*_KEYS, *_STEPS, Qt.Key.Key_Escape)

    def takes(self, event: QKeyEvent) -> bool:
        """Let the open list have a key that is its own; say whether it was."""
        if self._list is None:
            return False
        key = event.key()
        step = _STEPS.get(key)
        if key == Qt.Key.Key_Escape:
            self.close()
        elif not self._shown or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        elif step:
            self._list.step(step)
            self._tell()
        elif key in _KEYS:
            self._choose(self._list.row())
        else:
            return False
        return True

    def _open(self, start: int, *, marked: bool) -> None:
        self.close()
        self._start, self._marked = start, marked
        self._offers = [*_named(self._words, self._item)] if self._words else []
        self._list = OfferList(self._text)
        self._list.chosen.connect(self._choose)
        self._list.left.connect(self.close)
        self._list.moved.connect(self._place)
        self._follow()

    def _typed(self) -> str | None:
        """Give what was typed to narrow the list; None where the caret has left it."""
        cursor = self._text.textCursor()
        end = cursor.selectionEnd()
        if end < self._start or self._document.findBlock(self._start) != cursor.block():
            return None
        typed = selected(self._document, self._start, end).selectedText()
        if cursor.hasSelection():
            typed = ""
        elif self._marked:
            if not typed.startswith(_MARK):
                return None
            typed = typed[1:]
        return None if any(letter.isspace() for letter in typed) else typed

    def _follow(self) -> None:
        if self._list is None:
            return
        typed = self._typed()
        if typed is None:
            self.close()
            return
        self._shown = [offer for offer in self._offers if _is_meant(offer, typed)]
        self._list.show_offers(self._shown, _NONE_SUCH if self._offers else _NOTHING)
        self._list.place_under(self._text.cursorRect())
        self._tell()

    def _place(self) -> None:
        """Stay at the caret while it moves on the screen, as long as it is seen."""
        caret = self._text.cursorRect()
        if self._list is not None and self._text.visibleRegion().intersects(caret):
            self._list.place_under(caret)
        else:
            self.close()

    def _tell(self) -> None:
        if self._list is not None:
            listening.announce(self._text, self._list.said())

    def _choose(self, row: int) -> None:
        offer = self._shown[row]
        self.close()
        cursor = self._text.textCursor()
        bold, italic = shape_of(self._text.currentCharFormat())
        run = Run(offer.words, bold, italic, offer.link)
        target = selected(self._document, self._start, cursor.selectionEnd())
        insert(target, [Block((run,), is_point(target.block()))])
        target.setPosition(target.position())
        self._text.setTextCursor(target)


def _named(words: FactWords, item: str) -> Iterator[Offer]:
    """Go through what is offered; what comes from other items is called by these too."""
    for offer in words.offers(item):
        own = item_of(words.key_of(offer.link) or "") == item
        yield offer if own else replace(offer, label=words.name(offer.link) or offer.label)


def _is_meant(offer: Offer, typed: str) -> bool:
    """Say whether a word of what is offered begins like what was typed."""
    words = " ".join(re.findall(r"[\w,.%£-]+", f"{offer.label} {offer.words}".lower()))
    return f" {typed.lower()}" in f" {words}"


def _begins_word(before: str) -> bool:
    return before.isspace() or before in _OPENING
