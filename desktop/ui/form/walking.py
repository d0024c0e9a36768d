"""Getting about on the sheet: where the keyboard is, and ways to put it elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.editors import Editor
from desktop.ui.form.area import Area
from desktop.ui.form.sheet import Holder, Sheet
from desktop.ui.passage import PassageEditor


class Walking(QObject):
    """Follows the focus from field to field and from item to item, and leads it there."""

    left = Signal()
    """The focus left a field or a passage, and what stands there has been tidied."""
    item_entered = Signal(str)
    own_field_entered = Signal(str)
    """One of the report's own fields, which belong to no item, by its key."""

    def __init__(self, area: Area, parent: QObject) -> None:
        """Begin without a sheet."""
        super().__init__(parent)
        self._area = area
        self._sheet: Sheet | None = None
        self._make_rest: Callable[[], None] = lambda: None
        self._last: Holder | None = None
        self._fact_in: Holder | None = None
        self._item = ""
        self.at: Holder | None = None
        """The field or passage in focus."""
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    def use(self, sheet: Sheet, make_rest: Callable[[], None]) -> None:
        """Get about on this sheet; `make_rest` makes what is not made of it yet."""
        self._sheet, self._make_rest = sheet, make_rest
        self.at = None
        self.forget()

    def forget(self) -> None:
        """Know nothing of where the keyboard was before."""
        self._last = self._fact_in = None

    def note(self, holder: Holder) -> None:
        """Come back to this field or passage."""
        self._last = holder

    @property
    def passage(self) -> PassageEditor | None:
        """The passage that the keyboard was in last; None if that was a field."""
        return self._last if isinstance(self._last, PassageEditor) else None

    def anchor(self) -> Holder | None:
        """Give what is looked at: what is in focus, or else the first thing that can be seen."""
        if self.at is not None and self._area.shows(self.at):
            return self.at
        holders = self._sheet.holders() if self._sheet is not None else ()
        return next((each for each in holders if self._area.shows(each)), None)

    def take_focus(self) -> None:
        """Put the focus where it was last, or into the first field of the first item with any."""
        if self._sheet is not None:
            self._make_rest()
            _focus(self._last or self._sheet.first_holder())

    def show_item(self, key: str) -> None:
        """Show an item's block, and leave the focus where it is."""
        if self._sheet is None:
            return
        if key not in self._sheet.items:
            self._make_rest()
        if key in self._sheet.items:
            self._show_block(self._sheet.items[key])

    def go_to(self, key: str) -> None:
        """Show a field, or an item's passage, by its full key, and put the focus there."""
        if self._sheet is None:
            return
        if self._sheet.holder_at(key) is None:
            self._make_rest()
        holder = self._sheet.holder_at(key)
        if holder is not None:
            self._show_block(self._sheet.block_at(key))
            _focus(holder)

    def go_to_fact(self, key: str) -> None:
        """Go to the field that a fact speaks of, from where `go_back` leads to the fact."""
        fact_in = self.at
        self.go_to(key)
        self._fact_in = fact_in

    def go_back(self) -> None:
        """Go back to the passage with the fact whose item was gone to and not left since."""
        if self._fact_in is not None:
            fact_in, self._fact_in = self._fact_in, None
            _focus(fact_in)

    def go_to_neighbour(self, step: int) -> None:
        """Go to the first field of the item after (1) or before (-1) the one the focus is in."""
        if self._sheet is None:
            return
        self._make_rest()
        keys = list(self._sheet.items)
        here = keys.index(self._item) if self._item in keys else -1 if step > 0 else len(keys)
        if not 0 <= here + step < len(keys):
            return
        block = self._sheet.items[keys[here + step]]
        self._show_block(block)
        _focus(next(iter(block.editors.values()), block.passage))

    def go_on(self, holder: Holder) -> None:
        """Go to what comes after a field in reading order."""
        assert self._sheet is not None
        self._make_rest()
        holders = list(self._sheet.holders())
        place = holders.index(holder) + 1
        if place < len(holders):
            _focus(holders[place])

    def _show_block(self, block: QWidget) -> None:
        assert self._sheet is not None
        self._area.show_from(self._sheet.start_of(block), block)

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        at = self._sheet.holder_of(new) if self._sheet is not None else None
        if at is self.at:
            return
        before, self.at = self.at, at
        if before is not None:
            if isinstance(before, Editor):
                before.leave()
            self.left.emit()
        if at is None or self._sheet is None:
            return
        self._last = at
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            self._area.show_whole(at)
            if isinstance(at, PassageEditor):
                # One that is taller than the view shows the lines around the caret.
                at.tell_caret()
        item = self._sheet.item_of(at)
        if not item:
            self.own_field_entered.emit(self._sheet.key_of(at))
        if item != self._item:
            self._item = item
            self._fact_in = None
            if item:
                self.item_entered.emit(item)


def _focus(holder: Holder) -> None:
    if isinstance(holder, Editor):
        holder.take_focus()
    else:
        holder.setFocus(Qt.FocusReason.OtherFocusReason)
