"""The room in which reports are compared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.core.comparing_reports import MOST_COMPARED, ComparedItem, is_same
from desktop.core.comparison_text import names_of
from desktop.ui.compare import looking
from desktop.ui.compare.bar import Bar
from desktop.ui.compare.body import Body
from desktop.ui.compare.differing import Differing
from desktop.ui.compare.looking import Found, Name, Proposed
from desktop.ui.newest import Newest
from desktop.ui.pane_by_pane import Pane, walk
from desktop.ui.theme import set_role

if TYPE_CHECKING:
    from desktop.core.programme import Programme
    from desktop.core.report import Report
    from desktop.store.opening import Opened
    from desktop.ui.background import Background

_OFFERED: Final = 12
_ALIKE: Final = 4
"""Reports that are compared at once, at most: more columns could not be read."""

_TOO_MANY: Final = f"Only {MOST_COMPARED} reports can be compared at once"


class Compare(QWidget):
    """Puts reports side by side: their answers as a table, passages by the words that differ."""

    open_wanted = Signal(str, str, str)
    """A report by its programme and force, and a field or item there, or nothing."""
    closed = Signal()

    def __init__(self, opened: Opened, background: Background) -> None:
        """Read from what was opened, in the background."""
        super().__init__()
        self.setAccessibleName("Compare reports")
        self._opened = opened
        self._names: list[Name] = []
        self._found = Found((), ())
        self._answers_wanted = False
        self._begun_with = False
        self._reading = Newest(background, self._say_failed, self)
        self._offers = Newest(background, self._say_failed, self)
        self._alike = Newest(background, self._say_failed, self)
        self._copying = Newest(background, self._say_failed, self)
        self._differing = Differing(background, self)
        self._differing.found_item.connect(self._differences_found)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._show_passages)
        self._make_bar()
        self._make_body()
        self._lay_out()
        for keys, deed in (
            ("Alt+Down", partial(self._items.step, 1)),
            ("Alt+Up", partial(self._items.step, -1)),
            ("F6", partial(self._walk, 1)),
            ("Shift+F6", partial(self._walk, -1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)
        self._show_found(Found((), ()))

    def _make_bar(self) -> None:
        self._bar = Bar(self)
        self._bar.chips.removed.connect(self._remove)
        self._bar.chips.first_wanted.connect(self._put_first)
        self._bar.adding.asked.connect(self._look_for)
        self._bar.adding.chosen.connect(self._add)
        self._bar.only_toggled.connect(self._show_items)
        self._bar.names_toggled.connect(self._find_differences)
        self._bar.copy_wanted.connect(self._copy_text)

    def _make_body(self) -> None:
        self._body = body = Body(self)
        self._items, self._rows = body.items, body.rows
        self._table, self._passages = body.table, body.passages
        body.beginning.chosen.connect(self._add)
        self._items.chosen.connect(self._show_item)
        self._table.wanted.connect(self._open_answer)
        self._table.item_reached.connect(self._items.go_to)

    def _lay_out(self) -> None:
        rule = QFrame(self)
        rule.setFixedHeight(1)
        set_role(rule, "rule")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._bar)
        whole.addWidget(rule)
        whole.addWidget(self._body, 1)

    # What is compared

    def show_programme(self, programme: Programme) -> None:
        """Show what was compared last, as it stands now."""
        self._read()

    def begin_with(self, programme: str, force: str) -> None:
        """Begin with a report, unless some are chosen already."""
        if not self._names:
            self._names = [(programme, force)]
            self._begun_with = True
            self._read()

    def show_reports(self, reports: Sequence[Name]) -> None:
        """Compare these reports, given by programme and force, in place of those before."""
        self._names = list(dict.fromkeys(reports))[:MOST_COMPARED]
        self._begun_with = False
        self._answers_wanted = True
        self._bar.say("")
        if len(self._names) < len(set(reports)):
            self._bar.say(
                f"Only {MOST_COMPARED} reports can be compared at once: these are the first."
            )
        self._read()

    def report_changed(self, report: Report) -> None:
        """Take up how a report now stands."""
        # Whoever enters the room next is shown everything as it stands then.
        if self.isVisible() and (report.programme, report.force) in self._names:
            self._read()

    def take_focus(self) -> None:
        """Take the keyboard: for the answers, or to name a report."""
        self._answers_wanted = True
        self._place_focus()

    def _walk(self, step: int) -> None:
        panes: list[Pane] = [
            (self._bar, self._bar.adding.setFocus),
            (self._body.beginning, self._body.beginning.take_focus),
            (self._items, self._items.setFocus),
            (self._table, self._table.setFocus),
            (self._passages, self._passages.setFocus),
        ]
        walk([each for each in panes if each[0].isVisible()], step)

    def _place_focus(self) -> None:
        (self._table if self._body.compares else self._bar.adding).setFocus(
            Qt.FocusReason.ShortcutFocusReason
        )

    def end(self) -> None:
        """Ask nothing more: the background is about to close."""
        self._differing.stop()
        for questions in (self._reading, self._offers, self._alike, self._copying):
            questions.end()

    def pending(self) -> list[str]:
        """Name what closing would lose: nothing is written here."""
        return []

    def _read(self) -> None:
        opened, names = self._opened, list(self._names)
        self._reading.ask(lambda: looking.read(opened, names), self._arrived)

    def _add(self, name: Name) -> None:
        if len(self._names) == MOST_COMPARED:
            self._bar.say(
                f"Only {MOST_COMPARED} reports can be compared at once. Take one out first."
            )
        elif name not in self._names:
            self._names.append(name)
            self._bar.say("")
            self._read()

    def _remove(self, name: Name) -> None:
        self._names = [each for each in self._names if each != name]
        self._bar.say("")
        self._read()

    def _put_first(self, name: Name) -> None:
        self._names.sort(key=lambda each: each != name)
        self._read()

    def _look_for(self, typed: str) -> None:
        opened, names = self._opened, list(self._names)
        self._offers.ask(
            lambda: looking.matching(opened, typed, names, _OFFERED),
            lambda proposed: self._bar.adding.offer(typed, proposed),
        )

    # What is shown

    def _arrived(self, found: Found) -> None:
        # Nobody asked for the report at hand: that there is none is nothing to be told.
        if found.missing and not self._begun_with:
            self._bar.say("\n".join(found.missing))
        self._begun_with = False
        self._show_found(found)

    def _show_found(self, found: Found) -> None:
        self._found = found
        self._names = [(each.programme.id, each.force.key) for each in found.reports]
        names = names_of(found.reports)
        chips = [Proposed(name, words) for name, words in zip(self._names, names, strict=True)]
        self._bar.show_reports(chips, len({force for _, force in self._names}))
        self._passages.show_reports(names)
        self._body.show_compared(bool(found.items))
        if found.items:
            self._find_differences()
        else:
            self._begin()
        # What was to be compared may have arrived only after the keyboard did.
        if self._answers_wanted and self._keys_are_free():
            self._place_focus()
        self._answers_wanted = False

    def _keys_are_free(self) -> bool:
        """Say whether the keyboard is where one begins, and nothing is typed there."""
        focus = QApplication.focusWidget()
        elsewhere = focus is not None and not self.isAncestorOf(focus)
        # In a window that is not in front, the room itself knows where the keyboard will be.
        begins = self.focusWidget() in (None, self._bar.adding)
        return begins and not elsewhere and not self._bar.adding.text()

    def _begin(self) -> None:
        self._differing.stop()
        if not self._found.reports:
            self._body.beginning.ask_for_reports()
            return
        (one,) = self._found.reports
        self._body.beginning.ask_for_another(one, ())
        opened = self._opened
        self._alike.ask(
            lambda: looking.most_alike(opened, one, _ALIKE),
            lambda alike: self._body.beginning.ask_for_another(one, alike),
        )

    def _find_differences(self) -> None:
        self._differing.begin(self._found.reports, self._found.items, self._bar.ignores_names)
        self._show_items()

    def _show_items(self) -> None:
        """Show the items there are to go to, all or those in which anything differs."""
        only = self._bar.only_differing
        items = [(item, self._differs(item)) for item in self._found.items]
        self._items.show_items([each for each in items if each[1] or not only])
        self._rows.show(names_of(self._found.reports), self._found.items, only)
        self._table.go_to(self._items.item_at_hand)
        self._soon.start()

    def _differs(self, item: ComparedItem) -> bool:
        found = self._differing.of(item.item)
        same = item.same if found is None else is_same(found)
        return bool(item.differing) or not same

    def _show_item(self, item: str) -> None:
        self._table.go_to(item)
        self._soon.start()

    def _show_passages(self) -> None:
        key = self._items.item_at_hand
        item = next((each for each in self._found.items if each.item == key), None)
        if item is not None:
            self._differing.hurry(key)
            self._passages.show_item(item, self._differing.of(key))

    def _differences_found(self, key: str) -> None:
        only = self._bar.only_differing
        items = [(item, self._differs(item)) for item in self._found.items]
        self._items.show_items([each for each in items if each[1] or not only])
        if key == self._items.item_at_hand:
            self._soon.start()

    def _say_failed(self, error: Exception) -> None:
        self._bar.say(str(error))

    # What the inspector does

    def _open_answer(self, row: int, place: int) -> None:
        field = self._rows.field_of(row)
        if field is not None:
            # The columns are those that were read, whatever was chosen since.
            shown = self._found.reports[place]
            self.open_wanted.emit(shown.programme.id, shown.force.key, field.keys[place] or "")

    def _copy_text(self) -> None:
        reports, only = self._found.reports, self._bar.only_differing
        items = [each for each in self._found.items if self._differs(each) or not only]
        ignore = self._bar.ignores_names
        self._copying.ask(lambda: looking.as_text(reports, items, ignore), self._put_on_clipboard)

    def _put_on_clipboard(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._bar.say("The comparison is on the clipboard, as text.", "ok")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)
