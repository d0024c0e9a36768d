"""Remarks where they belong: under words, below fields and passages, and in the menus there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from textwrap import wrap
from typing import Final

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop.core.examining import prose_of
from desktop.core.remarks import Fix, Place, Remark, Replacement, Severity
from desktop.ui.form.item import ItemBlock
from desktop.ui.form.sheet import Sheet
from desktop.ui.passage import PassageEditor, Underline
from desktop.ui.remarks.labels import (
    LEAVE,
    for_control,
    is_about_spelling,
    label_of,
    label_of_learning,
)

_LINE: Final = 60
"""Characters of a message in a line of a menu."""


class Marking(QObject):
    """Shows the remarks about a report on its sheet.

    What is still empty is seen to be empty: a field without an answer, or a passage that nobody
    has written, says what is remarked about it only once somebody was brought there.
    """

    fix_wanted = Signal(object, object)
    leave_wanted = Signal(object)
    learn_wanted = Signal(str)
    comment_wanted = Signal()

    def __init__(self, sheet: Sheet) -> None:
        """Begin without remarks."""
        super().__init__(sheet)
        self._sheet = sheet
        self._remarks: Sequence[Remark] = ()
        self._read: dict[str, str] = {}
        self._brought_to = ""
        self.read_only = False

    def show(self, remarks: Iterable[Remark]) -> None:
        """Show these remarks and no others; those that were left are not shown."""
        self._remarks = [remark for remark in remarks if remark.remains]
        items = {remark.place.item for remark in self._remarks if remark.place.end}
        self._read = {
            key: _words(block.passage) for key, block in self._sheet.items.items() if key in items
        }
        for key, block in self._sheet.items.items():
            block.passage.show_remarks(
                Underline(place.start, place.end, remark.severity, remark.message)
                for remark in self._remarks
                if (place := remark.place).item == key and self._stands(remark)
            )
        self._show_lines()

    def _stands(self, remark: Remark) -> bool:
        """Say whether the words that a remark is about stand where it says."""
        start, end = remark.place.start, remark.place.end
        return start < end and self._read[remark.place.item][start:end] == remark.quote

    def show_again(self) -> None:
        """Show the same remarks, as there are more items than before."""
        if self._remarks:
            self.show(self._remarks)

    def forget(self) -> None:
        """Show no remarks."""
        self._brought_to = ""
        if self._remarks:
            self.show(())

    def listen(self, block: ItemBlock) -> None:
        """Put what can be done about remarks and words into the menu of an item's passage."""
        block.passage.menu_wanted.connect(partial(self._fill_menu, block))

    def bring_to(self, key: str) -> None:
        """Say what is remarked about a field or an item as a whole, even if it is empty."""
        self._brought_to = key
        self._show_lines()

    def find(self, remark: Remark) -> tuple[int, int] | None:
        """Find the words that a remark is about where they stand now; None if they are gone.

        They may have moved since the report was checked.
        """
        place = remark.place
        if place.item not in self._sheet.items or not place.end:
            return None
        text = _words(self._sheet.items[place.item].passage)
        moved = _moved(self._read.get(place.item, text), text, place)
        if moved is not None and text[slice(*moved)] == remark.quote:
            return moved
        spans = [found.span() for found in _whole(remark.quote).finditer(text)]
        return min(spans, key=lambda span: abs(span[0] - place.start), default=None)

    def apply(self, remark: Remark, fix: Fix) -> bool:
        """Put other words in the place of those a remark is about; False for any other fix."""
        if not isinstance(fix, Replacement):
            return False
        found = self.find(remark)
        if found is not None and not self.read_only:
            self._sheet.items[remark.place.item].passage.replace_words(*found, fix.text)
        return True

    def _show_lines(self) -> None:
        for key, block in self._sheet.items.items():
            quiet = block.is_untouched and key != self._brought_to
            block.say(*self._about(key, "") if not quiet else ("", "error"))
        for key, editor in self._sheet.editors.items():
            quiet = editor.answer() is None and key != self._brought_to
            editor.show_remark(*self._about("", key) if not quiet else ("", "error"))

    def _about(self, item: str, field: str) -> tuple[str, Severity]:
        """Give what is remarked about a field, or about an item's passage, and not about words."""
        found = [
            remark
            for remark in self._remarks
            if (place := remark.place).start >= place.end
            and place.field == field
            and (field or place.item == item)
        ]
        errors = any(remark.severity == "error" for remark in found)
        messages = dict.fromkeys(remark.message for remark in found)
        return "\n".join(messages), "error" if errors else "warning"

    def _fill_menu(self, block: ItemBlock, menu: QMenu, offset: int) -> None:
        first = next(iter(menu.actions()), menu.addSeparator())
        for remark in self._remarks:
            found = self.find(remark) if remark.place.item == block.key else None
            # The caret stands behind a word that was just gone to, or just written.
            if found is None or not found[0] <= offset <= found[1]:
                continue
            told = [QAction(for_control(line), menu) for line in wrap(remark.message, _LINE)]
            for line in told:
                line.setEnabled(False)
            deeds = [] if self.read_only else self._deeds(remark, menu)
            for action in (*told, *deeds):
                menu.insertAction(first, action)
            menu.insertSeparator(first)
        menu.addSeparator()
        on = "these words" if block.passage.selected_words() else "this item"
        comment = menu.addAction(f"Comment on {on}\tCtrl+Shift+M")
        comment.triggered.connect(self.comment_wanted)

    def _deeds(self, remark: Remark, menu: QMenu) -> list[QAction]:
        fixes: list[Fix] = [remark.fix] if remark.fix is not None else []
        fixes += [Replacement(words) for words in remark.suggestions]
        actions: list[QAction] = []
        for fix in dict.fromkeys(fixes):
            action = QAction(for_control(label_of(fix, self._sheet.programme)), menu)
            action.triggered.connect(partial(self._fix, remark, fix))
            actions.append(action)
        if is_about_spelling(remark):
            learn = QAction(for_control(label_of_learning(remark.quote)), menu)
            learn.triggered.connect(lambda: self.learn_wanted.emit(remark.quote))
            actions.append(learn)
        if not remark.binding:
            leave = QAction(LEAVE, menu)
            leave.triggered.connect(lambda: self.leave_wanted.emit(remark))
            actions.append(leave)
        return actions

    def _fix(self, remark: Remark, fix: Fix) -> None:
        if not self.apply(remark, fix):
            self.fix_wanted.emit(remark, fix)


def _words(passage: PassageEditor) -> str:
    return prose_of(passage.text()).text


def _moved(before: str, now: str, place: Place) -> tuple[int, int] | None:
    """Find where a place of a text is after one change to it; None where the change was there."""
    if before[: place.end] == now[: place.end]:
        return place.start, place.end
    behind = len(before) - place.start
    if before[place.start :] == now[max(0, len(now) - behind) :]:
        by = len(now) - len(before)
        return place.start + by, place.end + by
    return None


def _whole(words: str) -> re.Pattern[str]:
    """Find words where they are not part of longer ones."""
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)" if words.strip() else "(?!)")
